"""A number of steps and the steps that follow it.

**What**: ``三个方面：一是…二是…`` must be followed by as many steps as it announces.
**Why**: counting; a step was added or dropped and the number kept.
**Example**: ``主要依托五大平台：一是…四是…``.
**Source**: counting.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .base import Case, Rule
from .counted import counted

RULE = Rule("N9", "steps-count-mismatch", Text("分条数目不符", "the number of steps differs"))


def check(case: Case) -> Iterator[Finding]:
    """Every announced list of steps."""
    return counted(case, RULE, ("steps",))
