"""Web pages (.html, and .mht): tables as grids and what stands between them, as a browser shows it.

Systems of finance bureaus export such pages under the name .xls, and Word and WPS save them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO

from lxml import etree
from lxml import html as lxml_html

from pfglint.source.blocks import WIDEST, Block, Blocks, GridCell, Table
from pfglint.source.container import Element
from pfglint.source.document import BLANK, Row, SourceError
from pfglint.source.limits import Meter

_CHARSET = re.compile(
    rb"""charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_LEFT_OUT = frozenset(
    ("script", "style", "head", "template", "noscript", "rp", "rt", "object", "iframe", "svg", "button")
)
_LINES = frozenset(
    (
        *(
            "p",
            "div",
            "li",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "section",
            "article",
            "form",
        ),
        *(
            "header",
            "footer",
            "center",
            "blockquote",
            "fieldset",
            "legend",
            "caption",
            "pre",
            "hr",
            "address",
            "body",
        ),
    )
)
"""Elements that stand on lines of their own."""
_WIDE = r"[\u2e80-\u9fff\uff00-\uffef]"
_BETWEEN_WIDE = re.compile(rf"(?<={_WIDE})[ \x1f]*\x1f[ \x1f]*(?={_WIDE})")
_BLANKS = re.compile(r"[ \x1f]+")
_SOURCE = str.maketrans("\r\n\f\t", "\x1f\x1f\x1f ")
"""A line's end in the source is no line's end on the page."""


def rows(stream: IO[bytes], meter: Meter) -> Iterator[Row]:
    """The rows of all tables and the lines between them, from the top.

    Raises SourceError: ``limit-size``, ``damaged`` (an archive of a page without one).
    """
    content = stream.read(meter.most_held + 1)
    meter.hold(len(content))
    charset = None
    if not content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        content, charset = _page(content)
    text = _DECLARATION.sub("", _decoded(content, charset))
    del content
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except etree.ParserError:  # nothing but comments
        return
    blocks = Blocks(meter)
    yield from blocks.rows(_blocks(root, blocks))


def _page(content: bytes) -> tuple[bytes, str | None]:
    """The page in an archive of one (.mht), and its encoding where the archive tells it."""
    import email
    import email.policy

    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            return payload, part.get_content_charset()
    raise SourceError("damaged", "text/html")


def _decoded(content: bytes, charset: str | None) -> str:
    """The text of a page, in the encoding that it names; pages that say gb2312 are GB18030, which has all its characters."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(name, "replace")
    if charset is None and (found := _CHARSET.search(content[:4096])):
        charset = (found[1] or found[2]).decode("ascii").lower()
    if charset is not None and charset.startswith(("gb", "x-gbk", "cp936", "chinese", "windows-936")):
        charset = "gb18030"
    for tried in (charset or "utf-8", "utf-8", "gb18030"):
        try:
            return content.decode(tried)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8" if charset is None else charset, "replace")


def _blocks(parent: Element, blocks: Blocks) -> Iterator[Block]:
    """The lines and tables of a page, in order."""
    parts: list[str | Element] = []
    _gather(parent, parts)
    text: list[str] = []
    for part in (*parts, None):
        if isinstance(part, str) and part != "\n":
            text.append(part)
            continue
        line = _tidy("".join(text))
        text.clear()
        if line:
            yield blocks.paragraph(line)
        if part is not None and not isinstance(part, str):
            yield _table(part, blocks)


def _gather(parent: Element, parts: list[str | Element]) -> None:
    """Put the text below `parent` into `parts`, with ``"\\n"`` where lines end, and the tables that stand in it."""
    if parent.text:
        parts.append(parent.text.translate(_SOURCE))
    for child in parent:
        name = child.tag if isinstance(child.tag, str) else ""
        if name == "table":
            if not _is_hidden(child):
                parts.append(child)
        elif name == "br":
            parts.append("\n")
        elif name in ("input", "textarea", "select"):
            parts.append(_entered(child, name))
        elif name not in _LEFT_OUT and not _is_hidden(child):
            if name in _LINES:
                parts.append("\n")
            _gather(child, parts)
            if name in _LINES:
                parts.append("\n")
        if child.tail:
            parts.append(child.tail.translate(_SOURCE))


def _entered(element: Element, name: str) -> str:
    """What was typed or chosen in a page's form."""
    if name == "textarea":
        return str(element.text_content())
    if name == "select":
        options = element.findall(".//option")
        chosen = next(
            (item for item in options if item.get("selected") is not None), options[0] if options else None
        )
        return "" if chosen is None else str(chosen.text_content())
    kind = element.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if element.get("checked") is not None else "☐"
    return str(element.get("value", "")) if kind in ("text", "number", "date", "") else ""


def _table(element: Element, blocks: Blocks) -> Table:
    """A table as a grid; a cell that reaches down pushes those of the rows below to the right."""
    table = blocks.table()
    taken: dict[int, int] = {}
    """The rows up to which each column is taken by a cell above."""
    for row in _rows_of(element):
        number = len(table.rows)
        cells: list[GridCell] = []
        inner: list[Block] = []
        column = 0
        for item in row:
            if item.tag not in ("td", "th") or _is_hidden(item):
                continue
            while taken.get(column, 0) > number:
                column += 1
            if column >= WIDEST:
                break
            wide = min(_span(item, "colspan"), WIDEST - column)
            tall = _span(item, "rowspan")
            cells.append(GridCell(_content(item, inner, blocks), column, wide, tall))
            for covered in range(column, column + wide):
                taken[covered] = number + tall
            column += wide
        if inner:
            table.below[number] = inner
        table.rows.append(cells)
        table.width = max(table.width, max(taken, default=-1) + 1)
    return table


def _rows_of(element: Element) -> Iterator[Element]:
    """The rows of a table that are shown, not those of tables in it."""
    for child in element:
        if child.tag == "tr":
            if not _is_hidden(child):
                yield child
        elif child.tag in ("thead", "tbody", "tfoot", "form") and not _is_hidden(child):
            yield from _rows_of(child)


def _content(cell: Element, inner: list[Block], blocks: Blocks) -> str:
    """The text of a cell; the tables in it are put into `inner`."""
    parts: list[str | Element] = []
    _gather(cell, parts)
    inner.extend(_table(part, blocks) for part in parts if not isinstance(part, str))
    lines = "".join(part if isinstance(part, str) else "\n" for part in parts).split("\n")
    return "\n".join(tidy for line in lines if (tidy := _tidy(line)))


def _tidy(text: str) -> str:
    """`text` with its white space as a browser shows it; a source line that ends between two Chinese characters is none."""
    return _BLANKS.sub(" ", _BETWEEN_WIDE.sub("", text)).strip(BLANK)


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), 1 << 16) if value.isdecimal() and len(value) < 9 else 1


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)
