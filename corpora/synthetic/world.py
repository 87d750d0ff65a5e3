"""The body that reports: its level, its names, its year, and the figures of its tables."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .figures import sample
from .grammar import Split, names
from .record import Value

LEVELS = ("street", "bureau", "office", "county", "city")
LEVEL_WEIGHTS = (22, 40, 14, 16, 8)


@dataclass(frozen=True, slots=True)
class World:
    """Who reports on which year.

    Args:
        org: full name; ``short`` as sentences name it; ``body`` as subject of a figure (全县, 我局).
        other: another body of the same place, for copied text.
        area: 市, 县 or 区.
        domain: what a bureau of that kind deals with; ``scope``: what this body puts first.
    """

    level: str
    form: str
    year: int
    org: str
    short: str
    body: str
    other: str
    place: str
    area: str
    domain: Mapping[str, Any]
    scope: str
    cells: Mapping[str, Value]
    split: Split

    def cell(self, name: str) -> int:
        """A whole figure of the tables."""
        return int(Decimal(self.cells[name] or 0))

    def total(self, row: str, column: str = "total") -> int:
        """A figure of table three."""
        return self.cell(f"t3/{row}/{column}")


def _place(dice: random.Random) -> str:
    first, second = names()["first"], names()["second"]
    return str(dice.choice(first)) + str(dice.choice(second))


def create(split: Split, dice: random.Random) -> World:
    """A body of some level with consistent tables."""
    known = names()
    level = dice.choices(LEVELS, LEVEL_WEIGHTS)[0]
    form, year = (
        ("2019", dice.choice((2019, 2020))) if dice.random() < 0.08 else ("2021", dice.randint(2021, 2025))
    )
    domain = dice.choice(known["domains"])
    bureau = dice.choice(domain["bureau"])
    other_domain = dice.choice([d for d in known["domains"] if d is not domain])
    other_bureau = dice.choice(other_domain["bureau"])
    city, county = f"{_place(dice)}市", _place(dice) + dice.choice("县区")
    match level:
        case "street":
            stem = dice.choice(known["stems"])
            name = _place(dice) + stem
            office = "办事处" if stem == "街道" else "人民政府"
            org, place, area = f"{city}{county}{name}{office}", county, county[-1]
            short, body = f"{name}{office}" if dice.random() < 0.3 else name, dice.choice(("我", "全")) + stem
        case "bureau":
            place = dice.choice((city, county))
            org, area = f"{place}{bureau}", place[-1]
            short, body = f"{area}{bureau}", dice.choice(("我局", "全局", "本局"))
            if not bureau.endswith("局"):
                body = "我委"
        case "office":
            place = county
            org, area = f"{place}人民政府办公室", place[-1]
            short, body = f"{area}政府办公室", dice.choice(("我办", f"{area}政府办公室"))
        case "county":
            place, area = county, county[-1]
            org = short = f"{place}人民政府" if dice.random() < 0.7 else f"{city}{place}人民政府"
            short, body = f"{place}人民政府", f"全{area}"
        case _:
            place, area = city, "市"
            org = short = f"{place}人民政府"
            body = "全市"
    # a report of a whole area may well speak of its bureaus: copied text names another area there
    office = "人民政府办公室" if level == "office" else "人民政府"
    whole = level in ("office", "county", "city")
    other = f"{_place(dice)}{area}{office}" if whole else f"{place}{other_bureau}"
    scope = domain["scope"] if level == "bureau" else dice.choice(known["scopes"])
    cells = sample(level, form, dice)
    return World(level, form, year, org, short, body, other, place, area, domain, scope, cells, split)
