"""The fields of a form that its header gives, and what it is called in its cells."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from pfglint.form.names import uncoded
from pfglint.patterns import late
from pfglint.rule.fields.subject import Entry, blank_is_none, squeeze
from pfglint.rule.types import DATE, NUMBER, TEXT

if TYPE_CHECKING:
    from pfglint.rule.fields.form import FormSubject


def _field_text(key: str) -> Callable[[FormSubject], str | None]:
    def get(subject: FormSubject) -> str | None:
        found = subject.model.fields.get(key)
        return blank_is_none(found.text) if found else None

    return get


def _field_date(key: str) -> Callable[[FormSubject], datetime.date | None]:
    def get(subject: FormSubject) -> datetime.date | None:
        found = subject.model.fields.get(key)
        return found.date if found else None

    return get


def _field_year(key: str) -> Callable[[FormSubject], int | None]:
    def get(subject: FormSubject) -> int | None:
        found = subject.model.fields.get(key)
        return found.date.year if found and found.date else None

    return get


def _identity(subject: FormSubject) -> str | None:
    if subject.project is None:
        return None
    title = subject.model.title.text if subject.model.title else ""
    parts = (subject.project, subject.department, subject.implementer, subject.year, title)
    return "\x1f".join("" if part is None else str(part) for part in parts)


def _labels(subject: FormSubject) -> str:
    """What its cells are called, each as written and tight."""
    model = subject.model
    goals = (model.overall_goal, model.annual_goal)
    cells = [
        *(one.label for one in model.fields.values()),
        *(one.label for one in model.funding.amounts.values()),
        *(one.label for one in goals if one is not None),
        *(
            cell
            for one in model.indicators
            for cell in (one.level1_cell, one.level2_cell)
            if cell is not None
        ),
    ]
    return "、".join(dict.fromkeys(squeeze(cell.text) or "" for cell in cells))


_PROJECT_CODE = late(r"\d{8}[A-Z]\d{12}(?!\d)")


def _project_code(subject: FormSubject) -> str | None:
    code = subject.model.fields.get("code")
    found = _PROJECT_CODE.match((code.text if code else None) or subject.model.project or "")
    return found[0] if found else None


HEADER = (
    Entry("number", NUMBER, "第几个表", "the form's number in its file", lambda s: s.model.number),
    Entry("title", TEXT, "表名", "the title", lambda s: s.model.title and s.model.title.text),
    Entry("year", NUMBER, "表的年度", "the form's year", lambda s: s.model.year),
    Entry("project", TEXT, "项目名称", "the project's name", _field_text("project")),
    Entry(
        "project_code",
        TEXT,
        "项目代码（写在项目名称前，或自成一栏）：区划 6 位、年度 2 位、类别 1 位、顺序号 12 位",
        "the project's code, before its name or in a field of its own: 6 digits of the place, 2 of the year, a letter, 12 digits",
        _project_code,
    ),
    Entry("department", TEXT, "主管部门", "the department in charge", _field_text("department")),
    Entry("implementer", TEXT, "实施单位", "the unit that carries it out", _field_text("implementer")),
    Entry(
        "department_name",
        TEXT,
        "主管部门，去掉前面的编码",
        "the department in charge, without a code before it",
        lambda s: uncoded(s.department),
    ),
    Entry(
        "implementer_name",
        TEXT,
        "实施单位，去掉前面的编码",
        "the unit that carries it out, without a code before it",
        lambda s: uncoded(s.implementer),
    ),
    Entry(
        "office",
        TEXT,
        "实施单位，没有就是主管部门，去掉前面的编码",
        "the unit that carries it out, else the department; without a code before it",
        lambda s: s.implementer_name or s.department_name,
    ),
    Entry("nature", TEXT, "项目性质", "the project's nature", _field_text("nature")),
    Entry("category", TEXT, "项目类别", "the project's category", _field_text("category")),
    Entry("start", DATE, "开始日期", "the first day", _field_date("start")),
    Entry("end", DATE, "完成日期", "the last day", _field_date("end")),
    Entry("start_text", TEXT, "开始日期的原文", "the first day as written", _field_text("start")),
    Entry("end_text", TEXT, "完成日期的原文", "the last day as written", _field_text("end")),
    Entry("start_year", NUMBER, "开始日期的年份", "the first day's year", _field_year("start")),
    Entry("end_year", NUMBER, "完成日期的年份", "the last day's year", _field_year("end")),
    Entry(
        "identity",
        TEXT,
        "项目名称连同部门、单位、年度和表名：都一样才是同一个项目的同一种表",
        "the project with its department, implementer, year and kind of form: alike in all, it is one form twice",
        _identity,
    ),
    Entry(
        "labels", TEXT, "表里各栏和级别的叫法，以顿号隔开", "what its cells and levels are called", _labels
    ),
)
