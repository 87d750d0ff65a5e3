"""A head of section one that is not spoken of.

**What**: 总体情况 speaks of 主动公开, 依申请公开, 政府信息管理, 平台建设 and 监督保障.
**Why**: completeness of form; says nothing about truth.
**Example**: a section one without a word on 监督保障.
**Source**: 国办公开办函〔2021〕30号, format, section 一.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..finding import Finding, TextEvidence, Verdict
from ..text import Span, Text
from .base import Case, Rule

RULE = Rule("F2", "head-missing", Text("总体情况缺少方面", "section one lacks a head"), Verdict.NOTE)
MESSAGE = Text("总体情况未见：{list}。", "section one does not speak of: {list}.")
HEADS: Final = {
    "主动公开": re.compile(r"主动公开|公开(?:政府)?信息"),
    "依申请公开": re.compile(r"依申请|公开申请"),
    "政府信息管理": re.compile(r"信息管理|审查|保密|管理"),
    "平台建设": re.compile(r"平台|网站|新媒体|公众号"),
    "监督保障": re.compile(r"监督|保障|考核|培训|责任追究"),
}


def check(case: Case) -> Iterator[Finding]:
    """One note at most."""
    section = next((s for s in case.document.sections if s.number == 1), None)
    if section is None:
        case.tally.not_applicable(RULE.code)
        return
    case.tally.ran(RULE.code)
    text = "".join(s.text for s in case.statement.sentences if s.section == 1)
    missing = [name for name, words in HEADS.items() if not words.search(text)]
    if missing:
        evidence = TextEvidence(Span(section.span.start, section.body.start))
        yield RULE.finding(MESSAGE.format(list="、".join(missing)), (evidence,))
