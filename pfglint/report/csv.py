"""The findings as CSV for spreadsheets, one a row."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TextIO

from pfglint.finding import Finding
from pfglint.report import Reporter, Setting, Summary
from pfglint.report.plain import spot
from pfglint.report.spreadsheet import begin, cell, severity

_COLUMNS = {
    "severity": ("级别", "severity"),
    "code": ("编号", "code"),
    "name": ("规则", "rule"),
    "message": ("意见", "message"),
    "help": ("改法", "help"),
    "source": ("依据", "source"),
    "path": ("文件", "file"),
    "form": ("表", "form"),
    "project": ("项目名称", "project"),
    "indicator": ("指标", "indicator"),
    "place": ("位置", "place"),
}
"""The columns with their heads in the two languages."""
_LANGUAGES = ("zh", "en")


def open_report(out: TextIO, setting: Setting) -> Reporter:
    """A table of the findings, and nothing else; in UTF-8 with the mark by which Excel knows it."""
    return _Csv(out, setting.lang)


class _Csv:
    def __init__(self, out: TextIO, lang: str) -> None:
        self.lang = lang
        begin(out)
        self.table = csv.writer(out, lineterminator="\n")
        self.table.writerow(heads[_LANGUAGES.index(lang)] for heads in _COLUMNS.values())

    def show(self, findings: Sequence[Finding]) -> None:
        for one in findings:
            told = {"severity": severity(one.severity, self.lang), "place": spot(one.place, self.lang)}
            self.table.writerow(cell(told.get(key) or getattr(one, key)) for key in _COLUMNS)

    def close(self, summary: Summary) -> None:
        pass
