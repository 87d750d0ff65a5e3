"""Blocks of any reader to a Document: wraps undone, sections found, tables read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from .. import tables
from ..document import Document, Grid, GridCell, Paragraph, Section
from ..errors import EmptyFile, NotAReport
from ..tables.folding import fold
from ..text import Span, Text
from . import limits
from .article import Piece, article
from .blocks import Blocks, Line, RawGrid
from .drawn import cut_tables
from .lines import REPORT, SECTION_NUMBER, ends_sentence, is_title, openings, section_openings
from .places import places
from .unwrap import unwrap

YEAR: Final = re.compile(r"(?:19|20)\d\d(?=\s*年|\s*度)")
CHINESE_YEAR: Final = re.compile(r"[二][〇○零O0一二三四五六七八九]{3}(?=\s*年)")
CHINESE_DIGITS: Final = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
ANY_YEAR: Final = r"(?:19|20)\d\d|二[〇○零O0]"
LEADING_YEAR: Final = re.compile(rf"^(?:{ANY_YEAR})[〇○零O0一二三四五六七八九]*年度?")
SUBJECT: Final = r"(?<!人民)政府信息|(?<=人民政府)信息公开|信息公开工作|政务公开|政府网站"
SUBTITLE: Final = re.compile(r"[（(]?(?:19|20)\d\d年度?[)）]?")
NOT_AN_ORGANISATION: Final = re.compile(r"^(?:关于|《|印发|发布|公布)+")
LONGEST_TITLE: Final = 45
PLACE: Final = itemgetter(1, 2)  # row and column of a cell
UNKNOWN: Final = (-1,)  # source of a character that the input does not have


@dataclass(slots=True)
class Layout:
    """The text as it grows, with the way back to the input."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    source: list[int] = field(default_factory=list)

    def put(self, text: str, sources: Sequence[int] | int) -> Span:
        """Append text; ``sources`` are the offsets of its characters, or of the first one, or -1."""
        start = self.length
        self.length = end = start + len(text)
        self.parts.append(text)
        if not isinstance(sources, int):
            self.source += sources
        elif sources >= 0:
            self.source += range(sources, sources + len(text))
        else:
            self.source += UNKNOWN * len(text)
        return Span(start, end)

    def sign(self, char: str) -> None:
        """Append a character that the input does not have, between others."""
        if self.length:
            self.parts.append(char)
            self.source.append(-1)
            self.length += 1


def assemble(
    blocks: Blocks, *, path: str = "", sha256: str = "", format: str = "txt", title: str = ""
) -> Document:
    """Lay out what a reader found, and find in it what a report has.

    Args:
        blocks: lines and grids in reading order.
        path, sha256, format: where the bytes came from.
        title: the title that the file's own data give, used where the text has none.

    Raises:
        EmptyFile: nothing but white space.
        NotAReport: neither sections nor tables nor the title of a known report.

    >>> document = assemble([Line("某局2024年政府信息公开工作年度报告"), Line("一、总体情况")])
    >>> document.year, document.organisation, document.sections[1].title
    (2024, '某局', '总体情况')
    """
    if not any(isinstance(b, RawGrid) or b.text.strip() for b in blocks):
        raise EmptyFile(
            Text("文件没有文字", "the file holds no text"),
            Text("请确认文件完整；扫描件请用PDF或图片格式", "check the file; give scans as PDF or image"),
        )
    layout = Layout()
    limits.at_most(
        sum(len(b.cells) for b in blocks if isinstance(b, RawGrid)), limits.GRID_CELLS, "格", "cells"
    )
    prose: list[tuple[Span, Line]] = []
    grids: list[Grid] = []
    report = article([Piece(block) for block in section_openings(blocks)])
    for block in unwrap(cut_tables(report)):
        layout.sign("\n")
        if isinstance(block, RawGrid):
            grids.append(_grid(block, layout))
        else:
            prose.append((layout.put(block.text, block.sources or block.source), block))
    text = "".join(layout.parts)
    sections, bodies = _sections(text, prose)
    numbers = [_section_number(sections, grid.span.start) for grid in grids]
    read = tables.read(grids, numbers)
    name, organisation, year = _title([span.of(text) for span, _ in prose], title)
    prosaic = len(sections) > 1 or any(ends_sentence(span.of(text)) for span, _ in prose)
    if not (read.form or (is_title(name) and prosaic) or len(sections) > 2):
        raise NotAReport(
            Text("不像政府信息公开工作年度报告", "not a government information disclosure report"),
            Text(
                "请给出报告正文（应有“一、总体情况”等标题或三张法定表格）",
                "give the report itself: it has headings such as 一、总体情况, or the three statutory tables",
            ),
        )
    return Document(
        text=text,
        paragraphs=tuple(
            Paragraph(part, _section_number(sections, span.start))
            for span, _ in prose
            if len(part := Span(bodies.get(span.start, span.start), span.end))
        ),
        sections=sections,
        grids=tuple(grids),
        cells=read.cells,
        form=read.form,
        title=name,
        organisation=organisation,
        year=year,
        path=path,
        sha256=sha256,
        format=format,
        missing=read.missing,
        source=tuple(layout.source) if max(layout.source, default=-1) >= 0 else None,
        places=places(blocks, layout.source),
    )


def _grid(raw: RawGrid, layout: Layout) -> Grid:
    """One row a line, one tab between cells; a spanned cell stands once."""
    start = at = layout.length
    parts: list[str] = []
    sources: list[int] = []
    cells: list[GridCell] = []
    above = -1
    for written, row, column, rowspan, colspan, place, confidence, source in sorted(raw.cells, key=PLACE):
        if at and cells:
            parts.append("\t" if row == above else "\n")
            sources.append(-1)
            at += 1
        above = row
        text = written if written.isalnum() else " ".join(written.split())
        end = at + len(text)
        parts.append(text)
        sources += range(source, source + len(text)) if source >= 0 else UNKNOWN * len(text)
        cells.append(GridCell(text, Span(at, end), row, column, rowspan, colspan, place, confidence))
        at = end
    layout.put("".join(parts), sources)
    return Grid(Span(start, at), tuple(cells))


def _section_number(sections: Sequence[Section], offset: int) -> int:
    return next((s.number for s in sections if s.span.start <= offset < s.span.end), 0)


def _sections(text: str, prose: Sequence[tuple[Span, Line]]) -> tuple[tuple[Section, ...], dict[int, int]]:
    """The sections in order, and where the body of each paragraph with a heading begins."""
    met = [(i, opening) for i, (span, _) in enumerate(prose) for opening in openings(span.of(text))]
    numbered = any(o.numbered and o.weight > 1 for _, o in met)
    # Among numbered sections a bare 主动公开情况 heads a part of one.
    kept = {
        (i, o.number): o
        for i, o in met
        if o.numbered
        or o.official
        or not numbered  # among numbered sections a bare 主动公开情况 is a sub-heading
    }
    if not any(o.weight > 1 for o in kept.values()):
        kept = {}  # numbers alone are any list's
    chain = tables.heaviest_chain(
        [(i, n, o.weight + _heads_something(prose, i)) for (i, n), o in kept.items()]
    )
    starts = [(prose[i][0].start, kept[i, number], prose[i][0].end) for i, number in chain.items()]
    found: list[Section] = []
    bodies: dict[int, int] = {}
    if text and (not starts or starts[0][0] > 0):
        end = starts[0][0] if starts else len(text)
        found.append(Section(0, "", Span(0, end), Span(0, end)))
    for n, (start, opening, line_end) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(text)
        body = start + opening.length
        while body < end and text[body] in " \u3000。:：\t\n":
            body += 1
        title = _bare_title(text[start : start + opening.length])
        found.append(Section(opening.number, title, Span(start, end), Span(body, end)))
        bodies[start] = min(body, line_end)
    return tuple(found), bodies


def _heads_something(prose: Sequence[tuple[Span, Line]], i: int) -> float:
    """A heading is followed by prose or a table, a line of a table of contents by the next heading."""
    span, line = prose[i]
    bonus = 0.5 if line.heading else 0.0
    if i + 1 == len(prose) or prose[i + 1][0].start > span.end + 1:
        return bonus + 0.2
    return bonus if openings(prose[i + 1][1].text) else bonus + 0.2


def _bare_title(heading: str) -> str:
    match = SECTION_NUMBER.match(heading)
    return heading[match.end() if match else 0 :].strip(" \t\u3000。:：*#_【】")


def _title(lines: Sequence[str], given: str) -> tuple[str, str, int | None]:
    """Title, organisation and year from the short lines that open the report."""
    opening: list[str] = []
    name = ""
    for number, line in enumerate(lines[:40]):
        bare = "".join(line.split())
        if not bare or len(bare) > LONGEST_TITLE or re.search(r"[。；]", bare):
            opening = []
            continue
        opening.append(bare.strip("#*"))
        if re.search(REPORT.pattern + r"(?:（.*）|\(.*\))?$", opening[-1]):
            name = _joined_title(opening)
            below = "".join(lines[number + 1].split()) if number + 1 < len(lines) else ""
            name += below if not _year(name) and SUBTITLE.fullmatch(fold(below)) else ""
            break
    name = name or "".join(given.split())
    year = _year(name) or next((y for line in lines[:12] if (y := _year(line))), None)
    return name, _organisation(name), year


def _organisation(title: str) -> str:
    """Who reports: what stands before the year, or between a leading year and the subject.

    >>> _organisation("甲县财政局2023年政府信息公开年报"), _organisation("2023年乙镇人民政府信息公开年报")
    ('甲县财政局', '乙镇人民政府')
    """
    named = NOT_AN_ORGANISATION.sub("", LEADING_YEAR.sub("", fold(title)))
    return re.split(f"{ANY_YEAR}|{SUBJECT}", named)[0].strip("《》“”") if REPORT.search(named) else ""


def _joined_title(opening: Sequence[str]) -> str:
    """The last line with as many of the short lines above it as make it whole."""
    title = opening[-1]
    for line in reversed(opening[:-1]):
        if _year(title) and not re.match(r"(?:19|20)\d\d|[二]", fold(title)):
            break
        if line in title or openings(line):
            break
        title = line + title
    return title


def _year(text: str) -> int | None:
    folded = fold(text)
    if match := YEAR.search(folded):
        return int(match[0])
    if match := CHINESE_YEAR.search(folded):
        return int(match[0].replace("二", "2").translate(CHINESE_DIGITS))
    return None
