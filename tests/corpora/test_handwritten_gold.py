"""The hand-written corpus: gold that holds, classes that are all there, an audit that sees faults."""

from __future__ import annotations

import copy
import hashlib
import json
from collections import Counter
from typing import Any

import pytest
from corpora.handwritten import audit

PATHS = sorted(audit.HERE.glob("*/hw-*.json"))
REPORTS: dict[str, dict[str, Any]] = {p.stem: json.loads(p.read_text("utf-8")) for p in PATHS}
HALVES = {half: [REPORTS[p.stem] for p in PATHS if p.parent.name == half] for half in ("tune", "held")}


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_amiss_in_the_gold(name: str) -> None:
    assert list(audit.faults(REPORTS[name])) == []


def test_every_class_stands_at_least_three_times_and_once_in_each_half() -> None:
    counted = {
        half: Counter(f["class"] for r in reports for f in r["gold"]["findings"])
        for half, reports in HALVES.items()
    }
    assert set(counted["tune"]) == set(counted["held"]) == audit.CLASSES
    assert min((counted["tune"] + counted["held"]).values()) >= 3


@pytest.mark.parametrize("half", HALVES)
def test_each_half_has_twenty_reports_a_third_of_them_consistent(half: str) -> None:
    wrong = [len(r["gold"]["findings"]) for r in HALVES[half]]
    assert len(wrong) == 20
    assert 6 <= wrong.count(0) <= 7
    assert max(wrong) <= 4


def test_no_body_and_no_sentence_stands_twice() -> None:
    assert len({r["org"] for r in REPORTS.values()}) == len(REPORTS)
    sentences = Counter(
        sentence
        for r in REPORTS.values()
        for section in r["sections"].values()
        for sentence in {s for s in section.replace("\n", "。").split("。") if len(s) > 24}
    )
    assert [s for s, n in sentences.items() if n > 1] == []


def test_the_hashes_are_those_of_the_files() -> None:
    stated = dict(
        reversed(line.split("  ")) for line in (audit.HERE / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    paths = audit.HERE.glob("*/h?-*.json")
    found = {str(p.relative_to(audit.HERE)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}
    assert stated == found


def test_the_card_counts_what_is_there() -> None:
    card = (audit.HERE / "README.md").read_text("utf-8")
    for half, reports in HALVES.items():
        gold = [r["gold"] for r in reports]
        figures = [
            len(gold),
            sum(not g["findings"] for g in gold),
            *(sum(len(g[key]) for g in gold) for key in ("findings", "must_not_flag", "claims")),
        ]
        assert f"| `{half}` | {' | '.join(map(str, figures))} |" in card


def _spoilt(change: str) -> dict[str, Any]:
    """A consistent report with one thing made wrong."""
    report = copy.deepcopy(REPORTS["hw-01"])
    gold = report["gold"]
    match change:
        case "cell":
            report["tables"]["t3"][2][0] += 1
        case "strip":
            report["tables"]["t4"][4] += 1
        case "stock":
            report["tables"]["t2"]["行政规范性文件"] = [9, 0, 3]
        case "quote":
            gold["must_not_flag"][0]["quote"] = "共计一万件"
        case "why":
            gold["must_not_flag"][0]["why"] = "17+22=40"
        case "claim":
            gold["claims"][0]["value"] += 1
        case "class":
            gold["findings"] = [
                {
                    "class": "E99",
                    "verdict": "doubt",
                    "quote": "现有31个",
                    "quote2": "",
                    "cells": [],
                    "why": "",
                }
            ]
        case "needless":
            gold["findings"] = [
                {
                    "class": "E13",
                    "verdict": "contradiction",
                    "quote": "",
                    "quote2": "",
                    "cells": ["t3.r3.c1"],
                    "why": "",
                }
            ]
        case "few":
            gold["claims"] = gold["claims"][:5]
    return report


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("cell", "identity broken without a finding: t3 行3"),
        ("strip", "identity broken without a finding: t4"),
        ("stock", "identity broken without a finding: t2 行政规范性文件"),
        ("quote", "quote not in the text"),
        ("why", "false equation in why: 17+22=40"),
        ("claim", "claim 新收政府信息公开申请96件"),
        ("class", "unknown class or verdict: E99"),
        ("needless", "E13 breaks no identity"),
        ("few", "too few"),
    ],
)
def test_the_audit_sees_what_is_wrong(change: str, said: str) -> None:
    assert any(fault.startswith(said) for fault in audit.faults(_spoilt(change)))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("8/31=25.8%", []),
        ("8/31=26%", []),
        ("8/31=25.9%", ["8/31=25.9%"]),
        ("(37-30)/30=23.3%，应为增长", []),
        ("两数对调(3+4=7)", []),
        ("3+4≠8，4+4≠8", ["4+4≠8"]),
        ("2021-2022学年", []),
    ],
)
def test_equations_are_held_to_their_printed_precision(text: str, wrong: list[str]) -> None:
    assert list(audit.wrong_equations(text)) == wrong
