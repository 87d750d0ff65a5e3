"""What the checks report, and the proof that makes it replayable."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from .quantity import Interval
from .text import Span, Text


class Verdict(StrEnum):
    """How strong a finding is."""

    CONTRADICTION = "contradiction"  # cannot all be true
    DOUBT = "doubt"  # a careful reviewer would ask
    NOTE = "note"  # form and completeness only


class Origin(StrEnum):
    """Whose fault it may be."""

    WROTE = "wrote"  # the author's
    READ = "read"  # ours: a parse that could not be settled; never a contradiction


class Role(StrEnum):
    """What a piece of evidence does."""

    CONFLICT = "conflict"  # cannot stand together with the other conflict evidence
    SUPPORT = "support"  # was used to see it


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """A phrase of the prose."""

    span: Span
    role: Role = Role.CONFLICT


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """A cell of a statutory table; ``previous`` marks last year's report."""

    cell: str
    value: Decimal | None
    role: Role = Role.CONFLICT
    previous: bool = False


Evidence = TextEvidence | CellEvidence


@dataclass(frozen=True, slots=True)
class Operand:
    """One figure of a proof: its set of values, its factor, and where it stands."""

    name: str
    values: Interval
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Proof:
    """A relation that the operands' sets cannot satisfy.

    Args:
        relation: ``zero``: the sum of factor times value must hold 0; ``atmost``: that sum must reach 0
            or less; ``share``: operands (part, whole, percent), part / whole must meet percent / 100;
            ``integer_share``: operands (whole, percent), some integer part must give the percent.
        formula: the same for people, with the figures put in.
    """

    relation: Literal["zero", "atmost", "share", "integer_share"]
    formula: str
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, one finding.

    Args:
        code, name: as rules.md lists them (``N2``, ``share-mismatch``).
        message: what cannot be true, for a clerk.
        reported, computed: the figure as written and as it follows from the rest; "" where none.
        suggestion: the repair where it is unique.
        also: codes of other rules that the same cause breaks.
    """

    code: str
    name: str
    title: Text
    verdict: Verdict
    message: Text
    evidence: tuple[Evidence, ...]
    origin: Origin = Origin.WROTE
    reported: str = ""
    computed: str = ""
    suggestion: Text = field(default=Text("", ""))
    also: tuple[str, ...] = ()
    proof: Proof | None = None

    def joined(self, *others: Finding) -> Finding:
        """The same finding with the codes of others that share its cause."""
        codes = dict.fromkeys((*self.also, *(c for o in others for c in (o.code, *o.also))))
        codes.pop(self.code, None)
        return replace(self, also=tuple(codes))

    def identity(self, text: str) -> str:
        """Hash of rule and evidence, the same in the next run as long as those are the same."""
        parts = [self.code]
        for e in self.evidence:
            if isinstance(e, TextEvidence):
                parts.append("".join(e.span.of(text).split()))
            else:
                parts.append(f"{e.cell}={e.value}")
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
