"""A change that the two figures do not give, or in the wrong direction.

**What**: with now and then stated (in the text, or in last year's report), the percentage must be (now
- then) / then within one unit of its last digit, and the word (增长, 下降) must have the sign of now -
then.
**Why**: subtraction and division. A base of zero has no percentage and is left alone.
**Example**: ``新收1286件，较上年的1157件下降11.1%`` rose by 11.1%.
**Source**: arithmetic; real-reports.md, d 26.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..extraction.growth import Growth
from ..extraction.lexicon import load as load_lexicon
from ..finding import Evidence, Finding, Proof, Role
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import HUNDRED, cell_evidence, operand, percent_of, round_to, show, text_evidence

RULE = Rule("N5", "growth-mismatch", Text("增减幅度或方向不符", "growth mismatch"))
DIRECTION = Text(
    "由{then}到{now}是{true}，原文作“{word}”。", "from {then} to {now} is a {true}, the text says “{word}”."
)
PERCENT = Text(
    "由{then}到{now}，{word}{computed}%，原文作{reported}%。",
    "from {then} to {now} is a change of {computed}%, the text says {reported}%.",
)
WAYS = {"rise": Text("增长", "rise"), "fall": Text("下降", "fall")}


def check(case: Case) -> Iterator[Finding]:
    """Every change with two of its figures."""
    for change in case.statement.growths:
        finding = _judge(case, change)
        if finding is not None:
            yield finding


def _sets(case: Case, change: Growth) -> tuple[Interval, Interval, tuple[Evidence, ...]] | None:
    """Now and then as sets: both stated, or one of them from the difference, or now from table three."""
    items = case.statement.items
    if change.now is None:
        return _from_table(case, change)
    now = items[change.now].mention.quantity.generous
    shown: tuple[Evidence, ...] = (text_evidence(case, items[change.now], Role.SUPPORT),)
    if change.then is not None:
        then = items[change.then]
        return now, then.mention.quantity.generous, (*shown, text_evidence(case, then))
    if change.difference is not None and change.percent is not None:
        step = items[change.difference]
        moved = step.mention.quantity.generous
        then_set = now - moved if change.way == "rise" else now + moved
        return now, then_set, (*shown, text_evidence(case, step))
    return None


def _from_table(case: Case, change: Growth) -> tuple[Interval, Interval, tuple[Evidence, ...]] | None:
    """申请量较上年的44件下降…: now is what was newly received, or that with what was carried in."""
    if change.then is None or change.percent is None or case.form is None:
        return None
    items = case.statement.items
    if case.statement.links[change.then].topic not in ("application", ""):
        return None  # 收件量 after a hotline's figures is the hotline's
    then, percent = items[change.then].mention.quantity, items[change.percent].mention.quantity
    readings = [
        r for r in load_lexicon().cells("handled", case.form, column="total") if case.sum(r) is not None
    ]
    for reading in readings:
        value = case.sum(reading)
        ratio = None if value is None else percent_of(Interval.point(value), then.generous)
        sign = 1 if change.way == "rise" else -1
        if ratio is not None and ratio.low is not None and ratio.high is not None:
            moved = Interval(ratio.low - HUNDRED, ratio.high - HUNDRED)
            if (moved if sign > 0 else -moved).meets(percent.generous):
                return None
    if not readings:
        return None
    value = case.sum(readings[0])
    assert value is not None
    evidence: tuple[Evidence, ...] = (
        *cell_evidence(case, readings[0], Role.SUPPORT),
        text_evidence(case, items[change.then]),
    )
    return Interval.point(value), then.generous, evidence


def _judge(case: Case, change: Growth) -> Finding | None:
    items = case.statement.items
    sets = _sets(case, change)
    if sets is None or sets[1].low is None or sets[1].high is None or sets[1].low <= 0:
        case.tally.not_applicable(RULE.code)
        return None
    now, then, evidence = sets
    case.tally.ran(RULE.code)
    used = [i for i in (change.now, change.then, change.difference, change.percent) if i is not None]
    case.tally.looked(*(f"c{i}" for i in used))
    anchor = items[next(i for i in (change.percent, change.difference, change.now) if i is not None)]
    opposite = now.below(then) if change.way == "rise" else then.below(now)
    if opposite and change.then is not None:
        return _direction(case, change, now, then, evidence)
    if change.percent is None:
        return None
    ratio = percent_of(now, then)
    if ratio is None or ratio.high is None or ratio.low is None:
        return None
    delta = Interval(ratio.low - HUNDRED, ratio.high - HUNDRED)
    delta = delta if change.way == "rise" else -delta
    stated = items[change.percent].mention.quantity
    if delta.meets(stated.generous):
        return None
    assert delta.low is not None
    computed = show(round_to(delta.low, stated.quantum / 10))
    return RULE.finding(
        PERCENT.format(
            then=show(then.low),
            now=show(now.low),
            word=change.way_text,
            computed=computed,
            reported=show(stated.value),
        ),
        (text_evidence(case, anchor), *evidence),
        reported=f"{show(stated.value)}%",
        computed=f"{computed}%",
        proof=_proof(change, now, then, stated.generous, computed, show(stated.value)),
    )


def _proof(
    change: Growth, now: Interval, then: Interval, stated: Interval, computed: str, reported: str
) -> Proof:
    """As a share: now is (100 ± p)% of then."""
    hundred = Interval.point(HUNDRED)
    percent = hundred + stated if change.way == "rise" else hundred - stated
    return Proof(
        "share",
        f"({show(now.low)} − {show(then.low)}) ÷ {show(then.low)} = {computed}% ≠ {reported}%",
        (operand("now", now), operand("then", then), operand("percent", percent)),
    )


def _direction(
    case: Case, change: Growth, now: Interval, then: Interval, evidence: tuple[Evidence, ...]
) -> Finding:
    items = case.statement.items
    at = next(i for i in (change.percent, change.difference, change.now) if i is not None)
    true = WAYS["fall" if change.way == "rise" else "rise"]
    message = Text(
        DIRECTION.zh.format(then=show(then.low), now=show(now.low), true=true.zh, word=change.way_text),
        DIRECTION.en.format(then=show(then.low), now=show(now.low), true=true.en, word=change.way_text),
    )
    sign = 1 if change.way == "rise" else -1
    return RULE.finding(
        message,
        (text_evidence(case, items[at]), *evidence),
        reported=change.way_text,
        computed=true.zh,
        proof=Proof(
            "atmost",
            f"{show(then.low)} → {show(now.low)}",
            (operand("then", then, sign), operand("now", now, -sign)),
        ),
    )
