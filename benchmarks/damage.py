"""What a Word-to-text conversion does to a form, done to a generated one. The truth stays with the form.

Each takes a form as `forms` gives it and a random generator, and gives the damaged form; `page_break`,
`repeated_header` and `stray_dashes` can follow any other. Line ends, byte order marks and encodings are the
file's: see `encoded`.
"""

from __future__ import annotations

import codecs
from dataclasses import replace
from random import Random
from typing import TypeAlias

from benchmarks.draft import COST
from benchmarks.forms import GeneratedForm, Row

Encoding: TypeAlias = str
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")

LEVEL1, LEVEL2, NAME = 1, 2, 3
BLANK = Row(())


def encoded(text: str, encoding: Encoding = "utf-8", *, crlf: bool = False) -> bytes:
    """The text as a file's content; UTF-16 always with its byte order mark, UTF-8 with ``utf-8-sig``."""
    if crlf:
        text = text.replace("\n", "\r\n")
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    return mark + text.encode(encoding)


# The page.


def page_break(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """A blank line between two rows; behind it the rows have no trailing cells."""
    at = anywhere(form, rng)
    return with_rows(form, [*form.rows[:at], BLANK, *map(bare, form.rows[at:])])


def repeated_header(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """A page break, and the heads of the columns again on the new page."""
    at = anywhere(form, rng)
    header = form.rows[first(form) - 1]
    return with_rows(form, [*form.rows[:at], BLANK, bare(header), *map(bare, form.rows[at:])])


def cut_name(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """A page break within a row: the name goes on in a row of its own, the value stays whole."""
    at = anywhere(form, rng) - 1
    row = form.rows[at]
    cut = rng.randrange(2, len(row.cells[NAME]) - 1)
    head, rest = row.cells[NAME][:cut], row.cells[NAME][cut:]
    return broken(form, at, put(row, NAME, head), Row(("", "", "", rest, ""), row.indicator))


def cut_value(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """A page break within a value's brackets: ``≤550.00(元/人``, and the rest where the names stand.

    The form as it is where no value has brackets.
    """
    at, column = bracketed(form, rng), value_column(form)
    if at is None:
        return form
    row = form.rows[at]
    value = row.cells[column]
    cut = rng.randrange(value.index("(") + 1, len(value))
    return broken(form, at, put(row, column, value[:cut]), Row(("", "", "", value[cut:], ""), row.indicator))


def cut_both(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """A page break that cuts a name, and its value in the brackets; each goes on in its column.

    The form as it is where no value has brackets.
    """
    at, column = bracketed(form, rng), value_column(form)
    if at is None:
        return form
    row = form.rows[at]
    name, value = row.cells[NAME], row.cells[column]
    in_name, in_value = rng.randrange(2, len(name) - 1), rng.randrange(value.index("(") + 1, len(value))
    head = put(put(row, NAME, name[:in_name]), column, value[:in_value])
    rest = ("", "", "", name[in_name:], *("",) * (column - NAME - 1), value[in_value:], "")
    return broken(form, at, head, Row(rest, row.indicator))


def cut_levels(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """A page break below the first row of a block: its level cells go on beside the next indicator.

    ``满意度 | 服务对象`` and then ``指标 | 满意度指标``. The form as it is where all blocks have one row.
    """
    rows = [
        i
        for i in indicator_rows(form)[:-1]
        if form.rows[i].cells[LEVEL1] and not any(form.rows[i + 1].cells[: LEVEL2 + 1])
    ]
    if not rows:
        return form
    at = rng.choice(rows)
    head, rest = form.rows[at], bare(form.rows[at + 1])
    for column, cut in ((LEVEL1, 3), (LEVEL2, 4)):
        label = form.rows[at].cells[column]
        head, rest = put(head, column, label[:cut]), put(rest, column, label[cut:])
    return with_rows(form, [*form.rows[:at], head, BLANK, rest, *map(bare, form.rows[at + 2 :])])


def stray_dashes(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """A row of dashes below the table: a border that was taken for text."""
    dashes = Row(tuple("-" * rng.choice([2, 3, 9, 11]) for _ in range(5)))
    return with_rows(form, [*form.rows, dashes])


# The cells.


def lost_levels(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """The first level's cell of one block is gone; its second levels still tell."""
    at = rng.choice([i for i in indicator_rows(form) if form.rows[i].cells[LEVEL1]])
    return with_row(form, at, put(form.rows[at], LEVEL1, ""))


def levels_left(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """One row's level cells stand a column too far left: ``效益指标 | 社会效益指标 | | name``.

    Not those of 成本指标 as a second level alone, which would be a first level then.
    """
    rows = [i for i in indicator_rows(form)[1:] if form.rows[i].cells[LEVEL2]]
    at = rng.choice([i for i in rows if form.rows[i].cells[LEVEL1 : LEVEL2 + 1] != ("", COST)])
    cells = form.rows[at].cells
    return with_row(form, at, form.rows[at]._replace(cells=(*cells[1:NAME], "", *cells[NAME:])))


def levels_right(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """A row that begins a second level stands one column too far right, its value with it."""
    at = rng.choice([i for i in indicator_rows(form)[1:] if form.rows[i].cells[LEVEL2]])
    row = form.rows[at]
    column = value_column(form)
    cells = ("", "", *row.cells[LEVEL1 : NAME + 1], *("",) * (column - NAME - 1), row.cells[column])
    return with_row(form, at, row._replace(cells=cells))


def names_left(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """Rows without level cells stand two columns too far left: ``| name | | | | value``."""
    rows = list(form.rows)
    for at in indicator_rows(form):
        cells = rows[at].cells
        if not any(cells[:NAME]) and rng.random() < 0.5:
            column = value_column(form)
            rows[at] = rows[at]._replace(cells=("", cells[NAME], "", "", "", cells[column], ""))
    return with_rows(form, rows)


def spaced_labels(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """Line ends within narrow level cells became spaces: ``社会效益 指标``."""
    rows = list(form.rows)
    for at in indicator_rows(form):
        for column in (LEVEL1, LEVEL2):
            label = rows[at].cells[column]
            if label and rng.random() < 0.5:
                rows[at] = put(rows[at], column, f"{label[:-2]} {label[-2:]}")
    return with_rows(form, rows)


def fallen_value(form: GeneratedForm, rng: Random) -> GeneratedForm:
    """A row pushed right, its value past the table's edge: ``| | | 产出指标 | 数量指标 | name``."""
    at = rng.choice([i for i in indicator_rows(form)[1:] if form.rows[i].cells[LEVEL2]])
    row = form.rows[at]
    indicators = list(form.indicators)
    if row.indicator is not None:
        indicators[row.indicator] = indicators[row.indicator]._replace(value="")
    cells = ("", "", "", *filter(None, row.cells[LEVEL1 : NAME + 1]))
    return replace(with_row(form, at, row._replace(cells=cells)), indicators=tuple(indicators))


DAMAGES = (
    page_break,
    repeated_header,
    cut_name,
    cut_value,
    cut_both,
    cut_levels,
    stray_dashes,
    lost_levels,
    levels_left,
    levels_right,
    names_left,
    spaced_labels,
    fallen_value,
)


# Rows.


def indicator_rows(form: GeneratedForm) -> list[int]:
    return [i for i, row in enumerate(form.rows) if row.indicator is not None]


def first(form: GeneratedForm) -> int:
    return indicator_rows(form)[0]


def anywhere(form: GeneratedForm, rng: Random) -> int:
    """The index of a row below an indicator's, in the same table."""
    return rng.choice(indicator_rows(form)[1:])


def bracketed(form: GeneratedForm, rng: Random) -> int | None:
    """The index of a row whose value has its unit in brackets."""
    column = value_column(form)
    return rng.choice([i for i in indicator_rows(form) if "(" in form.rows[i].cells[column]] or [None])


def value_column(form: GeneratedForm) -> int:
    """Where the values stand, as the column heads say."""
    return next(i for i, cell in enumerate(form.rows[first(form) - 1].cells) if cell.endswith("指标值"))


def bare(row: Row) -> Row:
    """The row without trailing cells."""
    cells = list(row.cells)
    while cells and not cells[-1]:
        cells.pop()
    return row._replace(cells=tuple(cells))


def put(row: Row, column: int, text: str) -> Row:
    return row._replace(cells=(*row.cells[:column], text, *row.cells[column + 1 :]))


def broken(form: GeneratedForm, at: int, head: Row, rest: Row) -> GeneratedForm:
    """Row `at` in two, with a page break between them."""
    return with_rows(form, [*form.rows[:at], head, BLANK, rest, *map(bare, form.rows[at + 1 :])])


def with_row(form: GeneratedForm, at: int, row: Row) -> GeneratedForm:
    return with_rows(form, [*form.rows[:at], row, *form.rows[at + 1 :]])


def with_rows(form: GeneratedForm, rows: list[Row]) -> GeneratedForm:
    return replace(form, rows=tuple(rows))
