"""`python -m corpora.synthetic`: write made reports, or mentions for the linker, to files."""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import mentions
from .grammar import SPLITS
from .maker import Made, corpus, make
from .record import Record, to_dict
from .rendering import FORMATS, render


def _write(record: Record, out: Path) -> str:
    """One report and its gold; gives the hash of the gold."""
    (out / f"{record.name}.{record.format}").write_bytes(render(record))
    gold = json.dumps(to_dict(record), ensure_ascii=False, indent=1)
    (out / f"{record.name}.json").write_text(gold, "utf-8")
    return hashlib.sha256(gold.encode()).hexdigest()


def _records(made: Iterator[Made]) -> Iterator[Record]:
    for one in made:
        yield one.record
        if one.twin is not None:
            yield one.twin


def main(argv: Sequence[str]) -> int:
    """Write a corpus; its hash (over the gold, in order) is printed last."""
    parser = argparse.ArgumentParser(prog="python -m corpora.synthetic", description=__doc__)
    parser.add_argument("out", type=Path, help="folder, or with --mentions a JSON lines file")
    parser.add_argument("--count", type=int, default=200, help="reports (half of them twins), or mentions")
    parser.add_argument("--split", choices=SPLITS, default="test")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", default="txt", help=f"by commas: {', '.join(FORMATS)}")
    parser.add_argument("--clean", action="store_true", help="consistent reports only")
    parser.add_argument("--mentions", action="store_true", help="figures in context instead of reports")
    options = parser.parse_args(argv)
    if options.mentions:
        half = options.count // 2
        natural = itertools.islice(
            mentions.from_reports(options.split, 10**6, options.seed), options.count - half
        )
        lines = itertools.chain(natural, mentions.balanced(options.split, half, options.seed))
        with options.out.open("w", encoding="utf-8") as file:
            for line in itertools.islice(lines, options.count):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        print(hashlib.sha256(options.out.read_bytes()).hexdigest())
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    formats = options.formats.split(",")
    if options.clean:
        clean = (
            make(f"{options.seed}-{i}", options.split, format=formats[i % len(formats)])
            for i in range(options.count)
        )
        records = _records(clean)
    else:
        records = _records(corpus(options.count // 2, options.split, formats, options.seed))
    whole = hashlib.sha256()
    for record in records:
        whole.update(_write(record, options.out).encode())
    print(whole.hexdigest())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
