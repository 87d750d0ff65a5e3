"""What the prose of a report states, ready for the checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..claim import Claim, Entity, Mention
from ..language.folding import Folded
from ..text import Span
from .absolutes import Absolute
from .growth import Growth
from .items import Item, Sentence
from .linkers import Suggestion
from .linking import Link, Topics
from .lists import Breakdown
from .proposals import Judge
from .shares import Share


@dataclass(frozen=True, slots=True)
class Statement:
    """The prose of one report, read.  Offsets are in folded coordinates but for the claims' spans.

    Args:
        folded: the prose in its folded form with the way back to ``Document.text``.
        masked: the folded prose with quotes and titles filled up, same length.
        mentions: every figure.
        entities: dates, ordinals, document numbers ….
        sentences, items: the prose cut up.
        links: one for each item.
        breakdowns, shares, growths, absolutes: what the items state together.
        claims: one for each item, then one for each absolute statement; spans in ``Document.text``.
        topics: strong nouns by position.
        judge: whom to ask before a finding rests on a link; None where rules are to stand alone.
        suggestions: links of learned linkers for items that the rules leave without cells, by item.
    """

    folded: Folded
    masked: str
    mentions: Sequence[Mention]
    entities: Sequence[Entity]
    sentences: Sequence[Sentence]
    items: Sequence[Item]
    links: Sequence[Link]
    breakdowns: Sequence[Breakdown]
    shares: Sequence[Share]
    growths: Sequence[Growth]
    absolutes: Sequence[Absolute]
    claims: Sequence[Claim]
    topics: Topics = field(default_factory=lambda: Topics(()))
    judge: Judge | None = None
    suggestions: Mapping[int, Suggestion] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The folded prose."""
        return self.folded.plain

    @property
    def stated(self) -> list[Claim]:
        """The claims with what was suggested for them."""
        return [self.suggested(n) if n in self.suggestions else c for n, c in enumerate(self.claims)]

    def suggested(self, item: int) -> Claim:
        """The claim of an item with the cells that were suggested."""
        s = self.suggestions[item]
        return replace(self.claims[item], readings=s.link.readings, linked_by=s.source)

    def claim(self, item: int) -> Claim:
        """The claim of an item."""
        return self.claims[item]

    def phrase(self, item: Item) -> Span:
        """Label and figure of an item, in ``Document.text``."""
        return self.folded.to_text(item.label_start, item.end)

    def figure(self, item: Item) -> Span:
        """The figure of an item alone, in ``Document.text``."""
        return self.folded.to_text(item.start, item.end)
