"""Stocks and flows that one text states in full: last year's stock, issued, repealed, this year's stock.

Used by T2-1 (规章) and T2-2 (规范性文件), which are hard where the prose of one report gives both
stocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..claim import Period
from ..extraction.items import Item
from ..finding import Finding, Role, Verdict
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof, show, text_evidence

MESSAGE = Text(
    "上年末{then}件 + 制发{issued}件 − 废止{repealed}件 = {computed}件，原文作现行有效{now}件。",
    "{then} last year + {issued} issued - {repealed} repealed = {computed}, the text says {now}.",
)


def stock_in_prose(case: Case, rule: Rule, topic: str) -> Iterator[Finding]:
    """The flow of one kind of document, where a paragraph states all four figures."""
    found: dict[int, dict[str, Item]] = {}
    for item, link in zip(case.statement.items, case.statement.links, strict=True):
        if link.topic != topic or link.measure not in ("issued", "repealed", "in_force"):
            continue
        role = "then" if link.period is Period.LAST_YEAR_END else link.measure
        paragraph = case.statement.sentences[item.sentence].paragraph
        found.setdefault(paragraph, {}).setdefault(role, item)
    for roles in found.values():
        if not {"then", "issued", "in_force"} <= roles.keys():
            continue
        then, issued, now = roles["then"], roles["issued"], roles["in_force"]
        repealed = roles.get("repealed")
        case.tally.ran(rule.code)
        flow = then.mention.quantity.generous + issued.mention.quantity.generous
        gone = repealed.mention.value if repealed is not None else Decimal(0)
        if repealed is not None:
            flow = flow - repealed.mention.quantity.generous
        case.tally.looked(*(f"c{i.index}" for i in roles.values()))
        if flow.meets(now.mention.quantity.generous):
            continue
        computed = then.mention.value + issued.mention.value - gone
        moved = [i for i in (issued, repealed) if i is not None]
        yield rule.finding(
            MESSAGE.format(
                then=show(then.mention.value),
                issued=show(issued.mention.value),
                repealed=show(gone),
                computed=show(computed),
                now=show(now.mention.value),
            ),
            (
                text_evidence(case, now),
                text_evidence(case, then),
                *(text_evidence(case, i, Role.SUPPORT) for i in moved),
            ),
            reported=show(now.mention.value),
            computed=show(computed),
            verdict=Verdict.CONTRADICTION,
            proof=equal_proof(
                f"{show(then.mention.value)} + {show(issued.mention.value)} − {show(gone)}"
                f" ≠ {show(now.mention.value)}",
                ("now", now.mention.quantity.generous),
                [
                    ("then", then.mention.quantity.generous, 1),
                    ("issued", issued.mention.quantity.generous, 1),
                    *([("repealed", repealed.mention.quantity.generous, -1)] if repealed is not None else []),
                ],
            ),
        )
