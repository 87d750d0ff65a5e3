"""The period of the figures is not the year of the report.

**What**: 统计期限自YYYY年1月1日至YYYY年12月31日 must name the year of the title.
**Why**: the form fixes the period; another year is last year's text left over.
**Example**: the 2021 report whose period runs from 2020年1月1日.
**Source**: Regulation art. 50; 国办公开办函〔2021〕30号; real-reports.md, d 20.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..finding import Finding, TextEvidence
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof

RULE = Rule("F5", "period-mismatch", Text("统计期限与年度不符", "the period is another year's"))
MESSAGE = Text(
    "报告年度为{year}年，统计期限却作“{phrase}”。", "the report is for {year}, its period reads “{phrase}”."
)
PERIOD: Final = re.compile(
    r"(?P<from>20[0-9]{2})年1月1日(?:起)?(?:至|到|—|-|－|~|～|"
    r"——)+(?:(?P<to>20[0-9]{2})年)?(?:12月31日|[0-9]{1,2}月)"
)
UNTIL: Final = re.compile(
    r"(?:数据|统计|期限|时间|时限)[^。；，]{0,12}?(?:截至|截止到?|至)(?:时间为|到|"
    r"为)?(?P<to>20[0-9]{2})年12月31日"
)


def check(case: Case) -> Iterator[Finding]:
    """The period as the head of the report states it."""
    year = case.document.year
    if year is None:
        case.tally.not_applicable(RULE.code)
        return
    plain = case.statement.plain
    head = next((s.start for s in case.statement.sentences if s.section >= 1), len(plain))
    for pattern in (PERIOD, UNTIL):
        for found in pattern.finditer(plain, 0, min(head + 400, len(plain))):
            named = [int(y) for y in found.groupdict().values() if y]
            if len(set(named)) > 1 and year in named and found.start() > head:
                continue
            case.tally.ran(RULE.code)
            wrong = [y for y in named if y != year]
            if wrong and (pattern is PERIOD or found.start() < head):
                span = case.statement.folded.to_text(*found.span())
                yield RULE.finding(
                    MESSAGE.format(year=year, phrase=span.of(case.document.text)),
                    (TextEvidence(span),),
                    reported=str(wrong[0]),
                    computed=str(year),
                    proof=equal_proof(
                        f"{wrong[0]} ≠ {year}",
                        ("period", Interval.point(Decimal(wrong[0]))),
                        [("report", Interval.point(Decimal(year)), 1)],
                    ),
                )
                return
