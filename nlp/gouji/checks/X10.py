"""No application was received, says the prose, and 表三（一） says otherwise.

**What**: 未收到申请, 无依申请公开 mean that 新收 is 0.
**Why**: the same fact is stated twice.
**Example**: ``未收到政府信息公开申请`` where the table says 1.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("X10", "no-application-mismatch", Text("“未收到申请”与表三不符", "applications were received"))


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(case, RULE, lambda measure, claim: measure == "received:t3/new" and claim.negative)
