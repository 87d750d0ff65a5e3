"""The key figures of a report: what the cells hold that its form names first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .. import form as forms
from ..checks.base import usable
from ..document import Document
from ..finding import Verdict
from ..outcome import Review, conflicting_cells
from ..text import Text


@dataclass(frozen=True, slots=True)
class Fact:
    """A key figure: its cells, what they hold, last year's, and the claims of the prose that state it.

    ``contradicted`` where a contradiction blames one of the cells.
    """

    name: Text
    cells: tuple[str, ...]
    value: Decimal
    previous: Decimal | None
    claims: tuple[str, ...]
    contradicted: bool


def facts(review: Review) -> Iterator[Fact]:
    """The key figures that the tables hold, in the order of the form."""
    document = review.document
    if document.form is None:
        return
    now, then = _values(document), _values(review.previous)
    wrong = {n for f in review.of(Verdict.CONTRADICTION) for n in conflicting_cells(f)}
    for key in forms.load(document.form).keys:
        value = _sum(now, key.cells)
        if value is not None:
            said = tuple(c.id for c in review.claims if c.readings and c.readings[0] == key.cells)
            bad = not wrong.isdisjoint(key.cells)
            yield Fact(key.name, key.cells, value, _sum(then, key.cells), said, bad)


def _values(document: Document | None) -> dict[str, Decimal]:
    if document is None or document.form is None or not document.cells:
        return {}
    values = usable(forms.load(document.form), document.cells)
    return {name: value for name, value in values.items() if value is not None}


def _sum(values: dict[str, Decimal], cells: tuple[str, ...]) -> Decimal | None:
    known = [values[name] for name in cells if name in values]
    return sum(known, Decimal(0)) if len(known) == len(cells) else None
