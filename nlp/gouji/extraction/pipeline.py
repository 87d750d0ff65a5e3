"""``gouji_claims``: the claims of a text as a spaCy component, for anyone's pipeline.

>>> import spacy
>>> nlp = spacy.blank("zh")
>>> _ = nlp.add_pipe("gouji_claims")
>>> doc = nlp("全年新收政府信息公开申请23件。")
>>> [(span.text, claim.readings) for span, claim in zip(doc.spans["claims"], doc._.claims)]
[('23件', (('t3/new/total',),))]
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from ..claim import Claim
from .claims import claims

CLAIMS: Final = "claims"


@Language.factory("gouji_claims", assigns=["doc.spans", "doc._.claims"], default_config={"form": "2021"})
def create_claims(nlp: Language, name: str, form: str) -> Callable[[Doc], Doc]:
    """Write the claims to ``doc.spans["claims"]`` (label: the first cell) and ``doc._.claims``.

    Args:
        form: id of the form whose cells the claims speak of.
    """

    def claims_component(doc: Doc) -> Doc:
        placed = [
            (span, claim)
            for claim in claims(doc.text, form)
            if (span := doc.char_span(*_range(claim), label=_label(claim), alignment_mode="expand"))
        ]
        doc.spans[CLAIMS] = SpanGroup(doc, name=CLAIMS, spans=[span for span, _ in placed])
        doc._.claims = [claim for _, claim in placed]
        return doc

    return claims_component


def _range(claim: Claim) -> tuple[int, int]:
    return claim.span.start, claim.span.end


def _label(claim: Claim) -> str:
    """The first cell of the best reading; "" where the form has none."""
    return claim.readings[0][0] if claim.readings else ""


if not Doc.has_extension(CLAIMS):
    Doc.set_extension(CLAIMS, default=None)
