"""Small files made to do harm, or just broken; each is a name and its content.

``python -m tests.hostile.make FOLDER`` writes them.
"""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.source.test_docx import OFFICE, RELATIONSHIPS, p, package, tbl, tc, tr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NO_FORM = "no-form-found"
UNREADABLE = "unreadable-file"


def workbook(sheet: str | Iterator[bytes], strings: str | Iterator[bytes] = "") -> bytes:
    """A workbook of one sheet, whose rows may be given bit by bit."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
            'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
            'sheet.main+xml"/></Types>',
        )
        file.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")),
        )
        for name, root, content in (
            ("xl/worksheets/sheet1.xml", "worksheet><sheetData", sheet),
            ("xl/sharedStrings.xml", "sst", strings),
        ):
            with file.open(name, "w", force_zip64=True) as part:
                first, *others = root.split("><")
                part.write(f'<{first} xmlns="{MAIN}">{"".join(f"<{one}>" for one in others)}'.encode())
                for piece in [content.encode()] if isinstance(content, str) else content:
                    part.write(piece)
                part.write("".join(f"</{one}>" for one in reversed(root.split("><"))).encode())
    return out.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{items}</Relationships>'


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return out.getvalue()


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file, as Office keeps old workbooks and those with a password: each stream at least 4096 bytes."""
    sectors: list[bytes] = []
    table: list[int] = []
    entries = [(b"Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        count = -(-len(content) // 512)
        first = 2 + len(sectors)
        entries.append((name.encode(), 2, first, len(content)))
        sectors.extend(content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512))
        table.extend([*range(first + 1, first + count), 0xFFFFFFFE])
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *table]
    assert len(chain) <= 128
    assert len(entries) <= 4
    fat = struct.pack("<128L", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    folder = b""
    for number, (raw, kind, first, size) in enumerate(entries):
        wide = raw.decode().encode("utf-16-le")
        left, right, child = 0xFFFFFFFF, number + 1 if 0 < number < len(streams) else 0xFFFFFFFF, 0xFFFFFFFF
        if not number:
            child = 1
        folder += wide.ljust(64, b"\0") + struct.pack("<H2B3L", len(wide) + 2, kind, 1, left, right, child)
        folder += bytes(36) + struct.pack("<2LL", first, size, 0)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<10L", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head += struct.pack("<108L", *[0xFFFFFFFF] * 108)
    return head[:512] + fat + folder.ljust(512, b"\0") + b"".join(sectors)


def locked_pdf() -> bytes:
    """A PDF that wants a password."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt="secret")
    canvas.drawString(100, 100, "x")
    canvas.save()
    return out.getvalue()


def locked_zip(*members: tuple[str, bytes]) -> bytes:
    """A zip that says of its members that they want a password."""
    data = bytearray(zipped(*members))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


def repeated(piece: str, times: int, at_once: int = 1000) -> Iterator[bytes]:
    block = (piece * at_once).encode()
    for _ in range(times // at_once):
        yield block


def blank_rows(times: int) -> Iterator[bytes]:
    for start in range(1, times, 1000):
        yield "".join(
            f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(start, start + 1000)
        ).encode()
    yield f'<row r="{times + 1}"><c r="A{times + 1}" t="str"><v>末</v></c></row>'.encode()


def pdf(*objects: str, trailer: str = "/Root 1 0 R") -> bytes:
    out = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010} 00000 n \n" for place in places
    )
    return (out + f"trailer <</Size {len(objects) + 1} {trailer}>>\nstartxref\n{start}\n%%EOF").encode()


ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "'
    + "甲" * 50
    + '">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
DOCUMENT = package(tbl(tr("甲", "乙")))


def nested(depth: int) -> str:
    inner = p("内")
    for _ in range(depth):
        inner = tbl(tr(tc(inner + p())))
    return inner


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "空.docx": (lambda: b"", UNREADABLE),
    "一个字节.xlsx": (lambda: b"P", NO_FORM),
    "截断.docx": (lambda: DOCUMENT[: len(DOCUMENT) // 2], UNREADABLE),
    "中间坏了.docx": (lambda: DOCUMENT[:200] + bytes(40) + DOCUMENT[240:], UNREADABLE),
    "截断.pdf": (lambda: pdf("<</Type /Catalog /Pages 2 0 R>>")[:60], UNREADABLE),
    "没有正文.docx": (lambda: zipped(("[Content_Types].xml", b"<Types/>")), UNREADABLE),
    "不是XML.docx": (lambda: package("<w:tbl>"), UNREADABLE),
    "实体膨胀.docx": (lambda: package(p("&i;"), before=ENTITIES), UNREADABLE),
    "外部实体.docx": (lambda: package(p("&x;"), before=OUTSIDE), UNREADABLE),
    "实体膨胀.xlsx": (lambda: zipped(("[Content_Types].xml", (ENTITIES + "<Types/>").encode())), UNREADABLE),
    "实体膨胀.html": (lambda: (ENTITIES.replace("DOCTYPE w", "DOCTYPE html") + "<html><p>&i;</p></html>").encode(), NO_FORM),
    "嵌套千层.docx": (lambda: package(nested(1000)), UNREADABLE),
    "嵌套千层.html": (lambda: b"<table><tr><td>" * 5000, NO_FORM),
    "跨列无数.html": (lambda: b"<table><tr><td colspan=99999999 rowspan=99999999>x</td></tr></table>" * 50, NO_FORM),
    "跨列无数.docx": (lambda: package(tbl(tr(tc("甲", '<w:gridSpan w:val="99999999"/>')))), NO_FORM),
    "五千张表.docx": (lambda: package(tbl(*[tr("甲", "乙", "丙")] * 3) * 5000), NO_FORM),
    "百万空行.xlsx": (lambda: workbook(blank_rows(1_000_000)), NO_FORM),
    "压缩炸弹.xlsx": (lambda: workbook(repeated('<row><c t="str"><v>甲</v></c></row>', 20_000_000, 100_000)), UNREADABLE),
    "字符串炸弹.xlsx": (lambda: workbook("", repeated("<si><t>" + "甲" * 1000 + "</t></si>", 200_000)), UNREADABLE),
    "一个大字符串.docx": (lambda: package(p("甲" * 20_000_000)), UNREADABLE),
    "合并无数.xlsx": (
        lambda: workbook(
            '<row r="1"><c r="A1" t="str"><v>甲</v></c></row></sheetData><mergeCells>'
            + "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 3000))
            + "</mergeCells><sheetData>"
        ),
        NO_FORM,
    ),
    "行号无穷.xlsx": (lambda: workbook('<row r="999999999999"><c r="ZZZZZ1" t="str"><v>甲</v></c></row>'), NO_FORM),
    "坏引用.xlsx": (lambda: workbook('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), UNREADABLE),
    "有密码.docx": (lambda: ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(5000)}), UNREADABLE),
    "有密码.xls": (
        lambda: ole({"Workbook": bytes.fromhex("09081000000605001a0fcd07c1c00000060300002f0004000000ffff0a000000")}),
        UNREADABLE,
    ),
    "有密码.pdf": (locked_pdf, UNREADABLE),
    "有密码.zip": (lambda: locked_zip(("表.txt", "今天".encode())), UNREADABLE),
    "改了扩展名.docx": (lambda: "今天的天气很好。\n".encode(), NO_FORM),
    "其实是网页.xls": (lambda: "<html><table><tr><td>天气</td></tr></table></html>".encode("gbk"), NO_FORM),
    "其实是图片.pdf": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), UNREADABLE),
    "坏的复合文档.xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, UNREADABLE),
    "页树成环.pdf": (
        lambda: pdf("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [2 0 R] /Count 1>>"),
        UNREADABLE,
    ),
    "页数是假的.pdf": (
        lambda: pdf("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [] /Count 99999999>>"),
        UNREADABLE,
    ),
    "表单套自己.pdf": (
        lambda: pdf(
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Resources <</XObject <</X 5 0 R>>>>>>",
            "<</Length 5>>\nstream\n/X Do\nendstream",
            "<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 5 0 R>>>> /Length 5>>\nstream\n/X Do\nendstream",
        ),
        UNREADABLE,
    ),
    "目录错位.pdf": (lambda: pdf("<</Type /Catalog /Pages 9 0 R>>").replace(b"startxref\n", b"startxref\n9"), UNREADABLE),
    "没有文字.pdf": (
        lambda: pdf(
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100]>>",
        ),
        UNREADABLE,
    ),
    "线条无数.pdf": (
        lambda: pdf(
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R>>",
            "<</Length 3200000>>\nstream\n" + "0 0 m 1 99 l S 0 9 m 9 9 l S \n" * 100_000 + "\nendstream",
        ),
        UNREADABLE,
    ),
    "实体.ofd": (lambda: zipped(("OFD.xml", (OUTSIDE + "<w>&x;</w>").encode())), UNREADABLE),
    "指到外面.ofd": (
        lambda: zipped(("OFD.xml", b"<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>")),
        UNREADABLE,
    ),
    "套娃.zip": (lambda: matryoshka(12), NO_FORM),
    "重名.zip": (lambda: zipped(("a.txt", b"x"), ("./a.txt", b"y")), NO_FORM),
    "炸弹.zip": (lambda: zipped(("a.html", b"<p>" + b" " * 300_000_000)), UNREADABLE),
    "引号没完.csv": (lambda: ('甲,"' + "乙\n" * 200_000).encode(), NO_FORM),
    "一行逗号.csv": (lambda: b"," * 3_000_000, UNREADABLE),
}  # fmt: skip
"""What each is, and the rule that is to speak of it."""


def matryoshka(depth: int) -> bytes:
    content = "今天的天气很好。\n".encode()
    name = "a.txt"
    for _ in range(depth):
        content, name = zipped((name, content)), "a.zip"
    return content


def write(folder: Path) -> None:
    """Write all of them into `folder`."""
    for name, (make, _) in FILES.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
