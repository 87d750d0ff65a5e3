"""How to say what a repair changes, and whether it is our reading rather than the author that is mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..document import Cell, State
from ..form import Form
from ..text import Text
from .figures import show

Changes = tuple[tuple[str, Decimal], ...]

ONLY: Final = Text("改动最少的订正只有一种：{zh}", "one least correction makes all of it true: {en}")
ONLY_MISREAD: Final = Text(
    "该处识读没有把握，读作另一数字即全部成立：{zh}，请核对原件",
    "the reading of this figure is unsure, and another one makes all of it true: {en}; look at the original",
)
SEVERAL: Final = Text(
    "仅凭这些数字不能断定错在哪一处，改动最少的订正有：{zh}",
    "the figures alone do not tell which is wrong; the least corrections are: {en}",
)
MOST_NAMED: Final = 5  # repairs spelled out in a message

SURE_ENOUGH: Final = 0.8  # confidence of the recogniser below which a cell is unsure
SURE: Final = 0.995
# Digits that a recogniser takes for one another.
LOOKALIKES: Final = frozenset(
    ("06", "08", "09", "14", "17", "23", "27", "35", "38", "49", "56", "58", "68", "89")
)


@dataclass(frozen=True, slots=True)
class Teller:
    """Says changes of one report's cells.

    Args:
        open_end: the broken relation is an inequality, so a repair gives a limit and no value.
    """

    form: Form
    cells: Mapping[str, Cell]
    open_end: bool = False

    def advice(self, repairs: Sequence[Changes], complete: bool, misread: bool) -> Text:
        """What could be corrected: the only repair, or the first few of several."""
        told = [self._changes(repair) for repair in repairs[:MOST_NAMED]]
        if len(repairs) == 1 and complete:
            return (ONLY_MISREAD if misread else ONLY).format(zh=told[0].zh, en=told[0].en)
        numbered = joined([Text(f"（{k}）{t.zh}", f"({k}) {t.en}") for k, t in enumerate(told, 1)])
        if len(repairs) > MOST_NAMED or not complete:
            numbered = Text(numbered.zh + "等", numbered.en + " and others")
        return SEVERAL.format(zh=numbered.zh, en=numbered.en)

    def suggestion(self, repair: Changes) -> Text:
        """What the figures of the only repair should be."""
        return joined(
            Text(f"{label}应为{limit.zh} {new}", f"{label} should be {limit.en}{new}")
            for label, _, limit, new in map(self._parts, repair)
        )

    def _changes(self, repair: Changes) -> Text:
        return joined(
            (
                Text(f"{label}由 {old} 改为{limit.zh} {new}", f"{label} {old} → {limit.en}{new}")
                for label, old, limit, new in map(self._parts, repair)
            ),
            "，",
            ", ",
        )

    def _parts(self, change: tuple[str, Decimal]) -> tuple[str, str, Text, str]:
        name, value = change
        now = self.cells[name].value or Decimal(0)
        limit = Text("", "")
        if self.open_end:
            limit = Text("至少", "at least ") if value > now else Text("至多", "at most ")
        return self.form.label(name), show(now), limit, show(value)


def joined(parts: Iterable[Text], zh: str = "；", en: str = "; ") -> Text:
    """Several messages as one.

    >>> joined([Text("甲", "a"), Text("乙", "b")]).en
    'a; b'
    """
    parts = tuple(parts)
    return Text(zh.join(p.zh for p in parts), en.join(p.en for p in parts))


def hard_to_read(cell: Cell, value: Decimal) -> bool:
    """Whether our reading may well be wrong: the cell was put back, is unsure, or looks like ``value``."""
    return cell.state is State.REPAIRED or cell.confidence < SURE_ENOUGH or lookalike(cell, value)


def lookalike(cell: Cell, value: Decimal) -> bool:
    """Whether a recogniser may have taken one figure for the other.

    >>> lookalike(Cell("", Decimal(18), State.READ, confidence=0.9), Decimal(16))
    True
    >>> lookalike(Cell("", Decimal(18), State.READ), Decimal(16))
    False
    """
    if cell.confidence >= SURE or cell.value is None:
        return False
    a, b = show(cell.value), show(value)
    if len(a) != len(b):
        short, long = sorted((a, b), key=len)
        return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    return all(x == y or min(x, y) + max(x, y) in LOOKALIKES for x, y in zip(a, b, strict=True))
