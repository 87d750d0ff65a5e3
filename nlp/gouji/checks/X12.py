"""A completion or reply rate that the figures do not give.

**What**: 办结率, 答复率 p% must be 办结 over 新收, 新收 + 上年结转, or what the text names; 按期 and
到期 rates have no base in the report and are left alone.
**Why**: division.
**Example**: ``办结46件，结转2件，办结率98.5%`` — 46 of 48 is 95.8%.
**Source**: 国办公开办函〔2021〕30号, 表三; real-reports.md, e (到期办结率).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .base import Case, Rule
from .share_judgement import judge

RULE = Rule("X12", "completion-rate-mismatch", Text("办结率不符", "the completion rate differs"))


def check(case: Case) -> Iterator[Finding]:
    """Every completion or reply rate with its count."""
    return judge(case, RULE, lambda share: share.rate.startswith(("办结", "答复")))
