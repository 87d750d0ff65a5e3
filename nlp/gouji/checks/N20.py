"""Percent where percentage points are meant.

**What**: a percentage that moves from a to b by b - a has moved by so many percentage points, not
percent.
**Why**: 提高5.3% of 91.2% would be 4.8 points; readers take the one for the other.
**Example**: ``由91.2%升至96.5%，提高5.3%``.
**Source**: 国家统计局, 统计用语: 百分点.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding, Proof, Role, Verdict
from ..text import Text
from .base import Case, Rule
from .figures import HUNDRED, operand, percent_of, show, text_evidence

RULE = Rule(
    "N20", "percent-for-points", Text("百分点误作百分之", "percent for percentage points"), Verdict.DOUBT
)
MESSAGE = Text(
    "由{then}%到{now}%相差{step}个百分点，原文作{step}%。",
    "from {then}% to {now}% is {step} percentage points, the text says {step}%.",
)


def check(case: Case) -> Iterator[Finding]:
    """Changes between two percentages."""
    items = case.statement.items
    for change in case.statement.growths:
        if change.now is None or change.then is None or change.percent is None:
            continue
        now, then, step = (items[i].mention.quantity for i in (change.now, change.then, change.percent))
        if now.kind != "percent" or then.kind != "percent" or step.unit.endswith("百分点"):
            continue
        case.tally.ran(RULE.code)
        moved = now.generous - then.generous if change.way == "rise" else then.generous - now.generous
        ratio = percent_of(now.generous, then.generous)
        if not moved.meets(step.literal) or ratio is None or ratio.low is None or ratio.high is None:
            continue
        relative = abs(now.value - then.value) * HUNDRED / then.value if then.value else HUNDRED
        if relative in step.generous:
            continue
        yield RULE.finding(
            MESSAGE.format(then=show(then.value), now=show(now.value), step=show(step.value)),
            (
                text_evidence(case, items[change.percent]),
                text_evidence(case, items[change.now], Role.SUPPORT),
                text_evidence(case, items[change.then], Role.SUPPORT),
            ),
            reported=f"{show(step.value)}%",
            computed=f"{show(step.value)}个百分点",
            proof=Proof(
                "share",
                f"({show(now.value)} − {show(then.value)}) ÷ {show(then.value)} ≠ {show(step.value)}%",
                (
                    operand("change", moved),
                    operand("then", then.literal),
                    operand("percent", step.literal),
                ),
            ),
        )
