"""Documents issued, repealed, in force, and decisions taken, against 表二.

**What**: 制发, 废止, 现行有效 of 规章 and 规范性文件, and the decisions of 行政许可, 行政处罚,
行政强制, must equal their cells. Lists of powers (N项) and published notices (N条) have no cell and are
not compared.
**Why**: the same count is stated twice.
**Example**: ``作出行政处罚决定117件`` where the table says 107.
**Source**: 国办公开办函〔2021〕30号, 表二; Regulation art. 20.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule(
    "T2-6", "document-or-decision-mismatch", Text("文件或处理决定数不符", "documents or decisions differ")
)


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(
        case,
        RULE,
        lambda measure, claim: (
            measure.partition(":")[2].startswith("t2/")
            and claim.quantity.kind == "count"
            and not measure.startswith("fee:")
        ),
    )
