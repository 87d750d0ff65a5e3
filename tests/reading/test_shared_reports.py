"""The development reports of the shared data: every cell, every section, against their gold."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from gouji.document import Document, State
from gouji.form import load
from gouji.language.folding import fold
from gouji.reading import read

pytestmark = pytest.mark.shared

REPORTS = (
    "dev-01",
    "dev-02",
    "dev-04",
    "dev-05",
    "dev-06",
    "dev-07",
    "dev-08",
    "dev-10",
    "dev-11",
    "dev-12",
    "dev-13",
)


def opened(shared: Path, name: str) -> tuple[Document, dict[str, Any]]:
    folder = shared / "data" / "reports"
    gold = json.loads((folder / f"{name}.json").read_text("utf-8"))
    path = next(p for p in folder.glob(f"{name}.*") if p.suffix != ".json")
    return read(path), gold


def wanted(tables: dict[str, Any], form_id: str) -> Iterator[tuple[str, Decimal | None]]:
    """The cells of a gold file by our names."""
    form = load(form_id)
    active = {row.label: row for row in form.table("t2").rows}
    for label, figures in tables["t2"].items():
        row = active[label]
        for column, figure in zip(
            row.columns, figures if isinstance(figures, list) else [figures], strict=True
        ):
            yield f"t2/{row.name}/{column.name}", number(figure)
    for row, figures in zip(form.table("t3").rows, tables["t3"], strict=True):
        for column, figure in zip(row.columns, figures, strict=True):
            yield f"t3/{row.name}/{column.name}", number(figure)
    for name, figure in zip(form.table("t4").cells, tables["t4"], strict=True):
        yield name, number(figure)


def number(figure: object) -> Decimal | None:
    return None if figure is None else Decimal(str(figure).replace("万元", "").replace("+", ""))


def wrong(document: Document, tables: dict[str, Any], form_id: str) -> list[str]:
    return [
        f"{name}: {cell.value} ({cell.state}), wanted {value}"
        for name, value in wanted(tables, form_id)
        for cell in [document.cells[name]]
        if not (cell.value == value or (cell.state is State.BLANK and not value))
    ]


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", fold(text).plain).split())


@pytest.mark.parametrize("name", REPORTS)
def test_cells_sections_and_title(shared: Path, name: str) -> None:
    document, gold = opened(shared, name)
    assert document.form == gold["form"]
    assert wrong(document, gold["tables"], gold["form"]) == []
    assert State.UNREADABLE not in {cell.state for cell in document.cells.values()}
    assert (plain(document.title), document.organisation, document.year) == (
        gold["title"],
        gold["org"],
        gold["year"],
    )
    for number_, text in gold["sections"].items():
        found = "".join(p.span.of(document.text) for p in document.paragraphs if p.section == int(number_))
        assert SequenceMatcher(None, plain(found), plain(text), autojunk=False).ratio() >= 0.99 or not (
            found or text
        )
    preamble = "".join(p.span.of(document.text) for p in document.paragraphs if p.section == 0)
    assert plain(gold["preamble"]) in plain(preamble)


@pytest.mark.parametrize("name", ["dev-06", "dev-07", "dev-08", "dev-11"])
def test_identities_that_the_author_broke_stay_broken(shared: Path, name: str) -> None:
    document, gold = opened(shared, name)
    broken = [f for f in gold["gold"]["findings"] if f["cells"]]
    assert broken
    assert {cell.state for cell in document.cells.values()} <= {State.READ, State.BLANK}


def test_the_sample_report(shared: Path) -> None:
    document = read(shared / "data/reports/000_543066760ff56c6c.txt")
    gold = json.loads((shared / "data/real/xixia_2024.json").read_text("utf-8"))
    assert wrong(document, gold, "2021") == []
    repaired = {
        name.rpartition("/")[0] for name, cell in document.cells.items() if cell.state is State.REPAIRED
    }
    assert repaired == {"t3/declined_publication"}
    assert sum(cell.state is State.REPAIRED for cell in document.cells.values()) == 7


def test_a_real_report_as_the_text_of_its_pages(shared: Path) -> None:
    document = read(shared / "data/real/huaian-2024.txt")
    gold = json.loads((shared / "data/real/huaian_2024.json").read_text("utf-8"))
    assert wrong(document, gold, "2021") == []
    assert {cell.state for cell in document.cells.values()} == {State.READ}
    assert [s.number for s in document.sections] == [0, 1, 2, 3, 4, 5, 6]
    prose = [p.span.of(document.text) for p in document.paragraphs if p.section]
    assert len(prose) == 9  # page breaks inside three of them
    assert all(text.endswith("。") for text in prose)


def test_the_blank_form(shared: Path) -> None:
    document = read(shared / "data/real/form-2021-blank.docx")
    assert document.missing == ()
    assert tuple(document.cells) == load("2021").cells
    assert {cell.state for cell in document.cells.values()} == {State.BLANK}
    printed = {cell.text for grid in document.grids for cell in grid.cells}
    assert {"规章", "自然人", "（七）总计", "未经复议直接起诉"} <= printed
