"""How long reading takes by format: CPU milliseconds a page, of the same made report in each.

Prints CPU time, never wall-clock time; what child processes take is in it.  A page is a page of the report
printed as PDF.  The recogniser is measured where it is installed, the real report where GOUJI_SHARED has it.

    python -m eval.speed.reading [PDF]
"""

from __future__ import annotations

import importlib.util
import io
import resource
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpora.synthetic.maker import make
from corpora.synthetic.rendering import render

from gouji.reading import isolation, read_bytes

from ..cases import shared

SECONDS = 2.0  # of CPU for each figure
BAR = 15.0  # milliseconds a page, of a PDF born digital


def spent() -> float:
    """CPU seconds of this process and of all its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def least(act: Callable[[], object], seconds: float = SECONDS) -> float:
    """CPU seconds of one call, once it is warm: the least of some, since what else runs only adds to it."""
    act()
    best, start = float("inf"), spent()
    while best == float("inf") or spent() - start < seconds:
        before = spent()
        act()
        best = min(best, spent() - before)
    return best


def in_child(data: bytes, times: int = 20) -> tuple[float, float]:
    """CPU seconds of one call in a warm child: together, and of it what the parent takes."""
    with isolation.Reader() as reader:
        parent = least(partial(reader.read, data, "a.pdf"), seconds=0.3)
        child = float("inf")
        for _ in range(times):
            reader.read(data, "a.pdf")
            child = min(child, reader.spent[0])
    return parent + child, parent


def pages(data: bytes) -> int:
    """Pages of a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def scan(data: bytes) -> bytes:
    """A PDF of pictures of the pages of another, at 200 dpi."""
    import pypdfium2

    drawn = [page.render(scale=200 / 72).to_pil() for page in pypdfium2.PdfDocument(data)]
    out = io.BytesIO()
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:], resolution=200)
    return out.getvalue()


def row(form: str, cpu: float, count: int, note: str = "") -> None:
    """One line of the table."""
    print(f"{form:12} {1000 * cpu / count:8.1f} ms a page {1000 * cpu:9.1f} ms a report   {note}")


def main() -> int:
    record = make("speed", "test", format="pdf").record
    printed = render(record)
    count = pages(printed)
    for form in ("txt", "md", "html", "docx", "pdf"):
        data = render(replace(record, format=form, quirks=()))
        row(form, least(partial(read_bytes, data, f"a.{form}")), count)
    both, parent = in_child(printed)
    row("pdf, child", both, count, f"of it {1000 * parent:.1f} ms in the parent")
    if importlib.util.find_spec("rapidocr") and importlib.util.find_spec("onnxruntime"):
        row("scan", least(partial(read_bytes, scan(printed), "a.pdf"), seconds=0.0), count, "recogniser")
    root = shared()
    real = root / "data" / "real" / "huaian-2024.pdf" if root else None
    for path in [Path(sys.argv[1])] if len(sys.argv) > 1 else [real] if real else []:
        data = path.read_bytes()
        row("pdf, real", least(partial(read_bytes, data, path.name)), pages(data), f"bar {BAR:g} ms a page")
    return 0


if __name__ == "__main__":
    sys.exit(main())
