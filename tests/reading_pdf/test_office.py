"""DOC, WPS and RTF: through LibreOffice where it is, an error that names it where it is not."""

from __future__ import annotations

import hashlib
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from gouji.errors import DamagedFile, LimitExceeded, MissingTool
from gouji.reading import office, read, read_bytes

needs_office = pytest.mark.skipif(
    not any(map(shutil.which, office.PROGRAMS)), reason="LibreOffice is not installed"
)
RTF = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 SimSun;}}\\uc0\\f0 %s}"
TEXT = [
    "某某局2024年政府信息公开工作年度报告",
    "一、总体情况",
    "全年主动公开政府信息12条。",
    "六、其他需要报告的事项",
    "无。",
]


def rtf(*paragraphs: str, extra: str = "") -> bytes:
    def escaped(text: str) -> str:
        return "".join(c if c.isascii() else f"\\u{ord(c) - 65536 * (ord(c) > 32767)} " for c in text)

    return (RTF % ("".join(f"{escaped(p)}\\par\n" for p in paragraphs) + extra)).encode("ascii")


def running() -> int:
    told = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return sum("soffice" in line and "gouji-" in line for line in told.splitlines())


def test_without_libreoffice_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingTool, match="LibreOffice") as error:
        read_bytes(rtf(*TEXT), "a.doc")
    assert "libreoffice-writer" in error.value.cure.en


@pytest.mark.parametrize("name", ["a.doc", "a.docx", "a.wps"])
def test_a_locked_document_is_told(name: str) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + office.LOCKED
    with pytest.raises(DamagedFile, match="密码"):
        read_bytes(data, name)


@needs_office
@pytest.mark.parametrize("isolated", [False, True])
def test_a_converted_document_keeps_its_own_name_and_hash(tmp_path: Path, isolated: bool) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rtf(*TEXT))
    found = read(path, isolated=isolated)
    assert (found.year, found.format, found.path) == (2024, "doc", str(path))
    assert "全年主动公开政府信息12条。" in found.text
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert running() == 0


@needs_office
def test_libreoffice_is_killed_with_all_it_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "WALL_SECONDS", 0.3)
    with pytest.raises(LimitExceeded):
        office.convert(rtf(*TEXT * 2000))
    deadline = time.monotonic() + 5
    while running() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert running() == 0


LINKED = """<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"
  xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">
<office:body><office:text><text:p>x<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">
<draw:image xlink:href="{address}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>
</draw:frame></text:p></office:text></office:body></office:document>"""


def knocks(server: socket.socket) -> int:
    """How often somebody has asked for the picture."""
    count = 0
    while True:
        try:
            server.accept()[0].close()
        except TimeoutError:
            return count
        count += 1


@needs_office
def test_a_linked_picture_is_not_fetched_from_the_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        (tmp_path / "a.fodt").write_text(LINKED.format(address=address), encoding="utf-8")
        program = next(found for name in office.PROGRAMS if (found := shutil.which(name)))
        profile = f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"
        convert = ["--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(tmp_path / "a.fodt")]
        making = subprocess.Popen(
            [program, "--headless", profile, *convert], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        asked = 0
        while making.poll() is None:
            asked += knocks(server)
        assert asked  # LibreOffice does fetch it where nothing forbids that
        data = (tmp_path / "a.doc").read_bytes()
        assert address.encode("utf-16-le") in data or address.encode() in data
        office.convert(data)
        assert knocks(server) == 0
