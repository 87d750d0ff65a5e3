"""Of which year a figure speaks: a clause that is nothing but a time holds for what follows it."""

from __future__ import annotations

import pytest

from gouji.claim import Period
from gouji.document import Document, Paragraph
from gouji.extraction.claims import read
from gouji.text import Span

THIS, LAST, OTHER = Period.YEAR, Period.LAST_YEAR, Period.OTHER


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2023年，我局新收政府信息公开申请19件。", [LAST]),
        ("2023年度，我局共制发行政规范性文件4件，新收政府信息公开申请19件。", [LAST, LAST]),
        ("2023年1月1日至12月31日，新收政府信息公开申请19件。", [LAST]),
        ("上一年度，我局新收政府信息公开申请19件。", [LAST]),
        ("2021年，我局新收政府信息公开申请19件。", [OTHER]),
        ("2024年，我局新收政府信息公开申请19件。", [THIS]),
        ("2023年，新收政府信息公开申请19件，2024年新收23件。", [LAST, THIS]),
        ("2023年，新收政府信息公开申请19件；2024年，新收政府信息公开申请23件。", [LAST, THIS]),
        ("根据2023年工作要求，我局新收政府信息公开申请19件。", [THIS]),
        ("较2023年，新收政府信息公开申请19件。", [THIS]),
    ],
)
def test_a_time_at_the_head_of_a_sentence(text: str, periods: list[Period]) -> None:
    stated = read(Document(text, (Paragraph(Span(0, len(text)), 1),), form="2021", year=2024))
    assert [claim.period for claim in stated.claims] == periods
    assert [bool(claim.readings) for claim in stated.claims] == [p is THIS for p in periods]


def test_what_was_carried_over_from_a_named_year_is_this_years() -> None:
    text = "2023年，结转政府信息公开申请2件。"
    [claim] = read(Document(text, (Paragraph(Span(0, len(text)), 1),), form="2021", year=2024)).claims
    assert claim.period is THIS
