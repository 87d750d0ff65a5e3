"""Statutory tables that are not there, or only as headings or pictures.

**What**: 表二, 表三 and 表四 stand in the report with all their rows.
**Why**: what is not there cannot be checked; the note says so.
**Example**: section 三 with a heading and a picture.
**Source**: 国办公开办函〔2021〕30号, format.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding, TextEvidence, Verdict
from ..form import load
from ..text import Span, Text
from .base import Case, Rule

RULE = Rule("F3", "table-missing", Text("法定表格缺失", "a statutory table is missing"), Verdict.NOTE)
MESSAGE = Text(
    "未读到{list}，相关数字无法核对。", "{list} could not be read; figures that need it were not checked."
)


def check(case: Case) -> Iterator[Finding]:
    """One note for all tables that are missing."""
    case.tally.ran(RULE.code)
    missing = case.document.missing
    if not missing:
        return
    form = case.form or load("2021")
    names = "、".join(form.table(key).label for key in missing)
    yield RULE.finding(MESSAGE.format(list=names), (TextEvidence(Span(0, min(1, len(case.document.text)))),))
