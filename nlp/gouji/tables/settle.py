"""Which alignment of a row is the right one: the only one that restores the form's identities.

A row as printed is never touched, however broken its identities: what a whole row says is its author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ..document import Cell, State
from ..form import Column, Identity
from .candidates import Alignment, Candidates
from .plan import Plan
from .rows import PrintedRow, Slot
from .value import Kind, amount, squeeze

HEAD_UNIT: Final = re.compile(r"单位:?(亿元|万元|千元|元)")
VALUE, LABEL = Kind.VALUE, Kind.LABEL
Values = dict[str, Decimal | None]


@dataclass(slots=True)
class Known:
    """Values settled so far; a name that is absent is unknown, None is blank."""

    plan: Plan
    values: Values = field(default_factory=dict)

    def verdicts(self, trial: Values, identities: Iterable[Identity]) -> tuple[int, int]:
        """How many identities hold and how many break with these values; undecided ones count as neither."""
        holds = breaks = 0
        for identity in identities:
            verdict = self._verdict(trial, identity)
            holds += verdict is True
            breaks += verdict is False
        return holds, breaks

    def _verdict(self, trial: Values, identity: Identity) -> bool | None:
        total = Decimal(0)
        blank_sum = False
        for name, sign in identity.terms:
            if name in trial:
                value = trial[name]
            elif name in self.values:
                value = self.values[name]
            else:
                return None
            if value is None:
                blank_sum = blank_sum or name in self.plan.sums
            else:
                total += sign * value
        holds = total == 0 if identity.relation == "=" else total >= 0
        return None if blank_sum and not holds else holds


def settle(found: Sequence[Candidates], plan: Plan) -> dict[str, Cell]:
    """The cells of all rows, each with the state of its reading."""
    known = Known(plan)
    cells: dict[str, Cell] = {}
    undecided: list[Candidates] = []
    for candidate in found:
        if candidate.sure:
            _take(candidate, candidate.stages[0][0], State.READ, known, cells)
        else:
            undecided.append(candidate)
    while undecided and (one := _next_fit(undecided, known)):
        candidate, alignment = one
        as_printed = candidate.plain and alignment == candidate.stages[0][0]
        _take(candidate, alignment, State.READ if as_printed else State.REPAIRED, known, cells)
        undecided.remove(candidate)
    for candidate in undecided:
        if candidate.whole:
            _take(candidate, candidate.stages[0][0], State.READ, known, cells)
        else:
            cells |= {name: unreadable(name, candidate.row) for name in candidate.target.cells}
    return cells


def unreadable(name: str, row: PrintedRow | None = None) -> Cell:
    """A cell of a row that could not be settled; its raw text is the whole row."""
    raw = " ".join(s.cell.text for s in row.filled) if row else ""
    return Cell(name, None, State.UNREADABLE, raw)


def _next_fit(undecided: Sequence[Candidates], known: Known) -> tuple[Candidates, Alignment] | None:
    """A row that can be settled now: first by all identities, if none can by the row's own."""
    for fit in (_only_fit, _least_broken):
        for candidate in undecided:
            if (alignment := fit(candidate, known)) is not None:
                return candidate, alignment
    return None


def _only_fit(candidate: Candidates, known: Known) -> Alignment | None:
    """The alignment that satisfies most identities and breaks none, if all such say the same.

    What is not as printed must satisfy the row's own identities too: a blank sum proves nothing.
    """
    identities = candidate.target.touching
    own = any(i.relation == "=" for i in candidate.target.within)
    for number, stage in enumerate(candidate.stages):
        trials = _trials(candidate, stage)
        verdicts = [known.verdicts(trial, identities) for _, trial in trials]
        proved = [
            not own
            or (candidate.plain and not number)
            or known.verdicts(trial, candidate.target.within)[0] > 0
            for _, trial in trials
        ]
        top = max((v[0] for v, ok in zip(verdicts, proved, strict=True) if ok and not v[1]), default=0)
        best = [
            one for one, v, ok in zip(trials, verdicts, proved, strict=True) if top and ok and v == (top, 0)
        ]
        if not any(i.relation == "=" for i in identities):
            best = trials  # nothing to prove it by: all ways must say the same
        if (only := _agreed(best)) is not None:
            return only
    return None


def _least_broken(candidate: Candidates, known: Known) -> Alignment | None:
    """The alignment that satisfies the row's own identities and breaks the fewest others, the author's."""
    identities = candidate.target.touching
    scored: list[tuple[int, int, tuple[Alignment, Values]]] = []
    for number, stage in enumerate(candidate.stages):
        for alignment, trial in _trials(candidate, stage):
            holds, breaks = known.verdicts(trial, candidate.target.within)
            if holds and not breaks:
                scored.append((known.verdicts(trial, identities)[1], number, (alignment, trial)))
    least = min((score[:2] for score in scored), default=None)
    return _agreed([one for breaks, number, one in scored if (breaks, number) == least])


def _trials(candidate: Candidates, stage: Sequence[Alignment]) -> list[tuple[Alignment, Values]]:
    return [(alignment, trial) for alignment in stage if (trial := _values(candidate, alignment)) is not None]


def _agreed(trials: Sequence[tuple[Alignment, Values]]) -> Alignment | None:
    """The first of several alignments that give the same figures, a blank being as good as a zero."""
    figures = {tuple(value or Decimal(0) for value in trial.values()) for _, trial in trials}
    return trials[0][0] if len(figures) == 1 else None


def _values(candidate: Candidates, alignment: Alignment) -> Values | None:
    """The values that an alignment gives, or None where a cell holds something else than a figure."""
    values: Values = {}
    unit = _head_unit(candidate.row)
    for name, column, slot in zip(candidate.target.cells, candidate.target.columns, alignment, strict=True):
        if slot is not None and slot.kind is LABEL:
            return None
        values[name] = _value(slot, column, unit)
    return values


def _value(slot: Slot | None, column: Column, head_unit: str) -> Decimal | None:
    if slot is None or slot.kind is not VALUE:
        return None
    return amount(slot.cell.text, column.unit, head_unit)


def _take(
    candidate: Candidates, alignment: Alignment, state: State, known: Known, cells: dict[str, Cell]
) -> None:
    """Write one alignment down."""
    unit = _head_unit(candidate.row)
    for name, column, slot in zip(candidate.target.cells, candidate.target.columns, alignment, strict=True):
        if slot is None:
            cells[name] = Cell(name, None, State.BLANK)
        else:
            cell = slot.cell
            own = state if slot.kind is VALUE else State.UNREADABLE if slot.kind is LABEL else State.BLANK
            value = _value(slot, column, unit)
            cells[name] = Cell(name, value, own, cell.text, cell.span, cell.place, cell.confidence)
            if own is State.UNREADABLE:
                continue
        known.values[name] = cells[name].value


def _head_unit(row: PrintedRow) -> str:
    """The unit that the head above the row prints (单位：元)."""
    head = squeeze("".join(c.text for c in row.before))
    found = HEAD_UNIT.findall(head)
    return found[-1] if found else ""
