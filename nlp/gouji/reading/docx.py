"""DOCX: paragraphs and tables of ``word/document.xml``, merged cells kept."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from lxml import etree

from ..errors import DamagedFile
from ..text import Text
from . import limits
from .blocks import Line, RawGrid
from .spans import Spanned, cell_text, lay_out, span_of

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PART: Final = "word/document.xml"
PROSE_CELL: Final = 200  # characters in one cell from which a table only lays out the page
SIGNS: Final = {"tab": "\t", "noBreakHyphen": "-", "softHyphen": "", "cr": "\n"}
LEFT_OUT: Final = frozenset(
    ("del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "drawing", "pict")
)


def read_docx(data: bytes) -> list[Line | RawGrid]:
    """The paragraphs and tables of a document, in order.

    Raises:
        DamagedFile: no zip archive, no document in it, or XML that is broken or carries a DOCTYPE.
        LimitExceeded: parts that are too large, or that were packed too tightly.
    """
    root = _parse(_part(data))
    body = next((e for e in root if _name(e) == "body"), None)
    if body is None:
        raise _damaged("文档没有正文", "the document has no body")
    return list(_blocks(body))


def _part(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _look_at_directory(archive)
            with archive.open(PART) as part:
                content = part.read(limits.ZIP_PART_BYTES + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise _damaged("不是有效的 DOCX 文件", f"not a valid DOCX file ({error})") from None
    limits.at_most(len(content), limits.ZIP_PART_BYTES, "字节的部件", "bytes in one part")
    return content


def _look_at_directory(archive: zipfile.ZipFile) -> None:
    """Refuse before anything is unpacked; what the directory says is checked again while reading."""
    parts = archive.infolist()
    limits.at_most(len(parts), limits.ZIP_MEMBERS, "个部件", "parts")
    limits.at_most(
        sum(p.file_size for p in parts), limits.ZIP_TOTAL_BYTES, "字节（解压后）", "bytes unpacked"
    )
    for part in parts:
        limits.at_most(part.file_size, limits.ZIP_PART_BYTES, "字节的部件", "bytes in one part")
        if part.file_size > limits.MB:  # small parts compress well without harm
            ratio = part.file_size // max(part.compress_size, 1)
            limits.at_most(ratio, limits.ZIP_RATIO, "倍压缩比", "times packed")


def _parse(content: bytes) -> etree._Element:
    head = content[:4096]
    if (
        b"<!DOCTYPE" in head
        or "<!DOCTYPE".encode("utf-16-le") in head
        or "<!DOCTYPE".encode("utf-16-be") in head
    ):
        raise _damaged("文档带有 DOCTYPE，已拒绝", "refused: the document carries a DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged("文档内部的 XML 已损坏", f"its XML is broken ({error})") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _damaged("文档带有 DOCTYPE，已拒绝", "refused: the document carries a DOCTYPE")
    return root


def _damaged(zh: str, en: str) -> DamagedFile:
    return DamagedFile(Text(zh, en), Text("请用 Word 或 WPS 重新保存", "save it anew in Word or WPS"))


def _name(element: etree._Element) -> str:
    """The name without its namespace, whichever of the two standards it follows; "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: etree._Element | None, name: str) -> str | None:
    if element is None:
        return None
    return element.get(W + name) or element.get(STRICT + name)


def _blocks(parent: etree._Element) -> Iterator[Line | RawGrid]:
    for element in parent:
        name = _name(element)
        if name == "p":
            yield from _paragraph(element)
        elif name == "tbl":
            yield from _table(element)
        elif name not in LEFT_OUT:
            yield from _blocks(element)  # content controls, custom XML, insertions


def _paragraph(element: etree._Element) -> Iterator[Line]:
    """A paragraph; its line breaks part lines that may be one sentence."""
    parts = "".join(_texts(element)).split("\n")
    heading = _is_heading(element)
    for part in parts:
        yield Line(part, whole=len(parts) == 1, heading=heading)


def _is_heading(paragraph: etree._Element) -> bool:
    properties = next((e for e in paragraph if _name(e) == "pPr"), None)
    if properties is None:
        return False
    marks = {_name(e): _attribute(e, "val") or "" for e in properties}
    return "outlineLvl" in marks or marks.get("pStyle", "").lower().startswith("heading")


def _texts(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name == "br":
            yield "" if _attribute(child, "type") in ("page", "column") else "\n"
        elif name in SIGNS:
            yield SIGNS[name]
        elif name not in LEFT_OUT:
            yield from _texts(child)


def _table(table: etree._Element) -> Iterator[Line | RawGrid]:
    rows = [row for row in table.iter() if _name(row) == "tr" and _owner(row) is table]
    cells = [[cell for cell in row.iter() if _name(cell) == "tc" and _row_of(cell) is row] for row in rows]
    flat = [cell for row in cells for cell in row]
    if len(flat) < 2 or any(_lays_out(cell) for cell in flat):
        for cell in flat:
            yield from _blocks(cell)
        return
    yield lay_out(_unmerged(rows, cells))


def _owner(row: etree._Element) -> etree._Element | None:
    return next((e for e in row.iterancestors() if _name(e) == "tbl"), None)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next((e for e in cell.iterancestors() if _name(e) == "tr"), None)


def _lays_out(cell: etree._Element) -> bool:
    if any(_name(e) == "tbl" for e in cell.iter()):
        return True
    return len("".join(_texts(cell))) > PROSE_CELL


@dataclass(slots=True)
class Merged:
    """A cell that may still grow downwards."""

    text: str
    columns: int = 1
    rows: int = 1


def _unmerged(rows: list[etree._Element], cells: list[list[etree._Element]]) -> list[list[Spanned]]:
    """Rows with their spans; cells that continue one above are counted into it and left out."""
    above: dict[int, Merged] = {}  # column -> the cell that a continuation there belongs to
    found: list[list[Merged]] = []
    for row, row_cells in zip(rows, cells, strict=True):
        column = _skipped(row)
        line = [Merged("") for _ in range(column)]
        for cell in row_cells:
            columns, merge = _shape(cell)
            if merge == "continue" and column in above:
                above[column].rows += 1
            else:
                text = cell_text([t for e in cell if _name(e) == "p" for t in "".join(_texts(e)).split("\n")])
                above[column] = Merged(text, columns)
                line.append(above[column])
            column += columns
        found.append(line)
    return [[Spanned(c.text, min(c.rows, limits.ROWSPAN), c.columns) for c in line] for line in found]


def _skipped(row: etree._Element) -> int:
    properties = next((e for e in row if _name(e) == "trPr"), None)
    if properties is None:
        return 0
    before = next((e for e in properties if _name(e) == "gridBefore"), None)
    return (
        0
        if before is None
        else span_of(_attribute(before, "val"), limits.COLSPAN)
        if before is not None
        else 0
    )


def _shape(cell: etree._Element) -> tuple[int, str]:
    """(columns covered, "" or "restart" or "continue")."""
    properties = next((e for e in cell if _name(e) == "tcPr"), None)
    if properties is None:
        return 1, ""
    marks = {_name(e): e for e in properties}
    wide = span_of(_attribute(marks.get("gridSpan"), "val"), limits.COLSPAN)
    merge = (_attribute(marks["vMerge"], "val") or "continue") if "vMerge" in marks else ""
    return wide, merge
