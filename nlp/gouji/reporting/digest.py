"""A short Markdown digest, to paste into a mail: what was found, where, and what was not checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..finding import Finding, Origin
from ..outcome import Review
from ..text import Lang, Text
from .base import Options, Outcome, failures, reviews
from .flat import wanted
from .view import cells, counts, excerpts, figures, heading, reading, unchecked
from .words import READ_BY_US, VERDICTS, inert

SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def render(outcomes: list[Outcome], options: Options) -> str:
    """The digest of all reviews; with several inputs a table of them comes first."""
    lang = options.lang
    found = [wanted(review, options.notes) for review in reviews(outcomes)]
    lines: list[str] = []
    if len(outcomes) > 1:
        lines += _table(found, lang)
    for review in found:
        lines += _review(review, options)
    for failure in failures(outcomes):
        unread = Text("未能读取", "not read").say(lang)
        lines += [f"- **{unread}** {escape(failure.path)}: {escape(failure.error.say(lang))}"]
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    r"""Text in which nothing is Markdown, HTML or a steering character any more.

    >>> escape("**7** <b>个</b>\n")
    '\\*\\*7\\*\\* \\<b\\>个\\</b\\> '
    """
    return SPECIAL.sub(r"\\\1", inert(text).replace("\n", " ").replace("\t", " "))


def _table(found: list[Review], lang: Lang) -> Iterator[str]:
    heads = [Text("报告", "report").say(lang), *(look.name.say(lang) for look in VERDICTS.values())]
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for review in found:
        numbers = [str(len(review.of(v))) for v in VERDICTS]
        yield "| " + " | ".join([escape(heading(review.document)), *numbers]) + " |"
    yield ""


def _review(review: Review, options: Options) -> Iterator[str]:
    lang = options.lang
    yield f"## {escape(heading(review.document))}"
    yield ""
    yield escape(reading(review.document, lang)) + "  "
    tally = "，".join(words for verdict, words in counts(review, lang) if review.of(verdict))
    clean = Text("已核对的部分没有发现矛盾", "nothing contradictory in what was checked").say(lang)
    yield f"**{tally or clean}**"
    yield ""
    for finding in review.findings:
        yield from _finding(review, finding, lang)
    yield escape(figures(review, lang))
    for line in unchecked(review, lang):
        yield f"- {escape(line)}"
    yield ""


def _finding(review: Review, finding: Finding, lang: Lang) -> Iterator[str]:
    parts = excerpts(review.document, finding)
    where = f"（{escape(parts[0].place)}）" if parts and parts[0].place else ""
    doubt = f"；{READ_BY_US.say(lang)}" if finding.origin is Origin.READ else ""
    title = f"{VERDICTS[finding.verdict].glyph} {finding.code} {escape(finding.title.say(lang))}"
    yield f"- **{title}**{where}{doubt}  "
    yield f"  {escape(finding.message.say(lang))}  "
    if finding.suggestion.say(lang):
        yield f"  {escape(finding.suggestion.say(lang))}  "
    for part in parts:
        yield f"  > {escape(part.text)}"
    if listed := "；".join(f"{escape(c.label)} {c.value or '—'}" for c in cells(review, finding, lang)):
        yield f"  > {listed}"
    yield ""
