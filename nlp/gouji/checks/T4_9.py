"""No review or suit happened, or all were upheld, says the prose, and 表四 says otherwise.

**What**: 未发生行政复议 means that its 总计 is 0; 均获维持 that 纠正, 其他 and 尚未审结 are 0.
**Why**: an absolute statement is a figure in words.
**Example**: ``均获维持`` where one case is pending.
**Source**: 国办公开办函〔2021〕30号, 表四.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule(
    "T4-9", "absolute-case-mismatch", Text("复议诉讼绝对表述不符", "an absolute statement about cases fails")
)


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(case, RULE, lambda measure, claim: measure.startswith("case:") and claim.negative)
