"""Many documents: run a corpus without losing one, ask it questions, and compare across bodies and years.

The pieces, in the order in which a document meets them: `sources` and `containers` give records, `plan` cuts
them into shards, `pool` sends them to `worker` processes, `running` commits the rows, `store` answers
questions, `panel`, `chains`, `copies` and `outliers` look across, `overview` draws it.

The names below are imported when they are first used, as those of `gouji` are.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .frames import check_frame as check_frame
    from .frames import check_frames as check_frames
    from .packing import pack as pack
    from .running import run as run
    from .store import query as query
    from .store import status as status
    from .store import to_frame as to_frame
    from .work import Settings as Settings

# Name -> the module that has it.
_HOME: Final = {
    "Settings": "work",
    "check_frame": "frames",
    "check_frames": "frames",
    "pack": "packing",
    "query": "store",
    "run": "running",
    "status": "store",
    "to_frame": "store",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
