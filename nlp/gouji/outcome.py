"""What a review says: the document, its claims and cells, what was found and what could not be checked.

This file holds the types and their plain form, ``gouji/review/1`` (docs/output.md); `gouji.reviewing`
fills them.  No module may be called ``gouji/review.py``: its import would hide the function `gouji.review`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

from .claim import Claim
from .document import Cell, Document
from .finding import CellEvidence, Evidence, Finding, Proof, Role, TextEvidence, Verdict
from .quantity import Interval
from .text import Lang, Span

if TYPE_CHECKING:
    import pandas as pd

SCHEMA: Final = "gouji/review/1"

Plain = dict[str, Any]


@dataclass(slots=True)
class Count:
    """How often a check ran, found something, did not apply, or could not read what it needs."""

    run: int = 0
    found: int = 0
    not_applicable: int = 0
    unreadable: int = 0

    def __add__(self, other: Count) -> Count:
        """Counts add; ratios are computed last.

        >>> Count(run=2, found=1) + Count(run=3)
        Count(run=5, found=1, not_applicable=0, unreadable=0)
        """
        return Count(
            self.run + other.run,
            self.found + other.found,
            self.not_applicable + other.not_applicable,
            self.unreadable + other.unreadable,
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was checked, and so what was not.

    Args:
        figures: figures that the prose states.
        extracted: those that became a claim.
        checked: claims that at least one check compared with something.
        unlinked: claims for which the form has no cell and the prose no second figure.
        checks: by code, how often each check ran; a code that is absent never looked.
    """

    figures: int = 0
    extracted: int = 0
    checked: int = 0
    unlinked: int = 0
    checks: Mapping[str, Count] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Review:
    """A document and everything that was found in it.

    Args:
        document: the report as it was read.
        claims: what its prose states, in reading order.
        findings: what cannot all be true, what is doubtful, and notes; in order of importance.
        coverage: what was checked.
        previous: last year's report, where one was given.
    """

    document: Document
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    previous: Document | None = None

    @property
    def cells(self) -> Mapping[str, Cell]:
        """The statutory cells by name."""
        return self.document.cells

    def of(self, *verdicts: Verdict) -> tuple[Finding, ...]:
        """The findings of these verdicts, in order."""
        return tuple(f for f in self.findings if f.verdict in verdicts)

    def to_dict(self, lang: Lang = "zh", with_text: bool = False) -> Plain:
        """The plain form, ``gouji/review/1``.

        Args:
            lang: language of titles and messages.
            with_text: whether ``document.text`` is given, so that a reader of the JSON needs no file.

        >>> review = Review(Document("全年公开信息3条。", path="a.txt"))
        >>> review.to_dict()["document"]["path"], review.to_dict(with_text=True)["document"]["text"]
        ('a.txt', '全年公开信息3条。')
        """
        d = self.document
        document: Plain = {
            "path": d.path,
            "sha256": d.sha256,
            "format": d.format,
            "title": d.title,
            "organisation": d.organisation,
            "year": d.year,
            "form": d.form,
        }
        if with_text:
            document["text"] = d.text
        return {
            "schema": SCHEMA,
            "document": document,
            "cells": [_cell(c) for c in d.cells.values()],
            "claims": [_claim(c) for c in self.claims],
            "findings": [_finding(f, d, lang) for f in self.findings],
            "coverage": _coverage(self.coverage),
        }

    def to_frame(
        self, name: Literal["findings", "claims", "cells"] = "findings", lang: Lang = "zh"
    ) -> pd.DataFrame:
        """A pandas table, one row each, columns as the JSON keys; a span becomes ``start`` and ``end``.

        >>> list(Review(Document("")).to_frame("cells").columns)
        ['cell', 'value', 'state', 'raw']
        """
        import pandas as pd

        return pd.DataFrame([_flat(row) for row in self.to_dict(lang)[name]], columns=list(COLUMNS[name]))


COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "cells": ("cell", "value", "state", "raw"),
    "claims": (
        *("id", "quote", "start", "end", "value", "low", "high", "unit", "kind", "bound"),
        *("measure", "readings", "scope", "period"),
    ),
    "findings": (
        *("id", "code", "name", "title", "verdict", "origin", "message", "reported", "computed"),
        *("suggestion", "also", "evidence", "proof"),
    ),
}
"""Columns of each frame and sheet, in order."""


@lru_cache(maxsize=4096)
def plain(value: Decimal | None) -> str | None:
    """A figure in plain decimals; None stays None.

    >>> plain(Decimal("2E+2")), plain(Decimal("30.40")), plain(Decimal("-0.0"))
    ('200', '30.4', '0')
    """
    if value is None:
        return None
    return format(value.normalize(), "f") if value else "0"


def place(document: Document, offset: int) -> str:
    """Where an offset stands, for people: the section's heading, and the paragraph's own lead if it has one.

    >>> from .document import Paragraph, Section
    >>> text = "一、总体情况\\n（一）主动公开。全年3条。"
    >>> section = Section(1, "总体情况", Span(0, 18), Span(7, 18))
    >>> place(Document(text, (Paragraph(Span(7, 18), 1),), (section,)), 15)
    '一、总体情况（一）主动公开'
    """
    section = document.section_at(offset)
    if section is None or not section.number:
        return ""
    inside = (
        p.span.of(document.text)
        for p in document.paragraphs
        if section.body.start <= p.span.start <= offset and p.span.end <= section.span.end
    )
    leads = [m[0] for m in map(SUBHEADING.match, inside) if m]
    return f"{NUMERALS[section.number]}、{section.title}" + (leads[-1] if leads else "")


NUMERALS: Final = "〇一二三四五六七八九十"
SUBHEADING: Final = re.compile(
    r"[（(][一二三四五六七八九十][）)][^，。；：:\n]{1,14}(?=[。：:\n]|$)"
)  # longer ones are sentences


def _cell(cell: Cell) -> Plain:
    return {"cell": cell.name, "value": plain(cell.value), "state": str(cell.state), "raw": cell.raw}


def _claim(claim: Claim) -> Plain:
    q = claim.quantity
    literal = q.literal
    return {
        "id": claim.id,
        "quote": claim.quote,
        "span": [claim.span.start, claim.span.end],
        "value": plain(q.value),
        "low": plain(literal.low),
        "high": plain(literal.high),
        "unit": q.unit,
        "kind": q.kind,
        "bound": q.bound.value,
        "measure": claim.measure,
        "readings": [list(r) for r in claim.readings],
        "scope": claim.scope,
        "period": claim.period.value,
    }


def _finding(finding: Finding, document: Document, lang: Lang) -> Plain:
    return {
        "id": finding.identity(document.text),
        "code": finding.code,
        "name": finding.name,
        "title": finding.title.say(lang),
        "verdict": finding.verdict.value,
        "origin": finding.origin.value,
        "message": finding.message.say(lang),
        "reported": finding.reported,
        "computed": finding.computed,
        "suggestion": finding.suggestion.say(lang),
        "also": list(finding.also),
        "evidence": [_evidence(e, document) for e in finding.evidence],
        "proof": None if finding.proof is None else _proof(finding.proof),
    }


def _evidence(evidence: Evidence, document: Document) -> Plain:
    if isinstance(evidence, CellEvidence):
        found: Plain = {
            "kind": "cell",
            "role": evidence.role.value,
            "cell": evidence.cell,
            "value": plain(evidence.value),
        }
        return found | {"previous": True} if evidence.previous else found
    span = evidence.span
    return {
        "kind": "text",
        "role": evidence.role.value,
        "span": [span.start, span.end],
        "quote": span.of(document.text),
        "section": place(document, span.start),
    }


def _proof(proof: Proof) -> Plain:
    return {
        "relation": proof.relation,
        "formula": proof.formula,
        "operands": [
            {"name": o.name, "factor": plain(o.factor), **_interval(o.values)} for o in proof.operands
        ],
    }


def _interval(values: Interval) -> Plain:
    return {
        "low": plain(values.low),
        "high": plain(values.high),
        "low_open": values.low_open,
        "high_open": values.high_open,
    }


def _coverage(coverage: Coverage) -> Plain:
    return {
        "figures": coverage.figures,
        "extracted": coverage.extracted,
        "checked": coverage.checked,
        "unlinked": coverage.unlinked,
        "checks": {
            code: {
                "run": n.run,
                "found": n.found,
                "not_applicable": n.not_applicable,
                "unreadable": n.unreadable,
            }
            for code, n in coverage.checks.items()
        },
    }


def _flat(row: Plain) -> Plain:
    """The row with its ``span`` as two columns."""
    if "span" not in row:
        return row
    start, end = row["span"]
    return {k: v for k, v in row.items() if k != "span"} | {"start": start, "end": end}


def conflicts(finding: Finding) -> tuple[Span, ...]:
    """The spans of the prose that cannot stand together."""
    return tuple(e.span for e in finding.evidence if isinstance(e, TextEvidence) and e.role is Role.CONFLICT)


def conflicting_cells(finding: Finding) -> set[str]:
    """The cells that cannot stand together."""
    return {e.cell for e in finding.evidence if isinstance(e, CellEvidence) and e.role is Role.CONFLICT}
