"""Nothing was left over, says the prose, and 表三（四） says otherwise.

**What**: 全部办结, 均已办结, 无结转 mean that 表三·四·总计 is 0. 全部答复 or 均在法定期限内答复 say
nothing about it.
**Why**: what is carried over is not completed.
**Example**: ``截至年底已全部办结`` where the table carries 2 over.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("X9", "not-all-completed", Text("“全部办结”与结转不符", "not all was completed"))


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(
        case, RULE, lambda measure, claim: measure == "carried_out:t3/carried_out" and claim.negative
    )
