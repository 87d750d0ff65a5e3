"""What a check is made of: a rule, the case it looks at, and the tally of what was checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..document import Cell, Document, State
from ..extraction.statement import Statement
from ..finding import Evidence, Finding, Origin, Proof, Verdict
from ..form import Form, Identity
from ..outcome import Count as Count
from ..text import Text


@dataclass(slots=True)
class Tally:
    """The counts of one review by code; counts add, ratios are computed last."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    checked: set[str] = field(default_factory=set)

    def looked(self, *claims: str) -> None:
        """These claims were compared with something."""
        self.checked.update(claims)

    def ran(self, code: str, times: int = 1) -> None:
        """The check could decide so many instances."""
        self.counts[code].run += times

    def unreadable(self, code: str, times: int = 1) -> None:
        """So many instances need a cell or figure that could not be read."""
        self.counts[code].unreadable += times

    def not_applicable(self, code: str, times: int = 1) -> None:
        """So many instances do not concern this report."""
        self.counts[code].not_applicable += times


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Everything a check may look at.

    Args:
        document: the report.
        form: its form, or None where no statutory table was met.
        statement: what the prose states (figures, claims, lists, years).
        previous: the same of last year's report, where given.
        tally: where the check says what it could decide.
        values: the figure of each statutory cell, None where it cannot be used; see `usable`.
    """

    document: Document
    form: Form | None
    statement: Statement
    tally: Tally
    previous: Case | None = None
    values: Mapping[str, Decimal | None] = field(default_factory=dict)

    def sum(self, reading: tuple[str, ...]) -> Decimal | None:
        """The signed sum of a reading's cells, or None where one of them cannot be used."""
        total = Decimal(0)
        for term in reading:
            value = self.values.get(term.removeprefix("-"))
            if value is None:
                return None
            total += -value if term.startswith("-") else value
        return total


def usable(form: Form, cells: Mapping[str, Cell]) -> dict[str, Decimal | None]:
    """The figure that a check may take for each cell.

    A blank is no zero.  But where a table writes nothing, "/" or "-" for nothing, every identity that holds a
    blank holds with zero in its place; then, and only then, its blanks may be taken as zeros (contract.md).
    """
    values = {
        name: cell.value if cell.state is not State.UNREADABLE else None for name, cell in cells.items()
    }
    blank = {name for name, cell in cells.items() if cell.state is State.BLANK}
    if not blank:
        return values
    filled = values | dict.fromkeys(blank, Decimal(0))
    for table in form.tables:
        inside = blank.intersection(table.cells)
        if not inside or all(values.get(name) is None for name in table.cells):
            continue
        if all(_holds(i, filled) for i in form.identities if inside.intersection(i.cells)):
            values.update(dict.fromkeys(inside, Decimal(0)))
    return values


def _holds(identity: Identity, values: Mapping[str, Decimal | None]) -> bool:
    total = Decimal(0)
    for name, sign in identity.terms:
        value = values.get(name)
        if value is None:
            return False
        total += sign * value
    return total == 0 if identity.relation == "=" else total >= 0


@dataclass(frozen=True, slots=True)
class Rule:
    """The name plate of a check; codes are those of docs/rules.

    >>> Rule("N2", "share-mismatch", Text("占比不符", "share mismatch")).verdict.value
    'contradiction'
    """

    code: str
    name: str
    title: Text
    verdict: Verdict = Verdict.CONTRADICTION

    def finding(
        self,
        message: Text,
        evidence: tuple[Evidence, ...],
        *,
        reported: str = "",
        computed: str = "",
        proof: Proof | None = None,
        suggestion: Text | None = None,
        verdict: Verdict | None = None,
        origin: Origin = Origin.WROTE,
        also: tuple[str, ...] = (),
    ) -> Finding:
        """A finding under this rule; a finding of `Origin.READ` is never a contradiction."""
        final = verdict or self.verdict
        if origin is Origin.READ and final is Verdict.CONTRADICTION:
            final = Verdict.DOUBT
        return Finding(
            self.code,
            self.name,
            self.title,
            final,
            message,
            evidence,
            origin=origin,
            reported=reported,
            computed=computed,
            suggestion=suggestion or Text("", ""),
            also=also,
            proof=proof,
        )


Check = Callable[[Case], Iterator[Finding]]
