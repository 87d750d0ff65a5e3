"""What a recogniser was not sure of is never held against the author."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.document import Document
from gouji.finding import Origin, Verdict
from gouji.reading import read_bytes, wire
from gouji.reviewing import review

REPORT = """某某局2024年政府信息公开工作年度报告
一、总体情况
全年发布解读稿件46篇，其中图文解读31篇、视频解读15篇，视频解读占比41%。
六、其他需要报告的事项
无。
"""


def scanned(confidence: float) -> Document:
    """The report as if every line of it came from a scan."""
    from tests.reading_pdf.maker import Paper

    paper = Paper()
    paper.lines(60, 200, REPORT.split("\n"))
    document = read_bytes(paper.bytes(), "a.pdf")
    return replace(document, places=tuple((s, replace(p, confidence=confidence)) for s, p in document.places))


@pytest.mark.parametrize(
    ("confidence", "verdict", "origin"),
    [(1.0, Verdict.CONTRADICTION, Origin.WROTE), (0.6, Verdict.DOUBT, Origin.READ)],
)
def test_a_contradiction_in_an_unsure_line_may_be_ours(
    confidence: float, verdict: Verdict, origin: Origin
) -> None:
    (finding,) = (f for f in review(scanned(confidence)).findings if f.code == "N2")
    assert (finding.verdict, finding.origin) == (verdict, origin)


def test_confidence_survives_the_pipe() -> None:
    document = scanned(0.6)
    assert wire.loads(Document, wire.dumps(document)).places[0][1].confidence == 0.6
