"""pandas in, pandas out: for notebooks, and for every engine that can map a function over frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import rows
from .containers import extra, from_fields
from .pool import Pool
from .records import Record, stable_id
from .work import Settings

if TYPE_CHECKING:
    import pandas as pd


def check_frame(frame: pd.DataFrame, settings: Settings | None = None, workers: int = 1) -> pd.DataFrame:
    """Review each row of a frame; one row out for each row in, in the same order and with the same index.

    Args:
        frame: a document a row: its text or bytes in ``content``, ``text`` or ``html``; ``id``, ``path`` or
            ``url``, and ``modified`` where there are any.

    >>> import pandas as pd
    >>> text = "试例乡2024年政府信息公开工作年度报告\\n一、总体情况\\n公开信息3条。"
    >>> out = check_frame(pd.DataFrame({"text": [text, None]}, index=["a", "b"]))
    >>> out[["status", "year"]].to_dict("index")["a"]
    {'status': 'ok', 'year': 2024}
    """
    return next(check_frames([frame], settings, workers))


def check_frames(
    frames: Iterable[pd.DataFrame], settings: Settings | None = None, workers: int = 1
) -> Iterator[pd.DataFrame]:
    """The same for many frames, with the workers kept in between: what ``mapInPandas`` of Spark takes."""
    with Pool(settings or Settings(), workers) as pool:
        for frame in frames:
            fields = [_present(row) for row in frame.to_dict("records")]
            jobs = [(n, _record(row, n)) for n, row in enumerate(fields)]
            lines = {reply.number: reply.line for reply in pool.run(jobs)}
            found = rows.table([lines[n] for n in sorted(lines)]).to_pandas(types_mapper=_nullable())
            found.index = frame.index
            yield found


def _nullable() -> Callable[[Any], Any]:
    """Whole numbers stay whole numbers where some are missing."""
    import pandas as pd

    pa = extra("pyarrow")
    kinds = {pa.int16(): pd.Int16Dtype(), pa.int32(): pd.Int32Dtype(), pa.bool_(): pd.BooleanDtype()}
    return kinds.get


def _record(fields: dict[str, Any], number: int) -> Record:
    record = from_fields(fields, f"#{number}")
    return replace(record, id=record.id or stable_id(record.path))


def _present(row: dict[Any, Any]) -> dict[str, Any]:
    """The fields that hold something; pandas says None, NaN and NaT for nothing."""
    return {str(k): v for k, v in row.items() if isinstance(v, str | bytes) or (v == v and v is not None)}
