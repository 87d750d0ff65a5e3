"""Which learned linkers are asked, about which figures, and what their answers come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from ..claim import Period
from ..form import Form, load
from .items import Item
from .lexicon import load as load_lexicon
from .linking import Link
from .lists import Breakdown
from .phrases import APPLICANTS, CASES, OUTCOMES
from .proposals import Proposer

RULES: Final = "rules"
LOOSE: Final = "rules, loosely"  # a label with words that the rules do not know
LOOSE_CONFIDENCE: Final = 0.8  # of the loose links of hand-written reports, those that their tables bear out
# Counters of what the tables hold; a figure with another one is not asked about.
UNITS: Final = frozenset("件份条宗起例次个项笔则单部桩") | {"件次", "人次", "份次", "万元", "元", ""}
KINDS: Final = ("count", "money")
# What may stand in the readings of a measure.
SLOTS: Final[Mapping[str, Sequence[str]]] = {
    "column": ("total", *APPLICANTS, "other"),
    "case": tuple(CASES.values()),
    "outcome": ("total", *OUTCOMES.values()),
    "topic": ("regulation", "normative_document", "licence", "penalty", "coercion"),
}
# Measures that start from the cells of another, looser one, which is the fairer reading of a proposal.
TIGHTER: Final = frozenset(("new", "handled", "case_or_suit", "withdrawn"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link that a learned part proposed for a figure.

    Args:
        link: measure and readings, as rules would give them.
        confidence: calibrated probability that it is right.
        source: name of the proposer, or `LOOSE`.
    """

    link: Link
    confidence: float
    source: str


def shipped() -> tuple[Proposer, ...]:
    """The linker that comes with the package: a linear model."""
    from .linear import LinearLinker

    return (LinearLinker.shipped(),)


def suggestions(
    plain: str,
    items: Sequence[Item],
    links: Sequence[Link],
    lists: Sequence[Breakdown],
    proposers: Sequence[Proposer],
    form: Form,
    loose: Mapping[int, Link],
) -> dict[int, Suggestion]:
    """What learned linkers make of the figures that the rules left without cells, by number of the item.

    Args:
        plain: the folded prose.
        proposers: asked in order, each about what those before it left open.
        loose: what the rules would say if they knew every word of a label.
    """
    found = {n: Suggestion(link, LOOSE_CONFIDENCE, LOOSE) for n, link in loose.items()}
    settled = set(loose)
    asked = list(_open(items, links))
    for proposer in proposers:
        left = [item for item in asked if item.index not in settled]
        answers = proposer.propose(plain, [item.mention.core for item in left]) if left else ()
        for item, answer in zip(left, answers, strict=True):
            if answer is None:
                continue
            settled.add(item.index)
            link = meanings(form.id).get(frozenset(answer.reading))
            if link is not None:
                found[item.index] = Suggestion(link, answer.confidence, answer.source)
    return {n: s for n, s in found.items() if not _of_the_head(n, s, links, found, lists)}


def _open(items: Sequence[Item], links: Sequence[Link]) -> Iterator[Item]:
    """The figures without cells that might have some: of this year, with a counter that tables use."""
    for item, link in zip(items, links, strict=True):
        quantity = item.mention.quantity
        fitting = quantity.kind in KINDS and quantity.unit in UNITS
        if fitting and not link.readings and link.period is Period.YEAR:
            yield item


def _of_the_head(
    number: int,
    suggestion: Suggestion,
    links: Sequence[Link],
    found: Mapping[int, Suggestion],
    lists: Sequence[Breakdown],
) -> bool:
    """Whether a part of a list would only repeat the cells of its head."""
    for head in (group.head for group in lists if number in group.parts):
        held = links[head].readings or (found[head].link.readings if head in found else ())
        if held and set(held[0]) == set(suggestion.link.readings[0]):
            return True
    return False


@cache
def meanings(form_id: str) -> Mapping[frozenset[str], Link]:
    """What is meant by who states a set of cells: the measure that starts from them, with all its readings.

    >>> link = meanings("2021")[frozenset({"t3/total/total"})]
    >>> link.measure, len(link.readings)
    ('done', 3)
    """
    lexicon, form = load_lexicon(), load(form_id)
    found: dict[frozenset[str], Link] = {}
    for measure in (m for m in lexicon.readings if m not in TIGHTER):
        names = sorted(lexicon.slots(measure))
        for values in product(*(SLOTS[name] for name in names)):
            readings = lexicon.cells(measure, form, **dict(zip(names, values, strict=True)))
            if readings:
                found.setdefault(frozenset(readings[0]), Link(measure, readings=readings))
    return found
