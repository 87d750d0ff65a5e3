"""Reviews made by hand, so that the writers are tested without the reader and the checks."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from gouji.claim import Claim
from gouji.document import Cell, Document, Paragraph, Section, State
from gouji.finding import (
    CellEvidence,
    Finding,
    Operand,
    Origin,
    Proof,
    Role,
    TextEvidence,
    Verdict,
)
from gouji.form import load
from gouji.outcome import Count, Coverage, Review
from gouji.quantity import Interval, Quantity
from gouji.text import Span, Text

BODY = (
    "一、总体情况",
    "（一）主动公开。全年解读文件23个。其中图解16个，动漫7个，动漫解读占比23%。",
    "（二）依申请公开。全年收到申请9件，涉及征收的占50%，其他占50%。",
    "三、收到和处理政府信息公开申请情况",
    "六、其他需要报告的事项",
    "本年没有收取信息处理费。",
)


def span(text: str, quote: str, nth: int = 0) -> Span:
    """Where a quote stands in the text."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return Span(at, at + len(quote))


def document(lines: tuple[str, ...] = BODY, path: str = "made/report.txt", **changes: object) -> Document:
    """A report with these lines, one paragraph each, and a table three that holds zeros but for 新收 9."""
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    heads = [i for i, line in enumerate(lines) if line[1:2] == "、"]
    sections = []
    for n, i in enumerate(heads):
        end = starts[heads[n + 1]] if n + 1 < len(heads) else len(text)
        number = "一二三四五六".index(lines[i][0]) + 1
        body = Span(min(starts[i] + len(lines[i]) + 1, end), end)
        sections.append(Section(number, lines[i][2:], Span(starts[i], end), body))
    form = load("2021")
    filled = {"t3/new/natural": "9", "t3/new/total": "9", "t3/granted/total": "8"}
    cells = {
        name: Cell(name, Decimal(filled.get(name, "0")), State.READ, filled.get(name, "0"))
        for name in form.cells
        if not name.startswith("t4/")
    }
    for name in form.cells:
        if name.startswith("t3/declined_publication/"):
            cells[name] = Cell(name, Decimal(0), State.REPAIRED, "0")
        if name.startswith("t3/carried_out/"):
            cells[name] = Cell(name, None, State.UNREADABLE, "?")
    known: dict[str, object] = {
        "text": text,
        "paragraphs": tuple(
            Paragraph(Span(start, start + len(line)), 0) for start, line in zip(starts, lines, strict=True)
        ),
        "sections": tuple(sections),
        "cells": cells,
        "form": "2021",
        "title": "云岫区人民政府办公室2024年政府信息公开工作年度报告",
        "organisation": "云岫区人民政府办公室",
        "year": 2024,
        "path": path,
        "sha256": "0" * 64,
        "missing": ("t4",),
    }
    return Document(**(known | changes))  # type: ignore[arg-type]


def review_of(doc: Document, **changes: object) -> Review:
    """The review of a made report: a wrong share, an impossible share, a table row, a note."""
    text = doc.text
    share = Finding(
        "N2",
        "share-mismatch",
        Text("占比不符", "share mismatch"),
        Verdict.CONTRADICTION,
        Text("7 ÷ 23 = 30.4%，原文作 23%。", "7 ÷ 23 = 30.4%, the text says 23%."),
        (
            TextEvidence(span(text, "23个"), Role.SUPPORT),
            TextEvidence(span(text, "动漫7个")),
            TextEvidence(span(text, "动漫解读占比23%")),
        ),
        reported="23%",
        computed="30.4%",
        suggestion=Text("应为30%", "should be 30%"),
        also=("N4",),
        proof=Proof(
            "share",
            "7 ÷ 23 = 30.4% ≠ 23%",
            (
                Operand("部分", Interval.point(7)),
                Operand("整体", Interval.point(23)),
                Operand("占比", Interval(Decimal(22), Decimal(24))),
            ),
        ),
    )
    halves = Finding(
        "N3",
        "share-without-count",
        Text("占比无整数解", "no count gives this share"),
        Verdict.DOUBT,
        Text("9 件中没有哪个件数占 50%。", "no number of 9 is 50%."),
        (
            TextEvidence(span(text, "占50%")),
            TextEvidence(span(text, "占50%", 1)),
            CellEvidence("t3/new/total", Decimal(9), Role.SUPPORT),
        ),
        reported="50%",
    )
    row = Finding(
        "T3-1",
        "row-sum-mismatch",
        Text("行合计不符", "row sum mismatch"),
        Verdict.DOUBT,
        Text("这一行没有读全。", "this row was not read in full."),
        (CellEvidence("t3/carried_out/total", None),),
        origin=Origin.READ,
    )
    note = Finding(
        "F4",
        "blank-cell",
        Text("空白单元格", "blank cell"),
        Verdict.NOTE,
        Text("表中的空格应填 0。", "a blank cell should hold 0."),
        (CellEvidence("t3/partial/total", Decimal(0)),),
    )
    claims = (
        Claim(
            "c1",
            span(text, "申请9件"),
            "申请9件",
            Quantity(Decimal(9), "count", "件"),
            "收到申请",
            (("t3/new/total",), ("t3/new/total", "t3/carried_in/total")),
            section=1,
        ),
    )
    coverage = Coverage(
        9, 8, 6, 2, {"N2": Count(run=1, found=1), "N3": Count(run=2, found=1), "T3-3": Count(5, 0, 0, 2)}
    )
    known: dict[str, object] = {
        "claims": claims,
        "findings": (share, halves, row, note),
        "coverage": coverage,
    }
    return Review(doc, **(known | changes))  # type: ignore[arg-type]


@pytest.fixture
def review() -> Review:
    """A review with one finding of each kind."""
    return review_of(document())


@pytest.fixture
def make() -> Callable[..., Review]:
    """Makes a review of a report at a path."""
    return lambda path: review_of(document(path=path))


HOSTILE = (
    "一、总体情况",
    "（一）<script>alert(1)</script>。全年解读文件23个，动漫7个，动漫解读占比23%。",
    '（二）=HYPERLINK("http://x")申请9件，\u202e占50%\u202c，其他占50%，\x1b[31m。',
)


@pytest.fixture
def hostile() -> Review:
    """A review of a report whose text, title and path try to run or to mislead."""
    return review_of(
        document(
            HOSTILE,
            path='=cmd|"/c calc"!A1<img src=x onerror=alert(1)>.txt',
            title="</title><script>alert(2)</script>\u202e@SUM(1)",
            organisation="-2+3<b>",
        )
    )
