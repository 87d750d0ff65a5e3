"""A document of a corpus before it is read: its bytes, and what the corpus says about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """One document as a source gives it.

    Args:
        id: stable name within the corpus, see `stable_id`.
        path: where it stands (``2024/某局.html``, ``年报.zip/某局.docx``, ``pages.jsonl#17``, or a URL).
        data: its bytes; text is UTF-8.
        modified: when it was made or fetched, as ISO 8601 in UTC; "" where the source does not say.
        error: why the source could not give the bytes; "" where it could.
    """

    id: str
    path: str
    data: bytes
    modified: str = ""
    error: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the bytes; two documents with the same hash are the same file."""
        return hashlib.sha256(self.data).hexdigest()


def stable_id(path: str) -> str:
    """The id of a document that brings none: a hash of where it stands.

    It does not depend on the order of the corpus, its size, or the folder that the corpus lies in.

    >>> stable_id("2024/某局.html")
    '3e36e90fb705d9d6'
    """
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:16]
