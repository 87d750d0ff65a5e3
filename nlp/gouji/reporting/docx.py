"""DOCX with real Word comments: the same document where a DOCX came in, else one made of the reading text.

The text itself is never changed: runs are cut where a comment starts or ends, and nothing else.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.run import Run

from ..document import Document, GridCell
from ..finding import CellEvidence, Evidence
from ..form import TableForm
from ..outcome import Review
from ..reading.docx import LEFT_OUT
from ..text import Span
from . import drawing
from .base import Options, Outcome, reviews
from .comments import brief, full, shown
from .flat import wanted
from .layout import Other, Prose, Statutory, blocks
from .words import inert

if TYPE_CHECKING:
    from docx.document import Document as Word

AUTHOR: Final = "gouji 勾稽"
INITIALS: Final = "勾"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
STYLES: Final = {"title": "Title", "section": "Heading 1", "heading": "Heading 2", "line": "Normal"}

# A character of the document: the element that holds it and its place in that element's text.
Home = tuple[Any, int]


@dataclass(slots=True)
class Anchors:
    """Where the characters of the reading text and the statutory cells stand in the Word document.

    Args:
        homes: one for each code point of ``Document.text``, None where it has none.
        cells: the text elements of cells that were drawn, by cell name.
    """

    homes: list[Home | None]
    cells: dict[str, Any] = field(default_factory=dict)

    def of(self, document: Document, evidence: Evidence) -> list[Home]:
        """The characters that a piece of evidence stands on, in order; empty where it has none."""
        if isinstance(evidence, CellEvidence):
            if evidence.previous:
                return []
            if (drawn := self.cells.get(evidence.cell)) is not None:
                return [(drawn, i) for i in range(len(drawn.text or ""))]
            cell = document.cells.get(evidence.cell)
            span = cell.span if cell else None
        else:
            span = evidence.span
        if span is None:
            return []
        return [home for home in self.homes[span.start : span.end] if home is not None]


def render(outcomes: list[Outcome], options: Options) -> bytes:
    """The annotated document of one review."""
    (review,) = (wanted(r, options.notes) for r in reviews(outcomes))
    word, anchors = _original(review.document, options) or _made(review.document)
    annotate(word, anchors, review, options)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


# ── the original ────────────────────────────────────────────────────────────────────────────────


def _original(document: Document, options: Options) -> tuple[Word, Anchors] | None:
    """The file that was read, if it is a DOCX, still there, and still the same."""
    data = options.bytes_of(document) if document.format == "docx" else None
    if data is None:
        return None
    try:
        word = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError):  # what python-docx cannot open: strict namespaces, macro documents
        return None
    return word, Anchors(align(document.text, list(_characters(word.element.body))))


def _characters(body: Any) -> Iterator[tuple[str, Home]]:
    """Every character that the reader sees, white space left out."""
    skipped = {qn(f"w:{name}") for name in LEFT_OUT if name != "Fallback"}
    pending = [body]
    while pending:
        element = pending.pop()
        if element.tag == qn("w:t") and element.getparent().tag == qn("w:r"):
            yield from (
                (char, (element, i)) for i, char in enumerate(element.text or "") if not char.isspace()
            )
        elif element.tag not in skipped and not str(element.tag).endswith("}Fallback"):
            pending.extend(reversed(element))


def align(text: str, characters: list[tuple[str, Home]]) -> list[Home | None]:
    """The home of each code point of the text, found line by line in the document's own characters.

    >>> homes = align("共3件\\n其他", [(c, (None, i)) for i, c in enumerate("题共3件其他")])
    >>> [h and h[1] for h in homes]
    [1, 2, 3, None, 4, 5]
    """
    stream = "".join(char for char, _ in characters)
    homes: list[Home | None] = [None] * len(text)
    at, start = 0, 0
    for line in text.split("\n"):
        places = [start + i for i, char in enumerate(line) if not char.isspace()]
        bare = "".join(text[i] for i in places)
        start += len(line) + 1
        if not bare:
            continue
        found = stream.find(bare, at)
        if found >= 0:
            matches = [(0, found, len(bare))]
        else:  # a character that the reader changed: take what agrees in the next stretch
            near = stream[at : at + 2 * len(bare) + 200]
            blocks = SequenceMatcher(None, bare, near, autojunk=False).get_matching_blocks()
            matches = [(b.a, at + b.b, b.size) for b in blocks if b.size]
        for a, b, size in matches:
            for k in range(size):
                homes[places[a + k]] = characters[b + k][1]
            at = max(at, b + size)
    return homes


# ── a document of our own ───────────────────────────────────────────────────────────────────────


def _made(document: Document) -> tuple[Word, Anchors]:
    """The reading text laid out anew, its statutory tables drawn from the form."""
    word = docx.Document()
    anchors = Anchors([None] * len(document.text))
    for block in blocks(document):
        match block:
            case Prose(level, span):
                _write(word.add_paragraph(style=STYLES[level]), span.of(document.text), span, anchors)
            case Statutory(table):
                _draw(word, document, table, anchors)
            case Other(cells):
                _copy(word, cells, anchors)
    return word, anchors


def _write(paragraph: Any, text: str, span: Span | None, anchors: Anchors) -> Any:
    """Add a run; its characters are at home in the reading text's span, where it has one."""
    run = _text_run(inert(text).replace("\t", " ").replace("\n", " "))
    paragraph._p.append(run)
    element = run[0]
    if span is not None:
        for i in range(len(span)):
            anchors.homes[span.start + i] = (element, i)
    return element


def _text_run(text: str) -> Any:
    run, element = OxmlElement("w:r"), OxmlElement("w:t")
    element.set(SPACE, "preserve")
    element.text = text
    run.append(element)
    return run


def _draw(word: Word, document: Document, form: TableForm, anchors: Anchors) -> None:
    boxes = drawing.draw(form)
    table = word.add_table(
        max(b.row + b.rowspan for b in boxes), max(b.column + b.colspan for b in boxes), style="Table Grid"
    )
    grid = [row.cells for row in table.rows]
    for box in boxes:
        cell = grid[box.row][box.column]
        if box.rowspan > 1 or box.colspan > 1:
            cell = cell.merge(grid[box.row + box.rowspan - 1][box.column + box.colspan - 1])
        known = document.cells.get(box.cell)
        text = (known.raw if known else "") if box.cell else box.text
        element = _write(cell.paragraphs[0], text, None, anchors)
        if box.cell and text:
            anchors.cells[box.cell] = element
    word.add_paragraph()


def _copy(word: Word, cells: tuple[GridCell, ...], anchors: Anchors) -> None:
    table = word.add_table(
        max(c.row + c.rowspan for c in cells), max(c.column + c.colspan for c in cells), style="Table Grid"
    )
    grid = [row.cells for row in table.rows]
    for c in cells:
        span = c.span if len(c.span) == len(c.text) else None
        _write(grid[c.row][c.column].paragraphs[0], c.text, span, anchors)
    word.add_paragraph()


# ── comments ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Comment:
    """Words for the characters from first to last."""

    words: str
    first: Home
    last: Home


def annotate(word: Word, anchors: Anchors, review: Review, options: Options) -> None:
    """Put a comment on each figure that cannot stand; what has no place in the text goes to its start."""
    placed: list[Comment] = []
    homeless: list[str] = []
    for finding in review.findings:
        spots = [spot for e in shown(finding) if (spot := anchors.of(review.document, e))]
        words = full(review, finding, options.lang)
        for spot in spots:
            placed.append(Comment(words, spot[0], spot[-1]))
            words = brief(finding, options.lang)
        if not spots:
            homeless.append(words)
    pieces, margin = _cut(placed), Margin(word)
    for c in placed:
        margin.put(pieces.run(c.first), pieces.run(c.last), c.words)
    start = next(word.element.body.iter(qn("w:r")), None)
    for words in homeless if start is not None else ():
        margin.put(start, start, words)


class Margin:
    """Adds comments; python-docx looks for a free number anew for each, which many comments cannot afford."""

    def __init__(self, word: Word) -> None:
        self._word = word
        blank = word.comments.add_comment(author=AUTHOR, initials=INITIALS)
        self._number = blank.comment_id
        self._comments = blank.part.element
        self._blank = self._comments[-1]
        self._comments.remove(self._blank)

    def put(self, first: Any, last: Any, words: str) -> None:
        """A comment on the runs from first to last; each line of the words is a paragraph."""
        comment = deepcopy(self._blank)
        comment.set(qn("w:id"), str(self._number))
        line = comment[0]
        for n, text in enumerate(words.split("\n")):
            if n:
                line = OxmlElement("w:p")
                line.append(deepcopy(comment[0][0]))  # the style of comments
                comment.append(line)
            line.append(_text_run(text))
        self._comments.append(comment)
        Run(first, self._word).mark_comment_range(Run(last, self._word), self._number)
        self._number += 1


@dataclass(frozen=True, slots=True)
class Pieces:
    """For each text element of before the cut: where its pieces start, and the elements that hold them."""

    starts: Mapping[int, list[tuple[int, Any]]]

    def run(self, home: Home) -> Any:
        """The run that holds a character now."""
        element, offset = home
        piece = next(piece for start, piece in reversed(self.starts[id(element)]) if start <= offset)
        return piece.getparent()


def _cut(comments: list[Comment]) -> Pieces:
    """Cut the runs where comments start or end, so that a run lies wholly inside a comment or outside."""
    cuts: dict[int, set[int]] = defaultdict(set)
    elements: dict[int, Any] = {}
    for c in comments:
        for (element, _), cut in ((c.first, c.first[1]), (c.last, c.last[1] + 1)):
            elements[id(element)] = element
            cuts[id(element)].add(cut)
    starts: dict[int, list[tuple[int, Any]]] = {}
    for key, element in elements.items():
        pieces = [(0, element)]
        for cut in sorted(cuts[key]):
            at, last = pieces[-1]
            piece = _split(last, cut - at)
            if piece is not last:
                pieces.append((cut, piece))
        starts[key] = pieces
    return Pieces(starts)


def _split(element: Any, at: int) -> Any:
    """Let a run start before the character ``at`` of a text element, and give the element it is now in."""
    text = element.text or ""
    if at == 0:
        if any(e.tag != qn("w:rPr") for e in element.itersiblings(preceding=True)):
            _break(element)
        return element
    if at >= len(text):
        if (following := element.getnext()) is not None:
            _break(following)
        return element
    tail = OxmlElement("w:t")
    element.text, tail.text = text[:at], text[at:]
    for part in (element, tail):
        part.set(SPACE, "preserve")
    element.addnext(tail)
    _break(tail)
    return tail


def _break(child: Any) -> None:
    """Move a child of a run, and what follows it, into a run of its own with the same properties."""
    run = child.getparent()
    new = OxmlElement("w:r")
    if (properties := run.find(qn("w:rPr"))) is not None:
        new.append(deepcopy(properties))
    moved = [child, *child.itersiblings()]
    run.addnext(new)
    new.extend(moved)
