"""The references are what they claim to be, and the liar really lies."""

from __future__ import annotations

import random
import re

import pytest
from corpora.synthetic.maker import make
from corpora.synthetic.rendering import render
from eval.summaries.hostile import Said, said
from eval.summaries.run import Reference, references, rouge_l, stated

import gouji


@pytest.fixture(scope="module")
def known() -> list[Reference]:
    return list(references())


def test_there_are_enough_references_of_three_to_five_sentences(known: list[Reference]) -> None:
    assert len(known) >= 30
    assert len({r.name for r in known}) == len(known)
    assert [r.name for r in known if not 3 <= r.text.count("。") <= 5] == []


def test_a_reference_states_no_figure_that_its_report_does_not_hold(known: list[Reference]) -> None:
    for reference in known:
        document = reference.review.document
        cells = {str(c.value.normalize()) for c in document.cells.values() if c.value is not None}
        prose = stated(document.text)
        strange = [(v, u) for v, u in stated(reference.text) if (v, u) not in prose and v not in cells]
        assert strange == [], reference.name


def test_no_sentence_of_a_reference_is_a_report_s_own(known: list[Reference]) -> None:
    for reference in known:
        parts = re.split("[。；]", reference.text)
        same = [p for p in parts if len(p) > 40 and p in reference.review.document.text]
        assert same == [], reference.name


@pytest.fixture(scope="module")
def told() -> tuple[str, list[Said]]:
    """The prose of a made report and what the liar says of it."""
    review = gouji.review(gouji.read(render(make("hostile-3", "test").record)))
    return review.document.text, said(review, random.Random(3))


def test_true_sentences_stand_in_the_report_and_lies_do_not(told: tuple[str, list[Said]]) -> None:
    text, sentences = told
    assert {s.text in text for s in sentences if not s.lie} == {True}
    assert {s.text in text for s in sentences if s.lie} == {False}


def test_the_liar_lies_in_many_ways(told: tuple[str, list[Said]]) -> None:
    ways = {s.lie for s in told[1]}
    assert {"digits", "exchanged", "added", "invented", "moved", "injected", "numerals", "last year"} <= ways


def test_a_subsequence_counts_characters_and_no_punctuation() -> None:
    assert rouge_l("收到申请，9件。", "收到9件申请") == pytest.approx(2 * 4 / 12)
    assert rouge_l("", "收到") == 0.0
