"""What a file is, told by its content: names lie (an .xls that is a web page, a .doc that is a docx)."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import IO, TYPE_CHECKING

from pfglint.patterns import late
from pfglint.source.document import SourceError

if TYPE_CHECKING:
    from pfglint.source.limits import Meter

_HEAD = 4096
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
)
_MAIN_PARTS = (
    ("wordprocessingml", "docx"),
    ("ms-word", "docx"),
    ("sheet.binary", "xlsb"),
    ("spreadsheetml", "xlsx"),
    ("ms-excel", "xlsx"),
    ("presentationml", "pptx"),
)
_STREAMS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_XML = (
    ("office:spreadsheet", "xml-excel"),
    ("office/word/2003/wordml", "xml-word"),
    ("office/2006/xmlPackage", "xml-word"),
)
_TAG = late(r"<(?:!doctype html|html|head|body|table|meta|div|p|style)\b", re.IGNORECASE)
_MAIL = late(
    r"\A(?:mime-version|from|subject|date|x-[\w-]+):.*?^content-type:\s*multipart/related", re.I | re.M | re.S
)
_QUOTED = late(r'(?:^|\t)"(?:[^"\t]|"")*"(?=\t|\r?\n)', re.M)
_LINE_END = late(r"\r\n?|\n")
"""Nothing else: read as Latin, a byte of a Chinese character may be taken for the end of a line."""
_INSIDE = late(r'"(?:[^"]|"")*"')


def kind_of(stream: IO[bytes], meter: Meter, path: str = "") -> str:
    """The kind of the file in `stream`, as formats are commonly called; ``text`` for all that is nothing else.

    path: its name, which tells a table with commas from prose with commas.
    ``encrypted`` is an Office file with a password, ``archive`` a zip of files. Raises SourceError ``damaged``.
    """
    head = stream.read(_HEAD)
    stream.seek(0)
    if head.startswith(_ZIP):
        return _zip(stream, meter)
    if head.startswith(_OLE):
        return _ole(stream)
    found = next((kind for mark, kind in _OTHERS if head.startswith(mark)), None)
    if found is not None:
        return found
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _text(head, path)


def _text(head: bytes, path: str) -> str:
    plain = _decoded(head).lstrip()
    if plain.startswith("<"):
        xml = next((kind for space, kind in _XML if space in plain), None)
        if xml is not None:
            return xml
        return "html" if _TAG.search(plain) else "text"
    if _MAIL.search(plain):
        return "mhtml"
    return "csv" if path.lower().endswith(".csv") or _is_exported(plain) else "text"


def _decoded(head: bytes) -> str:
    """The beginning of a text, as far as its ASCII characters go."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head.removeprefix(mark).decode(name, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _is_exported(plain: str) -> bool:
    """Whether a spreadsheet wrote the text: tabs with quotation marks around cells, or the same commas on most lines."""
    if "\t" in plain:
        return _QUOTED.search(plain) is not None
    lines = [_INSIDE.sub("", line) for line in _LINE_END.split(plain)[:-1] if line.strip()]
    if len(lines) < 3:
        return False
    commas, alike = Counter(line.count(",") for line in lines).most_common(1)[0]
    return commas >= 2 and alike * 2 > len(lines)


def _zip(stream: IO[bytes], meter: Meter) -> str:
    from pfglint.source.container import open_container

    container = open_container(stream, meter)
    parts = container.file.NameToInfo
    if "[Content_Types].xml" in parts:
        main = container.main_part()
        types = container.tree("[Content_Types].xml")
        names = {
            item.get("PartName", "").lstrip("/"): item.get("ContentType", "")
            for item in types.iter("{*}Override")
        }
        content = names.get(main or "", "") or (main or "")
        found = next((kind for word, kind in _MAIN_PARTS if word in content), None)
        if found is None:
            found = next(
                (kind for folder, kind in (("word/", "docx"), ("xl/", "xlsx")) if content.startswith(folder)),
                None,
            )
        if found is None:
            raise SourceError("damaged", "[Content_Types].xml")
        return found
    if "mimetype" in parts:
        content = b"".join(container.blocks("mimetype"))[:100].decode("ascii", "replace")
        if content.startswith("application/vnd.oasis.opendocument."):
            return {"spreadsheet": "ods", "text": "odt"}.get(
                content.split(".")[-1].removesuffix("-template"), "odg"
            )
    return "ofd" if "OFD.xml" in parts else "archive"


def _ole(stream: IO[bytes]) -> str:
    import olefile

    try:
        with olefile.OleFileIO(stream) as ole:
            names = {path[0] for path in ole.listdir() if len(path) == 1}
    except olefile.OleFileError as error:  # an OSError, which it is not
        raise SourceError("damaged", "OLE") from error
    stream.seek(0)
    return next((kind for name, kind in _STREAMS if name in names), "ole")
