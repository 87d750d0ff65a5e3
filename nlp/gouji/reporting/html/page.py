"""What the HTML report shows, ready for the template: the document in blocks, marked and linked."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Final

from ...document import Cell, Document, State
from ...finding import CellEvidence, Finding, Role, TextEvidence, Verdict
from ...form import Identity, TableForm
from ...outcome import Review, plain
from ...text import Lang, Span
from .. import layout
from ..drawing import Box, draw, rows
from ..view import CellLine, Excerpt, cells, excerpts, form_of, label
from ..words import inert

STRENGTH: Final = (Verdict.CONTRADICTION, Verdict.DOUBT, Verdict.NOTE)


@dataclass(frozen=True, slots=True)
class Link:
    """A finding that a stretch of text is evidence of."""

    finding: int
    anchor: str
    role: Role
    verdict: Verdict
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Text over which the same evidence stands."""

    text: str
    links: tuple[Link, ...] = ()

    @property
    def look(self) -> str:
        """Class names: the strongest verdict and the strongest role."""
        if not self.links:
            return ""
        top = min(self.links, key=lambda k: (k.role is not Role.CONFLICT, STRENGTH.index(k.verdict)))
        return f"{top.verdict.value} {top.role.value}"


@dataclass(frozen=True, slots=True)
class Prose:
    """A line of the document."""

    level: layout.Level
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A box of a statutory table with what is known of its cell."""

    box: Box
    value: str = ""
    state: State | None = None
    look: str = ""
    findings: tuple[int, ...] = ()
    hint: str = ""

    @property
    def anchor(self) -> str:
        """Where evidence links lead."""
        return cell_anchor(self.box.cell) if self.box.cell else ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A statutory table in its printed shape."""

    key: str
    label: str
    rows: tuple[tuple[Field, ...], ...]


@dataclass(frozen=True, slots=True)
class Raw:
    """A table that is none of the form's, as it was drawn."""

    rows: tuple[tuple[Segment, ...], ...]


Block = Prose | Drawn | Raw


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a card's evidence stands: an anchor of the page, or "" where it is in another document."""

    anchor: str
    words: str
    role: Role


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as the panel shows it."""

    number: int
    id: str
    finding: Finding
    place: str
    excerpts: tuple[Excerpt, ...]
    cells: tuple[CellLine, ...]
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    review: Review
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    tables: tuple[str, ...] = field(default=())


def page(review: Review, lang: Lang) -> Page:
    """Lay out a review."""
    links = _links(review)
    drawn = _drawn(review, lang)
    blocks = tuple(_blocks(review.document, links, drawn))
    cards = tuple(_card(review, n, f, lang) for n, f in enumerate(review.findings, 1))
    return Page(review, blocks, cards, tuple(drawn))


def cell_anchor(cell: str) -> str:
    """The anchor of a cell: ``c-t3-new-total``."""
    return "c-" + cell.replace("/", "-")


# ── evidence in the text ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Stretch:
    span: Span
    finding: int
    anchor: str
    role: Role
    verdict: Verdict


def _links(review: Review) -> list[_Stretch]:
    found = [
        _Stretch(e.span, n, f"e{n}-{k}", e.role, f.verdict)
        for n, f in enumerate(review.findings, 1)
        for k, e in enumerate(f.evidence, 1)
        if isinstance(e, TextEvidence)
    ]
    return sorted(found, key=lambda s: (s.span, s.finding))


def _segments(text: str, line: Span, stretches: list[_Stretch]) -> tuple[Segment, ...]:
    """The line cut where evidence starts or ends."""
    here = [s for s in stretches if s.span.meets(line)]
    cuts = sorted(
        {line.start, line.end}
        | {min(max(x, line.start), line.end) for s in here for x in (s.span.start, s.span.end)}
    )
    segments = []
    for start, end in pairwise(cuts):
        part = Span(start, end)
        over = tuple(
            Link(s.finding, s.anchor, s.role, s.verdict, s.span.start == start, s.span.end == end)
            for s in here
            if s.span.meets(part)
        )
        segments.append(Segment(inert(part.of(text)), over))
    return tuple(segments)


# ── the document in order ───────────────────────────────────────────────────────────────────────


def _blocks(document: Document, links: list[_Stretch], drawn: Mapping[str, Drawn]) -> Iterator[Block]:
    """The blocks of the document with their marks."""
    starts = [s.span.start for s in links]
    longest = max((len(s.span) for s in links), default=0)

    def near(span: Span) -> list[_Stretch]:
        first = bisect_right(starts, span.start - longest - 1)
        return links[first : bisect_right(starts, span.end)]

    for block in layout.blocks(document):
        match block:
            case layout.Prose(level, span):
                yield Prose(level, _segments(document.text, span, near(span)))
            case layout.Statutory(table):
                yield drawn[table.key]
            case layout.Other(grid_cells):
                lines: dict[int, list[Segment]] = defaultdict(list)
                for cell in grid_cells:
                    over = tuple(
                        k for s in _segments(document.text, cell.span, near(cell.span)) for k in s.links
                    )
                    lines[cell.row].append(Segment(inert(cell.text), over))
                yield Raw(tuple(tuple(line) for line in lines.values()))


# ── the statutory tables ────────────────────────────────────────────────────────────────────────


def _drawn(review: Review, lang: Lang) -> dict[str, Drawn]:
    form = form_of(review.document)
    if form is None:
        return {}
    evidence: dict[str, list[tuple[int, Verdict, Role]]] = defaultdict(list)
    for n, f in enumerate(review.findings, 1):
        for e in f.evidence:
            if isinstance(e, CellEvidence) and not e.previous:
                evidence[e.cell].append((n, f.verdict, e.role))
    relations: dict[str, list[Identity]] = defaultdict(list)
    for identity in form.identities:
        for name in identity.cells:
            relations[name].append(identity)
    return {
        t.key: _table(review, t, evidence, relations, lang)
        for t in form.tables
        if any(name in review.cells for name in t.cells)
    }


def _table(
    review: Review,
    table: TableForm,
    evidence: Mapping[str, list[tuple[int, Verdict, Role]]],
    relations: Mapping[str, list[Identity]],
    lang: Lang,
) -> Drawn:
    form = form_of(review.document)

    def field_of(box: Box) -> Field:
        cell = review.cells.get(box.cell)
        if not box.cell:
            return Field(box)
        marks = evidence.get(box.cell, [])
        look = ""
        if marks:
            _, verdict, role = min(marks, key=lambda m: (m[2] is not Role.CONFLICT, STRENGTH.index(m[1])))
            look = f"{verdict.value} {role.value}"
        hints = [label(form, box.cell)]
        hints += [formula(i, review.cells) for i in relations.get(box.cell, [])]
        if review.previous and (before := review.previous.cells.get(box.cell)):
            hints.append(("上年：" if lang == "zh" else "last year: ") + (plain(before.value) or "—"))
        return Field(
            box,
            value=inert(_shown(cell)),
            state=cell.state if cell else State.UNREADABLE,
            look=look,
            findings=tuple(dict.fromkeys(n for n, _, role in marks if role is Role.CONFLICT)),
            hint="\n".join(hints),
        )

    return Drawn(table.key, table.label, tuple(tuple(field_of(b) for b in row) for row in rows(draw(table))))


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return plain(cell.value) or cell.raw


def formula(identity: Identity, known: Mapping[str, Cell]) -> str:
    """A relation with the figures put in; zeros of a long sum are left out.

    >>> from ...form import load
    >>> cells = {n: Cell(n, Decimal(0), State.READ) for n in load("2021").cells}
    >>> cells["t4/review/upheld"] = cells["t4/review/total"] = Cell("", Decimal(2), State.READ)
    >>> formula(next(i for i in load("2021").identities if i.code == "T4-1"), cells)
    'T4-1：2 = 2 ✓'
    """
    sides: dict[int, list[Decimal]] = {1: [], -1: []}
    unknown = False
    for name, sign in identity.terms:
        cell = known.get(name)
        if cell is None or cell.state is State.UNREADABLE:
            unknown = True
        else:
            sides[sign].append(cell.value or Decimal(0))
    written = f" {'≥' if identity.relation == '>=' else '='} ".join(
        " + ".join(plain(v) or "" for v in ([v for v in side if v] or [Decimal(0)]))
        for side in sides.values()
    )
    if unknown:
        return f"{identity.code}：{written} ?"
    gap = sum(sides[1], Decimal(0)) - sum(sides[-1], Decimal(0))
    holds = gap >= 0 if identity.relation == ">=" else gap == 0
    return f"{identity.code}：{written} {'✓' if holds else '✗'}"


# ── the panel ───────────────────────────────────────────────────────────────────────────────────


def _card(review: Review, number: int, finding: Finding, lang: Lang) -> Card:
    parts = tuple(excerpts(review.document, finding))
    lines = tuple(cells(review, finding, lang))
    named = iter(lines)
    pointers = []
    for k, e in enumerate(finding.evidence, 1):
        if isinstance(e, CellEvidence):
            line = next(named)
            anchor = "" if e.previous or e.cell not in review.cells else cell_anchor(e.cell)
            pointers.append(Pointer(anchor, f"{inert(line.label)} {line.value or '—'}", e.role))
        else:
            words = inert(e.span.of(review.document.text))
            pointers.append(Pointer(_anchor(review.document, e, f"e{number}-{k}"), words, e.role))
    return Card(
        number,
        finding.identity(review.document.text),
        finding,
        inert(parts[0].place) if parts else "",
        parts,
        lines,
        tuple(pointers),
    )


def _anchor(document: Document, evidence: TextEvidence, otherwise: str) -> str:
    """Evidence that lies inside a statutory table leads to its cell, since the table is drawn anew."""
    for cell in document.cells.values():
        if cell.span is not None and cell.span.meets(evidence.span):
            return cell_anchor(cell.name)
    return otherwise
