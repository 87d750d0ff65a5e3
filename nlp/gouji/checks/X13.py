"""A processing fee was collected and was not.

**What**: 收取信息处理费N元 in one sentence and 未收取信息处理费 in another, or two different amounts,
cannot both be true. The fee for processing applications is not the 行政事业性收费 of 表二.
**Why**: section 六 is copied from year to year.
**Example**: ``收取政府信息公开信息处理费320元`` in 一, ``未收取信息处理费`` in 六.
**Source**: 政府信息公开信息处理费管理办法 (国办函〔2020〕109号), which wants the total in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..finding import Finding, TextEvidence
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof, show, text_evidence

RULE = Rule(
    "X13", "processing-fee-contradiction", Text("信息处理费表述矛盾", "the processing fee is stated two ways")
)
MESSAGE = Text("“{one}”与“{other}”不能同时成立。", "“{one}” and “{other}” cannot both be true.")


def check(case: Case) -> Iterator[Finding]:
    """Amounts collected against the statement that none was."""
    statement = case.statement
    paid = [
        item
        for item, link in zip(statement.items, statement.links, strict=True)
        if link.topic == "processing_fee"
        and item.mention.quantity.kind == "money"
        and item.mention.value > 0
        and re.search(r"收取|收费|缴纳|收缴|处理费#", item.own)
    ]
    none = [
        (claim, a)
        for a, claim in zip(statement.absolutes, statement.claims[len(statement.items) :], strict=True)
        if a.measure == "processing_fee"
    ]
    zero = [
        (statement.claims[item.index], None)
        for item, link in zip(statement.items, statement.links, strict=True)
        if link.topic == "processing_fee"
        and item.mention.quantity.kind == "money"
        and item.mention.value == 0
    ]
    if not paid:
        case.tally.not_applicable(RULE.code)
        return
    case.tally.ran(RULE.code)
    first = paid[0]
    case.tally.looked(f"c{first.index}")
    for other in paid[1:]:
        if other.sentence == first.sentence or first.mention.quantity.generous.meets(
            other.mention.quantity.generous
        ):
            continue
        case.tally.looked(f"c{other.index}")
        one, two = (statement.phrase(i).of(case.document.text) for i in (first, other))
        yield RULE.finding(
            MESSAGE.format(one=one, other=two),
            (text_evidence(case, first), text_evidence(case, other)),
            reported=f"{show(other.mention.value)}元",
            computed=f"{show(first.mention.value)}元",
            proof=equal_proof(
                f"{show(first.mention.value)} ≠ {show(other.mention.value)}",
                ("one", first.mention.quantity.generous),
                [("other", other.mention.quantity.generous, 1)],
            ),
        )
        break
    for claim, _ in [*none, *zero][:1]:
        case.tally.looked(claim.id)
        yield RULE.finding(
            MESSAGE.format(one=statement.phrase(first).of(case.document.text), other=claim.quote),
            (text_evidence(case, first), TextEvidence(claim.span)),
            reported=claim.quote,
            computed=f"{show(first.mention.value)}元",
            proof=equal_proof(
                f"{show(first.mention.value)} ≠ 0",
                ("paid", first.mention.quantity.generous),
                [("none", Interval.point(Decimal(0)), 1)],
            ),
        )
