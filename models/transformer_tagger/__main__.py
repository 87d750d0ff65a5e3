"""The recipe of the tagger of names: its texts, and its figures beside those of the rules.

    python -m models.transformer_tagger data FILE      texts of made reports, parted by blank lines
    python -m models.transformer_tagger score MODEL    precision, recall and F by set, of both, as JSON

In between stands ``gouji models train-tagger``, which lets the rules label the texts.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import corpora
from corpora.synthetic.maker import make
from eval.entities import score as held

CORPORA = Path(corpora.__file__).parent
REPORTS = 300
WRITTEN = ("handwritten/tune", "handwritten/second", "handwritten/third", "retold")


def texts(count: int = REPORTS) -> Iterator[str]:
    """The prose of made reports of the train families, and of reports written by hand."""
    for number in range(count):
        made = make(f"tagger-{number}", "train")
        yield "\n".join(text for _, text in sorted(made.prose.sections.items()))
    for path in sorted(p for folder in WRITTEN for p in (CORPORA / folder).glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        yield "\n".join([report.get("title", ""), report.get("preamble", ""), *report["sections"].values()])


def score(model: str) -> dict[str, Any]:
    """Precision, recall and F of the rules and of the tagger on the sets labelled by hand."""
    from gouji.neural.tagger import EntityTagger

    tagger = EntityTagger.from_pretrained(model)
    shared = os.environ.get("GOUJI_SHARED")
    sets = {name: list(held.marked(held.HERE / f"{name}.txt")) for name in ("dev", "held")}
    if shared:
        sets["sample"] = list(held.sample(Path(shared)))
    found: dict[str, Any] = {}
    for name, documents in sets.items():
        for who, finder in (("rules", held.entities), ("tagger", tagger.entities)):
            hits = held.score(iter(documents), finder).total
            found.setdefault(name, {"names": hits.wanted})[who] = {
                "precision": round(hits.precision, 3),
                "recall": round(hits.recall, 3),
                "f1": round(hits.f1, 3),
            }
    return found


def main(argv: Sequence[str]) -> int:
    """See the module."""
    task, path = argv
    if task == "data":
        Path(path).write_text("\n\n".join(re.sub(r"\n+", "\n", text).strip() for text in texts()), "utf-8")
    else:
        print(json.dumps(score(path), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
