"""An average that its total does not give.

**What**: 月均N次 must be a twelfth of the year's total, 日均 one 366th to one 240th (calendar or
working days), 季均 a fourth, 平均每场 the total by the 场 that the sentence counts, within one unit of the
last digit that is not zero.
**Why**: division.
**Example**: ``累计查询5.8万次，月均约4000次`` — a twelfth is 4833.
**Source**: arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..extraction.items import Item
from ..extraction.lists import whole
from ..finding import Finding, Proof
from ..quantity import ZERO, Bound, Interval
from ..text import Text
from .base import Case, Rule
from .figures import operand, show, text_evidence

RULE = Rule("N13", "average-mismatch", Text("均值不符", "average mismatch"))
MESSAGE = Text(
    "总数{total}，{word}应约为{computed}，原文作{reported}。",
    "of a total of {total}, {word} is about {computed}, the text says {reported}.",
)
# 平均每场, 每期平均, 场均
EACH: Final = re.compile(
    r"平均每(?:一|个)?(?P<unit>[一-鿿]{1,2}?)(?=[^一-鿿]|约|接待|参|培|收|有|有效|为|办|达|可|$)"
)
PERIOD: Final = re.compile(r"[年月日天周季]|季度|个月|小时|分钟")
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
    """Averages over a time, and over things that the sentence counts."""
    yield from _over_time(case)
    yield from _each(case)


def _each(case: Case) -> Iterator[Finding]:
    """开放日8场，平均每场接待117人，共接待940人: the total by the number of things."""
    items = case.statement.items
    for item in items:
        said = EACH.search(item.before)
        if said is None or PERIOD.match(said["unit"]):
            continue
        mates = [i for i in items if i.sentence == item.sentence and i.index != item.index and whole(i)]
        numbers = [i for i in mates if i.mention.quantity.unit == said["unit"]]
        totals = [i for i in mates if i.mention.quantity.unit == item.mention.quantity.unit]
        if len(numbers) != 1 or len(totals) != 1 or numbers[0] is totals[0] or numbers[0].mention.value < 2:
            continue
        n = numbers[0].mention.value
        if (finding := _judge(case, item, totals[0], said[0], n, n, numbers[0])) is not None:
            yield finding


def _over_time(case: Case) -> Iterator[Finding]:
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
        word = period[0].search(item.before)
        finding = _judge(case, item, total, word[0] if word else "", period[1], period[2])
        if finding is not None:
            yield finding


def _judge(
    case: Case, item: Item, total: Item, word: str, few: Decimal, many: Decimal, number: Item | None = None
) -> Finding | None:
    """The average against the total by ``few`` to ``many``, which a figure of the text may count."""
    a, b = item.mention.quantity, total.mention.quantity
    case.tally.ran(RULE.code)
    case.tally.looked(f"c{item.index}", f"c{total.index}")
    low, high = b.generous.low, b.generous.high
    if low is None or high is None:
        return None
    allowed = Interval(low / many, high / few)
    slack = max(a.quantum, min(_last_digit(a.value), a.value / 20))
    stated = a.generous.widen(slack if a.bound is Bound.EXACT else ZERO)
    if allowed.meets(stated):
        return None
    shown = show((b.value / few).quantize(Decimal("0.1")))
    return RULE.finding(
        MESSAGE.format(total=show(b.value), word=word, computed=shown, reported=show(a.value)),
        tuple(text_evidence(case, i) for i in (item, total, number) if i is not None),
        reported=show(a.value),
        computed=shown,
        proof=Proof(
            "zero",
            f"{show(b.value)} ÷ {show(few)} = {shown} ≠ {show(a.value)}",
            (operand("average", stated), operand("total", allowed, -1)),
        ),
    )
