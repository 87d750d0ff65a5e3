"""The seam for learned linkers: what they are asked, and what they may answer.

Rules link first.  A figure that they leave open is shown to one proposer after another, until one answers.
A proposed link is weaker than one of the rules: it is shown with the claim, and where its cells hold the
figure the claim counts as checked; no finding ever rests on it.  A `Judge` is also heard before a finding
that rests on a link of the rules: words that no rule's author had met mislead rules more than statistics.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ..claim import Reading
from ..text import Span


@dataclass(frozen=True, slots=True)
class Proposal:
    """The cells that a learned part takes a figure to state.

    Args:
        reading: the cells whose sum it states; () where it is sure that the form has none.
        confidence: calibrated probability that the reading is right, 0 to 1.
        source: name of the part that proposes ("linear", "transformer", "llm").
    """

    reading: Reading
    confidence: float
    source: str


class Proposer(Protocol):
    """Whatever proposes cells for figures: a linear model, a transformer, a language model."""

    def propose(self, text: str, figures: Sequence[Span]) -> Sequence[Proposal | None]:
        """One answer a figure, in order; None where the part abstains.

        Args:
            text: plain prose, paragraphs parted by line ends.
            figures: places of the figures in ``text``, bound words and units left out.
        """
        ...


@runtime_checkable
class Judge(Protocol):
    """Who can tell how likely each reading of a figure is."""

    def judge(self, text: str, figure: Span) -> Mapping[Reading, float]:
        """Probabilities that add up to 1; that of () is that no cell is meant.

        Args:
            text: plain prose, as for `Proposer.propose`.
            figure: place of the figure in ``text``.
        """
        ...
