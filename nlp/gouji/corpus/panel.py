"""The reports of a job by body and year, each with all its cells.

The panel is made body after body: the reports are sorted into buckets on disk, all of a body in one, and
only one bucket is in memory.  What compares bodies keeps of each report no more than it needs (`Entry.slim`).
"""

from __future__ import annotations

import pickle
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
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


BUCKET: Final = 20_000  # reports that are in memory at once, with all they hold
PLAIN: Final = ("number", "id", "path", "sha256", "modified", "format", "title", "year", "form")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A report in the panel.

    Args:
        values: figures of the cells; NaN where none can be used.
        places: where each cell stands in ``values``.
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
    places: Mapping[str, int]
    past: Sequence[Plain]
    minhash: NDArray[np.uint32]
    sentences: NDArray[np.int64]

    def value(self, cell: str) -> float | None:
        """The figure of a cell, or None where there is none that can be used."""
        at = self.places.get(cell)
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

    def slim(self, cells: tuple[str, ...]) -> Entry:
        """The report with the figures of some cells alone and with nothing that it says."""
        import numpy as np

        figures = [self.value(cell) for cell in cells]
        values = np.array([np.nan if v is None else v for v in figures])
        return replace(self, values=values, places=_numbered(cells), past=(), title="", sha256="")


@dataclass(frozen=True, slots=True)
class Panel:
    """Reports whose body and year are known, in the order of the corpus: all of some bodies."""

    entries: tuple[Entry, ...]

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


@dataclass(frozen=True, slots=True)
class Register:
    """Who reports in a job.

    Args:
        bodies: by the name in the report; names of one body have the same.
        bounds: the key of the first body of each bucket but the first.
        forms: ids of the forms that are met.
        unplaced: number, id, path and what is missing, for reports that were read and have no place.
    """

    bodies: Mapping[str, Body]
    bounds: tuple[str, ...]
    forms: frozenset[str]
    unplaced: tuple[Plain, ...]


def register(plan: Plan, bucket: int) -> Register:
    """Read who reports, and cut the bodies in the order of their keys into buckets of so many reports."""
    names: Counter[str] = Counter()
    met: set[str] = set()
    unplaced: list[Plain] = []
    for part in parts(plan, ("number", "id", "path", "status", "organisation", "year", "form")):
        for row in part.to_pylist():
            if row["status"] != "ok":
                continue
            lacking = [key for key in ("organisation", "year") if not row[key]]
            if lacking:
                unplaced.append({k: row[k] for k in ("number", "id", "path")} | {"missing": lacking})
                continue
            names[row["organisation"]] += 1
            met.update([row["form"]] if row["form"] else ())
    resolved = resolve(map(body, names))
    bodies = {name: resolved[body(name)] for name in names}
    reports: Counter[str] = Counter()
    for name, count in names.items():
        reports[bodies[name].key] += count
    bounds, held = [], 0
    for key in sorted(reports):
        if held and held + reports[key] > bucket:
            bounds.append(key)
            held = 0
        held += reports[key]
    return Register(bodies, tuple(bounds), frozenset(met), tuple(unplaced))


def buckets(plan: Plan, known: Register, spill: Path) -> Iterator[Panel]:
    """The panel in the order of the bodies' keys, some bodies at a time.

    Args:
        spill: an empty folder; holds all reports until they have been given.
    """
    files = [spill / f"{n}.pickle" for n in range(len(known.bounds) + 1)]
    with ExitStack() as stack:
        streams = [stack.enter_context(file.open("wb")) for file in files]
        for part in parts(plan, COLUMNS):
            for row in part.to_pylist():
                if row["status"] == "ok" and row["organisation"] and row["year"]:
                    who = known.bodies[row["organisation"]]
                    pickle.dump(_entry(row, who), streams[bisect_right(known.bounds, who.key)])
    for file in files:
        yield Panel(tuple(_unpickled(file)))
        file.unlink()


def _unpickled(file: Path) -> Iterator[Entry]:
    """What was written into a spill file just before."""
    with file.open("rb") as stream:
        end = stream.seek(0, 2)
        stream.seek(0)
        while stream.tell() < end:
            entry: Entry = pickle.load(stream)
            yield entry if entry.form is None else replace(entry, places=_places(entry.form))


def _entry(row: Mapping[str, Any], who: Body) -> Entry:
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
        body=who,
        consolidated=bool(row["consolidated"]),
        values=values,
        places={},
        past=tuple(row["past"] or ()),
        minhash=np.array(row["minhash"], dtype=np.uint32),
        sentences=np.array(row["sentences"], dtype=np.int64),
    )


def _cell(plain: Mapping[str, Any]) -> Cell:
    value = None if plain["value"] is None else Decimal(plain["value"])
    return Cell(plain["cell"], value, State(plain["state"]))


@cache
def _places(form_id: str | None) -> Mapping[str, int]:
    return _numbered(forms.load(form_id).cells) if form_id else {}


@cache
def _numbered(cells: tuple[str, ...]) -> Mapping[str, int]:
    return {name: at for at, name in enumerate(cells)}


def table(panel: Panel, met: frozenset[str]) -> pa.Table:
    """A row a body and year, a column a cell of the forms that are met: what researchers load."""
    pa = extra("pyarrow")
    groups = panel.groups()
    current = [group[-1] for group in groups.values()]
    used = dict.fromkeys(
        name for form_id in forms.ids() if form_id in met for name in forms.load(form_id).cells
    )
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
        "versions": pa.array([len(group) for group in groups.values()], pa.int32()),
        "document": pa.array([e.id for e in current], text),
        "path": pa.array([e.path for e in current], text),
    }
    figures = {name: pa.array([e.value(name) for e in current], pa.float64()) for name in used}
    return pa.table(columns | figures)
