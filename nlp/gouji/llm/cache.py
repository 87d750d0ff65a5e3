"""Answers of a model by the hash of what it was asked."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from ..errors import UsageError
from ..text import Text


class Cache:
    """Answers in one SQLite file, or in memory.

    The file holds what models said of reports, so only its owner may read it.

    Args:
        path: the file, made where there is none; None keeps the answers for this run.

    Raises:
        UsageError: the file is no such cache, or cannot be written.

    >>> cache = Cache()
    >>> cache.put("a", "九件")
    >>> cache.get("a"), cache.get("b")
    ('九件', None)
    """

    def __init__(self, path: Path | None = None) -> None:
        try:
            if path is not None:
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._base = sqlite3.connect(":memory:" if path is None else path, isolation_level=None)
            self._base.execute("CREATE TABLE IF NOT EXISTS answers (asked TEXT PRIMARY KEY, answer TEXT)")
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                Text(f"{path} 不能用作模型回答的缓存", f"{path} cannot hold the model's answers"),
                Text("请换一个文件名", "name another file"),
            ) from error

    def get(self, asked: str) -> str | None:
        """The answer to what hashes to ``asked``, if it is known."""
        found = self._base.execute("SELECT answer FROM answers WHERE asked = ?", (asked,)).fetchone()
        return None if found is None else str(found[0])

    def put(self, asked: str, answer: str) -> None:
        """Keep an answer."""
        self._base.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (asked, answer))

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()
