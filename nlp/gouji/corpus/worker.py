"""The life of a worker: a process that reviews the documents it is sent, under limits, one at a time.

Documents come on standard input, a reply for each goes to standard output.  Time is limited twice: a timer
raises an exception in Python code, and the kernel ends the process if that did not help (a library in an
endless loop, an exception swallowed).  Only the CPU time of this process counts, so that a busy machine gives
no false timeouts.  POSIX only.
"""

from __future__ import annotations

import ctypes
import gc
import json
import math
import os
import resource
import signal
import struct
import sys
from types import FrameType
from typing import BinaryIO, Final

from ..outcome import Plain
from .records import Record
from .rows import Status, dump
from .work import Settings, Work, over_memory, over_time, process

REQUEST: Final = struct.Struct(">qIQ")  # number, length of the JSON head, length of the document
# Number, index of the status, contradictions, doubts, CPU microseconds, peak bytes, length of the row.
REPLY: Final = struct.Struct(">qBIIQQI")
STATUSES: Final = tuple(Status)
GRACE: Final = 3.0  # CPU seconds between the exception and the end of the process
AGAIN: Final = 1.0  # CPU seconds after which the exception is raised once more
COLLECTED: Final = 20_000  # new objects after which garbage is looked for: a document makes few circles
READY: Final = -1  # number of the reply that says that the worker has started
_PR_SET_PDEATHSIG: Final = 1
WARM: Final = "试读乡2024年政府信息公开工作年度报告\n一、总体情况\n全年主动公开政府信息3条，其中政策解读1条。"


class OverTimeError(BaseException):
    """Raised by the timer; no `Exception`, so that handlers for those let it pass."""


def request(number: int, record: Record) -> bytes:
    """A document as it is sent to a worker."""
    head = json.dumps([record.id, record.path, record.modified, record.error]).encode()
    return b"".join((REQUEST.pack(number, len(head), len(record.data)), head, record.data))


def serve() -> None:
    """Limits first, then a reply for each document until the parent is gone."""
    settings = Settings.from_json(sys.argv[1])
    _die_with_parent(int(sys.argv[2]))
    resource.setrlimit(resource.RLIMIT_AS, (settings.memory, settings.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    for standard in (0, 1):  # whatever a library prints must not get between the replies
        os.dup2(2, standard)
    work = settings.function()
    process(0, Record("", "", WARM.encode()), settings, work)  # loads what is loaded once
    gc.freeze()  # and what was loaded need not be looked through again
    gc.set_threshold(COLLECTED, 20, 50)
    signal.signal(signal.SIGPROF, _raise)
    sink.write(REPLY.pack(READY, 0, 0, 0, 0, _peak(), 0))
    sink.flush()
    while (asked := _receive(source)) is not None:
        number, record = asked
        before = _cpu()
        row = _limited(number, record, settings, work)
        status = STATUSES.index(Status(str(row["status"])))
        line = dump(row)
        found = [int(row.get(key) or 0) for key in ("contradictions", "doubts")]
        sink.write(REPLY.pack(number, status, *found, int((_cpu() - before) * 1e6), _peak(), len(line)))
        sink.write(line)
        sink.flush()


def _limited(number: int, record: Record, settings: Settings, work: Work) -> Plain:
    most = math.ceil(_cpu() + settings.seconds + GRACE)
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    try:
        signal.setitimer(signal.ITIMER_PROF, settings.seconds, AGAIN)
        try:
            return process(number, record, settings, work)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except OverTimeError:  # also one that was raised while the timer was being stopped
        signal.setitimer(signal.ITIMER_PROF, 0)
        return over_time(number, record, settings)
    except MemoryError:  # none was left to say so
        signal.setitimer(signal.ITIMER_PROF, 0)
        return over_memory(number, record, settings)


def _raise(number: int, frame: FrameType | None) -> None:
    raise OverTimeError


def _receive(source: BinaryIO) -> tuple[int, Record] | None:
    frame = source.read(REQUEST.size)
    if len(frame) < REQUEST.size:
        return None
    number, size, length = REQUEST.unpack(frame)
    name, path, modified, error = json.loads(source.read(size))
    return number, Record(name, path, source.read(length), modified, error)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _die_with_parent(parent: int) -> None:
    """End when the parent is killed, even in the middle of a document; elsewhere than on Linux after it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was gone before we asked
            sys.exit(1)
