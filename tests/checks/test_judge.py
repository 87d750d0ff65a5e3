"""A conflict with cells rests on a link, and the judge of links is heard first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from gouji import review
from gouji.claim import Reading
from gouji.document import Document
from gouji.extraction.proposals import Proposal
from gouji.reading import read
from gouji.samples import path
from gouji.text import Span

NEW: Reading = ("t3/new/total",)
GRANTED: Reading = ("t3/granted/total",)


class Says:
    """A judge with one opinion, who proposes nothing."""

    def __init__(self, shares: Mapping[Reading, float]) -> None:
        self.shares = shares

    def propose(self, text: str, figures: Sequence[Span]) -> Sequence[Proposal | None]:
        return [None for _ in figures]

    def judge(self, text: str, figure: Span) -> Mapping[Reading, float]:
        return self.shares


def _altered(number: int = 17) -> Document:
    """The sample report, whose prose tells another number of applications than its table."""
    whole = path().read_text("utf-8")
    assert "收到政府信息公开申请9件" in whole
    return read(whole.replace("收到政府信息公开申请9件", f"收到政府信息公开申请{number}件").encode())


@pytest.mark.parametrize(
    ("shares", "verdicts"),
    [
        ({NEW: 0.9, (): 0.1}, ["contradiction"]),
        ({NEW: 0.35, (): 0.65}, ["contradiction"]),
        ({NEW: 0.05, (): 0.5, GRANTED: 0.45}, ["doubt"]),
        ({NEW: 0.01, (): 0.99}, []),
    ],
)
def test_what_a_conflict_amounts_to_hangs_on_whether_the_judge_follows_the_link(
    shares: Mapping[Reading, float], verdicts: list[str]
) -> None:
    found = review(_altered(), proposers=(Says(shares),)).findings
    assert [f.verdict.value for f in found if f.code == "X3"] == verdicts


def test_a_figure_that_other_cells_hold_was_misread_and_nothing_is_said() -> None:
    in_force: Reading = ("t2/normative_document/in_force",)
    document = _altered(10)
    assert document.cells[in_force[0]].value == 10
    found = review(document, proposers=(Says({NEW: 0.05, in_force: 0.85, (): 0.1}),)).findings
    assert not [f for f in found if f.code == "X3"]


def test_without_a_judge_the_rules_stand_alone() -> None:
    found = review(_altered(), proposers=()).findings
    assert [f.verdict.value for f in found if f.code == "X3"] == ["contradiction"]
