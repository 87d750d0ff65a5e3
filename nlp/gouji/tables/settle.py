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
from .value import Kind, figure, in_unit, squeeze

HEAD_UNIT: Final = re.compile(r"单位:?(亿元|万元|千元|元)")
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
        blank_total = False
        for name, sign in identity.terms:
            if name in trial:
                value = trial[name]
            elif name in self.values:
                value = self.values[name]
            else:
                return None
            if value is None:
                blank_total = blank_total or sign < 0
            else:
                total += sign * value
        holds = total == 0 if identity.relation == "=" else total >= 0
        return None if blank_total and not holds else holds


def settle(found: Sequence[Candidates], plan: Plan) -> dict[str, Cell]:
    """The cells of all rows, each with the state of its reading."""
    known = Known(plan)
    cells: dict[str, Cell] = {}
    undecided: list[Candidates] = []
    for candidate in found:
        if candidate.sure or (candidate.plain and _holds(candidate, known)):
            _take(candidate, candidate.stages[0][0], State.READ, known, cells)
        else:
            undecided.append(candidate)
    progress = True
    while undecided and progress:
        progress = False
        for candidate in list(undecided):
            if (alignment := _only_fit(candidate, known)) is not None:
                _take(candidate, alignment, State.REPAIRED, known, cells)
                undecided.remove(candidate)
                progress = True
    for candidate in undecided:
        if _is_as_printed(candidate, known):
            _take(candidate, candidate.stages[0][0], State.READ, known, cells)
        else:
            cells |= {name: unreadable(name, candidate.row) for name in candidate.target.cells}
    return cells


def _holds(candidate: Candidates, known: Known) -> bool:
    """Whether the row as printed satisfies its own identities; one with none has nothing to prove."""
    trial = _values(candidate, candidate.stages[0][0])
    if trial is None:
        return False
    holds, breaks = known.verdicts(trial, candidate.target.within)
    return not breaks and (holds > 0 or not any(i.relation == "=" for i in candidate.target.within))


def _is_as_printed(candidate: Candidates, known: Known) -> bool:
    """A whole row, or one whose total is blank where no other reading of it would hold."""
    if len(candidate.row.filled) == candidate.target.size:
        return True
    if not candidate.plain:
        return False
    trials = [_values(candidate, alignment) for stage in candidate.stages for alignment in stage]
    verdicts = [known.verdicts(trial, candidate.target.within) for trial in trials if trial is not None]
    return trials[0] is not None and not verdicts[0][1] and not any(h and not b for h, b in verdicts)


def unreadable(name: str, row: PrintedRow | None = None) -> Cell:
    """A cell of a row that could not be settled; its raw text is the whole row."""
    raw = " ".join(s.cell.text for s in row.filled) if row else ""
    return Cell(name, None, State.UNREADABLE, raw)


def _only_fit(candidate: Candidates, known: Known) -> Alignment | None:
    """The alignment that satisfies most identities and breaks none, if all such say the same."""
    target = candidate.target
    touching = tuple({i: None for name in target.cells for i in known.plan.touching.get(name, ())})
    for stage in candidate.stages:
        trials = [
            (alignment, trial) for alignment in stage if (trial := _values(candidate, alignment)) is not None
        ]
        for identities in (target.within, touching):
            fits = [(known.verdicts(trial, identities), alignment, trial) for alignment, trial in trials]
            fitting = [
                (holds, alignment, trial)
                for (holds, breaks), alignment, trial in fits
                if holds and not breaks
            ]
            top = max((holds for holds, _, _ in fitting), default=0)
            if (only := _agreed([(a, t) for holds, a, t in fitting if holds == top])) is not None:
                return only
        if not any(i.relation == "=" for i in touching) and (only := _agreed(trials)) is not None:
            return only
    return None


def _agreed(trials: Sequence[tuple[Alignment, Values]]) -> Alignment | None:
    """The first of several alignments that give the same figures, a blank being as good as a zero."""
    figures = {tuple(value or Decimal(0) for value in trial.values()) for _, trial in trials}
    return trials[0][0] if len(figures) == 1 else None


def _values(candidate: Candidates, alignment: Alignment) -> Values | None:
    """The values that an alignment gives, or None where a cell holds something else than a figure."""
    values: Values = {}
    unit = _head_unit(candidate.row)
    for name, column, slot in zip(candidate.target.cells, candidate.target.columns, alignment, strict=True):
        if slot is not None and slot.kind is Kind.LABEL:
            return None
        values[name] = _value(slot, column, unit)
    return values


def _value(slot: Slot | None, column: Column, head_unit: str) -> Decimal | None:
    if slot is None or slot.kind is not Kind.VALUE or (found := figure(slot.cell.text)) is None:
        return None
    return in_unit(found, column.unit, head_unit)


def _take(
    candidate: Candidates, alignment: Alignment, state: State, known: Known, cells: dict[str, Cell]
) -> None:
    """Write one alignment down."""
    unit = _head_unit(candidate.row)
    for name, column, slot in zip(candidate.target.cells, candidate.target.columns, alignment, strict=True):
        if slot is None:
            cells[name] = Cell(name, None, State.BLANK)
        else:
            own = {Kind.VALUE: state, Kind.LABEL: State.UNREADABLE}.get(slot.kind, State.BLANK)
            cell = slot.cell
            value = _value(slot, column, unit)
            cells[name] = Cell(name, value, own, cell.text, cell.span, cell.place, cell.confidence)
        if cells[name].state is not State.UNREADABLE:
            known.values[name] = cells[name].value


def _head_unit(row: PrintedRow) -> str:
    """The unit that the head above the row prints (单位：元)."""
    head = squeeze("".join(c.text for c in row.before))
    found = HEAD_UNIT.findall(head)
    return found[-1] if found else ""
