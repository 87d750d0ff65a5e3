"""Mutated files never harm their reader: a short run with a seed of its own, and all that was ever found."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fuzz.fuzz import FOUND, SAMPLES, fault, run

from gouji.reading import read_bytes


@pytest.mark.parametrize("name", ["txt", "gbk.txt", "md", "html", "docx", "pdf"])
def test_each_sample_is_a_report_before_it_is_mutated(name: str) -> None:
    assert read_bytes(SAMPLES[name](), f"a.{name.rpartition('.')[2]}").year == 2024


@pytest.mark.parametrize("path", sorted(FOUND.glob("*")), ids=lambda path: path.name)
def test_what_was_found_once_stays_mended(path: Path) -> None:
    assert fault(path.read_bytes(), path.suffix[1:]) == ""


def test_a_short_run_finds_nothing() -> None:
    assert [(name, what) for name, _, what in run(seconds=8, seed=20240501)] == []


@pytest.mark.slow
def test_a_longer_run_finds_nothing() -> None:
    assert [(name, what) for name, _, what in run(seconds=120, seed=20240502)] == []
