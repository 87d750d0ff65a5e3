"""What the characters of one cell say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.tables.value import Kind, figure, in_unit, kind

FIGURES = {
    "0": "0", "12": "12", "１２": "12", "1,362": "1362", "1，362": "1362", "１，３６２": "1362",
    "1 362": "1362", "12,345,678": "12345678", "113.96": "113.96", "１１３．９６": "113.96", "0.00": "0.00",
    "-393": "-393", "－393": "-393",
    "−393": "-393", "- 2": "-2", "+19": "19", "＋19": "19", "增98": "98", "增加5": "5",
    "减5": "-5", "减少5": "-5", "0/0": "0", "98/0": "98", "0/5": "-5", "增98/减0": "98", "12件": "12",
    "12 件": "12", "３条": "3", " 7 ": "7", "\u30007\u3000": "7", "零": "0", "〇": "0", "7。": "7",
    "7（含上年1件）": "7", "7*": "7", "251000元": "251000", "38,652": "38652", "3，518.85": "3518.85",
}  # fmt: skip
SIGNS = [*"/／-－—–\\*无增减·―~", "——", "--", "增/减", "&nbsp;", "- -"]
LABELS = [
    "自然人",
    "1.属于国家秘密",
    "3/5",
    "第5条",
    "12/31",
    "2024年",
    "12.5.3",
    "1,36",
    "十二",
    "1a",
    "5-7",
    "2.",
    "2、",
]


@pytest.mark.parametrize("text", FIGURES)
def test_figures(text: str) -> None:
    found = figure(text)
    assert found is not None
    assert found.value == Decimal(FIGURES[text])
    assert kind(text) is Kind.VALUE


@pytest.mark.parametrize("text", SIGNS)
def test_signs_for_nothing(text: str) -> None:
    assert kind(text) is Kind.MARK


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u00a0", "\t", "\u200b"])
def test_nothing_at_all(text: str) -> None:
    assert kind(text) is Kind.EMPTY


@pytest.mark.parametrize("text", LABELS)
def test_what_is_no_figure(text: str) -> None:
    assert kind(text) is Kind.LABEL


@given(st.integers(0, 10**9))
def test_thousands_separators_change_nothing(number: int) -> None:
    for text in (
        str(number),
        f"{number:,}",
        f"{number:,}".replace(",", "，"),
        f"{number:,}".replace(",", " "),
    ):
        found = figure(text)
        assert found is not None
        assert found.value == number


@given(st.decimals(0, 10**7, places=2))
def test_money_in_any_unit_is_the_same_money(amount: Decimal) -> None:
    printed = {
        f"{amount}万元": "",
        f"{amount * 10000:f}元": "",
        f"{amount}": "万元",
        f"{amount * 10000:f}": "元",
    }
    for text, head in printed.items():
        found = figure(text)
        assert found is not None
        assert in_unit(found, "万元", head) == amount
