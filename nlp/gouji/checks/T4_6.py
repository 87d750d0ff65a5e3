"""Fewer cases this year than were pending at the end of last year.

**What**: in each block of 表四, 总计 is not below 尚未审结 of last year's report.
**Why**: a case that was pending is decided or still pending this year, so it is counted again. Some
bodies count new cases only, so this is a question.
**Example**: 6 reviews pending last year, 4 in all this year.
**Source**: 国办公开办函〔2021〕30号, 表四; reasoned.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..finding import CellEvidence, Finding, Operand, Proof, Verdict
from ..quantity import Interval
from ..text import Text
from .articulations import evidence
from .base import Case, Rule
from .figures import show

RULE = Rule(
    "T4-6", "fewer-than-pending", Text("总计少于上年未审结", "fewer than were pending"), Verdict.DOUBT
)
MESSAGE = Text(
    "{label} 为 {now}，少于上年度报告中尚未审结的 {then}",
    "{label} is {now}, fewer than the {then} that last year's report left pending",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each block."""
    if case.form is None or case.previous is None:
        case.tally.not_applicable(RULE.code)
        return
    for row in case.form.table("t4").rows:
        total, pending = f"t4/{row.name}/total", f"t4/{row.name}/pending"
        now, then = case.values.get(total), case.previous.values.get(pending)
        if now is None or then is None:
            case.tally.unreadable(RULE.code)
            continue
        case.tally.ran(RULE.code)
        if now < then:
            yield RULE.finding(
                MESSAGE.format(label=case.form.label(total), now=show(now), then=show(then)),
                (*evidence(case, (total,)), CellEvidence(pending, then, previous=True)),
                reported=show(now),
                computed=show(then),
                proof=Proof(
                    "atmost",
                    f"{show(then)} > {show(now)}",
                    (
                        Operand(f"previous:{pending}", Interval.point(then)),
                        Operand(total, Interval.point(now), Decimal(-1)),
                    ),
                ),
            )
