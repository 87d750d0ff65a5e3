"""Corpora for the tests: made reports, and documents that misbehave."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.corpus_bulk.made import report

from gouji.corpus import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers import tests.corpus_bulk.misbehave, and the package that lies beside these tests."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), str(ROOT / "nlp"))))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty-four reports in folders of two depths, and a file that is none."""
    top = tmp_path / "corpus"
    for number in range(24):
        place = top / ("a" if number % 2 else "b/c")
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:02d}.txt").write_text(report(number), "utf-8")
    (top / "list.xyz").write_text("no report")
    return top


@pytest.fixture
def strict() -> Settings:
    """Limits that misbehaving documents meet soon."""
    return Settings(shard=10, seconds=1.0, memory=2**30, work="tests.corpus_bulk.misbehave:work")
