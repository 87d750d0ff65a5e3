"""What a reader of any output looks at: marked excerpts, cells by their printed names, coverage in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ..document import Document, State
from ..finding import CellEvidence, Finding, Role, TextEvidence, Verdict
from ..form import Form, load
from ..outcome import Review, place, plain
from ..text import Lang, Span, Text
from .words import STATES, VERDICTS

BEFORE: Final = 14  # code points of context left of a mark where no clause starts nearer
AFTER: Final = 6  # and right of it
REACH: Final = 24  # how far a clause's start or end is looked for
CLAUSE: Final = re.compile(r"[。；;！？\n\t]")
STOP: Final = re.compile(r"[，。；;、！？）)\n\t]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of an excerpt that a finding rests on."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words of the document with the marks in them; ``…`` stands where words are left out."""

    text: str
    marks: tuple[Mark, ...]
    place: str


def form_of(document: Document) -> Form | None:
    """The form of the document, or None where no statutory table was met."""
    return load(document.form) if document.form else None


def excerpts(document: Document, finding: Finding) -> list[Excerpt]:
    """The words that a finding rests on, one excerpt a paragraph, the conflicts' paragraphs first."""
    lines: dict[Span, list[TextEvidence]] = {}
    found = [e for e in finding.evidence if isinstance(e, TextEvidence)]
    for e in sorted(found, key=lambda e: (e.role is not Role.CONFLICT, e.span)):
        lines.setdefault(_line(document.text, e.span), []).append(e)
    return [_excerpt(document, line, marks) for line, marks in lines.items()]


def _line(text: str, span: Span) -> Span:
    """The line of the text in which a span starts."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start)
    return Span(start, len(text) if end < 0 else end)


def _excerpt(document: Document, line: Span, evidence: Iterable[TextEvidence]) -> Excerpt:
    text, marks, at = "", [], line.start
    evidence = sorted(evidence, key=lambda e: (e.span, e.role is not Role.CONFLICT))
    windows = list(_windows(document.text, line, [e.span for e in evidence]))
    for window in windows:
        gap = window.start > at
        text += "…" * gap
        shift = len(text) - window.start
        marks += [
            Mark(e.span.start + shift, min(e.span.end, window.end) + shift, e.role)
            for e in evidence
            if window.start <= e.span.start < window.end
        ]
        text += window.of(document.text)
        at = window.end
    text += "…" * (at < line.end)
    return Excerpt(text.replace("\t", " "), tuple(marks), place(document, line.start))


def _windows(text: str, line: Span, spans: list[Span]) -> Iterator[Span]:
    """Stretches of the line that hold the spans with some words around them, merged where they touch."""
    current: Span | None = None
    for span in spans:
        window = Span(_left(text, line.start, span.start), _right(text, min(span.end, line.end), line.end))
        if current is None:
            current = window
        elif window.start <= current.end + AFTER:
            current = Span(current.start, max(current.end, window.end))
        else:
            yield current
            current = window
    if current is not None:
        yield current


def _left(text: str, first: int, start: int) -> int:
    reach = max(first, start - REACH)
    clauses = [m.end() for m in CLAUSE.finditer(text, reach, start)]
    if clauses:
        return clauses[-1]
    return first if reach == first else start - BEFORE


def _right(text: str, end: int, last: int) -> int:
    stop = STOP.search(text, end, min(last, end + REACH // 2))
    return stop.end() if stop else min(last, end + AFTER)


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell that a finding rests on, with its printed name."""

    cell: str
    label: str
    value: str
    role: Role
    state: State


def cells(review: Review, finding: Finding, lang: Lang) -> list[CellLine]:
    """The cells that a finding rests on, in its own order."""
    form = form_of(review.document)
    last_year = Text("上年·", "last year · ").say(lang)
    lines = []
    for e in finding.evidence:
        if isinstance(e, CellEvidence):
            source = review.previous if e.previous else review.document
            cell = source.cells.get(e.cell) if source else None
            lines.append(
                CellLine(
                    e.cell,
                    (last_year if e.previous else "") + label(form, e.cell),
                    plain(e.value) or "",
                    e.role,
                    cell.state if cell else State.READ,
                )
            )
    return lines


def label(form: Form | None, cell: str) -> str:
    """The printed name of a cell; its own name where the form is not known to have it."""
    return form.label(cell) if form and cell in form.cells else cell


def heading(document: Document) -> str:
    """Who reports what, in one line."""
    parts = [document.organisation] if document.organisation not in document.title else []
    return " · ".join(p for p in (*parts, document.title) if p) or document.path


def reading(document: Document, lang: Lang) -> str:
    """Which form was met and which of its tables were read, in one line."""
    form = form_of(document)
    if form is None:
        return Text(
            "没有读到法定表格，只核对了正文", "no statutory table was read; only the prose was checked"
        ).say(lang)
    missing = [t.label for t in form.tables if t.key in document.missing]
    tables = [t.label for t in form.tables if t.key not in document.missing]
    comma, stop = Text("、", ", ").say(lang), Text("，", "; ").say(lang)
    parts = [form.title.say(lang)]
    if tables:
        parts.append(Text("{t}已读", "{t} read").format(t=comma.join(tables)).say(lang))
    if missing:
        parts.append(Text("未读到{t}", "{t} not found").format(t=comma.join(missing)).say(lang))
    for state, words in _ROWS.items():
        if rows := {c.name.rsplit("/", 1)[0] for c in document.cells.values() if c.state is state}:
            parts.append(words.format(n=len(rows), s="s" * (len(rows) != 1)).say(lang))
    return stop.join(parts)


_ROWS: Final = {
    State.REPAIRED: Text("{n}行按勾稽关系复位", "{n} row{s} put back by the table's own sums"),
    State.UNREADABLE: Text("{n}行无法读取", "{n} row{s} unreadable"),
}


def counts(review: Review, lang: Lang) -> list[tuple[Verdict, str]]:
    """How many findings of each verdict there are, in words."""
    return [
        (verdict, f"{look.glyph} {look.name.say(lang)} {len(review.of(verdict))}")
        for verdict, look in VERDICTS.items()
    ]


def figures(review: Review, lang: Lang) -> str:
    """How many figures of the prose were checked, in one line."""
    c = review.coverage
    unread = c.figures - c.extracted
    return (
        Text(
            "正文数字 {figures}：已核对 {checked}，表中无对应项 {unlinked}",
            "figures in the prose {figures}: {checked} checked, {unlinked} without a cell in the tables",
        )
        .format(figures=c.figures, checked=c.checked, unlinked=c.unlinked)
        .say(lang)
    ) + (Text("，未识别 {n}", ", {n} not understood").format(n=unread).say(lang) if unread > 0 else "")


def unchecked(review: Review, lang: Lang) -> list[str]:
    """What could not be checked, a line each; what is not checked is never counted as consistent."""
    d, form = review.document, form_of(review.document)
    lines = []
    if form and d.missing:
        names = "、".join(t.label for t in form.tables if t.key in d.missing)
        lines.append(
            Text("未读到{t}，与之有关的关系没有核对", "{t} not found: nothing that needs it was checked")
            .format(t=names)
            .say(lang)
        )
    rows = dict.fromkeys(c.name.rsplit("/", 1)[0] for c in d.cells.values() if c.state is State.UNREADABLE)
    if form and rows:
        names = "、".join(_row_label(form, r) for r in rows)
        lines.append(Text("无法读取的行：{r}", "unreadable rows: {r}").format(r=names).say(lang))
    open_checks = {code: n.unreadable for code, n in review.coverage.checks.items() if n.unreadable}
    if open_checks:
        listed = "、".join(
            Text("{code}（{n}处）", "{code} ({n})").format(code=code, n=n).say(lang)
            for code, n in open_checks.items()
        )
        lines.append(
            Text("缺少所需数字而没有核对：{c}", "not checked for want of a figure: {c}")
            .format(c=listed)
            .say(lang)
        )
    return lines


def _row_label(form: Form, row: str) -> str:
    key, name = row.split("/")
    table = form.table(key)
    found = table.row(name)
    return f"{table.label}·{found.aliases[0] if found.aliases else found.label}"


def state_note(state: State, lang: Lang) -> str:
    """What a reader must know of how a cell was read; "" for a plain reading."""
    return "" if state is State.READ else STATES[state].say(lang)
