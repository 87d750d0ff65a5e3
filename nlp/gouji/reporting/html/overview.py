"""Several reports on one page: a table by report and one by rule, both sortable, with links."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import quote

from ...finding import Verdict
from ...text import Text
from ..base import Failure, Options, Outcome
from ..view import heading
from ..words import VERDICTS, inert
from . import fill


@dataclass(frozen=True, slots=True)
class Entry:
    """What the overview keeps of one input.

    Args:
        href: the report's own file beside the overview; "" where there is none.
        error: why it could not be read or shown.
        codes: findings by code; titles: the names of those codes.
    """

    number: int
    path: str
    heading: str
    href: str = ""
    year: int | None = None
    counts: dict[str, int] = field(default_factory=lambda: {v.value: 0 for v in Verdict})
    figures: int = 0
    checked: int = 0
    error: str = ""
    codes: Counter[str] = field(default_factory=Counter)
    titles: dict[str, Text] = field(default_factory=dict)

    @staticmethod
    def of(number: int, outcome: Outcome, file: str, options: Options, error: str = "") -> Entry:
        """The entry of an outcome whose report is in ``file``."""
        if isinstance(outcome, Failure):
            path = inert(outcome.path)
            return Entry(number, path, path, error=inert(outcome.error.say(options.lang)))
        return Entry(
            number=number,
            path=inert(outcome.document.path),
            heading=inert(heading(outcome.document)),
            href=quote(file),
            year=outcome.document.year,
            counts={v.value: len(outcome.of(v)) for v in Verdict},
            figures=outcome.coverage.figures,
            checked=outcome.coverage.checked,
            error=inert(error),
            codes=Counter(f.code for f in outcome.findings),
            titles={f.code: f.title for f in outcome.findings},
        )


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule with the reports in which it found something."""

    code: str
    title: str
    findings: int
    entries: tuple[Entry, ...]


def overview(entries: list[Entry], options: Options) -> str:
    """The page."""
    titles = {code: title for e in entries for code, title in e.titles.items()}
    rules = [
        RuleRow(
            code,
            title.say(options.lang),
            sum(e.codes[code] for e in entries),
            tuple(e for e in entries if e.codes[code]),
        )
        for code, title in sorted(titles.items())
    ]
    return fill(
        "overview.html.j2",
        ("overview.js",),
        options.lang,
        entries=entries,
        unread=sum(1 for e in entries if e.error),
        rules=sorted(rules, key=lambda r: -r.findings),
        looks=VERDICTS,
        names=[look.name.say(options.lang) for look in VERDICTS.values()],
    )
