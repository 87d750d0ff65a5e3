"""Names by a transformer: BIO tags over tokens, taught by the rules of `gouji.language.names`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Self

from ..claim import Entity, Label
from ..text import Span
from .folder import Scores, Settings, here, logits, scores, words

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

TAGS: Final = ("O", *(f"{place}-{label.value}" for label in Label for place in "BI"))
LONGEST: Final = 110  # characters of a piece, so that its tokens fit

_PIECE: Final = re.compile(rf"[^\n]{{1,{LONGEST}}}(?=[。；，\n]|$)[。；，]?|[^\n]{{1,{LONGEST}}}", re.M)


def pieces(text: str) -> Iterator[Span]:
    """Stretches of a line of at most some hundred characters, cut at punctuation where there is any.

    >>> [p.of("第一行。\\n第二行") for p in pieces("第一行。\\n第二行")]
    ['第一行。', '第二行']
    """
    return (Span(*m.span()) for m in _PIECE.finditer(text))


def tagged(encoding: Encoding, names: Iterable[tuple[Span, Label]], ignored: int) -> list[int]:
    """The tag of each token; ``ignored`` for the tokens that frame the input.

    Args:
        names: in the characters that were encoded.
    """
    tags = [TAGS.index("O") if own is not None else ignored for own in encoding.word_ids]
    for name, label in names:
        inside = [i for i, (a, b) in enumerate(encoding.offsets) if b > a and Span(a, b).meets(name)]
        for i in inside:
            tags[i] = TAGS.index(f"{'B' if i == inside[0] else 'I'}-{label.value}")
    return tags


def spans(encoding: Encoding, tags: Sequence[int]) -> Iterator[tuple[Span, Label]]:
    """The names that tags spell; an I without its B begins a name."""
    start = end = 0
    open_as: Label | None = None
    for (a, b), number in zip(encoding.offsets, tags, strict=True):
        place, _, name = TAGS[number].partition("-")
        label = Label(name) if name and b > a else None
        if open_as is not None and (label is not open_as or place == "B"):
            yield Span(start, end), open_as
            open_as = None
        if label is not None:
            start = a if open_as is None else start
            open_as, end = label, b
    if open_as is not None:
        yield Span(start, end), open_as


class EntityTagger:
    """Finds names in a text.

    Args:
        score: gives the logits of a batch.
        splitter: the tokenizer of the encoder.
        settings: labels and length.
    """

    def __init__(self, score: Scores, splitter: Tokenizer, settings: Settings) -> None:
        self._score = score
        self._splitter = splitter
        self.settings = settings

    @classmethod
    def from_pretrained(cls, name: str, revision: str | None = None) -> Self:
        """A trained tagger; arguments and errors as of `TransformerLinker.from_pretrained`."""
        folder = here(name, revision)
        settings = Settings.read(folder, "tagger")
        return cls(scores(folder, settings), words(folder, settings.length), settings)

    def entities(self, text: str) -> list[Entity]:
        """The names in order, without normal forms."""
        parts = list(pieces(text))
        encodings = self._splitter.encode_batch([part.of(text) for part in parts])
        found = logits(self._score, encodings, self.settings.pad)
        made = []
        for part, encoding, rows in zip(parts, encodings, found, strict=True):
            tags = rows[: len(encoding.ids)].argmax(-1).tolist()
            for span, label in spans(encoding, tags):
                at = span.shift(part.start)
                made.append(Entity(at, at.of(text), label))
        return made
