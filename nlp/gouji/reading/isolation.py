"""Reads files in a child process, so that what a file does to its parser it does to nobody else.

The child only parses: it gets bytes on a pipe and sends a `Document` or an error back as JSON (`wire`).
It is kept for the next file and replaced when it died.  Limits: memory (address space), CPU time per
file, size of the answer, no core files, few of the parent's environment variables; nothing is written,
no connection made and no program started (`confine`).  POSIX only.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

from ..document import Document
from ..errors import DamagedFile, InputError, LimitExceeded
from ..text import Text
from . import handover, wire
from .archives import Member, members
from .handover import DeferredError
from .sniff import MAGIC

T = TypeVar("T")
Plain = dict[str, Any]

GIB: Final = 2**30
REUSE: Final = 200  # files that one child reads before it is replaced: what libraries leak goes with it
HANGS: Final = 20  # wall-clock seconds for each CPU second allowed; load never took so many
ANSWER_BYTES: Final = 250_000_000  # the largest answer: an archive unpacked
BLOCK: Final = 1 << 20
FRAME: Final = struct.Struct(">IQ")  # before each message: length of its JSON head, length of its body
# What the child inherits of the environment: enough to start Python, no keys and tokens.
KEPT: Final = (
    "PATH",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "VIRTUAL_ENV",
    "LANG",
    "LC_ALL",
    "TMPDIR",
)
_START: Final = "from gouji.reading.isolation import serve; serve()"


@dataclass(frozen=True, slots=True)
class Budget:
    """What one file may cost: address space in bytes, CPU seconds; and whether pictures are recognised."""

    memory: int = 2 * GIB
    seconds: int = 10
    recognises: bool = False


PARSING: Final = Budget()
RECOGNISING: Final = Budget(memory=6 * GIB, seconds=600, recognises=True)  # seconds a page, many threads


# ---- the parent's side -------------------------------------------------------------------------------


def read(path_or_bytes: str | os.PathLike[str] | bytes) -> Document:
    """Read one report in a child process.

    Raises:
        InputError: as `gouji.read`; also where the child dies or runs over its limits.

    >>> read("某局2024年政府信息公开工作年度报告\\n一、总体情况\\n公开信息3条。".encode()).year
    2024
    """
    from . import load

    if isinstance(path_or_bytes, bytes):
        return read_bytes(path_or_bytes)
    return read_bytes(load(Path(path_or_bytes)), os.fspath(path_or_bytes))


def read_bytes(data: bytes, path: str = "") -> Document:
    """Read one report from its bytes in a child process; see `read`."""
    if any(data.startswith(magic) for magic, form in MAGIC if form == "doc"):
        from . import office

        return office.read(data, path, _pool(PARSING).read)
    try:
        return _pool(PARSING).read(data, path)
    except DeferredError:
        return _pool(RECOGNISING).read(data, path)


def expand(data: bytes, path: str = "") -> list[Member]:
    """What an archive or a mail holds, unpacked in a child process; see `archives.members`."""
    return _pool(PARSING).expand(data, path)


class Reader:
    """One child process and the pipes to it; one file at a time.

    Args:
        budget: what each file may cost.

    >>> with Reader() as reader:
    ...     reader.read(b"%PDF-1.7 and no more")
    Traceback (most recent call last):
    ...
    gouji.errors.DamagedFile: PDF文件已损坏：请重新下载或重新导出
    """

    def __init__(self, budget: Budget = PARSING) -> None:
        self.budget = budget
        self.owner = os.getpid()
        self.spent = (0.0, 0)  # CPU seconds and peak bytes that the child told with its last answer
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, data: bytes, path: str = "") -> Document:
        """Read one report; see `read_bytes`."""
        _, body = self._ask("read", data, path)
        return self._trusting(lambda: wire.loads(Document, body))

    def expand(self, data: bytes, path: str = "") -> list[Member]:
        """Unpack one archive; see `expand`."""
        head, body = self._ask("expand", data, path)

        def cut() -> list[Member]:
            found, start = [], 0
            for name, size, error in head["members"]:
                failure = None if error is None else wire.error_from_plain(error)
                found.append(Member(str(name), body[start : start + int(size)], failure))
                start += int(size)
            return found

        return self._trusting(cut)

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None and self.owner == os.getpid():
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe:
                    pipe.close()

    def _trusting(self, build: Callable[[], T]) -> T:
        """Build a value from what the child said, which may be nonsense."""
        try:
            return build()
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            self.close()
            raise _crashed(f"answer: {error}") from error

    def _ask(self, task: str, data: bytes, path: str) -> tuple[Plain, bytes]:
        if self._served >= REUSE:
            self.close()
        fresh = self._child is None
        head = json.dumps({"task": task, "path": path, "seconds": self.budget.seconds}).encode()
        frame = b"".join((FRAME.pack(len(head), len(data)), head, data))
        try:
            answer = self._exchange(frame)
        except _DiedError as died:
            self.close()
            # A child that has read other files may have died of what they left behind.
            if fresh or died.signal == signal.SIGXCPU:
                raise died.typed() from None
            return self._ask(task, data, path)
        except BaseException:
            self.close()  # a half-read answer would be taken for the next one's
            raise
        self._served += 1
        size, _ = FRAME.unpack_from(answer)
        start = FRAME.size + size
        said = self._trusting(lambda: dict(json.loads(answer[FRAME.size : start])))
        self.spent = self._trusting(lambda: (float(said["cpu"]), int(said["peak"])))
        if said.get("deferred"):
            raise DeferredError()
        if "error" in said:
            raise self._trusting(lambda: wire.error_from_plain(said["error"]))
        return said, answer[start:]

    def _exchange(self, frame: bytes) -> bytes:
        """Send one message and wait for one, no longer than the budget and no larger than allowed."""
        child = self._running()
        assert child.stdin is not None
        assert child.stdout is not None
        sink, source = child.stdin.fileno(), child.stdout.fileno()
        poll = select.poll()
        poll.register(sink, select.POLLOUT)
        poll.register(source, select.POLLIN)
        rest = memoryview(frame)
        answer = bytearray()
        whole = FRAME.size
        deadline = time.monotonic() + self.budget.seconds * HANGS
        while len(answer) < whole:
            ready = poll.poll(max(0.0, deadline - time.monotonic()) * 1000)
            if not ready:
                raise _DiedError(signal.SIGXCPU)
            for pipe, _ in ready:
                if pipe == source:
                    block = os.read(source, BLOCK)
                    if not block:
                        raise _DiedError(-child.wait())
                    answer += block
                else:
                    rest = rest[_write(sink, rest) :]
                    if not rest:
                        poll.unregister(sink)
            if len(answer) >= FRAME.size:
                whole = FRAME.size + sum(FRAME.unpack_from(answer))
                if whole > ANSWER_BYTES:
                    raise _DiedError(signal.SIGXFSZ)
        return bytes(answer)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            # -P: the folder one works in is no place to import from.
            self._child = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-c",
                    _START,
                    str(self.budget.memory),
                    str(int(self.budget.recognises)),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={key: value for key, value in os.environ.items() if key in KEPT},
                start_new_session=True,  # Ctrl-C is for the parent
            )
            self._served = 0
            assert self._child.stdin is not None
            os.set_blocking(self._child.stdin.fileno(), False)
        return self._child


def _write(sink: int, rest: memoryview) -> int:
    try:
        return os.write(sink, rest[:BLOCK])
    except BlockingIOError:
        return 0
    except BrokenPipeError:
        return len(rest)  # it died; the other pipe tells how


class _DiedError(Exception):
    """The child ended without an answer: by which signal, or a negative exit code."""

    def __init__(self, number: int) -> None:
        self.signal = number
        super().__init__(number)

    def typed(self) -> InputError:
        """The error that the user sees."""
        if self.signal in (signal.SIGXCPU, signal.SIGKILL):
            return LimitExceeded(
                Text("解析超过时间或内存上限", "reading it took more time or memory than allowed"),
                Text("请拆分、精简或另存为普通文件后再试", "split it, slim it or save it anew and try again"),
            )
        if self.signal == signal.SIGXFSZ:
            return LimitExceeded(
                Text("解析结果过大", "what it unpacks to is too large"),
                Text("请拆分或精简文件后再试", "split or slim the file and try again"),
            )
        name = signal.Signals(self.signal).name if self.signal > 0 else f"exit {-self.signal}"
        return _crashed(name)


def _crashed(how: str) -> DamagedFile:
    return DamagedFile(
        Text(f"文件使解析程序崩溃（{how}）", f"the file crashed its parser ({how})"),
        Text("请用原程序打开并另存后再试", "open it in its program, save it anew and try again"),
    )


class _Pool:
    """Idle readers of one budget; a thread that finds none starts another."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.idle: list[Reader] = []

    def read(self, data: bytes, path: str) -> Document:
        return self._with(lambda reader: reader.read(data, path))

    def expand(self, data: bytes, path: str) -> list[Member]:
        return self._with(lambda reader: reader.expand(data, path))

    def _with(self, use: Callable[[Reader], T]) -> T:
        try:
            reader = self.idle.pop()
        except IndexError:
            reader = Reader(self.budget)
        try:
            return use(reader)
        finally:
            if len(self.idle) < (os.cpu_count() or 1) and reader.owner == os.getpid():
                self.idle.append(reader)
            else:
                reader.close()

    def close(self) -> None:
        while self.idle:
            self.idle.pop().close()


_POOLS: Final[dict[Budget, _Pool]] = {}


def _pool(budget: Budget) -> _Pool:
    return _POOLS.setdefault(budget, _Pool(budget))


@atexit.register
def close() -> None:
    """End all children that are kept for the next file."""
    for pool in _POOLS.values():
        pool.close()


# A child of fork must not talk on its parent's pipes.
os.register_at_fork(after_in_child=_POOLS.clear)


# ---- the child's side --------------------------------------------------------------------------------


def serve() -> None:
    """The life of the child: limits first, then one message in and one out until the parent is gone."""
    from .confine import confine

    memory, recognises = int(sys.argv[1]), sys.argv[2] == "1"
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    confine()
    handover.deferring = not recognises
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    for standard in (0, 1):  # whatever a library prints must not get between the messages
        os.dup2(2, standard)
    while (head := _receive(source)) is not None:
        request, data = head
        began = _cpu()
        # Whole seconds of the process, rounded down: a file never gets more than its budget.
        most = int(began + request["seconds"])
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
        answer, body = _answer(request, data)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        answer |= {"cpu": _cpu() - began, "peak": peak}
        told = json.dumps(answer).encode()
        sink.write(FRAME.pack(len(told), len(body)))
        sink.write(told)
        sink.write(body)
        sink.flush()


def _receive(source: BinaryIO) -> tuple[Plain, bytes] | None:
    frame = source.read(FRAME.size)
    if len(frame) < FRAME.size:
        return None
    size, length = FRAME.unpack(frame)
    return dict(json.loads(source.read(size))), source.read(length)


def _answer(request: Plain, data: bytes) -> tuple[Plain, bytes]:
    from . import read_bytes as read_here

    path = str(request["path"])
    try:
        if request["task"] == "expand":
            found = members(data)
            told = [(m.name, len(m.data), m.error and wire.error_to_plain(m.error)) for m in found]
            return {"members": told}, b"".join(m.data for m in found)
        return {}, wire.dumps(read_here(data, path))
    except DeferredError:
        return {"deferred": True}, b""
    except InputError as error:
        return {"error": wire.error_to_plain(error)}, b""


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
