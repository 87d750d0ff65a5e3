"""A decade as a panel: how applications were answered by level and year, and where the years do not join.

    python docs/examples/decade.py JOB        (a job that has run)

The panel has a row for each body and year, and a column for each cell of the statutory tables; a missing
value is a cell that was not read, never a zero.
"""

from __future__ import annotations

import sys

from gouji import corpus
from gouji.corpus.across import across

CELLS = ["t3/total/total", "t3/granted/total", "t3/partial/total"]


def main(out: str) -> None:
    across(out)
    panel = corpus.to_frame(out, table="panel")

    answered = panel.dropna(subset=CELLS)
    sums = answered.groupby(["level", "year"])[CELLS].sum()
    disclosed = (sums["t3/granted/total"] + sums["t3/partial/total"]) / sums["t3/total/total"]
    print("Share of answers that disclosed something, by level and year:")
    print(disclosed.unstack("year").round(3).to_string())

    print("\nWhere one report does not join the next (a question: either of the two may be wrong):")
    breaks = corpus.to_frame(out, ["organisation", "year", "title", "message"], table="breaks")
    print(breaks.head(10).to_string(index=False))

    print("\nTexts that are nearly last year's, or a neighbour's:")
    copies = corpus.to_frame(out, ["kind", "path", "other_path", "shingles"], table="copies")
    print(copies.head(10).to_string(index=False))


if __name__ == "__main__":
    main(*sys.argv[1:2])
