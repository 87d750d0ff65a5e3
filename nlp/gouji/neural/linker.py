"""Which cells a figure states, by a transformer: a proposer, and what it is trained and measured on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from ..claim import Reading
from ..errors import DamagedFile
from ..extraction.proposals import Proposal
from ..text import Span, Text
from .folder import Floats, Scores, Settings, here, logits, scores, words
from .inputs import segments

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True)
class Mention:
    """A figure in its context, with the cells it states.

    Args:
        text: the context.
        figure: place of the figure in it.
        label: the cells as `name` gives them.
    """

    text: str
    figure: Span
    label: str


def name(reading: Iterable[str]) -> str:
    """One name for the cells in any order; "" for none.

    >>> name(["t3/new/total", "t3/carried_in/total"])
    't3/carried_in/total+t3/new/total'
    """
    return "+".join(sorted(reading))


def reading(label: str) -> Reading:
    """The cells of a name.

    >>> reading("t3/carried_in/total+t3/new/total"), reading("")
    (('t3/carried_in/total', 't3/new/total'), ())
    """
    return tuple(label.split("+")) if label else ()


def mentions(path: Path) -> list[Mention]:
    """Mentions of a file of JSON lines with ``text``, ``start``, ``end`` and ``cells``.

    Raises:
        DamagedFile: a line is no mention.
    """
    made = []
    try:
        lines = path.read_text("utf-8").splitlines()
        for line in lines:
            entry = json.loads(line)
            made.append(Mention(entry["text"], Span(entry["start"], entry["end"]), name(entry["cells"])))
    except (OSError, ValueError, KeyError, TypeError):
        raise DamagedFile(
            Text(f"{path} 第 {len(made) + 1} 行读不出样本", f"{path}, line {len(made) + 1}: no mention"),
            Text(
                "每行应为含 text、start、end、cells 的 JSON",
                "each line should be JSON with text, start, end and cells",
            ),
        ) from None
    return made


class TransformerLinker:
    """Proposes cells for figures (a `Proposer`); abstains where it is less sure than its threshold.

    Args:
        score: gives the logits of a batch.
        splitter: the tokenizer of the encoder.
        settings: labels and calibration.
    """

    source = "transformer"

    def __init__(self, score: Scores, splitter: Tokenizer, settings: Settings) -> None:
        self._score = score
        self._splitter = splitter
        self.settings = settings

    @classmethod
    def from_pretrained(cls, name: str, revision: str | None = None) -> Self:
        """A trained linker, from ONNX Runtime where its folder has ``model.onnx``.

        Args:
            name: folder, its ``.onnx`` file, or name on a hub.
            revision: branch, tag or commit on the hub.

        Raises:
            MissingTool: no such model, or an extra is not installed.
            DamagedFile: the folder holds no linker.
        """
        folder = here(name, revision)
        settings = Settings.read(folder, "linker")
        return cls(scores(folder, settings), words(folder, settings.length), settings)

    def logits(self, mentions: Sequence[Mention]) -> Floats:
        """Logits of the labels, (mentions, labels)."""
        pairs = [segments(m.text, m.figure) for m in mentions]
        found = logits(self._score, self._splitter.encode_batch(pairs), self.settings.pad)
        return np.array(found, np.float32).reshape(len(pairs), len(self.settings.labels))

    def propose(self, text: str, figures: Sequence[Span]) -> list[Proposal | None]:
        """See `Proposer`."""
        found = probabilities(self.logits([Mention(text, f, "") for f in figures]), self.settings.temperature)
        return [self._answer(row) for row in found]

    def _answer(self, row: Floats) -> Proposal | None:
        best = int(row.argmax())
        if row[best] < self.settings.threshold:
            return None
        return Proposal(reading(self.settings.labels[best]), float(row[best]), self.source)


def probabilities(logits: Floats, temperature: float = 1.0) -> Floats:
    """Softmax along the last axis.

    >>> probabilities(np.array([[0.0, 0.0]], np.float32)).tolist()
    [[0.5, 0.5]]
    """
    scaled = logits / temperature
    raised = np.exp(scaled - scaled.max(-1, keepdims=True, initial=-np.inf))
    found: Floats = raised / raised.sum(-1, keepdims=True)
    return found


@dataclass(frozen=True)
class Measure:
    """How good a linker is: counts, from which the ratios follow.

    Args:
        mentions: how many were asked.
        right: best label right, abstaining left aside.
        kept: answered with at least the threshold's probability.
        kept_right: of these right.
        links, links_right: answers kept that name cells, and those of them that are right.
    """

    mentions: int
    right: int
    kept: int
    kept_right: int
    links: int
    links_right: int


def measure(found: Floats, labels: Sequence[str], wanted: Sequence[str], threshold: float) -> Measure:
    """Hold probabilities (mentions, labels) against the labels wanted."""
    best = found.argmax(1)
    right = np.array([labels[b] == w for b, w in zip(best, wanted, strict=True)], bool)
    kept = found.max(1, initial=0.0) >= threshold
    links = kept & np.array([labels[b] != "" for b in best], bool)
    counts = (right, kept, kept & right, links, links & right)
    return Measure(len(wanted), *(int(c.sum()) for c in counts))


def tested(linker: TransformerLinker, asked: Sequence[Mention]) -> Measure:
    """Ask a linker about mentions whose labels are known."""
    found = probabilities(linker.logits(asked), linker.settings.temperature)
    return measure(found, linker.settings.labels, [m.label for m in asked], linker.settings.threshold)


def calibrated(
    found: Floats, labels: Sequence[str], wanted: Sequence[str], precision: float
) -> tuple[float, float]:
    """Temperature with the least cross entropy, and the least threshold with that precision of links.

    Args:
        found: logits (mentions, labels) of mentions that were not trained on.
        wanted: their labels; one that the model does not know counts as wrong.
    """
    known = [(row, labels.index(w)) for row, w in enumerate(wanted) if w in labels]
    rows, columns = (list(part) for part in zip(*known, strict=True))

    def entropy(temperature: float) -> float:
        return float(
            -np.log(probabilities(found[rows], temperature)[range(len(rows)), columns] + 1e-9).mean()
        )

    temperature = min((float(t) for t in np.geomspace(0.5, 5, 47)), key=entropy)
    sure = probabilities(found, temperature)
    for threshold in (float(t) for t in np.arange(0.3, 0.996, 0.01)):
        held = measure(sure, labels, wanted, threshold)
        if held.links_right >= precision * held.links:
            return round(temperature, 3), round(threshold, 2)
    return round(temperature, 3), 0.99
