"""Applications were dealt with, but none came in.

**What**: where 一 (new) and 二 (carried in) are both 0 in a column of 表三, everything below them is 0.
**Why**: what never came in can be neither answered nor carried over.  T3-2 and T3-3 imply it; it speaks
where a blank or illegible total keeps them from being read.
**Example**: 新收 0, 上年结转 0, 予以公开 2, the total left blank.
**Source**: 国办公开办函〔2021〕30号, 表三; follows from T3-2 and T3-3.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..form import Identity
from ..text import Text
from .articulations import evidence, figures, place, refutation
from .base import Case, Rule
from .figures import show
from .T3_5 import wholes

RULE = Rule("T3-10", "handled-without-applications", Text("无申请而有办理", "handled without applications"))
MESSAGE = Text(
    "表三“{place}”一列，新收与上年结转均为 0，{part}却为 {value}",
    "table 3, column {place}: nothing is new and nothing carried in, yet {part} is {value}",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each column in which something came of nothing."""
    form = case.form
    if form is None:
        return
    values, columns = figures(case), list(wholes(form))
    for (total, leaves), (received, carried_out) in zip(columns[::2], columns[1::2], strict=True):
        if not any(name in values for name in received):
            case.tally.not_applicable(RULE.code)
            continue
        if any(case.document.cells[name].value != 0 for name in received if name in values):
            case.tally.not_applicable(RULE.code)
            continue
        case.tally.ran(RULE.code)
        something = [name for name in (*leaves, *total, *carried_out) if (values.get(name) or 0) > 0]
        if not something:
            continue
        first = something[0]
        identity = Identity(RULE.code, (*((name, 1) for name in received), (first, -1)), ">=")
        value = show(values[first])
        yield RULE.finding(
            MESSAGE.format(place=place(identity, form), part=form.label(first), value=value),
            evidence(case, (*something, *received)),
            reported=value,
            computed="0",
            proof=refutation(identity, case, values),
        )
