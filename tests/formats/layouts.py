"""Forms laid out as different places lay them out, and what must be understood of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.forms import GeneratedForm
from tests.formats.writers import Grid

Row = tuple[str, ...]
_MEASURE = re.compile(r"(?P<op>[≥≤><=]+)(?P<number>[\d.,]+)\((?P<unit>[^()]+)\)")


class Shape(NamedTuple):
    """How a form is laid out.

    levels: ``merged`` downward, ``blank`` below their first row, or ``repeated`` in each.
    apart:  whether operator, number and unit have columns of their own.
    weights, results: whether there are such columns.
    period: whether a block for the whole period stands beside this year's.
    blank:  whether a blank row stands before the table and one behind each first level.
    listed: whether all forms are one table, each row with its project.
    """

    levels: str = "blank"
    apart: bool = False
    weights: bool = False
    results: bool = False
    period: bool = False
    blank: bool = False
    listed: bool = False


class Understood(NamedTuple):
    """An indicator as it must be understood."""

    project: str
    level1: str
    level2: str
    name: str
    text: str
    extra: tuple[tuple[str, str], ...]


def laid_out(forms: Sequence[GeneratedForm], shape: Shape) -> list[Grid]:
    """The forms in a shape, each a grid of its own, or all one list."""
    if shape.listed:
        return [_list(forms, shape)]
    return [_grid(form, shape) for form in forms]


def truth(forms: Sequence[GeneratedForm], shape: Shape) -> list[Understood]:
    """What must be understood of them."""
    return [
        Understood(
            "".join(form.project.split()),
            level1,
            level2,
            "".join(name.split()),
            "".join(_text(value, shape).split()),
            tuple(sorted(_extra(number, value, shape).items())),
        )
        for form in forms
        for number, (level1, level2, name, value) in enumerate(form.indicators)
    ]


def _text(value: str, shape: Shape) -> str:
    return (
        "".join(_measured(value)) if shape.apart and not shape.period and _MEASURE.fullmatch(value) else value
    )


def _extra(number: int, value: str, shape: Shape) -> dict[str, str]:
    extra = {}
    if shape.weights:
        extra["weight"] = str(number % 7 + 2)
    if shape.results:
        extra["result"] = "已完成" if number % 3 else ""
    if shape.period:
        extra["period_value"] = "".join(value.split())
    return extra


def _measured(value: str) -> Row:
    """Operator, number and unit of a value; words are 定性."""
    found = _MEASURE.fullmatch(value)
    return (found["op"], found["number"], found["unit"]) if found else ("定性", value, "")


def _heads(shape: Shape) -> Row:
    values = ("指标性质", "指标值", "度量单位") if shape.apart else ("指标值",)
    before = ("二级指标", "三级指标", "实施周期指标值") if shape.period else ()
    values = ("当年度指标值",) if shape.period else values
    behind = (("权重",) if shape.weights else ()) + (("实际完成值",) if shape.results else ())
    return ("一级指标", *before, "二级指标", "三级指标", *values, *behind)


def _body(form: GeneratedForm, shape: Shape) -> list[Row]:
    """The rows of a form's table."""
    rows: list[Row] = []
    above = ("", "")
    for number, (level1, level2, name, value) in enumerate(form.indicators):
        repeated = shape.levels == "repeated"
        if shape.blank and above[0] not in ("", level1):
            rows.append(())
        first = level1 if repeated or level1 != above[0] else ""
        second = level2 if repeated or (level1, level2) != above else ""
        above = (level1, level2)
        values = _measured(value) if shape.apart and not shape.period else (value,)
        before = (second, name, value) if shape.period else ()
        rows.append(
            (first, *before, second, name, *values, *(text for _, text in _behind(number, value, shape)))
        )
    return rows


def _behind(number: int, value: str, shape: Shape) -> list[tuple[str, str]]:
    extra = _extra(number, value, shape)
    return [(key, extra[key]) for key in ("weight", "result") if key in extra]


def _grid(form: GeneratedForm, shape: Shape) -> Grid:
    header = [row.cells for row in form.rows[2:] if row.indicator is None][:-1]
    table = [("", *_heads(shape)), *(("", *row) if row else () for row in _body(form, shape))]
    first = len(header) + shape.blank
    table[1] = ("绩效指标", *table[1][1:])
    rows: list[Row] = [*header, *([()] if shape.blank else []), *table]
    columns = [0, *(1 + at for at, head in enumerate(_heads(shape)) if head in ("一级指标", "二级指标"))]
    return _squared(tuple(row.cells[0] for row in form.rows[:2]), rows, shape, first + 1, columns)


def _list(forms: Sequence[GeneratedForm], shape: Shape) -> Grid:
    title = (forms[0].rows[0].cells[0], forms[0].rows[1].cells[0])
    rows: list[Row] = [("单位名称", "项目名称", "预算数（元）", *_heads(shape))]
    for form in forms:
        office, money = "白鹭县水务局", "100,000.00"
        for number, row in enumerate(row for row in _body(form, shape) if row):
            repeated = shape.levels == "repeated"
            own = (office, form.project, money) if repeated or not number else ("", "", "")
            rows.append((*own, *row))
    columns = [
        0,
        1,
        2,
        *(3 + at for at, head in enumerate(_heads(shape)) if head in ("一级指标", "二级指标")),
    ]
    return _squared(title, rows, shape, 1, columns)


def _squared(title: Row, rows: Sequence[Row], shape: Shape, first: int, columns: Sequence[int]) -> Grid:
    """The grid of rows, made equally long; the columns merged downward from row `first`, if the shape says so."""
    width = max(map(len, rows))
    squared = tuple((*row, *[""] * (width - len(row))) for row in rows)
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for column in columns if shape.levels == "merged" else ():
        starts = [at for at in range(first, len(rows)) if squared[at][column]]
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            # A cell further left, and a blank row, end it.
            stop = next(
                (at for at in range(start + 1, end) if not rows[at] or any(squared[at][:column])), end
            )
            if stop - start > 1:
                merged[start, column] = (stop - start, 1)
    return Grid(title, squared, merged)
