"""The child that parses: same results, typed failures, limits that hold, a parent that is never harmed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.reading_pdf.maker import Paper

from gouji.document import Document
from gouji.errors import DamagedFile, EmptyFile, InputError, LimitExceeded, NotAReport
from gouji.reading import isolation, read_bytes, wire
from gouji.reading.isolation import Budget, Reader

TEXT = """某某局2024年政府信息公开工作年度报告
一、总体情况
全年主动公开政府信息12条。
六、其他需要报告的事项
无。
"""
TABLE = "二、主动公开政府信息情况\n规章\t1\t0\t3\n行政规范性文件\t2\t1\t9\n行政许可\t12\n"


def report_as(form: str) -> bytes:
    if form == "html":
        return "".join(f"<p>{line}</p>" for line in TEXT.split("\n")).encode()
    if form == "pdf":
        paper = Paper()
        paper.lines(90, 200, TEXT.split("\n"))
        return paper.bytes()
    return (TEXT + TABLE).encode()


@pytest.mark.parametrize("form", ["txt", "html", "pdf"])
def test_the_child_reads_what_this_process_reads(form: str) -> None:
    data = report_as(form)
    with Reader() as reader:
        assert reader.read(data, f"a.{form}") == read_bytes(data, f"a.{form}")


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", EmptyFile), ("今天天气很好。".encode(), NotAReport), (b"%PDF-1.7 x", DamagedFile)],
)
def test_an_error_comes_back_as_itself(data: bytes, kind: type[InputError]) -> None:
    with pytest.raises(kind) as here:
        read_bytes(data)
    with Reader() as reader, pytest.raises(kind) as there:
        reader.read(data)
    assert (there.value.message, there.value.cure) == (here.value.message, here.value.cure)


def test_one_child_serves_many_files() -> None:
    with Reader() as reader:
        for _ in range(3):
            reader.read(report_as("txt"))
            assert reader._child is not None
        first = reader._child.pid
        reader.read(report_as("pdf"))
        assert reader._child.pid == first


# ---- limits ------------------------------------------------------------------------------------------


def test_cpu_time_is_limited_for_each_file_alone() -> None:
    heavy = ("一、总体情况（一）1." * 300_000).encode()
    with Reader(Budget(seconds=1)) as reader:
        with pytest.raises(LimitExceeded, match="时间"):
            reader.read(heavy)
        for _ in range(8):  # together these may take longer than one file may
            assert reader.read(report_as("txt")).year == 2024


def test_memory_is_limited() -> None:
    heavy = (TEXT + "1\t" * 3_000_000).encode()
    with Reader(Budget(memory=150 * 2**20)) as reader:
        with pytest.raises((LimitExceeded, DamagedFile)):
            reader.read(heavy)
        assert reader.read(report_as("txt")).year == 2024


def test_a_child_killed_between_files_is_replaced() -> None:
    with Reader() as reader:
        reader.read(report_as("txt"))
        assert reader._child is not None
        reader._child.kill()
        reader._child.wait()
        assert reader.read(report_as("txt")).year == 2024


def test_reading_on_many_threads_mixes_nothing_up() -> None:
    found: dict[int, int | None] = {}

    def work(year: int) -> None:
        for _ in range(3):
            found[year] = isolation.read_bytes(TEXT.replace("2024", str(year)).encode()).year

    threads = [threading.Thread(target=work, args=(year,)) for year in range(2015, 2021)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {year: year for year in range(2015, 2021)}


# ---- a child taken over ------------------------------------------------------------------------------

ANSWER = """
import struct, sys
sys.stdin.buffer.read(12)
def answer(head, body=b"", size=None):
    sys.stdout.buffer.write(struct.pack(">IQ", len(head), len(body) if size is None else size) + head + body)
    sys.stdout.buffer.flush()
"""


@pytest.mark.parametrize(
    ("tells", "kind"),
    [
        ("answer(b'no json')", DamagedFile),
        ("answer(b'[]')", DamagedFile),
        ("answer(b'{}', b'[1, 2]')", DamagedFile),
        ("answer(b'{\"cpu\": 1, \"peak\": 1}', b'[1, 2]')", DamagedFile),
        ("answer(b'{\"cpu\": 1, \"peak\": 1}', b'[' * 100_000)", DamagedFile),
        ('answer(b\'{"cpu": 1, "peak": 1, "error": ["__class__", ["a", "b"], ["c", "d"]]}\')', DamagedFile),
        ("answer(b'{}', size=10**15)", LimitExceeded),
        ("sys.exit(3)", DamagedFile),
        ("import os; os.kill(os.getpid(), 11)", DamagedFile),
        ("import time; time.sleep(60)", LimitExceeded),
    ],
)
def test_whatever_a_child_says_the_parent_gets_a_typed_error(
    tells: str, kind: type[InputError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "_START", ANSWER + tells)
    monkeypatch.setattr(isolation, "HANGS", 2)
    with Reader(Budget(seconds=1)) as reader, pytest.raises(kind):
        reader.read(b"x" * 3_000_000)  # more than the pipe holds: a child that reads nothing must not block


def test_the_child_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hush")
    tell = "import os, json; k = 'SECRET_TOKEN' in os.environ; "
    tell += (
        "answer(json.dumps({'cpu': 1, 'peak': 1, 'error': ['EmptyFile', [str(k), ''], ['', '']]}).encode())"
    )
    monkeypatch.setattr(isolation, "_START", ANSWER + tell)
    with Reader() as reader, pytest.raises(EmptyFile) as said:
        reader.read(b"x")
    assert said.value.message.zh == "False"


def test_the_child_imports_nothing_from_the_folder_one_works_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("lxml", "pypdfium2", "json", "email"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    with Reader() as reader:
        for form in ("txt", "html", "pdf"):
            reader.read(report_as(form), f"a.{form}")
    assert not (tmp_path / "ran").exists()


def test_the_child_cannot_write_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "written"
    inject = f"""
import gouji.reading, gouji.reading.isolation as isolation
def read(data, path):
    with open({str(mark)!r}, "w") as file:
        file.write("x" * 10)
    return None
gouji.reading.read_bytes = read
isolation.serve()
"""
    monkeypatch.setattr(isolation, "_START", inject)
    with Reader() as reader, pytest.raises(InputError):
        reader.read(b"x")
    assert not mark.exists() or mark.stat().st_size == 0


# ---- the parent's end --------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["os._exit(0)", "os.kill(os.getpid(), 9)", "sys.exit()"])
def test_no_child_outlives_its_parent(how: str) -> None:
    code = f"""
import os, sys
from gouji.reading import isolation
isolation.read_bytes({TEXT!r}.encode())
reader = next(iter(isolation._POOLS.values())).idle[0]
print(reader._child.pid, flush=True)
{how}
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    pid = int(told.stdout)
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2]


def test_a_forked_process_starts_a_child_of_its_own() -> None:
    isolation.read_bytes(TEXT.encode())
    pid = os.fork()
    if pid == 0:  # only async-safe exits from here
        try:
            year = isolation.read_bytes(TEXT.replace("2024", "2021").encode()).year
            isolation.close()
            os._exit(0 if year == 2021 else 1)
        except BaseException:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert isolation.read_bytes(TEXT.encode()).year == 2024


# ---- the wire ----------------------------------------------------------------------------------------


def test_a_document_survives_the_wire() -> None:
    document = read_bytes(report_as("pdf"), "a.pdf")
    assert wire.loads(Document, wire.dumps(document)) == document
    assert document.places


@pytest.mark.parametrize("number", ["1E+999999999", "NaN", "Infinity", "x", "1" * 1000 + "E+5"])
def test_a_figure_that_arithmetic_could_not_bear_is_refused(number: str) -> None:
    cells = (TEXT + TABLE).encode()
    plain = json.loads(wire.dumps(read_bytes(cells)))
    place = next(i for i, part in enumerate(plain) if isinstance(part, dict))
    name = next(iter(plain[place]))
    plain[place][name][1] = number
    with pytest.raises(ValueError, match=r"figure|expected"):
        wire.loads(Document, json.dumps(plain).encode())


def test_signals_have_a_typed_error_each() -> None:
    assert isinstance(isolation._DiedError(signal.SIGXCPU).typed(), LimitExceeded)
    assert isinstance(isolation._DiedError(signal.SIGSEGV).typed(), DamagedFile)
    assert "SIGSEGV" in str(isolation._DiedError(signal.SIGSEGV).typed())
