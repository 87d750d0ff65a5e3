"""The normative documents in force do not follow from last year's.

**What**: 行政规范性文件·现行有效 = last year's 现行有效 + 本年制发 - 本年废止.
**Why**: a document enters the stock when issued and leaves it when repealed. Old documents may be found
or struck off in a clean-up, so this is a question.
**Example**: 597 last year, 50 issued, 227 repealed, 430 in force.
**Source**: 国办公开办函〔2021〕30号, 表二; real-reports.md, b (verified over three years of one city).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding, Verdict
from ..text import Text
from .base import Case, Rule
from .figures import show
from .stock_in_prose import stock_in_prose
from .years import broken, finding

RULE = Rule(
    "T2-2",
    "document-stock-mismatch",
    Text("行政规范性文件现行有效数与上年不衔接", "normative documents in force do not follow"),
    Verdict.DOUBT,
)
MESSAGE = Text(
    "表二“行政规范性文件”，现行有效减本年制发加本年废止为 {now}，上年度报告的现行有效数为 {then}",
    "table 2, 行政规范性文件: in force less issued plus repealed is {now}, last year's report has {then}",
)


def check(case: Case) -> Iterator[Finding]:
    """At most one finding against last year's table; and each flow that the prose states in full."""
    yield from stock_in_prose(case, RULE, "normative_document")
    for chain, now, then in broken(case, RULE):
        message = MESSAGE.format(now=show(now), then=show(then))
        yield finding(case, RULE, message, [(chain, now, then)])
