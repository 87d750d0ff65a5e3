"""The command line: what contract it keeps with people, scripts and shells."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from gouji import __version__
from gouji.cli import app
from gouji.reporting import FORMATS
from gouji.reporting.jsonlines import schema
from gouji.samples import path as sample

CLEAN = """\
云岫区档案馆2024年政府信息公开工作年度报告
一、总体情况
2024年公开信息12条，其中网站8条，其他4条。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
六、其他需要报告的事项
无。
"""


def gouji(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.txt"
    path.write_text(CLEAN, "utf-8")
    return path


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A report with a doubt and no contradiction: half of nine applications."""
    path = tmp_path / "doubtful.txt"
    path.write_text(sample().read_text("utf-8").replace("动漫解读占比23%", "动漫解读占比30%"), "utf-8")
    return path


def broken_zip(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 no archive")


def zip_without_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/other.xml", "<a/>")


BAD: dict[str, Callable[[Path], object]] = {
    "empty.txt": lambda p: p.write_bytes(b""),
    "blank.txt": lambda p: p.write_text(" \n\t\u3000", "utf-8"),
    "binary.txt": lambda p: p.write_bytes(bytes(range(256)) * 40),
    "missing.txt": lambda p: None,
    "broken.docx": broken_zip,
    "other.docx": zip_without_document,
    "page.html": lambda p: p.write_text("<html><body><h1>天气</h1><p>今天晴。</p></body></html>", "utf-8"),
    "folder": lambda p: p.mkdir(),
}


# ── exit status ─────────────────────────────────────────────────────────────────────────────────


def test_status_0_where_nothing_contradicts(clean: Path) -> None:
    result = gouji("check", clean)
    assert result.exit_code == 0
    assert "没有发现矛盾" in result.stdout


def test_status_1_where_something_contradicts() -> None:
    result = gouji("check", sample())
    assert result.exit_code == 1
    assert "✗ N2 占比不符" in result.stdout


def test_a_doubt_gives_status_1_only_when_strict(doubtful: Path) -> None:
    assert gouji("check", doubtful).exit_code == 0
    assert gouji("check", doubtful, "--strict").exit_code == 1


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_with_the_cure_and_costs_nothing_else(name: str, tmp_path: Path) -> None:
    bad = tmp_path / name
    BAD[name](bad)
    result = gouji("check", sample(), bad, sample())
    assert result.exit_code == 2
    (line,) = result.stderr.strip().splitlines()
    assert str(bad) in line
    assert line.count("：") >= 2
    assert result.stdout.count("✗ N2 占比不符") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--format", "pptx", sample()),
        ("check", "--only", "Q99", sample()),
        ("check", "--previous", sample(), sample(), sample()),
        ("check", "--format", "xlsx", sample()),
        ("check",),
        ("nonsense",),
        ("check", "--lang", "fr", sample()),
        ("explain", "Q99"),
    ],
)
def test_bad_usage_is_status_2_and_says_why(arguments: tuple[object, ...]) -> None:
    result = gouji(*arguments)
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert not result.stdout


def test_a_report_without_tables_is_read_and_that_is_said(clean: Path) -> None:
    assert "只核对了正文" in gouji("check", clean).stdout or "未读到" in gouji("check", clean).stdout


# ── output ──────────────────────────────────────────────────────────────────────────────────────


def test_json_is_one_valid_object_a_line_in_input_order(clean: Path, tmp_path: Path) -> None:
    missing = tmp_path / "no.txt"
    result = gouji("check", "--format", "json", sample(), missing, clean)
    assert result.exit_code == 2
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [f["document"]["path"] for f in found] == [str(sample()), str(missing), str(clean)]
    assert [f["schema"] for f in found] == ["gouji/review/1", "gouji/error/1", "gouji/review/1"]
    for f in found:
        jsonschema.Draft202012Validator(schema(f["schema"])).validate(f)
    assert found[1]["error"]["type"] == "MissingFile"
    assert found[1]["error"]["cure"]


def test_json_carries_the_text_only_when_asked() -> None:
    plain, full = (
        json.loads(gouji("check", "--format", "json", sample(), *more).stdout)
        for more in ((), ("--with-text",))
    )
    assert "text" not in plain["document"]
    text = full["document"]["text"]
    quoted = [e for f in full["findings"] for e in f["evidence"] if e["kind"] == "text"] + full["claims"]
    assert quoted
    assert all(text[slice(*q["span"])] == q["quote"] for q in quoted)


def test_only_and_ignore_choose_findings() -> None:
    codes = [
        [f["code"] for f in json.loads(gouji("check", "--format", "json", sample(), *o).stdout)["findings"]]
        for o in ((), ("--only", "N2"), ("--ignore", "N2,F"))
    ]
    assert "N2" in codes[0]
    assert codes[1] == ["N2"]
    assert "N2" not in codes[2]
    assert "N3" in codes[2]


def test_what_is_ignored_does_not_count_for_the_status(clean: Path) -> None:
    assert gouji("check", sample(), "--ignore", "N,X,F").exit_code == 0


def test_english_on_demand() -> None:
    result = gouji("check", sample(), "--lang", "en")
    assert "share mismatch" in result.stdout
    assert "占比不符" not in result.stdout


@pytest.mark.parametrize("name", [n for n in FORMATS if n not in ("text", "json", "pdf")])
def test_every_format_writes_a_file(name: str, tmp_path: Path) -> None:
    out = tmp_path / f"report{FORMATS[name].suffix}"
    result = gouji("check", sample(), "--format", name, "-o", out)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert out.stat().st_size > 200


def test_several_inputs_in_a_document_format_make_a_folder(clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert gouji("check", sample(), clean, "--format", "html", "-o", out).exit_code == 1
    assert sorted(p.name for p in out.iterdir()) == ["clean.html", "index.html", "yunxiu-2024.html"]


def test_last_year_s_report_that_cannot_be_read_does_not_stop_this_year_s(tmp_path: Path) -> None:
    result = gouji("check", sample(), "--previous", tmp_path / "no.txt")
    assert result.exit_code == 2
    assert "✗ N2 占比不符" in result.stdout
    assert "no.txt" in result.stderr


def test_an_unexpected_fault_costs_only_its_own_input(monkeypatch: pytest.MonkeyPatch, clean: Path) -> None:
    import gouji.reviewing as reviewing

    real = reviewing.review

    def faulty(document: object, *rest: object) -> object:
        if str(clean) in str(document):
            raise ZeroDivisionError("boom")
        return real(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reviewing, "review", faulty)
    result = gouji("check", clean, sample())
    assert result.exit_code == 2
    assert "ZeroDivisionError" in result.stderr
    assert "✗ N2 占比不符" in result.stdout


def test_an_unexpected_fault_of_the_reader_costs_only_its_own_input(
    monkeypatch: pytest.MonkeyPatch, clean: Path
) -> None:
    import gouji.reading as reading

    real = reading.documents

    def faulty(source: str, isolated: bool = False) -> object:
        if source == str(clean):
            raise RecursionError("too\ndeep")
        return real(source, isolated)

    monkeypatch.setattr(reading, "documents", faulty)
    result = gouji("check", clean, sample())
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "✗ N2 占比不符" in result.stdout


# ── the other commands ──────────────────────────────────────────────────────────────────────────


def test_checks_are_listed_with_code_verdict_and_title() -> None:
    lines = gouji("checks").stdout.splitlines()
    assert any(line.split() == ["N2", "矛盾", "占比不符"] for line in lines)
    codes = [line.split()[0] for line in lines]
    assert len(codes) == len(set(codes))


def test_a_check_explains_itself() -> None:
    result = gouji("explain", "n2")
    assert result.exit_code == 0
    assert result.stdout.startswith("# N2 占比不符")
    assert "Source" in result.stdout


def test_proofs_are_replayed_from_the_json_alone(tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    assert gouji("check", sample(), "--format", "json", "-o", path).exit_code == 1
    result = gouji("verify-proof", path)
    assert result.exit_code == 0
    assert "✓" in result.stdout
    assert "N2" in result.stdout


def test_a_proof_that_was_tampered_with_fails(tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    review = json.loads(gouji("check", sample(), "--format", "json").stdout)
    share = next(f for f in review["findings"] if f["code"] == "N2")
    for operand in share["proof"]["operands"]:
        operand |= {"low": "1", "high": "100"}
    path.write_text(json.dumps(review), "utf-8")
    result = gouji("verify-proof", path)
    assert result.exit_code == 1
    assert "✗" in result.stdout


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"schema": "gouji/review/1"}'])
def test_a_file_without_proofs_is_told_with_a_cure(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    result = gouji("verify-proof", path)
    assert result.exit_code == 2
    assert "gouji check --format json" in result.stderr
    assert gouji("verify-proof", tmp_path / "no.json").exit_code == 2


def test_a_page_without_its_packages_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    result = gouji("serve")
    assert result.exit_code == 2
    assert "pip install 'gouji[serve]'" in result.stderr


def test_a_port_that_is_taken_is_told_with_a_cure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = gouji("serve", "--port", taken.getsockname()[1])
    assert result.exit_code == 2
    assert "--port" in result.stderr


def test_version_and_help() -> None:
    assert gouji("--version").stdout.strip() == f"gouji {__version__}"
    assert "check" in gouji("--help").stdout
    for option in ("--previous", "--format", "--lang", "--notes", "--strict", "--only", "--ignore"):
        assert option in gouji("check", "--help").stdout


# ── as a process ────────────────────────────────────────────────────────────────────────────────


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "gouji", *map(str, arguments)],
        env=os.environ | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_output_is_utf_8_whatever_the_locale() -> None:
    result = process("check", sample(), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert result.returncode == 1
    assert "占比不符" in result.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, False), ({"FORCE_COLOR": "1"}, True), ({"NO_COLOR": "1"}, False)]
)
def test_colour_for_people_and_none_for_pipes(environment: dict[str, str], coloured: bool) -> None:
    plain = {"FORCE_COLOR": "", "NO_COLOR": ""} | environment
    assert (b"\x1b[" in process("check", sample(), **plain).stdout) is coloured


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f'"{sys.executable}" -m gouji check "{sample()}" "{sample()}" | true; exit ${{PIPESTATUS[0]}}'
    result = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert result.stderr == b""
