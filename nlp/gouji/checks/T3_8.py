"""A repeated application where only one was ever dealt with.

**What**: 不予处理·重复申请 is above 0 although 一 + 二 is 1.
**Why**: to repeat an application there must be an earlier one; it may have been closed in an earlier
year, so this is a question, not a contradiction.
**Example**: one application in all, and that one refused as a repetition.
**Source**: Regulation art. 36(6); reasoned.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..finding import Finding, Operand, Proof, Role, Verdict
from ..quantity import Interval
from ..text import Text
from .articulations import evidence
from .base import Case, Rule
from .figures import show

RULE = Rule(
    "T3-8", "repeat-of-one", Text("仅一件申请却有重复", "one application, and a repeat"), Verdict.DOUBT
)
MESSAGE = Text(
    "全年新收与上年结转的申请合计只有 1 件，“重复申请”却有 {value} 件",
    "one application in all was new or carried in, yet {value} is counted as a repetition",
)
REPEAT = "t3/declined_repeat/total"


def check(case: Case) -> Iterator[Finding]:
    """At most one finding."""
    repeat = case.values.get(REPEAT)
    received = None if case.form is None else case.sum(case.form.groups["t3/handled/total"])
    if not repeat:
        case.tally.not_applicable(RULE.code)
    elif received is None:
        case.tally.unreadable(RULE.code)
    else:
        case.tally.ran(RULE.code)
        if case.form is not None and received == 1:
            yield RULE.finding(
                MESSAGE.format(value=repeat),
                (
                    *evidence(case, (REPEAT,)),
                    *evidence(case, case.form.groups["t3/handled/total"], Role.SUPPORT),
                ),
                reported=str(repeat),
                proof=Proof(
                    "atmost",
                    f"{show(repeat)} + 1 > {show(received)}",
                    (
                        Operand(REPEAT, Interval.point(repeat)),
                        Operand("an earlier one", Interval.point(1)),
                        Operand("received", Interval.point(received), Decimal(-1)),
                    ),
                ),
            )
