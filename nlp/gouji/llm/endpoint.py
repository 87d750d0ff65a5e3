"""A client of an OpenAI-compatible endpoint: vLLM, llama.cpp, a ministry's own.

It speaks ``POST {url}/chat/completions`` and nothing else.  It contacts the one address that the user named,
follows no redirect, reads no more than a megabyte within the time it is given, and repeats what the server
asks to have repeated (429, 5xx).  Every answer can be kept in a file, so that a second run costs nothing.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ..errors import BudgetSpent, MissingTool, ModelError, UsageError
from ..text import Text
from .cache import Cache

if TYPE_CHECKING:
    import httpx

Message = Mapping[str, str]  # role and content

LARGEST: Final = 1_000_000  # bytes of an answer
CONNECT: Final = 10.0  # seconds to reach the server
PATIENCE: Final = 60.0  # seconds: the longest that a server may ask to wait before the next try
LOST: Final = 0  # instead of a status: nobody answered
AGAIN: Final = frozenset((LOST, 429, 500, 502, 503, 504))
UNKNOWN_FIELD: Final = frozenset((400, 422))  # what servers say to a response_format they do not know
PATH: Final = "/chat/completions"


@dataclass(slots=True)
class Budget:
    """What a run may spend, and what it has spent; answers from the cache cost nothing.

    Args:
        requests: HTTP requests, repeated ones counted.
        tokens: as the server counts them; where it does not, a character counts as one.
    """

    requests: int = 200
    tokens: int = 500_000
    used_requests: int = 0
    used_tokens: int = 0

    def take(self) -> None:
        """Count a request.

        Raises:
            BudgetSpent: there is none left.
        """
        if self.used_requests >= self.requests or self.used_tokens >= self.tokens:
            raise BudgetSpent(
                Text(
                    f"模型用量已到上限（{self.used_requests} 次请求，{self.used_tokens} 词元）",
                    f"the model's budget is spent ({self.used_requests} requests, {self.used_tokens} tokens)",
                ),
                Text("请提高上限，或减少输入", "allow more, or ask less"),
            )
        self.used_requests += 1


@dataclass(slots=True)
class Endpoint:
    """One model at one address.

    Args:
        url: the address up to ``/v1``; plain http only to this machine unless ``insecure``.
        model: the name that the server knows it by.
        key: sent as a bearer token; shown nowhere.
        timeout: seconds for a whole answer, slow drops included.
        retries: how often a request is repeated after 429, 5xx or a lost connection.
        cache: file of answers, or None to keep them for this run only.
        sleep: waits so many seconds.

    Raises:
        UsageError: the address is none, holds a password, or is plain http to another machine; the key has
            characters that no key has.
        MissingTool: the extra ``llm`` is not installed.

    >>> Endpoint("http://127.0.0.1:8000/v1", "qwen").url
    'http://127.0.0.1:8000/v1'
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    insecure: bool = False
    timeout: float = 120.0
    retries: int = 3
    budget: Budget = field(default_factory=Budget)
    cache: Cache = field(default_factory=Cache, repr=False)
    sleep: Callable[[float], None] = field(default=lambda seconds: time.sleep(seconds), repr=False)
    _client: httpx.Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.url = self.url.rstrip("/").removesuffix(PATH)
        near = _allowed(self.url, self.insecure)
        try:
            import httpx
        except ImportError as error:
            raise MissingTool(
                Text("模型接口缺少 httpx", "the endpoint needs httpx"),
                Text("请安装：pip install 'gouji[llm]'", "install it: pip install 'gouji[llm]'"),
            ) from error
        headers = {"Accept-Encoding": "identity"}  # an answer is as long as it says
        if self.key:
            headers["Authorization"] = f"Bearer {_printable(self.key)}"
        # proxies of the environment are for other machines
        self._client = httpx.Client(
            headers=headers,
            follow_redirects=False,
            trust_env=not near,
            timeout=httpx.Timeout(self.timeout, connect=min(CONNECT, self.timeout)),
        )

    def ask(
        self, messages: Sequence[Message], schema: Mapping[str, Any] | None = None, longest: int = 2048
    ) -> str:
        """What the model says to a conversation.

        Args:
            messages: role and content each.
            schema: a JSON Schema that the answer is to follow; a server that knows no schemas is asked
                without one, so the answer must be checked in any case.
            longest: tokens that it may have.

        Raises:
            BudgetSpent: no request or token is left.
            ModelError: the server cannot be reached, refuses, is too slow, or answers nonsense.
        """
        body: dict[str, Any] = {
            "model": self.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": longest,
        }
        if schema is not None:
            named = {"name": "answer", "schema": schema, "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        asked = hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
        known = self.cache.get(asked)
        if known is not None:
            return known
        answer, tokens = _read(self._post(body))
        said = sum(len(m["content"]) for m in messages) + len(answer)
        self.budget.used_tokens += said if tokens is None else tokens
        self.cache.put(asked, answer)
        return answer

    def close(self) -> None:
        """Let go of connections and of the cache's file."""
        self._client.close()
        self.cache.close()

    def _post(self, body: dict[str, Any]) -> bytes:
        """The body of a good answer."""
        tries = 0
        while True:
            self.budget.take()
            status, wait, content = self._try(body)
            if status == 200:
                return content
            if status in UNKNOWN_FIELD and body.pop("response_format", None) is not None:
                continue
            if status not in AGAIN or tries >= self.retries or wait > PATIENCE:
                raise _refused(status, wait)
            self.sleep(wait or min(2.0**tries, PATIENCE))
            tries += 1

    def _try(self, body: Mapping[str, Any]) -> tuple[int, float, bytes]:
        """Status, the seconds to wait that the server asks for, and the body of one request."""
        import httpx

        ends = time.monotonic() + self.timeout
        content = bytearray()
        try:
            with self._client.stream("POST", self.url + PATH, json=body) as response:
                for piece in response.iter_raw():
                    content += piece
                    if len(content) > LARGEST:
                        raise _failed("回答过长", "the answer is too long")
                    if time.monotonic() > ends:
                        raise _slow(self.timeout)
                return response.status_code, _wait(response.headers.get("retry-after")), bytes(content)
        except httpx.ConnectError:
            return LOST, 0.0, b""
        except httpx.TimeoutException as error:
            raise _slow(self.timeout) from error
        except (httpx.HTTPError, httpx.InvalidURL):
            return LOST, 0.0, b""


def _allowed(url: str, insecure: bool) -> bool:
    """Whether an address is this machine's own.

    Raises:
        UsageError: it may not be contacted.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            Text("模型接口地址不是 http(s) 网址", "the endpoint is no http(s) address"),
            Text("例如 http://127.0.0.1:8000/v1", "for example http://127.0.0.1:8000/v1"),
        )
    if parts.username or parts.password or parts.query:
        raise UsageError(
            Text("模型接口地址中不能带口令或参数", "the endpoint's address may hold no password or query"),
            Text("口令请放在环境变量 GOUJI_LLM_KEY 中", "put the key into the variable GOUJI_LLM_KEY"),
        )
    near = _loopback(parts.hostname)
    if parts.scheme == "http" and not near and not insecure:
        raise UsageError(
            Text(f"{parts.hostname} 的接口未加密", f"the endpoint at {parts.hostname} is not encrypted"),
            Text("请用 https，确属内网可加 --insecure", "use https, or --insecure inside your own network"),
        )
    return near


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _printable(key: str) -> str:
    if not (key.isascii() and key.isprintable()):
        raise UsageError(
            Text("模型接口的口令含有不能用的字符", "the endpoint's key holds characters that no key has"),
            Text("请检查环境变量 GOUJI_LLM_KEY", "check the variable GOUJI_LLM_KEY"),
        )
    return key


def _wait(header: str | None) -> float:
    """Seconds of a Retry-After header: a number or a date; 0 where there is none.

    >>> _wait("7"), _wait(None), _wait("soon")
    (7.0, 0.0, 0.0)
    """
    if header is None:
        return 0.0
    if header.strip().isdigit():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    return max(0.0, (until.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _read(content: bytes) -> tuple[str, int | None]:
    """The text of a chat completion, and the tokens that it cost."""
    try:
        data = json.loads(content)
        answer = data["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise _failed("回答不是 chat completion", "the answer is no chat completion") from error
    if not isinstance(answer, str):
        raise _failed("回答中没有文字", "the answer holds no text")
    usage = data.get("usage")
    tokens = usage.get("total_tokens") if isinstance(usage, dict) else None
    whole = answer.encode("utf-8", "replace").decode("utf-8")  # halves of surrogate pairs can be kept nowhere
    return whole, tokens if isinstance(tokens, int) and tokens >= 0 else None


def _refused(status: int, wait: float) -> ModelError:
    if status == LOST:
        return ModelError(
            Text("连不上模型接口", "the endpoint cannot be reached"),
            Text("请检查地址，确认服务已启动", "check the address and that the server runs"),
        )
    if status in (401, 403):
        return ModelError(
            Text(f"模型接口拒绝访问（{status}）", f"the endpoint refuses access ({status})"),
            Text("请检查环境变量 GOUJI_LLM_KEY", "check the variable GOUJI_LLM_KEY"),
        )
    if status == 404:
        return ModelError(
            Text("模型接口没有这个地址或模型（404）", "the endpoint knows no such address or model (404)"),
            Text("地址应到 /v1 为止；请核对模型名", "the address ends in /v1; check the model's name"),
        )
    if status in AGAIN:
        later = f" {wait:.0f} s" if wait else ""
        return ModelError(
            Text(f"模型接口一直繁忙或出错（{status}{later}）", f"the endpoint stays busy ({status}{later})"),
            Text("请稍后再试", "try again later"),
        )
    return ModelError(
        Text(f"模型接口返回 {status}", f"the endpoint answers {status}"),
        Text("请查看该服务的日志", "look into the log of that server"),
    )


def _failed(zh: str, en: str) -> ModelError:
    return ModelError(
        Text(f"模型接口的{zh}", en),
        Text("请确认它是 OpenAI 兼容接口", "make sure that it is an OpenAI-compatible endpoint"),
    )


def _slow(seconds: float) -> ModelError:
    return ModelError(
        Text(f"模型 {seconds:g} 秒内没有答完", f"the model did not answer within {seconds:g} seconds"),
        Text("请换用较小的模型或延长时限", "take a smaller model, or allow more time"),
    )
