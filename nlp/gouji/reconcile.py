"""All figures of a report together: which smallest change makes them true.

The identities of the form tie the cells.  Phrases of the prose and last year's report speak for the value
of a cell or a sum of cells.  Where every identity holds, that is all there is to say, and it costs little.
Where one does not, everything goes into one system (`gouji.localise`), and its cheapest repairs tell which
figures are to blame:

- a repair that is the only one names the figure and its value;
- of several, each is named, and the finding says that the figures alone do not decide;
- a cell that was hard to read is cheaper than the author's: where it mends everything, the fault is ours
  and the finding is no contradiction.

What one repair mends is one finding: the most telling identity reports, the others stand in ``also``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Final, Protocol

from . import localise, proof
from .checks import T2_3, T3_1, T3_2, T3_3, T4_1, T4_2, T4_3
from .checks.articulations import Standing, describe, evidence, figures, refutation, totals, troubled
from .checks.base import Case, Rule
from .checks.figures import show
from .checks.repairs import SURE, SURE_ENOUGH, Changes, Teller, hard_to_read, joined, lookalike
from .checks.years import chains
from .claim import Claim
from .document import Cell, State
from .finding import Finding, Origin, Role, TextEvidence, Verdict
from .form import Form, Identity
from .localise import Choice, Equation, Solution, System, Variable
from .quantity import Interval
from .text import Text


class Articulation(Protocol):
    """A module under ``checks`` that speaks for the identities of one code."""

    RULE: Rule
    MESSAGE: Text


RULES: Final[Mapping[str, Articulation]] = {
    module.RULE.code: module for module in (T2_3, T3_1, T3_2, T3_3, T4_1, T4_2, T4_3)
}
PLAIN_MESSAGE: Final = Text("“{place}”：{left}，应当与 {right} 相等", "{place}: {left} should equal {right}")

# What it costs to say that a figure is wrong.  The author's cell sets the scale; what was hard to read costs
# less; a phrase of the prose must never outweigh the cell it speaks of.
READ: Final = 10
SCANNED: Final = 9
REPAIRED: Final = 7
BLANK: Final = 6
UNSURE: Final = 5
PHRASE: Final = (8, 6, 4)  # by the number of its readings
VAGUE_PHRASE: Final = 4
LAST_YEAR: Final = 7
BLANK_IDENTITY: Final = 6  # one that would hold but for a blank

SMALL: Final = 7  # cells of an identity that are all named where nothing else tells which is wrong


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is wrong, and what follows from it.

    Args:
        finding: what the reader is told.
        cells: the figures that it blames.
        claims: phrases that contradict the printed figures and that every repair satisfies.
        repairs: the cheapest repairs, likeliest first, as new values by cell; empty where none was found.
    """

    finding: Finding
    cells: frozenset[str]
    claims: tuple[Claim, ...]
    repairs: tuple[Mapping[str, Decimal], ...]


def reconcile(case: Case) -> list[Finding]:
    """What the identities of the form, the prose and last year's report say together: one finding a cause."""
    return [cause.finding for cause in causes(case)]


def causes(case: Case) -> list[Cause]:
    """The same with what each finding blames; see `absorb`.  Tallies every identity of the form."""
    if case.form is None:
        return []
    values = figures(case)
    wrong = list(troubled(case, values))
    if not any(standing is Standing.BROKEN for _, standing in wrong):
        return []
    problem = _Problem.of(case, case.form, values, wrong)
    return [cause for part in localise.components(problem.system) for cause in problem.causes(part)]


def absorb(causes: Sequence[Cause], findings: Iterable[Finding]) -> list[Finding]:
    """The findings of all causes, each joined by those of other checks that it explains, and then the rest.

    A finding is explained if its proof falls with the values of every repair put in, or if it holds against
    the table nothing but phrases that the repairs satisfy.
    """
    joined: list[list[Finding]] = [[] for _ in causes]
    rest: list[Finding] = []
    for finding in findings:
        k = next((k for k, cause in enumerate(causes) if _explains(cause, finding)), None)
        (rest if k is None else joined[k]).append(finding)
    return [_join(cause.finding, more) for cause, more in zip(causes, joined, strict=True)] + rest


def _join(finding: Finding, others: Sequence[Finding]) -> Finding:
    """One finding for all; phrases that the others found in conflict support it, for the table is wrong."""
    known = {e.span for e in finding.evidence if isinstance(e, TextEvidence)}
    spans = (e.span for o in others for e in o.evidence if isinstance(e, TextEvidence))
    more = tuple(TextEvidence(s, Role.SUPPORT) for s in dict.fromkeys(spans) if s not in known)
    return replace(finding.joined(*others), evidence=(*finding.evidence, *more))


def _explains(cause: Cause, finding: Finding) -> bool:
    if finding.verdict is Verdict.NOTE or not cause.repairs:
        return False
    conflict = [e for e in finding.evidence if e.role is Role.CONFLICT]
    spans = [e.span for e in conflict if isinstance(e, TextEvidence)]
    if (
        spans
        and len(spans) < len(conflict)
        and all(any(c.span.meets(s) for c in cause.claims) for s in spans)
    ):
        return True
    operands = () if finding.proof is None else finding.proof.operands
    if finding.proof is None or cause.cells.isdisjoint(o.name for o in operands):
        return False
    return all(
        proof.possible(
            finding.proof.relation,
            [
                proof.Operand(o.name, _range(repair.get(o.name, o.values)), Fraction(o.factor))
                for o in operands
            ],
        )
        for repair in cause.repairs
    )


def _range(values: Decimal | Interval) -> proof.Range:
    if isinstance(values, Decimal):
        return proof.Range(Fraction(values), Fraction(values))
    low = None if values.low is None else Fraction(values.low)
    high = None if values.high is None else Fraction(values.high)
    return proof.Range(low, high, values.low_open, values.high_open)


@dataclass(frozen=True, slots=True)
class _Problem:
    """One report as a system of whole numbers; ``scale`` units make one."""

    case: Case
    form: Form
    values: Mapping[str, Decimal | None]
    identities: tuple[Identity, ...]
    scale: int
    system: System

    @staticmethod
    def of(
        case: Case,
        form: Form,
        values: Mapping[str, Decimal | None],
        wrong: Sequence[tuple[Identity, Standing]],
    ) -> _Problem:
        """The system of all identities that can be read, the phrases and last year's figures."""
        standings = {id(identity): standing for identity, standing in wrong}
        usable = (Standing.HOLDS, Standing.BROKEN)
        hard = tuple(i for i in form.identities if standings.get(id(i), Standing.HOLDS) in usable)
        soft = [i for i, standing in wrong if standing is Standing.BLANK]
        tied = {name for i in (*hard, *soft) for name in i.cells}
        exponents = (v.normalize().as_tuple().exponent for n in tied if (v := values[n]) is not None)
        scale = 10 ** max(0, *(-e for e in exponents if isinstance(e, int)), 0)
        variables = tuple(
            _variable(case.document.cells[name], value, scale)
            for name in form.cells
            if name in tied and (value := values[name]) is not None
        )
        choices = (
            *(Choice(i.code, (_equation(i),), BLANK_IDENTITY) for i in soft),
            *_phrases(case.statement.claims, tied, scale),
            *_last_year(case, form, tied, scale),
        )
        system = System(variables, tuple(_equation(i) for i in hard), choices)
        return _Problem(case, form, values, hard, scale, system)

    def causes(self, part: System) -> Iterator[Cause]:
        """The causes within one independent part of the system."""
        solution = localise.localise(part)
        printed = part.values
        broken = [i for i in self.identities if i.cells[0] in printed and _equation(i).excess(printed)]
        if not solution.repairs:
            yield self._beyond_repair(broken)
            return
        holding = [i for i in self.identities if i.cells[0] in printed and i not in broken]
        for group in _groups(solution, broken, holding):
            touched = [i for i in broken if not group.isdisjoint(i.cells)]
            yield self._cause(part, solution, group, touched)

    def _cause(
        self, part: System, solution: Solution, group: frozenset[str], broken: Sequence[Identity]
    ) -> Cause:
        cells, place = self.case.document.cells, {name: k for k, name in enumerate(self.form.cells)}
        repairs = self._within(group, solution)
        likeliest = dict(repairs[0])
        blamed = sorted(group, key=lambda n: (-solution.share[n], n not in likeliest, -place[n]))
        only = repairs[0] if len(repairs) == 1 and solution.complete else None
        misread = only is not None and all(hard_to_read(cells[n], value) for n, value in only)
        mistaken = only is not None and all(lookalike(cells[n], value) for n, value in only)
        main = _most_telling(broken, group)
        others = [i for i in broken if i is not main]
        settled, agreeing = self._phrases_beside(part, solution, broken, group)

        teller = Teller(self.form, cells, open_end=main.relation == ">=")
        told = [self._told(i) for i in (main, *others[:2])]
        told.append(teller.advice(repairs, solution.complete, misread))
        told += [self._quoted(settled)] if settled else []
        right, left = reversed(totals(main, self.values))
        in_doubt = only is None and len(broken) == 1 and len(main.cells) <= SMALL
        conflict = dict.fromkeys((*blamed, *main.cells) if in_doubt or teller.open_end else blamed)
        used = dict.fromkeys(n for i in (main, *others) for n in i.cells if self.values[n])
        finding = _voice(main)[0].finding(
            _sentence(told),
            (
                *evidence(self.case, conflict),
                *(TextEvidence(c.span, Role.SUPPORT) for c in (*settled, *agreeing)),
                *evidence(self.case, (n for n in used if n not in conflict), Role.SUPPORT),
            ),
            reported=right if only is None else "、".join(show(cells[n].value) for n in blamed),
            computed=left if only is None else "、".join(show(likeliest[n]) for n in blamed),
            proof=refutation(main, self.case, self.values),
            suggestion=None if only is None else teller.suggestion(only),
            origin=Origin.READ if misread else Origin.WROTE,
            verdict=Verdict.NOTE if misread and mistaken else None,
            also=_also(main, others),
        )
        return Cause(finding, group, tuple(settled), tuple(dict(r) for r in repairs))

    def _within(self, group: frozenset[str], solution: Solution) -> list[Changes]:
        """What the repairs change of a group, each once, in the figures of the report."""
        return list(
            dict.fromkeys(
                tuple((n, Decimal(v) / self.scale) for n, v in r.values if n in group)
                for r in solution.repairs
            )
        )

    def _told(self, identity: Identity) -> Text:
        return describe(_voice(identity)[1], identity, self.form, self.values)

    def _beyond_repair(self, broken: Sequence[Identity]) -> Cause:
        """So much is wrong that the table was hardly read as it stands."""
        main, *others = broken
        names = [n for n in dict.fromkeys(n for i in broken for n in i.cells) if self.values[n]]
        left, right = totals(main, self.values)
        finding = _voice(main)[0].finding(
            _sentence([self._told(main), BEYOND.format(count=len(broken))]),
            evidence(self.case, names),
            reported=right,
            computed=left,
            proof=refutation(main, self.case, self.values),
            origin=Origin.READ,
            also=_also(main, others),
        )
        return Cause(finding, frozenset(names), (), ())

    def _phrases_beside(
        self, part: System, solution: Solution, broken: Sequence[Identity], group: frozenset[str]
    ) -> tuple[list[Claim], list[Claim]]:
        """Phrases that every repair satisfies: those that contradict the print, then those beside it."""
        printed = part.values
        repaired = [printed | dict(r.values) for r in solution.repairs]
        beside = {n for i in broken for n in i.cells} - group
        claims = {c.id: c for c in self.case.statement.claims}
        settled, agreeing = [], []
        for choice in part.choices:
            claim = claims.get(choice.name)
            if claim is None or not all(choice.holds(values) for values in repaired):
                continue
            named = {n for option in choice.options for n, _ in option.terms}
            if not choice.holds(printed) and not named.isdisjoint(group):
                settled.append(claim)
            elif len(claim.readings[0]) == 1 and claim.readings[0][0] in beside:
                agreeing.append(claim)
        return settled, agreeing

    def _quoted(self, claims: Sequence[Claim]) -> Text:
        text = self.case.document.text
        quotes = "".join(f"“{c.span.of(text)}”" for c in claims[:2])
        return AGREES.format(quotes=quotes)


BEYOND: Final = Text(
    "同一张表共有 {count} 处勾稽关系不成立，少量订正无法使其成立，可能是表格没有读对，请核对原件",
    "{count} sums of this table do not hold and no small correction mends them; it may have been misread",
)
AGREES: Final = Text("正文{quotes}与订正后的数字相符", "the text agrees with the correction: {quotes}")


def _variable(cell: Cell, value: Decimal, scale: int) -> Variable:
    low = 0 if value >= 0 else None
    return Variable(cell.name, int(value * scale), _price(cell), low)


def _price(cell: Cell) -> int:
    if cell.state is State.BLANK:
        return BLANK
    if cell.state is State.REPAIRED:
        return REPAIRED
    if cell.confidence < SURE_ENOUGH:
        return UNSURE
    return READ if cell.confidence >= SURE else SCANNED


def _equation(identity: Identity) -> Equation:
    return Equation(identity.code, identity.terms, 0, 0 if identity.relation == "=" else None)


def _phrases(claims: Iterable[Claim], tied: set[str], scale: int) -> Iterator[Choice]:
    """What the prose says of cells that identities tie, as choices between its readings."""
    for claim in claims:
        if not claim.readings or claim.quantity.kind != "count":
            continue
        readings = [[_signed(term) for term in reading] for reading in claim.readings]
        if not all(name in tied for reading in readings for name, _ in reading):
            continue
        low, high = _whole(claim.quantity.generous, scale)
        exact = low is not None and low == high
        yield Choice(
            claim.id,
            tuple(Equation("", tuple(reading), low, high) for reading in readings),
            PHRASE[min(len(readings), len(PHRASE)) - 1] if exact else VAGUE_PHRASE,
        )


def _last_year(case: Case, form: Form, tied: set[str], scale: int) -> Iterator[Choice]:
    """What last year's report says of this year's cells."""
    if case.previous is None:
        return
    for chain in chains(form):
        then = case.previous.values.get(chain.previous)
        if then is not None and tied.issuperset(n for n, _ in chain.terms):
            value = int(then * scale)
            yield Choice(f"previous:{chain.previous}", (Equation("", chain.terms, value, value),), LAST_YEAR)


def _signed(term: str) -> tuple[str, int]:
    return (term[1:], -1) if term.startswith("-") else (term, 1)


def _whole(values: Interval, scale: int) -> tuple[int | None, int | None]:
    """The whole numbers inside a set."""
    low = None if values.low is None else values.low * scale
    high = None if values.high is None else values.high * scale
    first = None if low is None else int(low.to_integral_value(ROUND_CEILING))
    last = None if high is None else int(high.to_integral_value(ROUND_FLOOR))
    if first is not None and first == low and values.low_open:
        first += 1
    if last is not None and last == high and values.high_open:
        last -= 1
    return first, last


def _groups(
    solution: Solution, broken: Sequence[Identity], holding: Sequence[Identity]
) -> list[frozenset[str]]:
    """The figures in any repair, split into what is one cause each.

    Two figures belong together where the same broken identity may be mended by either, or where one repair
    needs both to keep an identity whole.  A cluster with one repair only falls apart again into those of its
    figures that break an identity of their own and share none that holds.
    """
    names = set(solution.share)
    ties: list[Iterable[str]] = [names.intersection(i.cells) for i in broken]
    ties += [repair.names.intersection(i.cells) for i in holding for repair in solution.repairs]
    found = []
    for cluster in _clusters(names, ties):
        repairs = {frozenset(p for p in r.values if p[0] in cluster) for r in solution.repairs}
        if len(repairs) > 1 or not solution.complete:
            found.append(cluster)
            continue
        own = {next(iter(only)) for i in broken if len(only := cluster.intersection(i.cells)) == 1}
        ties = [cluster.intersection(i.cells) for i in holding]
        ties += [both for i in broken if not (both := cluster.intersection(i.cells)) <= own]
        found += _clusters(cluster, ties)
    return found


def _clusters(names: Iterable[str], ties: Iterable[Iterable[str]]) -> list[frozenset[str]]:
    """The connected parts, in an order that does not hang on that of a set."""
    home = {name: {name} for name in sorted(names)}
    for tie in ties:
        first = next(iter(tie), None)
        for other in tie:
            if first is not None and home[first] is not home[other]:
                home[first] |= home[other]
                for name in home[other]:
                    home[name] = home[first]
    return list(dict.fromkeys(frozenset(part) for part in home.values()))


def _most_telling(broken: Sequence[Identity], group: frozenset[str]) -> Identity:
    """An identity whose very total is to blame says most; else the first in the form's order."""
    return next((i for i in broken if next(n for n, s in i.terms if s < 0) in group), broken[0])


def _voice(identity: Identity) -> tuple[Rule, Text]:
    """Name plate and message of an identity's rule; forms may have identities that no check knows."""
    module = RULES.get(identity.code)
    if module is not None:
        return module.RULE, module.MESSAGE
    rule = Rule(identity.code, "articulation-broken", Text("勾稽关系不成立", "an articulation does not hold"))
    return rule, PLAIN_MESSAGE


def _sentence(parts: Sequence[Text]) -> Text:
    whole = joined(parts)
    return Text(whole.zh + "。", whole.en + ".")


def _also(main: Identity, others: Iterable[Identity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i.code for i in others if i.code != main.code))
