"""More documents were issued this year than are in force.

**What**: 现行有效 - 本年制发 + 本年废止 is what was in force at the end of last year, so it cannot be
negative, for 规章 and for 行政规范性文件; in the 2019 form, what was newly published is part of all
that is public.
**Why**: what was issued this year is in force unless it was repealed this year.
**Example**: 6 issued, 1 repealed, 4 in force.
**Source**: 国办公开办函〔2021〕30号, 表二 and its notes; reasoned, no figure of last year is needed.
"""

from __future__ import annotations

from ..text import Text
from .base import Rule

RULE = Rule("T2-3", "impossible-stock", Text("现行有效数不可能", "the stock cannot be"))
MESSAGE = Text(
    "表二“{place}”，现有数（加本年废止）为 {left}，少于本年新增的 {right}",
    "table 2, {place}: in force (with those repealed) {left}, less than the {right} issued this year",
)
