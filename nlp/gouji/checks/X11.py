"""All was disclosed, or nothing refused, says the prose, and the rows of 表三·三 say otherwise.

**What**: 均予以公开 means 予以公开 = 总计; 无不予公开 means that its eight rows are 0.
**Why**: an absolute statement is a figure in words.
**Example**: ``全部予以公开`` where one application was refused.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule(
    "X11",
    "absolute-result-mismatch",
    Text("绝对表述与办理结果不符", "an absolute statement about results fails"),
)


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(
        case, RULE, lambda measure, claim: measure.startswith(("not_granted:", "refused:")) and claim.negative
    )
