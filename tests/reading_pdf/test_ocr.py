"""Pages that are pictures: read where the extra is installed, told where it is not."""

from __future__ import annotations

import importlib.util
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.reading_pdf.maker import FONT, Paper

from gouji.errors import DamagedFile, EmptyFile, LimitExceeded, MissingTool
from gouji.finding import Origin, Verdict
from gouji.reading import handover, isolation, ocr, read_bytes
from gouji.reading.blocks import Line, RawGrid
from gouji.reading.pdf import read_pdf
from gouji.reviewing import review

needs_ocr = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None or importlib.util.find_spec("onnxruntime") is None,
    reason="the extra ocr is not installed",
)
ROWS = [["item", "now", "then"], ["letters", "3119", "34"], ["visits", "0", "1,362"], ["calls", "7", "108"]]


def picture(angle: float = 0.0, form: str = "PNG") -> bytes:
    """A table and a line, drawn, rendered and turned."""
    from PIL import Image

    paper = Paper()
    paper.lines(90, 100, ["Letters received and answered in the year 2024"], font="Vera")
    paper.table(90, 140, [90, 80, 80], ROWS, font="Vera")
    import pypdfium2

    drawn = pypdfium2.PdfDocument(paper.bytes())[0].render(scale=200 / 72).to_pil()
    out = io.BytesIO()
    drawn.rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC).save(out, form)
    return out.getvalue()


def scanned() -> bytes:
    """A PDF of nothing but that picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(picture())).convert("RGB").save(out, "PDF", resolution=200)
    return out.getvalue()


def table(blocks: list[Line | RawGrid]) -> list[list[str]]:
    (grid,) = (block for block in blocks if isinstance(block, RawGrid))
    rows: list[list[str]] = [[] for _ in range(1 + max(c.row for c in grid.cells))]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return rows


# ---- without the extra -------------------------------------------------------------------------------


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)


def pdf_of_an_image() -> bytes:
    paper = Paper()
    paper.canvas.drawInlineImage(_grey(), 0, 0, 595, 842)
    return paper.bytes()


def _grey() -> Any:
    from PIL import Image

    return Image.new("L", (50, 70), 200)


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(60), b"\xff\xd8\xff" + bytes(60), b"II*\0" + bytes(60)]
)
def test_a_picture_without_the_extra_says_what_to_install(data: bytes) -> None:
    with pytest.raises(MissingTool, match=r"gouji\[ocr\]"):
        read_bytes(data)


@pytest.mark.usefixtures("nothing_installed")
def test_a_scanned_pdf_without_the_extra_says_so_too() -> None:
    pytest.importorskip("PIL")
    with pytest.raises(MissingTool, match=r"gouji\[ocr\]"):
        read_pdf(pdf_of_an_image())


@pytest.mark.usefixtures("nothing_installed")
def test_pages_with_text_are_read_though_another_is_a_picture() -> None:
    pytest.importorskip("PIL")
    paper = Paper()
    paper.canvas.drawInlineImage(_grey(), 0, 0, 595, 842)
    paper.page()
    paper.lines(90, 200, ["全年公开12条。", "六、其他需要报告的事项"])
    assert [b.text.strip() for b in read_pdf(paper.bytes()) if isinstance(b, Line)] == [
        "全年公开12条。",
        "六、其他需要报告的事项",
    ]


def hidden_layer() -> bytes:
    """A scan with the text that another program recognised, unseen."""
    paper = Paper()
    paper.canvas.drawInlineImage(_grey(), 0, 0, 595, 842)
    for n, line in enumerate(["某某局2024年政府信息公开工作年度报告", "一、总体情况", "全年公开12条。"]):
        hidden = paper.canvas.beginText(90, 600 - 20 * n)
        hidden.setTextRenderMode(3)
        hidden.setFont(FONT, 12)
        hidden.textOut(line)
        paper.canvas.drawText(hidden)
    return paper.bytes()


@pytest.mark.usefixtures("nothing_installed")
def test_a_hidden_layer_of_text_is_read_and_doubted() -> None:
    pytest.importorskip("PIL")
    document = read_bytes(hidden_layer(), "a.pdf")
    assert "全年公开12条。" in document.text
    assert {place.confidence for _, place in document.places} == {0.8}


# ---- with it -----------------------------------------------------------------------------------------


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize(("angle", "form"), [(0.0, "PNG"), (1.2, "JPEG")])
def test_a_picture_gives_lines_and_the_cells_of_its_table(angle: float, form: str) -> None:
    blocks = ocr.read_image(picture(angle, form))
    assert table(blocks) == ROWS
    (line,) = (b for b in blocks if isinstance(b, Line))
    assert "".join(line.text.split()) == "Lettersreceivedandansweredintheyear2024"


@needs_ocr
@pytest.mark.slow
def test_cells_of_a_scan_carry_how_sure_the_recogniser_was() -> None:
    blocks = read_pdf(scanned())
    assert table(blocks) == ROWS
    (grid,) = (block for block in blocks if isinstance(block, RawGrid))
    assert all(0.5 < cell.confidence < 1.0001 for cell in grid.cells)
    assert min(cell.confidence for cell in grid.cells) < 1.0
    assert grid.cells[0].place is not None
    assert grid.cells[0].place.box == pytest.approx((90, 140, 180, 164), abs=2)


@needs_ocr
@pytest.mark.slow
def test_a_cell_whose_ink_nobody_can_read_is_not_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = ocr._read

    def without_one(image: Any) -> list[Any]:
        return [piece for piece in everything(image) if piece[0] != "7"]

    monkeypatch.setattr(ocr, "_read", without_one)
    assert table(ocr.read_image(picture()))[3] == ["calls", "7", "108"]  # found again on its own
    monkeypatch.setattr(ocr, "_read_line", lambda _: ("", 0.0))
    blocks = ocr.read_image(picture())
    (grid,) = (block for block in blocks if isinstance(block, RawGrid))
    assert [(c.text, c.confidence) for c in grid.cells if (c.row, c.column) == (3, 1)] == [("\ufffd", 0.0)]


@needs_ocr
@pytest.mark.slow
def test_a_table_that_is_a_picture_in_a_page_of_text_is_read() -> None:
    from PIL import Image

    paper = Paper()
    paper.lines(90, 100, ["全年办理情况如下：", "以上均已办结。"])
    shown = Image.open(io.BytesIO(picture())).convert("RGB")
    part = shown.crop((200, 360, 1000, 700))  # the table alone
    paper.canvas.drawInlineImage(part, 90, 300, 400, 170)
    blocks = read_pdf(paper.bytes())
    assert [b.text.strip() for b in blocks if isinstance(b, Line)] == ["全年办理情况如下：", "以上均已办结。"]
    assert table(blocks) == ROWS


@needs_ocr
def test_the_child_that_parses_passes_pictures_on() -> None:
    with isolation.Reader() as reader, pytest.raises(handover.DeferredError):
        reader.read(scanned())


@needs_ocr
def test_an_empty_or_broken_picture_is_told() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PNG")
    with pytest.raises(EmptyFile):
        ocr.read_image(out.getvalue())
    with pytest.raises(DamagedFile):
        ocr.read_image(picture()[:5000])


@needs_ocr
def test_too_many_pixels_are_refused_before_they_are_unpacked() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (8000, 8000)).save(out, "PNG")
    with pytest.raises(LimitExceeded):
        ocr.read_image(out.getvalue())


@needs_ocr
@pytest.mark.slow
@pytest.mark.shared
def test_the_sample_scan_gives_right_or_marked_cells_and_the_same_contradiction(shared: Path) -> None:
    found = read_bytes((shared / "data/reports/dev-09.pdf").read_bytes(), "dev-09.pdf")
    gold = json.loads((shared / "data/reports/dev-09.json").read_text(encoding="utf-8"))["tables"]["t3"]
    rows = [v for row in gold for v in row]
    cells = [c for name, c in found.cells.items() if name.startswith("t3/")]
    right = sum(c.confidence < ocr.SURE or c.value == v for c, v in zip(cells, rows, strict=True))
    assert right >= 0.99 * 175
    findings = [f for f in review(found).findings if f.verdict is not Verdict.NOTE]
    (wrote,) = (f for f in findings if f.origin is Origin.WROTE)
    assert (wrote.code, wrote.verdict) == ("N2", Verdict.CONTRADICTION)
