"""More reviews and suits than applications that were answered.

**What**: 行政复议 + 未经复议直接起诉 does not exceed the applications dealt with (三（七）) in this and
the last year.
**Why**: a review or a first suit is about an answer, or about none in time; one application may bring
several cases, and some cases are about other duties, so this is a question.
**Example**: 9 reviews, 3 applications answered in two years.
**Source**: Regulation art. 51; reasoned.
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
    "T4-7", "more-cases-than-answers", Text("复议诉讼多于办理申请", "more cases than answers"), Verdict.DOUBT
)
MESSAGE = Text(
    "行政复议与未经复议直接起诉共 {cases} 件，多于两年办理的申请 {answers} 件",
    "{cases} reviews and direct suits, more than the {answers} applications dealt with in two years",
)
CASES: Final = ("t4/review/total", "t4/suit_direct/total")
ANSWERS: Final = "t3/total/total"


def check(case: Case) -> Iterator[Finding]:
    """At most one finding."""
    if case.previous is None:
        case.tally.not_applicable(RULE.code)
        return
    cases, now, then = case.sum(CASES), case.values.get(ANSWERS), case.previous.values.get(ANSWERS)
    if cases is None or now is None or then is None:
        case.tally.unreadable(RULE.code)
        return
    case.tally.ran(RULE.code)
    if cases > now + then:
        yield RULE.finding(
            MESSAGE.format(cases=show(cases), answers=show(now + then)),
            (*evidence(case, (*CASES, ANSWERS)), CellEvidence(ANSWERS, then, previous=True)),
            reported=show(cases),
            computed=show(now + then),
            proof=Proof(
                "atmost",
                f"{show(cases)} > {show(now)} + {show(then)}",
                (
                    *(Operand(name, Interval.point(case.values[name] or 0)) for name in CASES),
                    Operand(ANSWERS, Interval.point(now), Decimal(-1)),
                    Operand(f"previous:{ANSWERS}", Interval.point(then), Decimal(-1)),
                ),
            ),
        )
