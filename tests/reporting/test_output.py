"""Where outputs go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from gouji.errors import EmptyFile, UsageError
from gouji.outcome import Review
from gouji.reporting import Failure, Options
from gouji.reporting.output import Target
from gouji.text import Text

FAILED = Failure(
    "bad.txt", EmptyFile(Text("文件为空", "the file is empty"), Text("请换一个", "give another"))
)


def test_several_documents_go_into_a_folder_with_an_overview(
    make: Callable[[str], Review], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    target = Target.choose("html", out, ["x/a.txt", "bad.txt", "y/a.docx"])
    assert target.write([make("x/a.txt"), FAILED, make("y/a.docx")], Options()) == []
    assert sorted(p.name for p in out.iterdir()) == ["a-2.html", "a.html", "index.html"]
    tree = html.document_fromstring((out / "index.html").read_text("utf-8"))
    assert tree.xpath("(//table)[1]//tbody/tr/th/a/@href") == ["a.html", "a-2.html"]
    assert "文件为空" in tree.text_content()
    assert tree.xpath("//table[contains(@class,'rules')]//tbody/tr/th/text()") == ["F4", "N2", "N3", "T3-1"]


@pytest.mark.parametrize(
    ("name", "out", "inputs", "folder"),
    [
        (None, None, ["a"], False),
        ("json", None, ["a", "b"], False),
        ("html", "x.html", ["a"], False),
        ("html", "x", ["a", "b"], True),
        ("xlsx", "x.xlsx", ["a", "b"], False),
        ("xlsx", "x", ["a", "b"], True),
        ("json", "x", ["a", "b"], False),
    ],
)
def test_a_folder_where_several_documents_are_written(
    name: str | None, out: str | None, inputs: list[str], folder: bool
) -> None:
    assert Target.choose(name, Path(out) if out else None, inputs).folder is folder


def test_the_suffix_of_the_output_tells_the_format() -> None:
    assert Target.choose(None, Path("a.xlsx"), ["a"]).format.suffix == ".xlsx"
    assert Target.choose(None, Path("a.txt"), ["a"]).format.module == "terminal"


@pytest.mark.parametrize(
    ("name", "out", "inputs"),
    [("pptx", None, ["a"]), ("xlsx", None, ["a"]), ("html", None, ["a", "b"])],
)
def test_what_cannot_be_written_is_bad_usage(name: str, out: Path | None, inputs: list[str]) -> None:
    with pytest.raises(UsageError):
        Target.choose(name, out, inputs)


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    report = tmp_path / "a.html"
    report.write_text("…", "utf-8")
    with pytest.raises(UsageError, match="覆盖"):
        Target.choose("html", report, [str(report)])


def test_a_place_that_cannot_be_written_is_told_with_a_cure(review: Review, tmp_path: Path) -> None:
    target = Target.choose("html", tmp_path / "no" / "such" / "a.html", ["a"])
    with pytest.raises(UsageError, match="无法写入"):
        target.write([review], Options())
