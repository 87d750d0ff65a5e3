"""Fees in table two of which the text says nothing.

**What**: where 行政事业性收费 is above 0, section 一 or 六 usually says what for.
**Why**: completeness only; bodies that collect much often leave it to the budget report.
**Example**: 12.38 万元 in the table, and no word of 收费.
**Source**: reasoned; Regulation art. 20(8).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import CellEvidence, Finding, Verdict
from ..text import Text
from .base import Case, Rule
from .figures import show

RULE = Rule("T2-8", "fee-unexplained", Text("收费未作说明", "fees without a word"), Verdict.NOTE)
MESSAGE = Text(
    "表二收费金额为{value}万元，正文未提收费。",
    "table two has fees of {value} 万元, the text has no word of them.",
)
CELL = "t2/fee/amount"


def check(case: Case) -> Iterator[Finding]:
    """One note at most."""
    value = case.values.get(CELL)
    if not value:
        case.tally.not_applicable(RULE.code)
        return
    case.tally.ran(RULE.code)
    if "收费" not in case.statement.plain.replace("收费通知", ""):
        yield RULE.finding(
            MESSAGE.format(value=show(value)), (CellEvidence(CELL, value),), reported=show(value)
        )
