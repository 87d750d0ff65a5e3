"""PDF -> pages, through pypdfium2: glyphs and rulings of each page; the rest is `layout` and `paging`."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import pi
from typing import TYPE_CHECKING, Any, Final

from ..errors import DamagedFile, EmptyFile, MissingTool
from ..text import Text
from . import limits
from .blocks import Line, RawGrid
from .lattice import Ruling, frames
from .layout import Glyph, Sheet
from .paging import blocks

if TYPE_CHECKING:
    import pypdfium2 as pdfium

Matrix = tuple[float, float, float, float, float, float]  # as PDF has it: x' = ax + cy + e, y' = bx + dy + f

THIN: Final = 3.0  # points: a filled bar or an image no thicker than this is a ruling
SLANT: Final = 1.0  # points: a line that leans no more than this is straight
SHORT: Final = 3.0  # points: nothing shorter separates cells
DRAWING: Final = 20_000  # segments of one path: more is a drawing
UPRIGHT: Final = 0.05  # quarter turns: what is turned further is a stamp or a watermark
DEPTH: Final = 5  # forms nested in forms
FRAMED: Final = 0.08  # share of the page from which a picture may be a table
LAYER: Final = 0.8  # confidence of text that somebody else recognised on a scan
FEW: Final = 20  # characters on a page that is a picture all the same: a stamp, a page number

_SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_UNMAPPED: Final = "\ufffd"  # a font that says no characters: never drop what may be a digit
_HYPHEN: Final = (0x02, 0xFFFE)  # pdfium's own signs for a hyphen at the end of a line
_UNSEEN: Final = frozenset([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


def read_pdf(data: bytes) -> list[Line | RawGrid]:
    """Lines and tables of a PDF in reading order; `sheets` says what may be raised."""
    return blocks(sheets(data))


def sheets(data: bytes) -> list[Sheet]:
    """What stands on each page; pages that are pictures go through the recogniser.

    Raises:
        DamagedFile: broken, or locked with a password.
        EmptyFile: no characters and no pictures.
        LimitExceeded: more bytes, pages, characters or paths than `limits` allows.
        MissingTool: all pages are pictures, and no recogniser is installed; or no font shows the characters.
    """
    limits.bytes_at_most(len(data), limits.PDF_BYTES)
    pdf = _open(data)
    try:
        limits.at_most(len(pdf), limits.PDF_PAGES, "页", "pages")
        pages = [_page(pdf, number) for number in range(1, len(pdf) + 1)]
        found = _with_pictures(pdf, pages)
    finally:
        pdf.close()
    count = sum(len(sheet.glyphs) for sheet in found)
    if sum(page.lost for page in pages) > count:
        raise MissingTool(
            Text("PDF未内嵌字体，本机也没有中文字体，取不出文字", "no Chinese font, in the PDF or installed"),
            Text(
                "请安装中文字体（如 fonts-noto-cjk），或重新导出并内嵌字体",
                "install one, e.g. fonts-noto-cjk",
            ),
        )
    if not count:
        raise EmptyFile(
            Text("PDF中没有文字", "the PDF holds no text"), Text("请换一个文件", "give another file")
        )
    return found


def _open(data: bytes) -> pdfium.PdfDocument:
    import pypdfium2 as pdfium
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD:
            raise DamagedFile(
                Text("PDF有密码保护", "the PDF is locked with a password"),
                Text("请先去除密码再检查", "remove the password first"),
            ) from error
        raise DamagedFile(
            Text("PDF文件已损坏", "the PDF is damaged"),
            Text("请重新下载或重新导出", "download or export it again"),
        ) from error


@dataclass(frozen=True, slots=True)
class _Page:
    """One page as it was drawn.

    Args:
        sheet: its characters and rulings.
        picture: only a recogniser can read it: it has next to no text, or none but a hidden layer.
        framed: a picture on it is large enough to be a table.
        lost: how many characters pdfium left out, at least.  It does so with a character alone in its text
            object if no font gives it a width, where neither the file nor the machine has a Chinese font.
    """

    sheet: Sheet
    picture: bool = False
    framed: bool = False
    lost: int = 0


def _page(pdf: pdfium.PdfDocument, number: int) -> _Page:
    import pypdfium2 as pdfium

    try:
        page = pdf[number - 1]
    except pdfium.PdfiumError:
        return _Page(Sheet(number, 0, 0, ()))  # a page that is listed and not there
    try:
        text = page.get_textpage()
        try:
            glyphs, turn, size = _glyphs(page, text.raw)
            count = text.count_chars()
        finally:
            text.close()
        strokes = _Strokes()
        strokes.collect(page.raw, turn)
    finally:
        page.close()
    area = size[0] * size[1]
    hidden = strokes.hidden > strokes.texts / 2
    if hidden:  # another program recognised the scan below, nobody knows how well
        glyphs = [glyph._replace(confidence=LAYER) for glyph in glyphs]
    drawn = strokes.pictures >= 0.4 * area or strokes.paths >= 200
    unmapped = sum(glyph.text == _UNMAPPED for glyph in glyphs)
    return _Page(
        Sheet(number, *size, glyphs, strokes.across, strokes.down),
        hidden or (len(glyphs) <= FEW and drawn) or unmapped > len(glyphs) / 2,
        strokes.largest >= FRAMED * area,
        max(0, strokes.texts - count),
    )


# ---- characters --------------------------------------------------------------------------------------


def _glyphs(page: pdfium.PdfPage, text: Any) -> tuple[list[Glyph], Matrix, tuple[float, float]]:
    """The visible characters turned upright, the turn, and the size of the page so turned."""
    import pypdfium2.raw as c

    count = c.FPDFText_CountChars(text)
    limits.at_most(count, limits.PDF_PAGE_CHARS, "字/页", "characters on a page")
    found = []
    box, x, y = c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    for i in range(count):
        character = _character(c.FPDFText_GetUnicode(text, i))
        if character is None:
            continue
        if c.FPDFText_GetLooseCharBox(text, i, at_box) and c.FPDFText_GetCharOrigin(text, i, at_x, at_y):
            angle = c.FPDFText_GetCharAngle(text, i)
            found.append((angle, character, box.left, box.top, box.right, box.bottom, x.value, y.value))
    # The way most characters stand is up; what stands otherwise is a stamp, a watermark or a side note.
    angles = Counter(angle for angle, *_ in found)
    turns = Counter[int]()
    for angle, times in angles.items():
        turns[-round(angle / (pi / 2)) % 4] += times  # pdfium counts clockwise
    up = turns.most_common(1)[0][0] if turns else c.FPDFPage_GetRotation(page.raw)
    upright = {angle for angle in angles if abs((angle / (pi / 2) + up + 2) % 4 - 2) <= UPRIGHT}
    edge = c.FS_RECTF()
    c.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(edge))
    turn = _turn(up, edge.left, edge.bottom, edge.right, edge.top)
    width, height = edge.right - edge.left, edge.top - edge.bottom
    glyphs = []
    for angle, character, left, top, right, low, base_x, base_y in found:
        if angle in upright:
            x0, y0 = _moved(turn, left, top)
            x1, y1 = _moved(turn, right, low)
            base = _moved(turn, base_x, base_y)[1]
            glyphs.append(Glyph(character, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), base))
    return glyphs, turn, (height, width) if up % 2 else (width, height)


@cache
def _character(code: int) -> str | None:
    """The character of a code, None where nothing shows."""
    if code in _HYPHEN:
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return _UNMAPPED
    character = chr(code)
    return None if code < 32 or code in _UNSEEN or character.isspace() else character


def _turn(quarters: int, left: float, low: float, right: float, top: float) -> Matrix:
    """From the space of the page, where up is positive, to points from the top left, turned upright."""
    turns: tuple[Matrix, ...] = (
        (1, 0, 0, -1, -left, top),
        (0, 1, 1, 0, -low, -left),
        (-1, 0, 0, 1, right, -low),
        (0, -1, -1, 0, top, right),
    )
    return turns[quarters % 4]


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


# ---- rulings -----------------------------------------------------------------------------------------


class _Strokes:
    """The straight rulings of one page, its counts, and how much of it pictures cover (square points)."""

    def __init__(self) -> None:
        self.across: list[Ruling] = []
        self.down: list[Ruling] = []
        self.paths = 0
        self.texts = 0
        self.hidden = 0
        self.pictures = 0.0
        self.largest = 0.0

    def collect(self, page: Any, turn: Matrix) -> None:
        """Takes all objects of a page, turned upright."""
        import pypdfium2.raw as c

        self._objects(c, page, c.FPDFPage_CountObjects, c.FPDFPage_GetObject, turn, 0)

    def _objects(self, c: Any, holder: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> None:
        for i in range(count(holder)):
            item = get(holder, i)
            kind = c.FPDFPageObj_GetType(item)
            if kind == c.FPDF_PAGEOBJ_TEXT:
                self.texts += 1
                self.hidden += c.FPDFTextObj_GetTextRenderMode(item) == c.FPDF_TEXTRENDERMODE_INVISIBLE
            elif kind == c.FPDF_PAGEOBJ_PATH:
                self.paths += 1
                limits.at_most(self.paths, limits.PDF_PAGE_PATHS, "条线/页", "paths on a page")
                self._path(c, item, _times(_matrix(c, item), matrix))
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                self._image(_times(_matrix(c, item), matrix))
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < DEPTH:
                inner = _times(_matrix(c, item), matrix)
                self._objects(c, item, c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject, inner, depth + 1)

    def _image(self, matrix: Matrix) -> None:
        """A picture fills the unit square of its matrix; a very thin one is a drawn line."""
        (x0, y0), (x1, y1) = corners = [_moved(matrix, 0.0, 0.0), _moved(matrix, 1.0, 1.0)]
        area = abs(x1 - x0) * abs(y1 - y0)
        self.pictures += area
        self.largest = max(self.largest, area)
        self._bar(corners)

    def _path(self, c: Any, path: Any, matrix: Matrix) -> None:
        fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
        c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        segments = c.FPDFPath_CountSegments(path)
        if not (fill.value or stroke.value) or segments > DRAWING:
            return
        c.FPDFPageObj_GetStrokeWidth(path, ctypes.byref(width))
        lined = stroke.value and width.value <= 2 * THIN  # wider strokes paint surfaces
        for points in _outlines(c, path, segments, matrix):
            if lined:
                for (x0, y0), (x1, y1) in pairwise(points):
                    self._segment(x0, y0, x1, y1)
            elif fill.value:
                self._bar(points)

    def _segment(self, x0: float, y0: float, x1: float, y1: float) -> None:
        width, height = abs(x1 - x0), abs(y1 - y0)
        if height <= SLANT and width >= SHORT:
            self.across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif width <= SLANT and height >= SHORT:
            self.down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def _bar(self, points: list[tuple[float, float]]) -> None:
        """A thin filled shape is a ruling along its middle."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if y1 - y0 <= THIN and x1 - x0 >= max(SHORT, 2 * (y1 - y0)):
            self.across.append(Ruling((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= THIN and y1 - y0 >= max(SHORT, 2 * (x1 - x0)):
            self.down.append(Ruling((x0 + x1) / 2, y0, y1))


def _outlines(c: Any, path: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each outline of a path; an outline with a curve is left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for i in range(count):
        segment = c.FPDFPath_GetPathSegment(path, i)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            if points and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == c.FPDF_SEGMENT_BEZIERTO
        c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append(_moved(matrix, x.value, y.value))
        if c.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if points and not curved:
        yield points


def _matrix(c: Any, item: Any) -> Matrix:
    matrix = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


# ---- pages that are pictures -------------------------------------------------------------------------


def _with_pictures(pdf: pdfium.PdfDocument, pages: Sequence[_Page]) -> list[Sheet]:
    """The sheets, with what a recogniser reads: pages that are pictures, and tables that are.

    Without one, what is text is read; the missing tables are said to be missing.
    """
    found = [page.sheet for page in pages]
    pictures = [page.sheet.number for page in pages if page.picture]
    if not pictures and not any(frames(sheet.across, sheet.down) for sheet in found):
        pictures = [page.sheet.number for page in pages if page.framed]
    if not pictures:
        return found
    from .ocr import read_page

    try:
        for number in pictures:
            read = read_page(pdf[number - 1], number)
            page = pages[number - 1]
            found[number - 1] = read if page.picture else _with_tables(page.sheet, read)
    except MissingTool:
        if not any(sheet.glyphs for sheet in found):
            raise
    return found


def _with_tables(sheet: Sheet, read: Sheet) -> Sheet:
    """The sheet, and of what was read on its pictures the ruled tables alone."""
    tables = [frame for frame in frames(read.across, read.down) if len(frame.xs) > 2]
    inside = [
        glyph
        for glyph in read.glyphs
        if any(f.cell_at((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2) is not None for f in tables)
    ]
    if not inside:
        return sheet
    return replace(sheet, glyphs=[*sheet.glyphs, *inside], across=read.across, down=read.down)
