"""A number of things and the names listed for them.

**What**: ``A、B、C、D三个专栏`` names more or fewer than it counts; a list that ends in 等 may name
fewer.
**Why**: counting; 和 and 及 may join two names or two halves of one, so only a number outside that
range conflicts.
**Example**: ``开设招生、资助、监管、师德三个专栏``.
**Source**: counting.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .base import Case, Rule
from .counted import counted

RULE = Rule("N10", "names-count-mismatch", Text("列举数目不符", "the number of names differs"))


def check(case: Case) -> Iterator[Finding]:
    """Every counted run of names."""
    return counted(case, RULE, ("before", "after"))
