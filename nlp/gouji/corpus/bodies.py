"""Who reports: the names that a body gives itself over the years, brought to one key."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from ..language.folding import fold
from ..language.organisations import organisations

# Level of a region -> rank; the higher stands above.
RANKS: Final = {"国": 5, "省": 4, "市": 3, "县": 2, "区": 2, "镇": 1, "乡": 1, "街道": 1, "村": 0}
BRACKETED: Final = re.compile(r"（[^（）]*）$")  # （本级）


@dataclass(frozen=True, slots=True)
class Body:
    """A reporting body.

    Args:
        name: as it called itself.
        regions: names from the outermost that it names to its own; () where none is known.
        level: of its own region (``县``); "" where none is known.
        function: what it does (``财政``, ``人民政府``), the same for 局, 委员会 and short names; the
            whole name where the kind of body is not known.
        leads: whether it leads its region, so that the other bodies there stand under it.
    """

    name: str
    regions: tuple[str, ...] = ()
    level: str = ""
    function: str = ""
    leads: bool = False

    @property
    def region(self) -> str:
        """The region it belongs to, as it names it."""
        return "".join(self.regions)

    @property
    def key(self) -> str:
        """The same for the same body.

        >>> body("桐岭县人社局").key == body("桐岭县人力资源和社会保障局").key
        True
        """
        return f"{'/'.join(self.regions)}|{self.function}"


@cache
def body(name: str) -> Body:
    """What a body's name says of it.

    >>> one = body("青峪市桐岭县卫健委")
    >>> one.regions, one.level, one.function, one.leads
    (('青峪市', '桐岭县'), '县', '卫生健康', False)
    >>> body("某某中心").function
    '某某中心'
    """
    plain = "".join(fold(name).plain.split())
    found = organisations(plain)
    if not found:
        return Body(name, function=plain)
    whole = max(found, key=lambda o: (len(o.span), o.span.start))
    regions = tuple(r.name for r in whole.regions if r.name)
    level = whole.regions[-1].level if whole.regions else ""
    rest = whole.tail + BRACKETED.sub("", plain[whole.span.end :])
    if whole.kind is None:  # a region alone: its government reports under its name
        return Body(name, regions, level, rest or "人民政府", not rest)
    return Body(name, regions, level, whole.kind.function + rest, whole.kind.leading and not rest)


def resolve(bodies: Iterable[Body]) -> dict[Body, Body]:
    """Bring a body that names only its own region together with the one that names the regions above, too.

    Only where the corpus knows one such region: of two 城关镇 in two counties neither is taken.

    >>> short, whole = body("桐岭县财政局"), body("青峪市桐岭县财政局")
    >>> resolve([short, whole])[short].key == whole.key
    True
    """
    known = set(bodies)
    longer: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in known:
        if len(one.regions) > 1:
            longer[one.regions[-1]].add(one.regions)
    return {one: _placed(one, longer) for one in known}


def _placed(one: Body, longer: Mapping[str, set[tuple[str, ...]]]) -> Body:
    if len(one.regions) != 1 or len(longer.get(one.regions[0], ())) != 1:
        return one
    (regions,) = longer[one.regions[0]]
    return Body(one.name, regions, one.level, one.function, one.leads)
