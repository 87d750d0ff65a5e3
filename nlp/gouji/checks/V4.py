"""A unit word makes a figure ten thousand times what its parts say.

**What**: a total in 万 whose parts, in units of one, add up to the bare figure before 万.
**Why**: the table's head counts in 万元, the prose in 元 or 条; the word slips.
**Example**: ``公开信息5321万条，其中网站2210条、新媒体3111条``.
**Source**: real-reports.md, d 19; measured with almost no false alarm.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

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


def check(case: Case) -> Iterator[Finding]:
    """Totals in 万 against parts in ones."""
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
