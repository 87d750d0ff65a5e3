"""What was carried in is not what last year's report carried out.

**What**: in each column of 表三, 二 (上年结转) equals 四 (结转下年度) of last year's report.
**Why**: the same applications are counted at the turn of the year.  A report may correct last year's
figure, so this is a question.
**Example**: last year carried out 34, this year carried in 43.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding, Verdict
from ..text import Text
from .base import Case, Rule
from .figures import show
from .years import broken, finding

RULE = Rule(
    "T3-6", "carry-over-mismatch", Text("上年结转与上年报告不符", "carried in differs"), Verdict.DOUBT
)
MESSAGE = Text(
    "上年结转与上年度报告的“结转下年度”不符：{list}",
    "carried in differs from what last year's report carried out: {list}",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for all columns that differ."""
    wrong = list(broken(case, RULE))
    if wrong and case.form is not None:
        pairs = [(case.form.label(chain.terms[0][0]), show(now), show(then)) for chain, now, then in wrong]
        zh = "；".join(f"{label} 为 {now}，上年报告为 {then}" for label, now, then in pairs)
        en = "; ".join(f"{label} is {now}, last year's report has {then}" for label, now, then in pairs)
        yield finding(case, RULE, Text(MESSAGE.zh.format(list=zh), MESSAGE.en.format(list=en)), wrong)
