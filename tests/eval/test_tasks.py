"""Tasks: every folder runs, predictions of others can be scored, baselines see what they should."""

from __future__ import annotations

import importlib
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from corpora.synthetic.maker import Made, make
from corpora.synthetic.record import GoldClaim
from eval.__main__ import main
from eval.baselines import BASELINES
from eval.cases import ROOT, Case
from eval.cells.run import figure
from eval.claims.run import verdict
from eval.conformance.run import KINDS, micros
from eval.discrepancies.facts import wrong_percent
from eval.discrepancies.matching import fold
from eval.discrepancies.score import score
from eval.linking.run import is_right
from eval.plots import bars
from eval.results import predictive_value
from eval.systems import from_file
from eval.tasks import tasks


def planted(klass: str) -> Made:
    """The first made report with an error of that class."""
    return next(m for m in (make(s, errors=1, klass=klass) for s in range(200)) if m.twin is not None)


def test_every_task_names_something_that_can_be_run() -> None:
    assert {"discrepancies", "conformance", "cells", "linking", "claims", "coverage"} <= set(tasks())
    for task in tasks().values():
        assert bool(task.module) != bool(task.commands), task.name
        if task.module:
            assert callable(importlib.import_module(task.module).main)
        for command in task.commands:
            path = f"{command[1].replace('.', '/')}.py" if command[0] == "-m" else command[0]
            assert (ROOT / path).is_file()


def test_an_unknown_task_is_said_to_be_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 2
    assert "discrepancies" in capsys.readouterr().err


def test_predictions_of_others_are_scored_by_the_stem_of_their_path(tmp_path: Path) -> None:
    made = planted("E12")
    case = Case(made.record)
    cell = made.record.gold.findings[0].cells[0]
    finding = {
        "code": "?",
        "verdict": "contradiction",
        "evidence": [{"kind": "cell", "role": "conflict", "cell": cell, "value": "1"}],
    }
    review = {"schema": "gouji/review/1", "document": {"path": f"x/{case.name}.txt"}, "findings": [finding]}
    path = tmp_path / "said.jsonl"
    path.write_text(json.dumps(review) + "\n", "utf-8")
    system = from_file(path)
    assert score(case, system(case)).outcomes[0].found
    other = Case(replace(made.record, name="other"))
    assert system(other).error


def test_conformance_has_every_kind_and_enough_cases() -> None:
    cases = micros()
    assert len(cases) >= 300
    assert {m.kind for m in cases} == set(KINDS)
    assert len({m.record.name for m in cases}) == len(cases)


@pytest.mark.parametrize(
    ("system", "klass", "found"),
    [("sums-only", "E12", True), ("six-regex", "E12", False), ("sums-only", "E27", False)],
)
def test_baselines_find_what_they_look_at(system: str, klass: str, found: bool) -> None:
    made = planted(klass)
    case = Case(replace(made.record, quirks=()))
    assert score(case, BASELINES[system](case)).outcomes[0].found is found


def test_a_link_is_right_whatever_its_order_and_empty_only_where_gold_is() -> None:
    assert is_right(["a", "b"], [["b", "a"]])
    assert is_right([], [])
    assert not is_right([], [["a"]])
    assert not is_right(["a"], [])
    assert not is_right(["a"], [["b"], ["c"], ["d"], ["a"]])


def test_a_claim_needs_phrase_value_and_cells() -> None:
    text = fold("新收申请12件，办结11件")
    claim = {"span": [0, 7], "value": "12", "readings": [["t3/new/total"]]}
    gold = GoldClaim("新收申请12件", "12", "件", ("t3/new/total",))
    assert verdict(gold, [claim], text) == "right"
    assert verdict(gold, [{**claim, "value": "13"}], text) == "unread"
    assert verdict(gold, [{**claim, "readings": []}], text) == "unlinked"
    assert verdict(gold, [{**claim, "readings": [["t3/total/total"]]}], text) == "wrong"
    assert verdict(GoldClaim("新收申请12件", "12", "件", None), [claim], text) == "wrong"


def test_printed_cells_are_compared_as_figures() -> None:
    assert [figure(v) for v in (Decimal(3), "-2", "386.2万元", None, "增")] == [
        3,
        -2,
        Decimal("386.2"),
        None,
        None,
    ]


def test_a_planted_share_is_far_from_the_true_one() -> None:
    for tenths in range(15, 999):
        true = Decimal(tenths) / 10
        assert abs(Decimal(wrong_percent(true)) - true) >= 5


def test_the_value_of_a_flag_falls_with_false_flags() -> None:
    assert predictive_value(0.9, 0.0) == 1.0
    assert predictive_value(0.9, 0.05) > predictive_value(0.9, 0.5)


def test_a_chart_draws_one_bar_a_value() -> None:
    assert bars("t", {"a": 1.0, "b": 0.5}).count("<rect") == 2
