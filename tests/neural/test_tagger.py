"""The tagger of names."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from gouji.claim import Label
from gouji.cli import app
from gouji.neural.tagger import TAGS, EntityTagger, pieces, spans, tagged
from gouji.text import Span


def test_pieces_are_short_cover_every_line_and_end_at_punctuation() -> None:
    text = "一" * 60 + "，" + "二" * 60 + "。三\n\n" + "四" * 250
    found = [p.of(text) for p in pieces(text)]
    assert "".join(found) == text.replace("\n", "")
    assert max(map(len, found)) <= 111
    assert found[0] == "一" * 60 + "，"


def test_tags_and_names_turn_into_each_other(tiny: Path) -> None:
    from gouji.neural.folder import words

    text = "市政府2024年公开条例，县政府收到"
    names = [(Span(0, 3), Label.ORG), (Span(3, 8), Label.DATE), (Span(13, 16), Label.ORG)]
    encoding = words(tiny, 64).encode(text)
    tags = tagged(encoding, names, ignored=-100)
    assert tags[0] == tags[-1] == -100
    assert list(spans(encoding, [max(tag, 0) for tag in tags])) == names


def test_two_names_side_by_side_stay_two(tiny: Path) -> None:
    from gouji.neural.folder import words

    names = [(Span(0, 3), Label.ORG), (Span(3, 6), Label.ORG)]
    encoding = words(tiny, 64).encode("市政府县政府")
    tags = [max(tag, 0) for tag in tagged(encoding, names, ignored=-100)]
    assert list(spans(encoding, tags)) == names
    assert TAGS[tags[1]] == "O" or TAGS[tags[1]] == "B-ORG"


def test_a_tagger_trained_on_what_the_rules_find_finds_it(tiny: Path, tmp_path: Path) -> None:
    texts = [
        f"{year}年{month}月{day}日收到申请\n公开{day}件"
        for year in (2021, 2024)
        for month in (3, 11)
        for day in range(10, 29)
    ]
    (tmp_path / "texts.txt").write_text("\n\n".join(texts), "utf-8")
    command = [
        "models", "train-tagger", "--init", tiny, "--train", tmp_path / "texts.txt",
        "--out", tmp_path / "out", "--epochs", 8, "--rate", 5e-3, "--batch", 16, "--threads", 1,
    ]  # fmt: skip
    result = CliRunner().invoke(app, list(map(str, command)))
    assert result.exit_code == 0, result.output
    tagger = EntityTagger.from_pretrained(str(tmp_path / "out"))
    found = tagger.entities("公开3件\n2022年3月15日收到申请")
    assert [(e.quote, e.label) for e in found] == [("2022年3月15日", Label.DATE)]
    assert found[0].span == Span(5, 15)
