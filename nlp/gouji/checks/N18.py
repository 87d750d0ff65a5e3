"""A date that no calendar has.

**What**: month 1 to 12, day within the month (29 February in leap years only, or where no year stands).
**Why**: a digit was slipped.
**Example**: ``截至11月31日``.
**Source**: GB/T 7408 (the Gregorian calendar).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..finding import Finding, TextEvidence
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof

RULE = Rule("N18", "impossible-date", Text("日期不存在", "no such date"))
MESSAGE = Text("“{phrase}”不是日历上的日期。", "“{phrase}” is no date of the calendar.")
DATE: Final = re.compile(
    r"(?<![0-9年])(?:(?P<year>20[0-9]{2}|"
    r"19[0-9]{2})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日(?![0-9])"
)
LEAP: Final = 2000


def check(case: Case) -> Iterator[Finding]:
    """Every date with month and day."""
    statement = case.statement
    for found in DATE.finditer(statement.masked):
        case.tally.ran(RULE.code)
        year, month, day = int(found["year"] or LEAP), int(found["month"]), int(found["day"])
        last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
        if 1 <= day <= last:
            continue
        span = statement.folded.to_text(*found.span())
        wrong, most = (day, last) if last else (month, 12)
        yield RULE.finding(
            MESSAGE.format(phrase=span.of(case.document.text)),
            (TextEvidence(span),),
            reported=found[0],
            proof=equal_proof(
                f"{wrong} ∉ 1～{most}",
                ("stated", Interval.point(wrong)),
                [("possible", Interval(Decimal(1), Decimal(most)), 1)],
            ),
        )
