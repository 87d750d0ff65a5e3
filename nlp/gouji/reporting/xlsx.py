"""XLSX: findings, cells, claims and coverage as sheets, with filters, frozen heads and no live formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from typing import Final

import xlsxwriter

from ..document import State
from ..finding import Verdict
from ..outcome import Review
from ..text import Lang, Text
from . import flat
from .base import Options, Outcome, reviews
from .words import STATES, VERDICTS, inert

SHEETS: Final = {
    "findings": Text("findings 核对结果", "findings"),
    "cells": Text("cells 表格数字", "cells"),
    "claims": Text("claims 正文数字", "claims"),
    "coverage": Text("coverage 核对范围", "coverage"),
    "overview": Text("overview 概览", "overview"),
}
ROWS: Final[dict[str, Callable[[Review, Lang], Iterable[flat.Row]]]] = {
    "findings": flat.findings,
    "cells": flat.cell_rows,
    "claims": flat.claims,
    "coverage": flat.coverage,
}
WIDE: Final = {"quotes": 48, "message": 56, "suggestion": 30, "cells": 40, "label": 34, "cell": 30}
WIDE_ALSO: Final = {"path": 28, "organisation": 24, "section": 26, "readings": 40, "quote": 26, "title": 20}
NUMBERS: Final = {"value", "low", "high"}
PLAIN_NUMBER: Final = re.compile(r"-?\d{1,15}(\.\d{1,6})?")  # what a spreadsheet holds without loss
COLOURS: Final = {"contradiction": "#FDE7E4", "doubt": "#FFF1CF", "note": "#E3F0F6"}
LONGEST: Final = 32_000  # characters that a cell holds


def render(outcomes: list[Outcome], options: Options) -> bytes:
    """One workbook; with several inputs its first sheet is the overview."""
    out = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, settings) as book:
        if len(outcomes) > 1:
            _sheet(book, "overview", flat.overview(outcomes, options.lang), options.lang)
        for name, rows in ROWS.items():
            found = [r for review in reviews(outcomes) for r in rows(review, options.lang)]
            _sheet(book, name, found, options.lang)
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str, rows: Iterable[flat.Row], lang: Lang) -> None:
    sheet = book.add_worksheet(SHEETS[name].say(lang))
    head = book.add_format({"bold": True, "bg_color": "#E9EDF1", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    looks = {
        look.name.say(lang): book.add_format(
            {"text_wrap": True, "valign": "top", "bg_color": COLOURS[v.value]}
        )
        for v, look in VERDICTS.items()
    }
    heads = flat.HEADS[name]
    widths = WIDE | WIDE_ALSO
    for column, (key, words) in enumerate(heads):
        sheet.set_column(column, column, widths.get(key, 12))
        sheet.write_string(0, column, words.say(lang), head)
    last = 0
    for last, row in enumerate(rows, 1):
        style = looks.get(str(row[1]), wrap) if name == "findings" else wrap
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(last, column, value, style)
            elif heads[column][0] in NUMBERS and PLAIN_NUMBER.fullmatch(value):
                sheet.write_number(last, column, float(value), style)
            else:
                sheet.write_string(last, column, inert(_said(heads[column][0], value, lang))[:LONGEST], style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(heads) - 1)


def _said(key: str, value: str, lang: Lang) -> str:
    """A value that is one of our own words, in the reader's language."""
    if key == "verdict":
        return VERDICTS[Verdict(value)].name.say(lang)
    return STATES[State(value)].say(lang) if key == "state" else value
