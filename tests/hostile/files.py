"""Files made to harm whoever reads them: what each is, and how it may end.

Each maker gives a file name and bytes.  ``ends`` names the errors that are right; "reads" means that a
document comes out, with the report in it unharmed.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

REPORT = (
    "某某局2024年政府信息公开工作年度报告\n一、总体情况\n2024年主动公开政府信息12条。\n"
    "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
    "五、存在的主要问题及改进情况\n六、其他需要报告的事项\n无。\n"
)
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: what it tries, its name and bytes, and the ends that are right."""

    title: str
    name: str
    make: Callable[[], bytes]
    ends: tuple[str, ...]


HOSTILE: dict[str, Hostile] = {}


def hostile(title: str, name: str, *ends: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def enter(make: Callable[[], bytes]) -> Callable[[], bytes]:
        HOSTILE[make.__name__] = Hostile(title, name, make, ends)
        return make

    return enter


# ---- archives and mails ------------------------------------------------------------------------------


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def deflated(block: bytes, times: int) -> bytes:
    """One block many times over, as a raw deflate stream, made without holding it."""
    pack = zlib.compressobj(1, zlib.DEFLATED, -15)
    return b"".join([pack.compress(block) for _ in range(times)]) + pack.flush()


def member(
    name: bytes, body: bytes, size: int, crc: int = 0, flags: int = 0, mode: int = 0
) -> tuple[bytes, bytes]:
    """A zip member with any size one likes in its headers: local part and directory entry (offset 0)."""
    common = struct.pack("<HHHHHIII", 20, flags, 8, 0, 0x21, crc, len(body), size)
    local = b"PK\x03\x04" + common + struct.pack("<HH", len(name), 0) + name + body
    entry = (
        b"PK\x01\x02"
        + struct.pack("<H", 0x0314)
        + common
        + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, mode << 16, 0)
        + name
    )
    return local, entry


def archive(local: bytes, entries: bytes, count: int) -> bytes:
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(entries), len(local), 0)
    return local + entries + b"PK\x05\x06" + end


@hostile("zip: one member unpacks to 300 MB", "a.zip", "LimitExceeded")
def zip_bomb() -> bytes:
    body = deflated(bytes(MB), 300)
    return archive(*member(b"a.txt", body, 300 * MB), 1)


@hostile("zip: the header says 9 bytes, 300 MB come out", "a.zip", "LimitExceeded", "DamagedFile")
def zip_lying_size() -> bytes:
    return archive(*member(b"a.txt", deflated(bytes(MB), 300), 9), 1)


@hostile("zip: 30 members of 40 MB each", "a.zip", "LimitExceeded")
def zip_many_large() -> bytes:
    body = deflated(bytes(MB), 40)
    local, entries = b"", b""
    for i in range(30):
        part, entry = member(b"%02d.txt" % i, body, 40 * MB)
        entries += entry[:42] + struct.pack("<I", len(local)) + entry[46:]
        local += part
    return archive(local, entries, 30)


@hostile("zip: 4,000 members share one body", "a.zip", "LimitExceeded")
def zip_overlapping() -> bytes:
    local, entry = member(b"a.txt", deflated(bytes(MB), 5), 5 * MB)
    return archive(local, entry * 4000, 4000)


@hostile("zip: 50,000 empty members", "a.zip", "LimitExceeded")
def zip_many_members() -> bytes:
    local, entry = member(b"a.txt", b"\x03\x00", 0)
    return archive(local, entry * 50_000, 50_000)


@hostile("zip in zip in zip in zip", "a.zip", "LimitExceeded")
def zip_nested() -> bytes:
    data = REPORT.encode()
    name = "a.txt"
    for _ in range(4):
        data, name = packed({name: data}), "a.zip"
    return data


@hostile("zip: names that climb out of the folder", "a.zip", "reads")
def zip_traversal() -> bytes:
    return packed({"../../../../etc/cron.d/年报.txt": REPORT.encode()})


@hostile("zip: a symbolic link to /etc/passwd", "a.zip", "EmptyFile")
def zip_symlink() -> bytes:
    body = zlib.compress(b"/etc/passwd", 9)[2:-4]
    return archive(*member(b"passwd.txt", body, 11, zlib.crc32(b"/etc/passwd"), mode=0o120777), 1)


@hostile("zip: locked with a password", "a.zip", "DamagedFile")
def zip_locked() -> bytes:
    return archive(*member(b"a.txt", b"\x03\x00" + bytes(12), 2, flags=1), 1)


@hostile("zip: cut off in the middle", "a.zip", "DamagedFile")
def zip_truncated() -> bytes:
    data = packed({"a.txt": REPORT.encode() * 50})
    return data[: len(data) // 2]


@hostile("mail: 3,000 parts inside one another", "a.eml", "DamagedFile", "EmptyFile", "LimitExceeded")
def mail_nested() -> bytes:
    head = "MIME-Version: 1.0\nFrom: a@example.cn\n"
    for i in range(3000):
        head += f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n'
    return head.encode()


@hostile("mail: an attachment named ../../.bashrc.txt", "a.eml", "reads")
def mail_traversal() -> bytes:
    return (
        "MIME-Version: 1.0\nFrom: a@example.cn\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        "Content-Type: text/plain; charset=utf-8\n"
        'Content-Disposition: attachment; filename="../../.bashrc.txt"\n\n'
        f"{REPORT}\n--b--\n"
    ).encode()


@hostile("mail: 200,000 header lines", "a.eml", "DamagedFile", "EmptyFile", "LimitExceeded", "NotAReport")
def mail_headers() -> bytes:
    return b"From: a@example.cn\n" + b"X-A: b\n" * 200_000 + b"\n"


# ---- DOCX --------------------------------------------------------------------------------------------

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, before: str = "") -> bytes:
    document = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'
    return packed(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": f'<?xml version="1.0"?>{before}{document}'.encode(),
        }
    )


def paragraphs() -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in REPORT.split("\n"))


@hostile("docx: word/document.xml unpacks to 300 MB", "a.docx", "LimitExceeded")
def docx_bomb() -> bytes:
    return archive(*member(b"word/document.xml", deflated(b" " * MB, 300), 300 * MB), 1)


@hostile("docx: the header says 9 bytes, 300 MB come out", "a.docx", "LimitExceeded", "DamagedFile")
def docx_lying_size() -> bytes:
    return archive(*member(b"word/document.xml", deflated(b" " * MB, 300), 9), 1)


@hostile("docx: 49 MB of XML packed 500 to 1", "a.docx", "LimitExceeded")
def docx_ratio() -> bytes:
    return docx("<w:p/>" * 8_000_000)


@hostile("docx: entities that double thirty times", "a.docx", "DamagedFile")
def docx_entities() -> bytes:
    rules = "".join(f'<!ENTITY e{i} "&e{i - 1};&e{i - 1};">' for i in range(1, 31))
    return docx("<w:p><w:r><w:t>&e30;</w:t></w:r></w:p>", f'<!DOCTYPE d [<!ENTITY e0 "x">{rules}]>')


@hostile("docx: an entity that reads /etc/passwd", "a.docx", "DamagedFile")
def docx_external_entity() -> bytes:
    rule = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return docx("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", rule)


@hostile("docx: a DOCTYPE fetched from the network", "a.docx", "DamagedFile")
def docx_external_dtd() -> bytes:
    return docx(paragraphs(), '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">')


@hostile("docx: 20,000 tables inside one another", "a.docx", "LimitExceeded", "DamagedFile")
def docx_nested_tables() -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * 20_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20_000)


@hostile("docx: a cell that spans 100,000,000 columns", "a.docx", "LimitExceeded", "reads")
def docx_span() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>'
    return docx(paragraphs() + f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>")


@hostile("docx: no document in it", "a.docx", "DamagedFile", "EmptyFile")
def docx_empty() -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>"})


@hostile("docx: cut off in the middle", "a.docx", "DamagedFile")
def docx_truncated() -> bytes:
    data = docx(paragraphs() * 20)
    return data[: len(data) // 2]


# ---- HTML, Markdown, text ----------------------------------------------------------------------------


def html(body: str, before: str = "") -> bytes:
    return f"{before}<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def html_paragraphs() -> str:
    return "".join(f"<p>{line}</p>" for line in REPORT.split("\n"))


@hostile("html: colspan=100000000", "a.html", "reads", "LimitExceeded")
def html_colspan() -> bytes:
    return html(html_paragraphs() + "<table><tr><td colspan=100000000>1<td colspan=100000000>2</table>")


@hostile("html: rowspan=100000000 in 200 cells", "a.html", "reads", "LimitExceeded")
def html_rowspan() -> bytes:
    return html(html_paragraphs() + "<table><tr>" + "<td rowspan=100000000>1" * 200 + "</table>")


@hostile("html: 64 by 500 spans, 4,000 of them", "a.html", "reads", "LimitExceeded")
def html_grid() -> bytes:
    return html(html_paragraphs() + "<table>" + "<tr><td colspan=64 rowspan=500>1" * 4000 + "</table>")


@hostile("html: 20,000 tables inside one another", "a.html", "reads", "LimitExceeded", "DamagedFile")
def html_nested_tables() -> bytes:
    return html(html_paragraphs() + "<table><tr><td>" * 20_000)


@hostile("html: 100,000 nested tags", "a.html", "reads", "LimitExceeded", "DamagedFile")
def html_nested_tags() -> bytes:
    return html(html_paragraphs() + "<div>" * 100_000)


@hostile("html: entities that double thirty times", "a.html", "reads", "DamagedFile")
def html_entities() -> bytes:
    rules = "".join(f'<!ENTITY e{i} "&e{i - 1};&e{i - 1};">' for i in range(1, 31))
    return html(html_paragraphs() + "<p>&e30;</p>", f'<!DOCTYPE html [<!ENTITY e0 "x">{rules}]>')


@hostile("html: one attribute of 9 MB", "a.html", "reads", "DamagedFile", "LimitExceeded")
def html_attribute() -> bytes:
    return html(f'<div title="{"x" * 9 * MB}">{html_paragraphs()}</div>')


@hostile("html: 300,000 unclosed tags and stray ends", "a.html", "reads", "DamagedFile", "LimitExceeded")
def html_soup() -> bytes:
    return html(html_paragraphs() + "<b><i></p><td></table><li>" * 300_000)


@hostile("html: scripts, handlers and links that must not run", "a.html", "reads")
def html_script() -> bytes:
    return html(
        '<script>document.location="http://127.0.0.1:9"</script><img src=x onerror=alert(1)>'
        '<link rel=stylesheet href="http://127.0.0.1:9/a.css"><iframe src="file:///etc/passwd"></iframe>'
        + html_paragraphs()
    )


@hostile("text: one line of 50 MB", "a.txt", "LimitExceeded")
def text_long_line() -> bytes:
    return b"1" * 50 * MB


@hostile("text: one line of 9 MB", "a.txt", "NotAReport", "LimitExceeded")
def text_line_within_limits() -> bytes:
    return "全年公开12条，其中3条，".encode() * (9 * MB // 34)


@hostile("text: 4 million lines of one figure", "a.txt", "NotAReport", "LimitExceeded")
def text_many_lines() -> bytes:
    return b"1\n" * 4_000_000


@hostile("text: a table of a million cells", "a.txt", "NotAReport", "LimitExceeded", "reads")
def text_grid() -> bytes:
    return (REPORT + ("1\t" * 1000 + "\n") * 1000).encode()


@hostile("text: numbers of headings 300,000 times over", "a.txt", "NotAReport", "LimitExceeded", "reads")
def text_headings() -> bytes:
    return ("一、总体情况（一）1." * 300_000).encode()


@hostile("text: 3 million spaces in a line", "a.txt", "reads", "NotAReport")
def text_spaces() -> bytes:
    return (REPORT + "规章" + " " * 3 * MB + "1").encode()


@hostile("text: brackets opened 500,000 times", "a.txt", "reads", "NotAReport")
def text_brackets() -> bytes:
    return (REPORT + "（" * 500_000).encode()


@hostile("text: control characters", "a.txt", "reads")
def text_controls() -> bytes:
    return (REPORT * 3).replace("六、其他", "\x00\x07\x1b[2J\x08六、其他").encode()


@hostile("text: right-to-left overrides and invisible characters", "a.txt", "reads")
def text_bidi() -> bytes:
    return REPORT.replace("12", "\u202e21\u202c\u200b\u2066\ufeff").encode()


@hostile("text: lone surrogates and broken UTF-8", "a.txt", "reads")
def text_broken() -> bytes:
    return REPORT.encode() + b"\xed\xa0\x80\xff\xfe\xc0\x80" * 2


@hostile("markdown: a table of 2,000 columns, quotes nested 20,000 deep", "a.md", "reads", "LimitExceeded")
def markdown_depth() -> bytes:
    row = "|" + "1|" * 2000 + "\n"
    return (REPORT + "\n" + row + "|" + "-|" * 2000 + "\n" + row * 50 + ">" * 20_000 + " x\n").encode()


@hostile("nothing but zero bytes", "a.txt", "EmptyFile")
def zeros() -> bytes:
    return bytes(MB)


@hostile("a program named as a report", "a.docx", "DamagedFile")
def mislabelled_program() -> bytes:
    return b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 100


@hostile("a DOCX named .pdf", "a.pdf", "reads")
def mislabelled_docx() -> bytes:
    return docx(paragraphs())


@hostile("a gzip stream of 300 MB", "a.txt", "UnknownFormat")
def gzip_bomb() -> bytes:
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + deflated(bytes(MB), 300)


# ---- PDF ---------------------------------------------------------------------------------------------


def pdf(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    return bytes(out) + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer,
        start,
    )


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), extra, data)


def page(content: bytes, box: bytes = b"0 0 595 842", resources: bytes = b"", extra: bytes = b"") -> bytes:
    """A PDF of one page with one stream; Latin letters only, so that no font is needed."""
    return (
        pdf(
            {
                1: b"<</Type/Catalog/Pages 2 0 R>>",
                2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                3: b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]/Contents 4 0 R"
                b"/Resources<</Font<</F 5 0 R>>" + resources + b">>>>",
                4: content if content.startswith(b"<<") else stream(content),
                5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            }
        )
        if not extra
        else b""
    )


WORDS = b"BT /F 12 Tf 72 700 Td (Report of 12 letters answered) Tj ET "


@hostile("pdf: a page of 100,000 points", "a.pdf", "NotAReport")
def pdf_huge_page() -> bytes:
    return page(WORDS, box=b"0 0 100000 100000")


@hostile(
    "pdf: an empty page of 100,000,000 points with 300 lines",
    "a.pdf",
    "EmptyFile",
    "MissingTool",
    "LimitExceeded",
)
def pdf_endless_page() -> bytes:
    return page(b"0 0 m 1e8 1e8 l S " * 300, box=b"0 0 100000000 100000000")


@hostile("pdf: a content stream that unpacks to 400 MB", "a.pdf", "LimitExceeded", "EmptyFile", "DamagedFile")
def pdf_stream_bomb() -> bytes:
    pack = zlib.compressobj(1)
    data = b"".join([pack.compress(b" " * MB) for _ in range(400)]) + pack.flush()
    return page(stream(data, b"/Filter/FlateDecode"))


@hostile(
    "pdf: a stream packed five times over", "a.pdf", "LimitExceeded", "EmptyFile", "DamagedFile", "NotAReport"
)
def pdf_filters() -> bytes:
    data = WORDS + b" " * 100 * MB
    for _ in range(5):
        data = zlib.compress(data, 1)
    return page(stream(data, b"/Filter[" + b"/FlateDecode" * 5 + b"]"))


@hostile("pdf: a million operators that push the state", "a.pdf", "NotAReport", "LimitExceeded", "EmptyFile")
def pdf_states() -> bytes:
    return page(stream(zlib.compress(b"q " * 1_000_000 + WORDS), b"/Filter/FlateDecode"))


@hostile("pdf: 300,000 characters on a page", "a.pdf", "LimitExceeded")
def pdf_many_characters() -> bytes:
    text = b"BT /F 1 Tf 1 1 Td " + b"(0123456789) Tj " * 30_000 + b"ET"
    return page(stream(zlib.compress(text), b"/Filter/FlateDecode"))


@hostile("pdf: 190,000 characters on one spot", "a.pdf", "NotAReport", "LimitExceeded", "MissingTool")
def pdf_one_spot() -> bytes:
    text = b"BT /F 1 Tf 0 Tc -100 Tz " + b"(0123456789) Tj 1 0 0 1 72 700 Tm " * 19_000 + b"ET"
    return page(stream(zlib.compress(text), b"/Filter/FlateDecode"))


@hostile("pdf: 60,000 paths on a page", "a.pdf", "LimitExceeded")
def pdf_many_paths() -> bytes:
    lines = b"".join(b"%d %d m %d %d l S " % (i % 500, i % 800, i % 500 + 40, i % 800) for i in range(60_000))
    return page(stream(zlib.compress(WORDS + lines), b"/Filter/FlateDecode"))


@hostile("pdf: a hatching of 40,000 lines", "a.pdf", "NotAReport")
def pdf_hatching() -> bytes:
    lines = b"".join(
        b"%d.%d 10 m %d.%d 800 l S 10 %d.%d m 500 %d.%d l S "
        % (*divmod(i, 40), *divmod(i, 40), *divmod(i, 25), *divmod(i, 25))
        for i in range(20_000)
    )
    return page(stream(zlib.compress(WORDS + lines), b"/Filter/FlateDecode"))


@hostile("pdf: one path of two million segments", "a.pdf", "NotAReport", "LimitExceeded")
def pdf_long_path() -> bytes:
    return page(
        stream(zlib.compress(WORDS + b"0 0 m " + b"9 9 l 0 9 l " * 1_000_000 + b"S"), b"/Filter/FlateDecode")
    )


@hostile("pdf: a form that draws itself", "a.pdf", "NotAReport", "DamagedFile")
def pdf_recursive_form() -> bytes:
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
            4: stream(WORDS + b"/X Do"),
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            6: stream(
                b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
            ),
        }
    )


@hostile("pdf: forms that double twenty times", "a.pdf", "NotAReport", "LimitExceeded", "DamagedFile")
def pdf_doubling_forms() -> bytes:
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        4: stream(WORDS + b"/X Do"),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for n in range(6, 26):
        inner = b"/Resources<</XObject<</X %d 0 R>>>>" % (n + 1)
        objects[n] = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + inner)
    objects[26] = stream(b"0 0 m 9 9 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return pdf(objects)


@hostile("pdf: a tree of pages that holds itself", "a.pdf", "DamagedFile", "EmptyFile", "LimitExceeded")
def pdf_cyclic_pages() -> bytes:
    return pdf(
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99/Parent 2 0 R>>"}
    )


@hostile("pdf: 100,000 pages", "a.pdf", "LimitExceeded")
def pdf_many_pages() -> bytes:
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 100000/Kids[" + b"3 0 R " * 100_000 + b"]>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        }
    )


@hostile("pdf: claims two billion pages and has none", "a.pdf", "LimitExceeded", "DamagedFile", "EmptyFile")
def pdf_lying_count() -> bytes:
    return pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 2000000000>>"})


@hostile("pdf: arrays nested 100,000 deep", "a.pdf", "DamagedFile", "EmptyFile", "NotAReport")
def pdf_nested_arrays() -> bytes:
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 100_000 + b"]" * 100_000 + b">>",
            2: b"<</Type/Pages/Kids[]/Count 0>>",
        }
    )


@hostile("pdf: opens a program and runs a script", "a.pdf", "NotAReport")
def pdf_actions() -> bytes:
    return page(WORDS).replace(
        b"/Type/Catalog",
        b"/Type/Catalog/OpenAction<</S/Launch/F(/bin/sh)/Next<</S/JavaScript/JS(app.launchURL\\(1\\))>>>>",
    )


@hostile(
    "pdf: a scan of 60,000 by 60,000 pixels",
    "a.pdf",
    "MissingTool",
    "LimitExceeded",
    "EmptyFile",
    "NotAReport",
)
def pdf_huge_image() -> bytes:
    pack = zlib.compressobj(1)
    data = b"".join([pack.compress(bytes(7500)) for _ in range(60_000)]) + pack.flush()
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</XObject<</X 5 0 R>>>>>>",
            4: stream(b"595 0 0 842 0 0 cm /X Do"),
            5: stream(
                data,
                b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1"
                b"/ColorSpace/DeviceGray/Filter/FlateDecode",
            ),
        }
    )


@hostile("pdf: cut off in the middle", "a.pdf", "DamagedFile", "EmptyFile", "NotAReport")
def pdf_truncated() -> bytes:
    data = page(WORDS * 500)
    return data[: len(data) // 2]


@hostile("pdf: random bytes after the header", "a.pdf", "DamagedFile")
def pdf_noise() -> bytes:
    return b"%PDF-1.7\n" + bytes(i * i % 251 for i in range(100_000))


@hostile("pdf: locked with a password", "a.pdf", "DamagedFile")
def pdf_locked() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt="secret")
    canvas.drawString(72, 700, "Report")
    canvas.save()
    return out.getvalue()


# ---- pictures and old Office files -------------------------------------------------------------------


@hostile(
    "png: 100,000 by 100,000 pixels in 300 bytes", "a.png", "MissingTool", "LimitExceeded", "DamagedFile"
)
def png_bomb() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


@hostile("jpeg: nothing behind its header", "a.jpg", "MissingTool", "DamagedFile")
def jpeg_truncated() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)


@hostile(
    "doc: noise behind the header of the old Word format",
    "a.doc",
    "MissingTool",
    "DamagedFile",
    "LimitExceeded",
    "NotAReport",
    "EmptyFile",
)
def doc_noise() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(i * 7 % 256 for i in range(20_000))


@hostile("docx with a password, an OLE file", "a.docx", "DamagedFile")
def docx_locked() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(1000)
    )


@hostile(
    "rtf: groups nested 100,000 deep",
    "a.rtf",
    "MissingTool",
    "DamagedFile",
    "LimitExceeded",
    "NotAReport",
    "EmptyFile",
)
def rtf_nested() -> bytes:
    return b"{\\rtf1 " + b"{" * 100_000 + b"x" + b"}" * 100_000 + b"}"


@hostile("rtf: a picture to be fetched from the network", "a.rtf", "MissingTool", "NotAReport", "DamagedFile")
def rtf_link() -> bytes:
    field = b'{\\field{\\*\\fldinst INCLUDEPICTURE "http://127.0.0.1:9/a.png"}{\\fldrslt x}}'
    return b"{\\rtf1 Report of 12 letters." + field + b"}"
