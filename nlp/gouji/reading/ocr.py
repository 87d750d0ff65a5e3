"""Pages that are pictures -> glyphs and rulings, through rapidocr (the extra ``ocr``).

The recogniser says which characters stand where; what is a table is told by the lines in the picture, with
the same lattice as for a PDF.  Every cell that holds ink is read again on its own if nothing, or something
doubtful, was read in it, and carries the recogniser's own figure of how sure it is.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from io import BytesIO
from math import atan2, degrees, sqrt
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from ..errors import DamagedFile, EmptyFile, InputError, MissingTool
from ..text import Text
from . import handover, limits
from .blocks import Line, RawGrid
from .lattice import Box, Ruling, frames
from .layout import Glyph, Sheet
from .paging import blocks

if TYPE_CHECKING:
    import numpy as np
    import pypdfium2 as pdfium

    Picture = np.ndarray[Any, Any]
    Piece = tuple[
        str, list[tuple[float, float]], float
    ]  # text, corners clockwise from the top left, confidence

DPI: Final = 200
A4_WIDTH: Final = 595.0  # points: how wide the page of a picture without a resolution is taken to be
LONGEST_SIDE: Final = 4000  # pixels
STROKE: Final = 60  # pixels at 200 dpi: shorter straight strokes are parts of characters
GAP: Final = 3  # pixels at 200 dpi: a printed line may break for so long; more would chain characters up
SURE: Final = 0.9  # below this a cell is read again on its own
SKEWED: Final = 0.15  # degrees from which a page is turned straight
INK: Final = 0.004  # share of dark pixels in a cell that is not empty
ONE_LINE: Final = 16.0  # points: ink no higher than this is one line
PAD: Final = 6  # pixels of paper round what is read on its own
PICTURE_PAGES: Final = 100  # of one file of pictures
_UNREAD: Final = "\ufffd"


def read_image(data: bytes) -> list[Line | RawGrid]:
    """Lines and tables of a picture: PNG, JPEG, BMP, or a TIFF of several pages.

    Raises:
        DamagedFile: no picture that can be opened.
        EmptyFile: nothing was recognised on it.
        LimitExceeded: too many pixels or pages.
        MissingTool: the extra ``ocr`` is not installed.
    """
    _engine_or_error()
    sheets = [
        _sheet(picture, number, A4_WIDTH / picture.shape[1])
        for number, picture in enumerate(_pictures(data), 1)
    ]
    if not any(sheet.glyphs for sheet in sheets):
        raise EmptyFile(
            Text("图片上没有识别出文字", "no text was recognised on the picture"),
            Text("请换更清晰的图片", "give a clearer picture"),
        )
    return blocks(sheets)


def read_page(page: pdfium.PdfPage, number: int) -> Sheet:
    """What is recognised on one page of a PDF.

    Raises:
        MissingTool: the extra ``ocr`` is not installed.
    """
    _engine_or_error()
    width, height = page.get_size()
    scale = min(
        DPI / 72, LONGEST_SIDE / max(width, height, 1), sqrt(limits.PICTURE_PIXELS / max(width * height, 1))
    )
    bitmap = page.render(scale=scale)
    picture: Picture = bitmap.to_numpy()[:, :, :3].copy()
    return _sheet(picture, number, 1 / scale)


def _pictures(data: bytes) -> list[Picture]:
    import numpy as np
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP")) as image:
            limits.at_most(getattr(image, "n_frames", 1), PICTURE_PAGES, "页", "pages")
            found = []
            for frame in ImageSequence.Iterator(image):
                limits.at_most(frame.width * frame.height, limits.PICTURE_PIXELS, "像素", "pixels")
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                found.append(np.asarray(upright)[:, :, ::-1].copy())
            return found
    except InputError:
        raise
    except Exception as error:  # Pillow's decoders raise whatever they like
        raise DamagedFile(
            Text("图片已损坏", "the picture is damaged"), Text("请重新扫描或导出", "scan or export it again")
        ) from error


# ---- the recogniser ----------------------------------------------------------------------------------


def _engine_or_error() -> None:
    """Whether pictures can be read here.

    Raises:
        MissingTool: the extra ``ocr`` is not installed.
        DeferredError: it is, but not in this process.
    """
    if any(importlib.util.find_spec(name) is None for name in ("rapidocr", "onnxruntime")):
        raise MissingTool(
            Text("页面是图片，需要文字识别组件", "the pages are pictures, and no recogniser is installed"),
            Text("请安装：pip install 'gouji[ocr]'", "install it: pip install 'gouji[ocr]'"),
        )
    if handover.deferring:
        raise handover.DeferredError


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    # The classifier of upside-down lines is off: it turns a lone 6 into a 9.
    return RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False})


def _read(picture: Picture) -> list[Piece]:
    """Text, corners from the top left clockwise, and confidence of each piece that is recognised."""
    result = _engine()(picture, use_det=True, use_cls=False, use_rec=True)
    if result.boxes is None or result.txts is None:
        return []
    return [
        (text, [(float(x), float(y)) for x, y in box], float(score))
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
    ]


def _read_line(picture: Picture) -> tuple[str, float]:
    """Text and confidence of a picture of one line."""
    result = _engine()(picture, use_det=False, use_cls=False, use_rec=True)
    texts, scores = result.txts or (), result.scores or ()
    return ("".join(texts), min(map(float, scores), default=0.0)) if texts else ("", 0.0)


# ---- a page ------------------------------------------------------------------------------------------


def _sheet(picture: Picture, number: int, unit: float) -> Sheet:
    """One page; ``unit`` is the size of a pixel in points."""
    picture, pieces = _upright(picture)
    glyphs = [_glyph(text, corners, score, unit) for text, corners, score in pieces if text.strip()]
    dark = _dark(picture)
    across, down = _rulings(dark, unit)
    glyphs = _checked(picture, dark, glyphs, across, down, unit)
    return Sheet(number, picture.shape[1] * unit, picture.shape[0] * unit, glyphs, across, down)


def _upright(picture: Picture) -> tuple[Picture, list[Piece]]:
    """The page turned so that its lines run straight, and what was recognised, turned with it."""
    import cv2
    import numpy as np

    pieces = _read(picture)
    tall = sum(_height(c) > 1.5 * _length(c) for t, c, _ in pieces if len(t) > 1)
    if pieces and (tall > len(pieces) / 2 or _sureness(pieces) < 0.7):
        turned = [np.ascontiguousarray(np.rot90(picture, k)) for k in (1, 2, 3)]
        choices = [(picture, pieces), *((p, _read(p)) for p in turned)]
        picture, pieces = max(choices, key=lambda choice: _sureness(choice[1]))
    long = [c for _, c, _ in pieces if _length(c) > picture.shape[1] / 5]
    angle = median(degrees(atan2(c[1][1] - c[0][1], c[1][0] - c[0][0])) for c in long) if long else 0.0
    if abs(angle) < SKEWED:
        return picture, pieces
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    straight = cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255))
    moved = [
        (t, [(float(x), float(y)) for x, y in np.array([(*c, 1.0) for c in corners]) @ turn.T], s)
        for t, corners, s in pieces
    ]
    return straight, moved


def _sureness(pieces: list[Piece]) -> float:
    """Mean confidence, by character."""
    return sum(len(t) * s for t, _, s in pieces) / max(sum(len(t) for t, _, _ in pieces), 1)


def _length(corners: list[tuple[float, float]]) -> float:
    return abs(corners[1][0] - corners[0][0])


def _height(corners: list[tuple[float, float]]) -> float:
    return abs(corners[3][1] - corners[0][1])


def _glyph(text: str, corners: list[tuple[float, float]], score: float, unit: float) -> Glyph:
    xs, ys = [x * unit for x, _ in corners], [y * unit for _, y in corners]
    top, low = min(ys), max(ys)
    return Glyph(text.strip(), min(xs), top, max(xs), low, low - 0.15 * (low - top), score)


# ---- lines in the picture ----------------------------------------------------------------------------


def _dark(picture: Picture) -> Picture:
    """White where there is ink: darker than its surroundings, whatever the paper's own shade."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    inked: Picture = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15
    )
    return inked


def _rulings(dark: Picture, unit: float) -> tuple[list[Ruling], list[Ruling]]:
    """Straight lines across and down, in points."""
    scale = 72 / DPI / unit  # pixels of this picture for one at 200 dpi
    stroke, gap = round(STROKE * scale), max(1, round(GAP * scale))
    across = [
        Ruling((y + height / 2) * unit, x * unit, (x + width) * unit)
        for x, y, width, height in _strokes(dark, (gap, 1), (stroke, 1))
        if height <= max(4, width / 8)
    ]
    down = [
        Ruling((x + width / 2) * unit, y * unit, (y + height) * unit)
        for x, y, width, height in _strokes(dark, (1, gap), (1, stroke))
        if width <= max(4, height / 8)
    ]
    return across, down


def _strokes(dark: Picture, gap: tuple[int, int], stroke: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of what is left where only straight strokes of that size are kept."""
    import cv2

    bridge, line = (cv2.getStructuringElement(cv2.MORPH_RECT, size) for size in (gap, stroke))
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, bridge)
    stats = cv2.connectedComponentsWithStats(cv2.morphologyEx(closed, cv2.MORPH_OPEN, line))[2]
    return [(x, y, width, height) for x, y, width, height, _ in stats[1:].tolist()]


def _checked(
    picture: Picture,
    dark: Picture,
    glyphs: list[Glyph],
    across: list[Ruling],
    down: list[Ruling],
    unit: float,
) -> list[Glyph]:
    """The glyphs, with cells read again where ink has no text, text is doubtful, or one piece spans cells."""
    for frame in frames(across, down):
        if len(frame.xs) < 3:
            continue
        held: dict[int, list[Glyph]] = {}
        again: set[int] = set()
        for glyph in glyphs:
            middle = (glyph.y0 + glyph.y1) / 2
            cell = frame.cell_at((glyph.x0 + glyph.x1) / 2, middle)
            inset = min(4.0, (glyph.x1 - glyph.x0) / 4)
            ends = {frame.cell_at(glyph.x0 + inset, middle), frame.cell_at(glyph.x1 - inset, middle), cell}
            if cell is not None:
                held.setdefault(cell, []).append(glyph)
            if len(ends) > 1 or glyph.confidence < SURE:
                again |= {i for i in ends if i is not None}
        again |= {i for i, c in enumerate(frame.cells) if i not in held and _inked(dark, c.box, unit)}
        replaced = {id(g) for i in again for g in held.get(i, ())}
        fresh = [
            g for i in sorted(again) for g in _cell(picture, dark, frame.cells[i].box, held.get(i, []), unit)
        ]
        glyphs = [g for g in glyphs if id(g) not in replaced] + fresh
    return glyphs


def _cut(box: Box, unit: float) -> tuple[slice, slice]:
    """The inside of a cell, without its rulings, in pixels."""
    left, top, right, low = (round(v / unit) for v in box)
    edge = max(2, round(1.5 / unit))
    return slice(top + edge, max(low - edge, top + edge + 1)), slice(
        left + edge, max(right - edge, left + edge + 1)
    )


def _inked(dark: Picture, box: Box, unit: float) -> bool:
    inside = dark[_cut(box, unit)]
    return bool(inside.size) and float((inside > 0).mean()) > INK


def _cell(picture: Picture, dark: Picture, box: Box, before: list[Glyph], unit: float) -> list[Glyph]:
    """What one cell says, read on its own; what was read before stays where that is surer."""
    import numpy as np

    rows, columns = _cut(box, unit)
    ink = dark[rows, columns] > 0
    marked = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not marked[0].size:
        return before
    top, low = rows.start + int(marked[0][0]), rows.start + int(marked[0][-1]) + 1
    left, right = columns.start + int(marked[1][0]), columns.start + int(marked[1][-1]) + 1
    part = picture[max(top - PAD, 0) : low + PAD, max(left - PAD, 0) : right + PAD]
    if (low - top) * unit <= ONE_LINE:
        text, score = _read_line(part)
        found = [Glyph(text or _UNREAD, left * unit, top * unit, right * unit, low * unit, low * unit, score)]
    else:
        x, y = (max(left - PAD, 0)) * unit, (max(top - PAD, 0)) * unit
        found = [
            g._replace(x0=g.x0 + x, x1=g.x1 + x, y0=g.y0 + y, y1=g.y1 + y, base=g.base + y)
            for g in (_glyph(t, c, s, unit) for t, c, s in _read(part))
        ]
    if before and _mean(found) <= _mean(before):
        return before
    return found


def _mean(glyphs: list[Glyph]) -> float:
    """Mean confidence, by character; 0 for nothing."""
    return sum(g.confidence * len(g.text) for g in glyphs) / max(sum(len(g.text) for g in glyphs), 1)
