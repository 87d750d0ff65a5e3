"""A row of table 三 does not add up.

**What**: in each of the rows of 表三 the six kinds of applicant add to the row's 总计.
**Why**: every applicant is of exactly one kind, so the columns are a complete and disjoint split.
**Example**: a row ``3 0 0 0 1 0`` whose 总计 says 6.
**Source**: 国办公开办函〔2021〕30号, 表三 and its notes; 〔2019〕60号 likewise.
"""

from __future__ import annotations

from ..text import Text
from .base import Rule

RULE = Rule("T3-1", "row-sum-mismatch", Text("行合计不符", "a row does not add up"))
MESSAGE = Text(
    "表三“{place}”一行，六类申请人之和为 {left}，总计作 {right}",
    "table 3, row {place}: the six kinds of applicant add to {left}, the total says {right}",
)
