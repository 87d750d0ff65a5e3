"""Hand-written reports as files.

``python -m corpora.handwritten.render OUT [tune|held|second]`` writes every report in its own format, damaged
as its quirks say. HTML, Markdown and DOCX are drawn by the renderer of the made corpus; the plain text
layouts here are this corpus's own, so that a reader is not only tried on the layouts that it was built with:

- tabs (default; ``tab_split_row_shift``): a merged label leaves one empty cell for every second column it
  covers, as word processors paste a table; with the quirk, a page break has torn the row before it;
- ``space_columns``: a printed page pasted as text, with the tall label of the results spelled downwards and
  page numbers between rows (``header_numbers``);
- ``pipe_rows``, ``one_cell_per_line``: as in the made corpus.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..synthetic.record import Record, from_dict
from ..synthetic.rendering import render as render_shared
from ..synthetic.rendering.parts import Heading, Title, blocks, is_long, split_title
from ..synthetic.rendering.text import LAYOUTS, width, wrap
from ..synthetic.sheets import RESULTS, Box, Sheet, expand

HERE = Path(__file__).parent
LINE = 60  # display columns of a hard-wrapped line
PAGE = 46  # lines of a page
TALL, GROUP, LABEL, FIGURE, STRIP = 6, 12, 34, 9, 7  # display columns of a pasted page
TORN = "要求提供公开出版物"  # the row before the page break
SPLIT = "（六）其他处理"  # the label that the page break has cut in two


def tabbed(sheet: Sheet) -> list[str]:
    """Rows as a word processor pastes them: covered places empty, wide boxes half as many.

    >>> tabbed([[Box("a", 2), Box("b", 1, 3), Box("c")], [Box("d"), Box("e"), Box("f"), Box("g")]])
    ['a\\tb\\t\\tc', '\\td\\te\\tf\\tg']
    """
    rows = []
    for row in expand(sheet):
        cells: list[str] = []
        at = 0
        while at < len(row):
            place = row[at]
            if place.first:
                cells += [place.box.text, *[""] * ((place.box.colspan - 1) // 2)]
                at += place.box.colspan
            else:
                cells.append("")
                at += 1
        rows.append("\t".join(cells))
    return rows


def torn(rows: Sequence[str]) -> list[str]:
    """Rows of table three with a page break in them: one row has lost a leading cell, one label is cut."""
    out: list[str] = []
    for row in rows:
        if TORN in row:
            out += [row.removeprefix("\t\t").replace("\t", "\t\t", 1) + "\t", ""]
        elif SPLIT in row:
            out.append(row.replace(f"\t{SPLIT}", f"{SPLIT[-2:]}\t{SPLIT[:-2]}"))
        else:
            out.append(row)
    return out


def pieces(text: str, columns: int) -> list[str]:
    """A label in pieces no wider than so many display columns; a figure is never cut.

    >>> pieces("社会公益组织", 8), pieces("1234567.5", 4)
    (['社会公益', '组织'], ['1234567.5'])
    """
    if text.isascii():
        return [text]
    lines = [""]
    for char in text:
        if width(lines[-1] + char) > columns:
            lines.append("")
        lines[-1] += char
    return lines


def centred(parts: Sequence[str], height: int) -> list[str]:
    """Parts in the middle of so many lines.

    >>> centred(["a", "b"], 4)
    ['', 'a', 'b', '']
    """
    above = (height - len(parts)) // 2
    return [*[""] * above, *parts, *[""] * (height - len(parts) - above)]


def side_by_side(columns: Sequence[tuple[Sequence[str], int]]) -> list[str]:
    """Columns of lines, each padded to its width, shorter ones centred.

    >>> side_by_side([(["一", "二", "三"], 4), (["0"], 3)])
    ['一', '二  0', '三']
    """
    height = max(len(parts) for parts, _ in columns)
    padded = [[p + " " * (room - width(p)) for p in centred(parts, height)] for parts, room in columns]
    return ["".join(line).rstrip() for line in zip(*padded, strict=True)]


def figures(boxes: Sequence[Box]) -> list[tuple[list[str], int]]:
    """Boxes as narrow columns of their own."""
    return [(pieces(box.text, FIGURE - 1), FIGURE) for box in boxes]


def page_of_results(sheet: Sheet) -> list[str]:
    """Table three as a printed page pasted as text."""
    note, tops = sheet[0]
    natural, organisations, total = sheet[1]
    left = TALL + GROUP + LABEL
    lines = side_by_side([([""], left + 3 * FIGURE), ([tops.text], FIGURE)])
    lines += side_by_side([(pieces(note.text, left - 2), left + 2 * FIGURE), ([organisations.text], FIGURE)])
    lines += side_by_side([([""], left), *figures([natural, *sheet[2], total])])
    inner: list[tuple[list[str], str]] = []  # lines of a row without its tall label, its group
    group = ""
    for row in sheet[3:]:
        *labels, last = [box.text for box in row[:-7] if box.text != RESULTS]
        values = figures(row[-7:])
        if row[0].colspan == 3:
            lines += _tall(inner)
            inner = []
            lines += side_by_side([(pieces(last, left - 2), left), *values])
            continue
        group = labels[0] if labels else "" if row[-8].colspan == 2 else group
        inner.append((side_by_side([(pieces(last, LABEL - 2), LABEL), *values]), group))
    return lines


def _tall(rows: Sequence[tuple[list[str], str]]) -> list[str]:
    """Rows of results with the labels of their groups beside them and the tall label spelled downwards."""
    grouped: list[tuple[list[str], str]] = []
    for row, group in rows:
        if group and grouped and grouped[-1][1] == group:
            grouped[-1][0].extend(row)
        else:
            grouped.append((list(row), group))
    beside = [
        line
        for row, group in grouped
        for line in side_by_side([(centred(pieces(group, GROUP - 4), len(row)), GROUP), (row, 0)])
    ]
    step = max(1, len(beside) // (len(RESULTS) + 1))
    tall = {step * at: char for at, char in enumerate(RESULTS, 1)}
    return [tall.get(n, "").ljust(TALL - width(tall.get(n, "")) + len(tall.get(n, ""))) + line
            for n, line in enumerate(beside)]  # fmt: skip


def page_of_strip(sheet: Sheet) -> list[str]:
    """Table four as a printed page pasted as text: head words cut over two lines."""
    review, suit = sheet[0]
    outcomes, kinds = sheet[1][:5], sheet[1][5:]
    strip = [box for row in (outcomes, sheet[2]) for box in row]
    lines = side_by_side([([review.text], 5 * STRIP), ([suit.text], STRIP)])
    lines += side_by_side([([""], 5 * STRIP), *[([kind.text], 5 * STRIP) for kind in kinds]])
    lines += side_by_side([(pieces(box.text, 4), STRIP) for box in strip])
    return [*lines, *side_by_side([([box.text], STRIP) for box in sheet[3]])]


def pasted(sheet: Sheet) -> list[str]:
    """A table as a printed page pasted as text."""
    if is_long(sheet):
        return page_of_results(sheet)
    if len(sheet) == 4:
        return page_of_strip(sheet)
    return [line for row in sheet for line in side_by_side([([box.text], 24) for box in row])]


def numbered(lines: Sequence[str]) -> Iterator[str]:
    """Lines with a page number after every page, on the right of odd pages and the left of even ones."""
    for at, line in enumerate(lines, 1):
        yield line
        if at % PAGE == 0:
            page = at // PAGE
            yield from ("", f"{'':{50 if page % 2 else 0}}-{page}-", "")


def text(record: Record) -> bytes:
    """A report as plain text."""
    quirks = set(record.quirks)
    wrapped = "header_numbers" in quirks
    lines: list[str] = ["", ""]
    for block in blocks(record):
        match block:
            case Title(words):
                lines += [*split_title(record, words), ""]
            case Heading(words):
                lines += [words] if wrapped else [words, ""]
            case str():
                lines += wrap("    " + block, LINE) if wrapped else [block, ""]
            case _ if "space_columns" in quirks:
                lines += [*pasted(block), ""]
            case _:
                named = [LAYOUTS[quirk] for quirk in record.quirks if quirk in LAYOUTS]
                rows = named[0](block) if named else tabbed(block)
                cut = is_long(block) and "tab_split_row_shift" in quirks
                lines += [*(torn(rows) if cut else rows), ""]
    whole = numbered(lines) if wrapped else lines
    return "\n".join(whole).encode("gb18030" if "gbk" in quirks else "utf-8")


def render(report: Mapping[str, Any]) -> bytes:
    """The bytes of a report, given as the object of its JSON file."""
    record = from_dict(report)
    return text(record) if record.format == "txt" else render_shared(record)


def main(arguments: Sequence[str]) -> int:
    """Write the reports of one part, or of all, into a folder."""
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    out, half = Path(arguments[0]), arguments[1] if len(arguments) > 1 else "*"
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(HERE.glob(f"{half}/h?-*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        (out / f"{path.stem}.{report['format']}").write_bytes(render(report))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
