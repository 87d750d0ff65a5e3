"""What a system found of the gold of one report, and what it flagged that is true.

A gold error is *found* by a finding strong enough (a contradiction, or a doubt where gold asks for no
more) that has conflict evidence on the gold phrase or names the gold cell.  A phrase is *flagged* when it
is conflict evidence of a contradiction or a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from corpora.synthetic.record import GoldFinding, Trap

from ..cases import Case
from ..counting import Hits
from ..systems import Prediction
from .matching import Folded, evidence_meets, fold, occurrences

STRONG = ("contradiction", "doubt")


@dataclass(frozen=True, slots=True)
class Said:
    """A finding of the system, with its conflict evidence in order."""

    code: str
    verdict: str
    message: str
    computed: str
    spans: tuple[tuple[tuple[int, int], str], ...]
    cells: tuple[str, ...]
    order: tuple[tuple[Literal["text", "cell"], int], ...]

    @property
    def brief(self) -> str:
        """One line for people."""
        named = " | ".join([*(q for _, q in self.spans), *self.cells])
        return f"{self.code} {self.verdict}: {self.message}  [{named}]"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one gold error.

    Args:
        state: ``found``; ``weak``: only a doubt where a contradiction is wanted; ``near``: only the second
            phrase was touched; ``missed``.
        rank: place (from 1) of the gold phrase or cell among the conflict evidence; 0 where not found.
        repaired: the finding names the true figure.
    """

    gold: GoldFinding
    state: Literal["found", "weak", "near", "missed"]
    by: Said | None = None
    rank: int = 0
    repaired: bool = False
    why: str = ""

    @property
    def found(self) -> bool:
        """Whether it counts."""
        return self.state == "found"


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of one report."""

    case: Case
    prediction: Prediction
    outcomes: tuple[Outcome, ...]
    flagged: tuple[tuple[Trap, Said], ...]
    unlisted: tuple[Said, ...]
    said: tuple[Said, ...]

    @property
    def clean(self) -> bool:
        """Whether the report has no genuine error."""
        return not self.case.record.gold.findings

    @property
    def false_contradictions(self) -> int:
        """Contradictions that no gold error explains."""
        return sum(s.verdict == "contradiction" for s in self.unlisted)

    @property
    def false_doubts(self) -> int:
        """Doubts that no gold error explains."""
        return sum(s.verdict == "doubt" for s in self.unlisted)

    def right_of_first(self, count: int) -> int:
        """Of the first findings, those that a gold error explains."""
        return sum(said not in self.unlisted for said in self.said[:count])

    def hits(self, verdicts: Sequence[str] = STRONG) -> Hits:
        """Observable errors wanted and found, findings made and right."""
        wanted = [o for o in self.outcomes if o.gold.observable]
        made = [s for s in self.said if s.verdict in verdicts]
        wrong = sum(s.verdict in verdicts for s in self.unlisted)
        return Hits(len(wanted), sum(o.found for o in wanted), len(made), len(made) - wrong)


def _said(finding: Mapping[str, Any]) -> Said:
    spans: list[tuple[tuple[int, int], str]] = []
    cells: list[str] = []
    order: list[tuple[Literal["text", "cell"], int]] = []
    for evidence in finding.get("evidence", ()):
        if evidence.get("role", "conflict") != "conflict":
            continue
        if evidence["kind"] == "text":
            order.append(("text", len(spans)))
            start, end = evidence.get("span") or (0, 0)
            spans.append(((start, end), evidence.get("quote", "")))
        else:
            order.append(("cell", len(cells)))
            cells.append(evidence["cell"])
    return Said(
        code=finding.get("code", ""),
        verdict=finding.get("verdict", ""),
        message=finding.get("message", ""),
        computed=str(finding.get("computed") or ""),
        spans=tuple(spans),
        cells=tuple(cells),
        order=tuple(order),
    )


_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def _same(right: str, computed: str) -> bool:
    """Whether a computed figure is the true one, whatever words stand around it.

    >>> _same("30.4", "应为30.40%"), _same("30.4", "31%"), _same("", "")
    (True, False, False)
    """
    one, other = _FIGURE.search(right), _FIGURE.search(computed)
    if one and other:
        return Decimal(one[0]) == Decimal(other[0])
    return bool(right) and right == computed


@dataclass(frozen=True, slots=True)
class _Touch:
    """How a finding touches a gold error: places among its conflict evidence, and by the second phrase."""

    places: tuple[int, ...]
    second: bool


def _touch(said: Said, gold: GoldFinding, text: Folded | None) -> _Touch:
    at = {key: place for place, key in enumerate(said.order, 1)}
    texts = evidence_meets(said.spans, gold.quote, text) if gold.quote else []
    places = [at["text", i] for i in texts]
    places += [at["cell", i] for i, cell in enumerate(said.cells) if cell in gold.cells]
    second = bool(gold.quote2) and bool(evidence_meets(said.spans, gold.quote2, text))
    return _Touch(tuple(sorted(places)), second)


def _outcome(
    gold: GoldFinding, said: Sequence[Said], touches: Sequence[_Touch], text: Folded | None
) -> Outcome:
    wanted = STRONG if gold.verdict == "doubt" else ("contradiction",)
    hits = [(s, t) for s, t in zip(said, touches, strict=True) if t.places]
    strong = [(s, t) for s, t in hits if s.verdict in wanted]
    if strong:
        best, touch = min(strong, key=lambda pair: pair[1].places[0])
        repaired = any(_same(gold.right, s.computed) for s, _ in strong)
        return Outcome(gold, "found", best, touch.places[0], repaired)
    if hits:
        return Outcome(gold, "weak", hits[0][0])
    near = [s for s, t in zip(said, touches, strict=True) if t.second]
    if near:
        return Outcome(gold, "near", near[0])
    lost = bool(gold.quote) and text is not None and not occurrences(gold.quote, text)
    return Outcome(gold, "missed", why="the phrase is not in the text as read" if lost else "")


def score(case: Case, prediction: Prediction) -> Scored:
    """Match what was said of a report with its gold."""
    gold = case.record.gold
    text = fold(prediction.text) if prediction.text is not None else None
    made = tuple(s for s in map(_said, prediction.review.get("findings", ())) if s.verdict in STRONG)
    touches = {g: [_touch(s, g, text) for s in made] for g in gold.findings}
    outcomes = tuple(_outcome(g, made, touches[g], text) for g in gold.findings)
    explained = {i for per in touches.values() for i, t in enumerate(per) if t.places or t.second}
    flagged = tuple((t, s) for t in gold.traps for s in made if evidence_meets(s.spans, t.quote, text))
    unlisted = tuple(s for i, s in enumerate(made) if i not in explained)
    return Scored(case, prediction, outcomes, flagged, unlisted, made)
