"""Counts for people: three tables, of departments and forms only the worst."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from pfglint.finding import Severity
from pfglint.report import Setting
from pfglint.report.page import Line, Page, page
from pfglint.report.plain import columns, printable, shorten
from pfglint.report.statistics import WORST_FIRST, Counts, DepartmentCount, FormCount, Statistics
from pfglint.report.text import STYLES, WORDS, print_ending

_MOST = 20
"""How many departments, and how many forms, are listed."""

_ZH = {
    "by rule": "按规则",
    "by department": "按主管部门",
    "by form": "按表",
    "worst": "（问题最重的 {most} 个，共 {all} 个）",
    "count": "处数",
    "share": "占比",
    "forms": "表数",
    "code": "编号",
    "rule": "规则",
    "title": "内容",
    "severity": "级别",
    "failing": "不合格",
    "department": "主管部门",
    "nobody": "（没有写明）",
    "path": "文件",
    "form": "表",
    "project": "项目名称",
    "clean": "另有 {count} 个部门没有意见。",
    "all": "全部列出：-f csv 或 -f json。",
}
_EN = {
    "by rule": "By rule",
    "by department": "By department",
    "by form": "By form",
    "worst": " (the worst {most} of {all})",
    "count": "count",
    "share": "share",
    "forms": "forms",
    "code": "code",
    "rule": "rule",
    "title": "what",
    "severity": "severity",
    "failing": "failing",
    "department": "department",
    "nobody": "(not said)",
    "path": "file",
    "form": "form",
    "project": "project",
    "clean": "Departments without any finding: {count}.",
    "all": "-f csv or -f json lists them all.",
}
TEXTS = {"zh": _ZH, "en": _EN}
"""The words of these tables, by language; those of severities are `pfglint.report.text.WORDS`."""


def write(statistics: Statistics, out: TextIO, setting: Setting) -> None:
    """Write the three tables, and what a report ends with."""
    _Tables(statistics, page(out, setting.color), setting).write()


class _Tables:
    def __init__(self, statistics: Statistics, page: Page, setting: Setting) -> None:
        self.statistics = statistics
        self.page = page
        self.setting = setting
        self.words = TEXTS[setting.lang]
        self.labels = [WORDS[setting.lang][one.label] for one in statistics.shown]

    def write(self) -> None:
        statistics = self.statistics
        if statistics.rules:
            self.rules()
        with_findings = [one for one in statistics.departments if any(one.found)]
        if with_findings:
            self.departments(with_findings)
        if statistics.forms:
            self.forms(statistics.forms)
        if max(len(with_findings), len(statistics.forms)) > _MOST:
            self.page.print(Line())
            self.page.print(Line(self.words["all"], "dim"))
        if not self.setting.quiet:
            if statistics.rules:
                self.page.print(Line())
            print_ending(self.page, self.setting, statistics.summary)

    def rules(self) -> None:
        words = self.words
        head = [words[key] for key in ("severity", "count", "share", "forms", "code", "rule", "title")]
        rows = [
            (
                *(WORDS[self.setting.lang][one.severity.label], f"{one.count}", f"{one.share:.1%}"),
                *(f"{one.forms}", one.code, one.name, one.title),
            )
            for one in self.statistics.rules
        ]
        self.head("by rule", rows)
        styles = [STYLES[one.severity] for one in self.statistics.rules]
        self.table(head, rows, left={0, 4, 5, 6}, styles=styles)

    def departments(self, found: Sequence[DepartmentCount]) -> None:
        words = self.words
        head = [words["forms"], words["failing"], *self.labels, words["department"]]
        rows = [
            (str(one.forms), str(one.failing), *self.counts(one.found), one.name or words["nobody"])
            for one in found[:_MOST]
        ]
        self.page.print(Line())
        self.head("by department", found)
        self.table(head, rows, left={len(head) - 1}, styles=map(_style, (one.found for one in found)))
        if clean := len(self.statistics.departments) - len(found):
            self.page.print(Line(words["clean"].format(count=clean), "dim"))

    def forms(self, found: Sequence[FormCount]) -> None:
        words = self.words
        head = [*self.labels, words["form"], words["path"], words["project"]]
        rows = [
            (*self.counts(one.found), str(one.form or "-"), one.path, one.project or "")
            for one in found[:_MOST]
        ]
        self.page.print(Line())
        self.head("by form", found)
        styles = map(_style, (one.found for one in found))
        self.table(head, rows, left={len(head) - 2, len(head) - 1}, styles=styles)

    def head(self, key: str, listed: Sequence[object]) -> None:
        """The line above a table; it says so where not all is listed."""
        line = Line(self.words[key], "bold")
        if key != "by rule" and len(listed) > _MOST:
            line.append(self.words["worst"].format(most=_MOST, all=len(listed)), "dim")
        self.page.print(line)

    def counts(self, found: Counts) -> list[str]:
        return [str(count) for count in found[: len(self.labels)]]

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        left: set[int],
        styles: Iterable[str],
    ) -> None:
        """A table whose first column has a style in each row. left: the columns of text, the others are of numbers."""
        cells = [list(map(printable, row)) for row in (head, *rows)]
        widths = [max(map(columns, column)) for column in zip(*cells, strict=True)]
        for row, style in zip(cells, ["dim", *styles], strict=False):
            first, *others = (
                _fill(text, room, right=index not in left)
                for index, (text, room) in enumerate(zip(row, widths, strict=True))
            )
            rest = shorten("  ".join(others).rstrip(), self.page.width - columns(first) - 2)
            self.page.print(Line(first, style).append("  ").append(rest, "dim" if row is cells[0] else ""))


def _style(found: Counts) -> str:
    """The style of the worst severity that was found."""
    worst: Severity = next(one for one, count in zip(WORST_FIRST, found, strict=True) if count)
    return STYLES[worst]


def _fill(text: str, room: int, *, right: bool) -> str:
    """`text` as a cell of a table, `room` columns wide."""
    blank = " " * (room - columns(text))
    return blank + text if right else text + blank
