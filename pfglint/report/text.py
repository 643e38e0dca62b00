"""The report that people read: each finding with its place, the cell, and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TextIO

from pfglint.finding import Finding, Place, Severity
from pfglint.report import Compared, Reporter, Setting, Summary
from pfglint.report.excerpt import excerpt
from pfglint.report.page import Line, Page, page
from pfglint.report.plain import columns, location, printable, shorten, wrap

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}

_ZH = {
    "error": "错误",
    "warning": "警告",
    "info": "提示",
    "form": "表 {number}",
    "no project": "（项目名称空白）",
    "help": "改法",
    "source": "依据",
    "related": "对照",
    "code": "编号",
    "rule": "规则",
    "title": "内容",
    "count": "处数",
    "severity": "级别",
    "of error": "{count} 处错误",
    "of warning": "{count} 处警告",
    "of info": "{count} 条提示",
    "and": "、",
    "checked": "查了 {files} 个文件、{forms} 张表、{indicators} 个指标。",
    "hidden": "另有 {counts}未显示，加 --severity {level} 可以看到。",
    "waived": "豁免 {count} 处。",
    "baseline": "基线里的 {count} 处没有列出。",
    "stale": "基线里有 {count} 处已经不在了，用 pfglint baseline 重新生成可以去掉。",
    "idle": "基线里有 {count} 处的规则这次没有查。",
    "practice": "{count} 张按“{name}”的口径查：{why}。",
    "compared": "只看自 {revision} 以来改过的表：没有变的有{unchanged}。",
    "of files": "{count} 个文件",
    "of forms": "改过的文件里 {count} 张表",
    "compared with nothing": "只看自 {revision} 以来改过的表：全都改过。",
    "unchanged": "没有改过的表",
    "nothing": "没有可检查的申报表",
    "ready": "可以提交",
    "mend": "可以提交，但有 {count} 处建议先改",
    "not ready": "暂不能提交：{counts}",
}
_EN = {
    "error": "error",
    "warning": "warning",
    "info": "info",
    "form": "Form {number}",
    "no project": "(no project name)",
    "help": "help",
    "source": "by",
    "related": "see",
    "code": "code",
    "rule": "rule",
    "title": "what",
    "count": "count",
    "severity": "severity",
    "of error": "{count} error{s}",
    "of warning": "{count} warning{s}",
    "of info": "{count} note{s}",
    "and": ", ",
    "checked": "Checked: files {files}, forms {forms}, indicators {indicators}. ",
    "hidden": "{counts} not shown; --severity {level} shows them.",
    "waived": "Waived: {count}. ",
    "baseline": "In the baseline: {count}. ",
    "stale": "The baseline records {count} that are gone; pfglint baseline prunes them. ",
    "idle": "The baseline records {count} of rules that were not asked. ",
    "practice": "{count} by the practice of {name}: {why}.",
    "compared": "Only forms changed since {revision}; unchanged: {unchanged}.",
    "of files": "files {count}",
    "of forms": "forms in changed files {count}",
    "compared with nothing": "Only forms changed since {revision}: all have.",
    "unchanged": "No form has changed",
    "nothing": "No form to check",
    "ready": "Ready to submit",
    "mend": "Ready to submit, but {count} places are better mended first",
    "not ready": "Not ready: {counts}",
}
WORDS: Mapping[str, Mapping[str, str]] = {"zh": _ZH, "en": _EN}
"""The report's own words, by language."""

_INDENT = 2
_BAR = "│ "


def open_report(out: TextIO, setting: Setting) -> Reporter:
    """A report for people, coloured on a terminal."""
    return _Text(page(out, setting.color), setting)


class _Text:
    def __init__(self, page: Page, setting: Setting) -> None:
        self.page = page
        self.setting = setting
        self.words = WORDS[setting.lang]
        self.margin = _INDENT + max(columns(self.words[one.label]) for one in Severity) + 2
        self.counts: Counter[tuple[Severity, str, str]] = Counter()
        self.heading: tuple[str, int | None] | None = None

    def show(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            if self.heading != (finding.path, finding.form):
                self._head(finding)
            self._finding(finding)
            self.counts[finding.severity, finding.code, finding.name] += 1

    def close(self, summary: Summary) -> None:
        if self.setting.quiet:
            return
        if self.counts.total() > 1:
            self._table()
        if self.heading is not None:
            self._line("")
        print_ending(self.page, self.setting, summary)

    def _line(self, text: str | Line, style: str = "") -> None:
        self.page.print(Line(text, style) if isinstance(text, str) else text)

    def _head(self, finding: Finding) -> None:
        if self.heading is not None:
            self._line("")
        self.heading = finding.path, finding.form
        path = printable(finding.path)
        if finding.form is None:
            self._line(path, "bold")
            return
        number = self.words["form"].format(number=finding.form)
        project = printable(finding.project or self.words["no project"])
        title = Line()
        for index, part in enumerate(wrap(f"{number}  {project}", self.page.width)):
            title.append("\n" if index else "").append(part, "bold")
        if columns(title.plain) + 3 + columns(path) <= self.page.width:
            title.append(f"   {path}", "dim")
        self._line(title)

    def _finding(self, finding: Finding) -> None:
        label = self.words[finding.severity.label]
        room = self.page.width - self.margin
        self._line("")
        lead = Line(" " * _INDENT).append(label, STYLES[finding.severity])
        lead.append(" " * (self.margin - columns(lead.plain)))
        self._hang(lead, wrap(printable(finding.message), room))
        self._about(finding)
        if finding.quote and finding.quote.text:
            self._quote(finding, room)
        for related in finding.related:
            text = (
                f"{self._location(related.path or finding.path, related.place)}  {printable(related.message)}"
            )
            self._note("related", text)
        if finding.help:
            self._note("help", printable(finding.help), strong=True)

    def _location(self, path: str, place: Place | None) -> str:
        return location(path, place, self.setting.lang)

    def _about(self, finding: Finding) -> None:
        """Where a finding stands, by which rule, and by which source: on one line where there is room."""
        parts = [
            (self._location(finding.path, finding.place), "cyan"),
            (f"{finding.name} {finding.code}", "dim"),
        ]
        if finding.source and finding.form is not None:  # that a file is not there, no document says
            parts.append((f"{self.words['source']} {printable(finding.source)}", "dim"))
        room = self.page.width - self.margin
        line = Line()
        for part, style in parts:
            if line and columns(line.plain) + 2 + columns(part) > room:
                self._line(Line(" " * self.margin).append(line))
                line = Line()
            *whole, last = wrap(part, room) if style == "dim" else [part]
            for piece in whole:
                self._line(Line(" " * self.margin).append(piece, style))
            line.append("  " if line else "").append(last, style)
        self._line(Line(" " * self.margin).append(line))

    def _quote(self, finding: Finding, room: int) -> None:
        if finding.quote is None:
            return
        part = excerpt(finding.quote, room - columns(_BAR))
        lead = Line(" " * self.margin).append(_BAR, "dim")
        color = STYLES[finding.severity].removeprefix("bold ")
        self._line(lead.copy().append(part.before).append(part.culprit, color).append(part.after))
        self._line(lead.append(part.underline, color))

    def _note(self, word: str, text: str, *, strong: bool = False) -> None:
        """One line or more behind a word: how to mend it, the source, another place."""
        lead = Line(" " * self.margin).append(self.words[word], "green" if strong else "dim").append("  ")
        lines = wrap(text, self.page.width - columns(lead.plain))
        self._hang(lead, lines, "" if strong else "dim")

    def _hang(self, lead: Line, lines: Sequence[str], style: str = "") -> None:
        """`lines` behind `lead`, the following ones under the first."""
        indent = " " * columns(lead.plain)
        for index, line in enumerate(lines):
            self._line((Line(indent) if index else lead).append(line, style))

    def _table(self) -> None:
        """The counts by rule, the worst and most frequent first."""
        words = self.words
        ranked = sorted(self.counts.items(), key=lambda one: (-one[0][0], -one[1], one[0]))
        rows = [
            (words[severity.label], str(count), code, name, printable(self.setting.titles.get(code, "")))
            for (severity, code, name), count in ranked
        ]
        head = (words["severity"], words["count"], words["code"], words["rule"], words["title"])
        label, number, codes, names, _ = (
            max(map(columns, column)) for column in zip(head, *rows, strict=True)
        )
        self._line("")
        for row, style in zip([head, *rows], ["dim", *(STYLES[one[0][0]] for one in ranked)], strict=True):
            middle = _fill(row[1], number, right=True) + _fill(row[2], codes) + _fill(row[3], names)
            line = Line().append(_fill(row[0], label), style)
            line.append(
                shorten(middle + row[4], self.page.width - columns(line.plain)), "dim" if row is head else ""
            )
            self._line(line)


def print_ending(page: Page, setting: Setting, summary: Summary) -> None:
    """The last lines of a report: what was checked, what is not shown, by whose practice, and the verdict."""
    words = WORDS[setting.lang]
    checked = words["checked"].format(files=summary.files, forms=summary.forms, indicators=summary.indicators)
    for key, count in summary.passed._asdict().items():
        if count:
            checked += words[key].format(count=count)
    if hidden := summary.below(summary.shown):
        checked += words["hidden"].format(counts=_counts(words, hidden), level=min(hidden).label)
    for line in wrap(checked, page.width):
        page.print(Line(line, "dim"))
    for practice, count in sorted(summary.practices.items()):
        said = words["practice"].format(count=count, name=practice.profile, why=practice.why)
        for line in wrap(printable(said), page.width):
            page.print(Line(line, "dim"))
    if summary.compared is not None:
        said = _compared(words, summary.compared)
        for line in wrap(printable(said), page.width):
            page.print(Line(line, "dim"))
    page.print(_verdict(words, summary))


def _compared(words: Mapping[str, str], compared: Compared) -> str:
    """What was left out because it has not changed."""
    counts = {"of files": compared.files, "of forms": compared.forms}
    unchanged = words["and"].join(words[key].format(count=count) for key, count in counts.items() if count)
    return words["compared" if unchanged else "compared with nothing"].format(
        revision=compared.revision, unchanged=f" {unchanged}" if unchanged[:1].isdigit() else unchanged
    )


def _verdict(words: Mapping[str, str], summary: Summary) -> Line:
    failing = summary.at_least(summary.fail_on)
    warnings = summary.found[Severity.WARNING]
    if failing:
        return Line(words["not ready"].format(counts=_counts(words, failing)), STYLES[max(failing)])
    if not summary.forms and summary.compared is not None:
        return Line(words["unchanged"], "bold green")
    if not summary.forms:
        return Line(words["nothing"], STYLES[Severity.WARNING])
    if warnings:
        return Line(words["mend"].format(count=warnings), STYLES[Severity.WARNING])
    return Line(words["ready"], "bold green")


def _counts(words: Mapping[str, str], counts: Mapping[Severity, int]) -> str:
    return words["and"].join(
        words[f"of {one.label}"].format(count=count, s="" if count == 1 else "s")
        for one, count in counts.items()
    )


def _fill(text: str, room: int, *, right: bool = False) -> str:
    """`text` as a cell of a table, `room` columns wide, and two columns apart from the next."""
    blank = " " * (room - columns(text))
    return (blank + text if right else text + blank) + "  "
