"""The score of the scanner, on a table of our own and on the shared one."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "eval" / "quantities" / "score.py"
HEAD = "sid\ttext\tstart\tend\tspan\tcore_start\tcore_end\tcore\tkind\tvalue\thi\tunit\tapprox"


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quantities_score", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_hits_misses_and_inventions_are_counted(scorer: ModuleType, tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    rows = [
        HEAD,
        "1\t登记12件\t2\t5\t12件\t2\t4\t12\tcount\t12\t\t件\texact",
        "2\t约登记8件\t3\t5\t8件\t3\t4\t8\tcount\t9\t\t件\texact",  # a wrong value in the table
        "3\t2024年\t0\t5\t2024年\t0\t5\t2024年\tdate\t2024\t\t年\texact",
    ]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    figures, errors = scorer.score(table)
    assert (figures["precision"], figures["recall"], figures["figures"]) == (0.5, 0.5, 2)
    assert len(errors) == 2


@pytest.mark.shared
def test_the_shared_sentences_are_read_as_marked(scorer: ModuleType, shared: Path) -> None:
    figures, errors = scorer.score(shared / "data" / "quantities-dev.tsv")
    assert figures["precision"] >= 0.98, errors
    assert figures["recall"] >= 0.98, errors
    assert figures["unit"] >= 0.97, errors
    assert figures["kind"] >= 0.97, errors
    assert figures["bound"] >= 0.95, errors
