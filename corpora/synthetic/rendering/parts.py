"""What every renderer needs: printed figures, headings, labels as met in the wild, tables cut by pages."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from gouji.form import load

from ..record import Record, Value
from ..sheets import Box, Placed, Sheet, expand, sheets

NUMERALS = "〇一二三四五六七八九十"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

# Labels as clerks shorten or mistype them, for the quirk `row_label_short`; keys are the printed labels.
SHORT_LABELS = {
    "一、本年新收政府信息公开申请数量": ("一、本年新收申请数量", "一、本年新收政府信息公开申请数"),
    "二、上年结转政府信息公开申请数量": ("二、上年结转申请数量", "二、上年度结转政府信息公开申请数量"),
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": ("（二）部分公开", "(二) 部分公开"),
    "2.其他法律行政法规禁止公开": ("2、其他法律行政法规禁止公开", "2.其他法律、行政法规禁止公开"),
    "5.属于三类内部事务信息": ("5.属于三类内容事务信息", "5、三类内部事务信息"),
    "1.本机关不掌握相关政府信息": ("1.本机关不掌握", "1、本机关不掌握相关政府信息"),
    "3.补正后申请内容仍不明确": ("3.补正后仍不明确",),
    "5.要求行政机关确认或重新出具已获取信息": ("5.要求确认或重新出具已获取信息",),
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": ("1.逾期不补正",),
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": ("2.逾期不缴费",),
    "现行有效件数": ("现行有效件数（历史累计）",),
    "本年制发件数": ("本年度制发数",),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the report."""

    text: str


Block = Title | Heading | str | Sheet


def chance(record: Record) -> random.Random:
    """The dice of a rendering: the same record is always damaged the same way."""
    return random.Random(f"{record.name}/{record.format}")


def printed(value: Value, quirks: Sequence[str] = ()) -> str:
    """A figure as the table prints it.

    >>> from decimal import Decimal
    >>> printed(Decimal(1362), ("thousand_sep",)), printed(Decimal(0), ("slash_zero",)), printed(None)
    ('1,362', '/', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    zeros = {"slash_zero": "/", "dash_zero": "-", "blank_zero": ""}
    if value == 0 and (quirk := next((q for q in zeros if q in quirks), None)):
        return zeros[quirk]
    return f"{value:,f}" if "thousand_sep" in quirks else f"{value:f}"


def reword(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    """The sheet with every text changed."""
    return [[replace(box, text=change(box.text)) for box in row] for row in sheet]


@cache
def _opencc() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("s2t").convert
    return convert


@cache
def traditional(text: str) -> str:
    """The text in traditional script."""
    return _opencc()(text)


def _dressing(record: Record) -> Callable[[str], str]:
    """The change of script and digits that the quirks ask for."""
    dice = chance(record)

    def widen(match: re.Match[str]) -> str:
        return match[0].translate(FULL_WIDTH) if dice.random() < 0.5 else match[0]

    def dress(text: str) -> str:
        if "fullwidth_digits" in record.quirks:
            text = re.sub(r"\d+", widen, text)
        return traditional(text) if "traditional" in record.quirks else text

    return dress


def blocks(record: Record) -> Iterator[Block]:
    """Title, paragraphs, headings and tables in reading order, dressed as the quirks say."""
    form = load(record.form)
    dress = _dressing(record)
    dice = chance(record)

    def label(text: str) -> str:
        known = SHORT_LABELS.get(text) if "row_label_short" in record.quirks else None
        return dice.choice(known) if known else text

    tables: dict[int, Sheet] = {}
    if record.cells:
        tables = sheets(form, lambda cell: printed(record.cells.get(cell), record.quirks))
    yield Title(dress(record.title))
    if record.preamble:
        yield from map(dress, record.preamble.split("\n"))
    for section in form.sections:
        prose = record.sections.get(section.number, "")
        table = tables.get(section.number)
        if not prose and table is None:
            continue
        yield Heading(dress(f"{NUMERALS[section.number]}、{section.title}"))
        if prose:
            yield from map(dress, prose.split("\n"))
        if table is not None:
            yield reword(table, lambda text: dress(label(text)))


def split_title(record: Record, title: str) -> list[str]:
    """The title in two lines, body and name, where it starts with the body.

    >>> from ..record import Record
    >>> split_title(Record("x", "2021", "某局", 2024, "", "", {}, {}), "某局2024年报告")
    ['某局', '2024年报告']
    """
    at = title.find(str(record.year))
    return [title[:at], title[at:]] if at > 0 else [title]


def is_long(sheet: Sheet) -> bool:
    """Whether it is the table that page breaks cut: table three."""
    return len(sheet) > 20


def cut(sheet: Sheet, at: int, head: int = 0, carry: bool = False) -> tuple[Sheet, Sheet]:
    """A table cut by a page break before row ``at``; spans are cut too.

    Args:
        head: so many head rows are printed again.
        carry: a label whose box is cut is printed again; else its place stays empty.

    >>> first, second = cut([[Box("a", 2), Box("b")], [Box("c")]], 1)
    >>> [[b.text for b in row] for row in second]
    [['', 'c']]
    """
    grid = expand(sheet)
    first = _rebuild(grid[:at], sheet_start=True, carry=True)
    return first, [*_rebuild(grid[:head], True, True), *_rebuild(grid[at:], False, carry)]


def _rebuild(grid: Sequence[Sequence[Placed]], sheet_start: bool, carry: bool) -> Sheet:
    """Boxes again from a part of the expanded grid."""
    rows: Sheet = []
    done: set[tuple[int, int]] = set()
    for r, row in enumerate(grid):
        boxes: list[Box] = []
        for c, place in enumerate(row):
            if (r, c) in done:
                continue
            box = place.box
            height = next(
                (n for n in range(1, len(grid) - r) if grid[r + n][c].box is not box), len(grid) - r
            )
            width = next((n for n in range(1, len(row) - c) if row[c + n].box is not box), len(row) - c)
            done |= {(r + down, c + right) for down in range(height) for right in range(width)}
            cut_here = not place.first and not sheet_start and not carry
            boxes.append(replace(box, text="" if cut_here else box.text, rowspan=height, colspan=width))
        rows.append(boxes)
    return rows
