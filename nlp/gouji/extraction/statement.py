"""What the prose of a report states, ready for the checks."""

from __future__ import annotations

from dataclasses import dataclass

from ..claim import Claim, Entity, Mention
from ..language.folding import Folded


@dataclass(frozen=True, slots=True)
class Statement:
    """The prose of one report, read.

    Args:
        folded: the prose in its folded form with the way back to ``Document.text``.
        mentions: every figure, spans in folded coordinates.
        entities: dates, ordinals, document numbers …, spans in folded coordinates.
        claims: figures and absolute statements with their readings, spans in ``Document.text``.
    """

    folded: Folded
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
