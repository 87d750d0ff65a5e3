"""A fee that no ledger can hold.

**What**: 行政事业性收费 is not negative and has at most two decimals, or six where yuan and fen were
turned into 万元.
**Why**: a fee is counted in fen at the finest, and the table's unit is 万元.
**Example**: ``12.3456789`` 万元; ``-3`` 万元.
**Source**: 国办公开办函〔2021〕30号, 表二（八）, unit 万元; reasoned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..finding import Finding, Verdict
from ..quantity import ZERO
from ..text import Text
from .articulations import evidence, odd
from .base import Case, Rule
from .figures import show

RULE = Rule("V2", "impossible-amount", Text("金额不可能", "no possible amount"), Verdict.DOUBT)
MESSAGE = Text(
    "{label} 为 {value} 万元，金额不应为负，且折合成元最多两位小数",
    "{label} is {value} (10,000 yuan); an amount is not negative and comes to whole fen",
)
FEN: Final = 6  # decimals of 万元 that make a fen


def check(case: Case) -> Iterator[Finding]:
    """One finding for each cell that holds money."""
    if case.form is None or not case.document.cells:
        return
    rows = (row for table in case.form.tables for row in table.rows)
    case.tally.ran(RULE.code, sum(1 for row in rows for column in row.columns if column.unit))
    for column, cell in odd(case, case.form):
        value = cell.value or ZERO
        exponent = value.normalize().as_tuple().exponent
        if column.unit and (value < 0 or (isinstance(exponent, int) and exponent < -FEN)):
            yield RULE.finding(
                MESSAGE.format(label=case.form.label(cell.name), value=show(value)),
                evidence(case, (cell.name,)),
                reported=show(value),
            )
