"""The second author's reports: gold that holds, every class at least twice, a voice of their own."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from corpora.handwritten import audit


def reports(pattern: str) -> dict[str, dict[str, Any]]:
    """Reports by name."""
    return {p.stem: json.loads(p.read_text("utf-8")) for p in sorted(audit.HERE.glob(pattern))}


SECOND = reports("second/hx-*.json")
FIRST = reports("*/hw-*.json")
GOLD = [r["gold"] for r in SECOND.values()]


def sentences(many: dict[str, dict[str, Any]]) -> set[str]:
    """Sentences too long to be a formula."""
    return {
        sentence
        for report in many.values()
        for section in report["sections"].values()
        for sentence in section.replace("\n", "。").split("。")
        if len(sentence) > 24
    }


@pytest.mark.parametrize("name", SECOND)
def test_nothing_is_amiss_in_the_gold(name: str) -> None:
    assert list(audit.faults(SECOND[name])) == []


@pytest.mark.parametrize("name", SECOND)
def test_each_report_tempts_often_and_claims_enough(name: str) -> None:
    gold = SECOND[name]["gold"]
    assert len(gold["must_not_flag"]) >= 8
    assert sum(claim["cells"] is not None for claim in gold["claims"]) >= 6


def test_every_class_stands_at_least_twice_in_24_of_36_reports() -> None:
    counted = Counter(f["class"] for g in GOLD for f in g["findings"])
    assert set(counted) == audit.CLASSES
    assert min(counted.values()) >= 2
    sizes = Counter(len(g["findings"]) for g in GOLD)
    assert (len(GOLD), sizes[0], max(sizes)) == (36, 12, 3)


def test_no_body_and_no_sentence_is_shared_with_the_first_set() -> None:
    assert {r["org"] for r in SECOND.values()}.isdisjoint(r["org"] for r in FIRST.values())
    assert sentences(SECOND).isdisjoint(sentences(FIRST))


def test_the_card_counts_what_is_there() -> None:
    card = (audit.HERE / "README.md").read_text("utf-8")
    errors, traps, claims = (sum(len(g[k]) for g in GOLD) for k in ("findings", "must_not_flag", "claims"))
    assert f"{errors} errors, {traps} phrases that must not be flagged, {claims} claims" in card
