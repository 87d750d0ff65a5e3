"""What people decided about findings, kept in one SQLite file so that it lasts.

A verdict belongs to a report (whose, and for which year) and to a finding's identity: its rule and its
evidence.  So it survives another run, another reading, and a newer version of the file, and a changed
figure reopens the finding.  Every change is on disk before `Verdicts.put` returns.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from .document import Document
from .errors import UsageError
from .finding import Finding
from .outcome import Review
from .text import Text


class Decision(StrEnum):
    """What was decided."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision and the words for it."""

    decision: Decision = Decision.OPEN
    note: str = ""


SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS verdicts (
    report TEXT NOT NULL, finding TEXT NOT NULL, code TEXT NOT NULL,
    decision TEXT NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (report, finding)
) WITHOUT ROWID
"""
GET: Final = "SELECT finding, decision, note FROM verdicts WHERE report = ?"
PUT: Final = """
INSERT INTO verdicts (report, finding, code, decision, note) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (report, finding) DO UPDATE
SET decision = excluded.decision, note = excluded.note, at = CURRENT_TIMESTAMP
"""
WAIT: Final = 30.0  # seconds that a writer waits for another


def report_key(document: Document) -> str:
    """Which report a document is a version of: whose, for which year, in which form.

    >>> report_key(Document("", organisation="某局", year=2024, form="2021", path="a.txt"))
    '某局|2024|2021'
    """
    who = document.organisation or document.title or Path(document.path).name
    return f"{''.join(who.split())}|{document.year or ''}|{document.form or ''}"


class Verdicts:
    """The file of verdicts.

    Args:
        path: where it lies; it is made where it is not there yet.

    Raises:
        UsageError: the file cannot be opened, or is no such file.

    >>> store = Verdicts(Path(":memory:"))
    >>> store.of("某局|2024|2021")
    {}
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            self._base = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = FULL")  # a verdict outlives a crash
            self._base.execute(SCHEMA)
        except sqlite3.Error as error:
            raise UsageError(
                Text(f"无法使用复核记录 {path}（{error}）", f"cannot use the verdicts in {path} ({error})"),
                Text("请换一个文件", "name another file"),
            ) from error

    def put(self, report: str, finding: str, code: str, judgement: Judgement) -> None:
        """Keep a decision; an open one without a note is forgotten."""
        with self._lock:
            if judgement == Judgement():
                self._base.execute("DELETE FROM verdicts WHERE report = ? AND finding = ?", (report, finding))
            else:
                self._base.execute(PUT, (report, finding, code, judgement.decision.value, judgement.note))

    def of(self, report: str) -> dict[str, Judgement]:
        """All decisions about a report, by the finding's identity."""
        with self._lock:
            rows = self._base.execute(GET, (report,)).fetchall()
        return {finding: Judgement(Decision(decision), note) for finding, decision, note in rows}

    def apply(self, review: Review) -> tuple[Review, int]:
        """The review without what was dismissed, and how many findings that were."""
        known = self.of(report_key(review.document))
        kept = tuple(f for f in review.findings if not _dismissed(known, f, review.document.text))
        return replace(review, findings=kept), len(review.findings) - len(kept)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()


def _dismissed(known: Mapping[str, Judgement], finding: Finding, text: str) -> bool:
    return known.get(finding.identity(text), Judgement()).decision is Decision.DISMISSED
