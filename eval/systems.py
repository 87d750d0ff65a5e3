"""Whatever judges a report: gouji itself, baselines, or somebody's predictions from a file.

Every system answers in the plain form ``gouji/review/1``; the scorer knows nothing else of it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from corpora.synthetic.rendering import render

from gouji.extraction.proposals import Proposer

from .cases import Case

Plain = Mapping[str, Any]
EMPTY: Plain = {"findings": [], "claims": [], "cells": [], "coverage": {}}


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a system said of a report.

    Args:
        review: ``gouji/review/1``, with ``document.text`` where spans are to be used.
        error: why there is no review; a crash counts as a miss.
        seconds: CPU seconds taken.
        as_text: the report could not be read in its own format and was given as plain text.
    """

    review: Plain = field(default_factory=lambda: EMPTY)
    error: str = ""
    seconds: float = 0.0
    as_text: bool = False

    @property
    def text(self) -> str | None:
        """The text that spans point into, where given."""
        text = self.review.get("document", {}).get("text")
        return text if isinstance(text, str) else None


System = Callable[[Case], Prediction]


@dataclass(frozen=True, slots=True)
class Reading:
    """A case as gouji reads it; ``document`` is None where neither its own format nor plain text could be."""

    document: Any
    error: str = ""
    seconds: float = 0.0
    as_text: bool = False


class _Reader:
    """Reads cases and remembers the last, so that systems that stand side by side read it once.

    Each of them is charged the whole time.
    """

    def __init__(self) -> None:
        self.last: tuple[Case, Reading] | None = None

    def __call__(self, case: Case) -> Reading:
        if self.last is None or self.last[0] is not case:
            self.last = (case, self._read(case))
        return self.last[1]

    @staticmethod
    def _read(case: Case) -> Reading:
        from gouji.errors import GoujiError
        from gouji.reading import read

        start = time.process_time()
        as_text = False
        try:
            try:
                document = read(case.content())
            except GoujiError:
                document, as_text = read(case.as_text()), True
        except Exception as error:
            # A benchmark must survive any fault of the system under test; the fault is counted as a miss.
            return Reading(None, f"{type(error).__name__}: {error}", time.process_time() - start)
        return Reading(document, "", time.process_time() - start, as_text)


read_case = _Reader()


def gouji_system(case: Case, proposers: Sequence[Proposer] | None = None) -> Prediction:
    """The checker of this project; a format it cannot read is given as plain text, and that is said.

    Args:
        proposers: learned linkers, as in `gouji.review`.
    """
    from gouji.reading import read
    from gouji.reviewing import review

    got = read_case(case)
    if got.document is None:
        return Prediction(error=got.error, seconds=got.seconds)
    start = time.process_time()
    try:
        before = read(render(case.previous)) if case.previous is not None else None
        plain = review(got.document, before, proposers).to_dict(with_text=True)
    except Exception as error:
        # the same for a fault of the review
        spent = got.seconds + time.process_time() - start
        return Prediction(error=f"{type(error).__name__}: {error}", seconds=spent)
    return Prediction(plain, seconds=got.seconds + time.process_time() - start, as_text=got.as_text)


def silent_system(case: Case) -> Prediction:
    """The baseline that never finds anything: what a consistent corpus would let a system score."""
    return Prediction({**EMPTY, "document": {"path": case.name}})


def from_file(path: Path) -> System:
    """A system that answers from JSON lines of ``gouji/review/1``, found by the stem of ``document.path``."""
    said: dict[str, Plain] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            review = json.loads(line)
            said[Path(review["document"]["path"]).stem] = review

    def answer(case: Case) -> Prediction:
        review = said.get(case.name)
        return Prediction(review) if review is not None else Prediction(error="no prediction")

    return answer


SYSTEMS: dict[str, System] = {
    "gouji": gouji_system,
    "gouji-rules-only": partial(gouji_system, proposers=()),
    "no-error": silent_system,
}
