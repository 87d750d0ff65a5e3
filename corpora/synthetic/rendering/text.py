"""Plain text in the layouts met in the wild.

Layouts (quirks): tabs (none), ``tab_split_row_shift``, ``pipe_rows``, ``trailing_pipe``, ``leading_pipe``,
``one_cell_per_line``, ``space_columns``; ``header_numbers`` wraps the prose hard and puts page numbers
between; ``gbk`` sets the encoding.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from ..record import Record
from ..sheets import Sheet, expand
from .parts import Heading, Title, blocks, chance, is_long, split_title

WRAP = 56  # display columns of a hard-wrapped line
PAGE = 34  # lines of a page


def _tabs(sheet: Sheet) -> list[str]:
    """Cells parted by tabs; what a box covers beyond its first place stays empty."""
    return ["\t".join(p.box.text if p.first else "" for p in row) for row in expand(sheet)]


def _pipes(sheet: Sheet) -> list[list[str]]:
    """The texts of each row, spanning boxes once."""
    return [[box.text for box in row] for row in sheet]


def _pipe_rows(sheet: Sheet) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in _pipes(sheet)]


def _trailing(sheet: Sheet) -> list[str]:
    return [f"{' | '.join(row)} |" for row in _pipes(sheet)]


def _leading(sheet: Sheet) -> list[str]:
    return [f"| {' | '.join(row)}" for row in _pipes(sheet)]


def _lines(sheet: Sheet) -> list[str]:
    return [box.text for row in sheet for box in row]


def width(text: str) -> int:
    """Columns the text takes on a screen.

    >>> width("公开12条")
    8
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, columns: int) -> str:
    return text + " " * max(1, columns - width(text))


def _space_columns(sheet: Sheet) -> list[str]:
    """Columns held apart by spaces; long labels and heads take several lines, figures stand in the middle."""
    grid = expand(sheet)
    figures = 7 if is_long(sheet) else 15 if len(sheet) == 4 else 3
    lines: list[str] = []
    for row in grid:
        texts = [(p.box.text if p.first else "", p.box.colspan) for p in row]
        label = "  ".join(t for t, _ in texts[:-figures] if t)
        columns = [(_broken(label, 18), 44)] if figures < len(row) else []
        columns += [([t], 9) if wide > 1 else (_broken(t, 4), 9) for t, wide in texts[-figures:]]
        height = max(len(parts) for parts, _ in columns)
        for n in range(height):
            shown = [(parts, n - (height - len(parts)) // 2, room) for parts, room in columns]
            line = "".join(_pad(parts[i] if 0 <= i < len(parts) else "", room) for parts, i, room in shown)
            lines.append("    " + line.rstrip())
    return lines


def _broken(text: str, size: int) -> list[str]:
    """A label in pieces of so many characters; a figure stays whole."""
    if text.replace(",", "").replace(".", "").isdigit():
        return [text]
    return [text[i : i + size] for i in range(0, len(text), size)] or [""]


def _shifted(sheet: Sheet, dice: random.Random) -> list[str]:
    """Table three cut by a page: the row before the cut has lost its leading empty cells."""
    rows = _tabs(sheet)
    inner = [i for i, row in enumerate(rows) if row.startswith("\t\t") and i > 8]
    at = dice.choice(inner[:-1])
    rows[at] = rows[at].lstrip("\t") if dice.random() < 0.3 else rows[at][2:].replace("\t", "\t\t", 1)
    block = next((i for i in range(at + 1, len(rows)) if rows[i].startswith("\t（六）其他处理")), None)
    if block is not None and dice.random() < 0.5:
        rows[block] = rows[block].replace("\t（六）其他处理", "处理\t（六）其他", 1)
    return [*rows[: at + 1], "", *rows[at + 1 :]]


LAYOUTS: dict[str, Callable[[Sheet], list[str]]] = {
    "pipe_rows": _pipe_rows,
    "trailing_pipe": _trailing,
    "leading_pipe": _leading,
    "one_cell_per_line": _lines,
    "space_columns": _space_columns,
}


def wrap(text: str, columns: int = WRAP) -> list[str]:
    """A paragraph in lines of that many display columns, as a page of fixed width breaks it.

    >>> wrap("公开信息十二条，其中", 8)
    ['公开信息', '十二条，', '其中']
    """
    lines, line = [], ""
    for word in re.findall(r"[0-9.,%]+|.", text):
        if width(line + word) > columns and word not in "，。、；：）”":
            lines.append(line)
            line = ""
        line += word
    return [*lines, line]


def _paged(lines: list[str], dice: random.Random) -> list[str]:
    """Page numbers between the lines."""
    style = dice.choice(("- {} -", "-{}-", "— {} —", "第 {} 页"))
    paged: list[str] = []
    for at, line in enumerate(lines, 1):
        paged.append(line)
        if at % PAGE == 0:
            paged += ["", f"{'':>25}{style.format(at // PAGE)}", ""]
    return paged


def render(record: Record) -> bytes:
    """The report as text, UTF-8 or (quirk ``gbk``) GB18030."""
    dice = chance(record)
    layout = next((LAYOUTS[q] for q in record.quirks if q in LAYOUTS), _tabs)
    wrapped = "header_numbers" in record.quirks
    lines: list[str] = []
    for block in blocks(record):
        if isinstance(block, Title):
            lines += [*split_title(record, block.text), ""]
        elif isinstance(block, Heading):
            lines += [block.text] if wrapped else [block.text, ""]
        elif isinstance(block, str):
            lines += wrap("    " + block) if wrapped else [block, ""]
        elif is_long(block) and "tab_split_row_shift" in record.quirks:
            lines += [*_shifted(block, dice), ""]
        else:
            lines += [*layout(block), ""]
    lines = _paged(lines, dice) if wrapped else lines
    return "\n".join(lines).encode("gb18030" if "gbk" in record.quirks else "utf-8")
