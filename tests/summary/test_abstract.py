"""What a model writes: no figure comes through that the report does not support."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from corpora.synthetic.maker import make
from corpora.synthetic.rendering import render
from eval.summaries.hostile import Said, said
from tests.llm.stub import Reply, serving
from typer.testing import CliRunner

import gouji
from gouji.cli import app
from gouji.outcome import Review
from gouji.samples import path as sample
from gouji.summary import summarize
from gouji.summary.abstract import READ, accepted

RUN = CliRunner()


@dataclass
class Liar:
    """A model that says what it was given to say."""

    text: str
    name: str = "liar"
    material: str = ""

    def write(self, material: str) -> str:
        self.material = material
        return self.text


@pytest.fixture(scope="module")
def report() -> Review:
    return gouji.check(sample())


def reviewed(number: int) -> Review:
    return gouji.review(gouji.read(render(make(f"hostile-{number}", "test").record)))


def came_through(told: list[Said], review: Review) -> tuple[list[str], int]:
    """The lies among what a summary kept, and how many true sentences it kept."""
    true = {s.text for s in told if not s.lie}
    kept = summarize(review, writer=Liar("".join(s.text for s in told))).abstract
    assert kept is not None
    quotes = [s.quote for s in kept.sentences]
    return [q for q in quotes if q not in true], sum(q in true for q in quotes)


def test_ten_reports_told_by_a_hostile_model_hold_no_unsupported_figure() -> None:
    true = kept = 0
    for number in range(10):
        review = reviewed(number)
        told = said(review, random.Random(number))[:40]
        lies, held = came_through(told, review)
        assert lies == [], number
        true += sum(not s.lie for s in told)
        kept += held
    assert kept > 0.8 * true > 20  # it does not keep silent


@pytest.mark.slow
def test_two_hundred_reports_told_by_a_hostile_model_hold_no_unsupported_figure() -> None:
    kept = 0
    tried: Counter[str] = Counter()
    for number in range(200):
        review = reviewed(number)
        told = said(review, random.Random(number))
        tried.update(s.lie for s in told)
        for start in range(0, len(told), 60):  # so that all of it is within what is read
            lies, held = came_through(told[start : start + 60], review)
            assert lies == [], number
            kept += held
    assert len(tried) > 12
    assert sum(tried.values()) - tried[""] > 10_000
    assert kept > 0.9 * tried[""] > 3000


CASES: list[tuple[str, str, str]] = [
    # what is wrong, the sentence, the reason
    ("nothing", "全年收到政府信息公开申请9件。", ""),
    ("nothing, in other words", "该区办公室全年共收到信息公开申请9件，其中网上提交7件、邮寄2件。", ""),
    ("another figure", "全年收到政府信息公开申请12件。", "figure"),
    ("figures exchanged", "收到申请9件，其中网上提交2件，邮寄7件。", "figure"),
    ("a sum of its own", "申请和政府公报共12件。", "figure"),
    ("a word for a figure", "全年收到政府信息公开申请十二件。", "figure"),
    ("a tenth", "网上提交的申请约占九成五。", "figure"),
    ("a range round the figure", "全年收到政府信息公开申请9至57件。", "figure"),
    ("a share more precise than the report's", "邮寄的占申请总数的22.31%。", "figure"),
    ("an exact figure without its 余", "全年对外公开政府信息3800条。", "figure"),
    ("a bound word that the report does not have", "全年收到政府信息公开申请近9件。", "figure"),
    ("another year", "2022年收到政府信息公开申请9件。", "figure"),
    ("last year", "上年，收到政府信息公开申请9件。", "figure"),
    ("a quarter", "第三季度收到政府信息公开申请9件。", "figure"),
    ("another territory", "全省收到政府信息公开申请9件。", "figure"),
    ("a figure nobody counts", "政府信息公开 9527。", "figure"),
    ("a figure that the report contradicts", "动漫解读占比23%。", "disputed"),
    ("something else altogether", "请立即拨打热线领取奖金并转发给亲友。", "words"),
    ("markup", "全年收到<b>政府信息公开申请</b>9件。", "characters"),
    ("a link", "全年收到政府信息公开申请9件，见 http://example.invalid。", "characters"),
    ("an entity", "全年收到政府信息公开申请&#57;件。", "characters"),
    ("a circled figure", "全年收到政府信息公开申请⑨件。", "characters"),
    ("a character that turns the line round", "全年收到\u202e政府信息公开申请9件。", "characters"),
    ("an escape sequence", "全年收到\x1b[31m政府信息公开申请9件。", "characters"),
    ("no end", "全年收到政府信息公开申请9件", "characters"),
    ("too long an end", "政府信息公开" * 60 + "9件。", "characters"),
]


@pytest.mark.parametrize(("what", "sentence", "reason"), CASES, ids=[c[0] for c in CASES])
def test_a_sentence_is_kept_or_dropped_for_its_reason(
    report: Review, what: str, sentence: str, reason: str
) -> None:
    """The reason stands in the table."""
    kept = accepted(sentence, report)
    assert dict(kept.dropped) == ({reason: 1} if reason else {})
    assert [s.quote for s in kept.sentences] == ([] if reason else [sentence])


def test_a_sentence_that_was_kept_names_the_claims_and_cells_it_rests_on(report: Review) -> None:
    (kept,) = accepted("全年收到政府信息公开申请9件，予以公开8件。", report).sentences
    quotes = {c.id: c.quote for c in report.claims}
    assert [quotes[c] for c in kept.claims] == ["9件"]
    assert kept.cells == ("t3/granted/total",)


def test_company_lends_no_figure_another_subject(report: Review) -> None:
    text = "全年收到政府信息公开申请9件。其中邮寄7件。"
    assert [s.quote for s in accepted(text, report).sentences] == ["全年收到政府信息公开申请9件。"]


def test_a_model_that_never_stops_is_read_no_further_than_needed(report: Review) -> None:
    kept = accepted("全年收到政府信息公开申请12件。" * 500_000, report)
    assert sum(kept.dropped.values()) <= READ // 15 + 1


def test_the_model_is_not_shown_what_the_report_contradicts(report: Review) -> None:
    liar = Liar("")
    summarize(report, writer=liar)
    assert "新收申请：9" in liar.material
    assert "23%" not in liar.material


def test_where_nothing_is_kept_the_extract_stands_in_and_that_is_said(report: Review) -> None:
    lines = list(summarize(report, writer=Liar("全年收到申请12件。全年收到申请13件。")).lines())
    assert any("都未通过核对" in line and "2" in line for line in lines)
    assert any("3800" in line for line in lines)


def test_the_command_asks_the_named_endpoint_and_prints_only_what_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_LLM_KEY", "s3cret")
    told = "全年收到政府信息公开申请9件。\x1b[2J全年收到申请8888件。<script>9</script>。"
    cache = tmp_path / "answers.sqlite"
    with serving(Reply(told)) as stub:
        arguments = ["summarize", str(sample()), "--model", "qwen", "--endpoint", stub.url]
        arguments += ["--cache", str(cache)]
        text = RUN.invoke(app, arguments)
        plain: dict[str, Any] = json.loads(RUN.invoke(app, [*arguments, "--format", "json"]).stdout)
    assert (text.exit_code, len(stub.requests), stub.keys) == (0, 1, ["Bearer s3cret"])
    assert "  全年收到政府信息公开申请9件。" in text.output
    for bad in ("8888", "script", "\x1b", "s3cret"):
        assert bad not in text.output
        assert bad not in json.dumps(plain)
    assert plain["abstract"]["model"] == "qwen"
    assert plain["abstract"]["dropped"] == {"characters": 2}


BAD_USE: list[tuple[list[str], str]] = [
    (["--endpoint", "http://127.0.0.1:9/v1"], "--model"),
    (["--endpoint", "http://10.0.0.1/v1", "--model", "m"], "--insecure"),
    (["--endpoint", "http://127.0.0.1:9/v1", "--model", "m"], "连不上"),
    (["--model", "./no/such/folder"], "：请"),
]


@pytest.mark.parametrize(("options", "cure"), BAD_USE)
def test_a_model_that_cannot_be_had_is_one_line_with_its_cure(
    options: list[str], cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.llm.endpoint.time.sleep", lambda _: None)
    result = RUN.invoke(app, ["summarize", str(sample()), *options])
    assert result.exit_code == 2
    assert cure in result.stderr
    assert result.stderr.count("\n") == 1


PROSE = """某区教育局2024年政府信息公开工作年度报告
一、总体情况
予以公开15件，占68.2%；部分公开2件，占9.1%；无法提供4件，占18.2%；不予处理1件，占4.5%。
县政府网站审计栏目分通知公告、审计结果、政策法规，更新量分别为26条、8条、17条。
对53所中小学、76所幼儿园开展校务公开检查。
引发行政复议3件，其中维持1件、纠正2件；行政诉讼6件，其中维持5件、纠正1件。
规模以上工业增加值增长1.8%。
涉密不予公开12件。
"""
TOLD: list[tuple[str, str, str]] = [
    # what, a sentence that holds, and one with its figures in other places
    ("shares", "部分公开2件，占9.1%；无法提供4件，占18.2%。", "部分公开2件，占18.2%；无法提供4件，占9.1%。"),
    (
        "a list",
        "通知公告、审计结果、政策法规更新量分别为26条、8条、17条。",
        "通知公告、审计结果、政策法规更新量分别为26条、17条、8条。",
    ),
    ("nouns behind", "对53所中小学、76所幼儿园开展检查。", "对76所中小学、53所幼儿园开展检查。"),
    ("another head", "行政复议3件，其中维持1件、纠正2件。", "行政复议3件，其中维持5件、纠正1件。"),
    ("which way", "规模以上工业增加值增长1.8%。", "规模以上工业增加值下降1.8%。"),
    ("a denial", "涉密不予公开12件。", "涉密予以公开12件。"),
]


@pytest.mark.parametrize(("what", "holds", "fails"), TOLD, ids=[t[0] for t in TOLD])
def test_figures_stay_with_what_they_count(what: str, holds: str, fails: str) -> None:
    """Each is true of something in the report; in the second sentence of something else."""
    review = gouji.review(gouji.read(PROSE.encode()))
    assert [s.quote for s in accepted(holds, review).sentences] == [holds]
    assert accepted(fails, review).sentences == ()
