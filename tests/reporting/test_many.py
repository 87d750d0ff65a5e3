"""Ten thousand findings in every format."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from gouji.outcome import Review
from gouji.reporting import FORMATS, Options


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in FORMATS if n != "pdf"])
def test_ten_thousand_findings_are_written_in_a_time_that_people_wait(name: str, review: Review) -> None:
    many = replace(review, findings=(review.findings[0],) * 10_000)
    start = time.process_time()
    assert len(FORMATS[name].render([many], Options())) > 100_000
    assert time.process_time() - start < 40
