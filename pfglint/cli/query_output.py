"""How the answers of ``pfglint query`` are written: a table, CSV, JSON."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, NotRequired, Protocol, TextIO, TypedDict, cast

from pfglint.query import COLUMNS, Answer, Found, Query
from pfglint.report import Color
from pfglint.report.json import PlaceJson
from pfglint.report.plain import columns, printable, shorten, spot
from pfglint.rule.problem import Said
from pfglint.rule.template import shown
from pfglint.rule.types import Raw, Truth

HEADS = {
    "path": Said("文件", "file"),
    "form": Said("表", "form"),
    "project": Said("项目", "project"),
    "place": Said("位置", "place"),
    "level1": Said("一级指标", "level 1"),
    "level2": Said("二级指标", "level 2"),
    "name": Said("名称", "name"),
    "text": Said("内容", "text"),
    "year": Said("年度", "year"),
    "department": Said("主管部门", "department"),
    "label": Said("栏目", "label"),
    "key": Said("哪一格", "cell"),
    "noun": Said("承诺什么", "promise"),
    "kind": Said("种类", "kind"),
}
"""What the columns are called."""
_LEVEL = Said("级别", "level")
_VALUE = Said("指标值", "value")

COUNTED = {
    "indicator": Said("{} 个指标", "{} indicators"),
    "form": Said("{} 张表", "{} forms"),
    "field": Said("{} 栏", "{} fields"),
    "cell": Said("{} 格", "{} cells"),
    "promise": Said("{} 处承诺", "{} promises"),
    "fact": Said("{} 件事", "{} facts"),
}
"""How many subjects of a kind there are."""


class Shape(NamedTuple):
    """What is written, and how. condition: as asked; own: how many of the query's fields are shown in any case."""

    condition: str
    query: Query
    own: int
    lang: str
    color: Color

    def said(self, zh: str, en: str) -> str:
        """The one of two wordings that is wanted."""
        return Said(zh, en).text(self.lang)

    def heads(self) -> list[str]:
        """The heads of the fields: words for those that are always there, the others' names."""
        fields = self.query.fields
        heads = [HEADS[name].text(self.lang) for name in fields[: self.own]]
        if self.query.kind == "indicator":
            heads[fields.index("text")] = _VALUE.text(self.lang)
        return [*heads, *fields[self.own :]]

    def texts(self, found: Found) -> list[str]:
        """The values of the fields; a blank is empty."""
        return ["" if value is None else shown(value, self.lang) for value in found.values]


@dataclass(slots=True)
class Totals:
    """What there was in all files."""

    files: int = 0
    forms: int = 0
    truths: Counter[Truth] = field(default_factory=Counter)

    def add(self, answer: Answer) -> None:
        """Count a file."""
        self.files += 1
        self.forms += answer.forms
        self.truths.update(answer.truths)

    def sentence(self, shape: Shape) -> str:
        """How many were found, of how many."""
        kind, wanted = shape.query.kind, shape.query.wanted
        counted = COUNTED[kind].text(shape.lang)
        true, unknown = self.truths[True], self.truths[None]
        of = shape.said(
            f"查了 {self.files} 个文件、{self.forms} 张表",
            f"looked at {self.files} files, {self.forms} forms",
        )
        if kind != "form":
            of += shape.said("、", ", ") + counted.format(self.truths.total())
        if wanted is None:
            told = shape.said(f"{counted.format(unknown)}未知", f"unknown for {counted.format(unknown)}")
            return shape.said(f"{told}（{of}）。", f"{told} ({of}).")
        if unknown:
            of += shape.said(
                f"；另有 {unknown} 个未知，加 --unknown 列出", f"; unknown for {unknown} more, see --unknown"
            )
        if not true:
            return shape.said(f"没有符合的（{of}）。", f"It holds for none ({of}).")
        told = shape.said(f"{counted.format(true)}符合", f"It holds for {counted.format(true)}")
        return shape.said(f"{told}（{of}）。", f"{told} ({of}).")


class Output(Protocol):
    """Writes answers while they are being found."""

    def show(self, answer: Answer, trouble: str | None) -> None:
        """What of one file was found; and why there was no form in it, or not all."""
        ...

    def close(self) -> None:
        """Write what comes after the last file."""
        ...


def open_output(name: str, out: TextIO, shape: Shape) -> Output:
    """What writes in a format: ``table``, ``csv``, ``json``."""
    outputs: dict[str, type[_Table] | type[_Csv] | type[_Json]] = {
        "table": _Table,
        "csv": _Csv,
        "json": _Json,
    }
    return outputs[name](out, shape)


def _warn(path: str, trouble: str | None) -> None:
    """Say on standard error what is wrong with a file, so that what was found stays a table."""
    if trouble:
        sys.stderr.write(f"{printable(path)}: {printable(trouble)}\n")


# ── A table for people ───────────────────────────────────────────────────────────────────────────────────────────────

_GAP = 2
_NARROWEST = 8
"""Columns that a cell keeps where the terminal is too narrow for all."""


class _Table:
    """All rows are kept until the end, as only then it is known how wide the columns are."""

    def __init__(self, out: TextIO, shape: Shape) -> None:
        from pfglint.report.terminal import console

        self.page = console(out, shape.color)
        self.fits = not out.isatty()
        self.shape = shape
        self.rows: list[list[str]] = []
        self.totals = Totals()

    def show(self, answer: Answer, trouble: str | None) -> None:
        _warn(answer.path, trouble)
        self.totals.add(answer)
        for found in answer.found:
            place = spot(found.place, self.shape.lang)
            first = [found.path, str(found.form or ""), found.project or ""]
            self.rows.append(
                [printable(cell) for cell in (*first, *self.cells(self.shape.texts(found)), place)]
            )

    def cells(self, cells: list[str]) -> list[str]:
        """The two levels of an indicator are one column: the second, or where there is none the first."""
        return [cells[1] or cells[0], *cells[2:]] if self.shape.query.kind == "indicator" else cells

    def close(self) -> None:
        from rich.text import Text

        if self.rows:
            shape = self.shape
            fields = self.cells(shape.heads())
            if shape.query.kind == "indicator":
                fields[0] = _LEVEL.text(shape.lang)
            heads = [HEADS[key].text(shape.lang) for key in ("path", "form", "project")]
            heads = [*heads, *fields, HEADS["place"].text(shape.lang)]
            widths = self.widths([heads, *self.rows])
            self.line(heads, widths, "bold")
            for row in self.rows:
                self.line(row, widths, "default")
            self.page.print()
        self.page.print(Text(self.totals.sentence(self.shape), "dim"), soft_wrap=True)

    def widths(self, rows: list[list[str]]) -> list[int]:
        """As wide as the columns are; on a terminal the widest are narrowed until the line fits."""
        widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
        over = 0 if self.fits else sum(widths) + _GAP * (len(widths) - 1) - self.page.width
        while over > 0:
            widest = max(range(len(widths) - 1), key=widths.__getitem__)
            if widths[widest] <= _NARROWEST:
                break
            widths[widest] -= 1
            over -= 1
        return widths

    def line(self, row: Sequence[str], widths: Sequence[int], style: str) -> None:
        from rich.text import Text

        cells = [shorten(text, width) for text, width in zip(row, widths, strict=True)]
        padded = [cell + " " * (width - columns(cell)) for cell, width in zip(cells, widths, strict=True)]
        self.page.print(Text((" " * _GAP).join(padded).rstrip(), style), soft_wrap=True)


# ── For spreadsheets ─────────────────────────────────────────────────────────────────────────────────────────────────


class _Csv:
    def __init__(self, out: TextIO, shape: Shape) -> None:
        from pfglint.report.spreadsheet import begin

        begin(out)
        self.shape = shape
        self.table = csv.writer(out, lineterminator="\n")
        keys = ("path", "form", "project")
        first = [HEADS[key].text(shape.lang) for key in keys]
        self.table.writerow([*first, *shape.heads(), HEADS["place"].text(shape.lang)])
        self.totals = Totals()

    def show(self, answer: Answer, trouble: str | None) -> None:
        from pfglint.report.spreadsheet import cell

        _warn(answer.path, trouble)
        self.totals.add(answer)
        for found in answer.found:
            place = spot(found.place, self.shape.lang)
            row = (found.path, found.form, found.project, *self.shape.texts(found), place)
            self.table.writerow([cell(value) for value in row])

    def close(self) -> None:
        sys.stderr.write(self.totals.sentence(self.shape) + "\n")


# ── For programs ─────────────────────────────────────────────────────────────────────────────────────────────────────


class FoundJson(TypedDict):
    """What was found. Beside these keys each kind of subject has its own; `show` has what ``--show`` asks for."""

    path: Annotated[str, "文件", "the file"]
    form: Annotated[int | None, "文件里第几张表", "the form's number in its file"]
    project: Annotated[str | None, "项目名称", "the project's name"]
    place: Annotated[PlaceJson | None, "位置", "where it stands"]
    level1: NotRequired[Annotated[str | None, "指标：一级指标", "indicators: the first level"]]
    level2: NotRequired[Annotated[str | None, "指标：二级指标", "indicators: the second level"]]
    name: NotRequired[Annotated[str | None, "指标：名称", "indicators: the name"]]
    text: NotRequired[Annotated[str | None, "内容，照写的", "what stands there"]]
    year: NotRequired[Annotated[int | None, "表：年度", "forms: the year"]]
    department: NotRequired[Annotated[str | None, "表：主管部门", "forms: the department"]]
    label: NotRequired[Annotated[str | None, "一栏：它的标签", "fields: the label"]]
    key: NotRequired[Annotated[str | None, "一格：哪一格", "cells: which one"]]
    noun: NotRequired[Annotated[str | None, "承诺：承诺什么", "promises: of what"]]
    kind: NotRequired[Annotated[str | None, "读取时注意到的事：哪一种", "facts: of which kind"]]
    show: Annotated[
        dict[str, str | int | bool | None], "另要的字段", "the fields that were asked for besides"
    ]


class TroubleJson(TypedDict):
    """A file that gave no form, or not all."""

    path: Annotated[str, "文件", "the file"]
    error: Annotated[str, "为什么", "why"]


class AskedJson(TypedDict):
    """How many were asked about, and what came of it."""

    files: Annotated[int, "文件数", "files"]
    forms: Annotated[int, "表数", "forms"]
    asked: Annotated[int, "问了几个", "how many were asked about"]
    true: Annotated[int, "成立的", "of how many it is true"]
    false: Annotated[int, "不成立的", "of how many it is false"]
    unknown: Annotated[int, "未知的", "of how many it is unknown"]


QueryJson = TypedDict(
    "QueryJson",
    {
        "schema": Annotated[Literal["pfglint/query/1"], "格式", "the schema"],
        "condition": Annotated[str, "条件", "the condition"],
        "for": Annotated[str, "问的是什么", "what was asked about", tuple(COLUMNS)],
        "unknown": Annotated[bool, "列的是不是未知的", "whether those are listed of which it is unknown"],
        "found": Annotated[list[FoundJson], "找到的", "what was found"],
        "troubles": Annotated[
            list[TroubleJson], "没有表、没有读完的文件", "files that gave no form, or not all"
        ],
        "summary": Annotated[AskedJson, "一共有多少", "how many there are"],
    },
)
"""``pfglint query -f json``."""


class _Json:
    """Schema ``pfglint/query/1``, written while the files are being read."""

    def __init__(self, out: TextIO, shape: Shape) -> None:
        query = shape.query
        self.out = out
        self.shape = shape
        self.totals = Totals()
        self.troubles: list[TroubleJson] = []
        asked = {"condition": shape.condition, "for": query.kind, "unknown": query.wanted is None}
        self.between = f'{{"schema": "pfglint/query/1", {self.dumps(asked)[1:-1]}, "found": [\n'

    def show(self, answer: Answer, trouble: str | None) -> None:
        self.totals.add(answer)
        if trouble:
            self.troubles.append({"path": answer.path, "error": trouble})
        for found in answer.found:
            self.out.write(self.between + self.dumps(_found_json(found, self.shape)))
            self.between = ",\n"

    def close(self) -> None:
        if self.between != ",\n":
            self.out.write(self.between)
        truths = self.totals.truths
        summary: AskedJson = {
            "files": self.totals.files,
            "forms": self.totals.forms,
            "asked": truths.total(),
            "true": truths[True],
            "false": truths[False],
            "unknown": truths[None],
        }
        self.out.write(f'],\n"troubles": {self.dumps(self.troubles)},\n"summary": {self.dumps(summary)}}}\n')

    def dumps(self, data: Any) -> str:
        from pfglint.report.json import dumps

        return dumps(data, self.out)


def _found_json(found: Found, shape: Shape) -> FoundJson:
    from pfglint.report.json import place_json

    values = {name: _plain(value) for name, value in zip(shape.query.fields, found.values, strict=True)}
    own = dict(list(values.items())[: shape.own])
    shown_too = dict(list(values.items())[shape.own :])
    first = {
        "path": found.path,
        "form": found.form,
        "project": found.project,
        "place": place_json(found.place),
    }
    return cast(FoundJson, {**first, **own, "show": shown_too})


def _plain(value: Raw) -> str | int | bool | None:
    """A field's value as JSON has it: numbers with decimals and amounts are texts, as everywhere."""
    if value is None or isinstance(value, (bool, int)):
        return value
    return str(value) if isinstance(value, Decimal) else shown(value, "zh")
