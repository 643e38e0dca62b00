"""Counts as CSV for spreadsheets: one table of three parts, told apart by its first column."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, TextIO

from pfglint.report import Setting
from pfglint.report.spreadsheet import begin, cell, severity
from pfglint.report.statistics import Statistics

_COLUMNS = {
    "by": ("按", "by"),
    "severity": ("级别", "severity"),
    "code": ("编号", "code"),
    "name": ("规则", "rule"),
    "title": ("内容", "title"),
    "department": ("主管部门", "department"),
    "path": ("文件", "path"),
    "form": ("表", "form"),
    "project": ("项目名称", "project"),
    "count": ("处数", "count"),
    "share": ("占比", "share"),
    "forms": ("表数", "forms"),
    "failing": ("不合格表数", "failing"),
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
}
"""The columns with their heads in the two languages."""
_PARTS = {"rule": ("规则", "rule"), "department": ("主管部门", "department"), "form": ("表", "form")}
_LANGUAGES = ("zh", "en")


def write(statistics: Statistics, out: TextIO, setting: Setting) -> None:
    """Write all counts as one table; in UTF-8 with the mark by which Excel knows it."""
    lang = _LANGUAGES.index(setting.lang)
    begin(out)
    table = csv.DictWriter(out, _COLUMNS, restval="", lineterminator="\n")
    table.writerow({key: heads[lang] for key, heads in _COLUMNS.items()})
    for part, row in _rows(statistics, setting.lang):
        table.writerow({"by": _PARTS[part][lang]} | {key: cell(value) for key, value in row.items()})


def _rows(statistics: Statistics, lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for rule in statistics.rules:
        share = f"{rule.share:.4f}"
        yield "rule", asdict(rule) | {"severity": severity(rule.severity, lang), "share": share}
    for one in statistics.departments:
        row = {"department": one.name, "forms": one.forms, "failing": one.failing}
        yield "department", row | statistics.by_label(one.found)
    for form in statistics.forms:
        fields = form._asdict()
        found = fields.pop("found")
        yield "form", fields | statistics.by_label(found)
