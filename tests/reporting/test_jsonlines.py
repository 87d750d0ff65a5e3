"""The JSON that the outside relies on."""

from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema
import pytest

from gouji.errors import EmptyFile
from gouji.outcome import COLUMNS, Review
from gouji.reporting import FORMATS, Failure, Options
from gouji.reporting.jsonlines import ERROR_SCHEMA, schema
from gouji.reporting.words import STEERING
from gouji.text import Text


def valid(found: object, name: str = "gouji/review/1") -> None:
    checker = jsonschema.Draft202012Validator
    checker.check_schema(schema(name))
    checker(schema(name)).validate(found)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("with_text", [True, False])
def test_a_review_follows_the_schema_that_ships(review: Review, lang: str, with_text: bool) -> None:
    found = review.to_dict(lang, with_text)  # type: ignore[arg-type]
    valid(found)
    assert ("text" in found["document"]) is with_text


def test_the_schema_refuses_a_contradiction_that_may_be_our_reading(review: Review) -> None:
    found = review.to_dict()
    found["findings"][2]["verdict"] = "contradiction"
    with pytest.raises(jsonschema.ValidationError):
        valid(found)


def test_quotes_stand_at_their_spans(review: Review) -> None:
    found = review.to_dict(with_text=True)
    text = found["document"]["text"]
    quoted = [e for f in found["findings"] for e in f["evidence"] if e["kind"] == "text"] + found["claims"]
    assert len(quoted) == 6
    for item in quoted:
        start, end = item["span"]
        assert text[start:end] == item["quote"]


def test_evidence_says_in_which_section_it_stands(review: Review) -> None:
    evidence = review.to_dict()["findings"][0]["evidence"][0]
    assert evidence["section"] == "一、总体情况（一）主动公开"


def test_ids_are_the_same_in_the_next_run_and_change_with_the_figure(make: Callable[[str], Review]) -> None:
    first, again = make("a.txt").to_dict(), make("b.txt").to_dict()
    ids = [f["id"] for f in first["findings"]]
    assert ids == [f["id"] for f in again["findings"]]
    assert len(set(ids)) == len(ids)


def test_one_object_a_line_in_input_order(make: Callable[[str], Review]) -> None:
    error = EmptyFile(Text("文件为空", "the file is empty"), Text("请换一个", "give another"))
    lines = str(
        FORMATS["json"].render([make("a.txt"), Failure("b.txt", error), make("c.txt")], Options(lang="en"))
    ).splitlines()
    found = [json.loads(line) for line in lines]
    assert [f["document"]["path"] for f in found] == ["a.txt", "b.txt", "c.txt"]
    assert found[1] == {
        "schema": "gouji/error/1",
        "document": {"path": "b.txt"},
        "error": {"type": "EmptyFile", "message": "the file is empty", "cure": "give another"},
    }
    valid(found[1], ERROR_SCHEMA)


def test_steering_characters_are_escaped_and_the_data_stays(hostile: Review) -> None:
    line = str(FORMATS["json"].render([hostile], Options(with_text=True)))
    assert STEERING.search(line.rstrip("\n")) is None
    assert json.loads(line) == hostile.to_dict(with_text=True)


def test_frames_have_the_keys_of_the_json_as_columns(review: Review) -> None:
    for name in ("findings", "claims", "cells"):
        frame = review.to_frame(name)  # type: ignore[arg-type]
        assert list(frame.columns) == list(COLUMNS[name])
        assert len(frame) == len(review.to_dict()[name])
    claims = review.to_frame("claims")
    assert review.document.text[claims["start"][0] : claims["end"][0]] == claims["quote"][0]
    assert set(review.to_dict()["findings"][0]) == set(COLUMNS["findings"])


def test_frames_of_an_empty_review_keep_their_columns() -> None:
    from gouji.document import Document

    assert list(Review(Document("")).to_frame("claims").columns) == list(COLUMNS["claims"])
