"""Where the readers of figures put what they find."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..claim import Entity, Label, Mention
from ..quantity import Quantity
from ..text import Span
from .folding import Folded

# What may stand between the figures of a list whose unit stands only on the last.
_LISTED: Final = frozenset(("、", "和", "与", "及", "以及", "/"))
_LIST_SIGNS: Final = frozenset(words[0] for words in _LISTED)


class Hits:
    """The figures of one folded text, in order.

    Args:
        folded: the text; readers work on its plain form.
        original: whether the spans of the mentions are those of the original text.
    """

    __slots__ = (
        "_end",
        "_folded",
        "_listed",
        "_plain",
        "_run_end",
        "_runs",
        "_shift",
        "_text",
        "mentions",
        "names",
    )

    def __init__(self, folded: Folded, original: bool) -> None:
        self.mentions: list[Mention] = []
        self.names: list[tuple[int, int, Label, str]] = []
        self._folded = folded
        self._plain = folded.plain
        self._text = folded.text if original else folded.plain
        # The figures come in order, so the run of kept characters that holds one is found by going on.
        ends = (*folded.starts[1:], len(folded.plain) + 1)
        self._runs = zip(folded.starts, folded.origins, ends, strict=True)
        self._run_end = 0 if original else len(folded.plain) + 1
        self._shift = 0
        self._listed: list[int] = []  # bare figures that may share the unit of the next
        self._end = 0

    def measure(self, start: int, end: int, core_start: int, core_end: int, quantity: Quantity) -> int:
        """Note down a measure.

        Args:
            start, end: the figure with its unit and bound words.
            core_start, core_end: the figure alone.

        Returns:
            Where reading goes on.
        """
        while start >= self._run_end:
            run_start, origin, self._run_end = next(self._runs)
            self._shift = origin - run_start
        if end <= self._run_end:  # nothing was dropped inside
            shift = self._shift
            span = Span(start + shift, end + shift)
            whole = core_end == end and core_start == start
            core = span if whole else Span(core_start + shift, core_end + shift)
        else:
            span, core = self._folded.to_text(start, end), self._folded.to_text(core_start, core_end)
        if self._listed:
            self._share(start, quantity)
        if not quantity.unit and self._plain[end : end + 1] in _LIST_SIGNS:
            self._listed.append(len(self.mentions))
        self.mentions.append(Mention(span, core, self._text[span.start : span.end], quantity))
        self._end = end
        return end

    def _share(self, start: int, quantity: Quantity) -> None:
        """Give the figures of a list the unit that stands only on the last: 57、63和71件."""
        if self._plain[self._end : start] not in _LISTED:
            self._listed.clear()
        elif quantity.unit:
            for number in self._listed:
                mention = self.mentions[number]
                rounded = mention.quantity.rounded or quantity.rounded
                shared = replace(mention.quantity, unit=quantity.unit, kind=quantity.kind, rounded=rounded)
                self.mentions[number] = replace(mention, quantity=shared)
            self._listed.clear()

    def name(self, start: int, end: int, label: Label, value: str = "") -> int:
        """Note down a figure that measures nothing; returns where reading goes on."""
        self.names.append((start, end, label, value))
        return end

    def entities(self) -> list[Entity]:
        """The figures that measure nothing, in the coordinates of the plain form."""
        plain = self._plain
        return [
            Entity(Span(start, end), plain[start:end], label, value)
            for start, end, label, value in self.names
        ]
