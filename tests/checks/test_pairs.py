"""Each check has a pair of texts: what it must flag and what it must not.

A file holds cases apart by ``---``; lines that start with ``@`` set the stage: ``@cells`` the figures of
the tables (``/`` is a blank), ``@rest 0`` (or ``/``) what all other cells hold, ``@previous`` last year's
figures, ``@year`` and ``@section`` where the text stands, ``@sections`` and ``@missing`` what the report
has and lacks, ``@body`` who reports, ``@quote`` a phrase and ``@cell`` a cell that the conflict evidence
must hold, ``@verdict`` where it is not a contradiction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from gouji import form
from gouji.checks import CHECKS, RULES
from gouji.document import Cell, Document, Paragraph, Section, State
from gouji.finding import CellEvidence, Finding, Role, TextEvidence, Verdict
from gouji.reconcile import reconcile
from gouji.reviewing import prepare
from gouji.text import Span

HERE = Path(__file__).parent
WITHOUT_PROOF = ("T3-11", "V1", "V2")  # a copy, a broken number: nothing to add up; nor do notes


@dataclass
class Stage:
    text: str
    cells: dict[str, Decimal | None] = field(default_factory=dict)
    previous: dict[str, Decimal | None] = field(default_factory=dict)
    rest: str = ""
    year: int = 2024
    section: int = 1
    quote: str = ""
    cell: str = ""
    sections: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    verdict: str = "contradiction"
    body: str = "长汀镇人民政府"


def stage(block: str) -> Stage:
    lines = block.strip().splitlines()
    words = [line for line in lines if not line.startswith("@")]
    found = Stage("\n".join(line for line in words if line.strip()))
    for line in lines:
        name, _, value = line.removeprefix("@").partition(" ")
        if not line.startswith("@"):
            continue
        match name:
            case "cells" | "previous":
                pairs = (pair.split("=") for pair in value.split())
                setattr(found, name, {k: None if v == "/" else Decimal(v) for k, v in pairs})
            case "sections":
                found.sections = tuple(map(int, value.split()))
            case "missing":
                found.missing = tuple(value.split())
            case "year" | "section":
                setattr(found, name, int(value))
            case _:
                setattr(found, name, value)
    return found


def cell(name: str, value: Decimal | None) -> Cell:
    return Cell(
        name, value, State.BLANK if value is None else State.READ, "" if value is None else str(value)
    )


def filled(s: Stage, figures: dict[str, Decimal | None]) -> dict[str, Cell]:
    zero = None if s.rest == "/" else Decimal(0)
    rest = dict.fromkeys(form.load("2021").cells, zero) if s.rest else {}
    return {name: cell(name, value) for name, value in (rest | figures).items()}


def document(s: Stage) -> Document:
    spans, at = [], 0
    for line in s.text.split("\n"):
        spans.append(Paragraph(Span(at, at + len(line)), s.section))
        at += len(line) + 1
    whole = Span(0, len(s.text))
    return Document(
        s.text,
        tuple(spans),
        tuple(Section(n, "", whole, whole) for n in s.sections or (s.section,)),
        cells=filled(s, s.cells),
        form="2021" if s.cells else None,
        year=s.year,
        organisation=s.body,
        missing=s.missing,
    )


def found(code: str, s: Stage) -> list[Finding]:
    last = Document("", cells=filled(s, s.previous), form="2021", year=s.year - 1) if s.previous else None
    case = prepare(document(s), prepare(last) if last else None)
    if code in CHECKS:
        return list(CHECKS[code](case))
    return [f for f in reconcile(case) if code in (f.code, *f.also)]


def cases(name: str) -> list[object]:
    return [
        pytest.param(folder.name, block, id=f"{folder.name}-{number}")
        for folder in sorted(HERE.iterdir())
        if (folder / name).is_file() and folder.name in RULES
        for number, block in enumerate((folder / name).read_text("utf-8").split("\n---\n"))
    ]


@pytest.mark.parametrize(("code", "block"), cases("flag.txt"))
def test_flags(code: str, block: str) -> None:
    s = stage(block)
    findings = [f for f in found(code, s) if f.verdict.value == s.verdict]
    assert findings, "nothing found"
    conflicts = [
        e.span
        for f in findings
        for e in f.evidence
        if isinstance(e, TextEvidence) and e.role is Role.CONFLICT
    ]
    if s.quote:
        at = s.text.index(s.quote)
        assert any(span.meets(Span(at, at + len(s.quote))) for span in conflicts)
    elif s.cell:
        blamed = [e.cell for f in findings for e in f.evidence if isinstance(e, CellEvidence)]
        assert s.cell in blamed
    for f in findings:
        assert f.message.zh
        assert f.message.en
        assert f.proof is not None or f.verdict is Verdict.NOTE or f.code in WITHOUT_PROOF


@pytest.mark.parametrize(("code", "block"), cases("pass.txt"))
def test_does_not_flag(code: str, block: str) -> None:
    findings = found(code, stage(block))
    assert not findings, [f.message.zh for f in findings]


def test_every_check_has_its_pair() -> None:
    missing = [code for code in RULES if not (HERE / code / "flag.txt").is_file()]
    assert not missing
