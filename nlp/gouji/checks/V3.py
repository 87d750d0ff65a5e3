"""A share or rate above 100%.

**What**: a share of a whole, or a rate such as 办结率 or 满意率, lies between 0 and 100%. Growth, the
degree to which a plan was met, and quotas may exceed it.
**Why**: a part is no more than its whole.
**Example**: ``网络申请占112%``.
**Source**: arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..extraction.shares import CHANGE, RATE, SHARE
from ..finding import Finding
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import HUNDRED, equal_proof, show, text_evidence

RULE = Rule("V3", "percent-out-of-range", Text("百分比超出范围", "a percentage out of range"))
MESSAGE = Text(
    "占比或比率不能超过100%，原文作{value}%。", "a share or rate cannot exceed 100%, the text says {value}%."
)
BEYOND: Final = re.compile(
    r"完成|增|涨|升|降|目标|计划|预算|任务|周转|利用率|上座率|倍|相当于|达标率|投入产出"
)


def check(case: Case) -> Iterator[Finding]:
    """Every share and rate."""
    for item in case.statement.items:
        q = item.mention.quantity
        if q.kind != "percent" or q.unit.endswith("百分点"):
            continue
        if not (SHARE.fullmatch(item.before) or RATE.search(item.before)):
            continue
        if CHANGE.search(item.before) or BEYOND.search(item.before + item.lead[-8:]):
            continue
        case.tally.ran(RULE.code)
        if q.value <= HUNDRED:
            continue
        yield RULE.finding(
            MESSAGE.format(value=show(q.value)),
            (text_evidence(case, item),),
            reported=f"{show(q.value)}%",
            proof=equal_proof(
                f"{show(q.value)}% > 100%",
                ("share", Interval.point(q.value)),
                [("possible", Interval(Decimal(0), HUNDRED), 1)],
            ),
        )
