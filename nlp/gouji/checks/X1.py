"""Applications newly received, as the prose states them, against 表三（一）.

**What**: a count of newly received applications (新收, 本年新收) must equal 表三·一·总计.
**Why**: prose and table of one report state one fact; the table's head prints the relation they enter.
**Example**: ``新收政府信息公开申请18件`` where the table says 16.
**Source**: 国办公开办函〔2021〕30号, 表三; Regulation art. 50(2).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("X1", "new-applications-mismatch", Text("新收申请数不符", "new applications differ"))


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(case, RULE, lambda measure, claim: measure == "new:t3/new" and not claim.negative)
