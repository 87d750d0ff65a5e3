"""One fact about applications told twice, where no table can decide.

**What**: two sentences that state the same cells (新收, 办结, 结转, 复议 …) must agree; where the table
can be read, each is held against it instead.
**Why**: sections 三 to 六 repeat what section 一 said.
**Example**: ``收到申请5件`` in 一, ``收到申请6件`` in 六, and the tables only pictures.
**Source**: rules N17 and X1-X6.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..claim import Reading
from ..extraction.items import Item
from ..finding import Finding
from ..text import Text
from .base import Case, Rule
from .restatement import restated

RULE = Rule("X14", "cell-restated-differently", Text("同一指标前后不一", "one measure, two figures"))
VAGUE = ("handled", "applicant")


def check(case: Case) -> Iterator[Finding]:
    """Claims with the same readings, where the tables give nothing."""
    groups: dict[tuple[Reading, ...], list[Item]] = defaultdict(list)
    if case.values:
        case.tally.not_applicable(RULE.code)
        return
    for item, link in zip(case.statement.items, case.statement.links, strict=True):
        if link.readings and link.measure not in VAGUE:
            groups[link.readings].append(item)
    yield from restated(case, RULE, groups.values())
