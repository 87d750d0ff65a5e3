"""The plan of a job, written before anything runs: what goes in, how it is cut, and by what it is done.

::

    DIR/_job.json          this plan
    DIR/_inputs.parquet    the inputs with their hashes
    DIR/results/part-00000.parquet ...   one a shard, there whole or not at all
    DIR/across/ ...        what `gouji corpus across` makes of them
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from ..errors import DamagedFile, MissingFile, UsageError
from ..text import Text
from .containers import extra
from .files import commit
from .fingerprint import fingerprint
from .sources import Input, Source, scan
from .work import Settings

JOB: Final = "_job.json"
INPUTS: Final = "_inputs.parquet"
LOCK: Final = "_lock"
SCHEMA: Final = "gouji/corpus-job/1"
PARTS: Final = {
    "version": Text("版本", "version"),
    "code": Text("程序代码", "code"),
    "rules": Text("检查规则", "rules"),
    "schema": Text("结果格式", "schema"),
    "python": Text("Python 版本", "Python"),
    "libraries": Text("依赖库", "libraries"),
    "settings": Text("设置", "settings"),
    "inputs": Text("输入文件", "inputs"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A job: the documents of a source in shards, and what decides its result.

    Args:
        out: folder of the job.
        source: the documents.
        settings: of the run.
        fingerprint: see `gouji.corpus.fingerprint`.
        shards: numbers of the documents of each, half-open.
    """

    out: Path
    source: Source
    settings: Settings
    fingerprint: dict[str, str]
    shards: tuple[tuple[int, int], ...]

    @property
    def results(self) -> Path:
        """The folder of the shards."""
        return self.out / "results"

    def part(self, shard: int) -> Path:
        """The file of a shard."""
        return self.results / f"part-{shard:05d}.parquet"

    def pending(self) -> list[int]:
        """The shards that are still to be done."""
        there = set(os.listdir(self.results)) if self.results.is_dir() else set()
        return [n for n in range(len(self.shards)) if self.part(n).name not in there]


def prepare(source: str | os.PathLike[str], out: str | os.PathLike[str], settings: Settings) -> Plan:
    """The plan of a job: a new one, or the one that is in the folder, if it is of the same job.

    Raises:
        UsageError: the folder has another job, and what differs.
        InputError: the source cannot be scanned.
    """
    folder = Path(out)
    old = load(folder) if (folder / JOB).exists() else None
    found = scan(source, {i.path: i for i in old.source.inputs} if old else {})
    prints = fingerprint(settings.checked(), found.inputs)
    if old is not None:
        _same(old, prints, found)
        return Plan(folder, found, settings, prints, old.shards)
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(
            Text(f"{folder} 不是空目录，也没有任务", f"{folder} is not empty and has no job"),
            Text("请换一个输出目录", "name another folder"),
        )
    plan = Plan(folder, found, settings, prints, _cut(found.documents, settings.shard))
    _write(plan)
    return plan


def _cut(documents: int, size: int) -> tuple[tuple[int, int], ...]:
    return tuple((start, min(start + size, documents)) for start in range(0, documents, size))


def _same(old: Plan, now: dict[str, str], found: Source) -> None:
    """Refuse to go on with a job that another program, other settings or other inputs began."""
    wrong = [part for part in PARTS if old.fingerprint.get(part) != now[part]]
    if not wrong:
        return
    zh, en = ([PARTS[part].say(lang) for part in wrong] for lang in ("zh", "en"))
    detail = _changes(old, now, found, wrong)
    raise UsageError(
        Text(
            f"{old.out} 里的任务与这次不同：{'、'.join(zh)}{detail}",
            f"the job in {old.out} is another one: {', '.join(en)} differ{detail}",
        ),
        Text(
            "请用原来的程序和设置继续，或换一个输出目录",
            "go on with the program and settings that began it, or name another folder",
        ),
    )


def _changes(old: Plan, now: dict[str, str], found: Source, wrong: list[str]) -> str:
    """What differs, for people; hashes say nothing to them."""
    told = []
    if "inputs" in wrong:
        before = {i.path: i.sha256 for i in old.source.inputs}
        after = {i.path: i.sha256 for i in found.inputs}
        changed = sum(before[p] != after[p] for p in before.keys() & after.keys())
        told.append(f"+{len(after.keys() - before.keys())} -{len(before.keys() - after.keys())} ≠{changed}")
    if "settings" in wrong:
        was, is_ = (json.loads(p["settings"]) for p in (old.fingerprint, now))
        told += [f"{k} {was.get(k)} → {is_[k]}" for k in is_ if was.get(k) != is_[k]]
    told += [f"{old.fingerprint.get(k)} → {now[k]}" for k in ("version", "python", "libraries") if k in wrong]
    return f"（{'；'.join(told)}）" if told else ""


def _write(plan: Plan) -> None:
    pa, parquet = extra("pyarrow"), extra("pyarrow.parquet")
    plan.results.mkdir(parents=True, exist_ok=True)
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_pylist([asdict(i) for i in plan.source.inputs]), sink)
    commit(plan.out / INPUTS, sink.getvalue().to_pybytes())
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "source": str(plan.source.root.resolve()),
        "documents": plan.source.documents,
        "inputs": {"count": len(plan.source.inputs), "list": INPUTS, "passed_over": plan.source.passed_over},
        "fingerprint": plan.fingerprint,
        "settings": asdict(plan.settings),
        "shards": plan.shards,
    }
    commit(plan.out / JOB, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


def load(out: str | os.PathLike[str]) -> Plan:
    """The plan that is in a folder.

    Raises:
        MissingFile: there is none.
        DamagedFile: it is not one of ours.
    """
    folder = Path(out)
    try:
        told = json.loads((folder / JOB).read_text("utf-8"))
        inputs = extra("pyarrow.parquet").read_table(folder / INPUTS).to_pylist()
        return Plan(
            folder,
            Source(Path(told["source"]), tuple(Input(**i) for i in inputs), told["inputs"]["passed_over"]),
            Settings.from_json(json.dumps(told["settings"])),
            told["fingerprint"],
            tuple((int(start), int(stop)) for start, stop in told["shards"]),
        )
    except FileNotFoundError:
        raise MissingFile(
            Text(f"{folder} 里没有任务", f"{folder} has no job"),
            Text("请先运行 gouji corpus run", "start one with gouji corpus run"),
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedFile(
            Text(f"{folder / JOB} 已损坏", f"{folder / JOB} is damaged"),
            Text("请换一个输出目录重新运行", "run into another folder"),
        ) from error


@contextmanager
def locked(plan: Plan) -> Iterator[None]:
    """Keep a second run out of the folder while this one works; the lock goes with the process.

    Raises:
        UsageError: another run has it.
    """
    with (plan.out / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError(
                Text(f"另一个进程正在处理 {plan.out}", f"another run is at work in {plan.out}"),
                Text("请等它结束", "wait until it has ended"),
            ) from None
        yield
