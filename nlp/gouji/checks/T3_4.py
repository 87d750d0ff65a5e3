"""A group of results differs from the sum of its rows.

**What**: 不予公开 is the sum of eight rows, 无法提供 of three, 不予处理 of five, 其他处理 of three (one
in the 2019 form).
**Why**: the form prints the rows and no subtotal; the prose states the subtotal.
**Example**: ``不予公开3件`` where the eight rows add up to 2.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("T3-4", "group-mismatch", Text("分组小计不符", "a group of results differs"))
GROUPS = ("refused", "unable", "declined", "other_handling")


def check(case: Case) -> Iterator[Finding]:
    """Claims of a group against the sum of its rows."""
    return compare(
        case, RULE, lambda measure, claim: measure.partition(":")[0] in GROUPS and not claim.negative
    )
