"""The statutory forms as data: sections, tables, rows, columns, groups and articulations.

A form is one TOML file in this folder; its file name is its id.  No code outside this package knows
the shape of a form: it asks for cells, groups and identities by name.

>>> form = load("2021")
>>> len(form.table("t3").cells), form.groups["t3/refused/total"][0]
(175, 't3/refused_state_secret/total')
>>> [i.code for i in form.identities if "t4/review/total" in i.cells]
['T4-1']
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any, Literal

from ..errors import FormError
from ..text import Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in cell names, its printed label and what else was met for it.

    ``signed`` marks a figure that may be negative (a change over last year).
    """

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row: name, printed label, what else was met for it, and the columns it has."""

    name: str
    label: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    block: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A printed heading over some rows or columns that stand side by side."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class TableForm:
    """One statutory table.

    Args:
        layout: ``rows`` one printed row a row; ``strip`` all rows side by side in one printed row.
        section: number of the section it stands in.
        marks: words whose presence tells the table from others.
        corner: what is printed in the corner of row and column headings.
        row_parts, column_parts: headings over several rows or columns, the wider before the narrower.
    """

    key: str
    label: str
    section: int
    layout: Literal["rows", "strip"]
    rows: tuple[Row, ...]
    marks: tuple[str, ...] = ()
    corner: str = ""
    row_parts: tuple[Part, ...] = ()
    column_parts: tuple[Part, ...] = ()

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """All cell names, row by row."""
        return tuple(f"{self.key}/{row.name}/{column.name}" for row in self.rows for column in row.columns)

    def row(self, name: str) -> Row:
        """The row of that name."""
        return next(r for r in self.rows if r.name == name)


@dataclass(frozen=True)
class Identity:
    """A linear relation that the cells must satisfy: the signed sum is zero, or at least zero.

    >>> load("2021").identities[0].terms[-1]
    ('t3/new/total', -1)
    """

    code: str
    terms: tuple[tuple[str, int], ...]
    relation: Literal["=", ">="] = "="

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The cells it ties."""
        return tuple(name for name, _ in self.terms)


@dataclass(frozen=True, slots=True)
class SectionForm:
    """A section of the form: number, title and what else was met for it."""

    number: int
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """A figure that a summary gives first: its name, and the cells whose sum it is."""

    name: Text
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A statutory form.

    Args:
        marks: header words of its tables, by which it is told from other forms.
        names: words of which the title of a report on it has one.
        keys: its key figures, the most telling first.
    """

    id: str
    title: Text
    sections: tuple[SectionForm, ...]
    tables: tuple[TableForm, ...]
    identities: tuple[Identity, ...]
    groups: Mapping[str, tuple[str, ...]]
    marks: tuple[str, ...]
    names: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """All cell names of all tables."""
        return tuple(name for table in self.tables for name in table.cells)

    def table(self, key: str) -> TableForm:
        """The table of that key (``t3``)."""
        return next(t for t in self.tables if t.key == key)

    def label(self, cell: str) -> str:
        """The printed name of a cell, for people.

        >>> load("2021").label("t3/new/natural")
        '表三·新收申请·自然人'
        """
        key, row_name, column_name = cell.split("/")
        table = self.table(key)
        row = table.row(row_name)
        column = next(c for c in row.columns if c.name == column_name)
        short = row.aliases[0] if row.aliases else row.label
        return "·".join(part for part in (table.label, short, column.label) if part)


@cache
def ids() -> tuple[str, ...]:
    """The forms that are known, newest first."""
    names = (f.name for f in resources.files(__package__).iterdir())
    return tuple(sorted((n.removesuffix(".toml") for n in names if n.endswith(".toml")), reverse=True))


@cache
def load(form_id: str) -> Form:
    """The form of that id.

    Raises:
        FormError: no such form, or its TOML contradicts itself.
    """
    if form_id not in ids():
        known = "、".join(ids())
        raise FormError(
            Text(f"没有名为 {form_id} 的报告格式", f"no form is named {form_id}"),
            Text(f"可用的格式：{known}", f"known forms: {known}"),
        )
    data = tomllib.loads((resources.files(__package__) / f"{form_id}.toml").read_text("utf-8"))
    return parse(form_id, data)


def parse(form_id: str, data: Mapping[str, Any]) -> Form:
    """Build a form from its TOML data.

    Raises:
        FormError: an identity, group or key names a cell that the tables do not have.
    """
    tables = tuple(_table(key, value) for key, value in data["tables"].items())
    groups = {
        f"{key}/{group['name']}/{column}": tuple(f"{key}/{row}/{column}" for row in group["rows"])
        for key, value in data["tables"].items()
        for group in value.get("groups", ())
        for column in group.get("columns", [c["name"] for c in value.get("columns", ())])
    }
    groups |= {
        f"{key}/{row['name']}/{group['name']}": tuple(f"{key}/{row['name']}/{c}" for c in group["columns"])
        for key, value in data["tables"].items()
        for group in value.get("column_groups", ())
        for row in value["rows"]
    }
    form = Form(
        id=form_id,
        title=Text(data["title"], data["title_en"]),
        sections=tuple(
            SectionForm(s["number"], s["title"], tuple(s.get("aliases", ()))) for s in data["sections"]
        ),
        tables=tables,
        identities=tuple(i for value in data["identities"] for i in _identities(value, tables)),
        groups=groups,
        marks=tuple(data.get("marks", ())),
        names=tuple(data.get("names", ())),
        keys=tuple(
            Key(Text(k["name"], k["name_en"]), groups.get(k["cell"], (k["cell"],)))
            for k in data.get("keys", ())
        ),
    )
    known = set(form.cells)
    named = {n for i in form.identities for n in i.cells} | {n for g in groups.values() for n in g}
    named |= {n for k in form.keys for n in k.cells}
    if unknown := sorted(named - known):
        raise FormError(
            Text(
                f"格式 {form_id} 提到不存在的单元格 {unknown[0]}",
                f"form {form_id} names no such cell {unknown[0]}",
            ),
            Text("请改正该格式的 TOML 文件", "mend the form's TOML file"),
        )
    return form


def _column(data: Mapping[str, Any]) -> Column:
    return Column(
        data["name"],
        data["label"],
        tuple(data.get("aliases", ())),
        data.get("unit", ""),
        data.get("signed", False),
    )


def _table(key: str, data: Mapping[str, Any]) -> TableForm:
    shared = tuple(_column(c) for c in data.get("columns", ()))
    rows = tuple(
        Row(
            name=r["name"],
            label=r["label"],
            columns=tuple(_column(c) for c in r["columns"]) if "columns" in r else shared,
            aliases=tuple(r.get("aliases", ())),
            block=r.get("block", ""),
            unit=r.get("unit", ""),
        )
        for r in data["rows"]
    )
    return TableForm(
        key=key,
        label=data["label"],
        section=data["section"],
        layout=data.get("layout", "rows"),
        rows=rows,
        marks=tuple(data.get("marks", ())),
        corner=data.get("corner", ""),
        row_parts=_parts(data.get("row_parts", ()), [row.name for row in rows]),
        column_parts=_parts(data.get("column_parts", ()), [column.name for column in shared]),
    )


def _parts(data: Iterable[Mapping[str, str]], names: list[str]) -> tuple[Part, ...]:
    return tuple(
        Part(p["label"], tuple(names[names.index(p["first"]) : names.index(p["last"]) + 1])) for p in data
    )


def _identities(data: Mapping[str, Any], tables: tuple[TableForm, ...]) -> list[Identity]:
    """One template of an articulation, spelled out for each row or column it runs over."""
    table = next(t for t in tables if t.key == data["table"])
    across = data["over"] == "rows"  # one identity a row, its terms are columns
    names = [r.name for r in table.rows] if across else [c.name for c in table.rows[0].columns]
    signed = [(n, 1) for n in data["plus"]] + [(n, -1) for n in data["minus"]]
    return [
        Identity(
            data["code"],
            tuple(
                (f"{table.key}/{name}/{term}" if across else f"{table.key}/{term}/{name}", sign)
                for term, sign in signed
            ),
            data.get("relation", "="),
        )
        for name in data.get("only", names)
    ]
