"""Pages -> blocks: page numbers and running heads dropped, tables split over pages made whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from ..document import Place
from .blocks import Line, RawCell, RawGrid
from .lattice import clusters
from .layout import Item, Row, Sheet, Slot, Table, arrange, is_figure, is_numbered

MARGIN: Final = 0.12  # share of the page's height at top and bottom where furniture may stand
EDGE: Final = 6.0  # points: outer edges this close agree
SLIVER: Final = 8.0  # points: a column narrower than this holds no character
ALIKE: Final = 0.9  # share of a long header row that has to come back
LONG: Final = 20  # characters
SNAP: Final = 3.0  # points: cuts of two fragments this close are one

_DASH = r"[-－—–―·•~\s]*"
_PAGE_NUMBER = re.compile(rf"{_DASH}(第?\s*\d{{1,4}}\s*页?(?:\s*[/／,，共]\s*共?\s*\d{{1,4}}\s*页?)?){_DASH}")
_PAGE_WORDS = re.compile(r"page\s*\d+(\s*(of|/)\s*\d+)?|[ivxlcIVXLC]{1,6}", re.IGNORECASE)
_CONTINUED = re.compile(r"[（(]?(续表|接上表|上接|续上表|续)\S{0,6}[)）]?")
_MARKS = re.compile(r"\W")
_DIGITS = re.compile(r"\d+")


def blocks(sheets: Iterable[Sheet]) -> list[Line | RawGrid]:
    """The pages of a document as lines and grids in reading order.

    The lines, one after another, count as the decoded input that `Line.source` points into.

    >>> from .layout import Glyph
    >>> def page(n):
    ...     return Sheet(n, 100, 100, [Glyph("文", 50, 40, 60, 48, 47), Glyph(str(n), 50, 90, 55, 98, 97)])
    >>> pages = [page(1), page(2)]
    >>> [line.text for line in blocks(pages)]
    ['文', '文']
    """
    pages = [(sheet, arrange(sheet)) for sheet in sheets]
    found: list[Line | RawGrid] = []
    offset = 0
    for item in _chains(_without_furniture(pages)):
        if isinstance(item, list):
            found.append(_grid(item))
        else:
            text = "　　" * item.indent + item.text
            sure = min(run.confidence for run in item.runs)
            found.append(Line(text, source=offset, place=Place(item.page, item.box, sure)))
            offset += len(text)
    return found


# ---- furniture ---------------------------------------------------------------------------------------


def _without_furniture(pages: Sequence[tuple[Sheet, list[Item]]]) -> list[Item]:
    """All items but the lines in the margins that number the page or come back on others."""
    margins = [_margin_lines(sheet, items) for sheet, items in pages]
    seen = Counter(key for lines in margins for key in {_key(sheet, row) for sheet, row in lines})
    often = max(2, (len(pages) + 1) // 3)
    dropped = {
        id(row)
        for lines in margins
        for sheet, row in lines
        if _numbers_page(row.text) or seen[_key(sheet, row)] >= often
    }
    return [item for _, items in pages for item in items if id(item) not in dropped]


def _margin_lines(sheet: Sheet, items: Sequence[Item]) -> list[tuple[Sheet, Row]]:
    top, low = sheet.height * MARGIN, sheet.height * (1 - MARGIN)
    lines = [item for item in items if isinstance(item, Row)]
    return [(sheet, row) for row in lines if row.box[3] <= top or row.box[1] >= low]


def _key(sheet: Sheet, row: Row) -> tuple[str, bool, int]:
    """The same text, figures aside, at the same height."""
    height = row.box[1] if row.box[3] < sheet.height / 2 else sheet.height - row.box[3]
    return _DIGITS.sub("#", "".join(row.text.split())), row.box[3] < sheet.height / 2, round(height / 12)


def _numbers_page(text: str) -> bool:
    """Whether a line in the margin is nothing but a page number.

    >>> [_numbers_page(t) for t in ("- 3 -", "第 3 页 共 12 页", "3/12", "2024", "新收3件")]
    [True, True, True, True, False]
    """
    text = text.strip()
    return bool(_PAGE_NUMBER.fullmatch(text) or _PAGE_WORDS.fullmatch(text))


# ---- tables over several pages -----------------------------------------------------------------------


def _chains(items: Sequence[Item]) -> list[Row | list[Table]]:
    """The items, with each table as the list of its fragments."""
    found: list[Row | list[Table]] = []
    for item in items:
        if isinstance(item, Row):
            if not (_CONTINUED.fullmatch(item.text) and found and isinstance(found[-1], list)):
                found.append(item)
        elif found and isinstance(found[-1], list) and _goes_on(found[-1][-1], item):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _goes_on(a: Table, b: Table) -> bool:
    """Whether ``b``, with nothing between, is the rest of ``a``: the next page and the same outer edges."""
    (left, _, right, _), (other_left, _, other_right, _) = a.box, b.box
    same = abs(left - other_left) <= EDGE and abs(right - other_right) <= EDGE
    mirrored = abs((right - left) - (other_right - other_left)) <= EDGE / 2  # margins of a bound book
    return b.page == a.page + 1 and (same or mirrored)


def _grid(parts: Sequence[Table]) -> RawGrid:
    whole = parts[0]
    for part in parts[1:]:
        whole = _glued(whole, _without_header(part, parts[0]))
    slots = sorted(_without_slivers(whole), key=lambda s: (s.row, s.column))
    return RawGrid(
        tuple(
            RawCell(
                s.text,
                s.row,
                s.column,
                s.rowspan,
                s.colspan,
                Place(s.page, s.box, s.confidence),
                s.confidence,
            )
            for s in slots
        )
    )


def _without_header(part: Table, first: Table) -> Table:
    """The fragment without the leading rows that repeat header rows of the first one."""
    header, body = _row_texts(first), _row_texts(part)
    depth = next((r for r, texts in enumerate(header) if any(map(is_figure, texts))), len(header))
    known = ["".join(texts) for texts in header[:depth]]
    count = 0
    while count < len(body) - 1 and _is_repeated("".join(body[count]), known):
        count += 1
    while any(s.row < count < s.row + s.rowspan for s in part.slots):
        count -= 1
    slots = tuple(replace(s, row=s.row - count) for s in part.slots if s.row >= count)
    return Table(part.page, part.xs, part.ys[count:], slots)


def _is_repeated(row: str, known: Sequence[str]) -> bool:
    """Whether a row says what a header row says; of a long one a recogniser may miss a character or two."""
    long = len(row) >= LONG
    return bool(row) and any(
        row == k or (long and SequenceMatcher(None, row, k).ratio() > ALIKE) for k in known
    )


def _row_texts(table: Table) -> list[tuple[str, ...]]:
    texts: list[list[str]] = [[] for _ in table.ys[1:]]
    for slot in table.slots:
        if slot.text:
            texts[slot.row].append(slot.text if is_figure(slot.text) else _MARKS.sub("", slot.text))
    return [tuple(row) for row in texts]


def _glued(above: Table, below: Table) -> Table:
    """Two fragments as one table: cuts united, a row cut in the middle and labels cut between rows merged."""
    moved = [x + above.xs[0] - below.xs[0] for x in below.xs]
    xs = clusters([*above.xs, *moved], SNAP)
    upper, lower = _recut(above.slots, above.xs, xs), _recut(below.slots, moved, xs)
    last = len(above.ys) - 1
    ends = {(s.column, s.colspan): s for s in upper if s.row + s.rowspan == last}
    pairs = [(ends.get((s.column, s.colspan)), s) for s in lower if s.row == 0]
    cut = _row_is_cut(pairs)
    grown = {a: b for a, b in pairs if a is not None and (cut or _label_is_cut(a, b, pairs))}
    taken = set(grown.values())
    slots = [_merged(s, grown[s], cut) if s in grown else s for s in upper]
    slots += [replace(s, row=s.row + last - cut) for s in lower if s not in taken]
    return Table(below.page, tuple(xs), above.ys + below.ys[1 + cut :], tuple(slots))


def _recut(slots: Iterable[Slot], old: Sequence[float], new: Sequence[float]) -> list[Slot]:
    """The slots with their columns counted in other cuts."""
    index = [min(range(len(new)), key=lambda i: abs(new[i] - x)) for x in old]
    moved = [
        replace(s, column=index[s.column], colspan=index[s.column + s.colspan] - index[s.column])
        for s in slots
    ]
    return [s for s in moved if s.colspan > 0]


Pair = tuple[Slot | None, Slot]


def _row_is_cut(pairs: Sequence[Pair]) -> bool:
    """Whether the last row above and the first row below are two halves of one row.

    They are if every cell below goes on with the one above it, and figures stand in one half at most.
    """
    if any(a is None for a, _ in pairs):
        return False
    halves = [(a, b) for a, b in pairs if a is not None]
    figures_above = any(is_figure(a.text) for a, _ in halves)
    figures_below = any(is_figure(b.text) for _, b in halves)
    return not (figures_above and figures_below) and all(_goes_on_in(a, b) for a, b in halves)


def _goes_on_in(a: Slot, b: Slot) -> bool:
    if not b.text or not a.text:
        return not b.text or is_figure(b.text) or a.rowspan > 1
    return a.full and not is_numbered(b.text) and not is_figure(b.text)


def _label_is_cut(a: Slot, b: Slot, pairs: Sequence[Pair]) -> bool:
    """Whether a label beside several rows is cut between two of them; its own rows are whole."""
    if a.rowspan == b.rowspan == 1:
        further = [(c.text, d.text) for c, d in pairs if c is not None and d.column > b.column]
        beside_labels = any(c and d and not is_figure(c) and not is_figure(d) for c, d in further)
        return beside_labels and bool(b.text) and not is_figure(b.text) and _goes_on_in(a, b)
    return not a.text or _goes_on_in(a, b)


def _merged(a: Slot, b: Slot, cut: bool) -> Slot:
    home = a if a.text else b
    return replace(
        a,
        text=a.text + b.text,
        rowspan=a.rowspan + b.rowspan - cut,
        page=home.page,
        box=home.box,
        full=b.full if b.text else a.full,
        confidence=min(a.confidence, b.confidence),
    )


def _without_slivers(table: Table) -> list[Slot]:
    """The slots with columns too narrow for a character taken out, unless one stands in them."""
    written = {s.column for s in table.slots if s.text and s.colspan == 1}
    widths = [b - a for a, b in pairwise(table.xs)]
    kept = [i for i, width in enumerate(widths) if width >= SLIVER or i in written]
    before = [sum(k < i for k in kept) for i in range(len(table.xs))]
    moved = [
        replace(s, column=before[s.column], colspan=before[s.column + s.colspan] - before[s.column])
        for s in table.slots
    ]
    return [s for s in moved if s.colspan > 0]
