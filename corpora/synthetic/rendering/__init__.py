"""Reports as files: text in the layouts met in the wild, Markdown, HTML, DOCX and PDF."""

from __future__ import annotations

from collections.abc import Callable

from ..record import Record
from . import html, markdown, pdf, text, word

FORMATS: dict[str, Callable[[Record], bytes]] = {
    "txt": text.render,
    "md": markdown.render,
    "html": html.render,
    "docx": word.render,
    "pdf": pdf.render,
}


def render(record: Record) -> bytes:
    """The bytes of a record in its own format, damaged as its quirks say."""
    return FORMATS[record.format](record)
