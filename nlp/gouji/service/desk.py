"""The reports on the desk: handed in, checked, kept for a while, judged."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from ..document import Document
from ..errors import GoujiError, LimitExceeded, MissingFile
from ..outcome import Review
from ..reading import documents
from ..reporting import FORMATS, Failure, Options
from ..reviewing import review
from ..text import Text
from ..verdicts import Judgement, Verdicts, report_key

MOST: Final = 1000  # reports on the desk; the oldest make room
LONGEST_NOTE: Final = 2000  # characters

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Item:
    """One report on the desk.

    Args:
        id: unguessable, so that one page cannot reach another's report by counting.
        name: the file name as it was handed in.
        file: where its bytes lie; None for one out of an archive, which is not kept.
        since: when it was handed in, in seconds of the desk's clock.
    """

    id: str
    name: str
    review: Review
    file: Path | None
    since: float


Handed = Item | Failure


class Desk:
    """All reports that were handed in and not yet taken away.

    Args:
        verdicts: where decisions are kept.
        keep: seconds after which a report is taken away.
        clock: seconds that only go forward.
    """

    def __init__(self, verdicts: Verdicts, keep: float = 3600.0, clock: Clock = time.monotonic) -> None:
        self._verdicts = verdicts
        self._keep = keep
        self._clock = clock
        self._items: dict[str, Item] = {}
        self._lock = threading.Lock()
        self._folder = Path(tempfile.mkdtemp(prefix="gouji-desk-"))

    def hand_in(self, name: str, data: bytes) -> list[Handed]:
        """Read and check one file in a child process; an archive gives an outcome for each report in it."""
        self.sweep()
        name = PurePath(name.replace("\\", "/")).name or "report"
        file = self._folder / f"{secrets.token_urlsafe(12)}{PurePath(name).suffix.lower()[:8]}"
        file.write_bytes(data)
        found = [self._outcome(name, file, path, read) for path, read in documents(file, isolated=True)]
        items = {o.id: o for o in found if isinstance(o, Item)}
        if not any(i.file for i in items.values()):
            file.unlink(missing_ok=True)
        with self._lock:
            self._items |= items
        self.sweep()
        return found

    def _outcome(self, name: str, file: Path, path: str, read: Document | GoujiError) -> Handed:
        inner = path.removeprefix(str(file)).lstrip("/")
        shown = f"{name}/{inner}" if inner else name
        if isinstance(read, GoujiError):
            return Failure(shown, read)
        checked = review(replace(read, path=shown))
        return Item(secrets.token_urlsafe(12), shown, checked, None if inner else file, self._clock())

    def compare(self, id: str, name: str, data: bytes) -> Item:
        """Check a report once more, beside last year's.

        Raises:
            GoujiError: no such report here, or last year's cannot be read.
        """
        item = self.get(id)
        file = self._folder / f"{secrets.token_urlsafe(12)}{PurePath(name).suffix.lower()[:8]}"
        file.write_bytes(data)
        try:
            _, before = next(documents(file, isolated=True))
        finally:
            file.unlink(missing_ok=True)
        if isinstance(before, GoujiError):
            raise before
        again = replace(item, review=review(item.review.document, replace(before, path=name)))
        with self._lock:
            if id in self._items:
                self._items[id] = again
        return again

    def get(self, id: str) -> Item:
        """A report by its id.

        Raises:
            MissingFile: it was never here, or has been taken away.
        """
        self.sweep()
        item = self._items.get(id)
        if item is None:
            raise MissingFile(
                Text("这份报告不在这里", "this report is not here"),
                Text("可能已到保留时限，请重新上传", "its time may be over; hand it in again"),
            )
        return item

    def __iter__(self) -> Iterator[Item]:
        self.sweep()
        with self._lock:
            return iter(sorted(self._items.values(), key=lambda i: -i.since))

    def take_away(self, id: str) -> None:
        """Forget a report and its bytes; its verdicts stay."""
        with self._lock:
            item = self._items.pop(id, None)
        if item is not None and item.file is not None:
            item.file.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Take away what is too old or too much."""
        with self._lock:
            kept = sorted(self._items.values(), key=lambda i: -i.since)
        late = self._clock() - self._keep
        for n, item in enumerate(kept):
            if n >= MOST or item.since < late:
                self.take_away(item.id)

    def close(self) -> None:
        """Forget everything but the verdicts."""
        with self._lock:
            self._items.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def judgements(self, item: Item) -> dict[str, Judgement]:
        """What was decided about its findings, in this run or an earlier one."""
        return self._verdicts.of(report_key(item.review.document))

    def judge(self, id: str, finding: str, judgement: Judgement) -> None:
        """Keep a decision; it is on disk when this returns.

        Raises:
            GoujiError: no such report or finding, or a note that is too long.
        """
        item = self.get(id)
        document = item.review.document
        codes = {f.identity(document.text): f.code for f in item.review.findings}
        if finding not in codes:
            raise MissingFile(
                Text("没有这条结论", "no such finding"), Text("请刷新页面", "load the page again")
            )
        if len(judgement.note) > LONGEST_NOTE:
            raise LimitExceeded(
                Text("备注太长", "the note is too long"),
                Text(f"请不超过 {LONGEST_NOTE} 字", f"keep it to {LONGEST_NOTE} characters"),
            )
        self._verdicts.put(report_key(document), finding, codes[finding], judgement)

    def written(self, id: str, format: str, options: Options) -> str | bytes:
        """A report in one of the output formats, without what was dismissed.

        Raises:
            GoujiError: no such report, or this format cannot show it.
        """
        item = self.get(id)
        left, _ = self._verdicts.apply(item.review)
        return FORMATS[format].render([left], replace(options, original=item.file))
