"""Groups of figures that tell one fact, for N17 and X14."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ..extraction.items import Item
from ..finding import Finding
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof, show, text_evidence

MESSAGE = Text("同一事实两处分别作“{one}”和“{other}”。", "one fact is told as “{one}” and as “{other}”.")


def restated(case: Case, rule: Rule, groups: Iterable[list[Item]]) -> Iterator[Finding]:
    """Findings for groups of items that tell one fact."""
    statement = case.statement
    for same in groups:
        for one, other in pairwise(same):
            case.tally.ran(rule.code)
            case.tally.looked(f"c{one.index}", f"c{other.index}")
            a, b = one.mention.quantity.generous, other.mention.quantity.generous
            if one.sentence == other.sentence or a.meets(b):
                continue
            spans = [statement.phrase(i).of(case.document.text) for i in (one, other)]
            yield rule.finding(
                MESSAGE.format(one=spans[0], other=spans[1]),
                (text_evidence(case, one), text_evidence(case, other)),
                reported=show(other.mention.value),
                computed=show(one.mention.value),
                proof=equal_proof(
                    f"{show(one.mention.value)} ≠ {show(other.mention.value)}", ("one", a), [("other", b, 1)]
                ),
            )
            break
