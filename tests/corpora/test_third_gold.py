"""The third author's ordinary reports: gold that holds, half of them consistent, every class present."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from corpora.handwritten import audit

THIRD: dict[str, dict[str, Any]] = {
    p.stem: json.loads(p.read_text("utf-8")) for p in sorted(audit.HERE.glob("third/hy-*.json"))
}
GOLD = [r["gold"] for r in THIRD.values()]


@pytest.mark.parametrize("name", THIRD)
def test_nothing_is_amiss_in_the_gold(name: str) -> None:
    assert list(audit.faults(THIRD[name])) == []


@pytest.mark.parametrize("name", THIRD)
def test_each_report_tempts_often_and_claims_enough(name: str) -> None:
    gold = THIRD[name]["gold"]
    assert len(gold["must_not_flag"]) >= 8
    assert sum(claim["cells"] is not None for claim in gold["claims"]) >= 8


def test_half_are_consistent_and_every_class_stands_in_the_others() -> None:
    assert {f["class"] for g in GOLD for f in g["findings"]} == audit.CLASSES
    assert Counter(len(g["findings"]) for g in GOLD) == {0: 15, 1: 5, 2: 10}


def test_the_card_counts_what_is_there() -> None:
    card = (audit.HERE / "README.md").read_text("utf-8")
    errors, traps, claims = (sum(len(g[k]) for g in GOLD) for k in ("findings", "must_not_flag", "claims"))
    assert f"{errors} errors, {traps} phrases that must not be flagged, {claims} claims" in card
