"""CSV: one row a finding, for any spreadsheet; UTF-8 with a byte order mark, since Excel asks for it."""

from __future__ import annotations

import csv
import io
from typing import Final

from . import flat
from .base import Options, Outcome, reviews
from .words import inert

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def render(outcomes: list[Outcome], options: Options) -> str:
    """All findings of all reviews under one line of keys."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(key for key, _ in flat.HEADS["findings"])
    for review in reviews(outcomes):
        for row in flat.findings(flat.wanted(review, options.notes), options.lang):
            writer.writerow(safe(value) for value in row)
    return out.getvalue()


def safe(value: flat.Value) -> flat.Value:
    """A value that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("动漫7个"), safe(-3)
    ("'=1+1", '动漫7个', -3)
    """
    if isinstance(value, int):
        return value
    return inert("'" + value if value.startswith(FORMULA_STARTS) else value)
