"""The HTML report: one file without outside resources, for the screen, for paper, and in black and white.

Everything that stands in a report is escaped by the template engine, and the page's own policy forbids
any script but its own.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from ...checks import RULES
from ...document import State
from ...finding import Origin, Role, Verdict
from ...outcome import Review
from ...text import Lang, Text
from ..base import Options, Outcome, reviews
from ..view import Excerpt, counts, figures, heading, reading, unchecked
from ..words import READ_BY_US, STATES, VERDICTS, inert
from .page import Drawn, Prose, Raw, page


def render(outcomes: list[Outcome], options: Options) -> str:
    """The report of one review."""
    (review,) = reviews(outcomes)
    return report(review, options)


def report(review: Review, options: Options, **more: object) -> str:
    """The page; ``more`` is what the local server adds to work in it."""
    lang = options.lang
    return fill(
        "report.html.j2",
        ("script.js", *(("work.js",) if more else ())),
        lang,
        titles={code: rule.title.say(lang) for code, rule in RULES.items()},
        page=page(review, lang),
        review=review,
        heading=inert(heading(review.document)),
        reading=inert(reading(review.document, lang)),
        counts=counts(review, lang),
        figures=figures(review, lang),
        unchecked=[inert(line) for line in unchecked(review, lang)],
        notes=options.notes,
        read_by_us=READ_BY_US.say(lang),
        looks=VERDICTS,
        states=STATES,
        State=State,
        Role=Role,
        Verdict=Verdict,
        Origin=Origin,
        **({"work": None} | more),
    )


def fill(template: str, scripts: tuple[str, ...], lang: Lang, **values: object) -> str:
    """A page from one of our templates, with our style and scripts inside it."""
    style, script = _file("style.css"), "\n".join(_file(name) for name in scripts)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return _template(template).render(
        lang=lang,
        t=lambda zh, en: Text(zh, en).say(lang),
        style=Markup(style),  # our own files, never a report's text
        script=Markup(script),
        script_hash=f"sha256-{digest}",
        **values,
    )


@cache
def _file(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8")


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("gouji.reporting.html", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = lambda block: {Prose: "prose", Drawn: "drawn", Raw: "raw"}[type(block)]
    environment.filters["pieces"] = pieces
    environment.filters["inert"] = inert
    return environment.get_template(name)


def pieces(excerpt: Excerpt) -> list[tuple[str, str]]:
    """The excerpt cut at its marks: text and role, "" where unmarked."""
    roles = [""] * len(excerpt.text)
    for mark in sorted(excerpt.marks, key=lambda m: m.role is Role.CONFLICT):
        roles[mark.start : mark.end] = [mark.role.value] * (mark.end - mark.start)
    found: list[tuple[str, str]] = []
    for char, role in zip(inert(excerpt.text), roles, strict=True):
        if found and found[-1][1] == role:
            found[-1] = (found[-1][0] + char, role)
        else:
            found.append((char, role))
    return found
