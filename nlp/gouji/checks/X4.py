"""Applications completed or answered against 表三·三（七）.

**What**: 办结, 答复 N件 must equal 总计, or 新收, or 总计 without 其他处理.
**Why**: the same outcome is stated twice.
**Example**: ``全年办结24件`` where the table says 23.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("X4", "completed-mismatch", Text("办结（答复）申请数不符", "completed applications differ"))


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(case, RULE, lambda measure, claim: measure == "done:t3/total")
