"""A rank or a majority that the figures do not bear out.

**What**: ``A类最多`` must be the largest of the figures listed beside it; ``超过半数`` of a list must
be more than half of its total.
**Why**: comparison.
**Example**: ``移民安置4件、工程征地5件，移民安置类最多``; ``办理1062件，其中市本级482件，超过半数``.
**Source**: arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..extraction.items import Item, Sentence
from ..extraction.lists import whole
from ..extraction.shares import alike
from ..finding import Finding, Proof, Role, TextEvidence
from ..text import Text
from .base import Case, Rule
from .figures import operand, show, text_evidence

RULE = Rule("N14", "rank-mismatch", Text("排序或多数不符", "rank or majority fails"))
MOST: Final = re.compile(
    r"(?P<name>[^，；。、：（）]{2,14}?)(?:类|的)?(?:申请)?(?:数量|件数|占比|比重)?(?:为|占|"
    r"是)?(?:最多|最高|居首|居第一|位居第一|排(?:名|在)第一)"
)
TOP: Final = re.compile("最[多高]|居首|第一")  # one of these stands in all that `MOST` finds
HALF: Final = re.compile(r"(?:超过?|过|占)(?:了)?(?:半数|一半)(?:以上)?|过半|半数以上|一半以上")
LARGER = Text("“{name}”为{one}，少于另一项的{other}。", "“{name}” is {one}, less than another's {other}.")
FEWER = Text("{part}不到{whole}的一半（{share}%）。", "{part} is less than half of {whole} ({share}%).")


def check(case: Case) -> Iterator[Finding]:
    """Sentences that rank or claim a majority."""
    by_sentence: dict[int, list[Item]] = {}
    for item in case.statement.items:
        if whole(item):
            by_sentence.setdefault(item.sentence, []).append(item)
    for number, found in by_sentence.items():
        sentence = case.statement.sentences[number]
        yield from _most(case, sentence, found)
        yield from _half(case, sentence, found)


def _most(case: Case, sentence: Sentence, items: list[Item]) -> Iterator[Finding]:
    if not TOP.search(sentence.text):
        return
    for said in MOST.finditer(sentence.text):
        at = sentence.start + said.start()
        before = [i for i in items if i.end <= at]
        named = [i for i in before if alike(said["name"].removeprefix("其中").removeprefix("以"), i.before)]
        if len(named) != 1:
            continue
        one = named[0]
        unit = one.mention.quantity.unit
        rivals = [
            i for i in before if i is not one and i.mention.quantity.unit == unit and i.depth == one.depth
        ]
        case.tally.ran(RULE.code)
        larger = [
            i
            for i in rivals
            if abs(i.index - one.index) < 6
            and i.gap.startswith(("、", "，", "；"))
            and one.mention.quantity.generous.below(i.mention.quantity.generous)
        ]
        if not larger or (one.index > 0 and larger[0].index < one.index and "其中" in one.gap):
            continue
        other = larger[0]
        span = case.statement.folded.to_text(at, sentence.start + said.end())
        yield RULE.finding(
            LARGER.format(name=said["name"], one=show(one.mention.value), other=show(other.mention.value)),
            (TextEvidence(span), text_evidence(case, one), text_evidence(case, other)),
            reported=show(one.mention.value),
            computed=show(other.mention.value),
            proof=Proof(
                "atmost",
                f"{show(one.mention.value)} < {show(other.mention.value)}",
                (
                    operand("other", other.mention.quantity.generous),
                    operand("most", one.mention.quantity.generous, -1),
                ),
            ),
        )


def _half(case: Case, sentence: Sentence, items: list[Item]) -> Iterator[Finding]:
    parent = {p: b.head for b in case.statement.breakdowns for p in b.parts}
    for said in HALF.finditer(sentence.text):
        at = sentence.start + said.start()
        before = [i for i in items if i.end <= at and at - i.end <= 4]
        if not before or before[-1].index not in parent:
            continue
        part, total = before[-1], case.statement.items[parent[before[-1].index]]
        case.tally.ran(RULE.code)
        p, t = part.mention.quantity.generous, total.mention.quantity.generous
        if p.high is None or t.low is None or p.high * 2 >= t.low:
            continue
        share = show((part.mention.value * 100 / total.mention.value).quantize(Decimal("0.1")))
        span = case.statement.folded.to_text(at, sentence.start + said.end())
        yield RULE.finding(
            FEWER.format(part=show(part.mention.value), whole=show(total.mention.value), share=share),
            (
                TextEvidence(span),
                text_evidence(case, part, Role.SUPPORT),
                text_evidence(case, total, Role.SUPPORT),
            ),
            reported=said[0],
            computed=f"{share}%",
            proof=Proof(
                "atmost",
                f"2 × {show(part.mention.value)} < {show(total.mention.value)}",
                (operand("whole", t), operand("part", p, -2)),
            ),
        )
