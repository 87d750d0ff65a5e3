"""Bad input raises its own error, says in one line what is wrong, and names the cure."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.document import Document
from gouji.errors import (
    DamagedFile,
    EmptyFile,
    GoujiError,
    InputError,
    LimitExceeded,
    MissingFile,
    NotAReport,
    UnknownFormat,
)
from gouji.reading import read, read_bytes

REPORT = (
    "某局2024年政府信息公开工作年度报告\n一、总体情况\n公开信息3条。\n"
    "五、存在的主要问题及改进情况\n解读偏少。\n"
)

CASES: dict[str, tuple[bytes, str, type[InputError]]] = {
    "no bytes": (b"", "a.txt", EmptyFile),
    "white space": ("\n \t　\n".encode(), "a.txt", EmptyFile),
    "a byte order mark alone": (b"\xef\xbb\xbf", "a.txt", EmptyFile),
    "an empty page": (b"<html><body> </body></html>", "a.html", EmptyFile),
    "noise": (bytes(range(256)) * 40, "a.txt", UnknownFormat),
    "noise named as a page": (bytes(range(256)) * 40, "a.html", UnknownFormat),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(500), "a.bin", UnknownFormat),
    "words named as a DOCX": (REPORT.encode(), "a.docx", DamagedFile),
    "words named as a PDF": (REPORT.encode(), "a.pdf", DamagedFile),
    "a torn archive": (b"PK\x03\x04" + bytes(200), "a.docx", DamagedFile),
    "a text of another kind": (
        "关于召开会议的通知\n各单位：请参加。".encode(),
        "a.txt",
        NotAReport,
    ),
    "a work plan": (
        "2024年计划\n一、总体要求\n二、任务\n三、措施\n抓好落实。".encode(),
        "a.txt",
        NotAReport,
    ),
    "eleven megabytes of text": ("公开信息。".encode() * 800_000, "a.txt", LimitExceeded),
}


@pytest.mark.parametrize("case", CASES)
def test_every_bad_input_has_its_error_and_its_cure(case: str) -> None:
    data, name, error = CASES[case]
    with pytest.raises(error) as caught:
        read_bytes(data, name)
    for lang in ("zh", "en"):
        said = caught.value.say(lang)  # type: ignore[arg-type]
        assert "\n" not in said
        assert caught.value.cure.say(lang)  # type: ignore[arg-type]


def test_missing_files_and_directories(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path, tmp_path / "a.txt" / "b.txt"):
        with pytest.raises(MissingFile) as caught:
            read(path)
        assert "\n" not in str(caught.value)
    with pytest.raises(MissingFile):
        read("a\0b")


def test_a_path_is_kept_as_given(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    document = read(path)
    assert document.path == str(path)
    assert len(document.sha256) == 64


def test_a_report_without_tables_is_read_and_says_so() -> None:
    document = read(REPORT.encode())
    assert document.missing == ("t2", "t3", "t4")
    assert document.form is None
    assert document.cells == {}
    assert [p.section for p in document.paragraphs] == [0, 1, 5]


def test_headings_alone_are_not_tables() -> None:
    heads = (
        "二、主动公开政府信息情况\n"
        "三、收到和处理政府信息公开申请情况\n"
        "四、政府信息公开行政复议、行政诉讼情况\n"
    )
    document = read((REPORT + heads).encode())
    assert document.missing == ("t2", "t3", "t4")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    said = ""
    try:
        assert isinstance(read(data), Document)
    except GoujiError as error:
        said = str(error)
    assert "\n" not in said


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一二（）、.规章 0123456789/-|\t\n。，", max_size=300))
def test_any_text_after_a_title_is_read(text: str) -> None:
    document = read((REPORT + text).encode())
    assert all(p.span.end <= len(document.text) for p in document.paragraphs)
    assert all(c.span is None or c.span.of(document.text) == c.raw for c in document.cells.values())


def test_reading_text_loads_no_heavy_library() -> None:
    code = (
        "import sys; from gouji.reading import read;"
        "read('某局2024年政府信息公开工作年度报告\\n一、总体情况\\n无。'.encode());"
        "heavy = ('lxml', 'pandas', 'numpy', 'spacy', 'jieba', 'pypdfium2');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


REPEATED = {
    "rows": "行政许可 1\n",
    "headings": "一、总体情况\n",
    "one cell a line": "规章\n0\n",
    "figures on one line": "1 ",
    "cells": "a|",
    "lines of one sentence": "公开信息的工作按要求推进并落实到各个部门和各个乡镇街道之中去\n",
    "blank lines": "\n",
    "page numbers": "-1-\n",
    "brackets": "（",
    "stars": "**",
    "spaces": " ",
    "digits": "1",
}


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("case", REPEATED)
def test_repetition_costs_no_more_than_its_length(case: str, name: str) -> None:
    unit = REPEATED[case]
    data = (REPORT + unit * (100_000 // len(unit.encode()))).encode()
    start = time.process_time()
    try:
        read_bytes(data, name)
    except InputError as error:
        assert isinstance(error, LimitExceeded)  # noqa: PT017 - either end is right
    assert time.process_time() - start < 6
