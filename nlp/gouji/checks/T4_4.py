"""Reviews and suits as the prose counts them against 表四.

**What**: 行政复议N件 and its outcomes must equal the block 行政复议; 行政诉讼N件 the sum of both blocks
未经复议直接起诉 and 复议后起诉, or the block that is named.
**Why**: the same cases are stated twice; the form splits suits in two, prose does not.
**Example**: ``行政诉讼4件`` where the blocks hold 2 and 1.
**Source**: 国办公开办函〔2021〕30号, 表四.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("T4-4", "case-count-mismatch", Text("复议诉讼数不符", "reviews or suits differ"))


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(
        case,
        RULE,
        lambda measure, claim: (
            measure.partition(":")[0] in ("case", "case_or_suit", "cases") and not claim.negative
        ),
    )
