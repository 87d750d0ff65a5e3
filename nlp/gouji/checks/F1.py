"""Sections missing, doubled or out of order.

**What**: the form's six sections stand once each, in order, under their titles.
**Why**: completeness of form; says nothing about truth.
**Example**: a report that ends with section 五.
**Source**: 国办公开办函〔2021〕30号, format.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding, TextEvidence, Verdict
from ..form import load
from ..text import Span, Text
from .base import Case, Rule

RULE = Rule(
    "F1", "section-missing", Text("章节不全或次序有误", "sections missing or out of order"), Verdict.NOTE
)
MISSING = Text("缺少章节：{list}。", "sections missing: {list}.")
ORDER = Text("章节次序与格式不一致：{list}。", "sections are not in the form's order: {list}.")


def check(case: Case) -> Iterator[Finding]:
    """One note for what is missing, one for the order."""
    met = [s for s in case.document.sections if s.number]
    if not met:
        case.tally.not_applicable(RULE.code)
        return
    case.tally.ran(RULE.code)
    form = case.form or load("2021")
    numbers = [s.number for s in met]
    missing = [s.title for s in form.sections if s.number not in numbers]
    head = TextEvidence(Span(met[0].span.start, met[0].body.start))
    if missing:
        yield RULE.finding(MISSING.format(list="、".join(missing)), (head,))
    if numbers != sorted(numbers):
        yield RULE.finding(ORDER.format(list="、".join(map(str, numbers))), (head,))
