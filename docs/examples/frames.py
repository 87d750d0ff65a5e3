"""Reports that are in a table already: a pandas frame in, a frame out, and the same in Spark.

    python docs/examples/frames.py REPORTS.parquet        (columns: text, and id or path)

In Spark the same function maps over a frame of any size; the workers keep each document's time and memory in
bounds there as here:

    frame.select("id", "text").mapInPandas(keep, "id string, status string, contradictions int")
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import pandas as pd

from gouji.corpus import check_frame, check_frames

COLUMNS = ["id", "status", "contradictions"]


def keep(frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """For ``mapInPandas``: a few columns of what was found."""
    for found in check_frames(frames):
        yield found[COLUMNS].astype({"contradictions": "Int32"})


def main(path: str) -> None:
    frame = pd.read_parquet(path)
    found = check_frame(frame, workers=2)
    print(found["status"].value_counts().to_string())
    for number, row in found[found["contradictions"].fillna(0) > 0].head(5).iterrows():
        print(f"\nrow {number}: {row['organisation']} {row['year']}")
        for finding in row["findings"]:
            if finding["verdict"] == "contradiction":
                print(f"  {finding['code']} {finding['message']}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
