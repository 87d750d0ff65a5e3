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
from typing import TYPE_CHECKING, Any, Final

from ..outcome import Plain
from ..text import Lang
from . import panel as panels
from .chains import RULES, Break, breaks, steep
from .containers import extra
from .copies import Copy, copies
from .files import commit, sweep
from .outliers import zeros
from .panel import Panel
from .plan import load
from .running import to_parquet
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


def across(out: str | os.PathLike[str]) -> dict[str, int]:
    """Compare the reports of a job across bodies and years; gives how many rows each table has.

    Raises:
        MissingFile: the folder has no job.
    """
    plan = load(out)
    panel = panels.load(plan)
    folder = plan.out / "across"
    folder.mkdir(exist_ok=True)
    sweep(folder)
    lang = plan.settings.speech
    found = chain(breaks(panel), steep(panel), zeros(panel))
    tables = {
        "panel": panels.table(panel),
        "breaks": _table("breaks", (_break(b, lang) for b in found)),
        "copies": _table("copies", map(_copy, copies(list(panel.current().values())))),
        "versions": _table("versions", _versions(panel)),
        "unplaced": _table("unplaced", ({**u, "missing": ",".join(u["missing"])} for u in panel.unplaced)),
    }
    for name, table in tables.items():
        commit(folder / f"{name}.parquet", to_parquet(table))
    commit(folder / "panel.csv", _csv(tables["panel"]))
    return {name: len(table) for name, table in tables.items()}


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


def _csv(table: pa.Table) -> bytes:
    """With a byte order mark, without which Excel takes the names for another encoding."""
    frame = table.to_pandas()
    names = [f.name for f in table.schema if f.type == extra("pyarrow").string()]
    # A name that would start a formula is no formula.
    frame[names] = frame[names].map(lambda v: f"'{v}" if isinstance(v, str) and v[:1] in "=+-@" and v else v)
    return str(frame.to_csv(index=False)).encode("utf-8-sig")


def fresh(out: Path) -> bool:
    """Whether what is in ``across/`` was made after the last shard."""
    made = out / "across" / "breaks.parquet"
    parts = list((out / "results").glob("part-*.parquet"))
    return made.exists() and all(p.stat().st_mtime_ns <= made.stat().st_mtime_ns for p in parts)
