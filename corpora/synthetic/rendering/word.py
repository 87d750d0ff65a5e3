"""DOCX with merged cells; ``page_break_t3`` cuts table three in two."""

from __future__ import annotations

import io
from typing import Any

from ..record import Record
from ..sheets import Sheet
from .parts import Heading, Title, blocks, chance, cut, is_long, split_title


def _table(document: Any, sheet: Sheet) -> None:
    """Draw a sheet; merging is written straight into the XML, since python-docx's own merge is slow."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def set_value(parent: Any, tag: str, value: str) -> None:
        element = OxmlElement(tag)
        if value:
            element.set(qn("w:val"), value)
        parent.append(element)

    columns = sum(box.colspan for box in sheet[0])
    table = document.add_table(rows=0, cols=columns)
    body = table._tbl
    open_below: dict[int, tuple[int, int]] = {}  # column -> rows still covered, width
    for row in sheet:
        line = OxmlElement("w:tr")
        boxes = iter(row)
        at = 0
        while at < columns:
            cell = OxmlElement("w:tc")
            properties = OxmlElement("w:tcPr")
            cell.append(properties)
            left, wide = open_below.get(at, (0, 0))
            text = ""
            if left:
                open_below[at] = (left - 1, wide)
            else:
                box = next(boxes)
                text, wide = box.text, box.colspan
                open_below[at] = (box.rowspan - 1, wide)
            if wide > 1:
                set_value(properties, "w:gridSpan", str(wide))
            if left or open_below[at][0]:
                set_value(properties, "w:vMerge", "" if left else "restart")
            paragraph = OxmlElement("w:p")
            if text:
                run = OxmlElement("w:r")
                words = OxmlElement("w:t")
                words.text = text
                run.append(words)
                paragraph.append(run)
            cell.append(paragraph)
            line.append(cell)
            at += wide
        body.append(line)


def render(record: Record) -> bytes:
    """The report as a DOCX file."""
    import docx

    dice = chance(record)
    document = docx.Document()
    for block in blocks(record):
        match block:
            case Title(text):
                for line in split_title(record, text):
                    document.add_paragraph(line)
            case Heading(text) | str(text):
                document.add_paragraph(text)
            case _ if is_long(block) and "page_break_t3" in record.quirks:
                again = dice.choice((0, 3))
                for number, part in enumerate(cut(block, dice.randint(10, len(block) - 5), again)):
                    if number:
                        document.add_paragraph("")
                    _table(document, part)
            case _:
                _table(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
