"""A unit word makes a figure ten thousand times what its parts say.

**What**: a total in 万 whose parts, in units of one, add up to the bare figure before 万; an amount of
money (万元, 元) whose parts are counts (件) that add up to its bare figure.
**Why**: the table's head counts in 万元, the prose in 元 or 条; the word slips.
**Example**: ``公开信息5321万条，其中网站2210条、新媒体3111条``.
**Source**: real-reports.md, d 19; measured with almost no false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..extraction.items import Item
from ..finding import Finding
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof, show, text_evidence

RULE = Rule("V4", "unit-blow-up", Text("数量级有误", "wrong order of magnitude"))
MESSAGE = Text(
    "分项之和为{sum}，总数却作“{head}”，多了一个“万”。",
    "the parts add up to {sum}, the total reads “{head}”: ten thousand times too much.",
)
WAN = Decimal(10000)


MONEY = Text(
    "分项为{sum}{unit}，总数却以金额计，作“{head}”。",
    "the parts come to {sum} {unit}, the total reads as money: “{head}”.",
)


def check(case: Case) -> Iterator[Finding]:
    """Totals in 万 against parts in ones, and money against counts."""
    yield from _blown_up(case)
    yield from _money(case)


def _money(case: Case) -> Iterator[Finding]:
    items = case.statement.items
    for head in items:
        if head.mention.quantity.kind != "money" or head.index + 2 >= len(items):
            continue
        if not re.search(r"其中|包括|分别|（|：", items[head.index + 1].gap):
            continue
        parts: list[Item] = []
        for item in items[head.index + 1 :]:
            q = item.mention.quantity
            same = not parts or q.unit == parts[0].mention.quantity.unit
            if item.sentence != head.sentence or q.kind != "count" or not same:
                break
            parts.append(item)
        total = sum((p.mention.value for p in parts), Decimal(0))
        bare = (head.mention.value, head.mention.value / WAN)
        if len(parts) < 2 or total not in bare:
            continue
        case.tally.ran(RULE.code)
        unit = parts[0].mention.unit
        yield RULE.finding(
            MONEY.format(sum=show(total), unit=unit, head=case.statement.phrase(head).of(case.document.text)),
            (text_evidence(case, head), *(text_evidence(case, p) for p in parts)),
            reported=head.mention.quote,
            computed=f"{show(total)}{unit}",
            proof=equal_proof(
                f"{show(total)}{unit} ≠ {head.mention.quote}",
                ("total", Interval.point(head.mention.value)),
                [(f"part{n}", p.mention.quantity.generous, 1) for n, p in enumerate(parts, 1)],
            ),
        )


def _blown_up(case: Case) -> Iterator[Finding]:
    items, text = case.statement.items, case.document.text
    for group in case.statement.breakdowns:
        head = items[group.head]
        if "万" not in head.mention.quote or head.mention.value < WAN:
            continue
        parts = [items[p] for p in group.parts]
        if len(parts) < 2 or any("万" in p.mention.quote for p in parts):
            continue
        case.tally.ran(RULE.code)
        sums = Interval.point(0)
        for part in parts:
            sums = sums + part.mention.quantity.generous
        bare = Interval.point(head.mention.value / WAN)
        if not sums.meets(
            bare.widen(head.mention.quantity.quantum / WAN if head.mention.quantity.rounded else Decimal(0))
        ):
            continue
        total = sum((p.mention.value for p in parts), Decimal(0))
        yield RULE.finding(
            MESSAGE.format(sum=show(total), head=case.statement.phrase(head).of(text)),
            (text_evidence(case, head), *(text_evidence(case, p) for p in parts)),
            reported=show(head.mention.value),
            computed=show(total),
            proof=equal_proof(
                f"{show(total)} ≠ {show(head.mention.value)}",
                ("total", head.mention.quantity.generous),
                [(f"part{n}", p.mention.quantity.generous, 1) for n, p in enumerate(parts, 1)],
            ),
        )
