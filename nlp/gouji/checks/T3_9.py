"""Applications lapsed over an unpaid fee, but no fee notice was sent.

**What**: 其他处理·逾期不缴费 is above 0 while section 六 says that no fee notice was issued or no fee
was ever charged.
**Why**: an application lapses this way only after a fee notice (art. 42); the notice may be another
year's, so this is a question.
**Example**: 逾期不缴费 2, and ``本年度未发出收费通知`` in section 六.
**Source**: Regulation art. 42; 国办函〔2020〕109号 (信息处理费管理办法); 国办公开办函〔2021〕30号, 六.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..finding import Finding, Operand, Proof, TextEvidence, Verdict
from ..quantity import Interval
from ..text import Text
from .articulations import evidence
from .base import Case, Rule
from .figures import show

RULE = Rule(
    "T3-9",
    "lapsed-without-fee-notice",
    Text("未发收费通知却有逾期不缴费", "lapsed fees, no notice"),
    Verdict.DOUBT,
)
MESSAGE = Text(
    "表三“逾期不缴费”有 {value} 件，而正文称“{quote}”",
    "table 3 counts {value} lapsed over an unpaid fee, while the text says “{quote}”",
)
LAPSED: Final = "t3/other_overdue_fee/total"
NO_NOTICE: Final = re.compile(
    r"(?:没有|未|无)(?:发出|发送|下发|出具|制发|作出|产生)?(?:过)?(?:信息处理费|任何)?(?:的)?收费通知"
)


def check(case: Case) -> Iterator[Finding]:
    """At most one finding."""
    lapsed = case.values.get(LAPSED)
    if not lapsed:
        case.tally.not_applicable(RULE.code)
        return
    case.tally.ran(RULE.code)
    folded = case.statement.folded
    for found in NO_NOTICE.finditer(folded.plain):
        span = folded.to_text(*found.span())
        section = case.document.section_at(span.start)
        if section is not None and section.number == 6:
            yield RULE.finding(
                MESSAGE.format(value=lapsed, quote=span.of(case.document.text)),
                (TextEvidence(span), *evidence(case, (LAPSED,))),
                reported=show(lapsed),
                computed="0",
                proof=Proof(
                    "atmost",
                    f"{show(lapsed)} > 0",
                    (
                        Operand(LAPSED, Interval.point(lapsed)),
                        Operand("notices", Interval.point(0), Decimal(-1)),
                    ),
                ),
            )
            return
