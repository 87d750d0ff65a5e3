"""One fact told twice with figures that cannot both be true.

**What**: two sentences that count the same thing (verb class, noun, unit), neither narrowed to a place,
a part or a season, must give sets that meet.
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
from .restatement import restated

RULE = Rule("N17", "restated-differently", Text("同一事实前后不一", "one fact, two figures"))


def check(case: Case) -> Iterator[Finding]:
    """Facts with the same normal form."""
    statement = case.statement
    groups: dict[object, list[Item]] = defaultdict(list)
    for fact in facts(statement.items, statement.breakdowns):
        groups[(fact.who, fact.verb, fact.noun, fact.unit)].append(statement.items[fact.item])
    yield from restated(case, RULE, groups.values())
