"""PDF with notes: the same file, each figure that cannot stand highlighted, the finding in the note.

Pages, text and drawing stay as they are; only annotations are added.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from typing import Any, Final

from ..document import Document, Place
from ..errors import InputError, UsageError
from ..finding import CellEvidence, Evidence, Verdict
from ..outcome import Review
from ..reading.layout import Glyph, Sheet
from ..text import Span, Text
from .base import Options, Outcome, reviews
from .comments import brief, full, shown
from .flat import wanted

Box = tuple[float, float, float, float]

AUTHOR: Final = "gouji 勾稽"
COLOURS: Final = {
    Verdict.CONTRADICTION: (255, 150, 140),
    Verdict.DOUBT: (255, 214, 102),
    Verdict.NOTE: (150, 205, 230),
}
SLACK: Final = 2.0  # points by which a glyph may stand outside the box of its line


def render(outcomes: list[Outcome], options: Options) -> bytes:
    """The annotated PDF of one review.

    Raises:
        UsageError: what was read is no PDF.
        InputError: the file is gone or has changed since.
    """
    (review,) = (wanted(r, options.notes) for r in reviews(outcomes))
    return annotate(_original(review.document, options), review, options)


def _original(document: Document, options: Options) -> bytes:
    if document.format != "pdf":
        raise UsageError(
            Text("只有 PDF 报告能在原件上加注", "only a PDF report can be annotated as PDF"),
            Text("请改用 --format docx 或 html", "use --format docx or html"),
        )
    data = options.bytes_of(document)
    if data is None:
        raise InputError(
            Text("原文件已不在或已改动", "the file is gone or has changed since it was read"),
            Text("请重新核对", "check it again"),
        )
    return data


def annotate(data: bytes, review: Review, options: Options) -> bytes:
    """The PDF with a highlight and a note on each figure; findings without a place go to the first page."""
    import pypdfium2 as pdfium

    from ..reading.pdf import sheets

    drawn = {sheet.number: sheet for sheet in sheets(data)}
    pdf = pdfium.PdfDocument(data)
    try:
        for finding in review.findings:
            words = full(review, finding, options.lang)
            spots = [s for e in shown(finding) if (s := _places(review.document, e, drawn))]
            for spot in spots or [[]]:
                _note(pdf, spot, words, COLOURS[finding.verdict])
                words = brief(finding, options.lang)
        out = io.BytesIO()
        pdf.save(out)
    finally:
        pdf.close()
    return out.getvalue()


# ── where the evidence stands ───────────────────────────────────────────────────────────────────


def _places(document: Document, evidence: Evidence, drawn: dict[int, Sheet]) -> list[Place]:
    """The boxes of the characters themselves, one a line; those of the reader where no glyph is found."""
    if isinstance(evidence, CellEvidence):
        cell = None if evidence.previous else document.cells.get(evidence.cell)
        if cell is None or cell.place is None:
            return []
        inside = _inside(drawn, cell.place)
        return [Place(cell.place.page, _hull(inside)) if inside else cell.place]
    return list(_lines(document, evidence.span, drawn))


def _lines(document: Document, span: Span, drawn: dict[int, Sheet]) -> Iterator[Place]:
    for line, place in document.places:
        if not line.meets(span):
            continue
        part = Span(max(span.start, line.start), min(span.end, line.end))
        (guess,) = document.places_of(part)
        glyphs = _inside(drawn, place)
        found = _occurrences(glyphs, "".join(part.of(document.text).split()))
        near = min(found, key=lambda run: abs(run[0].x0 - guess.box[0]), default=None)
        yield Place(place.page, _hull(near)) if near else guess


def _inside(drawn: dict[int, Sheet], place: Place) -> list[Glyph]:
    """The glyphs whose middle stands in a box, left to right."""
    left, top, right, low = place.box
    sheet = drawn.get(place.page)
    return sorted(
        (
            g
            for g in (sheet.glyphs if sheet else ())
            if left - SLACK <= (g.x0 + g.x1) / 2 <= right + SLACK
            and top - SLACK <= (g.y0 + g.y1) / 2 <= low + SLACK
        ),
        key=lambda g: g.x0,
    )


def _occurrences(glyphs: list[Glyph], wanted: str) -> Iterator[list[Glyph]]:
    """Every run of glyphs that spells the wanted characters."""
    text = "".join(g.text for g in glyphs)
    if len(text) != len(glyphs) or not wanted:  # a recogniser gives runs of characters
        return
    at = text.find(wanted)
    while at >= 0:
        yield glyphs[at : at + len(wanted)]
        at = text.find(wanted, at + 1)


def _hull(glyphs: list[Glyph]) -> Box:
    return (
        min(g.x0 for g in glyphs),
        min(g.y0 for g in glyphs),
        max(g.x1 for g in glyphs),
        max(g.y1 for g in glyphs),
    )


# ── the annotation ──────────────────────────────────────────────────────────────────────────────


def _note(pdf: Any, spot: list[Place], words: str, colour: tuple[int, int, int]) -> None:
    """One annotation a page: a highlight over all its boxes, or a note at the head of the first page."""
    import pypdfium2.raw as c

    pages = sorted({p.page for p in spot}) or [1]
    for number in pages:
        page = pdf[number - 1]
        boxes = [_page_box(page.raw, p.box) for p in spot if p.page == number]
        kind = c.FPDF_ANNOT_HIGHLIGHT if boxes else c.FPDF_ANNOT_TEXT
        note = c.FPDFPage_CreateAnnot(page.raw, kind)
        if not boxes:
            boxes = [_page_box(page.raw, (20.0, 20.0, 40.0, 40.0))]
        else:
            c.FPDFAnnot_SetColor(note, c.FPDFANNOT_COLORTYPE_Color, *colour, 255)
            for left, low, right, top in boxes:
                quad = c.FS_QUADPOINTSF(left, top, right, top, left, low, right, low)
                c.FPDFAnnot_AppendAttachmentPoints(note, ctypes.byref(quad))
        lefts, lows, rights, tops = zip(*boxes, strict=True)
        c.FPDFAnnot_SetRect(note, ctypes.byref(c.FS_RECTF(min(lefts), max(tops), max(rights), min(lows))))
        for key, value in ((b"Contents", words), (b"T", AUTHOR)):
            encoded = (value + "\0").encode("utf-16-le")
            c.FPDFAnnot_SetStringValue(
                note, key, (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)
            )
        c.FPDFAnnot_SetFlags(note, c.FPDF_ANNOT_FLAG_PRINT)
        c.FPDFPage_CloseAnnot(note)


def _page_box(page: Any, box: Box) -> Box:
    """From points off the top left corner of the page as seen to the page's space: left, low, right, top."""
    import pypdfium2.raw as c

    edge = c.FS_RECTF()
    c.FPDF_GetPageBoundingBox(page, ctypes.byref(edge))

    def back(x: float, y: float) -> tuple[float, float]:
        turned: tuple[tuple[float, float], ...] = (
            (edge.left + x, edge.top - y),
            (edge.left + y, edge.bottom + x),
            (edge.right - x, edge.bottom + y),
            (edge.right - y, edge.top - x),
        )
        return turned[c.FPDFPage_GetRotation(page) % 4]

    (x0, y0), (x1, y1) = back(box[0], box[1]), back(box[2], box[3])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
