"""Applications carried over to next year against 表三（四）.

**What**: 结转下年度N件 must equal 表三·四·总计.
**Why**: the same stock is stated twice, and next year's report starts from it.
**Example**: ``结转下年度3件`` where the table says 2.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("X5", "carried-out-mismatch", Text("结转下年度数不符", "applications carried out differ"))


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(
        case, RULE, lambda measure, claim: measure == "carried_out:t3/carried_out" and not claim.negative
    )
