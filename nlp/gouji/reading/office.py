"""DOC, WPS and RTF -> DOCX, through LibreOffice where it is installed.

LibreOffice gets its own process group, a profile that is thrown away, limits on CPU and memory, and settings
that forbid macros, links and the network; the DOCX it writes is read like any other.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..document import Document
from ..errors import DamagedFile, LimitExceeded, MissingTool
from ..text import Text
from . import limits

if TYPE_CHECKING:
    from .blocks import Blocks

PROGRAMS: Final = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
CPU_SECONDS: Final = 60
WALL_SECONDS: Final = 180
MEMORY: Final = 4 * 2**30
LOCKED: Final = "EncryptedPackage".encode("utf-16-le")  # a stream of every Office file with a password

# Sets its own limits, then becomes LibreOffice: no code of this process runs between fork and exec.
_LIMITED: Final = f"""
import os, resource, sys
most = dict(AS={MEMORY}, CPU={CPU_SECONDS}, FSIZE={limits.ZIP_TOTAL_BYTES}, CORE=0)
for name, value in most.items():
    resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))
os.execv(sys.argv[1], sys.argv[1:])
"""

_ITEM: Final = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}"><value>{value}</value></prop></item>'
)
# No macros; links are never updated; nothing outside the file is fetched; no way to the network.
_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_PROFILE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + "".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _SETTINGS)
    + "</oor:items>"
)


def read_office(data: bytes) -> Blocks:
    """Lines and tables of a DOC, WPS or RTF; `convert` says what may be raised."""
    from .docx import read_docx

    return read_docx(convert(data))


def read(data: bytes, path: str, read_docx: Callable[[bytes, str], Document]) -> Document:
    """The document that another reader makes of the converted file, under the name and hash of the first.

    Args:
        data, path: the DOC, WPS or RTF.
        read_docx: reads a DOCX; `isolation` gives its child here.
    """
    found = read_docx(convert(data), path)
    return replace(found, sha256=sha256(data).hexdigest(), format="doc")


def convert(data: bytes) -> bytes:
    """A DOC, WPS or RTF as DOCX.

    Raises:
        DamagedFile: LibreOffice cannot open it, or it has a password.
        LimitExceeded: too large, or LibreOffice took too long.
        MissingTool: LibreOffice is not installed.
    """
    limits.bytes_at_most(len(data), limits.OFFICE_BYTES)
    if LOCKED in data:
        raise DamagedFile(
            Text("文档有密码保护", "the document is locked with a password"),
            Text("请先去除密码再检查", "remove the password first"),
        )
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise MissingTool(
            Text("读取 doc、wps 需要 LibreOffice", "doc and wps need LibreOffice"),
            Text(
                "请安装 LibreOffice（如 apt-get install libreoffice-writer），或另存为 docx",
                "install LibreOffice (apt-get install libreoffice-writer), or save the file as docx",
            ),
        )
    with tempfile.TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as folder:
        return _converted(program, data, Path(folder))


def _converted(program: str, data: bytes, folder: Path) -> bytes:
    source, settings = folder / "in.doc", folder / "profile/user/registrymodifications.xcu"
    source.write_bytes(data)
    settings.parent.mkdir(parents=True)
    settings.write_text(_PROFILE, encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")}
    process = subprocess.Popen(
        [
            *(sys.executable, "-I", "-S", "-c", _LIMITED, program),
            *(
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                "--nolockcheck",
                "--nofirststartwizard",
            ),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)),
        ],
        cwd=folder,
        env=environment | {"HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(WALL_SECONDS)
        late = process.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    except subprocess.TimeoutExpired:
        late = True
    finally:
        # LibreOffice starts further processes, and they outlive the first one if it is killed alone.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if late:
        raise LimitExceeded(
            Text("LibreOffice 转换超时", "LibreOffice took too long"),
            Text("请用原程序另存为 docx", "save it as docx in its own program"),
        )
    try:
        converted = (folder / "in.docx").read_bytes()
    except OSError:
        raise DamagedFile(
            Text("LibreOffice 打不开这个文件", "LibreOffice cannot open this file"),
            Text("请用原程序打开并另存为 docx", "open it in its program and save it as docx"),
        ) from None
    limits.bytes_at_most(len(converted), limits.OFFICE_BYTES)
    return converted
