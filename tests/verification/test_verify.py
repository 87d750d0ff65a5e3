"""`gouji.verify` and the command: what a text says about a report, figure by figure."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gouji
from gouji.cli import app
from gouji.errors import MissingTool
from gouji.extraction.claims import read
from gouji.outcome import Review
from gouji.samples import path as sample
from gouji.verification import Answer, verify


@pytest.fixture(scope="module")
def report() -> Review:
    return gouji.check(
        "松澜县档案局2024年政府信息公开工作年度报告\n"
        "一、总体情况\n"
        "全年主动公开政府信息1240余条，其中网站公开860条、公众号推送380余条。"
        "发布政策解读18件，其中图解11件、问答7件。举办业务培训3期，参训210人次。"
        "全年新收政府信息公开申请14件，上年结转2件，办结15件。"
        "采纳意见建议26条，采纳率65.4%。咨询量同比下降8.5%。"
        "未发生行政诉讼。\n".encode()
    )


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("今年该局收到申请14件。", "supported"),  # another verb, another name of the year
        ("年内共接到政府信息公开申请15件。", "contradicted"),
        ("图解11件，问答7件。", "supported"),
        ("政策解读中，问答有9件。", "contradicted"),
        ("组织业务培训3期。", "supported"),
        ("组织业务培训5期。", "contradicted"),
        ("咨询量同比增长8.5%。", "contradicted"),  # the same figure the other way
        ("采纳率约65%。", "supported"),  # rounded
        ("采纳率为71%。", "contradicted"),
        ("公众号推送380条。", "supported"),  # the bound word left out
        ("召开新闻发布会6场。", "not_found"),
        ("接待来访群众210人次。", "not_found"),  # an equal figure of something else
        ("全县没有发生行政诉讼。", "supported"),
    ],
)
def test_a_figure_is_held_against_what_counts_the_same(report: Review, told: str, verdict: str) -> None:
    assert {v.verdict.value for v in verify(told, report)} == {verdict}


def test_spans_and_quotes_are_those_of_the_text(report: Review) -> None:
    text = "据了解，\n收到申请14件；举办培训 3 期。"
    found = verify(text, report)
    assert [v["quote"] for v in found] == [v.span.of(text) for v in found]
    assert [v["quote"] for v in found] == ["14件", "3 期"]
    assert [v.claim and v.claim.quote for v in found] == ["14件", "3期"]
    with pytest.raises(KeyError):
        found[0]["nothing"]


def test_the_table_answers_where_the_prose_is_silent() -> None:
    review = gouji.check(sample())
    cell = review.cells["t3/new/total"].value
    assert cell is not None
    (right,), (wrong,) = (verify(f"新收政府信息公开申请{n}件。", review) for n in (cell, cell + 4))
    assert (right.verdict, wrong.verdict) == (Answer.SUPPORTED, Answer.CONTRADICTED)


@pytest.mark.parametrize(
    ("told", "status"), [("共举办业务座谈7次。", 0), ("新收政府信息公开申请8765件。", 1), (None, 2)]
)
def test_the_command_ends_by_what_it_found(tmp_path: Path, told: str | None, status: int) -> None:
    file = tmp_path / "通稿.txt"
    if told is not None:
        file.write_text(told, encoding="utf-8")
    done = CliRunner().invoke(app, ["verify", str(file), "--against", str(sample())])
    assert done.exit_code == status, done.output


def test_the_command_writes_json(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("新收政府信息公开申请8765件。", encoding="utf-8")
    done = CliRunner().invoke(app, ["verify", str(file), "--against", str(sample()), "--format", "json"])
    found = json.loads(done.stdout)
    assert found["schema"] == "gouji/verify/1"
    assert [(f["quote"], f["verdict"]) for f in found["figures"]] == [("8765件", "contradicted")]


# ── paraphrases of whole reports ────────────────────────────────────────────────────────────────

OTHER_WORDS = {
    "新收": "收到",
    "收到": "接到",
    "办结": "答复",
    "召开": "举办",
    "举办": "举行",
    "制发": "印发",
    "推送": "发布",
    "全年": "年内",
    "本年度": "全年",
    "其中": "这里面，",
}
PART = r"[^，、；。：\n]{1,14}?[0-9]+[件条次]"
PARTS = re.compile(rf"(?<=其中)({PART})([、，])({PART})(?=[，。；])")


def paraphrase(review: Review, rnd: random.Random) -> str:
    """The sentences of a report in another order, their first two parts exchanged, in other words."""
    statement = read(review.document)
    said = [statement.plain[s.start : s.end] for s in statement.sentences]
    rnd.shuffle(said)
    turned = (PARTS.sub(r"\3\2\1", s) for s in said)
    words = re.compile("|".join(OTHER_WORDS))
    return "\n".join(words.sub(lambda m: OTHER_WORDS[m[0]], s) for s in turned)


@pytest.mark.shared
def test_a_true_paraphrase_is_supported_and_planted_figures_are_found(shared: Path) -> None:
    rnd = random.Random(7)
    planted = found = 0
    wrong, missed = [], []
    for file in sorted((shared / "data/reports").glob("dev-*")):
        if file.suffix == ".json":
            continue
        try:
            review = gouji.check(file)
        except MissingTool:  # a scan, where the extra ocr is not installed
            continue
        text = paraphrase(review, rnd)
        answers = verify(text, review)
        wrong += [(file.name, a.quote, a.verdict.value) for a in answers if a.verdict is not Answer.SUPPORTED]
        counts = [a for a in answers if re.fullmatch(r"[0-9]{2,}[件条]", a.quote)]
        chosen = sorted(rnd.sample(counts, min(4, len(counts))), key=lambda a: a.span)
        told, at, spoilt = "", 0, set()
        for a in chosen:
            told += text[at : a.span.start]
            spoilt.add(len(told))
            told += f"{int(a.quote[:-1]) * 3 // 2 + 7}{a.quote[-1]}"
            at = a.span.end
        answers = verify(told + text[at:], review)
        bad = {a.span.start for a in answers if a.verdict is Answer.CONTRADICTED}
        planted += len(spoilt)
        found += len(bad & spoilt)
        missed += [(file.name, told[s - 20 : s + 6]) for s in spoilt - bad]
        wrong += [(file.name, told[s - 20 : s + 6], "false") for s in bad - spoilt]
    assert wrong == []
    assert missed == []
    assert found == planted >= 50
