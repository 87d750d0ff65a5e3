"""An average that its total does not give.

**What**: 月均N次 must be a twelfth of the year's total, 日均 one 366th to one 240th (calendar or
working days), 季均 a fourth, within one unit of the last digit that is not zero.
**Why**: division.
**Example**: ``累计查询5.8万次，月均约4000次`` — a twelfth is 4833.
**Source**: arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..finding import Finding, Proof
from ..quantity import ZERO, Bound, Interval
from ..text import Text
from .base import Case, Rule
from .figures import operand, show, text_evidence

RULE = Rule("N13", "average-mismatch", Text("均值不符", "average mismatch"))
MESSAGE = Text(
    "全年{total}，{word}应约为{computed}，原文作{reported}。",
    "{total} a year is about {computed} ({word}), the text says {reported}.",
)
PERIODS: Final = (
    (re.compile(r"月均|平均每个?月|每月平均"), Decimal(12), Decimal(12)),
    (re.compile(r"日均|平均每[日天]|每[日天]平均"), Decimal(240), Decimal(366)),
    (re.compile(r"季均|平均每个?季度?"), Decimal(4), Decimal(4)),
)


def _last_digit(value: Decimal) -> Decimal:
    """The unit of the last digit that is not zero.

    >>> _last_digit(Decimal(240)), _last_digit(Decimal(237))
    (Decimal('1E+1'), Decimal('1'))
    """
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent)) if value else Decimal(1)


def check(case: Case) -> Iterator[Finding]:
    """Averages right behind a total of the same unit."""
    items = case.statement.items
    for item in items:
        if not item.index or "均" not in item.before:
            continue
        total = items[item.index - 1]
        period = next((p for p in PERIODS if p[0].search(item.before)), None)
        a, b = item.mention.quantity, total.mention.quantity
        if (
            period is None
            or total.sentence != item.sentence
            or a.unit != b.unit
            or a.kind != b.kind
            or len(item.gap) > 16
        ):
            continue
        if re.search(r"月均|日均|季均|平均", total.own):
            continue
        case.tally.ran(RULE.code)
        case.tally.looked(f"c{item.index}", f"c{total.index}")
        low, high = b.generous.low, b.generous.high
        if low is None or high is None:
            continue
        allowed = Interval(low / period[2], high / period[1])
        slack = max(a.quantum, min(_last_digit(a.value), a.value / 20))
        stated = a.generous.widen(slack if a.bound is Bound.EXACT else ZERO)
        if allowed.meets(stated):
            continue
        shown = show((b.value / period[1]).quantize(Decimal("0.1")))
        word = period[0].search(item.before)
        yield RULE.finding(
            MESSAGE.format(
                total=show(b.value), word=word[0] if word else "", computed=shown, reported=show(a.value)
            ),
            (text_evidence(case, item), text_evidence(case, total)),
            reported=show(a.value),
            computed=shown,
            proof=Proof(
                "zero",
                f"{show(b.value)} ÷ {show(period[1])} = {shown} ≠ {show(a.value)}",
                (operand("average", stated), operand("total", allowed, -1)),
            ),
        )
