"""`python -m models.linker`: train the linear linker, write its weights, its figures and its card.

python -m models.linker            # rebuild nlp/gouji/weights/linker.npz, metrics.json and README.md
python -m models.linker --check    # rebuild only, and exit 1 where a byte differs from what is there
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from eval.linking.run import SETS, linkers, score

from gouji.extraction.linear import Weights

from .data import Mixture
from .recipe import build
from .training import Settings

HERE: Final = Path(__file__).parent
WEIGHTS: Final = HERE.parents[1] / "nlp" / "gouji" / "weights" / "linker.npz"
CARD: Final = HERE / "README.md"
METRICS: Final = HERE / "metrics.json"
TABLE: Final = re.compile(r"(?<=<!-- figures -->\n).*(?=<!-- end -->)", re.DOTALL)
COLUMNS: Final = ("figures", "accuracy", "links", "link_precision", "answered")


def content(weights: Weights) -> bytes:
    """The file of a model."""
    file = io.BytesIO()
    weights.save(file)
    return file.getvalue()


def measured() -> dict[str, Any]:
    """Every set under every linker, with the shipped weights."""
    return {
        name: {s: figures.to_dict() for s, load in SETS.items() if (figures := score(load(), link)).figures}
        for name, link in linkers().items()
    }


def table(metrics: Mapping[str, Any]) -> str:
    """The table of the card."""
    lines = ["| set | linker | figures | right | links | of them right | answered |", "|---" * 7 + "|"]
    for name in SETS:
        for linker, sets in metrics["sets"].items():
            if name in sets:
                cells = (f"{sets[name][c]:g}" for c in COLUMNS)
                lines.append(f"| {name} | {linker} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main(argv: Sequence[str]) -> int:
    """0, or 1 where a check fails."""
    parser = argparse.ArgumentParser(prog="python -m models.linker", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with the shipped file")
    options = parser.parse_args(argv)
    start = time.process_time()
    weights = build(Mixture(), Settings())
    spent = time.process_time() - start
    data = content(weights)
    digest = hashlib.sha256(data).hexdigest()
    if options.check:
        same = WEIGHTS.read_bytes() == data
        print(f"{digest} {'as shipped' if same else 'differs from the shipped file'}")
        return 0 if same else 1
    WEIGHTS.write_bytes(data)
    metrics = {
        "sha256": digest,
        "bytes": len(data),
        "labels": len(weights.labels),
        "rows": len(weights.rows),
        "temperature": weights.temperature,
        "margin": weights.margin,
        "training_cpu_seconds": round(spent),
        "sets": measured(),
    }
    METRICS.write_text(json.dumps(metrics, indent=1) + "\n", "utf-8")
    facts = (
        f"SHA-256 `{digest}`, {len(data):,} bytes, {len(weights.labels)} labels, margin {weights.margin}, "
        f"temperature {weights.temperature}, trained and calibrated in {round(spent)} CPU seconds.\n\n"
    )
    CARD.write_text(TABLE.sub(lambda _: facts + table(metrics), CARD.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
