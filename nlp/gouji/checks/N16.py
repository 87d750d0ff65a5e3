"""A rate that no whole number of its small base gives.

**What**: 满意率, 合格率 … of n returned forms is k/n for some whole k, within one unit of the printed
digit.
**Why**: as N3; the base is the count of forms, samples or people stated right before.
**Example**: ``回收38份，满意率93.0%`` — 35 of 38 is 92.1%, 36 is 94.7%.
**Source**: the GRIM test (Brown & Heathers 2017).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..extraction.shares import RATE
from ..finding import Finding, Proof, Role
from ..quantity import Bound, Interval
from ..text import Text
from .base import Case, Rule
from .figures import operand, round_to, show, text_evidence
from .N3 import LARGEST, feasible

RULE = Rule("N16", "infeasible-rate", Text("比率无整数解", "no whole number gives the rate"))
MESSAGE = Text(
    "基数为{whole}，没有哪个整数得出{reported}%（{near}）。",
    "of {whole} no whole number gives {reported}% ({near}).",
)
COUNTED: Final = re.compile(r"回收|收回|有效问卷|测评|抽检|抽查|参评|评价")
RATED: Final = re.compile(r"满意|好评|合格|知晓|优良")


def check(case: Case) -> Iterator[Finding]:
    """Rates right behind the count of what was rated."""
    items = case.statement.items
    for item in items:
        rate = RATE.search(item.before) if item.mention.quantity.kind == "percent" else None
        if rate is None or not RATED.search(rate["name"]):
            continue
        base = next(
            (
                i
                for i in reversed(items[: item.index])
                if i.sentence == item.sentence and i.mention.quantity.kind == "count"
            ),
            None,
        )
        if base is None or not COUNTED.search(base.before) or base.mention.quantity.bound is not Bound.EXACT:
            continue
        whole, q = base.mention.value, item.mention.quantity
        if not 0 < whole <= LARGEST or q.bound is not Bound.EXACT:
            continue
        case.tally.ran(RULE.code)
        case.tally.looked(f"c{item.index}", f"c{base.index}")
        if feasible(whole, q):
            continue
        low = int(q.value * whole / 100)
        near = "，".join(
            f"{k} ÷ {show(whole)} = {show(round_to(Decimal(k) * 100 / whole, q.quantum))}%"
            for k in (low, low + 1)
            if k <= whole
        )
        yield RULE.finding(
            MESSAGE.format(whole=show(whole), reported=show(q.value), near=near),
            (text_evidence(case, item), text_evidence(case, base, Role.SUPPORT)),
            reported=f"{show(q.value)}%",
            proof=Proof(
                "integer_share",
                f"k ÷ {show(whole)} ≠ {show(q.value)}%",
                (operand("whole", Interval.point(whole)), operand("percent", q.generous)),
            ),
        )
