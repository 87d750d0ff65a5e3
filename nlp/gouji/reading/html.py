"""HTML pages: the article among the page's chrome, its tables with their spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from ..errors import DamagedFile, LimitExceeded
from ..text import Text
from . import limits
from .article import Piece, article
from .blocks import Line, RawGrid
from .decode import decode
from .spans import Spanned, cell_text, lay_out, span_of
from .txt import lines

# fmt: off
UNSEEN: Final = frozenset((
    "script", "style", "noscript", "template", "head", "select", "option", "button", "input", "textarea",
    "iframe", "svg", "object", "canvas", "audio", "video",
))
BLOCKS: Final = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "section",
    "article", "main", "header", "footer", "nav", "aside", "form", "fieldset", "center", "blockquote",
    "figure", "figcaption", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "hr",
    "address", "details", "summary", "body",
))
# fmt: on
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CHROME: Final = frozenset(("nav", "footer", "aside"))
HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
SPACE: Final = re.compile(r"[ \t\r\n\f]+")
CURE: Final = Text("请用浏览器打开后另存，或复制正文为 txt", "save it anew from a browser, or copy its text")
PROSE_CELL: Final = 200  # characters in one cell from which a table only lays out the page


def read_html(data: bytes) -> list[Line | RawGrid]:
    """The lines and tables of the article of a page, in order.

    Raises:
        LimitExceeded: nested too deeply, or a table with too many cells.
        DamagedFile: nothing could be made of it.

    >>> page = "<p>一、总体情况</p><table><tr><td rowspan=2>规章<td>0<tr><td>1</table>"
    >>> [b.text if isinstance(b, Line) else len(b.cells) for b in read_html(page.encode())]
    ['一、总体情况', 3]
    """
    return article(pieces(decode(data)))


def pieces(text: str) -> list[Piece]:
    """All blocks of a page, each with how much of it is links."""
    root = _parse(text)
    title = " ".join("".join(root.findtext(".//title") or "").split())
    walk = Walk()
    walk.visit(root)
    walk.flush()
    return [Piece(Line(title, whole=True, heading=True), title=True), *walk.found] if title else walk.found


def _parse(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    cleaned = DECLARATION.sub("", text).replace("\0", "")
    try:
        root: etree._Element | None = etree.fromstring(cleaned.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    # libxml2 silently empties a document that goes beyond its own limits; only its log tells.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise LimitExceeded(
            Text("网页嵌套过深或段落过大", "the page is nested too deeply or too large"), CURE
        )
    if root is None:
        raise DamagedFile(Text("网页无法解析", "the page cannot be parsed"), CURE)
    return root


@dataclass(slots=True)
class Walk:
    """Collects the blocks of a page while its elements are visited in order."""

    found: list[Piece] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    linked: int = 0
    heading: bool = False
    broken: bool = False  # the line before ended with <br>
    chrome: int = 0  # depth inside nav, footer, aside

    def visit(self, element: etree._Element, link: bool = False, depth: int = 1) -> None:
        """Visit an element, its text and its children, not its tail."""
        limits.at_most(depth, limits.HTML_DEPTH, "层嵌套", "levels deep")
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in UNSEEN or element.get("hidden") is not None or HIDDEN.search(element.get("style") or ""):
            return
        if tag == "br":
            self.flush(broken=True)
            return
        if tag == "table" and not _lays_out(element):
            self.flush()
            self.found.append(Piece(lay_out(_rows(element)), chrome=self.chrome > 0))
            return
        if tag == "pre":
            self.flush()
            self.found += [Piece(line) for line in lines("".join(str(t) for t in element.itertext()))]
            return
        block = tag in BLOCKS
        if block:
            self.flush()
        self.heading = self.heading or tag in HEADINGS
        self.chrome += tag in CHROME
        self.add(element.text, link or tag == "a")
        for child in element:
            self.visit(child, link or tag == "a", depth + 1)
            self.add(child.tail, link or tag == "a")
        if block:
            self.flush()
        self.chrome -= tag in CHROME
        self.heading = self.heading and tag not in HEADINGS

    def add(self, text: str | None, link: bool) -> None:
        """Add inline text to the line."""
        if text:
            self.text.append(text)
            self.linked += len(text.strip()) if link else 0

    def flush(self, broken: bool = False) -> None:
        """End the line."""
        text = _spaced("".join(self.text))
        if text.strip():
            whole = not (broken or self.broken)
            line = Line(text, whole=whole, heading=self.heading)
            self.found.append(Piece(line, links=self.linked / len(text.strip()), chrome=self.chrome > 0))
        elif broken:
            self.found.append(Piece(Line("")))
        self.broken = broken
        self.text, self.linked = [], 0


def _spaced(text: str) -> str:
    """White space as a browser shows it; line ends of the source between Chinese characters vanish."""
    text = re.sub(r"(?<=[^\x00-\xff])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\xff])", "", text)
    return SPACE.sub(" ", text).strip(" ")


def _lays_out(table: etree._Element) -> bool:
    """Whether a table only arranges the page: it holds tables, headings or long prose, or one cell."""
    if any(inner is not table for inner in table.iter("table")):
        return True
    cells = list(table.iter("td", "th"))
    if len(cells) < 2:
        return True
    return any(sum(map(len, _texts(cell))) > PROSE_CELL for cell in cells)


def _rows(table: etree._Element) -> Iterator[Sequence[Spanned]]:
    for row in table.iter("tr"):
        yield [
            Spanned(
                cell_text(_texts(cell)),
                span_of(cell.get("rowspan"), limits.ROWSPAN),
                span_of(cell.get("colspan"), limits.COLSPAN),
            )
            for cell in row.iter("td", "th")
        ]


def _texts(cell: etree._Element) -> Sequence[str]:
    """The texts in a cell, in order; most hold one and no elements."""
    return [str(text) for text in cell.itertext()] if len(cell) else (cell.text or "",)
