"""Subheadings of section one whose numbers leave a gap.

**What**: （一）（二）（三）… follow one another.
**Why**: form only; a paragraph may have been lost.
**Example**: （一）, （二）, （四）.
**Source**: GB/T 9704-2012, numbering of headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..finding import Finding, TextEvidence, Verdict
from ..text import Text
from .base import Case, Rule

RULE = Rule("F13", "numbering-gap", Text("序号不连续", "numbering leaves a gap"), Verdict.NOTE)
MESSAGE = Text("小标题序号由（{one}）跳到（{other}）。", "subheadings jump from （{one}） to （{other}）.")
HEADING: Final = re.compile(r"(?m)^（(?P<number>[一二三四五六七八九十])）")
ORDER: Final = "一二三四五六七八九十"


def check(case: Case) -> Iterator[Finding]:
    """The first gap of each section."""
    statement = case.statement
    starts = {s.start: s.section for s in statement.sentences}
    last: dict[int, str] = {}
    for found in HEADING.finditer(statement.plain):
        section = starts.get(found.start(), 0)
        number, before = found["number"], last.get(section)
        last[section] = number
        if before is None:
            continue
        case.tally.ran(RULE.code)
        if ORDER.index(number) > ORDER.index(before) + 1:
            span = statement.folded.to_text(*found.span())
            yield RULE.finding(MESSAGE.format(one=before, other=number), (TextEvidence(span),))
