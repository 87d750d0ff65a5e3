"""A report of an invented body, for the demo and for first steps.

Its text is ours; it carries the figures, the tables and the two errors of a real report: a share that
does not follow from its counts, and two shares that no whole number of applications can give.

>>> path().name
'yunxiu-2024.txt'
"""

from __future__ import annotations

from pathlib import Path


def path() -> Path:
    """Where the sample report lies."""
    return Path(__file__).with_name("yunxiu-2024.txt")
