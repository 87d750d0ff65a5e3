"""One report with its gold, as written to disk and read back.

The shape is that of hand-written gold (sections, tables, findings, must_not_flag, claims), so that one
scorer reads made, hand-written and retold reports alike.  Cells bear the names of the output format
(``t3/new/total``); the shorter ``t3.r1.c7`` of hand-written gold is read too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from gouji.form import Form, load

Value = Decimal | str | None  # str: a figure with its own words (增加5, 386.2万元), None: blank


@dataclass(frozen=True, slots=True)
class GoldFinding:
    """One genuine error.

    Args:
        klass: class of the error (``E16``).
        verdict: ``contradiction`` or ``doubt``: the least that a reviewer must say.
        quote: the shortest phrase with the wrong or conflicting figure; "" for an error in a table.
        quote2: the phrase it conflicts with, where one is.
        cells: cells it is about.
        rule: code of the rule that should see it; "" where not said.
        observable: whether the report itself holds what is needed to see it.
        right: the true figure or words, where known.
    """

    klass: str
    verdict: str
    quote: str = ""
    quote2: str = ""
    cells: tuple[str, ...] = ()
    why: str = ""
    rule: str = ""
    observable: bool = True
    right: str = ""


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A figure of the prose and the cells whose sum it states; None: the form has no such cell."""

    quote: str
    value: str
    unit: str
    cells: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Trap:
    """A tempting phrase that is true."""

    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class Gold:
    """What is known about a report."""

    findings: tuple[GoldFinding, ...] = ()
    traps: tuple[Trap, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A report: its words, its figures, and how it is to be rendered.

    Args:
        sections: prose by section number, paragraphs divided by line feeds.
        cells: printed figures by cell name.
    """

    name: str
    form: str
    org: str
    year: int
    title: str
    preamble: str
    sections: Mapping[int, str]
    cells: Mapping[str, Value]
    format: str = "txt"
    quirks: tuple[str, ...] = ()
    gold: Gold = field(default_factory=Gold)


_SHORT = re.compile(r"(t\d)\.(?:r(\d+)\.c(\d+)|(\d+)|([^.\d]+?)(?:\.(\d+))?)$")


def cell_name(short: str, form: Form) -> str:
    """The output's name of a cell that hand-written gold names by row and column from 1.

    >>> form = load("2021")
    >>> [cell_name(s, form) for s in ("t3.r1.c7", "t4.10", "t2.规章.3", "t2.行政许可")]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['t3/new/total', 't4/suit_direct/total', 't2/regulation/in_force', 't2/licence/decisions']
    """
    if "/" in short:
        return short
    match = _SHORT.match(short)
    if match is None:
        raise ValueError(f"no cell is named {short!r}")
    key, row, column, index, label, which = match.groups()
    table = form.table(key)
    if row:
        line = table.rows[int(row) - 1]
        return f"{key}/{line.name}/{line.columns[int(column) - 1].name}"
    if index:
        return table.cells[int(index) - 1]
    line = next(r for r in table.rows if label in (r.label, *r.aliases))
    return f"{key}/{line.name}/{line.columns[int(which or 1) - 1].name}"


_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def _value(raw: Any) -> Value:
    if raw is None or raw == "":
        return None
    text = str(raw)
    return Decimal(text) if _FIGURE.fullmatch(text) else text


def _cells(tables: Mapping[str, Any], form: Form) -> dict[str, Value]:
    """Printed figures by cell name, from the lists and label-keyed rows of hand-written gold."""
    cells: dict[str, Value] = {}
    for label, figures in tables.get("t2", {}).items():
        row = next(r for r in form.table("t2").rows if label in (r.label, *r.aliases))
        listed = figures if isinstance(figures, list) else [figures]
        cells |= {f"t2/{row.name}/{c.name}": _value(v) for c, v in zip(row.columns, listed, strict=False)}
    for row, figures in zip(form.table("t3").rows, tables.get("t3", ()), strict=False):
        cells |= {f"t3/{row.name}/{c.name}": _value(v) for c, v in zip(row.columns, figures, strict=False)}
    cells |= dict(zip(form.table("t4").cells, map(_value, tables.get("t4", ())), strict=False))
    return cells


def _gold(data: Mapping[str, Any], form: Form) -> Gold:
    def names(short: Sequence[str]) -> tuple[str, ...]:
        return tuple(cell_name(s, form) for s in short)

    return Gold(
        findings=tuple(
            GoldFinding(
                klass=f.get("class", ""),
                verdict=f.get("verdict", "contradiction"),
                quote=f.get("quote") or "",
                quote2=f.get("quote2") or "",
                cells=names(f.get("cells") or ()),
                why=f.get("why", ""),
                rule=f.get("rule", ""),
                observable=f.get("observable", True),
                right=str(f.get("right", "")),
            )
            for f in data.get("findings", ())
        ),
        traps=tuple(Trap(t["quote"], t.get("why", "")) for t in data.get("must_not_flag", ())),
        claims=tuple(
            GoldClaim(
                c["quote"],
                str(c["value"]),
                c.get("unit", ""),
                None if c.get("cells") is None else names(c["cells"]),
            )
            for c in data.get("claims", ())
        ),
        note=data.get("note", ""),
    )


def from_dict(data: Mapping[str, Any]) -> Record:
    """Read a record from its JSON object."""
    form = load(data.get("form", "2021"))
    named = data.get("cells")
    cells = {k: _value(v) for k, v in named.items()} if named else _cells(data.get("tables") or {}, form)
    return Record(
        name=data["name"],
        form=form.id,
        org=data["org"],
        year=int(data["year"]),
        title=data["title"],
        preamble=data.get("preamble", ""),
        sections={int(k): v for k, v in data["sections"].items()},
        cells=cells,
        format=data.get("format", "txt"),
        quirks=tuple(data.get("quirks", ())),
        gold=_gold(data.get("gold", {}), form),
    )


def load_record(path: Path) -> Record:
    """Read a record from a JSON file."""
    return from_dict(json.loads(path.read_text("utf-8")))


def _plain(value: Value) -> str | int | None:
    """A figure as JSON has it: whole numbers bare, decimals as printed."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value.as_tuple().exponent == 0 else str(value)


def to_dict(record: Record) -> dict[str, Any]:
    """The JSON object of a record.

    >>> empty = Record("x", "2021", "某局", 2024, "报告", "", {1: "无"}, {"t3/new/total": Decimal(3)})
    >>> from_dict(to_dict(empty)) == empty
    True
    """
    gold = record.gold
    return {
        "name": record.name,
        "form": record.form,
        "org": record.org,
        "year": record.year,
        "title": record.title,
        "format": record.format,
        "quirks": list(record.quirks),
        "preamble": record.preamble,
        "sections": {str(k): v for k, v in record.sections.items()},
        "cells": {k: _plain(v) for k, v in record.cells.items()},
        "gold": {
            "findings": [
                {
                    "class": f.klass,
                    "verdict": f.verdict,
                    "quote": f.quote,
                    "quote2": f.quote2,
                    "cells": list(f.cells),
                    "why": f.why,
                    "rule": f.rule,
                    "observable": f.observable,
                    "right": f.right,
                }
                for f in gold.findings
            ],
            "must_not_flag": [{"quote": t.quote, "why": t.why} for t in gold.traps],
            "claims": [
                {
                    "quote": c.quote,
                    "value": c.value,
                    "unit": c.unit,
                    "cells": None if c.cells is None else list(c.cells),
                }
                for c in gold.claims
            ],
            "note": gold.note,
        },
    }
