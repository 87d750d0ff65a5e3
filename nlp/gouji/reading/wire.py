"""Documents and errors as JSON, for the pipe between the child that parses and the parent that does not.

The parent rebuilds every value by the types it expects, so that a child taken over by a file can send a
wrong document but not code: nothing is ever unpickled.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from .. import errors
from ..errors import DamagedFile, InputError
from ..text import Text

T = TypeVar("T")
Plain = Any  # what JSON can say


def dumps(value: object) -> bytes:
    """A dataclass (and what is in it) as JSON; its fields become a list, in their order."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(
        "utf-8", "surrogatepass"
    )


def loads(kind: type[T], data: bytes) -> T:
    """The value of that type that some JSON describes.

    Raises:
        ValueError: not JSON, or not of that type in some part.

    >>> from gouji.text import Span
    >>> loads(Span, dumps(Span(2, 5)))
    Span(start=2, end=5)
    >>> loads(Span, b'["2", 5]')
    Traceback (most recent call last):
    ...
    ValueError: expected int, not '2'
    """
    plain = json.loads(data.decode("utf-8", "surrogatepass"), parse_constant=_refuse)
    value: T = _builder(cast(Any, kind))(plain)
    return value


def error_to_plain(error: InputError) -> Plain:
    """An error's kind, message and cure."""
    return [type(error).__name__, [error.message.zh, error.message.en], [error.cure.zh, error.cure.en]]


def error_from_plain(plain: Plain) -> InputError:
    """The error that `error_to_plain` described; anything else is a damaged file.

    >>> error = errors.EmptyFile(Text("空", "empty"), Text("换", "change"))
    >>> type(error_from_plain(error_to_plain(error))).__name__
    'EmptyFile'
    """
    name, message, cure = _builder(tuple[str, tuple[str, str], tuple[str, str]])(plain)
    kind = getattr(errors, name, None)
    if not (isinstance(kind, type) and issubclass(kind, InputError)):
        kind = DamagedFile
    return kind(Text(*message), Text(*cure))


def _plain(value: Any) -> Plain:
    match value:
        case None | bool() | int() | float() | str() if not isinstance(value, Enum):
            return value
        case Enum():
            return value.value
        case Decimal():
            return str(value)
        case tuple() | list():
            return [_plain(item) for item in value]
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
        case _ if is_dataclass(value):
            return [_plain(getattr(value, field.name)) for field in fields(value)]
    raise TypeError(f"no plain form for {type(value).__name__}")


def _refuse(constant: str) -> float:
    raise ValueError(f"no figure: {constant}")


Builder = Callable[[Plain], Any]


@cache
def _builder(hint: Any) -> Builder:
    """What turns plain JSON into a value of a type, or raises ValueError."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (a for a in arguments if a is not type(None))
        build = _builder(inner)
        return lambda plain: None if plain is None else build(plain)
    if origin is tuple and arguments[-1] is Ellipsis:
        build = _builder(arguments[0])
        return lambda plain: tuple(map(build, _expect(list, plain)))
    if origin is tuple:
        return _fixed(lambda *values: values, [_builder(a) for a in arguments])
    if origin is not None and issubclass(origin, Mapping):
        build = _builder(arguments[1])
        return lambda plain: {str(k): build(v) for k, v in _expect(dict, plain).items()}
    if is_dataclass(hint) or hasattr(hint, "_fields"):
        names = hint._fields if hasattr(hint, "_fields") else [field.name for field in fields(hint)]
        hints = get_type_hints(hint)
        return _fixed(cast(Any, hint), [_builder(hints[name]) for name in names])
    if hint is Decimal:
        return _decimal
    if issubclass(hint, Enum):
        return lambda plain: hint(plain)
    if hint is float:
        return lambda plain: float(_expect((int, float), plain))
    return lambda plain: _expect(hint, plain)


def _fixed(make: Callable[..., Any], builders: list[Builder]) -> Builder:
    def build(plain: Plain) -> Any:
        values = _expect(list, plain)
        return make(*(b(v) for b, v in zip(builders, values, strict=True)))

    return build


def _expect(kind: Any, plain: Plain) -> Any:
    if isinstance(plain, kind) and (kind is bool or not isinstance(plain, bool)):
        return plain
    raise ValueError(f"expected {getattr(kind, '__name__', 'a number')}, not {str(plain)[:40]!r}")


def _decimal(plain: Plain) -> Decimal:
    text = _expect(str, plain)
    # 1E+999999999 is short on the wire and endless in arithmetic; no report has 200 digits in a figure.
    if len(text) <= 200:
        try:
            value = Decimal(text)
        except InvalidOperation:
            pass
        else:
            if value.is_finite() and abs(value.adjusted()) <= 200:
                return value
    raise ValueError(f"no figure: {text[:40]!r}")
