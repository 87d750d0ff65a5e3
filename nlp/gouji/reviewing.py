"""A Document in, a Review out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from . import form as forms
from .checks import CHECKS
from .checks.against_cells import agreeing
from .checks.base import Case, Tally, usable
from .document import Document
from .extraction.claims import read
from .extraction.linkers import shipped
from .extraction.proposals import Proposer
from .finding import Evidence, Finding, Origin, Role, TextEvidence, Verdict
from .outcome import Coverage, Review, conflicting_cells
from .reconcile import absorb, causes
from .text import Span

SURE_LINE: Final = 0.9  # confidence of the recogniser below which a line of a scan may be misread
RANK = {Verdict.CONTRADICTION: 0, Verdict.DOUBT: 1, Verdict.NOTE: 2}


def review(
    document: Document, previous: Document | None = None, proposers: Sequence[Proposer] | None = None
) -> Review:
    """Check a report, with last year's beside it where given.

    Args:
        document: the report, as `gouji.read` gives it.
        previous: last year's report of the same body.
        proposers: learned linkers, asked about figures that the rules tie to no cell, by default the one
            that comes with the package; what they say is shown with the claims and no finding rests on it.

    Returns:
        What it states, what cannot all be true, and what could not be checked.
    """
    asked = shipped() if proposers is None else proposers
    case = prepare(document, prepare(previous) if previous is not None else None, asked)
    found = [finding for check in CHECKS.values() for finding in check(case)]
    findings = merged((doubted(f, document) for f in absorb(causes(case), found)), document.text)
    for finding in findings:
        for code in (finding.code, *finding.also):
            case.tally.counts[code].found += 1
    case.tally.looked(*(claim.id for claim in agreeing(case)))
    return Review(document, tuple(case.statement.stated), tuple(findings), coverage(case), previous)


def prepare(document: Document, previous: Case | None = None, proposers: Sequence[Proposer] = ()) -> Case:
    """Read the prose and gather what the checks look at."""
    form = forms.load(document.form) if document.form else None
    statement = read(document, form, proposers)
    values = usable(form, document.cells) if form is not None and document.cells else {}
    return Case(document, form, statement, Tally(), previous, values)


def coverage(case: Case) -> Coverage:
    """How much of the prose was checked against something."""
    items, checked = case.statement.items, case.tally.checked
    claims = case.statement.stated[: len(items)]  # what is denied is a claim, but no figure
    return Coverage(
        figures=len(case.statement.mentions),
        extracted=len(claims),
        checked=sum(1 for c in claims if c.id in checked),
        unlinked=sum(1 for c in claims if not c.readings and c.id not in checked),
        checks=dict(case.tally.counts),
    )


def doubted(finding: Finding, document: Document) -> Finding:
    """The finding; a contradiction in a line that the recogniser was not sure of may be our misreading."""
    places = (place for span in _spans(finding) for place in document.places_of(span))
    if finding.verdict is Verdict.CONTRADICTION and any(p.confidence < SURE_LINE for p in places):
        return replace(finding, verdict=Verdict.DOUBT, origin=Origin.READ)
    return finding


def merged(findings: Iterable[Finding], text: str) -> list[Finding]:
    """One cause, one finding: of those that blame the same figures the first, the most specific, reports."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: RANK[f.verdict]):
        twin = next((n for n, k in enumerate(kept) if same_cause(k, finding)), None)
        if twin is None:
            kept.append(finding)
        else:
            kept[twin] = kept[twin].joined(finding)
    return sorted(kept, key=lambda f: (RANK[f.verdict], _place(f)))


def same_cause(one: Finding, other: Finding) -> bool:
    """Whether two findings blame the same figure: an overlapping phrase, or a cell and its prose.

    Shares of one list that are wrong each for itself stay apart; a phrase blamed twice is one cause.
    """
    if one.verdict is Verdict.NOTE or other.verdict is Verdict.NOTE:
        return False
    texts = [_spans(f) for f in (one, other)]
    if any(a.meets(b) for a in texts[0] for b in texts[1]):
        return True
    cells = [conflicting_cells(f) for f in (one, other)]
    return bool(cells[0] & cells[1]) and (not texts[0] or not texts[1])


def _spans(finding: Finding) -> list[Span]:
    return [e.span for e in finding.evidence if isinstance(e, TextEvidence) and e.role is Role.CONFLICT]


def _place(finding: Finding) -> int:
    return min((_start(e) for e in finding.evidence), default=0)


def _start(evidence: Evidence) -> int:
    return evidence.span.start if isinstance(evidence, TextEvidence) else 10**9
