"""The checks for people: the list, and a page each, made from the checks' own docstrings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from inspect import cleandoc
from typing import Final

from ..checks import RULES
from ..checks.base import Rule
from ..text import Lang
from .words import VERDICTS

FAMILIES: Final = ("T2", "T3", "T4", "N", "X", "Y", "F", "V")
HEAD: Final = """\
# The checks

One page each, made by `scripts/docs` from the docstring of the check's own module; `gouji explain CODE`
shows the same. A contradiction cannot be true whatever was meant; a doubt is what a careful reviewer
would ask about; a note is about form alone.

| code | name | 名称 | verdict |
| --- | --- | --- | --- |
"""


def order(code: str) -> tuple[int, tuple[int, ...]]:
    """Sort key: family, then numbers.

    >>> sorted(["X1", "N10", "T3-1", "N2"], key=order)
    ['T3-1', 'N2', 'N10', 'X1']
    """
    family = next((n for n, f in enumerate(FAMILIES) if code.startswith(f)), len(FAMILIES))
    return family, tuple(int(n) for n in re.findall(r"\d+", code))


def codes() -> list[str]:
    """All codes in the order of the list."""
    return sorted(RULES, key=order)


def listing(lang: Lang) -> list[tuple[str, str, str]]:
    """Code, verdict and title of every check."""
    return [
        (code, VERDICTS[RULES[code].verdict].name.say(lang), RULES[code].title.say(lang)) for code in codes()
    ]


def page(code: str) -> str:
    """The page of one check, in Markdown.

    >>> page("N2").splitlines()[0]
    '# N2 占比不符 · share mismatch'
    """
    rule = RULES[code]
    return f"# {_title(rule)}\n\n`{rule.name}` · {rule.verdict.value}\n\n{_body(code)}\n"


def pages() -> Mapping[str, str]:
    """Every page of ``docs/checks`` by file name."""
    rows = "".join(
        f"| [{code}]({code}.md) | `{r.name}` | {r.title.zh} | {r.verdict.value} |\n"
        for code in codes()
        for r in (RULES[code],)
    )
    return {"README.md": HEAD + rows} | {f"{code}.md": page(code) for code in codes()}


def _title(rule: Rule) -> str:
    return f"{rule.code} {rule.title.zh} · {rule.title.en}"


def _body(code: str) -> str:
    """The docstring of the module that is named after the code; each of its parts a paragraph."""
    module = import_module(f"gouji.checks.{code.replace('-', '_')}")
    written = cleandoc(module.__doc__ or "")
    return re.sub(r"\n(?=\*\*\w+\*\*)", "\n\n", written).replace("\n\n\n", "\n\n")
