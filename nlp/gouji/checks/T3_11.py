"""The whole of table 三 is last year's.

**What**: every cell of 表三 equals the same cell of last year's report, in a table with more than a few
figures.
**Why**: two years never bring the same applications with the same outcomes; a copied template does.
**Example**: 60 applications with eleven outcomes in both years, figure for figure.
**Source**: 国办公开办函〔2021〕30号, notes on 内容雷同; reasoned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..finding import CellEvidence, Finding, Verdict
from ..text import Text
from .articulations import evidence
from .base import Case, Rule

RULE = Rule("T3-11", "table-copied", Text("表三与上年雷同", "the table is last year's"), Verdict.DOUBT)
MESSAGE = Text(
    "表三全部 {count} 格与上年度报告完全相同（其中非零 {filled} 格），请核对是否照抄",
    "all {count} cells of table 3 equal last year's ({filled} of them above zero); was it copied?",
)
FEWEST: Final = 12  # so many figures above zero do not recur by chance


def check(case: Case) -> Iterator[Finding]:
    """At most one finding."""
    if case.form is None or case.previous is None:
        case.tally.not_applicable(RULE.code)
        return
    names = case.form.table("t3").cells
    now = [case.values.get(name) for name in names]
    then = [case.previous.values.get(name) for name in names]
    if None in now or None in then:
        case.tally.unreadable(RULE.code)
        return
    case.tally.ran(RULE.code)
    filled = [name for name, value in zip(names, now, strict=True) if value]
    if now == then and len(filled) >= FEWEST:
        yield RULE.finding(
            MESSAGE.format(count=len(names), filled=len(filled)),
            (
                *evidence(case, filled),
                *(CellEvidence(n, case.previous.values[n], previous=True) for n in filled),
            ),
        )
