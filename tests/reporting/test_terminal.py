"""The text output as a person reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len

from gouji.outcome import Review
from gouji.reporting import FORMATS, Options
from gouji.reporting.words import STEERING


def shown(review: Review, **options: object) -> str:
    return str(FORMATS["text"].render([review], Options(**options)))  # type: ignore[arg-type]


def columns(line: str, sign: str) -> list[tuple[int, int]]:
    """The display columns of each run of a sign."""
    runs: list[tuple[int, int]] = []
    at = 0
    for char in line:
        width = cell_len(char)
        if char == sign:
            runs[-1:] = (
                [(runs[-1][0], at + width)] if runs and runs[-1][1] == at else [*runs[-1:], (at, at + width)]
            )
        at += width
    return runs


def under(line: str, start: int, end: int) -> str:
    """What stands in the display columns of a line."""
    at, found = 0, ""
    for char in line:
        found += char if start <= at < end else ""
        at += cell_len(char)
    return found


def test_marks_stand_under_the_figures_in_double_width_text(review: Review) -> None:
    lines = shown(review).splitlines()
    below = next(i for i, line in enumerate(lines) if "~" in line)
    words = [under(lines[below - 1], *run) for run in columns(lines[below], "~")]
    assert words == ["动漫7个", "动漫解读占比23%"]
    assert [under(lines[below - 1], *run) for run in columns(lines[below], "-")] == ["23个"]


@pytest.mark.parametrize("width", [40, 57, 80, 120])
def test_no_line_is_wider_than_the_terminal(review: Review, width: int) -> None:
    body = shown(review, width=width, notes=True).split("\n\n", 1)[1]
    assert max(cell_len(line) for line in body.splitlines()) <= width


def test_marks_follow_the_words_over_a_line_break(review: Review) -> None:
    lines = shown(review, width=40).splitlines()
    marked = "".join(under(lines[i - 1], *run) for i, line in enumerate(lines) for run in columns(line, "~"))
    assert marked.startswith("动漫7个动漫解读占比23%")


def test_notes_are_left_out_unless_asked_for(review: Review) -> None:
    assert "F4" not in shown(review)
    assert "F4" in shown(review, notes=True)


def test_a_finding_that_may_be_our_reading_says_so(review: Review) -> None:
    line = next(x for x in shown(review).splitlines() if "T3-1 行合计" in x)
    assert "可能是读取所致" in line


def test_what_was_not_checked_is_said(review: Review) -> None:
    text = shown(review)
    assert "未读到表四" in text
    assert "T3-3（2处）" in text
    assert "表三·结转下年度继续办理" in text.split("没有核对的")[1]


def test_a_clean_report_claims_no_more_than_was_checked(make: Callable[[str], Review]) -> None:
    clean = Review(make("a.txt").document)
    assert "已核对的部分没有发现矛盾" in shown(clean)
    assert "nothing contradictory in what was checked" in shown(clean, lang="en")


def test_colour_only_where_asked_for(review: Review) -> None:
    assert "\x1b[" not in shown(review)
    assert "\x1b[1;31m" in shown(review, colour=True)


def test_hostile_text_cannot_steer_the_terminal(hostile: Review) -> None:
    text = shown(hostile, notes=True)
    assert STEERING.search(text) is None
    assert "␛[31m" in text or "[31m" not in text


def test_markup_in_the_text_is_shown_as_it_stands(hostile: Review) -> None:
    assert "</title><script>" in shown(hostile)


def test_english_has_no_chinese_sentences_of_ours(review: Review) -> None:
    text = shown(review, lang="en", notes=True)
    assert "share mismatch" in text
    for words in ("建议", "没有核对", "矛盾", "存疑", "正文数字"):
        assert words not in text
