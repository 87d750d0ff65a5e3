"""What came in is not what went out.

**What**: in each column of 表三, 一 (new) + 二 (carried in) = 三（七）(dealt with) + 四 (carried out).
**Why**: an application is either dealt with this year or carried over to the next; the relation is
printed in the table's own head.
**Example**: 151 new and 7 carried in against 149 dealt with and 6 carried out.
**Source**: 国办公开办函〔2021〕30号, 表三, head (本列数据的勾稽关系); 〔2019〕60号 likewise.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .base import Case, Rule
from .flow_in_prose import flow_in_prose

RULE = Rule("T3-3", "balance-mismatch", Text("收办结转不平", "received and handled do not balance"))
MESSAGE = Text(
    "表三“{place}”一列，新收与上年结转之和为 {left}，办理结果总计与结转下年度之和为 {right}，二者应当相等",
    "table 3, column {place}: new and carried in come to {left}, dealt with and carried out to {right}",
)


def check(case: Case) -> Iterator[Finding]:
    """The relation told in words, where no table can be read; tables go to `gouji.reconcile`."""
    return flow_in_prose(case, RULE)
