"""Counts as JSON, schema ``pfglint/statistics/1``: all rules, departments and forms, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, TextIO, TypedDict

from pfglint.report import Setting
from pfglint.report.json import SEVERITIES, SummaryJson, dumps, summary_json
from pfglint.report.statistics import (
    DepartmentCount,
    FormCount,
    RuleCount,
    Statistics,
)

_DIGITS = 4


class RuleCountJson(TypedDict):
    """How often a rule spoke with one severity."""

    severity: Annotated[str, "级别", "the severity", SEVERITIES]
    code: Annotated[str, "规则的编号", "the rule's code"]
    name: Annotated[str, "规则的名字", "the rule's name"]
    title: Annotated[str, "规则的内容", "the rule's title"]
    count: Annotated[int, "几处", "how many findings"]
    share: Annotated[float, "占全部的多少，0 到 1", "of all that were counted, from 0 to 1"]
    forms: Annotated[int, "在几张表里", "in how many forms"]


class DepartmentCountJson(TypedDict):
    """What was found in the forms of a department."""

    department: Annotated[
        str | None, "主管部门；没有写明的没有", "the department; null where forms do not say"
    ]
    forms: Annotated[int, "一共几张表", "all its forms"]
    failing: Annotated[int, "不合格的表", "those that fail"]
    error: Annotated[int | None, "错误；没有数的级别没有", "errors; null for a severity that was not counted"]
    warning: Annotated[int | None, "警告", "warnings"]
    info: Annotated[int | None, "提示", "notes"]


class FormCountJson(TypedDict):
    """What was found in a form."""

    path: Annotated[str, "文件", "the file"]
    form: Annotated[
        int | None, "文件里第几张表；不属于哪张表的没有", "the form's number; null for what is about the file"
    ]
    project: Annotated[str | None, "项目名称", "the project's name"]
    department: Annotated[str | None, "主管部门", "the department"]
    error: Annotated[int | None, "错误；没有数的级别没有", "errors; null for a severity that was not counted"]
    warning: Annotated[int | None, "警告", "warnings"]
    info: Annotated[int | None, "提示", "notes"]


class StatisticsJson(TypedDict):
    """``pfglint check --statistics -f json``."""

    schema: Annotated[Literal["pfglint/statistics/1"], "格式", "the schema"]
    rules: Annotated[list[RuleCountJson], "按规则，最重的在前", "by rule, the worst first"]
    departments: Annotated[list[DepartmentCountJson], "按主管部门", "by department"]
    forms: Annotated[list[FormCountJson], "按表", "by form"]
    shown: Annotated[str, "数到哪一级", "the least severity counted", SEVERITIES]
    fail_on: Annotated[str, "哪一级起算不合格", "the least severity that fails", SEVERITIES]
    summary: Annotated[SummaryJson, "一共有多少", "how many there are, counted above or not"]


def write(statistics: Statistics, out: TextIO, setting: Setting) -> None:
    """Write all counts as one JSON document."""
    lists: dict[str, Iterable[Mapping[str, object]]] = {
        "rules": map(rule_json, statistics.rules),
        "departments": (department_json(one, statistics) for one in statistics.departments),
        "forms": (form_json(one, statistics) for one in statistics.forms),
    }
    out.write('{"schema": "pfglint/statistics/1"')
    for name, items in lists.items():
        out.write(f',\n"{name}": [')
        between = "\n"
        for item in items:
            out.write(between + dumps(item, out))
            between = ",\n"
        out.write("]")
    summary = statistics.summary
    out.write(f',\n"shown": "{summary.shown.label}", "fail_on": "{summary.fail_on.label}"')
    out.write(f',\n"summary": {dumps(summary_json(summary), out)}}}\n')


def rule_json(rule: RuleCount) -> RuleCountJson:
    """How often a rule spoke."""
    return {
        "severity": rule.severity.label,
        "code": rule.code,
        "name": rule.name,
        "title": rule.title,
        "count": rule.count,
        "share": round(rule.share, _DIGITS),
        "forms": rule.forms,
    }


def department_json(one: DepartmentCount, statistics: Statistics) -> DepartmentCountJson:
    """What was found in the forms of a department."""
    found = statistics.by_label(one.found)
    return {
        "department": one.name,
        "forms": one.forms,
        "failing": one.failing,
        "error": found["error"],
        "warning": found["warning"],
        "info": found["info"],
    }


def form_json(one: FormCount, statistics: Statistics) -> FormCountJson:
    """What was found in a form."""
    found = statistics.by_label(one.found)
    return {
        "path": one.path,
        "form": one.form,
        "project": one.project,
        "department": one.department,
        "error": found["error"],
        "warning": found["warning"],
        "info": found["info"],
    }
