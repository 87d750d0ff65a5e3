"""Normative documents listed by name, and how many table two counts.

**What**: where a sentence on 规范性文件 issued this year lists their titles in full (分别为, 即, a
colon; no 等), the titles must be as many as it says, and as 表二·制发 holds.
**Why**: counting; a document may have been listed that is none, so this is a question.
**Example**: ``制发规范性文件3件，分别为《甲办法》《乙细则》``.
**Source**: 国办公开办函〔2021〕30号, 表二.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..finding import CellEvidence, Finding, Role, TextEvidence, Verdict
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof, show

RULE = Rule(
    "T2-9", "titles-count-mismatch", Text("列名文件数不符", "titles differ from the count"), Verdict.DOUBT
)
MESSAGE = Text(
    "列出{listed}件文件，表二制发为{cell}件。", "{listed} titles are listed, table two has {cell} issued."
)
CELL: Final = "t2/normative_document/issued"
LISTED: Final = re.compile(
    r"(?:制发|制定|出台|印发)[^，；。]{0,8}规范性文件[^，；。]{0,6}?(?:，)?(?:分别为|分别是|具体为|即|"
    r"：)(?P<titles>(?:《[^《》]+》[、和及]?)++)(?!等)"
)


def check(case: Case) -> Iterator[Finding]:
    """Lists of titles against the cell."""
    statement = case.statement
    issued = case.values.get(CELL)
    for found in LISTED.finditer(statement.masked):
        if issued is None:
            case.tally.unreadable(RULE.code)
            continue
        case.tally.ran(RULE.code)
        listed = found["titles"].count("《")
        if listed == issued:
            continue
        span = statement.folded.to_text(*found.span())
        yield RULE.finding(
            MESSAGE.format(listed=listed, cell=show(issued)),
            (TextEvidence(span), CellEvidence(CELL, issued, Role.CONFLICT)),
            reported=str(listed),
            computed=show(issued),
            proof=equal_proof(
                f"{listed} ≠ {show(issued)}",
                ("listed", Interval.point(Decimal(listed))),
                [(CELL, Interval.point(issued), 1)],
            ),
        )
