"""Training that is stopped and taken up ends where one that runs through ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

torch = pytest.importorskip("torch", reason="the extra neural is not installed")
pytest.importorskip("transformers", reason="the extra neural is not installed")

from safetensors.torch import load_file  # noqa: E402  (only where the extra is installed)

from gouji.cli import app  # noqa: E402
from gouji.errors import UsageError  # noqa: E402
from gouji.neural.recipes import train_linker  # noqa: E402
from gouji.neural.training import CHECKPOINT, Recipe  # noqa: E402

RECIPE = Recipe(epochs=1, batch=32, rate=1e-3)


def test_a_run_stopped_at_every_step_gives_the_weights_of_one_that_ran_through(
    tiny: Path, data: Path, tmp_path: Path
) -> None:
    through, broken = tmp_path / "through", tmp_path / "broken"
    train_linker(str(tiny), data, data, through, RECIPE)
    stops = 0
    while train_linker(str(tiny), data, data, broken, RECIPE, minutes=0) is None:
        assert (broken / CHECKPOINT).is_file()
        stops += 1
    assert stops == 4  # 160 mentions are five steps
    assert not (broken / CHECKPOINT).exists()
    for name in ("model.safetensors", "head.safetensors"):
        first, second = load_file(through / name), load_file(broken / name)
        assert all(torch.equal(first[key], second[key]) for key in first)


def test_a_stopped_command_says_so_and_ends_with_130(tiny: Path, data: Path, tmp_path: Path) -> None:
    command = ["models", "train-linker", "--init", str(tiny), "--train", str(data), "--dev", str(data)]
    result = CliRunner().invoke(app, [*command, "--out", str(tmp_path), "--minutes", "0"])
    assert result.exit_code == 130
    assert "续训" in result.output


def test_a_checkpoint_of_another_recipe_is_not_taken_up(tiny: Path, data: Path, tmp_path: Path) -> None:
    train_linker(str(tiny), data, data, tmp_path, RECIPE, minutes=0)
    with pytest.raises(UsageError, match="--out"):
        train_linker(str(tiny), data, data, tmp_path, Recipe(epochs=2, batch=32))


def test_the_first_layers_of_an_encoder_can_be_kept(tiny: Path, data: Path, tmp_path: Path) -> None:
    entries: list[dict[str, Any]] = []
    train_linker(str(tiny), data, data, tmp_path, RECIPE, layers=1, watch=entries.append)
    names = load_file(tmp_path / "model.safetensors")
    assert any("layer.0." in name for name in names)
    assert not any("layer.1." in name for name in names)
    assert [e["event"] for e in entries] == ["start", "step"]
