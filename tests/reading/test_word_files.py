"""DOCX: paragraphs, merged cells, tracked changes; archives that mean harm."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document as NewDocument
from docx.oxml.ns import qn
from docx.table import _Cell
from tests.tables.drawing import CLOSING, HEADINGS, OPENING, QUIRKS, Sheet, expand, figures, sheets

from gouji.document import State
from gouji.errors import DamagedFile, LimitExceeded
from gouji.form import load
from gouji.reading import read

FORM = load("2021")
VALUES = figures(FORM)
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def draw(document: object, sheet: Sheet) -> None:
    """A table with its cells merged, as Word writes them."""
    width = len(expand(sheet)[0])
    table = document.add_table(rows=len(sheet), cols=width)  # type: ignore[attr-defined]
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(sheet):
        column = 0
        for box in row:
            while (r, column) in taken:
                column += 1
            last = (min(r + box.rows, len(sheet)) - 1, column + box.columns - 1)
            cell: _Cell = table.cell(r, column)
            if last != (r, column):
                cell = cell.merge(table.cell(*last))
            cell.text = box.text
            taken |= {(i, j) for i in range(r, last[0] + 1) for j in range(column, last[1] + 1)}
            column = last[1] + 1


def saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def report(quirk: str = "plain") -> bytes:
    document = NewDocument()
    for line in OPENING:
        document.add_paragraph(line)
    for key, sheet in sheets(FORM, VALUES).items():
        document.add_paragraph(HEADINGS[key])
        draw(document, QUIRKS[quirk](sheet))
    for line in CLOSING:
        document.add_paragraph(line)
    return saved(document)


@pytest.mark.parametrize("quirk", QUIRKS)
def test_merged_cells_with_every_quirk(quirk: str) -> None:
    document = read(report(quirk))
    assert document.format == "docx"
    for key, value in VALUES.items():
        cell = document.cells[key]
        assert cell.value == value or (cell.state is State.BLANK and value == 0), key
    assert [s.number for s in document.sections] == [0, 1, 2, 3, 4, 5, 6]


def test_two_tables_are_one_where_a_page_parts_them() -> None:
    document = NewDocument()
    for line in OPENING:
        document.add_paragraph(line)
    whole = sheets(FORM, VALUES)["t3"]
    document.add_paragraph(HEADINGS["t3"])
    draw(document, QUIRKS["split_without_head"](whole)[:17])
    document.add_paragraph("")
    draw(document, [[box for box in row if box.text] for row in QUIRKS["split_without_head"](whole)[18:]])
    found = read(saved(document))
    assert found.missing == ("t2", "t4")
    assert found.cells["t3/new/natural"].value == 1316
    assert found.cells["t3/carried_out/total"].value == 15
    assert found.cells["t3/declined_repeat/natural"].value == 2


def body(xml: str, extra: str = "") -> bytes:
    """The smallest archive that passes for a DOCX."""
    document = f'{extra}<w:document xmlns:w="{NAMESPACE}"><w:body>{xml}</w:body></w:document>'
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


START = paragraph(run("某局2024年政府信息公开工作年度报告")) + paragraph(run("一、总体情况"))


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("公开信息") + run("12") + run("条。"), "公开信息12条。"),
        (
            f"<w:ins>{run('公开12条。')}</w:ins><w:del><w:r><w:delText>公开11条。</w:delText></w:r></w:del>",
            "公开12条。",
        ),
        (f"<w:hyperlink>{run('公开12条。')}</w:hyperlink>", "公开12条。"),
        (f"<w:sdt><w:sdtContent>{run('公开12条。')}</w:sdtContent></w:sdt>", "公开12条。"),
        ("<w:r><w:t>电话0000</w:t><w:noBreakHyphen/><w:t>1234567。</w:t></w:r>", "电话0000-1234567。"),
        (f"<w:r><w:br w:type='page'/></w:r>{run('公开12条。')}", "公开12条。"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("公开12条。"), "公开12条。"),
    ],
)
def test_what_a_paragraph_says(inner: str, text: str) -> None:
    document = read(body(START + paragraph(inner)))
    assert document.paragraphs[-1].span.of(document.text) == text


def test_the_strict_standard_is_read_too() -> None:
    data = body(START + paragraph(run("公开12条。")))
    strict = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            new.writestr(
                name,
                old.read(name).replace(
                    NAMESPACE.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
                ),
            )
    assert "公开12条。" in read(strict.getvalue()).text


def test_a_doctype_is_refused() -> None:
    with pytest.raises(DamagedFile, match="DOCTYPE"):
        read(body(START, '<!DOCTYPE x [<!ENTITY a "b">]>'))


@pytest.mark.parametrize("xml", ["<w:p>", "<w:p></w:q>", "\x01"])
def test_broken_xml_is_named(xml: str) -> None:
    with pytest.raises(DamagedFile):
        read(body(xml))


def test_an_archive_cut_short() -> None:
    with pytest.raises(DamagedFile):
        read(report()[:-2000])


def test_no_archive_under_the_name_of_one() -> None:
    from gouji.reading import read_bytes

    with pytest.raises(DamagedFile) as caught:
        read_bytes(b"just some words", "report.docx")
    assert "docx" in caught.value.say("en")


def test_a_part_that_unpacks_too_far() -> None:
    with pytest.raises(LimitExceeded):
        read(body(paragraph(run("零" * 20_000_000))))


def test_many_parts() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
        for i in range(3000):
            archive.writestr(f"x{i}", "")
    with pytest.raises(LimitExceeded):
        read(stream.getvalue())


def test_merged_cells_are_kept_by_word_itself() -> None:
    """The helper above draws what Word draws: a vertical merge has no text in its continuation."""
    xml = NewDocument()
    draw(xml, sheets(FORM, VALUES)["t4"])
    assert xml.tables[0]._tbl.findall(f".//{qn('w:vMerge')}")
