"""One fact told twice with figures that cannot both be true.

**What**: two sentences that count the same thing (verb class, noun, unit), neither narrowed to a place, a part or a
season, must give sets that meet; so must two claims on the same cells where no table can decide.
**Why**: parts of a report are written by different hands.
**Example**: ``举办新闻发布会6场`` in one paragraph, ``召开新闻发布会8场`` in another.
**Source**: real-reports.md, d 18.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..extraction.facts import facts
from ..extraction.items import Item
from ..finding import Finding
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof, show, text_evidence

RULE = Rule("N17", "restated-differently", Text("同一事实前后不一", "one fact, two figures"))
MESSAGE = Text("同一事实两处分别作“{one}”和“{other}”。", "one fact is told as “{one}” and as “{other}”.")


def check(case: Case) -> Iterator[Finding]:
    """Facts with the same normal form, then claims with the same cells."""
    statement = case.statement
    groups: dict[object, list[Item]] = defaultdict(list)
    for fact in facts(statement.items, statement.breakdowns):
        groups[(fact.who, fact.verb, fact.noun, fact.unit)].append(statement.items[fact.item])
    if not case.values:
        for item, link in zip(statement.items, statement.links, strict=True):
            if link.readings and link.measure not in ("handled", "applicant"):
                groups[link.readings].append(item)
    for same in groups.values():
        for one, other in zip(same, same[1:], strict=False):
            case.tally.ran(RULE.code)
            case.tally.looked(f"c{one.index}", f"c{other.index}")
            a, b = one.mention.quantity.generous, other.mention.quantity.generous
            if one.sentence == other.sentence or a.meets(b):
                continue
            spans = [statement.phrase(i).of(case.document.text) for i in (one, other)]
            yield RULE.finding(
                MESSAGE.format(one=spans[0], other=spans[1]),
                (text_evidence(case, one), text_evidence(case, other)),
                reported=show(other.mention.value),
                computed=show(one.mention.value),
                proof=equal_proof(
                    f"{show(one.mention.value)} ≠ {show(other.mention.value)}", ("one", a), [("other", b, 1)]
                ),
            )
            break
