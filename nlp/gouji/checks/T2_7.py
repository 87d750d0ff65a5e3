"""Administrative fees as the prose states them against 表二.

**What**: 行政事业性收费 in 元 or 万元 must equal the cell, which counts in 万元.
**Why**: one amount in two units is the classic slip by 10,000.
**Example**: ``收取行政事业性收费123800元`` where the table says 123800 (万元).
**Source**: 国办公开办函〔2021〕30号, 表二.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("T2-7", "fee-mismatch", Text("收费金额不符", "fees differ"))


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(case, RULE, lambda measure, claim: measure.startswith(("fee:", "procurement_amount:")))
