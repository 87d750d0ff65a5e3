"""Annotated PDF: highlights exactly over the figures, notes that are read back, the pages untouched."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c
import pytest

import gouji
from gouji.document import Document
from gouji.errors import InputError, UsageError
from gouji.finding import CellEvidence, Finding, TextEvidence, Verdict
from gouji.outcome import Review
from gouji.reading.blocks import Line
from gouji.reading.pdf import read_pdf
from gouji.reporting import FORMATS, Options
from gouji.text import Span, Text

WORDS = "23 read 7 drawn 23% of 9"


def wide(text: str) -> Any:
    data = (text + "\0").encode("utf-16-le")
    return (ctypes.c_ushort * (len(data) // 2)).from_buffer_copy(data)


def made(path: Path, rotation: int) -> Document:
    """A PDF with one line that stands upright on a page turned by so many quarters, and its document."""
    pdf = pdfium.PdfDocument.new()
    page = pdf.new_page(400, 600)
    line = c.FPDFPageObj_NewTextObj(pdf, b"Helvetica", 14)
    c.FPDFText_SetText(line, wide(WORDS))
    cos, sin = [(1, 0), (0, 1), (-1, 0), (0, -1)][rotation]
    c.FPDFPageObj_Transform(line, cos, sin, -sin, cos, 200, 300)
    c.FPDFPage_InsertObject(page, line)
    c.FPDFPage_SetRotation(page, rotation)
    c.FPDFPage_GenerateContent(page)
    pdf.save(str(path))
    data = path.read_bytes()
    (found,) = (b for b in read_pdf(data) if isinstance(b, Line))
    assert found.place is not None
    return Document(
        found.text,
        path=str(path),
        sha256=hashlib.sha256(data).hexdigest(),
        format="pdf",
        places=((Span(0, len(found.text)), found.place),),
    )


def finding(*evidence: TextEvidence | CellEvidence) -> Finding:
    return Finding(
        "N2",
        "share-mismatch",
        Text("占比不符", "share mismatch"),
        Verdict.CONTRADICTION,
        Text("7 ÷ 23 = 30.4%", "7 / 23 = 30.4%"),
        evidence,
    )


def annotated(document: Document, *findings: Finding) -> bytes:
    data = FORMATS["pdf"].render([Review(document, findings=findings)], Options())
    assert isinstance(data, bytes)
    return data


def notes(data: bytes) -> Iterator[tuple[int, int, str, list[c.FS_QUADPOINTSF]]]:
    """Page, kind, words and quads of each annotation."""
    for number, page in enumerate(pdfium.PdfDocument(data)):
        for i in range(c.FPDFPage_GetAnnotCount(page)):
            note = c.FPDFPage_GetAnnot(page, i)
            size = c.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
            words = (ctypes.c_ushort * (size // 2))()
            c.FPDFAnnot_GetStringValue(note, b"Contents", words, size)
            quads = []
            for k in range(c.FPDFAnnot_CountAttachmentPoints(note)):
                quad = c.FS_QUADPOINTSF()
                c.FPDFAnnot_GetAttachmentPoints(note, k, ctypes.byref(quad))
                quads.append(quad)
            yield number, c.FPDFAnnot_GetSubtype(note), bytes(words).decode("utf-16-le").rstrip("\0"), quads


def covered(data: bytes, number: int, quad: c.FS_QUADPOINTSF) -> str:
    """The characters whose middle lies under a quad."""
    page = pdfium.PdfDocument(data)[number]
    text = page.get_textpage()
    xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
    found = ""
    for i in range(text.count_chars()):
        left, low, right, top = text.get_charbox(i, loose=True)
        if min(xs) < (left + right) / 2 < max(xs) and min(ys) < (low + top) / 2 < max(ys):
            found += text.get_text_range(i, 1)
    return found.strip()


def page_text(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data)]


@pytest.mark.parametrize("rotation", [0, 1, 2, 3])
@pytest.mark.parametrize("quote", ["23", "7", "23%", "9"])
def test_a_highlight_covers_exactly_its_figure(tmp_path: Path, rotation: int, quote: str) -> None:
    document = made(tmp_path / "a.pdf", rotation)
    at = document.text.index(quote)
    data = annotated(document, finding(TextEvidence(Span(at, at + len(quote)))))
    ((number, kind, words, (quad,)),) = notes(data)
    assert kind == c.FPDF_ANNOT_HIGHLIGHT
    assert "占比不符" in words
    assert covered(data, number, quad) == quote


def test_of_two_equal_figures_the_right_one_is_marked(tmp_path: Path) -> None:
    document = made(tmp_path / "a.pdf", 0)
    first, second = document.text.index("23"), document.text.index("23%")
    marks = [finding(TextEvidence(Span(at, at + 2))) for at in (first, second)]
    quads = [q for *_, (q,) in notes(annotated(document, *marks))]
    assert quads[0].x1 < quads[1].x1 - 50


def test_a_finding_without_a_place_is_a_note_on_the_first_page(tmp_path: Path) -> None:
    document = made(tmp_path / "a.pdf", 0)
    ((number, kind, words, quads),) = notes(annotated(document, finding(CellEvidence("t3/new/total", None))))
    assert (number, kind, quads) == (0, c.FPDF_ANNOT_TEXT, [])
    assert "占比不符" in words


def test_the_pages_stay_as_they_are(tmp_path: Path) -> None:
    document = made(tmp_path / "a.pdf", 0)
    before = Path(document.path).read_bytes()
    after = annotated(document, finding(TextEvidence(Span(0, 2))))
    assert page_text(after) == page_text(before)
    assert Path(document.path).read_bytes() == before


def test_only_a_pdf_can_be_annotated_as_pdf(make: Callable[[str], Review]) -> None:
    with pytest.raises(UsageError, match="docx"):
        FORMATS["pdf"].render([make("a.txt")], Options())


def test_a_file_that_changed_since_is_refused(tmp_path: Path) -> None:
    document = made(tmp_path / "a.pdf", 0)
    Path(document.path).write_bytes(b"%PDF-1.4 other")
    with pytest.raises(InputError):
        annotated(document, finding(TextEvidence(Span(0, 2))))


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    document = made(tmp_path / "a.pdf", 0)
    bad = replace(finding(TextEvidence(Span(0, 2))), message=Text("<b>\u202e(js)\x00", "x"))
    ((*_, words, _),) = notes(annotated(document, bad))
    assert "\u202e" not in words
    assert "<b>" in words


@pytest.mark.shared
@pytest.mark.parametrize("name", ["dev-03.pdf", "dev-14.pdf"])
def test_notes_of_a_real_layout_stand_on_the_quotes(shared: Path, name: str) -> None:
    path = shared / "data" / "reports" / name
    review = gouji.check(path)
    evidence = tuple(TextEvidence(claim.span) for claim in review.claims)
    assert len(evidence) > 20
    data = annotated(review.document, finding(*evidence))
    quotes = {"".join(claim.quote.split()) for claim in review.claims}
    marked = ["".join("".join(covered(data, n, q).split()) for q in quads) for n, _, _, quads in notes(data)]
    # a quote that goes on over a page has a highlight on each
    assert [m for m in marked if not any(m in q for q in quotes)] == []
    assert page_text(data) == page_text(path.read_bytes())
