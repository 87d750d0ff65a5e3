"""One row a document: the columns of the result shards, and how a review fills them.

Nothing that depends on the machine or the moment stands in a row (no time, no memory, no worker), so that
two runs of one plan give the same bytes.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from ..errors import GoujiError
from ..outcome import Plain, Review
from ..text import Lang
from .containers import extra
from .past import past
from .records import Record
from .signature import minhash, prose, sentences

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA: Final = "gouji/corpus/1"


class Status(StrEnum):
    """What became of a document."""

    OK = "ok"
    ERROR = "error"  # it could not be read, or gouji failed on it
    TIMEOUT = "timeout"  # more CPU time than allowed
    MEMORY = "memory"  # more memory than allowed
    CRASH = "crash"  # it killed its worker twice


# A report that sums up others says so.
CONSOLIDATED: Final = re.compile(
    r"汇总(?:了|全|各|所属|统计|范围|数据)|数据(?:由|为|系).{0,12}汇总"
    r"|全[省市县区州旗盟](?:各级)?(?:行政机关|政府系统|政务公开|政府信息公开)"
)


def row(number: int, record: Record, review: Review, lang: Lang, claims: bool) -> Plain:
    """The row of a document that was reviewed."""
    plain = review.to_dict(lang)
    document, coverage = plain["document"], plain["coverage"]
    text = prose(review.document)
    verdicts = [f["verdict"] for f in plain["findings"]]
    return _base(number, record, Status.OK) | {
        "format": document["format"],
        "title": document["title"],
        "organisation": document["organisation"],
        "year": document["year"],
        "form": document["form"],
        "consolidated": bool(CONSOLIDATED.search(text)),
        "contradictions": verdicts.count("contradiction"),
        "doubts": verdicts.count("doubt"),
        "notes": verdicts.count("note"),
        "figures": coverage["figures"],
        "extracted": coverage["extracted"],
        "checked": coverage["checked"],
        "unlinked": coverage["unlinked"],
        "missing": list(review.document.missing),
        "cells": plain["cells"],
        "claims": [_flat(c) for c in plain["claims"]] if claims else [],
        "past": past(review),
        "findings": [_finding(f) for f in plain["findings"]],
        "checks": [{"code": code, **counts} for code, counts in sorted(coverage["checks"].items())],
        "characters": len(text),
        "minhash": minhash(text),
        "sentences": sentences(text),
    }


def failed(number: int, record: Record, status: Status, kind: str, message: str, cure: str = "") -> Plain:
    """The row of a document that was not reviewed."""
    return _base(number, record, status) | {"error_type": kind, "error": message, "cure": cure}


def from_error(number: int, record: Record, error: GoujiError, lang: Lang) -> Plain:
    """The row of a document that could not be read."""
    kind, message = type(error).__name__, error.message.say(lang)
    return failed(number, record, Status.ERROR, kind, message, error.cure.say(lang))


def _base(number: int, record: Record, status: Status) -> Plain:
    return {
        "number": number,
        "id": record.id,
        "path": record.path,
        "sha256": record.sha256,
        "bytes": len(record.data),
        "modified": record.modified,
        "status": status.value,
    }


def _flat(plain: Plain) -> Plain:
    """The same with ``span`` as two columns."""
    start, end = plain.pop("span", (None, None))
    return plain | {"start": start, "end": end}


def _finding(plain: Plain) -> Plain:
    proof = plain["proof"]
    return plain | {
        "evidence": [_flat(e) for e in plain["evidence"]],
        "proof": None if proof is None else json.dumps(proof, ensure_ascii=False, sort_keys=True),
    }


def dump(plain: Plain) -> bytes:
    """A row as a line of JSON; what UTF-8 cannot say becomes a question mark."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def schema() -> pa.Schema:
    """The columns of a result shard, all that there ever are, in order.

    >>> [name for name in schema().names if name.startswith("c")]
    ['cure', 'consolidated', 'contradictions', 'checked', 'cells', 'claims', 'checks', 'characters']
    """
    pa = extra("pyarrow")
    text, whole, many = pa.string(), pa.int32(), pa.list_

    def record(**fields: Any) -> Any:
        return pa.struct(list(fields.items()))

    def texts(names: str) -> dict[str, Any]:
        return dict.fromkeys(names.split(), text)

    span = {"start": whole, "end": whole}
    evidence = record(**texts("kind role quote section cell value"), previous=pa.bool_(), **span)
    columns = {
        "number": pa.int64(),
        **texts("id path sha256"),
        "bytes": pa.int64(),
        **texts("modified status error_type error cure format title organisation"),
        "year": pa.int16(),
        "form": text,
        "consolidated": pa.bool_(),
        **dict.fromkeys(
            ["contradictions", "doubts", "notes", "figures", "extracted", "checked", "unlinked"], whole
        ),
        "missing": many(text),
        "cells": many(record(**texts("cell value state raw"))),
        "claims": many(
            record(
                **texts("id quote value low high unit kind bound measure scope period"),
                readings=many(many(text)),
                **span,
            )
        ),
        "past": many(
            record(**texts("quote low high"), start=whole, exact=pa.bool_(), readings=many(many(text)))
        ),
        "findings": many(
            record(
                **texts("id code name title verdict origin message reported computed suggestion proof"),
                also=many(text),
                evidence=many(evidence),
            )
        ),
        "checks": many(
            record(code=text, **dict.fromkeys(["run", "found", "not_applicable", "unreadable"], whole))
        ),
        "characters": whole,
        "minhash": many(pa.uint32()),
        "sentences": many(pa.int64()),
    }
    return pa.schema(list(columns.items()), metadata={"schema": SCHEMA})


def table(lines: list[bytes]) -> pa.Table:
    """The rows that `dump` made, as a table of `schema`."""
    pa, reader = extra("pyarrow"), extra("pyarrow.json")
    wanted = schema()
    if not lines:
        return wanted.empty_table()
    data = b"".join(lines)
    found = reader.read_json(
        pa.BufferReader(data),
        read_options=reader.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=reader.ParseOptions(
            explicit_schema=wanted.remove_metadata(), unexpected_field_behavior="error"
        ),
    )
    return found.select(wanted.names).cast(wanted).combine_chunks()
