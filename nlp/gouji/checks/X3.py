"""Applications received or handled against the readings that the verb allows.

**What**: 收到, 受理, 承办 may mean 新收 or 新收 + 上年结转; 收办, 办理 also 办理结果总计. Only if none
fits do they conflict.
**Why**: bodies use the verbs loosely (龙华 受理121 = 112 + 9), so a single cell would accuse the
innocent.
**Example**: ``受理政府信息公开申请2件`` where 新收 is 3 and nothing was carried in.
**Source**: 国办公开办函〔2021〕30号, 表三.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .against_cells import compare
from .base import Case, Rule

RULE = Rule("X3", "received-mismatch", Text("收到（受理、办理）申请数不符", "received applications differ"))


def check(case: Case) -> Iterator[Finding]:
    """Claims of this measure against their cells."""
    return compare(
        case,
        RULE,
        lambda measure, claim: (
            measure.partition(":")[0] in ("received", "handled", "handled_with_carry") and not claim.negative
        ),
    )
