"""--only and --ignore."""

from __future__ import annotations

import pytest

from gouji.errors import UsageError
from gouji.outcome import Review
from gouji.reporting.selection import Selection

KNOWN = ["N1", "N2", "N10", "T2-3", "T3-1", "T3-10", "F5"]


@pytest.mark.parametrize(
    ("listed", "codes"),
    [
        ("", set()),
        ("N1", {"N1"}),
        ("n1, t3-1", {"N1", "T3-1"}),
        ("T3", {"T3-1", "T3-10"}),
        ("T3-1", {"T3-1"}),
        ("N", {"N1", "N2", "N10"}),
        ("N1、F", {"N1", "F5"}),
    ],
)
def test_codes_and_families(listed: str, codes: set[str]) -> None:
    assert Selection.parse(listed, "", KNOWN).only == codes


@pytest.mark.parametrize("listed", ["Q9", "N3", "T3-2"])
def test_an_unknown_code_is_refused_with_a_cure(listed: str) -> None:
    with pytest.raises(UsageError, match="没有代码"):
        Selection.parse("", listed, KNOWN)


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(), ["N2", "N3", "T3-1", "F4"]),
        (Selection(only=frozenset({"N3"})), ["N3"]),
        (Selection(only=frozenset({"N4"})), ["N2"]),  # its cause breaks N4 too
        (Selection(ignore=frozenset({"N2", "F4"})), ["N3", "T3-1"]),
    ],
)
def test_only_what_is_wanted_is_left(review: Review, selection: Selection, left: list[str]) -> None:
    assert [f.code for f in selection.apply(review).findings] == left
