"""Several reports of one body for one year: the same file twice, twins in two formats, versions (Y7, Y9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from .signature import alike

if TYPE_CHECKING:
    from .panel import Entry

MENDED: Final = re.compile(r"更正|修订|修改|订正|勘误|更新|重新发布")
TWINS: Final = 0.9  # share of the prose from which two formats are of one report


def latest(group: Sequence[Entry]) -> list[Entry]:
    """The versions in the order of their worth, the one that counts last.

    A report that calls itself mended counts before one that does not, a later one before an earlier one, one
    with tables before one without; of equal ones the last of the corpus.
    """
    return sorted(group, key=lambda e: (bool(mended(e)), e.form is not None, e.modified, e.number))


def mended(entry: Entry) -> bool:
    """Whether a report says that it replaces another."""
    return bool(MENDED.search(entry.title) or MENDED.search(entry.path.rsplit("/", 1)[-1]))


def relation(old: Entry, new: Entry) -> str:
    """``same`` file, ``twin`` in another format, or ``version``."""
    if old.sha256 == new.sha256:
        return "same"
    twins = old.format != new.format and not mended(new) and alike(old.minhash, new.minhash) >= TWINS
    return "twin" if twins else "version"


def differences(old: Entry, new: Entry) -> list[tuple[str, float, float]]:
    """The cells that both have and that differ."""
    from .. import form as forms

    if old.form is None or old.form != new.form:
        return []
    pairs = ((name, old.value(name), new.value(name)) for name in forms.load(old.form).cells)
    return [(n, a, b) for n, a, b in pairs if a is not None and b is not None and a != b]
