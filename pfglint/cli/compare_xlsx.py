"""Two years as a workbook: the projects, the indicators side by side, what the rules say, and what has no partner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pfglint.cli.compare_text import by_said, course_said
from pfglint.cli.language import language, say
from pfglint.compare.model import Comparison, Filed
from pfglint.compared import Judged
from pfglint.form.model import Indicator
from pfglint.report.plain import columns, location, printable
from pfglint.report.text import WORDS
from pfglint.rule.types import Quantity

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_Value: TypeAlias = str | float | int | None
_WIDEST = 48
_LONGEST = 32_000
"""Characters that a cell takes; it may hold some more."""


class _Column(NamedTuple):
    """A column of a sheet. style: of its cells."""

    head: str
    style: str = "text"


def workbook(pairs: Sequence[Judged], found: Comparison) -> bytes:
    """The comparison as the bytes of an xlsx file."""
    from xlsxwriter import Workbook

    content = BytesIO()
    # Text that begins with = is a target, no formula.
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _sheet(book, say("项目", "Projects"), _project_heads(), map(_project, pairs))
    _sheet(book, say("指标", "Indicators"), _indicator_heads(), _indicators(pairs))
    _sheet(book, say("问题", "Findings"), _finding_heads(), _findings(pairs))
    _sheet(book, say("没有对上", "Alone"), _alone_heads(), _alone(found))
    book.close()
    return content.getvalue()


def _sheet(book: Workbook, name: str, heads: Sequence[_Column], rows: Iterable[Sequence[_Value]]) -> None:
    """A sheet with a head that stays in sight, filters, and columns as wide as their texts; it prints on A4 across."""
    common = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
    styles = {
        "head": book.add_format({**common, "bold": True, "bg_color": "#DDEBF7"}),
        "text": book.add_format(common),
        "money": book.add_format({**common, "num_format": "#,##0.00"}),
        "percent": book.add_format({**common, "num_format": "0.0%"}),
        "count": book.add_format({**common, "num_format": "0"}),
    }
    sheet = book.add_worksheet(name)
    widths = [columns(head.head) for head in heads]
    for index, head in enumerate(heads):
        sheet.write_string(0, index, head.head, styles["head"])
    last = 0
    for last, row in enumerate(rows, 1):
        for index, (head, value) in enumerate(zip(heads, row, strict=True)):
            style = styles[head.style]
            if value is None:
                sheet.write_blank(last, index, None, style)
            elif isinstance(value, str):
                sheet.write_string(last, index, value[:_LONGEST], style)
                widths[index] = max(widths[index], min(columns(value), _WIDEST))
            else:
                sheet.write_number(last, index, value, style)
                widths[index] = max(widths[index], 14 if head.style == "money" else 8)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width + 2)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _project_heads() -> tuple[_Column, ...]:
    return (
        _Column(say("项目", "Project")),
        _Column(say("上年的项目名称", "Its name last year")),
        _Column(say("怎样对上", "Paired by")),
        _Column(say("上年资金（元）", "Last year's amount (yuan)"), "money"),
        _Column(say("今年资金（元）", "This year's amount (yuan)"), "money"),
        _Column(say("增长", "Growth"), "percent"),
        *(_Column(course_said(one), "count") for one in _COURSES),
        _Column(say("目标相同", "Goal alike"), "percent"),
        _Column(say("问题", "Findings"), "count"),
        _Column(say("上年的表", "Last year's form")),
        _Column(say("今年的表", "This year's form")),
    )


_COURSES = ("same", "raised", "lowered", "changed", "added", "dropped")


def _project(judged: Judged) -> tuple[_Value, ...]:
    pair = judged.pair
    last = pair.last.form.project
    return (
        pair.this.form.project,
        last if last != pair.this.form.project else None,
        by_said(pair.by),
        _number(judged.last),
        _number(judged.this),
        _number(judged.growth),
        *(sum(row.course == course for row in judged.rows) for course in _COURSES),
        _number(judged.goal_likeness),
        len(judged.findings),
        _where(pair.last),
        _where(pair.this),
    )


def _indicator_heads() -> tuple[_Column, ...]:
    return (
        _Column(say("项目", "Project")),
        _Column(say("一级指标", "Level 1")),
        _Column(say("二级指标", "Level 2")),
        _Column(say("三级指标", "Indicator")),
        _Column(say("上年", "Last year")),
        _Column(say("今年", "This year")),
        _Column(say("变化", "What became of it")),
    )


def _indicators(pairs: Iterable[Judged]) -> Iterator[tuple[_Value, ...]]:
    for judged in pairs:
        for row in judged.rows:
            either = row.pair.either
            yield (
                judged.pair.this.form.project,
                either.level1,
                either.level2,
                either.label or either.name.text,
                _text(row.pair.last),
                _text(row.pair.this),
                course_said(row.course),
            )


def _finding_heads() -> tuple[_Column, ...]:
    return (
        _Column(say("级别", "Severity")),
        _Column(say("项目", "Project")),
        _Column(say("指标", "Indicator")),
        _Column(say("问题", "Finding")),
        _Column(say("改法", "How to mend it")),
        _Column(say("位置", "Place")),
        _Column(say("规则", "Rule")),
    )


def _findings(pairs: Iterable[Judged]) -> Iterator[tuple[_Value, ...]]:
    lang = language.get()
    for judged in pairs:
        for one in judged.findings:
            yield (
                WORDS[lang][one.severity.label],
                one.project,
                one.indicator,
                one.message,
                one.help,
                location(one.path, one.place, lang),
                f"{one.code} {one.name}",
            )


def _alone_heads() -> tuple[_Column, ...]:
    return (_Column(say("年度", "Year")), _Column(say("项目", "Project")), _Column(say("表", "Form")))


def _alone(found: Comparison) -> Iterator[tuple[_Value, ...]]:
    for year, filed in (
        (say("今年新增", "begun"), found.begun),
        (say("上年有、今年没有", "no more"), found.ended),
    ):
        for one in filed:
            yield year, one.form.project, _where(one)


def _where(filed: Filed) -> str:
    return location(filed.path, filed.form.place, language.get())


def _number(amount: Quantity | None) -> float | None:
    return None if amount is None else float(amount.amount)


def _text(indicator: Indicator | None) -> str | None:
    return (
        printable(indicator.written.text) if indicator is not None and indicator.written is not None else None
    )
