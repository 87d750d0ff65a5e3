"""Kinds of applicant against the columns of 表三.

**What**: 自然人N件, 法人或其他组织N件 … must equal that column of 新收, or of 新收 + 上年结转.
**Why**: the same split is stated twice.  Organisations together are rule T3-7.
**Example**: ``自然人7件`` where the table says 6.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("X7", "applicant-kind-mismatch", Text("申请人类别数不符", "a kind of applicant differs"))


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(
        case,
        RULE,
        lambda measure, claim: measure.startswith("applicant:") and len(claim.readings[0]) == 1,
    )
