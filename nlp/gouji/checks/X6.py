"""The results of applications against the rows of 表三·三.

**What**: 予以公开, 部分公开, 不予公开, 无法提供, 不予处理, 其他处理 and their reasons must equal the
row that they name; the groups are rule T3-4.
**Why**: the same outcome is stated twice.
**Example**: ``予以公开12件`` where the table says 10.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("X6", "result-mismatch", Text("办理结果数不符", "a result differs"))


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(
        case,
        RULE,
        lambda measure, claim: (
            measure.partition(":")[2].startswith("t3/")
            and not claim.negative
            and measure.partition(":")[0]
            not in (
                "new",
                "received",
                "handled",
                "handled_with_carry",
                "done",
                "carried_in",
                "carried_out",
                "applicant",
                "not_granted",
                "case",
                "cases",
                "refused",
                "unable",
                "declined",
                "other_handling",
            )
        ),
    )
