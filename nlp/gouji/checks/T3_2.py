"""A column of table 三 does not add up.

**What**: in each column of 表三 the outcomes 三（一）to（六）add to（七）总计.
**Why**: every application that was dealt with has exactly one outcome, so the rows are a complete and
disjoint split.
**Example**: outcomes of natural persons that add to 29 above a 总计 of 31.
**Source**: 国办公开办函〔2021〕30号, 表三 and its notes; 〔2019〕60号 likewise.
"""

from __future__ import annotations

from ..text import Text
from .base import Rule

RULE = Rule("T3-2", "column-sum-mismatch", Text("列合计不符", "a column does not add up"))
MESSAGE = Text(
    "表三“{place}”一列，各项办理结果之和为 {left}，（七）总计作 {right}",
    "table 3, column {place}: the outcomes add to {left}, the total of outcomes says {right}",
)
