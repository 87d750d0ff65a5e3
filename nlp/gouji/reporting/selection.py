"""Which findings are wanted: ``--only`` and ``--ignore``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from ..errors import UsageError
from ..outcome import Review
from ..text import Text


@dataclass(frozen=True, slots=True)
class Selection:
    """Codes that are wanted and unwanted; empty ``only`` wants all.

    A family stands for its members: ``N`` for N1, N2 …, ``T3`` for T3-1, T3-2 ….
    """

    only: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    @staticmethod
    def parse(only: str, ignore: str, known: Iterable[str]) -> Selection:
        """The selection that two lists of codes or families, split by commas, stand for.

        Raises:
            UsageError: a code that no check has.

        >>> sorted(Selection.parse("t3,N2", "", ["N1", "N2", "N20", "T3-1", "T3-2"]).only)
        ['N2', 'T3-1', 'T3-2']
        """
        known = tuple(known)
        return Selection(_members(only, known), _members(ignore, known))

    def apply(self, review: Review) -> Review:
        """The review with only the findings that are wanted.

        A finding is wanted if its code, or the code of a rule that its cause breaks too, is.
        """
        kept = tuple(
            f
            for f in review.findings
            if f.code not in self.ignore and (not self.only or self.only.intersection((f.code, *f.also)))
        )
        return replace(review, findings=kept)


def _members(listed: str, known: tuple[str, ...]) -> frozenset[str]:
    asked = [code.upper() for code in re.split(r"[,，、\s]+", listed) if code]
    return frozenset(code for name in asked for code in _family(name, known))


def _family(name: str, known: tuple[str, ...]) -> list[str]:
    """The code itself, or the codes that go on after it with a hyphen, or after a letter with figures."""
    going_on = r"(-\d+)?" if name[-1:].isdigit() else r"\d+(-\d+)?"
    found = [code for code in known if re.fullmatch(re.escape(name) + going_on, code)]
    if not found:
        near = get_close_matches(name, known, n=1, cutoff=0.4)
        raise UsageError(
            Text(f"没有代码为 {name} 的检查", f"no check has the code {name}"),
            Text(
                f"是否指 {near[0]}？" if near else "用 gouji checks 查看全部代码",
                f"did you mean {near[0]}?" if near else "gouji checks lists them all",
            ),
        )
    return found
