"""JSON lines: one object an input, ``gouji/review/1`` or ``gouji/error/1``; schemas in ``schema/``."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, Final

from ..outcome import SCHEMA, Plain
from .base import Failure, Options, Outcome
from .words import STEERING

ERROR_SCHEMA: Final = "gouji/error/1"


def render(outcomes: list[Outcome], options: Options) -> str:
    """One line an outcome, in their order."""
    return "".join(line(o, options) + "\n" for o in outcomes)


def line(outcome: Outcome, options: Options) -> str:
    r"""One outcome as one line; characters that steer a terminal are escaped, the data stays the same.

    >>> from gouji import Review
    >>> from gouji.document import Document
    >>> "\\u202e" in line(Review(Document("", title="a\u202eb")), Options())
    True
    """
    found = (
        failure(outcome, options)
        if isinstance(outcome, Failure)
        else outcome.to_dict(options.lang, options.with_text)
    )
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return STEERING.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def failure(outcome: Failure, options: Options) -> Plain:
    """An input that could not be read, as ``gouji/error/1``."""
    error = outcome.error
    return {
        "schema": ERROR_SCHEMA,
        "document": {"path": outcome.path},
        "error": {
            "type": type(error).__name__,
            "message": error.message.say(options.lang),
            "cure": error.cure.say(options.lang),
        },
    }


def schema(name: str = SCHEMA) -> dict[str, Any]:
    """The JSON Schema of one of the two objects, as shipped.

    >>> schema()["properties"]["schema"]["const"], schema(ERROR_SCHEMA)["properties"]["schema"]["const"]
    ('gouji/review/1', 'gouji/error/1')
    """
    _, kind, version = name.split("/")
    file = resources.files(__package__) / "schema" / f"{kind}-{version}.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found
