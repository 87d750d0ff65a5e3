"""XLSX, CSV, Markdown and SARIF, read back with other people's libraries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gouji.errors import EmptyFile
from gouji.outcome import Review
from gouji.reporting import FORMATS, Failure, Options
from gouji.reporting.flat import HEADS
from gouji.reporting.words import STEERING
from gouji.text import Text

FAILED = Failure(
    "bad.txt", EmptyFile(Text("文件为空", "the file is empty"), Text("请换一个", "give another"))
)


def book(*outcomes: Review | Failure, **options: object) -> dict[str, list[tuple[object, ...]]]:
    data = FORMATS["xlsx"].render(list(outcomes), Options(**options))  # type: ignore[arg-type]
    assert isinstance(data, bytes)
    loaded = load_workbook(io.BytesIO(data))
    for sheet in loaded:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f" or c.hyperlink]
    return {s.title.split()[0]: [tuple(c.value for c in row) for row in s.iter_rows()] for s in loaded}


def test_a_workbook_has_findings_cells_claims_and_coverage(review: Review) -> None:
    sheets = book(review)
    assert list(sheets) == ["findings", "cells", "claims", "coverage"]
    assert [len(rows) - 1 for rows in sheets.values()] == [
        len(review.findings),
        len(review.cells),
        len(review.claims),
        len(review.coverage.checks),
    ]
    first = dict(zip([key for key, _ in HEADS["findings"]], sheets["findings"][1], strict=True))
    assert (first["code"], first["verdict"], first["reported"]) == ("N2", "矛盾", "23%")
    new = next(row for row in sheets["cells"] if row[1] == "t3/new/total")
    assert new[3] == 9


def test_a_workbook_of_several_starts_with_an_overview(make: Callable[[str], Review]) -> None:
    sheets = book(make("a.txt"), FAILED, make("b.txt"), lang="en")
    assert next(iter(sheets)) == "overview"
    assert [row[0] for row in sheets["overview"][1:]] == ["a.txt", "bad.txt", "b.txt"]
    assert "the file is empty" in str(sheets["overview"][2][-1])
    assert len(sheets["findings"]) - 1 == 8


def test_nothing_in_a_workbook_is_a_formula(hostile: Review) -> None:
    sheets = book(hostile)
    assert sheets["findings"][1][0] == hostile.document.path
    text = "".join(str(v) for rows in sheets.values() for row in rows for v in row)
    assert STEERING.search(text) is None


def read_csv(*outcomes: Review | Failure, **options: object) -> list[dict[str, str]]:
    text = str(FORMATS["csv"].render(list(outcomes), Options(**options)))  # type: ignore[arg-type]
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_csv_has_a_row_a_finding(make: Callable[[str], Review]) -> None:
    rows = read_csv(make("a.txt"), FAILED, make("b.txt"))
    assert [(r["path"], r["code"], r["verdict"]) for r in rows] == [
        (path, code, verdict)
        for path in ("a.txt", "b.txt")
        for code, verdict in (("N2", "contradiction"), ("N3", "doubt"), ("T3-1", "doubt"))
    ]
    assert len(read_csv(make("a.txt"), notes=True)) == 4


def test_no_value_of_a_csv_starts_as_a_formula(hostile: Review) -> None:
    rows = read_csv(hostile, notes=True)
    values = [v for row in rows for v in row.values()]
    assert any("cmd|" in v for v in values)
    assert not [v for v in values if v.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert STEERING.search("".join(values)) is None


def test_the_digest_says_what_was_found_and_what_was_not_checked(review: Review) -> None:
    text = str(FORMATS["md"].render([review, FAILED], Options()))
    assert "✗ N2 占比不符" in text
    assert "30\\.4%" in text or "30.4%" in text
    assert "未读到表四" in text
    assert "bad.txt" in text
    assert "F4" not in text


def test_markdown_in_a_report_stays_text(hostile: Review) -> None:
    text = str(FORMATS["md"].render([hostile], Options()))
    assert "<script>" not in text
    assert "\\<script\\>" in text
    assert STEERING.search(text) is None


def log(*outcomes: Review | Failure) -> dict[str, object]:
    found: dict[str, object] = json.loads(FORMATS["sarif"].render(list(outcomes), Options()))
    return found


def test_sarif_is_read_back_by_sarif_tools(make: Callable[[str], Review], tmp_path: Path) -> None:
    loader = pytest.importorskip("sarif.loader", reason="sarif-tools is not installed")
    path = tmp_path / "a.sarif"
    path.write_text(json.dumps(log(make("a.txt"), FAILED, make("b.txt"))), "utf-8")
    found = loader.load_sarif_file(str(path))
    assert found.get_distinct_tool_names() == ["gouji"]
    records = found.get_records()
    assert [(r["Location"], r["Severity"]) for r in records][:3] == [
        ("a.txt", "error"),
        ("a.txt", "warning"),
        ("a.txt", "warning"),
    ]
    assert records[0]["Line"] == 2
    assert "N2" in records[0]["Code"]


def test_sarif_regions_hold_the_quote(review: Review) -> None:
    (run,) = log(review)["runs"]  # type: ignore[misc,attr-defined]
    text = run["artifacts"][0]["contents"]["text"].split("\n")
    for place in run["results"][0]["relatedLocations"]:
        region = place["physicalLocation"]["region"]
        line = text[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def test_sarif_of_a_text_file_points_into_the_file(tmp_path: Path) -> None:
    import gouji
    from gouji.samples import path

    (run,) = log(gouji.check(path()))["runs"]  # type: ignore[misc,attr-defined]
    lines = path().read_text("utf-8").split("\n")
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    line = lines[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "动漫解读占比23%"


def test_sarif_of_a_page_points_into_the_text_that_it_carries(tmp_path: Path) -> None:
    import gouji
    from gouji.samples import path

    page = tmp_path / "a.html"
    body = "".join(f"<p>{line}</p>" for line in path().read_text("utf-8").splitlines() if line.strip())
    page.write_text(f"<html><body>{body}</body></html>", "utf-8")
    (run,) = log(gouji.check(page))["runs"]  # type: ignore[misc,attr-defined]
    lines = run["artifacts"][0]["contents"]["text"].split("\n")
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    line = lines[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def test_sarif_says_that_an_input_was_not_read(review: Review) -> None:
    (run,) = log(review, FAILED)["runs"]  # type: ignore[misc,attr-defined]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "文件为空" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
