"""`gouji.summarize`: nothing in it that the report does not state."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import gouji
from gouji.cli import app
from gouji.outcome import Review
from gouji.samples import path as sample
from gouji.summary import summarize


@pytest.fixture(scope="module")
def report() -> Review:
    return gouji.check(sample())


@pytest.mark.parametrize("length", [0, 60, 200, 5000])
def test_the_extract_stays_within_its_length_and_keeps_the_report_s_words(
    report: Review, length: int
) -> None:
    short = summarize(report, length)
    assert sum(len(s.quote) for s in short.sentences) <= length
    assert [s.quote for s in short.sentences] == [
        s.span.of(report.document.text).strip() for s in short.sentences
    ]
    assert list(short.sentences) == sorted(short.sentences, key=lambda s: s.span)


def test_every_key_figure_is_what_its_cells_hold(report: Review) -> None:
    facts = summarize(report).facts
    assert len(facts) > 8
    assert [f.value for f in facts] == [sum(report.cells[c].value or 0 for c in f.cells) for f in facts]
    received = facts[0]
    assert [c.quote for c in report.claims if c.id in received.claims] == ["9件"]


def test_a_sentence_with_a_contradicted_figure_is_marked(report: Review) -> None:
    marked = [s.quote for s in summarize(report, 5000).sentences if s.contradicted]
    assert len(marked) == 1
    assert "23%" in marked[0]


def test_last_year_stands_beside_this_year_where_it_is_given(report: Review) -> None:
    assert {f.previous for f in summarize(report).facts} == {None}
    both = gouji.review(report.document, report.document)
    assert all(f.previous == f.value for f in summarize(both).facts)


def test_the_command_prints_text_and_json() -> None:
    text = CliRunner().invoke(app, ["summarize", str(sample()), "--length", "100", "--lang", "en"])
    assert (text.exit_code, "applications received 9" in text.output) == (0, True)
    plain = CliRunner().invoke(app, ["summarize", str(sample()), "--format", "json"])
    assert json.loads(plain.stdout)["schema"] == "gouji/summary/1"
    assert CliRunner().invoke(app, ["summarize", "no-such-file.txt"]).exit_code == 2
