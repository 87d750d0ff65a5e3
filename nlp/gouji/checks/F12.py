"""A postcode or telephone number that cannot be one.

**What**: a postcode has six digits, a telephone number seven to twelve.
**Why**: citizens must be able to reach the body; completeness only.
**Example**: ``邮编：75002``.
**Source**: 国办公开办函〔2021〕30号, format; YD/T postcodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..finding import Finding, TextEvidence, Verdict
from ..text import Text
from .base import Case, Rule

RULE = Rule("F12", "contact-malformed", Text("联系方式有误", "a contact field is malformed"), Verdict.NOTE)
MESSAGE = Text("“{phrase}”的位数不对。", "“{phrase}” has the wrong number of digits.")
FIELD: Final = re.compile(r"(?P<kind>邮编|邮政编码|电话|传真)[：为是]{0,2}(?P<value>[0-9（）()—–-]{3,24})")
DIGITS: Final = {"邮编": range(6, 7), "邮政编码": range(6, 7), "电话": range(3, 13), "传真": range(7, 13)}


def check(case: Case) -> Iterator[Finding]:
    """Every field with a number."""
    statement = case.statement
    for found in FIELD.finditer(statement.plain):
        case.tally.ran(RULE.code)
        digits = sum(c.isdigit() for c in found["value"])
        if digits in DIGITS[found["kind"]]:
            continue
        span = statement.folded.to_text(*found.span())
        yield RULE.finding(MESSAGE.format(phrase=span.of(case.document.text)), (TextEvidence(span),))
