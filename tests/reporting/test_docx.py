"""Annotated DOCX: the same document with comments that stand exactly on the evidence."""

from __future__ import annotations

import ctypes
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pypdfium2.raw as raw
import pytest
from docx.oxml.ns import qn

from gouji.document import Document
from gouji.finding import CellEvidence, Finding, Role, TextEvidence, Verdict
from gouji.form import load
from gouji.outcome import Review
from gouji.reading import read
from gouji.reporting import FORMATS, Options
from gouji.reporting.drawing import draw
from gouji.text import Span, Text


def original(path: Path) -> Path:
    """A report as a clerk's Word would save it: runs cut anywhere, bold, tabs, a field, merged cells."""
    word = docx.Document()
    word.add_heading("云岫区人民政府办公室2024年政府信息公开工作年度报告", 0)
    word.add_heading("一、总体情况", 1)
    p = word.add_paragraph("（一）主动公开。全年解读文")
    p.add_run("件2").bold = True
    p.add_run("3个。\t其中动").italic = True
    p.add_run("漫7个，动漫解读占")
    p.add_run("比23%").bold = True
    p.add_run("。")
    word.add_paragraph("（二）依申请公开。全年收到申请9件，涉及征收的占50%，其他占50%。")
    word.add_heading("三、收到和处理政府信息公开申请情况", 1)
    boxes = draw(load("2021").table("t3"))
    table = word.add_table(28, 10)
    grid = [row.cells for row in table.rows]
    nine = {"t3/new/natural", "t3/new/total", "t3/granted/natural", "t3/granted/total"}
    nine |= {"t3/total/natural", "t3/total/total"}
    for box in boxes:
        end = grid[box.row + box.rowspan - 1][box.column + box.colspan - 1]
        cell = grid[box.row][box.column].merge(end)
        cell.text = box.text if not box.cell else "9" if box.cell in nine else "0"
    word.add_heading("六、其他需要报告的事项", 1)
    word.add_paragraph("本年没有收取信息处理费。")
    word.save(str(path))
    return path


def body_text(data: bytes) -> list[str]:
    word = docx.Document(io.BytesIO(data))
    lines = [p.text for p in word.paragraphs]
    return lines + [c.text for t in word.tables for row in t.rows for c in row.cells]


def looks(data: bytes) -> list[tuple[str, bool | None, bool | None]]:
    """Every character with its looks."""
    word = docx.Document(io.BytesIO(data))
    return [(char, r.bold, r.italic) for p in word.paragraphs for r in p.runs for char in r.text]


def anchored(data: bytes) -> list[tuple[str, str]]:
    """The words that each comment stands on, and the comment."""
    word = docx.Document(io.BytesIO(data))
    found = []
    for comment in word.comments:
        number, inside, words = str(comment.comment_id), False, ""
        for e in word.element.body.iter():
            if e.tag == qn("w:commentRangeStart") and e.get(qn("w:id")) == number:
                inside = True
            if e.tag == qn("w:commentRangeEnd") and e.get(qn("w:id")) == number:
                inside = False
            if inside and e.tag == qn("w:t"):
                words += e.text
        found.append((words, comment.text))
    return found


def finding(document: Document, *quotes: str, cells: tuple[str, ...] = (), code: str = "N2") -> Finding:
    at = [document.text.index(q) for q in quotes]
    evidence = [TextEvidence(Span(a, a + len(q))) for a, q in zip(at, quotes, strict=True)]
    return Finding(
        code,
        "share-mismatch",
        Text("占比不符", "share mismatch"),
        Verdict.CONTRADICTION,
        Text("7 ÷ 23 = 30.4%。", "7 / 23 = 30.4%."),
        (*evidence, *(CellEvidence(c, None) for c in cells)),
        suggestion=Text("应为30%", "should be 30%"),
    )


def annotated(document: Document, *findings: Finding, **options: object) -> bytes:
    data = FORMATS["docx"].render([Review(document, findings=findings)], Options(**options))  # type: ignore[arg-type]
    assert isinstance(data, bytes)
    return data


QUOTES = ("文件23个", "动漫7个", "动漫解读占比23%", "占50%")


def test_comments_stand_exactly_on_the_evidence_of_the_prose(tmp_path: Path) -> None:
    document = read(original(tmp_path / "a.docx"))
    found = anchored(annotated(document, *(finding(document, q) for q in QUOTES)))
    assert [words for words, _ in found] == list(QUOTES)
    assert "占比不符" in found[0][1]
    assert "应为30%" in found[0][1]


def test_comments_stand_on_the_cells_of_the_table(tmp_path: Path) -> None:
    document = read(original(tmp_path / "a.docx"))
    data = annotated(document, finding(document, "申请9件", cells=("t3/new/total",)))
    assert [words for words, _ in anchored(data)] == ["申请9件", "9"]
    word = docx.Document(io.BytesIO(data))
    row = word.tables[0].rows[3].cells
    assert row[9]._tc.findall(".//" + qn("w:commentRangeStart"))
    assert not row[3]._tc.findall(".//" + qn("w:commentRangeStart"))


def test_the_text_and_its_looks_are_unchanged(tmp_path: Path) -> None:
    path = original(tmp_path / "a.docx")
    document = read(path)
    all_quotes = [finding(document, *QUOTES, cells=("t3/new/total", "t3/total/natural"))]
    overlapping = [finding(document, "漫7个，动"), finding(document, "3个。"), finding(document, "动漫7个")]
    data = annotated(document, *all_quotes, *overlapping)
    assert body_text(data) == body_text(path.read_bytes())
    assert looks(data) == looks(path.read_bytes())
    assert read(data).text == document.text
    assert [w for w, _ in anchored(data)][-3:] == ["漫7个，动", "3个。", "动漫7个"]


def test_a_comment_over_a_tab_covers_both_sides(tmp_path: Path) -> None:
    document = read(original(tmp_path / "a.docx"))
    assert anchored(annotated(document, finding(document, "3个。\t其中")))[0][0] == "3个。其中"


def test_further_figures_of_a_finding_point_to_the_first(tmp_path: Path) -> None:
    document = read(original(tmp_path / "a.docx"))
    found = anchored(annotated(document, finding(document, "动漫7个", "动漫解读占比23%"), lang="en"))
    assert "7 / 23" in found[0][1]
    assert "7 / 23" not in found[1][1]
    assert "see the comment before" in found[1][1]


def test_a_finding_without_a_place_is_told_at_the_start(tmp_path: Path) -> None:
    document = read(original(tmp_path / "a.docx"))
    lost = finding(document, cells=("t4/review/total",))
    ((words, comment),) = anchored(annotated(document, lost))
    assert words.startswith("云岫区")
    assert "占比不符" in comment


def test_notes_get_no_comment_unless_asked_for(tmp_path: Path) -> None:
    document = read(original(tmp_path / "a.docx"))
    note = replace(finding(document, "占50%"), verdict=Verdict.NOTE)
    assert anchored(annotated(document, note)) == []
    assert len(anchored(annotated(document, note, notes=True))) == 1


def test_support_gets_no_comment_beside_a_conflict(tmp_path: Path) -> None:
    document = read(original(tmp_path / "a.docx"))
    f = finding(document, "文件23个", "动漫解读占比23%")
    support = replace(f.evidence[0], role=Role.SUPPORT)
    assert [w for w, _ in anchored(annotated(document, replace(f, evidence=(support, f.evidence[1]))))] == [
        "动漫解读占比23%"
    ]


def test_other_formats_give_a_document_of_their_own(make: Callable[[str], Review]) -> None:
    review = make("a.txt")
    data = FORMATS["docx"].render([review], Options())
    assert isinstance(data, bytes)
    assert [w for w, _ in anchored(data)] == ["动漫7个", "动漫解读占比23%", "占50%", "占50%", "?"]
    lines = body_text(data)
    assert [x for x in review.document.text.split("\n") if x not in lines] == []
    again = read(data)
    assert again.cells["t3/new/total"].value == 9
    assert len(docx.Document(io.BytesIO(data)).tables) == 2


def test_hostile_text_is_plain_text_in_a_comment(hostile: Review) -> None:
    data = FORMATS["docx"].render([hostile], Options(notes=True))
    assert isinstance(data, bytes)
    assert "<script>alert(1)</script>" in "\n".join(body_text(data))
    assert "\u202e" not in "\n".join(body_text(data))


def test_a_file_that_changed_since_it_was_read_is_not_annotated(tmp_path: Path) -> None:
    path = original(tmp_path / "a.docx")
    document = read(path)
    docx.Document().save(str(path))
    assert "动漫解读占比23%" in "\n".join(body_text(annotated(document, finding(document, "动漫7个"))))


def notes_of(path: Path) -> list[tuple[str, float, float, list[tuple[float, float]]]]:
    """Each note of a printed document: its words, where it stands, and where each quote of its page ends."""
    found = []
    for page in pypdfium2.PdfDocument(path):
        text = page.get_textpage()
        whole = text.get_text_range()
        ends = []
        for quote in QUOTES:
            for at in (m.end() - 1 for m in re.finditer(r"\s*".join(quote), whole)):
                _, _, right, top = text.get_charbox(at)
                ends.append((right, top))
        for i in range(raw.FPDFPage_GetAnnotCount(page)):
            note = raw.FPDFPage_GetAnnot(page, i)
            if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_TEXT:
                size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
                words = (ctypes.c_ushort * (size // 2))()
                raw.FPDFAnnot_GetStringValue(note, b"Contents", words, size)
                box = raw.FS_RECTF()
                raw.FPDFAnnot_GetRect(note, box)
                found.append((bytes(words).decode("utf-16-le"), box.left, box.top, ends))
    return found


@pytest.mark.slow
def test_libreoffice_prints_each_comment_at_its_figure(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("needs LibreOffice (Debian: libreoffice-writer)")
    document = read(original(tmp_path / "a.docx"))
    annotated_file = tmp_path / "b.docx"
    annotated_file.write_bytes(annotated(document, *(finding(document, q) for q in QUOTES)))
    notes = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        notes,
    ]
    command += ["--outdir", str(tmp_path), str(annotated_file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    printed = notes_of(tmp_path / "b.pdf")
    assert len(printed) == len(QUOTES)
    for words, x, y, ends in printed:
        assert "占比不符" in words
        assert any(abs(x - right) < 12 and abs(y - top) < 30 for right, top in ends)
