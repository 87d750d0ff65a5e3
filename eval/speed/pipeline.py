"""How fast text becomes spaCy Docs with words, figures and names: python eval/speed/pipeline.py

The text is the prose of the hand-written reports, each a Doc of its own, read once to warm the process
and then timed by its CPU time, which a busy machine changes less than wall-clock time; the best of three
rounds counts.  Also: the parts of the work alone, jieba on the same text as a measure of the machine, and
how the time grows with one long text.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from spacy.tokens import Doc

from gouji.language.folding import fold
from gouji.language.names import names
from gouji.language.pipeline import load
from gouji.language.quantities import scan
from gouji.language.sentences import sentences
from gouji.language.words import lay

REPORTS = Path(__file__).parents[2] / "corpora" / "handwritten" / "tune"
LEAST = 3.0  # MB of UTF-8 a CPU second
GROWTH = 12.0  # times the CPU for ten times the text


def prose() -> list[str]:
    """The prose of the hand-written reports."""
    texts = []
    for path in sorted(REPORTS.glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        texts.append("\n".join((report["title"], report["preamble"], *report["sections"].values())))
    return texts


def seconds(act: Callable[[], object], rounds: int = 3) -> float:
    """The least CPU time of a few rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        act()
        best = min(best, time.process_time() - start)
    return best


def main() -> int:
    """Print MB a second for the whole and its parts; 1 where the whole is too slow or grows too fast."""
    import jieba

    jieba.setLogLevel("ERROR")
    nlp = load()
    texts = prose() * 10
    size = sum(len(text.encode()) for text in texts) / 1e6
    folded = [fold(text) for text in texts]
    scanned = [scan(f.plain) for f in folded]
    named = [names(f.plain, entities) for f, (_, entities) in zip(folded, scanned, strict=True)]
    read = list(zip(folded, scanned, named, strict=True))
    tokens = [lay(f.plain, mentions, entities) for f, (mentions, _), entities in read]
    parts: dict[str, Callable[[], object]] = {
        "whole": lambda: sum(len(nlp(text)) for text in texts),
        "fold": lambda: [fold(text) for text in texts],
        "figures": lambda: [scan(f.plain) for f in folded],
        "names": lambda: [names(f.plain, entities) for f, (_, entities), _ in read],
        "words": lambda: [lay(f.plain, mentions, entities) for f, (mentions, _), entities in read],
        "doc": lambda: [Doc(nlp.vocab, words=t, spaces=[False] * len(t)) for t in tokens],
        "sentences": lambda: [sentences(f.plain) for f in folded],
        "jieba": lambda: [jieba.lcut(text) for text in texts],
    }
    speeds = {name: size / seconds(act) for name, act in parts.items()}
    for name, speed in speeds.items():
        print(f"{name:10} {speed:7.2f} MB/s  {speed / speeds['jieba']:6.2f} times jieba")
    base = "".join(texts)[:30_000]
    growth = seconds(lambda: nlp(base * 10), 5) / seconds(lambda: nlp(base), 5)
    print(f"ten times the text takes {growth:.1f} times the CPU")
    return int(speeds["whole"] < LEAST or growth > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
