"""Whatever judges a report: gouji itself, baselines, or somebody's predictions from a file.

Every system answers in the plain form ``gouji/review/1``; the scorer knows nothing else of it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpora.synthetic.rendering import render

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


def gouji_system(case: Case) -> Prediction:
    """The checker of this project; a format it cannot read is given as plain text, and that is said."""
    from gouji.errors import GoujiError
    from gouji.reading import read
    from gouji.reviewing import review

    start = time.process_time()
    as_text = False
    try:
        try:
            document = read(case.content())
        except GoujiError:
            document, as_text = read(case.as_text()), True
        before = read(render(case.previous)) if case.previous is not None else None
        plain = review(document, before).to_dict(with_text=True)
    except Exception as error:
        # A benchmark must survive any fault of the system under test; the fault is counted as a miss.
        return Prediction(error=f"{type(error).__name__}: {error}", seconds=time.process_time() - start)
    return Prediction(plain, seconds=time.process_time() - start, as_text=as_text)


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


SYSTEMS: dict[str, System] = {"gouji": gouji_system, "no-error": silent_system}
