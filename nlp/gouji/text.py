"""Positions in a text, and texts in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Half-open range of code points in ``Document.text``.

    >>> Span(2, 5).of("公开政府信息")
    '政府信'
    >>> Span(2, 5).meets(Span(4, 9)), Span(2, 5).meets(Span(5, 9))
    (True, False)
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        # Spans are made by the thousand; the generated __init__ of a frozen class takes twice as long.
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of ``text`` that the span covers."""
        return text[self.start : self.end]

    def meets(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """The same range ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


_set_start: Final = Span.__dict__["start"].__set__
_set_end: Final = Span.__dict__["end"].__set__


@dataclass(frozen=True, slots=True)
class Text:
    """One message in the languages that gouji speaks.

    >>> Text("占比不符", "share mismatch").say("zh")
    '占比不符'
    """

    zh: str
    en: str

    def say(self, lang: Lang = "zh") -> str:
        """The message in ``lang``."""
        return self.en if lang == "en" else self.zh

    def format(self, **values: object) -> Text:
        """Fill the braces of both languages with the same values.

        >>> Text("共{n}件", "{n} in all").format(n=3).say("en")
        '3 in all'
        """
        return Text(self.zh.format(**values), self.en.format(**values))
