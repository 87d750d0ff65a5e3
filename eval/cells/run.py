"""`python -m eval cells`: every cell of every table against the figure that was printed.

A zero printed as a blank or a slash may be read as blank.  A cell read wrong is worse than one not read:
``wrong`` and ``unread`` are counted apart.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from corpora.synthetic.maker import make
from corpora.synthetic.record import Value

from ..cases import ROOT, Case, folder, shared

# One layout a row: format, quirks.
LAYOUTS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("txt", ()),
    ("txt", ("tab_split_row_shift",)),
    ("txt", ("pipe_rows",)),
    ("txt", ("trailing_pipe",)),
    ("txt", ("leading_pipe",)),
    ("txt", ("one_cell_per_line",)),
    ("txt", ("space_columns", "header_numbers")),
    ("txt", ("gbk",)),
    ("txt", ("fullwidth_digits",)),
    ("txt", ("one_cell_per_line", "slash_zero")),
    ("md", ()),
    ("md", ("thousand_sep",)),
    ("html", ()),
    ("html", ("no_rowspan",)),
    ("html", ("no_rowspan", "blank_zero")),
    ("html", ("span_expanded",)),
    ("html", ("word_markup",)),
    ("html", ("page_chrome", "gbk")),
    ("html", ("wrong_charset",)),
    ("html", ("traditional",)),
    ("html", ("blank_zero",)),
    ("docx", ()),
    ("docx", ("page_break_t3",)),
    ("docx", ("row_label_short", "dash_zero")),
    ("pdf", ("header_numbers",)),
    ("pdf", ("header_numbers", "thousand_sep")),
)


def made(each: int = 4) -> Iterator[Case]:
    """Consistent reports in every layout."""
    for (form, quirks), number in itertools.product(LAYOUTS, range(each)):
        record = make(f"cells-{number}", "test", format=form).record
        name = f"cells-{form}-{'-'.join(quirks) or 'plain'}-{number}"
        yield Case(replace(record, name=name, quirks=quirks))


def dev() -> Iterator[Case]:
    """The hand-written reports of the shared data, where present."""
    root = shared()
    if root is not None and (root / "data" / "reports").is_dir():
        yield from folder(root / "data" / "reports")


def handwritten() -> Iterator[Case]:
    """The hand-written reports of this project."""
    for part in ("tune", "held", "second"):
        yield from folder(ROOT / "corpora" / "handwritten" / part)


SETS: dict[str, Callable[[], Iterator[Case]]] = {"made": made, "dev": dev, "handwritten": handwritten}

_FIGURE = re.compile(r"[+-]?\d+(?:\.\d+)?")


def figure(value: Value) -> Decimal | None:
    """The figure that a printed cell holds, its own words taken off (增加5, 386.2万元).

    >>> figure("增加5"), figure("-2"), figure(None)
    (Decimal('5'), Decimal('-2'), None)
    """
    if value is None or isinstance(value, Decimal):
        return value
    match = _FIGURE.search(value)
    return Decimal(match[0]) if match else None


def score(case: Case) -> Counter[str]:
    """Cells ``right``, ``wrong``, ``unread`` of one report, and ``failed`` where it could not be read.

    A file that needs a tool which is not installed (a scan without the extra ocr) is ``skipped`` and counts
    nowhere else.
    """
    from gouji.errors import MissingTool
    from gouji.reading import read

    gold = case.record.cells
    try:
        document = read(case.content())
    except MissingTool:
        return Counter(skipped=1)
    except Exception:
        # whatever the reader does with a file, the benchmark goes on
        return Counter(failed=1, unread=len(gold), cells=len(gold))
    counts = Counter(cells=len(gold))
    for name, value in gold.items():
        cell, wanted = document.cells.get(name), figure(value)
        said = cell.value if cell is not None else None
        if said == wanted or (not wanted and not said and cell is not None):
            counts["right"] += 1
        elif said is None:
            counts["unread"] += 1
        else:
            counts["wrong"] += 1
    return counts


def figures(sets: Sequence[str] = tuple(SETS)) -> dict[str, dict[str, dict[str, int]]]:
    """Counts by set and layout."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for name in sets:
        layouts: dict[str, Counter[str]] = defaultdict(Counter)
        for case in SETS[name]():
            counts = score(case)
            if counts["skipped"]:
                print(f"{name} {case.name} was not read: its tool is not installed", file=sys.stderr)
            else:
                layouts[" ".join((case.record.format, *case.record.quirks))].update(counts)
        if layouts:
            found[name] = {layout: dict(c) for layout, c in sorted(layouts.items())}
    return found


def main(argv: Sequence[str]) -> int:
    """Print cells right by layout, worst first."""
    parser = argparse.ArgumentParser(prog="python -m eval cells", description=__doc__)
    parser.add_argument("--set", action="append", dest="sets", choices=sorted(SETS))
    parser.add_argument("--json", type=Path, dest="json_out")
    options = parser.parse_args(argv)
    found = figures(options.sets or tuple(SETS))
    for name, layouts in found.items():
        whole = sum((Counter(c) for c in layouts.values()), Counter[str]())
        print(f"== {name}: right {whole['right']}/{whole['cells']}", end="")
        print(f", wrong {whole['wrong']}, unread {whole['unread']}")
        for layout, c in sorted(layouts.items(), key=lambda pair: pair[1].get("right", 0) / pair[1]["cells"]):
            if c.get("right", 0) < c["cells"]:
                counts = "  ".join(f"{key} {c.get(key, 0)}" for key in ("right", "wrong", "unread", "failed"))
                print(f"   {layout:40} {counts}  of {c['cells']}")
    if options.json_out:
        options.json_out.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return 0
