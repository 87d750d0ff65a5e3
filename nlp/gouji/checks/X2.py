"""Applications carried in from last year against 表三（二）.

**What**: 上年结转N件, or 上年无结转, must equal 表三·二·总计.
**Why**: the same stock is stated twice.
**Example**: ``上年结转2件`` where the table says 1.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("X2", "carried-in-mismatch", Text("上年结转数不符", "applications carried in differ"))


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(case, RULE, lambda measure, claim: measure == "carried_in:t3/carried_in")
