"""The recipe of the transformer linker: its data, and its figures.

    python -m models.transformer_linker data DIR       train.jsonl and dev.jsonl
    python -m models.transformer_linker score MODEL    accuracy on every set, as JSON

In between stands ``gouji models train-linker``; the card (README.md) has the commands in full.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpora.paraphrases import load as paraphrases
from eval.linking.run import SETS

from gouji.neural.linker import TransformerLinker, measure, mentions, probabilities

from .data import Mention, sets


def write(found: Sequence[Mention], path: Path) -> None:
    """Mentions as JSON lines."""
    lines = (
        json.dumps({k: m[k] for k in ("text", "start", "end", "cells")}, ensure_ascii=False) for m in found
    )
    path.write_text("".join(line + "\n" for line in lines), "utf-8")


def score(model: str, folder: Path) -> dict[str, Any]:
    """Counts of each set, see `Measure`; no set was trained on, ``made-dev`` was calibrated on."""
    linker = TransformerLinker.from_pretrained(model)
    found = {}
    for name, source in {**SETS, "paraphrases-test": lambda: paraphrases("test")}.items():
        write(list(source()), folder / "set.jsonl")
        if asked := mentions(folder / "set.jsonl"):
            sure = probabilities(linker.logits(asked), linker.settings.temperature)
            wanted = [m.label for m in asked]
            found[name] = asdict(measure(sure, linker.settings.labels, wanted, linker.settings.threshold))
    return found


def main(argv: Sequence[str]) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(prog="python -m models.transformer_linker", description=__doc__)
    parser.add_argument("task", choices=("data", "score"))
    parser.add_argument("path")
    options = parser.parse_args(argv)
    if options.task == "data":
        folder = Path(options.path)
        folder.mkdir(parents=True, exist_ok=True)
        made = sets()
        write(made.train, folder / "train.jsonl")
        write(made.dev, folder / "dev.jsonl")
        print(f"train {len(made.train)}, dev {len(made.dev)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
