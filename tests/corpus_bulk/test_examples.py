"""The worked scripts of docs/examples do what they say."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from eval.speed import years
from tests.corpus_bulk.made import report

pd = pytest.importorskip("pandas")
pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def test_a_province_and_its_years(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, _, _ = years.panel(8, 2, "example")
    years.write(made, tmp_path / "in")
    runpy.run_path(str(EXAMPLES / "province.py"))["main"](str(tmp_path / "in"), str(tmp_path / "out"))
    assert "1 of 1 shards" in capsys.readouterr().out
    runpy.run_path(str(EXAMPLES / "decade.py"))["main"](str(tmp_path / "out"))
    told = capsys.readouterr().out
    assert "2025" in told


def test_frames(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.DataFrame({"id": ["a", "b"], "text": [report(0), report(1)]})
    frame.to_parquet(tmp_path / "a.parquet")
    module = runpy.run_path(str(EXAMPLES / "frames.py"))
    module["main"](str(tmp_path / "a.parquet"))
    told = capsys.readouterr().out
    assert "N2" in told
    (found,) = module["keep"]([frame])
    assert found.to_dict("list") == {"id": ["a", "b"], "status": ["ok", "ok"], "contradictions": [1, 0]}
