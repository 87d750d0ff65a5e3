"""Organisations together differ from the columns of table three.

**What**: 法人或其他组织N件 must be the five columns of organisations of 新收 (or of 新收 + 上年结转),
that is 总计 less 自然人; 均为自然人 says that they are zero.
**Why**: the form splits organisations in five, prose does not.
**Example**: ``法人或其他组织6件`` where the columns add up to 5.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("T3-7", "organisations-mismatch", Text("法人或其他组织数不符", "organisations differ"))


def check(case: Case) -> Iterator[Finding]:
    """Claims on all organisations against their columns."""
    return compare(
        case, RULE, lambda measure, claim: measure.startswith("applicant:") and len(claim.readings[0]) > 1
    )
