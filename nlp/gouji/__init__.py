"""gouji (勾稽): which figures of a Chinese government report cannot all be true.

The names below are the public face; each is imported when it is first used, so that ``import gouji``
and ``gouji check`` start fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

__version__ = "0.1.0"

if TYPE_CHECKING:
    import os

    from .document import Document as Document
    from .errors import GoujiError as GoujiError
    from .extraction.claims import claims as claims
    from .language.names import entities as entities
    from .language.pipeline import load as load
    from .language.quantities import quantities as quantities
    from .outcome import Review as Review
    from .reading import read as read
    from .reviewing import review as review
    from .summary import summarize as summarize
    from .verification import verify as verify

# Name -> the module that has it.
_HOME: Final = {
    "Document": "document",
    "GoujiError": "errors",
    "Review": "outcome",
    "claims": "extraction.claims",
    "entities": "language.names",
    "load": "language.pipeline",
    "quantities": "language.quantities",
    "read": "reading",
    "review": "reviewing",
    "summarize": "summary",
    "verify": "verification",
}


def check(path: str | os.PathLike[str] | bytes, previous: str | os.PathLike[str] | None = None) -> Review:
    """Read a report and review it.

    Args:
        path: the report, or its bytes.
        previous: last year's report of the same body.

    Raises:
        InputError: one of the two could not be read.

    >>> from gouji.samples import path
    >>> [finding.code for finding in check(path()).findings]
    ['N2', 'N3']
    """
    from .reading import read
    from .reviewing import review

    return review(read(path), None if previous is None else read(previous))


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
