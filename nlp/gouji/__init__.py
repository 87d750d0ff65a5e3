"""gouji (勾稽): which figures of a Chinese government report cannot all be true.

The names below are the public face; each is imported when it is first used, so that ``import gouji``
and ``gouji check`` start fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .errors import GoujiError as GoujiError
    from .outcome import Review as Review

_HOME: Final = {
    "GoujiError": "errors",
    "Review": "outcome",
    "Document": "document",
    "review": "reviewing",
    "read": "reading",
    "claims": "extraction.claims",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
