"""The words of a comment in an annotated document."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Evidence, Finding, Origin, Role, TextEvidence
from ..outcome import Review
from ..text import Lang, Text
from .view import cells
from .words import READ_BY_US, VERDICTS, inert


def shown(finding: Finding) -> list[Evidence]:
    """The evidence that gets a comment: what conflicts, or all where nothing does; the prose first."""
    conflict = [e for e in finding.evidence if e.role is Role.CONFLICT]
    return sorted(conflict or finding.evidence, key=lambda e: not isinstance(e, TextEvidence))


def full(review: Review, finding: Finding, lang: Lang) -> str:
    """The whole finding, for its first figure."""
    return "\n".join(inert(line) for line in _lines(review, finding, lang))


def brief(finding: Finding, lang: Lang) -> str:
    """A word at each further figure; the first one tells the rest."""
    same = Text("，同上一处批注", ", see the comment before")
    return inert(_title(finding, lang) + same.say(lang))


def _title(finding: Finding, lang: Lang) -> str:
    look = VERDICTS[finding.verdict]
    return f"{look.glyph} {look.name.say(lang)} {finding.code} {finding.title.say(lang)}"


def _lines(review: Review, finding: Finding, lang: Lang) -> Iterator[str]:
    yield _title(finding, lang)
    yield finding.message.say(lang)
    if suggestion := finding.suggestion.say(lang):
        yield Text("建议：", "Suggested: ").say(lang) + suggestion
    if listed := "；".join(f"{c.label} {c.value or '—'}" for c in cells(review, finding, lang)[:8]):
        yield Text("表格数字：", "Cells: ").say(lang) + listed
    if finding.origin is Origin.READ:
        yield READ_BY_US.say(lang)
