"""`gouji.summarize`: nothing in it that the report does not state."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from corpora.synthetic.record import load_record
from corpora.synthetic.rendering import render
from typer.testing import CliRunner

import gouji
from gouji.cli import app
from gouji.document import Document
from gouji.outcome import Review
from gouji.samples import path as sample
from gouji.summary import summarize

ROOT = Path(__file__).parent.parent.parent


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


def test_every_form_has_its_own_key_figures() -> None:
    record = load_record(ROOT / "corpora/handwritten/tune/hw-15.json")
    facts = {f.name.zh: str(f.value) for f in summarize(gouji.review(gouji.read(render(record)))).facts}
    known = {"新收申请": "11", "行政诉讼": "0", "对外公开规范性文件": "17", "行政许可": "41"}
    known |= {"集中采购项目": "64", "采购总金额（万元）": "3127.58"}
    assert (record.form, {name: facts[name] for name in known}) == ("2019", known)


def test_a_key_figure_that_a_contradiction_blames_is_marked() -> None:
    text = sample().read_text("utf-8").replace("申请9件", "申请19件")
    short = summarize(gouji.review(gouji.read(text.encode())))
    assert [f.name.zh for f in short.facts if f.contradicted] == ["新收申请"]
    assert "✗ 新收申请 9" in list(short.lines())


REPORT = """某区2024年政府信息公开工作年度报告
一、总体情况
{}
全年召开协调会议，讨论河道整治与旧桥改建的信息发布。
旧桥改建的信息发布由河道整治协调会议讨论决定。
"""
WORN = "坚持以人民为中心，进一步深入推进政府信息公开工作，不断提升公开水平。"


def test_words_that_any_report_has_come_last() -> None:
    short = summarize(gouji.review(gouji.read(REPORT.format(WORN).encode())), length=60)
    assert [s.quote[:4] for s in short.sentences] == ["全年召开", "旧桥改建"]


def test_what_last_year_s_report_said_too_comes_last() -> None:
    new = "河道整治协调会议讨论信息发布，旧桥另行安排。"
    report = gouji.read(REPORT.format(new).encode())
    old = gouji.read(REPORT.format("").replace("2024", "2023").encode())
    length = 26  # one sentence
    alone = summarize(gouji.review(report), length).sentences
    beside = summarize(gouji.review(report, old), length).sentences
    assert [s.quote for s in alone] != [new]
    assert [s.quote for s in beside] == [new]


def test_an_encoder_chooses_by_its_own_likeness(report: Review) -> None:
    asked: list[str] = []

    def encoder(sentences: Sequence[str]) -> list[list[float]]:
        asked.extend(sentences)
        return [[1.0, 0.0] if "解读" in s or "平台" in s else [0.0, 1.0] for s in sentences]

    by_pairs, by_vectors = summarize(report, 150), summarize(report, 150, encoder=encoder)
    assert len(asked) > 10
    assert by_pairs.sentences != by_vectors.sentences
    assert {s.quote for s in by_vectors.sentences} <= set(asked)


def test_a_report_without_prose_has_an_empty_extract_with_an_encoder_too() -> None:
    empty = gouji.review(Document("", ()))
    assert summarize(empty, encoder=lambda sentences: []).sentences == ()


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
