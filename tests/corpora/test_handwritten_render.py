"""Hand-written reports as files: nothing lost, damaged as the quirks say."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from corpora.handwritten import render as renderer
from corpora.synthetic.sheets import Box

REPORTS: dict[str, dict[str, Any]] = {
    p.stem: json.loads(p.read_text("utf-8")) for p in sorted(renderer.HERE.glob("*/hw-*.json"))
}
TEXTS = [name for name, report in REPORTS.items() if report["format"] == "txt"]
NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


def words(name: str) -> str:
    """A rendered text without page numbers, in half-width digits."""
    report = REPORTS[name]
    raw = renderer.render(report).decode("gb18030" if "gbk" in report["quirks"] else "utf-8")
    return re.sub(r"\n\n *-\d+-\n\n", "\n", raw).translate(NARROW)


def squeezed(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", TEXTS)
def test_every_paragraph_stands_in_the_text(name: str) -> None:
    text = squeezed(words(name))
    for section in REPORTS[name]["sections"].values():
        for paragraph in section.split("\n"):
            assert squeezed(paragraph).translate(NARROW) in text


@pytest.mark.parametrize("name", TEXTS)
def test_every_row_of_table_three_keeps_its_figures_in_order(name: str) -> None:
    shown = {"slash_zero": "/", "blank_zero": ""}
    zero = next((shown[q] for q in REPORTS[name]["quirks"] if q in shown), "0")
    figures = re.findall(r"(?m)(?<=[\s|])[\d/]+(?=[\s|]|$)", words(name))
    line = " ".join(figures)
    for row in REPORTS[name]["tables"]["t3"]:
        assert " ".join(str(v) if v else zero for v in row) in line


def test_a_pasted_page_spells_the_tall_label_downwards_between_the_rows() -> None:
    lines = words("hw-09").split("\n")
    first = next(n for n, line in enumerate(lines) if "（一）予以公开" in line)
    last = next(n for n, line in enumerate(lines) if "（七）总计" in line)
    assert "".join(line[:1] for line in lines[first:last]).replace(" ", "") == "三、本年度办理结果"


def test_a_pasted_page_breaks_lines_and_numbers_pages() -> None:
    raw = renderer.render(REPORTS["hw-20"]).decode()
    assert re.findall(r"(?m)^ *-(\d)-$", raw) == ["1", "2"]
    prose = raw.split("二、主动公开政府信息情况")[0].split("\n")
    assert max(map(renderer.width, prose)) <= renderer.LINE + 2


def test_a_torn_row_has_lost_its_leading_cell_and_a_label_is_cut() -> None:
    text = renderer.render(REPORTS["hw-01"]).decode()
    assert "\n3.要求提供公开出版物\t\t0\t0\t0\t0\t0\t0\t0\t\n\n" in text
    assert "处理\t（六）其他\t1." in text
    assert "\t（五）不予处理\t1." in text


def test_gbk_reports_are_not_utf8() -> None:
    raw = renderer.render(REPORTS["hw-12"])
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    assert "水利职业学院" in raw.decode("gb18030")


def test_one_cell_a_line_has_every_cell_on_its_own() -> None:
    lines = words("hw-39").split("\n")
    assert lines.count("（五）不予处理") == 1
    at = lines.index("四、结转下年度继续办理")
    assert lines[at + 1 : at + 8] == ["1", "1", "0", "0", "0", "0", "2"]


def test_traditional_pages_keep_their_figures() -> None:
    page = renderer.render(REPORTS["hw-10"]).decode()
    assert "農業農村局" in page
    assert "抽檢農產品820批次，合格813批次，合格率99.1%" in page


def test_blank_zeros_are_empty_cells_in_word() -> None:
    import docx

    table = docx.Document(io.BytesIO(renderer.render(REPORTS["hw-11"]))).tables[1]
    printed = {cell.text for row in table.rows[3:] for cell in row.cells[3:]}
    assert printed == {"", "1", "2", "3"}


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        ([(["一"], 4), (["1"], 2), (["2"], 2)], ["一  1 2"]),
        ([(["一", "二"], 4), (["1"], 2)], ["一  1", "二"]),
        ([([], 4), (["1", "2", "3"], 2)], ["    1", "    2", "    3"]),
    ],
)
def test_columns_stand_side_by_side(columns: list[tuple[list[str], int]], lines: list[str]) -> None:
    assert renderer.side_by_side(columns) == lines


def test_wide_boxes_leave_empty_cells_behind() -> None:
    assert renderer.tabbed([[Box("a", 1, 5), Box("b")]]) == ["a\t\t\tb"]


def test_the_command_writes_one_half(tmp_path: Path) -> None:
    assert renderer.main([str(tmp_path), "held"]) == 0
    written = {p.name for p in tmp_path.iterdir()}
    assert written == {f"{n}.{r['format']}" for n, r in REPORTS.items() if int(n[3:]) % 2 == 0}


def test_without_a_folder_the_command_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert renderer.main([]) == 2
    assert "OUT" in capsys.readouterr().out
