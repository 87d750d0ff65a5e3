"""Whether a report itself shows that a planted error is one, decided from its printed figures alone.

The decision is exact and asks no checker: every printed figure is the widest set of values that an honest
clerk may have meant by it, and an error shows only if no values of these sets make the statement true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from gouji.quantity import Interval

from .plan import Figure

HUNDRED = Decimal(100)


def unit_of(value: Decimal) -> Decimal:
    """Unit of the last digit printed.

    >>> unit_of(Decimal("30.40")), unit_of(Decimal(3800))
    (Decimal('0.01'), Decimal('1'))
    """
    return Decimal(1).scaleb(int(value.as_tuple().exponent))


def step_of(value: Decimal) -> Decimal:
    """Unit of the last digit that is not nought.

    >>> step_of(Decimal(3800)), step_of(Decimal("2.5"))
    (Decimal('1E+2'), Decimal('0.1'))
    """
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def widest(figure: Figure) -> Interval:
    """What a figure may stand for: itself; with decimals one unit of the last either way, rounded or cut off;
    with a bound word what the word allows at most.

    >>> w = widest(Figure(Decimal(3000), after="余"))
    >>> int(w.low), int(w.high)
    (3000, 4000)
    >>> w = widest(Figure(Decimal("2.5")))
    >>> str(w.low), str(w.high)
    ('2.4', '2.6')
    """
    value, step = figure.value, step_of(figure.value)
    loose = max(step, value / 10)
    match figure.before or figure.after:
        case "余" | "多":
            return Interval(value, value + step)
        case "近":
            return Interval(value - loose, value)
        case "超":
            return Interval(value, None)
        case "约":
            return Interval(value - loose, value + loose)
        case _:
            unit = step if figure.style == "wan" else unit_of(value)
            return Interval.point(value).widen(unit if unit < 1 or figure.style == "wan" else Decimal(0))


def percent(value: Decimal) -> Interval:
    """What a printed percentage may stand for: one unit of its last digit either way, rounded or cut off."""
    return Interval.point(value).widen(unit_of(value))


def sum_of(parts: Iterable[Interval]) -> Interval:
    """All sums of one value of each."""
    return sum(parts, Interval.point(0))


def list_broken(
    totals: Sequence[Interval], parts: Sequence[Interval], complete: bool, separate: bool
) -> bool:
    """Whether a list fits none of the totals that its head may mean.

    Args:
        complete: the parts are all there is (其他, a total behind them, an exhaustive pair), so that they
            must not fall short.
        separate: no two parts hold the same thing, so that together they must not exceed the total; a
            single part must not in any case.

    >>> point = Interval.point
    >>> list_broken([point(6)], [point(1), point(2)], complete=False, separate=True)
    False
    >>> list_broken([point(6)], [point(1), point(9)], complete=False, separate=False)
    True
    """
    together = sum_of(parts)
    return all(
        (separate and total.below(together))
        or (complete and together.below(total))
        or any(total.below(part) for part in parts)
        for total in totals
    )


def shares_broken(shown: Sequence[Decimal]) -> bool:
    """Whether rounding cannot explain that the shares of a whole are not 100 together.

    >>> shares_broken([Decimal(p) for p in (16, 5, 38, 43)])
    False
    >>> shares_broken([Decimal(p) for p in (60, 43)])
    True
    """
    return abs(sum(shown) - HUNDRED) > sum(map(unit_of, shown)) / 2


def _ratio(one: Decimal | None, other: Decimal | None) -> Decimal:
    assert one is not None
    assert other is not None
    return one / other * HUNDRED


def change_broken(nows: Sequence[Interval], then: Interval, way: str, shown: Decimal | None = None) -> bool:
    """Whether no reading of this year's figure against last year's gives the direction and the rate.

    Args:
        way: 增长 or 下降; of several figures of this year any may be meant.

    >>> change_broken([Interval.point(94)], Interval.point(112), "增长")
    True
    >>> small = Interval(Decimal("1.3"), Decimal("1.5")), Interval(Decimal("1.5"), Decimal("1.7"))
    >>> change_broken([small[1]], small[0], "增长", Decimal("2.3"))
    False
    """
    for now in nows:
        least, most = _ratio(now.low, then.high), _ratio(now.high, then.low)
        rise = Interval(least - HUNDRED, most - HUNDRED)
        rise = rise if way == "增长" else -rise
        right_way = rise.high is not None and rise.high > 0
        if right_way and (shown is None or rise.meets(percent(shown))):
            return False
    return True


def share_possible(whole: int, shown: Decimal) -> bool:
    """Whether some whole number of so many gives the share.

    >>> share_possible(9, Decimal(50)), share_possible(9, Decimal(44))
    (False, True)
    """
    return any(Decimal(k) * HUNDRED / whole in percent(shown) for k in range(whole + 1))
