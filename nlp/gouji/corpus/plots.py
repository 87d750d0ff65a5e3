"""Bars as inline SVG: no script, no file beside the page, readable by machines and screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

WIDTH: Final = 640
ROW: Final = 24
LABEL: Final = 210
NUMBER: Final = 90


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, how long, what is written at its end, and its look."""

    label: str
    value: float
    told: str
    look: str = "plain"


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """Horizontal bars, in the order given.

    >>> str(bars("按年", [Bar("2024", 3, "3")])).startswith('<svg')
    True
    >>> "<b>" in bars("x", [Bar("<b>", 1, "1")])
    False
    """
    most = max((r.value for r in rows), default=0) or 1
    room = WIDTH - LABEL - NUMBER
    parts = [
        Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}" class="bars">').format(
            WIDTH, ROW * len(rows) + 4, title
        )
    ]
    for at, row in enumerate(rows):
        middle = at * ROW + ROW / 2 + 2
        length = round(room * row.value / most, 1)
        parts.append(
            Markup(
                '<text x="{}" y="{}" class="name">{}</text>'
                '<rect x="{}" y="{}" width="{}" height="{}" class="{}"><title>{}</title></rect>'
                '<text x="{}" y="{}">{}</text>'
            ).format(
                *(LABEL - 8, middle, _short(row.label)),
                *(LABEL, at * ROW + 5, max(length, 1 if row.value else 0), ROW - 6, row.look),
                f"{row.label} {row.told}",
                *(LABEL + length + 6, middle, row.told),
            )
        )
    return Markup("").join([*parts, Markup("</svg>")])


def _short(text: str) -> str:
    return str(text if len(text) <= 15 else text[:14] + "…")
