"""A share that its part and its whole do not give.

**What**: for ``A件，占B的p%`` some total in scope must give p within one unit of its last printed
digit.
**Why**: division; rounding to close at 100 and truncation stay within that unit (real-reports.md, e).
**Example**: ``共解读文件23个，其中动漫解读7个，动漫解读占比23%`` — 7 of 23 is 30.4%.
**Source**: arithmetic; statcheck's rule of the printed decimals (Nuijten et al. 2016).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .base import Case, Rule
from .share_judgement import judge

RULE = Rule("N2", "share-mismatch", Text("占比不符", "share mismatch"))


def check(case: Case) -> Iterator[Finding]:
    """Every share whose part the text counts."""
    return judge(
        case, RULE, lambda share: share.part is not None and not share.rate.startswith(("办结", "答复"))
    )
