"""The fourth author's reports: gold that holds, each error with its rule, and a card that counts them."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest
from corpora.handwritten import audit

FOURTH: dict[str, dict[str, Any]] = {
    p.stem: json.loads(p.read_text("utf-8")) for p in sorted(audit.HERE.glob("fourth/hz-*.json"))
}
GOLD = [r["gold"] for r in FOURTH.values()]


@pytest.mark.parametrize("name", FOURTH)
def test_nothing_is_amiss_in_the_gold(name: str) -> None:
    assert list(audit.faults(FOURTH[name])) == []


def test_every_class_stands_in_the_set_and_every_error_names_its_rule() -> None:
    found = [f for g in GOLD for f in g["findings"]]
    assert {f["class"] for f in found} == audit.CLASSES
    assert all(re.fullmatch(r"[A-Z]\d?(?:-?\d+)?", f["rule"]) for f in found)


def test_nine_are_consistent() -> None:
    assert Counter(len(g["findings"]) for g in GOLD) == {0: 9, 2: 13, 3: 2}


def test_the_card_counts_what_is_there() -> None:
    card = (audit.HERE / "README.md").read_text("utf-8")
    errors, traps, claims = (sum(len(g[k]) for g in GOLD) for k in ("findings", "must_not_flag", "claims"))
    assert f"{errors} errors, {traps} phrases that must not be flagged, {claims} claims" in card
