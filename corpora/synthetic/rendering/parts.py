"""What every renderer needs: printed figures, headings, and the report as a run of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.form import load

from ..record import Record, Value
from ..sheets import Sheet, sheets

NUMERALS = "〇一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the report."""

    text: str


Block = Title | Heading | str | Sheet


def printed(value: Value, quirks: tuple[str, ...] = ()) -> str:
    """A figure as the table prints it.

    >>> from decimal import Decimal
    >>> printed(Decimal(1362), ("thousand_sep",)), printed(Decimal(0), ("slash_zero",)), printed(None)
    ('1,362', '/', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if value == 0 and "slash_zero" in quirks:
        return "/"
    if value == 0 and "dash_zero" in quirks:
        return "-"
    if value == 0 and "blank_zero" in quirks:
        return ""
    return f"{value:,f}" if "thousand_sep" in quirks else f"{value:f}"


def blocks(record: Record) -> Iterator[Block]:
    """Title, paragraphs, headings and tables in reading order."""
    form = load(record.form)
    tables = sheets(form, lambda cell: printed(record.cells.get(cell), record.quirks)) if record.cells else {}
    yield Title(record.title)
    if record.preamble:
        yield from record.preamble.split("\n")
    for section in form.sections:
        prose = record.sections.get(section.number, "")
        table = tables.get(section.number)
        if not prose and table is None:
            continue
        yield Heading(f"{NUMERALS[section.number]}、{section.title}")
        if prose:
            yield from prose.split("\n")
        if table is not None:
            yield table
