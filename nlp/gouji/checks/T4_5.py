"""Suits after a review, but there was no review.

**What**: 复议后起诉 is above 0 while 行政复议 is 0 in this year's and in last year's report.
**Why**: such a suit follows a review, which as a rule was decided this year or the year before.
**Example**: 复议后起诉 2, no review in either year.
**Source**: 行政诉讼法 art. 45 (fifteen days after the review); reasoned.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..finding import CellEvidence, Finding, Operand, Proof, Verdict
from ..quantity import Interval
from ..text import Text
from .articulations import evidence
from .base import Case, Rule
from .figures import show

RULE = Rule(
    "T4-5", "suit-without-review", Text("无复议而有复议后起诉", "suits after no review"), Verdict.DOUBT
)
MESSAGE = Text(
    "复议后起诉 {value} 件，而本年度和上年度报告的行政复议均为 0",
    "{value} suits after a review, while this year's and last year's reports count no review",
)
REVIEWS: Final = "t4/review/total"
SUITS: Final = "t4/suit_after_review/total"


def check(case: Case) -> Iterator[Finding]:
    """At most one finding."""
    suits = case.values.get(SUITS)
    if case.previous is None or not suits:
        case.tally.not_applicable(RULE.code)
        return
    now, then = case.values.get(REVIEWS), case.previous.values.get(REVIEWS)
    if now is None or then is None:
        case.tally.unreadable(RULE.code)
        return
    case.tally.ran(RULE.code)
    if now == 0 and then == 0:
        yield RULE.finding(
            MESSAGE.format(value=show(suits)),
            (*evidence(case, (SUITS, REVIEWS)), CellEvidence(REVIEWS, then, previous=True)),
            reported=show(suits),
            computed="0",
            proof=Proof(
                "atmost",
                f"{show(suits)} > 0 + 0",
                (
                    Operand(SUITS, Interval.point(suits)),
                    Operand(REVIEWS, Interval.point(now), Decimal(-1)),
                    Operand(f"previous:{REVIEWS}", Interval.point(then), Decimal(-1)),
                ),
            ),
        )
