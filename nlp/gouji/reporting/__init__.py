"""Reviews as people and programs want them: one writer a module, and the table of them.

A writer is a module with ``render(outcomes, options) -> str | bytes``; it is imported when its format
is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from .base import Failure, Options, Outcome

__all__ = ["FORMATS", "Failure", "Format", "Options", "Outcome"]


@dataclass(frozen=True, slots=True)
class Format:
    """One output format.

    Args:
        module: where its writer lives, below this package.
        suffix: of a file in this format.
        binary: whether it needs a file.
        combined: whether several inputs may go into one output; else each gets its own file.
        stream: whether the output of several is that of each, one after the other, ``between`` them.
    """

    module: str
    suffix: str
    binary: bool = False
    combined: bool = True
    stream: bool = False
    between: str = ""

    def render(self, outcomes: list[Outcome], options: Options) -> str | bytes:
        """The outcomes in this format.

        Raises:
            GoujiError: this format cannot show this input.
        """
        writer = import_module(f".{self.module}", __package__)
        return cast("str | bytes", writer.render(outcomes, options))


FORMATS: Final[Mapping[str, Format]] = {
    "text": Format("terminal", ".txt", stream=True, between="\n"),
    "json": Format("jsonlines", ".json", stream=True),
    "html": Format("html", ".html", combined=False),
    "docx": Format("docx", ".docx", binary=True, combined=False),
    "pdf": Format("pdf", ".pdf", binary=True, combined=False),
    "xlsx": Format("xlsx", ".xlsx", binary=True),
    "csv": Format("csvfile", ".csv"),
    "sarif": Format("sarif", ".sarif"),
    "md": Format("digest", ".md"),
}
