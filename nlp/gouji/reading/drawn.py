"""Tables drawn in lines of text (tabs, bars, spaces, one cell a line) cut out of them as grids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final

from ..tables import knows
from ..tables.value import Kind, kind
from .blocks import Blocks, Line, RawGrid
from .columns import FIGURE_RUN, GAP, SHORT, grid, is_empty_row
from .lines import is_page_number, is_section
from .width import width

STOPS: Final = re.compile(r"[。；！？!?;]")
COMMA: Final = re.compile(r"[，,]")
LONG: Final = 50  # display columns from which a line without gaps is prose
LONGEST_LABEL: Final = 60  # characters
FEW: Final = 2  # lines that can only be rows, from which a run of lines is a table


class Look(IntEnum):
    """How much a line looks like part of a table."""

    PROSE = 0
    NOTHING = 1  # blank, or a page number
    WEAK = 2  # short enough for a label
    STRONG = 3  # can be nothing else


def cut_tables(blocks: Blocks) -> list[Line | RawGrid]:
    """The blocks with every run of lines that draws a table replaced by a grid.

    >>> rows = ["情况如下。", "规章\\t0\\t0\\t0", "行政规范性文件\\t0\\t1\\t10"]
    >>> [type(b).__name__ for b in cut_tables([Line(row) for row in rows])]
    ['Line', 'RawGrid']
    """
    found: list[Line | RawGrid] = []
    run: list[tuple[Line, Look]] = []
    for block in blocks:
        seen = look(block.text) if isinstance(block, Line) and not block.heading else Look.PROSE
        if isinstance(block, Line) and seen is not Look.PROSE:
            run.append((block, seen))
        else:
            found += _settled(run)
            run = []
            found.append(block)
    return found + _settled(run)


def look(text: str) -> Look:
    """How much a line looks like part of a table.

    >>> [look(t).name for t in ("规章\\t0", "行政许可 12", "信息内容", "全年公开12条。", "-3-")]
    ['STRONG', 'STRONG', 'WEAK', 'PROSE', 'NOTHING']
    """
    return _look(text) if len(text) <= SHORT else _look.__wrapped__(text)


@lru_cache(maxsize=4096)
def _look(text: str) -> Look:
    bare = text.strip()
    if is_empty_row(text):
        return Look.WEAK
    if not bare or is_page_number(bare):
        return Look.NOTHING
    if "\t" in text.lstrip() or _barred(bare) or kind(bare) is not Kind.LABEL or FIGURE_RUN.search(bare):
        return Look.STRONG
    if is_section(bare):
        return Look.PROSE
    if _ends_in_figure(bare):
        return Look.STRONG
    short = width(bare) < LONG and not STOPS.search(bare)
    bracketed = bare[0] in "（(" and bare[-1] in "）)"
    labelled = len(bare) < LONGEST_LABEL and knows(bare)
    return Look.WEAK if short or bracketed or labelled or GAP.search(bare) else Look.PROSE


def _barred(bare: str) -> bool:
    if "|" not in bare or STOPS.search(bare):
        return False
    cells = bare.split("|")
    return len(cells) > 2 or not cells[0] or not cells[-1] or kind(cells[-1]) is not Kind.LABEL


def _ends_in_figure(bare: str) -> bool:
    """A figure behind a wide gap, or behind a label of a form."""
    words = bare.rsplit(maxsplit=1)
    if len(words) < 2 or kind(words[1]) is Kind.LABEL:
        return False
    return bool(GAP.search(bare)) or knows(words[0])


def _settled(run: Sequence[tuple[Line, Look]]) -> list[Line | RawGrid]:
    """A run of lines that may be a table: the table in it, if any, and the lines around it."""
    lines = [line for line, _ in run]
    strong = [i for i, (_, seen) in enumerate(run) if seen is Look.STRONG]
    if len(strong) < FEW and not any(FIGURE_RUN.search(lines[i].text) for i in strong):
        return list(lines)
    first, last = strong[0], strong[-1]
    while first > 0 and _is_head(lines[first - 1].text):
        first -= 1
    while last + 1 < len(run) and run[last + 1][1] is Look.WEAK and not COMMA.search(lines[last + 1].text):
        last += 1
    return [*lines[:first], grid(lines[first : last + 1]), *lines[last + 1 :]]


def _is_head(text: str) -> bool:
    """Lines above the first figures belong to the table's head unless they are prose."""
    bare = text.strip() or text
    opened, closed = len(re.findall(r"[（(]", bare)), len(re.findall(r"[）)]", bare))
    return not COMMA.search(bare) or bool(GAP.search(bare)) or bare[0] in "（(" or opened != closed
