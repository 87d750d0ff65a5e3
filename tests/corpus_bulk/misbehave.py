"""Work that does to its worker what the document asks for; everything else is reviewed as always."""

from __future__ import annotations

import os
import re
import signal
import time

import numpy as np

from gouji.corpus.records import Record
from gouji.corpus.work import Settings, review_record
from gouji.outcome import Plain


def spin() -> None:
    while True:
        pass


def spin_and_swallow() -> None:
    while True:
        try:
            spin()
        except BaseException:
            continue


def hang_in_regex() -> None:
    re.fullmatch(r"(?:a|a)*b", "a" * 40)


def hang_in_c() -> None:
    sum(range(10**13))  # never looks at signals


def eat_memory() -> None:
    held = []
    while True:  # never touched, so that it costs memory and no CPU time, even where pages come slowly
        held.append(np.empty(50_000_000, np.uint8))


def fail() -> None:
    raise ZeroDivisionError("as asked")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    os._exit(7)


def abort() -> None:
    os.abort()


def sleep_long() -> None:
    time.sleep(3600)


DEEDS = {
    f.__name__: f
    for f in (
        spin,
        spin_and_swallow,
        hang_in_regex,
        hang_in_c,
        eat_memory,
        fail,
        die,
        leave,
        abort,
        sleep_long,
    )
}
EXPECTED = {
    "spin": "timeout",
    "spin_and_swallow": "timeout",
    "hang_in_regex": "timeout",
    "hang_in_c": "timeout",
    "sleep_long": "timeout",
    "eat_memory": "memory",
    "fail": "error",
    "die": "crash",
    "leave": "crash",
    "abort": "crash",
}


def work(number: int, record: Record, settings: Settings) -> Plain:
    """What ``Settings.work`` names in the tests."""
    deed = re.match(rb"!(\w+)", record.data)
    if deed:
        DEEDS[deed[1].decode()]()
    return review_record(number, record, settings)
