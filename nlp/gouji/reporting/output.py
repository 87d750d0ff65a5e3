"""Where an output goes: standard output, one file, or a folder with a file an input."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from ..errors import GoujiError, UsageError
from ..text import Text
from . import FORMATS, Failure, Format, Options, Outcome


@dataclass(frozen=True, slots=True)
class Target:
    """A format and where it goes.

    Args:
        out: a file or, where ``folder``, a folder; None for standard output.
    """

    format: Format
    out: Path | None
    folder: bool = False

    @staticmethod
    def choose(name: str | None, out: Path | None, inputs: list[str]) -> Target:
        """The target for a format's name and ``-o``; without a name, the suffix of ``-o`` tells the format.

        Raises:
            UsageError: no such format; an input would be written over; a document without a place to go.
        """
        chosen = _format(name or _by_suffix(out))
        several = len(inputs) > 1
        folder = out is not None and (
            out.is_dir()
            or (several and not chosen.combined)
            or (several and not chosen.stream and not out.suffix)
        )
        if out is None and (chosen.binary or (several and not chosen.combined)):
            raise UsageError(
                Text("这种格式不能写到标准输出", "this format cannot go to standard output"),
                Text(
                    "请用 -o 指定文件；多个输入时指定文件夹",
                    "name a file with -o, or a folder for several inputs",
                ),
            )
        if out is not None and not folder and any(_same(out, i) for i in inputs):
            raise UsageError(
                Text(f"输出会覆盖输入文件 {out}", f"the output would overwrite the input {out}"),
                Text("请换一个输出文件名", "choose another name for the output"),
            )
        return Target(chosen, out, folder)

    def write(self, outcomes: Iterable[Outcome], options: Options) -> list[Failure]:
        """Write the outcomes as they come; those that the format cannot show come back as failures.

        Raises:
            UsageError: the file or folder cannot be written.
        """
        try:
            if self.folder:
                return self._each(outcomes, options)
            if self.format.stream and self.out is None:
                return self._stream(outcomes, options)
            return self._once(list(outcomes), options)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UsageError(
                Text(
                    f"无法写入 {self.out}（{error.strerror}）", f"cannot write {self.out} ({error.strerror})"
                ),
                Text("请检查 -o 指定的位置", "check the place that -o names"),
            ) from error

    def _stream(self, outcomes: Iterable[Outcome], options: Options) -> list[Failure]:
        between = ""
        for outcome in outcomes:
            text = self.format.render([outcome], options)
            if text:
                _print(between)
                _print(text)
                between = self.format.between
        return []

    def _once(self, outcomes: list[Outcome], options: Options) -> list[Failure]:
        shown, failed = _rendered(self.format, outcomes, options)
        if shown is not None:
            _print(shown) if self.out is None else _save(self.out, shown)
        return failed

    def _each(self, outcomes: Iterable[Outcome], options: Options) -> list[Failure]:
        """A file an input, and with several a page that leads to them."""
        from .html.overview import Entry, overview

        assert self.out is not None, "a folder has a name"
        self.out.mkdir(parents=True, exist_ok=True)
        failed: list[Failure] = []
        entries: list[Entry] = []
        taken = {INDEX}
        for n, outcome in enumerate(outcomes, 1):
            name, wrong = "", None
            if not isinstance(outcome, Failure):
                shown, wrong = _rendered(self.format, [outcome], options)
                if shown is not None:
                    name = _free(outcome.document.path, self.format.suffix, taken)
                    _save(self.out / name, shown)
            failed += wrong or []
            why = wrong[0].error.say(options.lang) if wrong else ""
            entries.append(Entry.of(n, outcome, name, options, why))
        if len(entries) > 1:
            _save(self.out / INDEX, overview(entries, options))
        return failed


INDEX: Final = "index.html"


def _rendered(
    form: Format, outcomes: list[Outcome], options: Options
) -> tuple[str | bytes | None, list[Failure]]:
    """The output, or the reason why this format cannot show these outcomes."""
    try:
        return form.render(outcomes, options), []
    except GoujiError as error:
        return None, [Failure(o.path if isinstance(o, Failure) else o.document.path, error) for o in outcomes]


def _format(name: str) -> Format:
    if name not in FORMATS:
        known = "、".join(FORMATS)
        raise UsageError(
            Text(f"没有名为 {name} 的输出格式", f"no output format is named {name}"),
            Text(f"可用的格式：{known}", f"known formats: {known.replace('、', ', ')}"),
        )
    return FORMATS[name]


def _by_suffix(out: Path | None) -> str:
    suffix = out.suffix.lower() if out else ""
    return next((name for name, form in FORMATS.items() if form.suffix == suffix), "text")


def _same(out: Path, path: str) -> bool:
    try:
        return out.exists() and out.samefile(path)
    except OSError:
        return False


def _free(path: str, suffix: str, taken: set[str]) -> str:
    """A file name made of the input's, that no other input of this run has taken.

    >>> taken: set[str] = set()
    >>> _free("a/report.txt", ".html", taken), _free("b/report.docx", ".html", taken)
    ('report.html', 'report-2.html')
    """
    stem, name, n = PurePath(path).stem or "report", "", 1
    while not name or name.lower() in taken:
        name = f"{stem}{suffix}" if n == 1 else f"{stem}-{n}{suffix}"
        n += 1
    taken.add(name.lower())
    return name


def _save(path: Path, shown: str | bytes) -> None:
    path.write_bytes(shown if isinstance(shown, bytes) else shown.encode("utf-8", "backslashreplace"))


def _print(shown: str | bytes) -> None:
    sys.stdout.write(shown if isinstance(shown, str) else shown.decode("utf-8"))
    sys.stdout.flush()
