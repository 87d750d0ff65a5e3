"""The client of an endpoint: it stops where it should, repeats where it may, and tells no secret."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from tests.llm.stub import Reply, serving

from gouji.errors import BudgetSpent, GoujiError, ModelError, UsageError
from gouji.llm.cache import Cache
from gouji.llm.endpoint import Budget, Endpoint

HELLO = [{"role": "user", "content": "你好"}]


def ask(replies: list[Any], **options: Any) -> tuple[str | GoujiError, list[float], int]:
    """What comes of a question, the waits in between, and the number of requests."""
    waits: list[float] = []
    with serving(*replies) as stub:
        try:
            answer: str | GoujiError = Endpoint(stub.url, "m", sleep=waits.append, **options).ask(HELLO)
        except GoujiError as error:
            answer = error
    return answer, waits, len(stub.requests)


def test_the_model_is_asked_by_name_at_temperature_zero_with_the_schema() -> None:
    with serving(Reply("好")) as stub:
        endpoint = Endpoint(stub.url + "/chat/completions", "qwen", key="s3cret")
        assert endpoint.ask(HELLO, {"type": "object"}, longest=7) == "好"
    asked = stub.requests[0]
    assert (asked["path"], asked["model"], asked["temperature"]) == ("/v1/chat/completions", "qwen", 0)
    assert asked["max_tokens"] == 7
    assert asked["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert stub.keys == ["Bearer s3cret"]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_or_failing_server_is_asked_again_after_longer_and_longer_waits(status: int) -> None:
    assert ask([Reply(status=status), Reply(status=status), Reply("好")]) == ("好", [1.0, 2.0], 3)


def test_a_server_that_says_when_to_come_back_is_heeded() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30))
    answer, waits, _ = ask(
        [
            Reply(status=429, headers={"Retry-After": "7"}),
            Reply(status=503, headers={"Retry-After": soon}),
            Reply("好"),
        ]
    )
    assert (answer, waits[0]) == ("好", 7.0)
    assert 0 < waits[1] <= 30


FAILURES: list[tuple[str, list[Reply], str, int]] = [
    ("keeps failing", [Reply(status=500)], "繁忙或出错（500", 4),
    ("asks to wait an hour", [Reply(status=429, headers={"Retry-After": "3600"})], "3600 s", 1),
    ("refuses the key", [Reply(status=401)], "GOUJI_LLM_KEY", 1),
    ("knows no such model", [Reply(status=404)], "404", 1),
    ("sends elsewhere", [Reply(status=302, headers={"Location": "http://127.0.0.1:9/"})], "302", 1),
    ("answers no JSON", [Reply(b"<html>")], "chat completion", 1),
    ("answers another JSON", [Reply(b'{"choices": []}')], "chat completion", 1),
    ("answers a list", [Reply(b"[1]")], "chat completion", 1),
    ("answers nested nonsense", [Reply(b"[" * 100_000)], "chat completion", 1),
    ("answers no text", [Reply(b'{"choices": [{"message": {"content": null}}]}')], "没有文字", 1),
    ("never ends", [Reply(endless=True)], "过长", 1),
    ("packs its answer", [Reply(b"\x1f\x8b" + b"0" * 20, headers={"Content-Encoding": "gzip"})], "chat", 1),
]


@pytest.mark.parametrize(("what", "replies", "told", "requests"), FAILURES, ids=[f[0] for f in FAILURES])
def test_a_server_that(what: str, replies: list[Reply], told: str, requests: int) -> None:
    """It gives one clear error, after no more requests than sense allows."""
    error, _, asked = ask(replies)
    assert isinstance(error, ModelError)
    assert told in error.say()
    assert asked == requests


def test_an_answer_that_comes_in_drops_is_given_up_after_its_time() -> None:
    error, _, requests = ask([Reply("慢" * 500, hold=0.02)], timeout=0.2)
    assert isinstance(error, ModelError)
    assert ("0.2 秒" in error.say(), requests) == (True, 1)


def test_a_server_that_is_not_there_is_one_clear_error() -> None:
    with serving(Reply()) as stub:
        pass  # it is gone now
    with pytest.raises(ModelError, match="连不上"):
        Endpoint(stub.url, "m", sleep=lambda _: None).ask(HELLO)


def test_a_server_that_knows_no_schemas_is_asked_without_one() -> None:
    def picky(body: dict[str, Any]) -> Reply:
        return Reply(status=400) if "response_format" in body else Reply("好")

    with serving(picky) as stub:
        assert Endpoint(stub.url, "m").ask(HELLO, {"type": "object"}) == "好"
    assert len(stub.requests) == 2


@pytest.mark.parametrize(
    ("budget", "asked"),
    [(Budget(requests=2), 2), (Budget(tokens=10), 1)],
    ids=["requests", "tokens as the server counts them"],
)
def test_no_more_is_spent_than_allowed(budget: Budget, asked: int) -> None:
    with serving(Reply("好", tokens=12)) as stub:
        endpoint = Endpoint(stub.url, "m", budget=budget)
        for n in range(asked):
            endpoint.ask([{"role": "user", "content": str(n)}])
        with pytest.raises(BudgetSpent, match="上限"):
            endpoint.ask(HELLO)
    assert len(stub.requests) == asked


def test_repeats_count_against_the_budget() -> None:
    error, _, requests = ask([Reply(status=500)], budget=Budget(requests=2))
    assert (type(error), requests) == (BudgetSpent, 2)


def test_an_answer_is_kept_by_model_and_question(tmp_path: Path) -> None:
    file = tmp_path / "answers.sqlite"
    with serving(Reply("一"), Reply("二")) as stub:
        for model, said in (("a", "一"), ("a", "一"), ("b", "二")):
            endpoint = Endpoint(stub.url, model, cache=Cache(file))
            assert endpoint.ask(HELLO) == said
            endpoint.close()
    assert len(stub.requests) == 2
    assert file.stat().st_mode & 0o077 == 0


def test_half_a_surrogate_pair_can_be_kept() -> None:
    body = json.dumps({"choices": [{"message": {"content": "好\ud800"}}]}).encode()
    answer, _, _ = ask([Reply(body)])
    assert answer == "好?"


def test_a_file_that_is_no_cache_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(b"no database" * 100)
    with pytest.raises(UsageError, match="缓存"):
        Cache(file)
    with pytest.raises(UsageError, match="缓存"):
        Cache(tmp_path / "no" / "such" / "folder")


def test_nothing_of_the_key_is_shown_or_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    file = tmp_path / "answers.sqlite"
    with serving(Reply("好"), Reply(status=401)) as stub:
        endpoint = Endpoint(stub.url, "m", key="s3cret", cache=Cache(file))
        endpoint.ask(HELLO)
        with pytest.raises(ModelError) as raised:
            endpoint.ask([{"role": "user", "content": "again"}])
    rows = sqlite3.connect(file).execute("SELECT * FROM answers").fetchall()
    for shown in (repr(endpoint), str(raised.value), caplog.text, str(rows)):
        assert "s3cret" not in shown


ADDRESSES: list[tuple[str, str]] = [
    ("127.0.0.1:8000/v1", "http"),
    ("ftp://127.0.0.1/v1", "http"),
    ("http://[::1/v1", "http"),
    ("http:///v1", "http"),
    ("http://192.168.1.5:8000/v1", "--insecure"),
    ("http://localhost.example.org/v1", "--insecure"),
    ("https://user:word@example.org/v1", "GOUJI_LLM_KEY"),
    ("https://example.org/v1?key=word", "GOUJI_LLM_KEY"),
]


@pytest.mark.parametrize(("url", "cure"), ADDRESSES)
def test_an_address_that_is_none_or_open_to_others_is_refused(url: str, cure: str) -> None:
    with pytest.raises(UsageError) as raised:
        Endpoint(url, "m")
    assert cure in raised.value.say()
    assert "word" not in raised.value.say()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Endpoint("http://[::1]:8000/v1", "m"),
        lambda: Endpoint("http://localhost:8000/v1", "m"),
        lambda: Endpoint("https://example.org/v1", "m"),
        lambda: Endpoint("http://192.168.1.5:8000/v1", "m", insecure=True),
    ],
)
def test_this_machine_encrypted_and_named_exceptions_are_allowed(make: Callable[[], Endpoint]) -> None:
    assert make().url.endswith("/v1")


def test_a_key_that_no_header_can_hold_is_refused() -> None:
    with pytest.raises(UsageError, match="GOUJI_LLM_KEY"):
        Endpoint("https://example.org/v1", "m", key="密码\n")
