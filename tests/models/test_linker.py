"""The linear linker: small models learn, the same bytes come out, and figures in doubt are left alone."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace

import numpy as np
import pytest
from corpora.synthetic import mentions
from hypothesis import given
from hypothesis import strategies as st
from models.linker.__main__ import content
from models.linker.data import Mixture, by_hand, training
from models.linker.recipe import calibrated, judge
from models.linker.training import Settings, label, train

from gouji import claims
from gouji.extraction.linear import BITS, LinearLinker, Weights, features, window
from gouji.text import Span

SMALL = Mixture(reports=40, phrases=1500, repeats=1)
QUICK = Settings(epochs=3, rows=6000)


@pytest.fixture(scope="module")
def small() -> Weights:
    """A model of a tenth of the size."""
    return train(training(SMALL, by_hand()[:600]), QUICK)


def test_a_small_model_holds_the_floor_on_families_it_has_not_seen(small: Weights) -> None:
    found = list(itertools.islice(mentions.from_reports("dev", 60, seed=9), 300))
    judged = judge(small, found)
    right = judged.scores.argmax(1) == judged.truth
    assert right.mean() >= 0.8


def test_the_margin_makes_links_precise_and_the_rest_is_abstained_from(small: Weights) -> None:
    found = list(itertools.islice(mentions.balanced("dev", 300, seed=9), 300))
    judged = judge(small, found)
    model = calibrated(small, judged)
    linker = LinearLinker(model)
    answers = [linker.propose(m["text"], [Span(m["start"], m["end"])])[0] for m in found]
    links = [(a, m) for a, m in zip(answers, found, strict=True) if a is not None and a.reading]
    right = [set(a.reading) == set(m["cells"]) for a, m in links]
    assert links
    assert sum(right) / len(right) >= 0.9
    assert None in answers


def test_the_same_data_and_seed_give_the_same_bytes() -> None:
    data = training(Mixture(reports=3, phrases=60, repeats=1), by_hand()[:40])
    one, other = (content(train(data, Settings(epochs=1, rows=500))) for _ in range(2))
    assert one == other


def test_a_model_comes_back_from_its_file_as_it_was(small: Weights) -> None:
    again = Weights.load(io.BytesIO(content(small)))
    assert again.labels == small.labels
    assert np.array_equal(again.matrix, small.matrix)
    assert (again.scale, again.temperature, again.margin) == (
        small.scale,
        small.temperature,
        small.margin,
    )


def test_the_shipped_weights_are_small_and_whole() -> None:
    linker = LinearLinker.shipped()
    assert len(content(linker.weights)) < 1_000_000
    assert int(linker.weights.rows.max()) < 1 << BITS
    assert 0 < linker.weights.margin < 1


@pytest.mark.slow
def test_the_recipe_rebuilds_the_shipped_file_byte_for_byte() -> None:
    from models.linker.__main__ import main

    assert main(["--check"]) == 0


def test_figures_asked_about_together_get_the_answers_they_get_alone() -> None:
    text = "全年收到申请9件，其中予以公开3件、不予公开2件。\n另接到热线来电120个，编印宣传册4000本。"
    places = [Span(m, m + n) for m, n in ((6, 1), (14, 1), (21, 1), (32, 3), (42, 4))]
    model = LinearLinker(replace(LinearLinker.shipped().weights, margin=0.0))
    together = model.probabilities(text, places)
    for n, place in enumerate(places):
        assert np.allclose(together[n], model.probabilities(text, [place])[0])


@given(st.text("公开申请不予件条，。、；：（）0123456789\n", min_size=1, max_size=80), st.data())
def test_any_place_of_any_text_gets_an_answer_or_none(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    seen = window(text, Span(start, end))
    assert 0 <= seen.back <= seen.clause <= start < end <= seen.after <= seen.ahead <= len(text)
    found = features(text, [Span(start, end)])
    assert len(found.row) == len(found.value) == len(found.figure)
    [answer] = LinearLinker.shipped().propose(text, [Span(start, end)])
    assert answer is None or 0 <= answer.confidence <= 1 + 1e-9


def test_no_value_tells_what_it_counts() -> None:
    one, other = (features(f"不予公开{n}件", [Span(4, 4 + len(n))]) for n in ("3", "4127"))
    assert np.array_equal(one.row, other.row)


def test_a_label_is_the_same_in_whatever_order_its_cells_stand() -> None:
    assert label({"cells": ["b", "a"]}) == label({"cells": ["a", "b"]}) == "a+b"


def test_a_figure_that_rules_leave_open_is_linked_and_says_by_whom() -> None:
    text = "办理结果：予以公开34件、部分公开8件。"
    assert {c.linked_by for c in claims(text) if c.readings} <= {"rules", "rules, loosely", "linear"}
    assert all(not c.readings for c in claims(text, proposers=()) if not c.linked_by)
