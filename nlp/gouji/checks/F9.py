"""Section six without a word on the processing fee.

**What**: section 六 states whether a 信息处理费 was collected.
**Why**: the fee rules want the total in the yearly report; completeness only.
**Example**: ``无其他需要报告的事项`` and no more.
**Source**: 政府信息公开信息处理费管理办法 (国办函〔2020〕109号), art. 9.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding, TextEvidence, Verdict
from ..text import Span, Text
from .base import Case, Rule

RULE = Rule(
    "F9", "fee-statement-missing", Text("未报告信息处理费", "no word on the processing fee"), Verdict.NOTE
)
MESSAGE = Text("第六部分未报告信息处理费收取情况。", "section six does not report on the processing fee.")
SINCE = 2021  # the rules took effect on 1 January 2021


def check(case: Case) -> Iterator[Finding]:
    """One note at most."""
    section = next((s for s in case.document.sections if s.number == 6), None)
    if section is None or (case.document.year or SINCE) < SINCE:
        case.tally.not_applicable(RULE.code)
        return
    case.tally.ran(RULE.code)
    if "处理费" not in section.body.of(case.document.text):
        yield RULE.finding(MESSAGE, (TextEvidence(Span(section.span.start, section.body.start)),))
