"""gouji as a part of spaCy: a tokenizer, two components, extensions.

``gouji.load()`` gives a pipeline ready to use.  The factories are entry points, so that in a program
that has gouji installed ``nlp.add_pipe("gouji_quantities")`` works in any pipeline, whoever made it.

Spans are written to ``doc.spans["quantities"]`` and ``doc.spans["entities"]`` with the kind or label as
label and the normal form as ``id_``; both survive `DocBin`.  `Doc._.quantities` and `Doc._.entities`
give the typed objects, with spans in code points of ``doc.text``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, SpanGroup
from spacy.util import DummyTokenizer, filter_spans, registry
from spacy.vocab import Vocab

from ..claim import Entity, Mention
from .folding import Folded, fold
from .names import names
from .quantities import scan
from .words import lay

T = TypeVar("T")
Offsets = NDArray[np.int64]

QUANTITIES: Final = "quantities"
ENTITIES: Final = "entities"
TOKENIZER: Final = "gouji.Tokenizer.v1"

#: Settings of ``spacy train`` for a name recogniser of one's own on gouji's tokens.
CONFIG: Final = Path(__file__).parent / "config" / "names.cfg"


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a text; spans are those of the folded form."""

    folded: Folded
    mentions: Sequence[Mention]
    entities: Sequence[Entity]

    @staticmethod
    def of(text: str) -> Reading:
        """Read a text."""
        folded = fold(text, wraps=True)
        mentions, scanned = scan(folded.plain)
        return Reading(folded, mentions, names(folded.plain, scanned, mentions))


# What the tokenizer has read, for the components and for the extensions.
_read: WeakKeyDictionary[Doc, Reading] = WeakKeyDictionary()


def _reading(doc: Doc) -> Reading:
    found = _read.get(doc)
    if found is None:
        found = _read[doc] = Reading.of(doc.text)
    return found


def load() -> Language:
    """A Chinese pipeline with gouji's tokens, figures and names.

    >>> doc = load()("桐岭县财政局2023年公开信息近2万条。")
    >>> [(span.text, span.label_, span.id_) for span in doc.spans["quantities"]]
    [('近2万条', 'count', '20000')]
    >>> [(ent.text, ent.label_) for ent in doc.ents]
    [('桐岭县财政局', 'ORG'), ('2023年', 'DATE')]
    >>> doc._.quantities[0].low, doc._.quantities[0].high
    (Decimal('10000'), Decimal('20000'))
    """
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.add_pipe("gouji_quantities")
    nlp.add_pipe("gouji_entities")
    return nlp


# ---------------------------------------------------------------- tokens


def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """The tokenizer for a config: ``[nlp.tokenizer] @tokenizers = "gouji.Tokenizer.v1"``."""

    def tokenizer(nlp: Language) -> Tokenizer:
        return Tokenizer(nlp.vocab)

    return tokenizer


registry.tokenizers(TOKENIZER, func=create_tokenizer)


class Tokenizer(DummyTokenizer):
    """Tokens laid round figures and names; ``doc.text`` is the text given, whatever was folded.

    A token whose characters were folded (full width, traditional script, space inside) has the folded
    form as its ``norm_``.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        reading = Reading.of(text)
        tokens = lay(reading.folded.plain, reading.mentions, reading.entities)
        if reading.folded.plain == text and " " not in text:
            doc = Doc(self.vocab, words=tokens, spaces=[False] * len(tokens))
        else:
            doc = _spaced(self.vocab, reading.folded, tokens)
        _read[doc] = reading
        return doc


def _spaced(vocab: Vocab, folded: Folded, tokens: list[str]) -> Doc:
    """A Doc over the original text, with the white space that was dropped put back between the tokens."""
    text = folded.text
    lengths = np.fromiter(map(len, tokens), np.int64, len(tokens))
    ends = lengths.cumsum()
    if " " in folded.plain:  # a space kept between two Latin words is white space like the others
        kept = [i for i, token in enumerate(tokens) if token != " "]
        tokens, lengths, ends = [tokens[i] for i in kept], lengths[kept], ends[kept]
    firsts, lasts = _to_text(folded, ends - lengths), _to_text(folded, ends - 1) + 1
    words = tokens.copy()
    altered = lengths != lasts - firsts if _only_dropped(folded) else np.ones(len(tokens), bool)
    changed = np.flatnonzero(altered).tolist()
    for i in changed:
        words[i] = text[firsts[i] : lasts[i]]

    spaces = [False] * len(words)
    inserted: list[tuple[int, str]] = []
    starts, ends = np.append(0, lasts), np.append(firsts, len(text))
    gaps = np.flatnonzero(starts != ends)
    for i, start, end in zip(gaps.tolist(), starts[gaps].tolist(), ends[gaps].tolist(), strict=True):
        white = text[start:end]
        if i and white[0] == " ":  # one space belongs to the token before it
            spaces[i - 1] = True
            white = white[1:]
        if white:
            inserted.append((i, white))
    doc = Doc(vocab, words=_with(words, inserted), spaces=_with(spaces, [(i, False) for i, _ in inserted]))
    at = [i for i, _ in inserted]
    for i in changed:
        if words[i] != tokens[i]:
            doc[i + bisect_right(at, i)].norm_ = tokens[i]
    return doc


def _with(items: list[T], inserted: Sequence[tuple[int, T]]) -> list[T]:
    """The items with others put in, each before the item that stands at its index."""
    if not inserted:
        return items
    found: list[T] = []
    done = 0
    for at, item in inserted:
        found += items[done:at]
        found.append(item)
        done = at
    return found + items[done:]


def _only_dropped(folded: Folded) -> bool:
    """Whether folding has replaced no character."""
    ends = (*folded.starts[1:], len(folded.plain))
    return all(
        folded.text.startswith(folded.plain[start:end], origin)
        for start, end, origin in zip(folded.starts, ends, folded.origins, strict=True)
    )


def _to_text(folded: Folded, offsets: Offsets) -> Offsets:
    """Where code points of the folded text stand in the text itself, many at once."""
    if len(folded.starts) == 1:
        return offsets + folded.origins[0]
    starts = np.array(folded.starts, np.int64)
    moves: Offsets = np.array(folded.origins, np.int64) - starts
    return offsets + moves[starts.searchsorted(offsets, "right") - 1]


# ---------------------------------------------------------------- components


@Language.component("gouji_quantities", assigns=["doc.spans"])
def quantities_component(doc: Doc) -> Doc:
    """Write the figures to ``doc.spans["quantities"]``: label is the kind, ``id_`` the value."""
    reading = _reading(doc)
    found = [(m.span.start, m.span.end, m.kind, _plain(m.value)) for m in reading.mentions]
    doc.spans[QUANTITIES] = SpanGroup(doc, name=QUANTITIES, spans=_spans(doc, reading.folded, found))
    return doc


@Language.factory("gouji_entities", assigns=["doc.spans", "doc.ents"], default_config={"ents": True})
def create_entities(nlp: Language, name: str, ents: bool) -> Callable[[Doc], Doc]:
    """Write the names to ``doc.spans["entities"]``: label as in contract, ``id_`` the normal form.

    Args:
        ents: set them as ``doc.ents`` too, where no other component has set one.
    """

    def entities_component(doc: Doc) -> Doc:
        reading = _reading(doc)
        found = [(e.span.start, e.span.end, e.label.value, e.value) for e in reading.entities]
        spans = _spans(doc, reading.folded, found)
        doc.spans[ENTITIES] = SpanGroup(doc, name=ENTITIES, spans=spans)
        if ents:
            doc.set_ents(filter_spans([*doc.ents, *spans]) if doc.has_annotation("ENT_IOB") else spans)
        return doc

    return entities_component


def _spans(doc: Doc, folded: Folded, found: Sequence[tuple[int, int, str, str]]) -> list[Span]:
    """Spans of a Doc from ranges of the folded text; with tokens of others the smallest that hold them."""
    if not found:
        return []
    starts, ends, labels, values = zip(*found, strict=True)
    edges = np.array((starts, ends))
    edges[1] -= 1
    firsts, lasts = doc.to_array("IDX").searchsorted(_to_text(folded, edges), "right")
    firsts -= 1
    number = {text: doc.vocab.strings.add(text) for text in {*labels, *values}}
    return [
        Span(doc, first, last, label=number[label], span_id=number[value])
        for first, last, label, value in zip(firsts.tolist(), lasts.tolist(), labels, values, strict=True)
    ]


def _plain(value: Decimal) -> str:
    return format(value, "f")


# ---------------------------------------------------------------- extensions


def _quantities(doc: Doc) -> list[Mention]:
    return [_placed(doc, mention) for mention in _reading(doc).mentions]


def _entities(doc: Doc) -> list[Entity]:
    reading = _reading(doc)
    places = (reading.folded.to_text(e.span.start, e.span.end) for e in reading.entities)
    return [
        replace(e, span=span, quote=span.of(reading.folded.text))
        for e, span in zip(reading.entities, places, strict=True)
    ]


def _placed(doc: Doc, mention: Mention) -> Mention:
    folded = _reading(doc).folded
    span = folded.to_text(mention.span.start, mention.span.end)
    core = folded.to_text(mention.core.start, mention.core.end)
    return replace(mention, span=span, core=core, quote=span.of(folded.text))


def _quantity(span: Span) -> Mention | None:
    """The figure that a span is, or None."""
    start, end = span.start_char, span.end_char
    return next((m for m in _quantities(span.doc) if (m.span.start, m.span.end) == (start, end)), None)


for _name, _getter in (("quantities", _quantities), ("entities", _entities)):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, getter=_getter)
if not Span.has_extension("quantity"):
    Span.set_extension("quantity", getter=_quantity)


# ---------------------------------------------------------------- to look at, and to train on

_COLOURS: Final = {"ORG": "#c9e4ff", "LAW": "#e4d4f4", "DATE": "#e8e8e8", "PLACE": "#cdeccd"} | dict.fromkeys(
    ("count", "money", "percent", "fraction", "ratio", "duration", "measure"), "#ffe9a8"
)


def view(doc: Doc, page: bool = False) -> str:
    """HTML with every figure and name marked, by displaCy.

    Args:
        doc: a Doc with ``doc.spans["quantities"]`` and ``doc.spans["entities"]``.
        page: a whole page and not only a part of one.

    >>> "近2万条" in view(load()("全年公开信息近2万条。"))
    True
    """
    spans = filter_spans([span for key in (QUANTITIES, ENTITIES) for span in doc.spans.get(key, ())])
    spans.sort(key=attrgetter("start_char"))
    marks = [{"start": s.start_char, "end": s.end_char, "label": s.label_} for s in spans]
    shown = {"text": doc.text, "ents": marks, "title": None}
    options = {"colors": _COLOURS}
    return str(displacy.render(shown, style="ent", manual=True, page=page, jupyter=False, options=options))


def training(nlp: Language, examples: Iterable[tuple[str, Iterable[tuple[int, int, str]]]]) -> DocBin:
    """Texts with labelled names as ``spacy train`` wants them; see `CONFIG`.

    Args:
        nlp: a pipeline with the tokenizer that will be trained (``gouji.load()``).
        examples: each a text and its names as (start, end, label) in code points; a name that ends
            inside a token takes the whole token.

    >>> len(training(load(), [("我局答复9件。", [(0, 2, "BODY")])]))
    1
    """
    docs = DocBin()
    for text, labelled in examples:
        doc = nlp.make_doc(text)
        spans = [doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in labelled]
        doc.set_ents(filter_spans([span for span in spans if span is not None]))
        docs.add(doc)
    return docs
