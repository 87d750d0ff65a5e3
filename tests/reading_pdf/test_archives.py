"""What archives and mails give: their readable files, with harmless names, one level of nesting."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Document
from gouji.errors import DamagedFile, EmptyFile, LimitExceeded, UnknownFormat
from gouji.reading import documents, read
from gouji.reading.archives import harmless, is_archive, is_mail, members

REPORT = """某某局{year}年政府信息公开工作年度报告
一、总体情况
全年主动公开政府信息12条。
六、其他需要报告的事项
无。
"""


def report(year: int = 2024) -> bytes:
    return REPORT.format(year=year).encode()


def packed(*held: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in held:
            archive.writestr(name, data)
    return out.getvalue()


def mail(*attached: tuple[str, bytes], body: str = "附件是年报。", html: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.cn", "b@example.cn", "年报"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def years(found: list[tuple[str, Document | Exception]]) -> dict[str, int | str | None]:
    return {path: f.year if isinstance(f, Document) else type(f).__name__ for path, f in found}


@pytest.mark.parametrize("isolated", [False, True])
def test_each_report_of_an_archive_is_read_and_failures_stand_for_themselves(
    tmp_path: Path, isolated: bool
) -> None:
    path = tmp_path / "年报.zip"
    path.write_bytes(
        packed(("一/a.txt", report(2023)), ("b.txt", report()), ("c.pdf", b"%PDF-"), ("logo.svg", b"<svg/>"))
    )
    assert years(list(documents(path, isolated))) == {
        f"{path}/一/a.txt": 2023,
        f"{path}/b.txt": 2024,
        f"{path}/c.pdf": "DamagedFile",
    }


def test_attachments_of_a_mail_are_read_and_its_body_is_not() -> None:
    data = mail(("年报.txt", report()), ("说明.png.exe", b"MZ"))
    assert years(list(documents(data))) == {"年报.txt": 2024}


def test_the_body_is_read_where_nothing_is_attached() -> None:
    html = "".join(f"<p>{line}</p>" for line in report().decode().split("\n"))
    assert years(list(documents(mail(body="见网页", html=html)))) == {"正文.html": 2024}
    assert years(list(documents(mail(body=report().decode())))) == {"正文.txt": 2024}


def test_archives_are_opened_inside_one_another_once() -> None:
    inner = packed(("a.txt", report()))
    assert years(list(documents(packed(("x.zip", inner))))) == {"x.zip/a.txt": 2024}
    assert years(list(documents(mail(("x.zip", inner))))) == {"x.zip/a.txt": 2024}
    twice = packed(("y.zip", packed(("x.zip", inner))))
    assert years(list(documents(twice))) == {"y.zip/x.zip": "LimitExceeded"}


def test_one_report_in_an_archive_can_be_read_as_a_file() -> None:
    assert read(packed(("a.txt", report()))).year == 2024
    with pytest.raises(UnknownFormat, match="2"):
        read(packed(("a.txt", report()), ("b.txt", report())))


def test_names_written_in_gbk_are_read() -> None:
    data = packed(("AAAA.txt", report())).replace(b"AAAA.txt", "年报".encode("gbk") + b".txt")
    assert [m.name for m in members(data)] == ["年报.txt"]


def test_a_docx_is_no_archive_even_inside_one() -> None:
    docx = packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<x/>"))
    assert not is_archive(docx)
    assert is_archive(packed(("a.docx", docx)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("From: a@b.cn\nTo: c@d.cn\n\n正文", True),
        ("Received: from x\r\n by y\r\nMIME-Version: 1.0\r\n\r\nx", True),
        ("附件：年报", False),
        ("Title: Report\n\n全年公开12条", False),
        ("一、总体情况\nfrom: here", False),
    ],
)
def test_a_mail_is_told_by_its_headers(text: str, expected: bool) -> None:
    assert is_mail(text.encode()) is expected


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (packed(("logo.svg", b"x")), EmptyFile),
        (packed(), EmptyFile),
        (packed(("a.txt", report()))[:40], DamagedFile),
        (packed(*((f"{i}.txt", b"x") for i in range(2001))), LimitExceeded),
    ],
    ids=["nothing to read", "empty", "cut off", "too many"],  # an archive holds the time: no name of a test
)
def test_an_archive_that_gives_nothing_says_why(data: bytes, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        members(data)


def test_a_member_changed_after_it_was_packed_is_told() -> None:
    data = packed(("a.txt", report()), ("b.txt", report()))
    broken = data.replace("12条".encode(), "13条".encode(), 1)
    assert years(list(documents(broken))) == {"a.txt": "DamagedFile", "b.txt": 2024}


@given(st.text(max_size=300))
def test_a_harmless_name_stays_in_its_folder(name: str) -> None:
    found = harmless(name)
    assert found
    assert not found.startswith("/")
    assert all(part not in ("", ".", "..") for part in found.split("/"))
    assert not set(found) & set('\\:\0\n\r\u202e<>"|?*')


@given(st.binary(max_size=400), st.sampled_from([b"PK\x03\x04", b"PK\x05\x06", b"From: a@b\n", b""]))
def test_any_bytes_give_documents_or_typed_errors(data: bytes, start: bytes) -> None:
    for _, found in documents(start + data):
        assert isinstance(found, Document | Exception)
