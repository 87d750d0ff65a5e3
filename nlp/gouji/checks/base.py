"""What a check is made of: a rule, the case it looks at, and the tally of what was checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..document import Document
from ..extraction.statement import Statement
from ..finding import Evidence, Finding, Origin, Proof, Verdict
from ..form import Form
from ..outcome import Count as Count
from ..text import Text


@dataclass(slots=True)
class Tally:
    """The counts of one review by code; counts add, ratios are computed last."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))

    def ran(self, code: str, times: int = 1) -> None:
        """The check could decide so many instances."""
        self.counts[code].run += times

    def unreadable(self, code: str, times: int = 1) -> None:
        """So many instances need a cell or figure that could not be read."""
        self.counts[code].unreadable += times

    def not_applicable(self, code: str, times: int = 1) -> None:
        """So many instances do not concern this report."""
        self.counts[code].not_applicable += times


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a check may look at.

    Args:
        document: the report.
        form: its form, or None where no statutory table was met.
        statement: what the prose states (figures, claims, lists, years).
        previous: the same of last year's report, where given.
        tally: where the check says what it could decide.
    """

    document: Document
    form: Form | None
    statement: Statement
    tally: Tally
    previous: Case | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """The name plate of a check; codes are those of docs/rules.

    >>> Rule("N2", "share-mismatch", Text("占比不符", "share mismatch")).verdict.value
    'contradiction'
    """

    code: str
    name: str
    title: Text
    verdict: Verdict = Verdict.CONTRADICTION

    def finding(
        self,
        message: Text,
        evidence: tuple[Evidence, ...],
        *,
        reported: str = "",
        computed: str = "",
        proof: Proof | None = None,
        suggestion: Text | None = None,
        verdict: Verdict | None = None,
        origin: Origin = Origin.WROTE,
        also: tuple[str, ...] = (),
    ) -> Finding:
        """A finding under this rule; a finding of `Origin.READ` is never a contradiction."""
        final = verdict or self.verdict
        if origin is Origin.READ and final is Verdict.CONTRADICTION:
            final = Verdict.DOUBT
        return Finding(
            self.code,
            self.name,
            self.title,
            final,
            message,
            evidence,
            origin=origin,
            reported=reported,
            computed=computed,
            suggestion=suggestion or Text("", ""),
            also=also,
            proof=proof,
        )


Check = Callable[[Case], Iterator[Finding]]
