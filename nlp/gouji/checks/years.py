"""What ties this year's cells to last year's: the same stock seen from both ends of a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..finding import CellEvidence, Finding, Operand, Proof
from ..form import Form
from ..quantity import Interval
from ..text import Text
from .articulations import evidence
from .base import Case, Rule
from .figures import show


@dataclass(frozen=True, slots=True)
class Chain:
    """The signed sum of this year's cells is one cell of last year's report.

    >>> from gouji import form
    >>> [c.previous for c in chains(form.load("2021"))][:2]
    ['t2/regulation/in_force', 't2/normative_document/in_force']
    """

    code: str
    terms: tuple[tuple[str, int], ...]
    previous: str

    def now(self, case: Case) -> Decimal | None:
        """What this year's cells come to."""
        return case.sum(tuple(name if sign > 0 else f"-{name}" for name, sign in self.terms))


STOCKS = {"T2-1": "regulation", "T2-2": "normative_document"}


def chains(form: Form) -> Iterator[Chain]:
    """All chains that a form has."""
    known = frozenset(form.cells)
    for code, row in STOCKS.items():
        terms = ((f"t2/{row}/in_force", 1), (f"t2/{row}/issued", -1), (f"t2/{row}/repealed", 1))
        if known.issuperset(name for name, _ in terms):
            yield Chain(code, terms, f"t2/{row}/in_force")
    for column in form.table("t3").row("carried_in").columns:
        yield Chain("T3-6", ((f"t3/carried_in/{column.name}", 1),), f"t3/carried_out/{column.name}")


def broken(case: Case, rule: Rule) -> Iterator[tuple[Chain, Decimal, Decimal]]:
    """The chains of a rule that do not hold, with this year's and last year's figure; tallies all of them."""
    if case.form is None or case.previous is None:
        case.tally.not_applicable(rule.code)
        return
    for chain in chains(case.form):
        if chain.code != rule.code:
            continue
        now, then = chain.now(case), case.previous.values.get(chain.previous)
        if now is None or then is None:
            case.tally.unreadable(rule.code)
            continue
        case.tally.ran(rule.code)
        if now != then:
            yield chain, now, then


def finding(case: Case, rule: Rule, message: Text, wrong: list[tuple[Chain, Decimal, Decimal]]) -> Finding:
    """One finding for all broken chains of a rule; the proof replays the first."""
    chain, now, then = wrong[0]
    return rule.finding(
        message,
        (
            *evidence(case, (name for c, _, _ in wrong for name, _ in c.terms)),
            *(CellEvidence(c.previous, was, previous=True) for c, _, was in wrong),
        ),
        reported=show(now),
        computed=show(then),
        proof=Proof(
            "zero",
            f"{show(now)} ≠ {show(then)}",
            (
                *(
                    Operand(name, Interval.point(case.values[name] or 0), Decimal(sign))
                    for name, sign in chain.terms
                ),
                Operand(f"previous:{chain.previous}", Interval.point(then), Decimal(-1)),
            ),
        ),
    )
