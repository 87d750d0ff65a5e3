"""The REST interface: the same limits as the command, and nothing lost."""

from __future__ import annotations

import io
import sqlite3
import threading
import time
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import jsonschema
import pytest

from gouji.reporting.jsonlines import schema
from gouji.samples import path as sample

SAMPLE = sample().read_bytes()
BAD = {
    "empty.txt": b"",
    "broken.docx": b"PK\x03\x04 no archive",
    "page.html": "<html><body><p>今天晴。</p></body></html>".encode(),
    "noise.pdf": bytes(range(256)) * 50,
}


def archive(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as held:
        for name in names:
            held.writestr(name, SAMPLE)
    return data.getvalue()


def test_a_file_that_fails_costs_the_others_nothing(server: Any) -> None:
    found = server.hand_in(("a.txt", SAMPLE), *BAD.items(), ("b.txt", SAMPLE))
    assert [f.get("schema", "report") for f in found] == ["report", *["gouji/error/1"] * len(BAD), "report"]
    assert [f["document"]["path"] for f in found[1:-1]] == list(BAD)
    for f in found[1:-1]:
        jsonschema.Draft202012Validator(schema("gouji/error/1")).validate(f)


def test_a_report_is_given_as_the_command_gives_it(server: Any) -> None:
    (report,) = server.hand_in(("样本.txt", SAMPLE))
    found = server.client.get(f"/api/reports/{report['id']}").json()
    jsonschema.Draft202012Validator(schema()).validate(found["review"])
    assert found["review"]["document"]["path"] == "样本.txt"
    assert "N2" in [f["code"] for f in found["review"]["findings"]]


def test_an_archive_gives_a_report_for_each_file_in_it(server: Any) -> None:
    found = server.hand_in(("all.zip", archive("x/a.txt", "b.txt")))
    assert [f["path"] for f in found] == ["all.zip/x/a.txt", "all.zip/b.txt"]
    assert server.client.get(f"/api/reports/{found[0]['id']}/as/docx").status_code == 200


@pytest.mark.parametrize("format", ["text", "json", "html", "docx", "xlsx", "csv", "sarif", "md"])
def test_every_format_can_be_downloaded(server: Any, format: str) -> None:
    (report,) = server.hand_in(("样本.txt", SAMPLE))
    answer = server.client.get(f"/api/reports/{report['id']}/as/{format}")
    assert answer.status_code == 200
    assert "样本." in unquote(answer.headers["content-disposition"])
    assert len(answer.content) > 300


def test_a_dismissed_finding_is_left_out_of_what_is_downloaded(start: Any) -> None:
    server = start()
    (report,) = server.hand_in(("a.txt", SAMPLE))
    for finding in server.findings(report["id"]):
        put = f"/api/reports/{report['id']}/findings/{finding['id']}"
        assert server.client.put(put, json={"decision": "dismissed"}).status_code == 200
    text = server.client.get(f"/api/reports/{report['id']}/as/text").text
    assert "占比不符" not in text
    assert server.client.get("/api/reports").json()[0]["decided"] >= 2


def test_last_year_s_report_is_put_beside(server: Any) -> None:
    (report,) = server.hand_in(("a.txt", SAMPLE))
    before = SAMPLE.decode().replace("2024", "2023").encode()
    put = f"/api/reports/{report['id']}/previous"
    assert server.client.put(put, files={"file": ("2023.txt", before)}).status_code == 200
    assert "上年：" in server.client.get(f"/reports/{report['id']}").text
    bad = server.client.put(put, files={"file": ("2023.docx", b"PK\x03\x04")})
    assert bad.status_code == 422
    assert bad.json()["error"]["cure"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/reports/nope", 404),
        ("GET", "/reports/nope", 404),
        ("GET", "/api/reports/nope/as/html", 404),
        ("PUT", "/api/reports/nope/findings/x", 404),
        ("POST", "/api/reports", 422),
        ("GET", "/../../etc/passwd", 404),
    ],
)
def test_what_is_not_here_is_said_and_does_not_break(
    server: Any, method: str, path: str, status: int
) -> None:
    body = {"decision": "open"} if method == "PUT" else None
    assert server.client.request(method, path, json=body).status_code == status


def test_a_report_that_was_taken_away_is_gone_and_its_verdicts_stay(start: Any) -> None:
    server = start()
    (report,) = server.hand_in(("a.txt", SAMPLE))
    finding = server.findings(report["id"])[0]["id"]
    put = f"/api/reports/{report['id']}/findings/{finding}"
    server.client.put(put, json={"decision": "confirmed", "note": "是的"})
    assert server.client.delete(f"/api/reports/{report['id']}").status_code == 204
    assert server.client.get(f"/api/reports/{report['id']}").status_code == 404
    (again,) = server.hand_in(("a.txt", SAMPLE))
    known = server.client.get(f"/api/reports/{again['id']}").json()["judgements"]
    assert known == {finding: {"decision": "confirmed", "note": "是的"}}


def test_files_go_when_their_time_is_over(start: Any) -> None:
    server = start("--keep", "0")
    (report,) = server.hand_in(("a.txt", SAMPLE))
    time.sleep(0.01)
    assert server.client.get(f"/api/reports/{report['id']}").status_code == 404


# ── the guard ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "localhost"}, 201),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
    ],
)
def test_a_page_of_another_site_cannot_hand_in(server: Any, headers: dict[str, str], status: int) -> None:
    answer = server.client.post("/api/reports", files={"files": ("a.txt", SAMPLE)}, headers=headers)
    assert answer.status_code == status


def test_too_many_bytes_are_refused_whether_announced_or_not(server: Any) -> None:
    announced = server.client.post("/api/reports", files={"files": ("a.txt", b"x" * 61_000_000)})
    assert announced.status_code == 413
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    chunks = (head if n == 0 else b"x" * 1_000_000 for n in range(70))
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    try:
        unannounced = server.client.post("/api/reports", content=chunks, headers=kind)
        assert unannounced.status_code == 413
    except httpx.WriteError:
        pass  # the server closed the connection before all was sent
    assert server.client.get("/").status_code == 200


def test_every_page_forbids_what_is_not_its_own(server: Any) -> None:
    (report,) = server.hand_in(("a.txt", SAMPLE))
    for path in ("/", f"/reports/{report['id']}", "/api", "/reports/nope"):
        answer = server.client.get(path)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"
        assert "https://" not in answer.text


def test_the_interface_is_described_for_people_and_machines(server: Any) -> None:
    described = server.client.get("/api/openapi.json").json()
    assert "/api/reports/{id}/findings/{finding}" in described["paths"]
    page = server.client.get("/api").text
    for path in described["paths"]:
        assert path in page


# ── nothing is lost ─────────────────────────────────────────────────────────────────────────────


def test_verdicts_are_there_after_a_kill(start: Any) -> None:
    server = start()
    (report,) = server.hand_in(("a.txt", SAMPLE))
    ids = [f["id"] for f in server.findings(report["id"])]
    for n, finding in enumerate(ids):
        put = f"/api/reports/{report['id']}/findings/{finding}"
        server.client.put(put, json={"decision": "dismissed", "note": f"第{n}条"})
    server.stop(kill=True)
    again = start()
    (report,) = again.hand_in(("newer.txt", SAMPLE.replace(b"3800", b"3900")))
    known = again.client.get(f"/api/reports/{report['id']}").json()["judgements"]
    assert {f: j["note"] for f, j in known.items()} == {f: f"第{n}条" for n, f in enumerate(ids)}


def test_two_hundred_requests_by_eight_clients_are_all_answered_and_lose_no_verdict(
    start: Any, tmp_path: Path
) -> None:
    server = start()
    names = [f"{place}区" for place in "甲乙丙丁戊己庚辛"]
    kept: dict[str, str] = {}
    statuses: list[int] = []

    def work(name: str) -> None:
        report_text = SAMPLE.decode().replace("云岫区", name).encode()
        with httpx.Client(base_url=server.url, timeout=120) as client:

            def ask(method: str, path: str, **what: Any) -> httpx.Response:
                answer = client.request(method, path, **what)
                statuses.append(answer.status_code)
                return answer

            for turn in range(5):
                good = ask("POST", "/api/reports", files={"files": (f"{name}.txt", report_text)}).json()[0]
                bad, data = list(BAD.items())[turn % len(BAD)]
                ask("POST", "/api/reports", files={"files": (bad, data)})
                finding = ask("GET", f"/api/reports/{good['id']}").json()["review"]["findings"][0]["id"]
                note = f"{name} 第{turn}次"
                put = f"/api/reports/{good['id']}/findings/{finding}"
                ask("PUT", put, json={"decision": "dismissed", "note": note})
                ask("GET", f"/api/reports/{good['id']}/as/html")
                kept[name] = note

    clients = [threading.Thread(target=work, args=(name,)) for name in names]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert len(statuses) == 200
    assert set(statuses) <= {200, 201}
    server.stop(kill=True)
    rows = sqlite3.connect(tmp_path / "verdicts.db").execute("SELECT report, note FROM verdicts").fetchall()
    found = {report.partition("人民政府")[0]: note for report, note in rows}
    assert found == kept
