"""The tables of gazetteer.toml, ready for the readers: what names of bodies, laws and regions are made of."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

# Forms of one last word: the department is the same whichever stands.
_LONG: Final = {"委": "委员会", "办": "办公室"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of body a name ends in.

    Args:
        name: in full (``卫生健康局``).
        function: what it does, without the last word (``卫生健康``), for comparing 局 with 委员会.
        leading: whether it leads a region (``人民政府``) and departments stand under it.
    """

    name: str
    function: str
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The tables, one instance a process.

    Args:
        levels: last word of a region, or a known region, to its level (``自治州`` to ``市``).
        known: regions that need no name before or no last word.
        kinds: every form of a kind of body (``卫健局``) to the kind.
        not_before, not_after: by last word of a region, what never stands beside it in a name.
        not_alone: by last word, what is no name where it stands before it alone.
        before: words that end right before a name; `closing` their last characters.
        prefixes: what may stand before the region in the name of a body.
        strange: characters that stand in no name of a region; `figures` those at the end of none.
        no_body: words of two characters that stand in no name of a body.
        apart: characters that stand in no name of a body.
        data: the rest, as it stands in the file.
    """

    levels: Mapping[str, str]
    known: frozenset[str]
    kinds: Mapping[str, Kind]
    not_before: Mapping[str, tuple[str, ...]]
    not_alone: Mapping[str, tuple[str, ...]]
    not_after: Mapping[str, tuple[str, ...]]
    before: frozenset[str]
    closing: frozenset[str]
    prefixes: tuple[str, ...]
    strange: frozenset[str]
    figures: frozenset[str]
    no_body: frozenset[str]
    apart: str
    data: Mapping[str, Any]


@cache
def gazetteer() -> Gazetteer:
    """Read gazetteer.toml once.

    >>> gazetteer().kinds["卫健委"]
    Kind(name='卫生健康委员会', function='卫生健康', leading=False)
    """
    data = tomllib.loads(resources.files(__package__).joinpath("gazetteer.toml").read_text("utf-8"))
    figures = data["no_region"]["figures"]
    never = (*data["not_before"][""].split(), *figures)
    before = frozenset(_joined(data["before"])) | frozenset(data["before"]["words"].split())
    levels = {unit: level for level, forms in data["levels"].items() for unit in forms}
    known = {name: level for level, names in data["known"].items() for name in names}
    return Gazetteer(
        levels=levels | known,
        known=frozenset(known),
        kinds=_kinds(data),
        not_before=_by_unit(levels, data["not_before"], never),
        not_alone=_by_unit(levels, data["not_alone"]),
        not_after=_by_unit(levels, data["not_after"]),
        before=before,
        closing=frozenset(word[-1] for word in before),
        prefixes=tuple(data["national"]["before_region"]),
        strange=frozenset(data["no_region"]["characters"]),
        figures=frozenset(figures),
        no_body=frozenset(data["no_body"]["words"].split()),
        apart=_joined(data["apart"]),
        data=data,
    )


def _by_unit(
    units: Iterable[str], table: Mapping[str, str], every: Iterable[str] = ()
) -> defaultdict[str, tuple[str, ...]]:
    return defaultdict(tuple, {unit: (*every, *table.get(unit, "").split()) for unit in units})


def _joined(table: Mapping[str, str]) -> str:
    return "".join(table["characters"].split())


def _kinds(data: Mapping[str, Any]) -> dict[str, Kind]:
    kinds = {}
    for function, short in data["departments"]["names"].items():
        for end in data["departments"]["ends"]:
            kind = Kind(function + _LONG.get(end, end), function)
            kinds.update(dict.fromkeys((stem + end for stem in (function, *short)), kind))
    for table in ("organs", "leading"):
        for name, short in data[table].items():
            kinds.update(dict.fromkeys((name, *short), Kind(name, name, table == "leading")))
    return kinds


def trie(words: Iterable[str]) -> str:
    """A regular expression that matches the longest of many words without trying each.

    >>> trie(["市", "市政府", "市政协", "县"])
    '(?:县|市(?:政(?:协|府))?)'
    >>> re.match(trie(["市", "市政府"]), "市政府办")[0]
    '市政府'
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _render(root)


def _render(node: Mapping[str, Any]) -> str:
    branches = [re.escape(c) + _render(child) for c, child in sorted(node.items()) if c]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")
