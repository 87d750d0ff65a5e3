"""Cells left blank.

**What**: every cell of the tables holds a figure; nothing is written as 0, not as a blank, ``/`` or
``-``.
**Why**: a blank may be a zero or a figure that was lost; the form asks for 0. Identities read it as 0
where they then hold; where they do not, they cannot be read, and this note says so.
**Example**: a row in which only 总计 is filled in.
**Source**: 国办公开办函〔2021〕30号, notes (没有的填 0).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..document import State
from ..finding import Finding, Verdict
from ..text import Text
from .articulations import Standing, evidence, figures, place, stand
from .base import Case, Rule

RULE = Rule("F4", "blank-cell", Text("空格", "blank cells"), Verdict.NOTE)
MESSAGE = Text(
    "{table}有 {count} 格未填数字，没有的应填 0",
    "{table}: {count} cells hold no figure; nothing is written as 0",
)
UNREADABLE = Text(
    "；因此无法核对的勾稽关系：{list}", "; for that reason these sums cannot be checked: {list}"
)


def check(case: Case) -> Iterator[Finding]:
    """One note for each table with blanks."""
    if case.form is None:
        return
    cells = case.document.cells
    blanks = [name for name, cell in cells.items() if cell.state is State.BLANK]
    case.tally.ran(RULE.code, len(cells))
    if not blanks:
        return
    values = figures(case)
    for table in case.form.tables:
        inside = [name for name in blanks if name.startswith(table.key + "/")]
        if not inside:
            continue
        message = MESSAGE.format(table=table.label, count=len(inside))
        lost = [
            f"{i.code}（{place(i, case.form)}）"
            for i in case.form.identities
            if i.cells[0].startswith(table.key + "/") and stand(i, values, cells) is Standing.BLANK
        ]
        if lost:
            more = UNREADABLE.format(list="、".join(lost))
            message = Text(message.zh + more.zh, message.en + more.en)
        yield RULE.finding(message, evidence(case, inside))
