"""The one judgement of shares and rates: does some total in scope give the printed percentage?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..extraction.shares import Share
from ..finding import Evidence, Finding, Proof, Role, Verdict
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import cell_evidence, cell_label, operand, percent_of, round_to, show, text_evidence
from .share_bases import Whole, part_cells, wholes

Chosen = Callable[[Share], bool]
MESSAGE = Text(
    "{part} ÷ {whole} = {computed}%，原文作{reported}%。若两个件数无误，应为{fixed}%。",
    "{part} / {whole} = {computed}%, the text says {reported}%. If both counts hold it is {fixed}%.",
)


def judge(case: Case, rule: Rule, chosen: Chosen) -> Iterator[Finding]:
    """Findings for the shares that ``chosen`` picks."""
    for share in case.statement.shares:
        parts = _parts(case, share) if chosen(share) else []
        if parts:
            finding = _judge(case, rule, share, parts)
            if finding is not None:
                yield finding


def _parts(case: Case, share: Share) -> list[tuple[Interval, tuple[Evidence, ...]]]:
    """The sets the part may be, with their evidence."""
    if share.part is not None:
        item = case.statement.items[share.part]
        return [(item.mention.quantity.generous, (text_evidence(case, item, Role.SUPPORT),))]
    return [
        (Interval.point(value), cell_evidence(case, cells, Role.SUPPORT))
        for cells, value in part_cells(case, share)
    ]


def _judge(
    case: Case, rule: Rule, share: Share, parts: list[tuple[Interval, tuple[Evidence, ...]]]
) -> Finding | None:
    item = case.statement.items[share.item]
    stated = item.mention.quantity.generous
    bases = [w for w in wholes(case, share) if w.values.high is not None and not w.values.below(parts[0][0])]
    if not bases:
        case.tally.not_applicable(rule.code)
        return None
    case.tally.ran(rule.code)
    case.tally.looked(f"c{share.item}", *((f"c{share.part}",) if share.part is not None else ()))
    for part, _ in parts:
        for base in bases:
            # 节约率 is what was saved of what would have been paid: the whole and the part together
            for whole in (base.values, base.values + part) if share.rate else (base.values,):
                can = percent_of(part, whole)
                if can is None or can.meets(stated):
                    return None
    base, (part, evidence) = bases[0], parts[0]
    sure = share.parent is not None or base.named or bool(share.rate)
    of_table = share.part is None or bool(case.statement.links[share.part].readings)
    # the tables hold every total that a share of applications may have
    sure = sure or (of_table and any(w.cells for w in bases))
    if not sure and len(bases) + len(share.wholes) > 2:
        return None  # which of several totals is meant the text does not say
    return _finding(case, rule, share, base, part, evidence, sure)


def _finding(
    case: Case,
    rule: Rule,
    share: Share,
    base: Whole,
    part: Interval,
    evidence: tuple[Evidence, ...],
    sure: bool,
) -> Finding:
    item = case.statement.items[share.item]
    q = item.mention.quantity
    assert part.low is not None
    assert base.values.high is not None
    computed = part.low * 100 / base.values.high
    shown = show(round_to(computed, q.quantum / 10))
    whole = base.item.mention.value if base.item is not None else base.values.high
    support: tuple[Evidence, ...] = (
        (text_evidence(case, base.item, Role.SUPPORT),)
        if base.item is not None
        else cell_evidence(case, base.cells, Role.SUPPORT)
    )
    name = cell_label(case.form, base.cells) if base.cells else show(whole)
    return rule.finding(
        MESSAGE.format(
            part=show(part.low),
            whole=f"{show(whole)}（{name}）" if base.cells else name,
            computed=shown,
            reported=show(q.value),
            fixed=show(round_to(computed, q.quantum)),
        ),
        (text_evidence(case, item), *evidence, *support),
        reported=f"{show(q.value)}%",
        computed=f"{shown}%",
        suggestion=Text(f"{show(round_to(computed, q.quantum))}%", f"{show(round_to(computed, q.quantum))}%"),
        verdict=Verdict.CONTRADICTION if sure else Verdict.DOUBT,
        proof=Proof(
            "share",
            f"{show(part.low)} ÷ {show(whole)} = {shown}% ≠ {show(q.value)}%",
            (operand("part", part), operand("whole", base.values), operand("percent", q.generous)),
        ),
    )
