"""Look across the reports of a job and write what is found beside its results.

::

    across/panel.parquet, panel.csv   a row a body and year, a column a cell
    across/breaks.parquet             breaks of Y1 to Y9
    across/copies.parquet             near-copies
    across/versions.parquet           bodies and years with more than one report
    across/unplaced.parquet           reports without a body or a year
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from ..outcome import Plain
from ..text import Lang
from . import panel as panels
from .chains import RULES, WATCHED, Break, breaks, children
from .containers import extra
from .copies import Copy, copies
from .files import PARTIAL, commit, committing, sweep
from .outliers import zeros
from .panel import Entry, Panel
from .plan import load
from .running import COMPRESSION, to_parquet
from .versions import relation

if TYPE_CHECKING:
    import pyarrow as pa

# Columns that hold no text.
KINDS: Final = {
    "year": "int16",
    "other_year": "int16",
    "number": "int64",
    "shingles": "float64",
    "sentences": "float64",
}
COLUMNS: Final = {
    "breaks": "code name title verdict body organisation region level year document path other other_path "
    "message cells reported computed",
    "copies": "kind body document path year other_body other other_path other_year shingles sentences",
    "versions": "body relation document path other other_path year",
    "unplaced": "number id path missing",
}


def across(out: str | os.PathLike[str], bucket: int = panels.BUCKET) -> dict[str, int]:
    """Compare the reports of a job across bodies and years; gives how many rows each table has.

    Args:
        bucket: how many reports are in memory at once with all they hold.

    Raises:
        MissingFile: the folder has no job.
    """
    plan = load(out)
    known = panels.register(plan, bucket)
    folder = plan.out / "across"
    folder.mkdir(exist_ok=True)
    sweep(folder)
    found: list[Break] = []
    versions: list[Plain] = []
    current: list[Entry] = []
    with (
        TemporaryDirectory(dir=folder, prefix="spill-", suffix=PARTIAL) as spill,
        committing(folder / "panel.parquet") as parquet,
        committing(folder / "panel.csv") as csv,
        _Panel(parquet, csv) as written,
    ):
        for some in panels.buckets(plan, known, Path(spill)):
            written.add(panels.table(some, known.forms))
            found += breaks(some)
            versions += _versions(some)
            current += (entry.slim(WATCHED) for entry in some.current().values())
    found += chain(children(current), zeros(current))
    found.sort(key=lambda b: (b.entry.body.key, b.entry.year, b.code))
    tables = {
        "breaks": _table("breaks", (_break(b, plan.settings.speech) for b in found)),
        "copies": _table("copies", map(_copy, copies(current))),
        "versions": _table("versions", versions),
        "unplaced": _table("unplaced", ({**u, "missing": ",".join(u["missing"])} for u in known.unplaced)),
    }
    for name, table in tables.items():
        commit(folder / f"{name}.parquet", to_parquet(table))
    return {"panel": len(current)} | {name: len(table) for name, table in tables.items()}


class _Panel:
    """The panel as it is written, in both forms, a bucket after the other."""

    def __init__(self, parquet: Path, csv: Path) -> None:
        self._parquet, self._csv = parquet, csv
        self._writer: Any = None

    def __enter__(self) -> _Panel:
        return self

    def __exit__(self, *_: object) -> None:
        if self._writer is not None:
            self._writer.close()

    def add(self, table: pa.Table) -> None:
        """More rows, with the same columns as those before."""
        first = self._writer is None
        if first:
            self._writer = extra("pyarrow.parquet").ParquetWriter(self._parquet, table.schema, **COMPRESSION)
        self._writer.write_table(table, row_group_size=max(len(table), 1))
        with self._csv.open("wb" if first else "ab") as stream:
            stream.write(_csv(table, head=first))


def _table(name: str, rows: Iterable[Plain]) -> pa.Table:
    pa: Any = extra("pyarrow")
    schema = pa.schema([(k, pa.type_for_alias(KINDS.get(k, "string"))) for k in COLUMNS[name].split()])
    return pa.Table.from_pylist(list(rows), schema)


def _break(one: Break, lang: Lang) -> Plain:
    rule, entry = RULES[one.code], one.entry
    return {
        "code": one.code,
        "name": rule.name,
        "title": rule.title.say(lang),
        "verdict": rule.verdict.value,
        "body": entry.body.key,
        "organisation": entry.body.name,
        "region": entry.body.region,
        "level": entry.body.level,
        "year": entry.year,
        "document": entry.id,
        "path": entry.path,
        "other": one.other and one.other.id,
        "other_path": one.other and one.other.path,
        "message": one.message.say(lang),
        "cells": ",".join(one.cells),
        "reported": one.reported,
        "computed": one.computed,
    }


def _copy(one: Copy) -> Plain:
    return {
        "kind": one.kind,
        "body": one.other.body.key,
        "document": one.other.id,
        "path": one.other.path,
        "year": one.other.year,
        "other_body": one.one.body.key,
        "other": one.one.id,
        "other_path": one.one.path,
        "other_year": one.one.year,
        "shingles": round(one.shingles, 4),
        "sentences": round(one.sentences, 4),
    }


def _versions(panel: Panel) -> Iterator[Plain]:
    for (key, year), (*others, counts) in panel.groups().items():
        for other in others:
            yield {
                "body": key,
                "year": year,
                "relation": relation(other, counts),
                "document": counts.id,
                "path": counts.path,
                "other": other.id,
                "other_path": other.path,
            }


def _csv(table: pa.Table, head: bool) -> bytes:
    """With a byte order mark, without which Excel takes the names for another encoding."""
    frame = table.to_pandas()
    names = [f.name for f in table.schema if f.type == extra("pyarrow").string()]
    # A name that would start a formula is no formula.
    frame[names] = frame[names].map(lambda v: f"'{v}" if isinstance(v, str) and v[:1] in "=+-@" and v else v)
    return str(frame.to_csv(index=False, header=head)).encode("utf-8-sig" if head else "utf-8")


def fresh(out: Path) -> bool:
    """Whether what is in ``across/`` was made after the last shard."""
    made = out / "across" / "breaks.parquet"
    parts = list((out / "results").glob("part-*.parquet"))
    return made.exists() and all(p.stat().st_mtime_ns <= made.stat().st_mtime_ns for p in parts)
