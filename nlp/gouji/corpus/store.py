"""What a job has given so far: its state, its rows, and questions to them in SQL."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import UsageError
from ..text import Text
from .containers import extra
from .plan import Plan, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    import pyarrow as pa

# Tables that a query may name besides `results` and those of across/.
VIEWS: Final = {
    name: "SELECT number, r.id AS document, path, organisation, year, form, "
    f"UNNEST({name}, recursive := true) FROM results AS r"
    for name in ("findings", "claims", "cells")
}


@dataclass(frozen=True, slots=True)
class State:
    """How far a job is.

    Args:
        documents, shards: as planned.
        done: shards that are on disk.
        statuses: documents on disk by status.
    """

    documents: int
    shards: int
    done: int
    statuses: dict[str, int]

    @property
    def complete(self) -> bool:
        """Whether every document has its row."""
        return self.done == self.shards


def status(out: str | os.PathLike[str]) -> State:
    """How far the job in a folder is; may be asked while it runs."""
    plan = load(out)
    counts: Counter[str] = Counter()
    done = 0
    for part in parts(plan, ["status"]):
        counts.update(part.column("status").to_pylist())
        done += 1
    return State(plan.source.documents, len(plan.shards), done, dict(counts.most_common()))


def parts(plan: Plan, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The shards that are on disk, in order, one at a time."""
    read = extra("pyarrow.parquet").read_table
    pending = set(plan.pending())
    for shard in range(len(plan.shards)):
        if shard not in pending:
            yield read(plan.part(shard), columns=list(columns) if columns else None)


def to_frame(
    out: str | os.PathLike[str], columns: Sequence[str] | None = None, table: str = "results"
) -> pd.DataFrame:
    """Rows of a job as a pandas frame.

    Args:
        columns: which; None for all, which for many documents takes much memory.
        table: ``results`` (a row a document), ``findings``, ``claims``, ``cells``, or one of ``across/``
            (``panel``, ``breaks``, ``copies``, ``outliers``, ``versions``).
    """
    wanted = ", ".join(f'"{c}"' for c in columns) if columns else "*"
    order = " ORDER BY number" if table in ("results", *VIEWS) else ""
    return query(out, f'SELECT {wanted} FROM "{table}"{order}')


def query(out: str | os.PathLike[str], sql: str) -> pd.DataFrame:
    """Ask a job in SQL (DuckDB); nothing outside its folder can be read, nothing is written.

    Raises:
        UsageError: the SQL is wrong, or there is nothing to ask yet.
    """
    duckdb = extra("duckdb")
    plan = load(out)
    folder = str(plan.out.resolve()).replace("'", "''")
    with duckdb.connect(":memory:") as connection:
        for name, files in _tables(plan).items():
            listing = ", ".join("'" + str(f).replace("'", "''") + "'" for f in files)
            connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet([{listing}])')
        for name, select in VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {select}")
        # From here on only what stands in the folder can be read, and no setting changes that.
        connection.execute(f"SET allowed_directories = ['{folder}']")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        try:
            # COPY and the like could write into the folder.
            kinds = [s.type.name for s in duckdb.extract_statements(sql)]
            if kinds not in (["SELECT"], ["EXPLAIN"]):
                raise _wrong(f"{', '.join(kinds) or 'empty'}: one SELECT is wanted")
            frame: pd.DataFrame = connection.execute(sql).df()
        except duckdb.Error as error:
            raise _wrong(str(error)) from None
    return frame


def _wrong(why: str) -> UsageError:
    return UsageError(
        Text(f"查询有误（{why}）", f"the query is wrong ({why})"),
        Text("可用的表见 docs/bulk.md", "docs/bulk.md lists the tables"),
    )


def _tables(plan: Plan) -> dict[str, list[Path]]:
    pending = set(plan.pending())
    found = [plan.part(n).resolve() for n in range(len(plan.shards)) if n not in pending]
    if not found:
        raise UsageError(
            Text(f"{plan.out} 还没有结果", f"{plan.out} has no results yet"),
            Text("请先运行 gouji corpus run", "run it with gouji corpus run"),
        )
    across = sorted((plan.out / "across").glob("*.parquet"))
    return {"results": found} | {file.stem: [file.resolve()] for file in across}
