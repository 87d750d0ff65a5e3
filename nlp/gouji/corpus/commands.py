"""The commands ``gouji corpus …``: arguments in, exit status out."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec

import typer

from ..errors import GoujiError
from ..text import Text

if TYPE_CHECKING:
    from .plan import Plan
    from .pool import Reply
    from .running import Progress

DONE, FOUND, FAILED, STOPPED = 0, 1, 2, 130
GIB = 2**30
PARSING, RECOGNISING = (20.0, 2.0), (600.0, 6.0)  # CPU seconds a document, GiB a worker
P = ParamSpec("P")

app = typer.Typer(
    help="批量处理：成千上万份报告，跨年度、跨机关 · Many reports, across years and bodies.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Engine(StrEnum):
    """What schedules the shards."""

    local = "local"
    ray = "ray"
    spark = "spark"


class Shape(StrEnum):
    """How the answer to a query is printed."""

    table = "table"
    csv = "csv"
    json = "json"


Source = Annotated[
    Path, typer.Argument(metavar="SOURCE", help="文件夹，或 JSONL、Parquet、tar、zip、WARC · folder or file")
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="任务目录 · folder of the job")]


def told(command: Callable[P, None]) -> Callable[P, None]:
    """The command, with every error that gouji raises on purpose as one line and status 2."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except GoujiError as error:
            from ..reporting.words import inert

            typer.echo("✗ " + inert(error.say()), err=True)
            raise typer.Exit(FAILED) from None

    return run


@app.command()
@told
def pack(
    source: Source,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="输出目录 · folder to write to")],
    shard: Annotated[int, typer.Option(help="每个文件的报告数 · documents in a file")] = 5_000,
) -> None:
    """把报告装进 Parquet 文件，便于搬运和分布处理 · Pack documents into Parquet files."""
    from .packing import pack as pack_source

    written = pack_source(source, out, shard)
    say = Text("{n} 份报告，{files} 个文件", "{n} documents, {files} files")
    typer.echo(say.format(n=written.documents, files=written.files).say(), err=True)


@app.command()
@told
def run(
    source: Source,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="任务目录 · folder of the job")],
    workers: Annotated[int | None, typer.Option(min=1, help="进程数，默认每核一个 · processes")] = None,
    shard: Annotated[int, typer.Option(help="每片报告数 · documents in a shard")] = 500,
    seconds: Annotated[
        float | None,
        typer.Option(help="每份报告 CPU 秒数上限，默认 20，识别时 600 · CPU seconds each"),
    ] = None,
    memory: Annotated[
        float | None, typer.Option(metavar="GIB", help="进程内存上限，默认 2，识别时 6 · memory of a worker")
    ] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="识别扫描件（慢）· recognise scans (slow)")] = False,
    linker: Annotated[
        str, typer.Option(metavar="NAME", help="数字归格 · rules, linear, or path of a transformer (slow)")
    ] = "linear",
    claims: Annotated[
        bool, typer.Option("--claims/--no-claims", help="保存正文数字 · keep the claims")
    ] = True,
    lang: Annotated[str, typer.Option(help="提示语言 zh en · language of messages")] = "zh",
    engine: Annotated[Engine, typer.Option(help="调度 local ray spark · what schedules")] = Engine.local,
    address: Annotated[str, typer.Option(help="集群地址 · address of the cluster")] = "",
) -> None:
    """核对全部报告；中断后用同一命令继续 · Review all documents; the same command goes on after a break."""
    from ..neural import proposers
    from .plan import prepare
    from .work import Settings

    usual = RECOGNISING if ocr else PARSING
    settings = Settings(
        lang=lang,
        claims=claims,
        seconds=usual[0] if seconds is None else seconds,
        memory=int((usual[1] if memory is None else memory) * GIB),
        ocr=ocr,
        linker=linker,
        shard=shard,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends us, the job goes on later
    began = time.monotonic()
    proposers(linker)  # one that cannot be loaded fails here and not in every row
    plan = prepare(source, out, settings)
    try:
        progress = _run(plan, engine, workers, address)
    except KeyboardInterrupt:
        typer.echo("已中断；用同一命令继续 · stopped; the same command goes on from here", err=True)
        raise typer.Exit(STOPPED) from None
    _summary(plan, progress, time.monotonic() - began)


def _run(plan: Plan, engine: Engine, workers: int | None, address: str) -> Progress:
    if engine is Engine.ray:
        from .engines.on_ray import run_on_ray

        return run_on_ray(plan, address)
    if engine is Engine.spark:
        from .engines.on_spark import run_on_spark

        return run_on_spark(plan, address)
    from .running import run_plan

    pending = plan.pending()
    total = sum(stop - start for start, stop in (plan.shards[n] for n in pending))
    with _Bar(total) as bar:
        return run_plan(plan, workers, bar.add)


class _Bar:
    """Progress on standard error: rate, findings so far, failures, time left."""

    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]:.0f}/s  ✗{task.fields[found]}  !{task.fields[failed]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            refresh_per_second=4,
        )
        self._task = self._bar.add_task("", total=total, rate=0.0, found=0, failed=0)
        self._began = time.monotonic()
        self._done = self._found = self._failed = 0

    def __enter__(self) -> _Bar:
        if sys.stderr.isatty():
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):
            self._bar.stop()

    def add(self, reply: Reply) -> None:
        self._done += 1
        self._found += reply.contradictions
        self._failed += reply.status != "ok"
        if self._done % 16 == 0:
            rate = self._done / max(time.monotonic() - self._began, 1e-9)
            self._bar.update(
                self._task, completed=self._done, rate=rate, found=self._found, failed=self._failed
            )


def _summary(plan: Plan, progress: Progress, seconds: float) -> None:
    statuses = "  ".join(f"{name} {count}" for name, count in sorted(progress.statuses.items())) or "-"
    passed = sum(plan.source.passed_over.values())
    lines = [
        Text(
            "{done} 份（{statuses}）：矛盾 {found}，存疑 {doubts}；{seconds:.0f} 秒，进程峰值 {peak:.0f} MB",
            "{done} documents ({statuses}): {found} contradictions, {doubts} doubts; {seconds:.0f} s, "
            "{peak:.0f} MB a worker at most",
        ).format(
            done=progress.done,
            statuses=statuses,
            found=progress.contradictions,
            doubts=progress.doubts,
            seconds=seconds,
            peak=progress.peak / 1e6,
        )
    ]
    if passed:
        kinds = " ".join(f"{suffix or '-'}:{n}" for suffix, n in plan.source.passed_over.items())
        lines.append(
            Text(
                "略过 {n} 个不是报告的文件（{kinds}）", "{n} files that are no reports passed over ({kinds})"
            ).format(n=passed, kinds=kinds)
        )
    for line in lines:
        typer.echo(line.say(plan.settings.speech), err=True)


@app.command()
@told
def status(out: Folder) -> None:
    """任务进度 · How far a job is."""
    from .store import status as state_of

    state = state_of(out)
    statuses = "  ".join(f"{name} {n}" for name, n in state.statuses.items()) or "-"
    rows = sum(state.statuses.values())
    typer.echo(f"{state.done}/{state.shards} 片 shards  {rows}/{state.documents} 份 documents")
    typer.echo(statuses)
    raise typer.Exit(DONE if state.complete else FOUND)


@app.command()
@told
def query(
    out: Folder,
    sql: Annotated[str, typer.Argument(metavar="SQL", help="表 results findings claims cells panel …")],
    format: Annotated[Shape, typer.Option(help="table csv json")] = Shape.table,
) -> None:
    """用 SQL 查询结果 · Ask the results in SQL (DuckDB)."""
    from ..reporting.words import inert
    from .store import query as ask

    frame = ask(out, sql)
    if format is Shape.csv:
        text = frame.to_csv(index=False)
    elif format is Shape.json:
        text = frame.to_json(orient="records", lines=True, force_ascii=False)
    else:
        text = frame.to_string(index=False, max_colwidth=60) + "\n"
    typer.echo(inert(text), nl=False)


@app.command()
@told
def across(out: Folder) -> None:
    """跨年度、跨机关核对，并生成面板数据 · Compare across years and bodies; make the panel."""
    from .across import across as compare

    made = compare(out)
    for name, count in made.items():
        typer.echo(f"{name:10} {count:>8}")


@app.command()
@told
def report(
    out: Folder,
    lang: Annotated[str, typer.Option(help="语言 zh en · language")] = "zh",
) -> None:
    """总览网页和问题清单 · The overview as HTML, the findings as XLSX."""
    from .overview import write

    for file in write(out, "en" if lang == "en" else "zh"):
        typer.echo(str(file))
