"""Workers and the one pipe to each; the parent always knows which document is in flight.

A worker that dies costs one retry of the one document that it was on; if that kills another worker, the
document gets a row that says so.  The other documents that the dead worker had been sent go to others.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from ..errors import GoujiError
from ..outcome import Plain
from ..text import Text
from .records import Record
from .rows import Status, dump
from .work import Settings, crashed, over_time
from .worker import READY, REPLY, STATUSES, request

BATCH: Final = 8  # documents sent ahead to a worker, so that it never waits for its parent
BATCH_BYTES: Final = 4_000_000
AHEAD: Final = 2_000  # documents begun beyond the oldest unfinished one; their rows wait in memory
REUSE: Final = 2_000  # documents that one worker reviews: what libraries leak goes with it
HANGS: Final = 20  # wall-clock seconds for each CPU second allowed; load never took so many
GOODBYE: Final = 5.0  # seconds for a worker that has closed its pipe to end
STARTS: Final = 3  # workers that may die in a row before any says that it is ready
BLOCK: Final = 1 << 20
# What a worker inherits of the environment: enough to start Python, no keys and tokens.
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
ONE_THREAD: Final = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_START: Final = "from gouji.corpus.worker import serve; serve()"

Job = tuple[int, Record]


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of one document.

    Args:
        number: of the document.
        contradictions, doubts: findings in it.
        cpu: seconds that it took.
        peak: the most bytes that its worker has had in memory so far.
        line: its row, as JSON.
    """

    number: int
    status: Status
    contradictions: int
    doubts: int
    cpu: float
    peak: int
    line: bytes


@dataclass(slots=True)
class _Worker:
    """A running worker, what it was sent and has not answered, and what is still to be written to it."""

    child: subprocess.Popen[bytes]
    ready: bool = False
    served: int = 0
    queue: deque[Job] = field(default_factory=deque)
    unsent: bytearray = field(default_factory=bytearray)
    answer: bytearray = field(default_factory=bytearray)
    began: float = 0.0  # when the document in flight became so

    @property
    def sink(self) -> int:
        assert self.child.stdin is not None
        return self.child.stdin.fileno()

    @property
    def source(self) -> int:
        assert self.child.stdout is not None
        return self.child.stdout.fileno()

    @property
    def spent(self) -> bool:
        """Whether it is to be replaced as soon as it has answered."""
        return self.served >= REUSE

    def send(self, job: Job) -> None:
        if not self.queue:
            self.began = time.monotonic()
        self.queue.append(job)
        self.unsent += request(*job)

    def write(self) -> None:
        try:
            done = os.write(self.sink, memoryview(self.unsent)[:BLOCK])
        except BlockingIOError:
            return
        except BrokenPipeError:  # it died; its other pipe tells how
            done = len(self.unsent)
        del self.unsent[:done]

    def end(self) -> int:
        """Kill it; gives its exit code, or the negative number of the signal that had ended it."""
        self.child.kill()
        code = self.child.wait()
        for pipe in (self.child.stdin, self.child.stdout):
            if pipe:
                pipe.close()
        return code


class Pool:
    """Some workers; ends them when it is left.

    Args:
        settings: of the run.
        workers: how many processes; None for one a core.

    >>> from gouji.samples import path
    >>> with Pool(Settings(), 1) as pool:
    ...     [(r.number, r.status.value) for r in pool.run([(7, Record("a", "a.txt", path().read_bytes()))])]
    [(7, 'ok')]
    """

    def __init__(self, settings: Settings, workers: int | None = None) -> None:
        self.settings = settings
        self.size = workers or cores()
        self.peak = 0
        self._workers: list[_Worker] = []
        self._again: deque[Job] = deque()
        self._retried: set[int] = set()
        self._failed_starts = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        while self._workers:
            self._workers.pop().end()

    def run(self, jobs: Iterable[Job]) -> Iterator[Reply]:
        """Review documents; gives one reply for each, in the order in which they are done.

        Args:
            jobs: documents with their numbers, which go up.

        Raises:
            GoujiError: workers die before they have started.
        """
        source = _Peekable(iter(jobs))
        try:
            while self._fill(source):
                for worker in self._wait():
                    yield from self._read(worker)
                yield from self._overdue()
        finally:
            if any(w.queue for w in self._workers):
                self.close()  # answers that nobody waits for would be taken for the next ones

    # ---- work out ------------------------------------------------------------------------------------

    def _fill(self, source: _Peekable) -> bool:
        """Send documents to workers that have room; gives whether anything is in flight."""
        while len(self._workers) < self.size and (self._again or source.peek() is not None):
            self._workers.append(self._start())
        oldest = min((n for w in self._workers for n, _ in w.queue), default=None)
        # One document each in turn, so that the last ones do not all queue up at one worker.
        for room in range(BATCH):
            for worker in self._workers:
                if len(worker.queue) > room or worker.spent or len(worker.unsent) > BATCH_BYTES:
                    continue
                job = self._again.popleft() if self._again else source.take(oldest)
                if job is None:
                    break
                worker.send(job)
        return any(w.queue for w in self._workers)

    def _start(self) -> _Worker:
        child = subprocess.Popen(
            # -P: the folder one works in is no place to import from.
            [sys.executable, "-P", "-c", _START, self.settings.to_json(), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={key: value for key, value in os.environ.items() if key in KEPT} | ONE_THREAD,
            start_new_session=True,  # Ctrl-C is for the parent
        )
        assert child.stdin is not None
        os.set_blocking(child.stdin.fileno(), False)
        return _Worker(child)

    # ---- answers in ----------------------------------------------------------------------------------

    def _wait(self) -> list[_Worker]:
        """The workers that have something to say; writes what others wait for."""
        poll = select.poll()
        for worker in self._workers:
            poll.register(worker.source, select.POLLIN)
            if worker.unsent:
                poll.register(worker.sink, select.POLLOUT)
        ready = {pipe for pipe, _ in poll.poll(1000)}
        for worker in self._workers:
            if worker.unsent and worker.sink in ready:
                worker.write()
        return [w for w in self._workers if w.source in ready]

    def _read(self, worker: _Worker) -> Iterator[Reply]:
        block = os.read(worker.source, BLOCK)
        if not block:
            yield from self._died(worker, timed_out=False)
            return
        worker.answer += block
        while len(worker.answer) >= REPLY.size:
            number, status, contradictions, doubts, cpu, peak, length = REPLY.unpack_from(worker.answer)
            end = REPLY.size + length
            if len(worker.answer) < end:
                return
            line = bytes(worker.answer[REPLY.size : end])
            del worker.answer[:end]
            worker.began = time.monotonic()
            self.peak = max(self.peak, peak)
            if number == READY:
                worker.ready, self._failed_starts = True, 0
                continue
            job = worker.queue.popleft()
            assert job[0] == number, "a worker answers in the order in which it was asked"
            worker.served += 1
            reply = Reply(number, STATUSES[status], contradictions, doubts, cpu / 1e6, peak, line)
            if reply.status in (Status.TIMEOUT, Status.MEMORY) or (worker.spent and not worker.queue):
                self._replace(worker)  # what such a document leaves behind is not for the next one
                yield reply
                return
            yield reply

    def _overdue(self) -> Iterator[Reply]:
        """End workers that hang without using the processor."""
        late = time.monotonic() - self.settings.seconds * HANGS
        for worker in [w for w in self._workers if w.queue and w.began < late]:
            yield from self._died(worker, timed_out=True)

    def _died(self, worker: _Worker, timed_out: bool) -> Iterator[Reply]:
        if not timed_out:  # its pipe is closed, so it is about to end; its own exit code is what counts
            with suppress(subprocess.TimeoutExpired):
                worker.child.wait(GOODBYE)
        code = worker.end()
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                raise GoujiError(
                    Text(f"处理进程无法启动（{_how(code)}）", f"workers do not start ({_how(code)})"),
                    Text("请检查安装和内存上限", "check the installation and the memory limit"),
                )
            self._replace(worker)
            return
        if not worker.queue:
            self._replace(worker)
            return
        number, record = worker.queue.popleft()
        self._replace(worker)
        if timed_out or code == -signal.SIGXCPU:
            yield self._ended(Status.TIMEOUT, over_time(number, record, self.settings))
        elif number in self._retried:
            yield self._ended(Status.CRASH, crashed(number, record, self.settings, _how(code)))
        else:
            self._retried.add(number)
            self._again.appendleft((number, record))

    def _replace(self, worker: _Worker) -> None:
        self._again.extend(worker.queue)
        self._workers.remove(worker)
        worker.end()

    def _ended(self, status: Status, row: Plain) -> Reply:
        return Reply(int(row["number"]), status, 0, 0, 0.0, 0, dump(row))


class _Peekable:
    """Documents that can be looked at before they are taken."""

    def __init__(self, jobs: Iterator[Job]) -> None:
        self._jobs = jobs
        self._next: Job | None = next(jobs, None)

    def peek(self) -> Job | None:
        return self._next

    def take(self, oldest: int | None) -> Job | None:
        """The next one, unless it is too far ahead of the oldest unfinished."""
        job = self._next
        if job is None or (oldest is not None and job[0] > oldest + AHEAD):
            return None
        self._next = next(self._jobs, None)
        return job


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _how(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit {code}"
