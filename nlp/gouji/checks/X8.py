"""A share of a result or of a kind of applicant that table three does not give.

**What**: ``予以公开占50.2%``, ``申请人中自然人占91.4%``: the row or column over 新收, 新收 + 上年结转
or 总计 must give the percentage within one unit of its last digit.
**Why**: the part stands only in the table, so the text is checked against it.
**Example**: ``申请人中自然人占81.4%`` where the table has 138 of 151.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .base import Case, Rule
from .share_judgement import judge

RULE = Rule("X8", "table-share-mismatch", Text("占比与表三不符", "a share differs from table three"))


def check(case: Case) -> Iterator[Finding]:
    """Every share whose part stands only in the table."""
    return judge(case, RULE, lambda share: share.part is None)
