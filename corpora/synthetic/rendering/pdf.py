"""PDF with ruled tables that break over pages; needs the package reportlab.

The Chinese font is one of the Adobe CID fonts that every viewer knows, so none is embedded.
"""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from ..record import Record
from ..sheets import Sheet, expand
from .parts import Heading, Title, blocks, is_long, split_title

FONT = "STSong-Light"
MARGIN = 70
WIDTH = 595 - 2 * MARGIN


def _table(sheet: Sheet, style: Any) -> Any:
    from reportlab.platypus import Paragraph, Table

    grid = expand(sheet)
    spans: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for r, row in enumerate(grid):
        for c, place in enumerate(row):
            box = place.box
            if place.first and (box.rowspan, box.colspan) != (1, 1):
                spans.append(("SPAN", (c, r), (c + box.colspan - 1, r + box.rowspan - 1)))
    columns = len(grid[0])
    widths = [30, 52, 133, *[34] * 7] if is_long(sheet) else [WIDTH / columns] * columns
    texts = [[Paragraph(escape(p.box.text), style) if p.first else "" for p in row] for row in grid]
    return Table(texts, colWidths=widths, repeatRows=0, style=spans, splitByRow=1)


def render(record: Record) -> bytes:
    """The report as a PDF file; ``header_numbers`` numbers the pages."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    plain = ParagraphStyle(
        "plain", fontName=FONT, fontSize=14, leading=25, firstLineIndent=28, wordWrap="CJK"
    )
    title = ParagraphStyle("title", parent=plain, fontSize=20, leading=32, alignment=1, firstLineIndent=0)
    small = ParagraphStyle("cell", parent=plain, fontSize=8, leading=10, firstLineIndent=0, alignment=1)
    flow: list[Any] = []
    for block in blocks(record):
        match block:
            case Title(text):
                flow += [Paragraph(escape(line), title) for line in split_title(record, text)]
            case Heading(text) | str(text):
                flow.append(Paragraph(escape(text), plain))
            case _:
                flow += [_table(block, small), Spacer(1, 12)]

    def number(canvas: Any, document: Any) -> None:
        if "header_numbers" in record.quirks:
            canvas.setFont(FONT, 10)
            canvas.drawCentredString(595 / 2, 40, f"- {document.page} -")

    out = io.BytesIO()
    # invariant: no time stamps, so that the same record gives the same bytes
    template = SimpleDocTemplate(
        out,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=72,
        bottomMargin=72,
        title=record.title,
        invariant=1,
    )
    template.build(flow, onFirstPage=number, onLaterPages=number)
    return out.getvalue()
