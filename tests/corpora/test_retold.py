"""The retold reports: hashes, quotes and cells of their gold, and the identities of their tables."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest
from corpora.synthetic.record import Record, load_record
from eval.cases import ROOT

from gouji.form import load

FOLDER = ROOT / "corpora" / "retold"
RECORDS = [load_record(path) for path in sorted(FOLDER.glob("rt-*.json"))]


def test_the_hashes_are_those_of_the_card() -> None:
    lines = (FOLDER / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = dict(reversed(line.split(maxsplit=1)) for line in lines)
    assert listed == {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in FOLDER.glob("rt-*.json")}


def test_there_are_enough_and_consistent_ones_among_them() -> None:
    assert len(RECORDS) >= 15
    assert sum(not r.gold.findings for r in RECORDS) >= 10


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: str(r.name))
def test_every_quote_stands_in_its_report(record: Record) -> None:
    text = "\n".join([record.preamble, *record.sections.values()])
    quotes = [q for f in record.gold.findings for q in (f.quote, f.quote2)]
    quotes += [t.quote for t in record.gold.traps] + [c.quote for c in record.gold.claims]
    assert all(q in text for q in quotes)


@pytest.mark.parametrize("record", [r for r in RECORDS if r.cells], ids=lambda r: str(r.name))
def test_the_real_tables_satisfy_their_identities_and_the_claims(record: Record) -> None:
    def figure(cell: str) -> Decimal:
        value = record.cells[cell]
        assert isinstance(value, Decimal)
        return value

    for identity in load(record.form).identities:
        total = sum(sign * figure(name) for name, sign in identity.terms)
        assert total == 0 if identity.relation == "=" else total >= 0
    for claim in record.gold.claims:
        if claim.cells:
            assert sum(map(figure, claim.cells)) == Decimal(claim.value)
