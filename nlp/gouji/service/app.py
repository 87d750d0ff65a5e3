"""The application: pages for people under ``/``, the same as REST under ``/api``."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import FastAPI, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from pydantic import BaseModel

from .. import __version__
from ..errors import GoujiError, MissingFile, UsageError
from ..finding import Verdict
from ..outcome import Plain
from ..reporting import FORMATS, Failure, Options
from ..reporting.jsonlines import failure
from ..reporting.view import heading
from ..reporting.words import inert
from ..text import Lang, Text
from ..verdicts import Decision, Judgement
from .desk import Desk, Handed, Item
from .guard import App, Guard
from .pages import desk_page, interface_page, work_page

MEGABYTE: Final = 1_000_000
MOST_BYTES: Final = 60 * MEGABYTE  # of one request: the largest file that is read, and some more
MOST_FILES: Final = 100  # in one request
MEDIA: Final = {
    "text": "text/plain",
    "json": "application/json",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "sarif": "application/sarif+json",
    "md": "text/markdown",
}
Files = Annotated[list[UploadFile], File(description="reports, archives or mails")]
Speech = Annotated[str, Form(description="language of messages: zh or en")]


class Judged(BaseModel):
    """A decision about a finding."""

    decision: Decision
    note: str = ""


class Summary(BaseModel):
    """A report on the desk, in short."""

    id: str
    path: str
    title: str
    year: int | None
    contradictions: int
    doubts: int
    notes: int
    decided: int


def create(desk: Desk, hosts: Iterable[str], lasting: bool = True) -> App:
    """The application behind its guard.

    Args:
        desk: the reports.
        hosts: names under which the server may be called.
        lasting: whether verdicts outlive the server; the page says if not.
    """

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="gouji",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=life,
    )
    app.exception_handler(GoujiError)(_told)
    _interface(app, desk)
    _pages(app, desk, lasting)
    return Guard(app, hosts, MOST_BYTES)


def _interface(app: FastAPI, desk: Desk) -> None:
    @app.get("/api/reports", tags=["reports"])
    def list_reports() -> list[Summary]:
        """The reports on the desk, the latest first."""
        return [_summary(desk, item) for item in desk]

    @app.post("/api/reports", tags=["reports"], status_code=201)
    def hand_in(files: Files, lang: Speech = "zh") -> list[Summary | dict[str, Any]]:
        """Read and check files; each gives a report, or ``gouji/error/1`` and costs the others nothing."""
        return [_brief(desk, o, _lang(lang)) for o in _handed(desk, files)]

    @app.get("/api/reports/{id}", tags=["reports"])
    def get_report(id: str, lang: str = "zh", with_text: bool = False) -> dict[str, Any]:
        """``gouji/review/1``, with what was decided about its findings beside it."""
        item = desk.get(id)
        decided = {f: {"decision": j.decision, "note": j.note} for f, j in desk.judgements(item).items()}
        return {"review": item.review.to_dict(_lang(lang), with_text), "judgements": decided}

    @app.delete("/api/reports/{id}", tags=["reports"], status_code=204)
    def take_away(id: str) -> None:
        """Forget a report and its bytes; what was decided stays."""
        desk.take_away(id)

    @app.put("/api/reports/{id}/previous", tags=["reports"])
    def compare(id: str, file: Annotated[UploadFile, File(description="last year's report")]) -> Summary:
        """Check a report once more, beside last year's."""
        return _summary(desk, desk.compare(id, file.filename or "", file.file.read()))

    @app.put("/api/reports/{id}/findings/{finding}", tags=["findings"])
    def judge(id: str, finding: str, judged: Judged) -> Judged:
        """Confirm, dismiss or reopen a finding; the decision is on disk when the answer comes."""
        desk.judge(id, finding, Judgement(judged.decision, judged.note))
        return judged

    @app.get("/api/reports/{id}/as/{format}", tags=["reports"])
    def download(id: str, format: str, lang: str = "zh", notes: bool = False) -> Response:
        """A report in any output format, without what was dismissed."""
        if format not in FORMATS:
            raise MissingFile(
                Text(f"没有名为 {format} 的输出格式", f"no output format is named {format}"),
                Text(f"可用：{'、'.join(FORMATS)}", f"known: {', '.join(FORMATS)}"),
            )
        shown = desk.written(id, format, Options(lang=_lang(lang), notes=notes))
        stem = desk.get(id).name.rpartition("/")[2].rpartition(".")[0] or "report"
        disposition = f"attachment; filename*=UTF-8''{quote(stem + FORMATS[format].suffix)}"
        return Response(shown, media_type=MEDIA[format], headers={"Content-Disposition": disposition})


def _pages(app: FastAPI, desk: Desk, lasting: bool) -> None:
    @app.get("/", include_in_schema=False)
    def show_desk(lang: str = "zh") -> HTMLResponse:
        return _page(desk_page([(i, _summary(desk, i)) for i in desk], _lang(lang), lasting))

    @app.post("/", include_in_schema=False)
    def hand_in_by_form(files: Files, lang: Speech = "zh") -> Response:
        """For browsers without scripts: the same, and back to the desk."""
        failed = [o for o in _handed(desk, files) if isinstance(o, Failure)]
        if not failed:
            return RedirectResponse(f"/?lang={_lang(lang)}", status_code=303)
        reports = [(i, _summary(desk, i)) for i in desk]
        return _page(desk_page(reports, _lang(lang), lasting, failed))

    @app.get("/reports/{id}", include_in_schema=False)
    def show_report(id: str, lang: str = "zh") -> HTMLResponse:
        item = desk.get(id)
        return _page(work_page(item, desk.judgements(item), _lang(lang)))

    @app.get("/api", include_in_schema=False)
    def show_interface(lang: str = "zh") -> HTMLResponse:
        return _page(interface_page(app.openapi(), _lang(lang)))


def _handed(desk: Desk, files: list[UploadFile]) -> list[Handed]:
    if len(files) > MOST_FILES:
        raise UsageError(
            Text("一次上传的文件太多", "too many files at once"),
            Text(f"每次不超过 {MOST_FILES} 个", f"hand in {MOST_FILES} at most"),
        )
    return [o for f in files for o in desk.hand_in(f.filename or "", f.file.read())]


def _brief(desk: Desk, outcome: Handed, lang: Lang) -> Summary | Plain:
    if isinstance(outcome, Failure):
        return failure(outcome, Options(lang=lang))
    return _summary(desk, outcome)


def _summary(desk: Desk, item: Item) -> Summary:
    review, known = item.review, desk.judgements(item)
    text = review.document.text
    return Summary(
        id=item.id,
        path=inert(item.name),
        title=inert(heading(review.document)),
        year=review.document.year,
        contradictions=len(review.of(Verdict.CONTRADICTION)),
        doubts=len(review.of(Verdict.DOUBT)),
        notes=len(review.of(Verdict.NOTE)),
        decided=sum(
            known.get(f.identity(text), Judgement()).decision is not Decision.OPEN
            for f in review.of(Verdict.CONTRADICTION, Verdict.DOUBT)
        ),
    )


def _lang(lang: str) -> Lang:
    return "en" if lang == "en" else "zh"


def _told(request: Request, error: Exception) -> Response:
    """Every error of ours as JSON, or as a line on a page for people."""
    assert isinstance(error, GoujiError)
    status = 404 if isinstance(error, MissingFile) else 422
    lang = _lang(request.query_params.get("lang", "zh"))
    told = {"type": type(error).__name__, "message": error.message.say(lang), "cure": error.cure.say(lang)}
    if request.url.path.startswith("/api"):
        return JSONResponse({"error": told}, status_code=status)
    return _page(desk_page([], lang, True, [Failure("", error)]), status)


def _page(html: str, status: int = 200) -> HTMLResponse:
    """A page that may run its own script and nothing else."""
    script = html.rpartition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(html, status, headers={"Content-Security-Policy": policy})
