"""The worksheet that lists all remarks, each with a link to its cell. Made to be printed on A4, lying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from pfglint.annotate.remark import COLONS, COLORS, INKS, Note, Remark
from pfglint.annotate.styles import Styles, held
from pfglint.finding import Place, Severity
from pfglint.report.plain import columns
from pfglint.report.text import WORDS
from pfglint.source.sheet import column_name

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COLUMNS = (
    ("number", 5),
    ("severity", 6),
    ("sheet", 12),
    ("cell", 8),
    ("project", 18),
    ("indicator", 18),
    ("message", 42),
    ("help", 42),
    ("source", 20),
)
"""What the columns hold, and how many letters wide they are: together what A4 holds, lying, at four fifths of its size."""
_ZH = {
    "name": "审核意见",
    "number": "序号",
    "severity": "级别",
    "sheet": "工作表",
    "cell": "单元格",
    "project": "项目",
    "indicator": "指标",
    "message": "问题",
    "help": "改法",
    "source": "依据",
    "counts": "共 {counts}。点“单元格”一栏跳到那一格；改完以后请再用 pfglint 查一遍。",
    "nothing": "未发现问题。",
    "page": "第 &P 页，共 &N 页",
}
_EN = {
    "name": "Review",
    "number": "No.",
    "severity": "Severity",
    "sheet": "Sheet",
    "cell": "Cell",
    "project": "Project",
    "indicator": "Indicator",
    "message": "What is wrong",
    "help": "How to mend it",
    "source": "By",
    "counts": "{counts} in all. A click on a cell's name leads to it; when all is mended, please run pfglint again.",
    "nothing": "Nothing was found.",
    "page": "&P of &N",
}
SAID = {"zh": _ZH, "en": _EN}
"""The sheet's own words, by language."""
HEAD_ROWS = 3
"""Rows that stand still above the list, and are repeated on each page."""
_LINE = 14.0
"""Points: how tall a line is."""


class _Look(NamedTuple):
    """The numbers of the styles. tints: by severity."""

    title: int
    head: int
    plain: int
    middle: int
    link: int
    tints: dict[Severity, int]

    @classmethod
    def of(cls, styles: Styles) -> _Look:
        """The looks, added to a workbook's styles."""
        name = quoteattr(styles.font_name)

        def font(about: str) -> int:
            return styles.added("fonts", f"<font>{about}<name val={name}/></font>")

        side = '{0}<color rgb="FFBFBFBF"/></{1}>'
        sides = "".join(
            side.format(f'<{one} style="thin">', one) for one in ("left", "right", "top", "bottom")
        )
        border = styles.added("borders", f"<border>{sides}<diagonal/></border>")

        def look(
            font: int, fill: int = 0, border: int = 0, across: str = "left", down: str = "center"
        ) -> int:
            about = f'<alignment horizontal="{across}" vertical="{down}" wrapText="1"/>'
            numbers = f'numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}"'
            applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
            return styles.added("cellXfs", f"<xf {numbers} {applied}>{about}</xf>")

        plain = font('<sz val="10"/>')
        bold = font('<b/><sz val="10"/>')
        link = font('<u/><sz val="10"/><color rgb="FF0563C1"/>')
        tints = {
            one: look(
                font(f'<b/><sz val="10"/><color rgb="FF{INKS[one]}"/>'),
                styles.fill(COLORS[one]),
                border,
                "center",
            )
            for one in Severity
        }
        return cls(
            title=look(font('<b/><sz val="16"/>')),
            head=look(bold, styles.fill("E7E6E6"), border, "center"),
            plain=look(plain, 0, border),
            middle=look(plain, 0, border, "center"),
            link=look(link, 0, border, "center"),
            tints=tints,
        )


def summary(notes: Sequence[Note], styles: Styles, lang: str, space: str) -> bytes:
    """The sheet's part. space: the namespace of the workbook."""
    said, look = SAID[lang], _Look.of(styles)
    remarks = [one for note in notes for one in note.remarks]
    last = column_name(len(_COLUMNS) - 1)
    rows = [
        _row(1, 28, [_text("A1", said["name"], look.title)]),
        _row(2, 20, [_text("A2", _told(remarks, lang), 0)]),
        _row(
            3,
            20,
            [_text(f"{column_name(at)}3", said[key], look.head) for at, (key, _) in enumerate(_COLUMNS)],
        ),
    ]
    for number, remark in enumerate(remarks, 1):
        rows.append(_listed(number, remark, look, lang))
    bottom = HEAD_ROWS + len(remarks)
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{wide}" customWidth="1"/>'
        for at, (_, wide) in enumerate(_COLUMNS, 1)
    )
    links = "".join(_links(remarks))
    parts = (
        f'<sheetPr><tabColor rgb="FF{INKS[Severity.ERROR]}"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        f'<dimension ref="A1:{last}{bottom}"/>',
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{HEAD_ROWS}" topLeftCell="A{HEAD_ROWS + 1}" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
        '<sheetFormatPr defaultRowHeight="15"/>',
        f"<cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>",
        f'<autoFilter ref="A{HEAD_ROWS}:{last}{bottom}"/>' if remarks else "",
        f'<mergeCells count="2"><mergeCell ref="A1:{last}1"/><mergeCell ref="A2:{last}2"/></mergeCells>',
        f"<hyperlinks>{links}</hyperlinks>" if links else "",
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
        f"<headerFooter><oddFooter>&amp;C{held(said['page'])}</oddFooter></headerFooter>",
    )
    return f'{_HEAD}<worksheet xmlns="{space}">{"".join(parts)}</worksheet>'.encode()


def _told(remarks: Sequence[Remark], lang: str) -> str:
    """How many remarks there are."""
    found = Counter(one.severity for one in remarks)
    if not found:
        return SAID[lang]["nothing"]
    words = WORDS[lang]
    counts = words["and"].join(
        words[f"of {one.label}"].format(count=found[one], s="" if found[one] == 1 else "s")
        for one in sorted(found, reverse=True)
    )
    return SAID[lang]["counts"].format(counts=counts)


def _listed(number: int, remark: Remark, look: _Look, lang: str) -> str:
    """A row of the list."""
    place = remark.place or Place()
    see = WORDS[lang]["related"] + COLONS[lang]
    message = "\n".join((remark.message, *(see + one for one in remark.related)))
    texts = (
        (WORDS[lang][remark.severity.label], look.tints[remark.severity]),
        (place.sheet or "", look.middle),
        (place.cell or "", look.link if place.cell else look.middle),
        (remark.project, look.plain),
        (remark.indicator, look.plain),
        (message, look.plain),
        (remark.help, look.plain),
        (remark.source, look.plain),
    )
    row = HEAD_ROWS + number
    tall = max(_height(text, wide) for (text, _), (_, wide) in zip(texts, _COLUMNS[1:], strict=True))
    cells = [_text(f"{column_name(at)}{row}", text, style) for at, (text, style) in enumerate(texts, 1)]
    return _row(row, tall, [f'<c r="A{row}" s="{look.middle}"><v>{number}</v></c>', *cells])


def _height(text: str, wide: int) -> float:
    """How tall a row is at least that a text fits into, in points."""
    lines = sum(max(1, -(-columns(line) // (wide - 1))) for line in text.split("\n"))
    return min(6 + _LINE * lines, 409)


def _links(remarks: Sequence[Remark]) -> Iterator[str]:
    """The links from the list to its cells."""
    column = column_name([key for key, _ in _COLUMNS].index("cell"))
    for number, remark in enumerate(remarks, 1):
        place = remark.place
        if place is not None and place.sheet is not None and place.cell is not None:
            target = quoteattr(f"{quoted(place.sheet)}!{place.cell}")
            yield f'<hyperlink ref="{column}{HEAD_ROWS + number}" location={target} display="{place.cell}"/>'


def quoted(sheet: str) -> str:
    """A sheet's name, as formulas have it."""
    return "'{}'".format(sheet.replace("'", "''"))


def _row(number: int, tall: float, cells: Sequence[str]) -> str:
    return f'<row r="{number}" ht="{tall:g}" customHeight="1">{"".join(cells)}</row>'


def _text(reference: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{reference}" s="{style}"/>'
    return (
        f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{held(text)}</t></is></c>'
    )
