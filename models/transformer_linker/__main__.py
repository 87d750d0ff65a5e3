"""The recipe of the transformer linker: its data, and its figures.

    python -m models.transformer_linker data DIR       train.jsonl, dev.jsonl, kept.jsonl
    python -m models.transformer_linker score MODEL    what it gets right of every set, as JSON

In between stand ``gouji models train-linker`` and ``export``; the card (README.md) has the commands in full.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from eval.linking.run import SETS

from gouji.extraction.linear import LinearLinker
from gouji.neural.linker import Mention, TransformerLinker, measure, name, tested
from gouji.text import Span

from . import data


def write(found: Sequence[data.Mention], path: Path) -> None:
    """Mentions as JSON lines."""
    lines = (
        json.dumps({k: m[k] for k in ("text", "start", "end", "cells")}, ensure_ascii=False) for m in found
    )
    path.write_text("".join(line + "\n" for line in lines), "utf-8")


def score(model: str) -> dict[str, Any]:
    """Counts of each set, see `Measure`: of all its figures, and of those where the linear model abstains.

    No set was trained on; the calibration has seen ``made-dev``.
    """
    linker, linear = TransformerLinker.from_pretrained(model), LinearLinker.shipped()
    found: dict[str, Any] = {}
    for title, source in SETS.items():
        asked = [Mention(m["text"], Span(m["start"], m["end"]), name(m["cells"])) for m in source()]
        if not asked:
            continue
        began = time.process_time()
        whole = tested(linker, asked)
        spent = time.process_time() - began
        shares = np.concatenate([linear.probabilities(m.text, [m.figure]) for m in asked]).astype(np.float32)
        names, wanted = [name(r) for r in linear.readings], [m.label for m in asked]
        margin = linear.weights.margin
        open_to_it = [m for m, sure in zip(asked, shares.max(1), strict=True) if sure < margin]
        found[title] = {
            "transformer": asdict(whole),
            "linear": asdict(measure(shares, names, wanted, margin)),
            "where_linear_abstains": asdict(tested(linker, open_to_it)),
            "per_cpu_second": round(len(asked) / spent),
        }
    return found


def main(argv: Sequence[str]) -> int:
    """See the module."""
    task, path = argv
    if task == "data":
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        made = data.sets()
        for part, found in asdict(made).items():
            write(found, folder / f"{part}.jsonl")
            print(f"{part} {len(found)}")
    else:
        print(json.dumps(score(path), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
