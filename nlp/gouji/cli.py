"""The command ``gouji``: arguments in, exit status out; the work is done elsewhere.

Exit status: 0 all read and nothing contradictory; 1 at least one contradiction (with ``--strict`` also
a doubt); 2 an input that could not be read, or bad usage.  2 wins over 1.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from . import __version__
from .corpus.commands import app as corpus
from .errors import GoujiError, MissingTool, UsageError
from .neural.commands import app as models
from .text import Lang, Text

if TYPE_CHECKING:
    from .document import Document
    from .extraction.proposals import Proposer
    from .llm.endpoint import Endpoint
    from .llm.extractor import LlmLinker
    from .outcome import Review
    from .reporting import Failure, Outcome
    from .reporting.selection import Selection
    from .summary.abstract import Writer
    from .summary.centrality import Encoder

app = typer.Typer(
    name="gouji",
    help="核对政府报告中的数字 · Check the figures that Chinese government reports state.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(corpus, name="corpus")
app.add_typer(models, name="models")

CLEAN, FOUND, FAILED = 0, 1, 2


class Speech(StrEnum):
    """Languages of messages."""

    zh = "zh"
    en = "en"


class Form(StrEnum):
    """Forms of output of the commands that print one answer."""

    text = "text"
    json = "json"


EndpointOption = Annotated[
    str, typer.Option(metavar="URL", help="OpenAI 兼容接口，口令取自 GOUJI_LLM_KEY · where the model is")
]
InsecureOption = Annotated[
    bool, typer.Option("--insecure", help="允许不加密的内网接口 · allow plain http inside your network")
]
CacheOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="模型回答的缓存 · where the model's answers are kept")
]
TimeoutOption = Annotated[float, typer.Option(min=1, metavar="SECONDS", help="回答时限 · time to answer")]
LangOption = Annotated[Speech, typer.Option("--lang", help="提示语言 · language of messages")]


def main() -> None:
    """Run the command line; every error that gouji raises on purpose becomes one line and status 2."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        # the reader of our output has gone; keep Python from complaining when it flushes at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(CLEAN)


@app.callback(invoke_without_command=True)
def _version(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="版本 · version")] = False,
) -> None:
    if version:
        typer.echo(f"gouji {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="报告文件 · reports to check")],
    previous: Annotated[
        str | None, typer.Option(metavar="PATH", help="上一年度的报告 · last year's report")
    ] = None,
    format: Annotated[
        str | None, typer.Option(help="输出格式 · text json html docx pdf xlsx csv sarif md")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="输出文件；多份文档时为文件夹 · file, or folder")
    ] = None,
    lang: LangOption = Speech.zh,
    notes: Annotated[
        bool, typer.Option("--notes", help="也列出格式和完整性提示 · also show notes about form")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="存疑也返回 1 · a doubt also gives status 1")
    ] = False,
    only: Annotated[str, typer.Option(metavar="CODES", help="只要这些代码，如 N2,T3 · only these")] = "",
    ignore: Annotated[str, typer.Option(metavar="CODES", help="不要这些代码 · leave these out")] = "",
    store: Annotated[
        Path | None, typer.Option(metavar="FILE", help="复核记录；已排除的不再列出 · verdicts to heed")
    ] = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="JSON 中带上全文 · JSON carries the text")
    ] = False,
    linker: Annotated[
        str,
        typer.Option(metavar="NAME", help="数字归格 · rules, linear, or path of a transformer"),
    ] = "linear",
    model: Annotated[
        str, typer.Option(metavar="NAME", help="该接口上的模型，问其余数字 · asked about what is still open")
    ] = "",
    endpoint: EndpointOption = "",
    insecure: InsecureOption = False,
    cache: CacheOption = None,
    timeout: TimeoutOption = 120,
) -> None:
    """核对报告，列出不能同时成立的数字 · Check reports and show which figures cannot all be true."""
    from .neural import proposers
    from .reporting import Options
    from .reporting.output import Target
    from .reporting.selection import Selection
    from .reporting.terminal import colour_wanted

    speech: Lang = lang.value
    try:
        target = Target.choose(format, out, paths)
        selection = Selection.parse(only, ignore, _codes() if only or ignore else ())
        if previous is not None and len(paths) > 1:
            raise UsageError(
                Text("--previous 只能与一份报告同用", "--previous goes with one report only"),
                Text("请逐份核对", "check the reports one by one"),
            )
        ending = Ending(speech, strict)
        asked = proposers(linker)
        llm = _llm_linker(_endpoint(endpoint, model, insecure, cache, timeout))
        asked += (llm,) if llm is not None else ()
        found = _checked(_watched(paths, out, speech), previous, selection, ending, asked)
        outcomes = ending.watch(found if store is None else _undismissed(found, store, speech))
        unshown = target.write(
            outcomes,
            Options(
                lang=speech,
                notes=notes,
                with_text=with_text,
                width=_width() if out is None else Options().width,
                colour=out is None and colour_wanted(sys.stdout.isatty()),
            ),
        )
    except GoujiError as error:
        _stop(error, speech)
    for failure in unshown:
        ending.failed(failure)
    if llm is not None:
        _tell(llm, speech)
    raise typer.Exit(ending.status)


@app.command()
def checks(lang: LangOption = Speech.zh) -> None:
    """列出全部检查 · List all checks."""
    from rich.cells import cell_len

    from .reporting.explain import listing

    rows = listing(lang.value)
    wide = max(cell_len(verdict) for _, verdict, _ in rows)
    for code, verdict, title in rows:
        typer.echo(f"{code:6} {verdict}{' ' * (wide - cell_len(verdict))}  {title}")


@app.command()
def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="检查代码，如 N2 · the code of a check")],
    lang: LangOption = Speech.zh,
) -> None:
    """说明一项检查：查什么、为什么、依据 · Explain a check: what, why, example, source."""
    from .reporting.explain import page
    from .reporting.selection import Selection

    try:
        found = Selection.parse(code, "", _codes()).only
    except GoujiError as error:
        _stop(error, lang.value)
    typer.echo("\n".join(page(c) for c in sorted(found)), nl=False)


@app.command("verify")
def verify_text(
    file: Annotated[str, typer.Argument(metavar="TEXT", help="通稿、摘要等 · the text to hold against it")],
    against: Annotated[str, typer.Option(metavar="REPORT", help="所依据的报告 · the report it speaks of")],
    format: Annotated[Form, typer.Option(help="输出格式 · text json")] = Form.text,
    lang: LangOption = Speech.zh,
) -> None:
    """逐个数字核对通稿与报告 · Hold every figure of a text against the report it speaks of."""
    from .reporting.words import inert
    from .verification import Answer, lines, to_dict, verify

    speech: Lang = lang.value
    try:
        text, report = _told(file), _reviewed(against)
        answers = verify(text, report)
    except GoujiError as error:
        _stop(error, speech)
    if format is Form.json:
        typer.echo(_json(to_dict(answers, text, report)))
    else:
        typer.echo(inert("\n".join(lines(answers, text, report, speech))))
    raise typer.Exit(FOUND if any(a.verdict is Answer.CONTRADICTED for a in answers) else CLEAN)


@app.command()
def summarize(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="报告 · the report")],
    previous: Annotated[
        str | None, typer.Option(metavar="PATH", help="上一年度的报告 · last year's report")
    ] = None,
    length: Annotated[int, typer.Option(min=0, help="摘录字数 · characters of the extract")] = 600,
    model: Annotated[
        str, typer.Option(metavar="NAME|DIR", help="写摘要的模型 · model that writes a summary")
    ] = "",
    endpoint: EndpointOption = "",
    insecure: InsecureOption = False,
    cache: CacheOption = None,
    timeout: TimeoutOption = 120,
    encoder: Annotated[
        str, typer.Option(metavar="NAME|DIR", help="选摘录用的句向量模型 · encoder that chooses the extract")
    ] = "",
    format: Annotated[Form, typer.Option(help="输出格式 · text json")] = Form.text,
    lang: LangOption = Speech.zh,
) -> None:
    """关键数字与摘录，或经核对的模型摘要 · Key figures, and an extract or a model's summary, checked."""
    from .reporting.words import inert
    from .reviewing import review
    from .summary import summarize as shorten

    try:
        last_year = None if previous is None else _one(previous)
        writer = _writer(model, _endpoint(endpoint, model, insecure, cache, timeout))
        short = shorten(review(_one(report), last_year), length, writer, _encoder(encoder))
    except GoujiError as error:
        _stop(error, lang.value)
    found = _json(short.to_dict(lang.value)) if format is Form.json else "\n".join(short.lines(lang.value))
    typer.echo(found if format is Form.json else inert(found))


@app.command("verify-proof")
def verify_proof(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="gouji check --format json 的输出")],
    lang: LangOption = Speech.zh,
) -> None:
    """独立复算核对结果中的证明 · Replay the proofs of a review, trusting nothing of what wrote it."""
    from .proof import verify
    from .reporting.words import inert

    speech: Lang = lang.value
    try:
        replays = verify(file)
    except GoujiError as error:
        _stop(error, speech)
    for r in replays:
        trouble = "" if r.trouble is None else Text("：", ": ").say(speech) + r.trouble.say(speech)
        typer.echo(inert(f"{'✓' if r.stands else '✗'} {r.path} {r.code} {r.formula}{trouble}"))
    stand = sum(r.stands for r in replays)
    counted = Text("{n} 个证明，{stand} 个成立", "{n} proofs, {stand} stand")
    typer.echo(counted.format(n=len(replays), stand=stand).say(speech), err=True)
    raise typer.Exit(CLEAN if stand == len(replays) else FOUND)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="监听地址 · address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口；0 为任选 · port, 0 for any")] = 8000,
    store: Annotated[
        Path | None, typer.Option(metavar="FILE", help="复核记录 · where verdicts are kept")
    ] = None,
    keep: Annotated[int, typer.Option(metavar="MINUTES", help="文件保留分钟数 · how long files stay")] = 60,
    name: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="允许的主机名 · further names of this server")
    ] = None,
    lang: LangOption = Speech.zh,
) -> None:
    """打开本机网页：上传、核对、逐条复核 · A local page to hand in, check and decide."""
    speech: Lang = lang.value
    missing = [m for m in ("fastapi", "uvicorn", "python_multipart") if importlib.util.find_spec(m) is None]
    if missing:
        _stop(
            MissingTool(
                Text(f"网页服务缺少 {'、'.join(missing)}", f"the page needs {', '.join(missing)}"),
                Text("请安装：pip install 'gouji[serve]'", "install it: pip install 'gouji[serve]'"),
            ),
            speech,
        )
    from .service.run import run

    try:
        run(host, port, store, keep * 60.0, name or [])
    except GoujiError as error:
        _stop(error, speech)


class Ending:
    """The exit status as it builds up; what fails is told on standard error as it comes."""

    def __init__(self, lang: Lang, strict: bool) -> None:
        self.lang = lang
        self.strict = strict
        self.status = CLEAN

    def watch(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass the outcomes on and note what they mean for the status."""
        from .reporting import Failure

        for outcome in outcomes:
            if isinstance(outcome, Failure):
                self.failed(outcome)
            else:
                self.status = max(self.status, _status(outcome, self.strict))
            yield outcome

    def failed(self, failure: Failure) -> None:
        """Tell a failure in one line."""
        _say(failure.path, failure.error, self.lang)
        self.status = FAILED


def _checked(
    paths: Iterable[str],
    previous: str | None,
    selection: Selection,
    ending: Ending,
    asked: Sequence[Proposer],
) -> Iterator[Outcome]:
    """Read and review each input; one that fails does not stop the others."""
    from .reading import read
    from .reporting import Failure
    from .reviewing import review

    last_year = None
    if previous is not None:
        try:
            last_year = read(previous, isolated=True)
        except GoujiError as error:
            ending.failed(Failure(previous, error))
    for path, found in (report for source in paths for report in _read(source)):
        if isinstance(found, GoujiError):
            yield Failure(path, found)
            continue
        try:
            yield selection.apply(review(found, last_year, asked))
        except Exception as error:
            yield Failure(path, _fault(error))


def _one(path: str) -> Document:
    """The one document of an input."""
    from .reading import read

    return read(path, isolated=True)


def _told(path: str) -> Document:
    """A text that is no report: its lines are its paragraphs."""
    from .reading import load
    from .reading.decode import decode
    from .reading.sniff import sniff
    from .verification import plain_text

    data = load(Path(path))
    if data and sniff(data, Path(path).suffix.lower()) not in ("txt", "md"):
        raise UsageError(
            Text(f"{path} 不是纯文本", f"{path} is no plain text"),
            Text("请把通稿另存为 txt", "save the text as txt"),
        )
    return plain_text(decode(data), path)


def _reviewed(path: str) -> Review:
    from .reviewing import review

    return review(_one(path))


def _endpoint(url: str, model: str, insecure: bool, cache: Path | None, timeout: float) -> Endpoint | None:
    """The endpoint that the user named, if any; nothing is contacted yet."""
    if not url:
        return None
    from .llm.cache import Cache
    from .llm.endpoint import Endpoint

    if not model:
        raise UsageError(
            Text("--endpoint 需要 --model", "--endpoint needs --model"),
            Text("请给出该服务上的模型名", "name a model that the server has"),
        )
    key = os.environ.get("GOUJI_LLM_KEY")
    return Endpoint(url, model, key, insecure, timeout, cache=Cache(cache))


def _llm_linker(endpoint: Endpoint | None) -> LlmLinker | None:
    if endpoint is None:
        return None
    from . import form
    from .llm.extractor import LlmLinker

    return LlmLinker(endpoint, form.load(form.ids()[0]))


def _tell(linker: LlmLinker, lang: Lang) -> None:
    """What a language model proposed and what of it was dropped, and why it could not be asked."""
    told = Text("{model} 提议 {n} 处，略去 {bad} 处", "{model} proposed {n} links, {bad} dropped")
    bad = sum(linker.dropped.values())
    reasons = "  ".join(f"{reason} {n}" for reason, n in sorted(linker.dropped.items()))
    line = told.format(model=linker.endpoint.model, n=linker.proposed, bad=bad).say(lang)
    typer.echo(line + (f"  {reasons}" if reasons else ""), err=True)
    if linker.trouble is not None:
        _say("", linker.trouble, lang)


def _writer(model: str, endpoint: Endpoint | None) -> Writer | None:
    if endpoint is not None:
        from .llm.writer import Chat

        return Chat(endpoint)
    if not model:
        return None
    from .neural.summaries import LocalWriter

    return LocalWriter(model)


def _encoder(name: str) -> Encoder | None:
    if not name:
        return None
    from .neural.summaries import SentenceEncoder

    return SentenceEncoder(name)


def _json(found: object) -> str:
    import json

    return json.dumps(found, ensure_ascii=False)


def _read(source: str) -> Iterator[tuple[str, Document | GoujiError]]:
    from .reading import documents

    try:
        yield from documents(source, isolated=True)
    except Exception as error:
        yield source, _fault(error)


def _fault(error: Exception) -> GoujiError:
    """What to tell of a fault of ours, which must not cost the other inputs."""
    if isinstance(error, GoujiError):
        return error
    if os.environ.get("GOUJI_DEBUG"):
        raise error
    what = f"{type(error).__name__}: {error}"
    return GoujiError(
        Text(f"程序内部出错（{what}）", f"gouji itself failed ({what})"),
        Text("请把该文件和这行提示报给维护者", "report this line and the file to the maintainers"),
    )


def _watched(paths: list[str], out: Path | None, lang: Lang) -> Iterable[str]:
    """The inputs, with a bar on standard error where a person waits and nothing else is printed there."""
    waits = sys.stderr.isatty() and (out is not None or not sys.stdout.isatty())
    if len(paths) == 1 or not waits:
        return paths
    from rich.console import Console
    from rich.progress import track

    words = Text("正在核对", "checking").say(lang)
    return track(paths, description=words, console=Console(stderr=True), transient=True)


def _undismissed(outcomes: Iterable[Outcome], store: Path, lang: Lang) -> Iterator[Outcome]:
    """Leave out what people dismissed, and say how much that was."""
    from .reporting import Failure
    from .verdicts import Verdicts

    verdicts = Verdicts(store)
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            yield outcome
            continue
        review, gone = verdicts.apply(outcome)
        if gone:
            told = Text("{path}：{n} 处经复核已排除", "{path}: {n} findings were dismissed")
            typer.echo(told.format(path=review.document.path, n=gone).say(lang), err=True)
        yield review
    verdicts.close()


def _status(review: Review, strict: bool) -> int:
    from .finding import Verdict

    wanted = (Verdict.CONTRADICTION, Verdict.DOUBT) if strict else (Verdict.CONTRADICTION,)
    return FOUND if review.of(*wanted) else CLEAN


def _width() -> int:
    return min(max(shutil.get_terminal_size((100, 24)).columns, 40), 120)


def _codes() -> tuple[str, ...]:
    from .checks import RULES

    return tuple(RULES)


def _say(path: str, error: GoujiError, lang: Lang) -> None:
    from .reporting.words import inert

    colon = Text("：", ": ").say(lang)
    line = " ".join(error.say(lang).split("\n"))
    typer.echo("✗ " + inert(f"{path}{colon}{line}" if path else line), err=True)


def _stop(error: GoujiError, lang: Lang) -> NoReturn:
    _say("", error, lang)
    raise typer.Exit(FAILED)
