"""The verifier stands on its own: it believes no figure that the review does not show."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji import proof
from gouji.document import Cell, Document, State
from gouji.errors import DamagedFile, InputError, MissingFile
from gouji.form import load
from gouji.proof import Operand, Range, possible, replay, verify
from gouji.reviewing import review

Plain = dict[str, Any]


def point(value: str | int) -> Range:
    return Range(Fraction(value), Fraction(value))


def operands(*pairs: tuple[Range, int]) -> list[Operand]:
    return [Operand("", values, Fraction(factor)) for values, factor in pairs]


@pytest.mark.parametrize(
    ("relation", "given", "possibly"),
    [
        ("zero", [(point(3), 1), (point(4), 1), (point(7), -1)], True),
        ("zero", [(point(3), 1), (point(4), 1), (point(8), -1)], False),
        ("zero", [(Range(Fraction(0), None), 1), (point(8), -1)], True),
        ("zero", [(point(9), 1), (Range(Fraction(0), None), 1), (point(8), -1)], False),
        ("zero", [(Range(Fraction(8), Fraction(9), low_open=True), 1), (point(8), -1)], False),
        ("atmost", [(point(6), 1), (point(5), -1)], False),
        ("atmost", [(point(5), 1), (point(5), -1)], True),
        ("atmost", [(Range(Fraction(5), None, low_open=True), 1), (point(5), -1)], False),
        ("share", [(point(7), 1), (point(23), 1), (point(23), 1)], False),
        ("share", [(point(7), 1), (point(23), 1), (Range(Fraction("30.3"), Fraction("30.5")), 1)], True),
        ("share", [(Range(Fraction(3800), Fraction(3900)), 1), (point(7700), 1), (point(50), 1)], True),
        ("share", [(point(7), 1), (point(0), 1), (point(23), 1)], True),
        ("integer_share", [(point(9), 1), (Range(Fraction(49), Fraction(51)), 1)], False),
        ("integer_share", [(point(9), 1), (Range(Fraction(55), Fraction(57)), 1)], True),
        ("integer_share", [(point(8), 1), (point(50), 1)], True),
    ],
)
def test_relations(relation: str, given: list[tuple[Range, int]], possibly: bool) -> None:
    assert possible(relation, operands(*given)) is possibly


def test_an_unknown_relation_is_an_error() -> None:
    with pytest.raises(ValueError, match="no relation"):
        possible("roughly", operands((point(1), 1)))


@given(
    st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 9), st.sampled_from((-2, -1, 1, 2))), min_size=1)
)
def test_a_sum_is_possible_exactly_if_zero_lies_between_its_ends(parts: list[tuple[int, int, int]]) -> None:
    ranges = [(Range(Fraction(low), Fraction(low + width)), factor) for low, width, factor in parts]
    least = sum(min(f * lo, f * (lo + w)) for lo, w, f in parts)
    most = sum(max(f * lo, f * (lo + w)) for lo, w, f in parts)
    assert possible("zero", operands(*ranges)) is (least <= 0 <= most)
    assert possible("atmost", operands(*ranges)) is (least <= 0)


# ---------------------------------------------------------------- whole reviews


def checked() -> Plain:
    cells = {n: Cell(n, Decimal(0), State.READ, "0") for n in load("2021").cells}
    for name, value in (("t4/review/upheld", 2), ("t4/review/total", 4)):
        cells[name] = Cell(name, Decimal(value), State.READ, str(value))
    return review(Document("", cells=cells, form="2021", path="a.txt")).to_dict()


def test_the_proofs_of_a_review_stand() -> None:
    (outcome,) = replay(checked())
    assert outcome.stands
    assert (outcome.code, outcome.formula, outcome.path) == ("T4-1", "2 ≠ 4", "a.txt")


def test_a_figure_that_the_review_did_not_read_is_noticed() -> None:
    plain = checked()
    plain["findings"][0]["proof"]["operands"][0]["low"] = "3"
    plain["findings"][0]["proof"]["operands"][0]["high"] = "3"
    (outcome,) = replay(plain)
    assert outcome.trouble is not None
    assert "t4/review/upheld" in outcome.trouble.en


def test_figures_that_can_all_be_true_are_no_proof() -> None:
    plain = checked()
    for cell in plain["cells"]:
        if cell["cell"] == "t4/review/total":
            cell["value"] = "2"
    for o in plain["findings"][0]["proof"]["operands"]:
        o["low"] = o["high"] = "2"
    (outcome,) = replay(plain)
    assert not outcome.stands


def test_a_blank_may_be_any_count_and_no_less() -> None:
    plain = checked()
    operand = plain["findings"][0]["proof"]["operands"][0]
    for cell in plain["cells"]:
        if cell["cell"] == operand["name"]:
            cell["value"] = None
    (outcome,) = replay(plain)
    assert not outcome.stands
    operand["low"], operand["high"] = "0", None
    (outcome,) = replay(plain)
    assert not outcome.stands, "with a blank that may be 4 the sum can hold"


def test_every_line_of_a_file_is_replayed_and_failed_inputs_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    error = {"schema": "gouji/error/1", "document": {"path": "b"}, "error": {}}
    path.write_text("\n".join(json.dumps(x) for x in (checked(), error, checked())), "utf-8")
    assert [r.stands for r in verify(path)] == [True, True]


def test_a_review_laid_out_over_many_lines_is_read(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text(json.dumps(checked(), indent=1, ensure_ascii=False), "utf-8")
    assert len(verify(path)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        '{"schema": "gouji/review/2"}',
        '{"schema": "gouji/review/1"}',
        '{"schema": "gouji/review/1", "findings": 3, "document": {"path": ""}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_review_is_refused_with_a_cure(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    with pytest.raises(DamagedFile) as caught:
        verify(path)
    assert "gouji check" in caught.value.say("en")


def test_a_figure_too_large_to_be_one_is_refused(tmp_path: Path) -> None:
    plain = checked()
    plain["findings"][0]["proof"]["operands"][0]["high"] = "1e999999999"
    path = tmp_path / "x.json"
    path.write_text(json.dumps(plain), "utf-8")
    with pytest.raises(InputError):
        verify(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        verify(tmp_path / "none.json")


def test_the_verifier_shares_no_code_with_the_checks() -> None:
    source = Path(proof.__file__).read_text("utf-8")
    inside = [line for line in source.splitlines() if line.startswith(("from .", "from gouji"))]
    assert inside == ["from .errors import DamagedFile, MissingFile", "from .text import Text"]
