"""How the identities of a form stand in one report, and how to say that one is broken.

A blank is no zero, but a table may write nothing for nothing: an identity reads a blank as 0 where it
then holds. Where it does not, and some count in place of the blank would mend it, the identity is
unreadable. It is broken only where no count could: what is printed is already too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ..document import Cell, State
from ..finding import CellEvidence, Operand, Proof, Role
from ..form import Column, Form, Identity
from ..quantity import ZERO, Interval
from ..text import Text
from .base import Case
from .figures import show

ANY_COUNT: Final = Interval(ZERO, None)


class Standing(StrEnum):
    """What can be said of an identity in one report."""

    HOLDS = "holds"
    BROKEN = "broken"
    BLANK = "blank"  # does not hold with zeros for its blanks, may hold with other counts
    UNREADABLE = "unreadable"
    ABSENT = "absent"  # the table is not there


def figures(case: Case) -> dict[str, Decimal | None]:
    """The cells' figures, a blank as 0, None where nothing could be read."""
    blank, unreadable = State.BLANK, State.UNREADABLE
    return {
        name: ZERO if cell.state is blank else None if cell.state is unreadable else cell.value
        for name, cell in case.document.cells.items()
    }


def troubled(case: Case, values: Mapping[str, Decimal | None]) -> Iterator[tuple[Identity, Standing]]:
    """The identities that do not hold, with what is wrong; tallies all of them."""
    if case.form is None:
        return
    for identity in case.form.identities:
        standing = stand(identity, values, case.document.cells)
        if standing is Standing.HOLDS or standing is Standing.BROKEN:
            case.tally.ran(identity.code)
        elif standing is Standing.ABSENT:
            case.tally.not_applicable(identity.code)
        else:
            case.tally.unreadable(identity.code)
        if standing is not Standing.HOLDS:
            yield identity, standing


def stand(identity: Identity, values: Mapping[str, Decimal | None], cells: Mapping[str, Cell]) -> Standing:
    """How one identity stands."""
    total = ZERO
    try:
        for name, sign in identity.terms:
            total += values[name] if sign == 1 else sign * values[name]  # type: ignore[operator]  # see except
    except (KeyError, TypeError):
        absent = not any(name in values for name, _ in identity.terms)
        return Standing.ABSENT if absent else Standing.UNREADABLE
    if total == 0 or (total > 0 and identity.relation == ">="):
        return Standing.HOLDS
    mends = 1 if total < 0 else -1
    blank = any(sign == mends and cells[name].state is State.BLANK for name, sign in identity.terms)
    return Standing.BLANK if blank else Standing.BROKEN


def odd(case: Case, form: Form) -> Iterator[tuple[Column, Cell]]:
    """The cells whose figure is negative or no whole number, each with its column."""
    for name, cell in case.document.cells.items():
        value = cell.value
        if value is None or (value >= 0 and value == value.to_integral_value()):
            continue
        table, row, column = name.split("/")
        yield next(c for c in form.table(table).row(row).columns if c.name == column), cell


def place(identity: Identity, form: Form) -> str:
    """The row or column an identity speaks of, in the form's own words.

    >>> from gouji import form
    >>> identities = form.load("2021").identities
    >>> place(identities[0], form.load("2021")), place(identities[25], form.load("2021"))
    ('新收申请', '自然人')
    """
    rows = {name.split("/")[1] for name in identity.cells}
    _, row, column = form.label(identity.cells[0]).split("·", 2)
    return row if len(rows) == 1 else column


def sides(identity: Identity, values: Mapping[str, Decimal | None]) -> tuple[str, str]:
    """Both sides of an identity with the figures put in, zeros left out.

    >>> three, four, eight = map(Decimal, (3, 4, 8))
    >>> sides(Identity("", (("a", 1), ("b", 1), ("c", -1))), {"a": three, "b": four, "c": eight})
    ('3 + 4 = 7', '8')
    """

    def side(sign: int) -> str:
        terms = [value for name, s in identity.terms if s * sign > 0 and (value := values[name])]
        if not terms:
            return "0"
        total = show(sum(terms, ZERO))
        return f"{' + '.join(map(show, terms))} = {total}" if len(terms) > 1 else total

    return side(1), side(-1)


def totals(identity: Identity, values: Mapping[str, Decimal | None]) -> tuple[str, str]:
    """What the two sides of an identity come to."""
    left, right = sides(identity, values)
    return left.rpartition("= ")[2], right.rpartition("= ")[2]


def describe(message: Text, identity: Identity, form: Form, values: Mapping[str, Decimal | None]) -> Text:
    """The message of a rule with the place and both sides put in."""
    left, right = sides(identity, values)
    return message.format(place=place(identity, form), left=left, right=right)


def refutation(identity: Identity, case: Case, values: Mapping[str, Decimal | None]) -> Proof:
    """The proof that a broken identity cannot hold; a blank may be any count."""
    (left, right), equal = sides(identity, values), identity.relation == "="
    cells = case.document.cells
    operands = tuple(
        Operand(
            name,
            ANY_COUNT if cells[name].state is State.BLANK else Interval.point(values[name] or ZERO),
            Decimal(sign if equal else -sign),
        )
        for name, sign in identity.terms
        if values[name] or cells[name].state is State.BLANK
    )
    if equal:
        right = " = ".join(reversed(right.split(" = ")))
    return Proof("zero" if equal else "atmost", f"{left} {'≠' if equal else '<'} {right}", operands)


def evidence(case: Case, names: Iterable[str], role: Role = Role.CONFLICT) -> tuple[CellEvidence, ...]:
    """Cells as evidence, with what was read."""
    return tuple(CellEvidence(name, case.document.cells[name].value, role) for name in names)
