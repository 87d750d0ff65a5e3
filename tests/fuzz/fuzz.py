"""Mutates samples of every format and reads them in a child, for as long as one says.

What is no document and no typed error, what kills the child or runs into its limits, and what only the last
net in `gouji.reading.read_bytes` caught is kept under ``tests/fuzz/found/`` and read again by the tests.

    python -m tests.fuzz.fuzz [--seconds 600] [--seed 1] [--only pdf]
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.files import docx, packed
from tests.reading_pdf.maker import Paper

from gouji.errors import InputError, LimitExceeded
from gouji.reading import documents, isolation

FOUND = Path(__file__).parent / "found"
CAUGHT = "解析失败"  # how the message of the last net begins
CRASHED = "崩溃"

TEXT = """某某局2024年政府信息公开工作年度报告
一、总体情况
（一）主动公开。全年主动公开政府信息1,355条，其中通过网站公开1200余条，占88.6%。
二、主动公开政府信息情况
规章\t1\t0\t3
行政规范性文件\t2\t1\t9
行政许可\t12
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t4
二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0
四、政府信息公开行政复议、行政诉讼情况
2\t0\t0\t1\t3\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0
六、其他需要报告的事项
无。
"""
ROWS = [line.split("\t") for line in TEXT.split("\n") if "\t" in line]
WORDS = """
colspan=99999999 rowspan=-1 <table> </td> <tr> <!-- <![CDATA[ &#xD800; &#0;
<w:tbl> </w:tc> <w:gridSpan\u00a0w:val="9999"/> <w:vMerge\u00a0w:val="restart"/> <w:del> ]]>
endobj stream /Kids[2\u00a00\u00a0R] /Rotate\u00a090 \u00a0Tj \u00a0TJ 1e38 -1 NaN q\u00a0 \u00a0cm
〔2021〕 一、 （一） % | ｜ 99999999999 =?utf-8?B?////?= charset=utf-7
"""
SIGNS = ("\t", "\u3000", "\u202e", "\ufeff", "\0", "\r", "Content-Type: multipart/mixed; boundary=b\n\n--b\n")
TOKENS = tuple(
    t.replace("\u00a0", " ").encode() for t in (*WORDS.split("\n"), *SIGNS, *re.split(r"[ \n]+", WORDS))
)


def text() -> bytes:
    return TEXT.encode()


def gbk() -> bytes:
    return TEXT.encode("gb18030")


def markdown() -> bytes:
    rows = "\n".join("|" + "|".join(row) + "|" for row in ROWS)
    return f"# 报告\n{TEXT}\n|a|b|\n|---|---|\n{rows}\n".encode()


def html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td colspan=1>{c}</td>" for c in row) + "</tr>" for row in ROWS)
    body = "".join(f"<p>{line}</p>" for line in TEXT.split("\n") if "\t" not in line)
    return f"<html><head><meta charset=utf-8></head><body>{body}<table>{rows}</table></body></html>".encode()


def word() -> bytes:
    def cell(inner: str) -> str:
        return f"<w:tc><w:tcPr><w:gridSpan w:val='1'/></w:tcPr>{inner}</w:tc>"

    def line(inner: str) -> str:
        return f"<w:p><w:r><w:t>{inner}</w:t></w:r></w:p>"

    rows = "".join("<w:tr>" + "".join(cell(line(c)) for c in row) + "</w:tr>" for row in ROWS)
    return docx("".join(map(line, TEXT.split("\n"))) + f"<w:tbl>{rows}</w:tbl>")


def pdf() -> bytes:
    paper = Paper(pageCompression=0)
    paper.lines(90, 100, [line for line in TEXT.split("\n") if "\t" not in line])
    paper.table(90, 400, [200, *[30.0] * 15], ROWS)
    paper.page()
    paper.table(90, 100, [200, *[30.0] * 15], ROWS)
    return paper.bytes()


def archive() -> bytes:
    return packed({"一/a.txt": text(), "b.html": html(), "c.zip": packed({"d.txt": text()})})


def mail() -> bytes:
    head = "MIME-Version: 1.0\nFrom: a@example.cn\nContent-Type: multipart/mixed; boundary=b\n\n"
    part = (
        '--b\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename="a.txt"\n\n'
    )
    return f"{head}{part}{TEXT}\n--b--\n".encode()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "txt": text,
    "gbk.txt": gbk,
    "md": markdown,
    "html": html,
    "docx": word,
    "pdf": pdf,
    "zip": archive,
    "eml": mail,
}


# ---- mutations ---------------------------------------------------------------------------------------


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to eight changes; those of an archive half the time inside its members."""
    if data.startswith(b"PK") and chance.random() < 0.5:
        return _inside(data, chance)
    for _ in range(chance.randint(1, 8)):
        data = chance.choice(CHANGES)(data, chance)
    return data


def _inside(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            held = old.read(name)
            new.writestr(name, mutated(held, chance) if chance.random() < 0.8 else held)
    return out.getvalue()


def _place(data: bytes, chance: random.Random, longest: int = 64) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.randint(1, longest))


def _flip(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _drop(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance, max(1, len(data) // 4))
    return data[:start] + data[end:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance, 400)
    return data[:start] + data[start:end] * chance.choice((2, 3, 50)) + data[end:]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance, 400)
    to = chance.randint(0, len(data))
    return data[:to] + data[start:end] + data[to:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 2, 40)) + data[at:]


def _number(data: bytes, chance: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return data
    found = chance.choice(numbers)
    new = chance.choice((b"0", b"-1", b"65536", b"4294967295", b"1e9", b"99999999999999999999", b""))
    return data[: found.start()] + new + data[found.end() :]


CHANGES = (_flip, _flip, _drop, _cut, _repeat, _move, _insert, _insert, _number, _number)


# ---- the run -----------------------------------------------------------------------------------------


def fault(data: bytes, name: str) -> str:
    """What is wrong with how the file ended, "" where it ended as it may."""
    try:
        ends = [found for _, found in documents(data, isolated=True)] if name in ("zip", "eml") else []
        if not ends:
            isolation.read_bytes(data, f"a.{name.rpartition('.')[2]}")
    except InputError as error:
        ends = [error]
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    for end in ends:
        if isinstance(end, LimitExceeded) and "时间" in end.message.zh:
            return str(end)
        if isinstance(end, InputError) and (CAUGHT in end.message.zh or CRASHED in end.message.zh):
            return end.message.en
    return ""


def run(seconds: float, seed: int, only: str = "") -> Iterator[tuple[str, bytes, str]]:
    """Name of the sample, bytes and fault of each fault, until the time is over."""
    chance = random.Random(seed)
    samples = {name: make() for name, make in SAMPLES.items() if only in name}
    names = sorted(samples)
    tried = 0
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        name = chance.choice(names)
        data = mutated(samples[name], chance)
        tried += 1
        if what := fault(data, name):
            yield name, data, what
    print(f"{tried} files tried, seed {seed}")


def main() -> None:
    """Keeps what it finds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    kinds: Counter[str] = Counter()
    for name, data, what in run(chosen.seconds, chosen.seed, chosen.only):
        kind = re.sub(r"\d+|'[^']*'", "_", what)[:70]
        kinds[kind] += 1
        if kinds[kind] <= 2:  # two of a kind are enough
            FOUND.mkdir(exist_ok=True)
            stem, _, suffix = name.rpartition(".")
            file = FOUND / f"{stem or suffix}-{hashlib.sha256(data).hexdigest()[:12]}.{suffix}"
            file.write_bytes(data)
            print(f"{file.name}: {what}", flush=True)
    for kind, times in kinds.most_common():
        print(times, kind)


if __name__ == "__main__":
    main()
