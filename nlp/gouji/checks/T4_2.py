"""Suits without a review before them of table 四 do not add up.

**What**: in the block 未经复议直接起诉, 结果维持 + 结果纠正 + 其他结果 + 尚未审结 = 总计.
**Why**: every case has one of the outcomes or is still pending; the five figures are one split.
**Example**: ``1 0 1 0`` with a 总计 of 3.
**Source**: 国办公开办函〔2021〕30号, 表四; 〔2019〕60号 likewise.
"""

from __future__ import annotations

from ..text import Text
from .base import Rule

RULE = Rule(
    "T4-2", "direct-suit-sum-mismatch", Text("未经复议直接起诉合计不符", "direct suits do not add up")
)
MESSAGE = Text(
    "表四“{place}”，维持、纠正、其他结果、尚未审结之和为 {left}，总计作 {right}",
    "table 4, {place}: upheld, corrected, other and pending add to {left}, the total says {right}",
)
