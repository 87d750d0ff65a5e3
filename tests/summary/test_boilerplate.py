"""The table of common words: it is what its card says, and what the corpora give."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from gouji.summary.boilerplate import FILE, Table, code, load, runs

ROOT = Path(__file__).parent.parent.parent


def test_the_table_is_small_and_what_its_card_says() -> None:
    weights = resources.files("gouji.weights")
    data = (weights / FILE).read_bytes()
    card = tomllib.loads((weights / FILE.replace(".bin", ".toml")).read_text("utf-8"))
    assert card["sha256"] == hashlib.sha256(data).hexdigest()
    assert (card["bytes"], card["entries"]) == (len(data), len(load().codes))
    assert len(data) < 200_000


@pytest.mark.slow
def test_the_table_is_what_the_corpora_give() -> None:
    command = [sys.executable, "-m", "models.boilerplate", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "in step")


def test_words_of_any_report_are_common_and_words_of_one_are_not() -> None:
    table = load()
    common = [table.share(run) for run in runs("政府信息公开工作")]
    rare = [table.share(run) for run in runs("印制年鉴送给乡镇")]
    assert min(common) > 0.3
    assert max(rare) < 0.1


def test_a_table_is_read_back_as_it_was_written() -> None:
    numbers = sorted([code("政府信息"), code("信息公开")])
    data = b"".join(n.to_bytes(4, "little") for n in numbers) + bytes([255, 51])
    table = Table.parse(data)
    shares = {run: table.share(run) for run in ("政府信息", "信息公开", "不在其中")}
    assert sorted(shares.values()) == [0.0, 0.2, 1.0]
    assert shares["不在其中"] == 0.0
