"""docs/security.md tells what the files really are and how they end."""

from __future__ import annotations

from pathlib import Path

from tests.hostile.files import HOSTILE

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
CPU_SECONDS = 10.0
MEMORY_MB = 2**31 / 1e6


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    cut = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]
    return [row for row in cut if row[0] != "file"]


def test_the_table_names_every_hostile_file_once() -> None:
    assert sorted(row[0] for row in rows()) == sorted(file.title for file in HOSTILE.values())
    assert len(HOSTILE) >= 30


def test_the_ends_of_the_table_are_those_that_are_right() -> None:
    ends = {file.title: set(file.ends) for file in HOSTILE.values()}
    assert [row for row in rows() if not set(row[1].split(", ")) <= ends[row[0]]] == []


def test_the_figures_of_the_table_keep_the_promise() -> None:
    assert [row for row in rows() if float(row[2]) > CPU_SECONDS or float(row[3]) > MEMORY_MB] == []
