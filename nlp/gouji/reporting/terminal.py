"""The text output: what contradicts what, the figures underlined, the reason beside them."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, get_character_cell_size
from rich.console import Console
from rich.text import Text as Line

from ..finding import Finding, Origin, Role, Verdict
from ..outcome import Review
from ..text import Lang, Text
from .base import Options, Outcome, reviews
from .view import CellLine, Excerpt, cells, counts, excerpts, figures, heading, reading, state_note, unchecked
from .words import READ_BY_US, VERDICTS, inert

INDENT: Final = "  "
SHOWN_CELLS: Final = 10
CLOSING: Final = "，。；：、！？）”’》…"
UNDERLINES: Final = {Role.CONFLICT: "~", Role.SUPPORT: "-"}


def render(outcomes: list[Outcome], options: Options) -> str:
    """The reviews for a terminal of ``options.width`` columns, coloured where ``options.colour``."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=options.width,
        force_terminal=options.colour,
        color_system=("truecolor" if options.colour else None),
        no_color=not options.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for i, review in enumerate(reviews(outcomes)):
        if i:
            console.print()
        for line in _review(review, options):
            console.print(line, soft_wrap=True)
    return out.getvalue()


def _review(review: Review, options: Options) -> Iterator[Line]:
    lang, document = options.lang, review.document
    yield Line(inert(heading(document)), "bold")
    yield Line(inert(reading(document, lang)), "dim")
    tally = Line("   ").join(
        Line().append(words, VERDICTS[verdict].style if review.of(verdict) else "dim")
        for verdict, words in counts(review, lang)
        if verdict is not Verdict.NOTE or options.notes
    )
    yield tally.append(f"   {figures(review, lang)}")
    shown = [f for f in review.findings if f.verdict is not Verdict.NOTE or options.notes]
    for finding in shown:
        yield Line("")
        yield from _finding(review, finding, options)
    if not any(f.verdict is not Verdict.NOTE for f in shown):
        yield Line("")
        clean = Text("✓ 已核对的部分没有发现矛盾", "✓ nothing contradictory in what was checked")
        yield Line(clean.say(lang), "green")
    if lines := unchecked(review, lang):
        yield Line("")
        yield Line(Text("没有核对的：", "Not checked:").say(lang), "bold")
        for text in lines:
            yield from _wrapped(Line(inert(text)), options.width)


def _finding(review: Review, finding: Finding, options: Options) -> Iterator[Line]:
    lang, look = options.lang, VERDICTS[finding.verdict]
    title = Line().append(f"{look.glyph} {finding.code} {finding.title.say(lang)}", look.style)
    if finding.origin is Origin.READ:
        title.append(f"  {READ_BY_US.say(lang)}", "dim")
    parts = excerpts(review.document, finding)
    where = inert(parts[0].place) if parts else ""
    gap = options.width - title.cell_len - cell_len(where)
    if gap >= 2:
        title.append(" " * gap).append(where, "dim")
    yield title
    if gap < 2:
        yield from _wrapped(Line(where, "dim"), options.width)
    for i, part in enumerate(parts):
        if i and part.place and part.place != parts[i - 1].place:
            yield Line(f"{INDENT}{inert(part.place)}", "dim")
        yield from _underlined(part, options.width, look.style)
    if lines := cells(review, finding, lang):
        yield from _wrapped(_cells(lines, look.style, lang), options.width)
    yield from _wrapped(Line(inert(finding.message.say(lang))), options.width)
    if suggestion := finding.suggestion.say(lang):
        yield from _wrapped(
            Line(Text("建议：", "Suggested: ").say(lang) + inert(suggestion), "green"), options.width
        )
    if finding.also:
        also = Text("同一原因还违反：", "The same cause also breaks: ").say(lang) + "、".join(finding.also)
        yield Line(INDENT + also, "dim")


def _underlined(part: Excerpt, width: int, style: str) -> Iterator[Line]:
    """The excerpt in lines of the given width, below each the marks of what stands in it."""
    styles = {Role.CONFLICT: style, Role.SUPPORT: ""}
    shown = inert(part.text)
    for start, end in _lines(shown, width - len(INDENT)):
        text, below = Line(INDENT + shown[start:end]), Line("")
        for mark in sorted(part.marks, key=lambda m: m.start):
            first, last = max(mark.start, start), min(mark.end, end)
            if first < last:
                text.stylize(styles[mark.role], len(INDENT) + first - start, len(INDENT) + last - start)
                below.pad_right(len(INDENT) + cell_len(shown[start:first]) - below.cell_len)
                below.append(UNDERLINES[mark.role] * cell_len(shown[first:last]), styles[mark.role])
        yield text
        if below:
            yield below


def _lines(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Ranges of code points that fill one line each; a full-width character takes two columns.

    Words of Latin letters and figures stay whole where they fit on a line, and a closing mark stays
    with what it closes.

    >>> list(_lines("表三 total is 9", 11)), list(_lines("共三件。", 8))
    ([(0, 3), (3, 12), (12, 13)], [(0, 4)])
    """
    room, start, used, wrap = width - 2, 0, 0, 0  # wrap: the last place where the line may end
    for i, char in enumerate(text):
        size = get_character_cell_size(char)
        if i and not (_latin(text[i - 1]) and _latin(char)) and char not in CLOSING:
            wrap = i
        if used + size > room and i > start and char not in CLOSING:
            end = wrap if wrap > start else i
            yield start, end
            start, used = end, cell_len(text[end:i])
        used += size
    if start < len(text):
        yield start, len(text)


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".,%")


def _cells(lines: list[CellLine], style: str, lang: Lang) -> Line:
    """The cells in one run; zeros that only support are left out where there are many."""
    shown = lines
    if len(lines) > SHOWN_CELLS:
        shown = [c for c in lines if c.role is Role.CONFLICT or c.value not in ("", "0")][:SHOWN_CELLS]
    parts = []
    for c in shown:
        part = Line(inert(c.label), "dim").append(
            f" {c.value or '—'}", style if c.role is Role.CONFLICT else "bold"
        )
        if note := state_note(c.state, lang):
            part.append(f"（{note}）" if lang == "zh" else f" ({note})", "dim")
        parts.append(part)
    run = Line("  ").join(parts)
    if hidden := len(lines) - len(shown):
        run.append(Text("  另 {n} 格", "  and {n} more cells").format(n=hidden).say(lang), "dim")
    return run


def _wrapped(line: Line, width: int) -> Iterator[Line]:
    for start, end in _lines(line.plain, width - len(INDENT)):
        yield Line(INDENT).append_text(line[start:end])


def colour_wanted(is_terminal: bool) -> bool:
    """Whether to colour: NO_COLOR turns it off, FORCE_COLOR on, else where a person watches."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or is_terminal
