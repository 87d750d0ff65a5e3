"""The reports of a job by body and year, each with all its cells, in memory as compact as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from .. import form as forms
from ..checks.base import usable
from ..document import Cell, State
from ..outcome import Plain
from .bodies import Body, body, resolve
from .containers import extra
from .plan import Plan
from .store import parts
from .versions import latest

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

COLUMNS: Final = (
    *("number", "id", "path", "sha256", "modified", "status", "format", "title", "organisation", "year"),
    *("form", "consolidated", "cells", "past", "characters", "minhash", "sentences"),
)


PLAIN: Final = ("number", "id", "path", "sha256", "modified", "format", "title", "year", "form")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A report in the panel.

    Args:
        values: figures of the form's cells in its order; NaN where none can be used.
        past: what its prose says of the year before, see `gouji.corpus.past`.
        minhash, sentences: see `gouji.corpus.signature`.
    """

    number: int
    id: str
    path: str
    sha256: str
    modified: str
    format: str
    title: str
    body: Body
    year: int
    form: str | None
    consolidated: bool
    values: NDArray[np.float64]
    past: Sequence[Plain]
    minhash: NDArray[np.uint32]
    sentences: NDArray[np.int64]

    def value(self, cell: str) -> float | None:
        """The figure of a cell, or None where there is none that can be used."""
        at = _places(self.form).get(cell)
        if at is None:
            return None
        value = float(self.values[at])
        return None if value != value else value

    def sum(self, reading: Sequence[str]) -> float | None:
        """The signed sum of cells, or None where one of them cannot be used."""
        total = 0.0
        for term in reading:
            value = self.value(term.removeprefix("-"))
            if value is None:
                return None
            total += -value if term.startswith("-") else value
        return total


@dataclass(frozen=True, slots=True)
class Panel:
    """All reports whose body and year are known, and those that have none.

    Args:
        entries: all of them, in the order of the corpus.
        unplaced: number, id, path and what is missing, for those that were read and have no place.
    """

    entries: tuple[Entry, ...]
    unplaced: tuple[Plain, ...]

    def groups(self) -> dict[tuple[str, int], list[Entry]]:
        """The reports of each body and year; more than one are versions, the best last."""
        found: defaultdict[tuple[str, int], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.body.key, entry.year].append(entry)
        return {key: latest(group) for key, group in sorted(found.items())}

    def current(self) -> dict[tuple[str, int], Entry]:
        """The version that counts, by body and year."""
        return {key: group[-1] for key, group in self.groups().items()}

    def pairs(self) -> Iterator[tuple[Entry, Entry]]:
        """Last year's and this year's report of one body."""
        current = self.current()
        for (key, year), now in current.items():
            before = current.get((key, year - 1))
            if before is not None:
                yield before, now


def load(plan: Plan) -> Panel:
    """Read the panel from the shards of a job, one at a time."""
    entries: list[Entry] = []
    unplaced: list[Plain] = []
    for part in parts(plan, COLUMNS):
        for row in part.to_pylist():
            if row["status"] != "ok":
                continue
            if row["organisation"] and row["year"]:
                entries.append(_entry(row))
            else:
                lacking = [key for key in ("organisation", "year") if not row[key]]
                unplaced.append({k: row[k] for k in ("number", "id", "path")} | {"missing": lacking})
    resolved = resolve(e.body for e in entries)
    placed = (e if resolved[e.body] == e.body else replace(e, body=resolved[e.body]) for e in entries)
    return Panel(tuple(placed), tuple(unplaced))


def _entry(row: Mapping[str, Any]) -> Entry:
    import numpy as np

    form_id = row["form"]
    values = np.full(len(_places(form_id)), np.nan)
    if form_id is not None:
        cells = {c["cell"]: _cell(c) for c in row["cells"]}
        for name, figure in usable(forms.load(form_id), cells).items():
            if figure is not None and name in _places(form_id):
                values[_places(form_id)[name]] = float(figure)
    return Entry(
        **{key: row[key] for key in PLAIN},
        body=body(row["organisation"]),
        consolidated=bool(row["consolidated"]),
        values=values,
        past=tuple(row["past"] or ()),
        minhash=np.array(row["minhash"], dtype=np.uint32),
        sentences=np.array(row["sentences"], dtype=np.int64),
    )


def _cell(plain: Mapping[str, Any]) -> Cell:
    value = None if plain["value"] is None else Decimal(plain["value"])
    return Cell(plain["cell"], value, State(plain["state"]))


def _places(form_id: str | None) -> Mapping[str, int]:
    if form_id not in _PLACES:
        names = forms.load(form_id).cells if form_id else ()
        _PLACES[form_id] = {name: at for at, name in enumerate(names)}
    return _PLACES[form_id]


_PLACES: dict[str | None, dict[str, int]] = {}


def table(panel: Panel) -> pa.Table:
    """A row a body and year, a column a cell: what researchers load."""
    pa = extra("pyarrow")
    current = list(panel.current().values())
    versions = {key: len(group) for key, group in panel.groups().items()}
    cells = list(dict.fromkeys(name for form_id in forms.ids() for name in forms.load(form_id).cells))
    used = [name for name in cells if any(name in _places(e.form) for e in current)]
    text = pa.string()
    columns = {
        "body": pa.array([e.body.key for e in current], text),
        "organisation": pa.array([e.body.name for e in current], text),
        "region": pa.array([e.body.region for e in current], text),
        "level": pa.array([e.body.level for e in current], text),
        "function": pa.array([e.body.function for e in current], text),
        "leads": pa.array([e.body.leads for e in current], pa.bool_()),
        "year": pa.array([e.year for e in current], pa.int16()),
        "form": pa.array([e.form for e in current], text),
        "consolidated": pa.array([e.consolidated for e in current], pa.bool_()),
        "versions": pa.array([versions[e.body.key, e.year] for e in current], pa.int32()),
        "document": pa.array([e.id for e in current], text),
        "path": pa.array([e.path for e in current], text),
    }
    figures = {name: pa.array([e.value(name) for e in current], pa.float64()) for name in used}
    return pa.table(columns | figures)
