"""The house itself: the table of checks is whole, the documents are in step, the README tells the truth."""

from __future__ import annotations

import doctest
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gouji
from gouji import checks, reporting
from gouji.checks import CHECKS, RULES
from gouji.checks.base import Rule
from gouji.cli import app

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")


def modules() -> dict[str, object]:
    """Every module of the checks by name."""
    names = [m.name for m in pkgutil.iter_modules(checks.__path__)]
    return {name: import_module(f"gouji.checks.{name}") for name in names}


# ── the table of checks ─────────────────────────────────────────────────────────────────────────


def test_every_module_with_a_rule_stands_in_the_table_under_its_code() -> None:
    found = {m.RULE.code: name for name, m in modules().items() if isinstance(getattr(m, "RULE", None), Rule)}
    assert set(found) <= set(RULES)
    assert {code: code.replace("-", "_") for code in found} == found


def test_every_check_of_the_table_has_its_rule() -> None:
    assert set(CHECKS) <= set(RULES)
    assert [code for code, rule in RULES.items() if rule.code != code] == []


def test_names_state_a_defect_and_are_used_once() -> None:
    names = [rule.name for rule in RULES.values()]
    assert len(names) == len(set(names))
    assert [n for n in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", n)] == []


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_check_says_what_it_looks_for_why_and_by_what_right(code: str) -> None:
    module = modules()[code.replace("-", "_")]
    missing = [
        part for part in ("What", "Why", "Example", "Source") if f"**{part}**" not in (module.__doc__ or "")
    ]
    assert missing == []


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_check_has_texts_that_must_and_must_not_be_flagged(code: str) -> None:
    folder = ROOT / "tests" / "checks" / code
    assert folder.is_dir(), f"tests/checks/{code} is missing"
    assert any(folder.iterdir())


# ── documents ───────────────────────────────────────────────────────────────────────────────────


def test_the_pages_of_the_checks_are_in_step() -> None:
    result = subprocess.run(
        [sys.executable, ROOT / "scripts" / "docs", "--check"], capture_output=True, text=True, check=False
    )
    assert result.stderr == ""


@pytest.mark.parametrize("name", ["README.md", "docs/output.md", "docs/language.md"])
def test_the_examples_of_the_documents_run(name: str) -> None:
    failed, tried = doctest.testfile(str(ROOT / name), module_relative=False)
    assert tried > 0
    assert failed == 0


def commands(name: str) -> list[str]:
    """The lines of a document's console blocks, without comments."""
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / name).read_text("utf-8"), flags=re.DOTALL)
    return [
        line[2:].split("#")[0].strip() for b in blocks for line in b.splitlines() if line.startswith("$ ")
    ]


@pytest.mark.parametrize("name", READMES)
def test_the_commands_of_the_readme_work(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = "nlp/gouji/samples/yunxiu-2024.txt"
    for copy in (tmp_path / sample, tmp_path / "FOLDER" / "report.txt"):
        copy.parent.mkdir(parents=True)
        shutil.copy(ROOT / sample, copy)
    monkeypatch.chdir(tmp_path)
    ends = [c for c in commands(name) if c.startswith("gouji ") and not re.search("REPORT|serve", c)]
    mine = [shlex.split(c)[1:] for c in ends]
    assert len(mine) >= 6
    for arguments in mine:
        result = CliRunner().invoke(app, arguments, catch_exceptions=False)
        assert result.exit_code in (0, 1), arguments
        assert result.stderr.count("✗") == 0, arguments


@pytest.mark.parametrize("name", READMES)
def test_the_readme_names_scripts_that_are_there_first_of_all(name: str) -> None:
    first, second = commands(name)[:2]
    assert (first, second) == ("scripts/demo", "scripts/test")
    for script in re.findall(r"(?:scripts|\.ci)/\w+", (ROOT / "CONTRIBUTING.md").read_text("utf-8")):
        assert (ROOT / script).stat().st_mode & 0o111, script


@pytest.mark.parametrize(
    "name",
    [*READMES, "CONTRIBUTING.md", "docs/design.md", "docs/output.md", "docs/forms.md", "docs/language.md"],
)
def test_links_of_the_documents_lead_somewhere(name: str) -> None:
    path = ROOT / name
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_the_readme_names_every_format(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert [f for f in reporting.FORMATS if f"`{f}`" not in text] == []


# ── the package ─────────────────────────────────────────────────────────────────────────────────


def test_the_public_names_are_there() -> None:
    for name in gouji._HOME:
        assert getattr(gouji, name) is not None
        assert name in dir(gouji)
    with pytest.raises(AttributeError):
        gouji.nonsense  # noqa: B018 # the access is what is tested


def test_no_module_hides_a_public_function() -> None:
    names = {m.name for m in pkgutil.iter_modules(gouji.__path__)}
    assert names & {n for n in (*gouji._HOME, "check") if n not in ("corpus",)} == set()


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == gouji.__version__


def test_a_check_of_text_loads_nothing_heavy() -> None:
    heavy = "spacy pandas highspy pypdfium2 jieba docx xlsxwriter jinja2 torch"
    code = (
        "import sys; from typer.testing import CliRunner;"
        "from gouji.cli import app; from gouji.samples import path;"
        "assert CliRunner().invoke(app, ['check', str(path())]).exit_code == 1;"
        f"print([m for m in '{heavy}'.split() if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
