"""Exact figures and the sets of values they may stand for.

A figure as printed is a set: ``3800余`` is more than 3800 and less than 3900,
``30.4%`` anything that rounds to it.  Every check asks whether two sets meet,
never whether two floats are equal (statcheck's ``error_test.R`` and the XBRL
Calculations 1.1 rules do the same).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

Kind = Literal["count", "money", "percent", "fraction", "ratio", "duration", "measure"]

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
TENTH: Final = Decimal("0.1")


class Bound(StrEnum):
    """How a word beside the figure widens it, as the output names it (contract.md, Figures)."""

    EXACT = "exact"
    OVER = "over"
    NEAR = "near"
    ABOUT = "about"
    ATLEAST = "atleast"
    ATMOST = "atmost"
    VAGUE = "vague"


class Sense(StrEnum):
    """What the bound word means; finer than `Bound`, since 余 has an end and 超 has none."""

    EXACT = "exact"
    ODD = "odd"  # 余 多 来 几: some more, less than one step more
    BEYOND = "beyond"  # 超 逾 突破: more, by how much is open
    NEAR = "near"  # 近 不足: less
    ABOUT = "about"  # 约 左右
    ATLEAST = "atleast"  # 不少于
    ATMOST = "atmost"  # 不超过
    VAGUE = "vague"  # 上百 数十 三五: only a set is given

    @property
    def bound(self) -> Bound:
        """The coarser name that the output uses."""
        return Bound.OVER if self in (Sense.ODD, Sense.BEYOND) else Bound(self.value)


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of values; an end that is None is open to infinity.

    >>> Interval(Decimal(3), Decimal(5)).meets(Interval(Decimal(5), None))
    True
    >>> Interval(Decimal(3), Decimal(5)).meets(Interval(Decimal(5), None, low_open=True))
    False
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @staticmethod
    def point(value: Decimal | int) -> Interval:
        """The set of one value."""
        value = Decimal(value)
        return Interval(value, value)

    def meets(self, other: Interval) -> bool:
        """Whether a value lies in both."""
        return not (self.below(other) or other.below(self))

    def below(self, other: Interval) -> bool:
        """Whether every value here is smaller than every value of ``other``.

        >>> Interval.point(2).below(Interval.point(3))
        True
        """
        if self.high is None or other.low is None:
            return False
        if self.high == other.low:
            return self.high_open or other.low_open
        return self.high < other.low

    def __contains__(self, value: Decimal | int) -> bool:
        return self.meets(Interval.point(value))

    def __add__(self, other: Interval) -> Interval:
        """All sums of a value here and a value there.

        >>> (Interval.point(2) + Interval(Decimal(3), None)).low
        Decimal('5')
        """
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def __neg__(self) -> Interval:
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_open, self.low_open)

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def scale(self, factor: Decimal) -> Interval:
        """Every value times a factor above zero."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return Interval(low, high, self.low_open, self.high_open)

    def widen(self, by: Decimal) -> Interval:
        """The set with both ends moved outwards."""
        low = None if self.low is None else self.low - by
        high = None if self.high is None else self.high + by
        return Interval(low, high, self.low_open, self.high_open)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit and the precision it is printed with.

    Args:
        value: the core figure as printed, scaled (3800 of ``3800余条``); the lower end of a range.
        kind: ``count money percent fraction ratio duration measure``.
        unit: the counter or unit as written (``件``, ``元``, ``%``, ``个百分点``); "" where none stands.
        sense: what the bound word beside it means.
        step: unit of the last non-zero digit as printed, scaled (3800: 100; 1.2万: 1000; 23: 1).
        quantum: unit of the last printed digit, scaled (3800: 1; 1.2万: 1000; 30.40: 0.01).
        rounded: whether the figure may be rounded at `quantum`: printed decimals and percents.
        upper: upper end of a range or vague set; None for a single figure.
        upper_open: whether `upper` itself is left out (上百: up to but not 1000).

    >>> q = Quantity(Decimal(3800), "count", "条", Sense.ODD, step=Decimal(100))
    >>> q.literal.low, q.literal.high, Decimal(3800) in q.literal, Decimal(3800) in q.generous
    (Decimal('3800'), Decimal('3900'), False, True)
    """

    value: Decimal
    kind: Kind
    unit: str = ""
    sense: Sense = Sense.EXACT
    step: Decimal = ONE
    quantum: Decimal = ONE
    rounded: bool = False
    upper: Decimal | None = None
    upper_open: bool = False

    @property
    def bound(self) -> Bound:
        """The bound as the output names it."""
        return self.sense.bound

    @property
    def literal(self) -> Interval:
        """What the words say, strictly."""
        v, step, top = self.value, self.step, self.value if self.upper is None else self.upper
        match self.sense:
            case Sense.EXACT:
                half = self.quantum / 2 if self.rounded else ZERO
                return Interval(v, top) if self.upper is not None else Interval(v - half, v + half)
            case Sense.ODD | Sense.BEYOND:
                return Interval(v, v + step, True, True)
            case Sense.NEAR:
                return Interval(v - step, v, True, True)
            case Sense.ABOUT:
                return Interval(v - step / 2, top + step / 2)
            case Sense.ATLEAST:
                return Interval(v, None)
            case Sense.ATMOST:
                return Interval(ZERO, top)
            case Sense.VAGUE:
                return Interval(v, top, high_open=self.upper_open)

    @property
    def generous(self) -> Interval:
        """What a contradiction must miss."""
        v, step, top = self.value, self.step, self.value if self.upper is None else self.upper
        match self.sense:
            case Sense.EXACT if self.upper is None:
                return Interval.point(v).widen(self.quantum if self.rounded else ZERO)
            case Sense.ODD:
                return Interval(v, v + step)
            case Sense.BEYOND:
                return Interval(v, None)
            case Sense.NEAR:
                return Interval(v * (ONE - TENTH) - step, v)
            case Sense.ABOUT:
                return Interval(v, top).widen(max(step, abs(v) * TENTH))
            case Sense.VAGUE:
                return Interval(v, top).widen(step)
            case _:
                return self.literal
