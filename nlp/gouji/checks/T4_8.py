"""A rate of corrected or upheld cases that table four does not give.

**What**: 纠错率 p% must be 纠正 over 总计, or over what was closed (总计 less 尚未审结); 维持率
likewise with 维持; for reviews, for suits, or for both.
**Why**: division; the form does not say which base is meant, so any of them may be.
**Example**: ``纠错率24.3%`` where 12 of 95, 12 of 84 closed are 12.6% and 14.3%.
**Source**: 国办公开办函〔2021〕30号, 表四.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..finding import Finding, Proof, Role
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import HUNDRED, cell_evidence, operand, round_to, show, text_evidence

RULE = Rule("T4-8", "case-rate-mismatch", Text("纠错率或维持率不符", "the rate of corrected cases differs"))
MESSAGE = Text(
    "表四为{part}件，占总计{whole}件的{computed}%，原文作{reported}%，按已审结件数也不符。",
    "table four has {part} of {whole}, {computed}%; the text says {reported}%, closed cases or not.",
)
RATE: Final = re.compile(r"(?P<kind>纠错|纠正|败诉|维持)率(?:为|是|达到?|约|仅)*$")
BLOCKS: Final = (
    ("review",),
    ("suit_direct", "suit_after_review"),
    ("review", "suit_direct", "suit_after_review"),
)


def check(case: Case) -> Iterator[Finding]:
    """Rates of outcomes against every base that may be meant."""
    for item in case.statement.items:
        said = RATE.search(item.before) if item.mention.quantity.kind == "percent" else None
        if said is None or re.search(r"全[省市县区]|机关|机构", item.lead + item.before):
            continue
        sentence = case.statement.sentences[item.sentence]
        if re.search(r"机关|机构|委员会|全[省市县区]各级", sentence.text):
            continue
        outcome = "upheld" if said["kind"] == "维持" else "corrected"
        rates = [r for block in BLOCKS for r in _rates(case, block, outcome)]
        if not rates:
            case.tally.unreadable(RULE.code)
            continue
        case.tally.ran(RULE.code)
        case.tally.looked(f"c{item.index}")
        stated = item.mention.quantity
        if any(part * HUNDRED / whole in stated.generous for part, whole in rates):
            continue
        part, whole = rates[0]
        computed = show(round_to(part * HUNDRED / whole, stated.quantum / 10))
        yield RULE.finding(
            MESSAGE.format(
                part=show(part), whole=show(whole), computed=computed, reported=show(stated.value)
            ),
            (
                text_evidence(case, item),
                *cell_evidence(case, (f"t4/review/{outcome}", "t4/review/total"), Role.SUPPORT),
            ),
            reported=f"{show(stated.value)}%",
            computed=f"{computed}%",
            proof=Proof(
                "share",
                f"{show(part)} ÷ {show(whole)} = {computed}% ≠ {show(stated.value)}%",
                (
                    operand("part", Interval.point(part)),
                    operand("whole", Interval.point(whole)),
                    operand("percent", stated.generous),
                ),
            ),
        )


def _rates(case: Case, block: tuple[str, ...], outcome: str) -> Iterator[tuple[Decimal, Decimal]]:
    """Part and whole for a block, over all cases and over the closed ones."""
    part = case.sum(tuple(f"t4/{kind}/{outcome}" for kind in block))
    whole = case.sum(tuple(f"t4/{kind}/total" for kind in block))
    pending = case.sum(tuple(f"t4/{kind}/pending" for kind in block))
    if part is None or whole is None or whole <= 0:
        return
    yield part, whole
    if pending is not None and whole > pending:
        yield part, whole - pending
