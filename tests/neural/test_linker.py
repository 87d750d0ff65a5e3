"""The transformer linker, from a tiny checkpoint to ONNX Runtime without PyTorch."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from gouji.cli import app
from gouji.errors import DamagedFile
from gouji.extraction.proposals import Proposal
from gouji.neural import load
from gouji.neural.folder import Settings
from gouji.neural.linker import Measure, TransformerLinker, calibrated, measure, mentions
from gouji.text import Span

TEXT = "结转申请3件，收到申请34件，热线申请9件"
FIGURES = [Span(4, 5), Span(11, 13), Span(19, 20)]
WANTED = [("t3/carried_in/total",), ("t3/new/total",), ()]

runner = CliRunner()


def run(*arguments: object) -> str:
    """The output of a command that must succeed."""
    result = runner.invoke(app, ["models", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="session")
def trained(tiny: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A linker trained from the tiny checkpoint by the command."""
    out = tmp_path_factory.mktemp("linker")
    run(
        "train-linker", "--init", tiny, "--train", data, "--dev", data, "--out", out,
        "--epochs", 12, "--rate", 5e-3, "--batch", 16, "--threads", 1,
    )  # fmt: skip
    return out


@pytest.fixture(scope="session")
def exported(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as ONNX with weights of 8 bits."""
    pytest.importorskip("onnx", reason="the extra neural is not installed")
    out = tmp_path_factory.mktemp("onnx")
    run("export", trained, "--onnx", "--int8", "--out", out)
    return out


def readings(found: list[Proposal | None]) -> list[tuple[str, ...] | None]:
    return [None if p is None else p.reading for p in found]


def test_a_trained_linker_reads_the_figures_own_clause_not_its_neighbours(trained: Path) -> None:
    proposals = load(str(trained)).propose(TEXT, FIGURES)
    assert readings(list(proposals)) == WANTED
    assert all(p is not None and p.source == "transformer" and 0 < p.confidence <= 1 for p in proposals)


def test_a_linker_abstains_below_its_threshold(trained: Path) -> None:
    linker = TransformerLinker.from_pretrained(str(trained))
    linker.settings = replace(linker.settings, threshold=1.01)
    assert linker.propose(TEXT, FIGURES) == [None, None, None]


def test_no_figures_give_no_proposals(trained: Path) -> None:
    assert list(load(str(trained)).propose(TEXT, [])) == []


def test_onnx_runtime_proposes_the_same(trained: Path, exported: Path) -> None:
    whole = TransformerLinker.from_pretrained(str(trained)).propose(TEXT, FIGURES)
    for name in (exported, exported / "model.onnx"):
        small = TransformerLinker.from_pretrained(str(name)).propose(TEXT, FIGURES)
        assert readings(small) == readings(whole)
        near = [(a.confidence, b.confidence) for a, b in zip(small, whole, strict=True) if a and b]
        assert all(abs(a - b) < 0.1 for a, b in near)


def test_an_exported_linker_runs_without_torch(exported: Path) -> None:
    script = (
        "import sys; sys.modules['torch'] = sys.modules['transformers'] = None\n"
        "from gouji.neural import load\nfrom gouji.text import Span\n"
        f"print([p.reading for p in load({str(exported)!r}).propose({TEXT!r}, [Span(11, 13)])])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[('t3/new/total',)]"


def test_evaluate_counts_what_is_right_and_what_was_answered(trained: Path, data: Path) -> None:
    found = json.loads(run("evaluate", trained, data, "--json"))
    assert found["mentions"] == 160
    assert found["right"] >= 155
    assert found["kept_right"] <= found["kept"] <= 160
    assert found["links_right"] / found["links"] >= 0.97
    assert "160" in run("evaluate", trained, data)


def test_a_folder_without_a_trained_linker_says_how_to_train_one(tmp_path: Path, data: Path) -> None:
    result = runner.invoke(app, ["models", "evaluate", str(tmp_path), str(data)])
    assert result.exit_code == 2
    assert "train-linker" in result.output


def test_a_tagger_is_no_linker(tmp_path: Path) -> None:
    Settings("tagger", ("O",), 8, 0).write(tmp_path)
    with pytest.raises(DamagedFile):
        load(str(tmp_path))


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "收到3件"}', '{"text": "", "start": 0, "end": 1}'])
def test_a_line_that_is_no_mention_is_told_by_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "收到3件", "start": 2, "end": 3, "cells": []}\n' + line + "\n", "utf-8")
    with pytest.raises(DamagedFile, match="第 2 行"):
        mentions(path)


def test_calibration_takes_the_least_threshold_that_is_precise_enough() -> None:
    # two labels; where the model is sure it is right, where it is not it is wrong half of the time
    sure = [[4.0, 0.0]] * 20 + [[0.0, 4.0]] * 20
    unsure = [[0.6, 0.0]] * 10
    found = np.array(sure + unsure, np.float32)
    labels = ["a", ""]
    wanted = ["a"] * 20 + [""] * 20 + ["a", ""] * 5
    temperature, threshold = calibrated(found, labels, wanted, precision=1.0)
    assert 0.5 < threshold < 0.99
    assert temperature < 5


def test_a_label_that_the_model_does_not_know_counts_as_wrong() -> None:
    found = np.array([[0.9, 0.1], [0.2, 0.8]], np.float32)
    assert measure(found, ["a", ""], ["b", ""], 0.85) == Measure(2, 1, 1, 0, 1, 0)
