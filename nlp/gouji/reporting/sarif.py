"""SARIF 2.1.0, the format of code scanners, so that findings show in editors and review tools.

Regions point into the file itself where it is plain text or Markdown, else into the reading text that the
artifact carries.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from .. import __version__
from ..document import Document
from ..finding import Evidence, Finding, Role, TextEvidence, Verdict
from ..outcome import Review, place
from ..text import Lang, Span
from .base import Options, Outcome, failures, reviews
from .flat import wanted
from .view import form_of, label
from .words import STEERING

LEVELS: Final = {Verdict.CONTRADICTION: "error", Verdict.DOUBT: "warning", Verdict.NOTE: "note"}
SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"

Plain = dict[str, Any]


def render(outcomes: list[Outcome], options: Options) -> str:
    """One run over all inputs."""
    found = [wanted(r, options.notes) for r in reviews(outcomes)]
    rules = {f.code: f for r in found for f in r.findings}
    codes = sorted(rules)
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "gouji",
                        "version": __version__,
                        "rules": [_rule(rules[code], options.lang) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "artifacts": [_artifact(r.document) for r in found],
                "results": [
                    result for i, r in enumerate(found) for result in _results(r, i, codes, options.lang)
                ],
                "invocations": [_invocation(outcomes, options.lang)],
            }
        ],
    }
    text = json.dumps(log, ensure_ascii=False, indent=1)
    return STEERING.sub(lambda m: f"\\u{ord(m[0]):04x}", text) + "\n"


def _invocation(outcomes: list[Outcome], lang: Lang) -> Plain:
    """What could not be read belongs to the run, not to its results."""
    failed = failures(outcomes)
    return {
        "executionSuccessful": not failed,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": f.error.say(lang)},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(f.path)}}}],
            }
            for f in failed
        ],
    }


def _rule(finding: Finding, lang: Lang) -> Plain:
    return {
        "id": finding.code,
        "name": "".join(word.capitalize() for word in finding.name.split("-")),
        "shortDescription": {"text": finding.title.say(lang)},
    }


def _artifact(document: Document) -> Plain:
    found: Plain = {"location": {"uri": _uri(document.path)}}
    if document.sha256:
        found["hashes"] = {"sha-256": document.sha256}
    if not _is_text(document):
        found["contents"] = {"text": document.text}
    return found


def _uri(path: str) -> str:
    return quote(path.replace("\\", "/"), safe="/:!")


class _Lines:
    """Line and column of an offset, both from 1."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        text = _file_text(document) if _is_text(document) else None
        if text is None:
            self.source, text = None, document.text
        self.starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]

    def region(self, span: Span, text: str) -> Plain:
        start, last = span.start, max(span.start, span.end - 1)
        if self.source is not None:
            start, last = self.source[start], self.source[last]
        (line, column), (end_line, end_column) = self._at(start), self._at(last)
        return {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column + 1,
            "snippet": {"text": span.of(text)},
        }

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def _is_text(document: Document) -> bool:
    """Whether the reader's offsets are those of the file as an editor shows it."""
    return document.format in ("txt", "md") and document.source is not None


def _file_text(document: Document) -> str | None:
    """The file as it was decoded; None where it cannot be read again or is no text."""
    from ..reading.decode import decode

    try:
        return decode(Path(document.path).read_bytes())
    except (OSError, ValueError):
        return None


def _results(review: Review, index: int, codes: list[str], lang: Lang) -> list[Plain]:
    document = review.document
    lines = _Lines(document)

    def location(evidence: Evidence) -> Plain:
        physical: Plain = {"artifactLocation": {"uri": _uri(document.path), "index": index}}
        if isinstance(evidence, TextEvidence):
            physical["region"] = lines.region(evidence.span, document.text)
            logical = place(document, evidence.span.start)
        else:
            logical = label(form_of(document), evidence.cell)
            cell = document.cells.get(evidence.cell)
            if cell is not None and cell.span is not None and not evidence.previous:
                physical["region"] = lines.region(cell.span, document.text)
        named = {"logicalLocations": [{"fullyQualifiedName": logical}]} if logical else {}
        return {"physicalLocation": physical} | named

    return [
        {
            "ruleId": f.code,
            "ruleIndex": codes.index(f.code),
            "level": LEVELS[f.verdict],
            "message": {"text": f.message.say(lang)},
            "locations": [location(e) for e in f.evidence if e.role is Role.CONFLICT][:1],
            "relatedLocations": [{"id": n} | location(e) for n, e in enumerate(f.evidence, 1)],
            "partialFingerprints": {"goujiFinding/v1": f.identity(document.text)},
            "properties": {
                "verdict": f.verdict.value,
                "origin": f.origin.value,
                "reported": f.reported,
                "computed": f.computed,
                "also": list(f.also),
            },
        }
        for f in review.findings
    ]
