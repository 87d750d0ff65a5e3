"""The gate: what opens it, what shuts it, and that floors never fall silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpora.synthetic.maker import make
from eval import gate
from eval.cases import Case
from eval.gate import Pinned, digest, failures, pin

CORPORA = {"discrepancies.made": "aa"}
PINNED = Pinned(
    dict(CORPORA),
    {"discrepancies.made.recall": 0.9, "discrepancies.made.flagged": 2.0, "linking.real.accuracy": 1.0},
)
GOOD = {"discrepancies.made.recall": 0.95, "discrepancies.made.flagged": 1.0, "linking.real.accuracy": 1.0}


def test_better_figures_open_the_gate() -> None:
    assert failures(PINNED, CORPORA, GOOD) == []


@pytest.mark.parametrize(
    ("name", "value"), [("discrepancies.made.recall", 0.89), ("discrepancies.made.flagged", 3.0)]
)
def test_a_worse_figure_shuts_it(name: str, value: float) -> None:
    found = failures(PINNED, CORPORA, {**GOOD, name: value})
    assert [f.split(":")[0] for f in found] == [name]


def test_another_corpus_shuts_it() -> None:
    assert "has changed" in failures(PINNED, {"discrepancies.made": "bb"}, GOOD)[0]


def test_a_figure_that_was_not_measured_shuts_it_where_its_corpus_is_here() -> None:
    del_recall = {k: v for k, v in GOOD.items() if "recall" not in k}
    assert "not measured" in failures(PINNED, CORPORA, del_recall)[0]


def test_a_corpus_that_is_not_here_shuts_nothing() -> None:
    assert failures(PINNED, {}, {}) == []


def test_pinning_raises_and_never_lowers() -> None:
    after = pin(PINNED, CORPORA, {**GOOD, "linking.real.accuracy": 0.5, "new.figure": 0.7}, lower=False)
    assert after.floors == {
        "discrepancies.made.recall": 0.95,
        "discrepancies.made.flagged": 1.0,
        "linking.real.accuracy": 1.0,
        "new.figure": 0.7,
    }


def test_a_changed_corpus_is_pinned_anew_even_if_lower() -> None:
    worse = {**GOOD, "discrepancies.made.recall": 0.5}
    after = pin(PINNED, {"discrepancies.made": "bb"}, worse, lower=False)
    assert after.floors["discrepancies.made.recall"] == 0.5
    assert after.corpora["discrepancies.made"] == "bb"


def test_lowering_needs_leave() -> None:
    worse = {**GOOD, "discrepancies.made.recall": 0.5}
    assert pin(PINNED, CORPORA, worse, lower=False).floors["discrepancies.made.recall"] == 0.9
    assert pin(PINNED, CORPORA, worse, lower=True).floors["discrepancies.made.recall"] == 0.5


def test_a_regression_that_was_allowed_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changelog, floors = tmp_path / "CHANGELOG.md", tmp_path / "floors.json"
    changelog.write_text("# Changelog\n\n## Unreleased\n\n- Something.\n", "utf-8")
    PINNED.save(floors)
    monkeypatch.setattr(gate, "CHANGELOG", changelog)
    monkeypatch.setattr(gate, "FLOORS", floors)
    worse = {**GOOD, "discrepancies.made.recall": 0.5}
    monkeypatch.setattr(gate, "measure", lambda: (CORPORA, worse))
    assert gate.main([]) == 1
    assert Pinned.load(floors).floors == PINNED.floors
    assert gate.main(["--allow-regression", "the corpus grew harder"]) == 0
    assert "discrepancies.made.recall): the corpus grew harder" in changelog.read_text("utf-8")
    assert "- Something." in changelog.read_text("utf-8")
    assert gate.main([]) == 0


def test_the_hash_of_a_corpus_sees_a_single_figure() -> None:
    one, other = Case(make(1).record), Case(make(2).record)
    assert digest([one]) == digest([Case(make(1).record)])
    assert digest([one]) != digest([other])
    assert digest([one, other]) != digest([other, one])
