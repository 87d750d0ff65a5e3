"""Reports as files: text in the layouts met in the wild, Markdown, HTML, DOCX and PDF."""

from __future__ import annotations

from ..record import Record
from . import text


def render(record: Record) -> bytes:
    """The bytes of a record in its own format, damaged as its quirks say."""
    return text.render(record)
