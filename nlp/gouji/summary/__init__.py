"""A report in short: its key figures with their evidence, and its most telling sentences.

A figure is a cell or a claim of the report, a sentence of the extract stands as the report has it, and of
what a model writes only those sentences are kept whose every figure the report supports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..outcome import NUMERALS, Plain, Review, plain
from ..text import Lang, Text
from .abstract import Abstract, Writer, accepted
from .centrality import Encoder, Sentence, extract
from .keys import Fact, facts

SCHEMA: Final = "gouji/summary/1"
LENGTH: Final = 600  # characters of the extract
MATERIAL: Final = 2400  # characters of the extract that a model is given


@dataclass(frozen=True, slots=True)
class Summary:
    """Key figures and extract of one report, and what a model wrote of it, where one was asked."""

    title: str
    facts: tuple[Fact, ...]
    sentences: tuple[Sentence, ...]
    abstract: Abstract | None = None

    def to_dict(self, lang: Lang = "zh") -> Plain:
        """The plain form, ``gouji/summary/1``."""
        written = self.abstract
        return {
            "schema": SCHEMA,
            "title": self.title,
            "facts": [
                {
                    "name": f.name.say(lang),
                    "cells": list(f.cells),
                    "value": plain(f.value),
                    "previous": plain(f.previous),
                    "contradicted": f.contradicted,
                    "claims": list(f.claims),
                }
                for f in self.facts
            ],
            "abstract": written
            and {
                "model": written.model,
                "sentences": [
                    {"quote": s.quote, "claims": list(s.claims), "cells": list(s.cells)}
                    for s in written.sentences
                ],
                "dropped": dict(written.dropped),
            },
            "extract": [
                {
                    "span": [s.span.start, s.span.end],
                    "section": s.section,
                    "quote": s.quote,
                    "contradicted": s.contradicted,
                    "claims": list(s.claims),
                }
                for s in self.sentences
            ],
        }

    def lines(self, lang: Lang = "zh") -> Iterator[str]:
        """The summary for people, ✗ before what cannot be true.

        What a model wrote takes the place of the extract, if any of it was kept.
        """
        yield self.title
        then = Text("上年", "last year").say(lang)
        for f in self.facts:
            yield f"{'✗' if f.contradicted else ' '} {f.name.say(lang)} {plain(f.value)}" + (
                "" if f.previous is None else f"（{then} {plain(f.previous)}）"
            )
        if self.abstract is not None:
            yield _told(self.abstract).say(lang)
            yield from (f"  {s.quote}" for s in self.abstract.sentences)
        if self.abstract is None or not self.abstract.sentences:
            yield from self._extract()

    def _extract(self) -> Iterator[str]:
        section = 0
        for s in self.sentences:
            if s.section != section:
                section = s.section
                yield f"{NUMERALS[section]}、"
            yield f"{'✗' if s.contradicted else ' '} {s.quote}"


KEPT: Final = Text(
    "{model} 写成，每个数字都有报告支持；未通过核对而略去 {n} 句",
    "written by {model}, every figure supported by the report; {n} sentences left out",
)
NONE_KEPT: Final = Text(
    "{model} 写的 {n} 句都未通过核对，以下为摘录",
    "none of the {n} sentences that {model} wrote is supported; an extract instead",
)


def _told(written: Abstract) -> Text:
    message = KEPT if written.sentences else NONE_KEPT
    return message.format(model=written.model, n=sum(written.dropped.values()))


def summarize(
    review: Review, length: int = LENGTH, writer: Writer | None = None, encoder: Encoder | None = None
) -> Summary:
    """The report in short.

    Args:
        review: the report; with last year's where `gouji.review` was given it.
        length: characters that the extract may have.
        writer: a model that writes a summary from the key figures and a longer extract
            (`gouji.summary.writers`).
        encoder: turns sentences into vectors, for choosing the extract.

    Raises:
        ModelError: the model cannot be had, or fails.

    >>> from gouji import check
    >>> from gouji.samples import path
    >>> short = summarize(check(path()), length=200)
    >>> short.facts[0].name.zh, plain(short.facts[0].value), sum(len(s.quote) for s in short.sentences) <= 200
    ('新收申请', '9', True)
    """
    known = tuple(facts(review))
    written = None
    if writer is not None:
        told = writer.write(material(review, known, encoder))
        written = accepted(told, review, writer.name)
    return Summary(review.document.title, known, tuple(extract(review, length, encoder)), written)


def material(review: Review, known: tuple[Fact, ...], encoder: Encoder | None = None) -> str:
    """What a model is given: title, key figures and a longer extract, a line each; nothing contradicted."""
    lines = [review.document.title]
    lines += [f"{f.name.zh}：{plain(f.value)}" for f in known if not f.contradicted]
    lines += [s.quote for s in extract(review, MATERIAL, encoder) if not s.contradicted]
    return "\n".join(lines)
