"""Two years on the terminal: a block a project, then what the rules say, then what has no partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TextIO

from pfglint.cli.language import language, say
from pfglint.compare.model import Comparison, Filed
from pfglint.compared import Judged, Row
from pfglint.finding import Severity
from pfglint.form.model import Indicator
from pfglint.report import Color, Setting, open_report
from pfglint.report.page import Line, Page, page
from pfglint.report.plain import columns, location, printable, shorten, wrap
from pfglint.rule.template import shown
from pfglint.rule.types import Quantity

_MARGIN = 2
_GAP = 2
_STYLES = {"raised": "green", "lowered": "yellow", "added": "green", "dropped": "yellow", "changed": "cyan"}


def course_said(course: str) -> str:
    """What became of an indicator, in a word."""
    return {
        "same": say("没变", "as it was"),
        "raised": say("提高", "raised"),
        "lowered": say("降低", "lowered"),
        "changed": say("改写", "changed"),
        "added": say("新增", "added"),
        "dropped": say("取消", "dropped"),
    }[course]


def by_said(by: str) -> str:
    """How two forms were told to be of one project."""
    return {
        "name": say("名称相同", "by name"),
        "number": say("名称相同，期数或批次不计", "by name, its number aside"),
        "likeness": say("内容相近", "by likeness"),
    }[by]


def value_said(indicator: Indicator | None) -> str:
    """An indicator's value as written, on one line; a dash where the year has none."""
    if indicator is None:
        return "—"
    return printable(indicator.written.text) if indicator.written is not None else say("（空）", "(blank)")


def money_said(amount: Quantity | None) -> str:
    """An amount as the form has it: ``120万元``."""
    return shown(amount, language.get())


def growth_said(growth: Quantity | None) -> str:
    """By how much it grew; empty where that is not known."""
    if growth is None or not growth.amount:
        return say("，没变", ", as it was") if growth is not None else ""
    percent = f"{abs(growth.amount) * Decimal(100):.1f}".rstrip("0").rstrip(".") + "%"
    return (
        say(f"，增长{percent}", f", {percent} more")
        if growth.amount > 0
        else say(f"，减少{percent}", f", {percent} less")
    )


def print_text(
    out: TextIO,
    color: Color,
    pairs: Sequence[Judged],
    found: Comparison,
    counts: Counter[Severity],
    least: Severity,
) -> None:
    """Print the comparison."""
    paper = page(out, color)
    for index, pair in enumerate(pair for pair in pairs if _has_changed(pair)):
        if index:
            paper.print(Line())
        _block(paper, pair)
    report = open_report("text", out, Setting(lang=language.get(), color=color, quiet=True))
    told = [finding for pair in pairs for finding in pair.findings]
    if told:
        paper.print(Line())
        report.show(sorted(told, key=lambda one: (one.path, one.form or 0)))
    for title, filed in (
        (say("今年新增的项目：", "Projects begun this year:"), found.begun),
        (say("上年有、今年没有的项目：", "Projects of last year that are no more:"), found.ended),
    ):
        if filed:
            paper.print(Line())
            paper.print(Line(title, "bold"))
            for one in filed:
                paper.print(Line(" " * _MARGIN + shorten(_project(one), paper.width - _MARGIN)))
    paper.print(Line())
    for line in wrap(_ending(pairs, found, counts, least), paper.width):
        paper.print(Line(line, "bold"))


def _has_changed(judged: Judged) -> bool:
    """Whether there is anything to see: a project that stands as it did is only counted."""
    return (
        bool(judged.findings)
        or (judged.growth is not None and judged.growth.amount != 0)
        or any(row.course != "same" for row in judged.rows)
    )


def _block(paper: Page, judged: Judged) -> None:
    pair = judged.pair
    head = Line(printable(pair.this.form.project or say("（项目名称空白）", "(no project name)")), "bold")
    paper.print(head.append(f"   {by_said(pair.by)}", "dim"))
    lang = language.get()
    for year, filed in ((say("上年", "last"), pair.last), (say("今年", "this"), pair.this)):
        where = location(filed.path, filed.form.place, lang)
        text = f"{year}  {filed.form.year or ''}  {where}"
        if filed is pair.last and filed.form.project != pair.this.form.project:
            text += f"  {printable(filed.form.project or '')}"
        paper.print(Line(" " * _MARGIN + shorten(text, paper.width - _MARGIN), "dim"))
    lead = say("年度资金", "the year's amount")
    money = f"{lead}  {money_said(judged.last)} → {money_said(judged.this)}{growth_said(judged.growth)}"
    paper.print(Line(" " * _MARGIN + money))
    paper.print(Line(" " * _MARGIN + say("指标", "indicators") + "  " + _courses(judged.rows)))
    _rows(paper, [row for row in judged.rows if row.course != "same"])


def _courses(rows: Iterable[Row]) -> str:
    counts = Counter(row.course for row in rows)
    order = ("same", "raised", "lowered", "changed", "added", "dropped")
    return say("，", ", ").join(
        say(f"{counts[one]} 个{course_said(one)}", f"{counts[one]} {course_said(one)}")
        for one in order
        if counts[one]
    )


def _rows(paper: Page, rows: Sequence[Row]) -> None:
    """A line an indicator: what became of it, its level and name, and both values."""
    if not rows:
        return
    cells = [
        (course_said(row.course), row.pair.either.level2 or "", printable(row.pair.either.label))
        for row in rows
    ]
    widths = [max(map(columns, column)) for column in zip(*cells, strict=True)]
    room = paper.width - 2 * _MARGIN - widths[0] - widths[1] - 2 * _GAP
    name = min(widths[2], max(room // 2, 12))
    for row, (course, level, label) in zip(rows, cells, strict=True):
        line = Line(" " * 2 * _MARGIN).append(_fill(course, widths[0]), _STYLES[row.course])
        line.append(_fill(level, widths[1]), "dim").append(_fill(shorten(label, name), name))
        values = f"{value_said(row.pair.last)} → {value_said(row.pair.this)}"
        paper.print(line.append(shorten(values, max(room - name - _GAP, 12))))


def _fill(text: str, width: int) -> str:
    return text + " " * (width - columns(text) + _GAP)


def _project(filed: Filed) -> str:
    project = printable(filed.form.project or say("（项目名称空白）", "(no project name)"))
    return f"{project}  {location(filed.path, filed.form.place, language.get())}"


def _ending(pairs: Sequence[Judged], found: Comparison, counts: Counter[Severity], least: Severity) -> str:
    parts = list(_counted(pairs, found))
    hidden = sum(count for severity, count in counts.items() if severity < least)
    if hidden:
        parts.append(say(f"另有 {hidden} 处没有显示", f"{hidden} findings not shown"))
    return say("，", ", ").join(parts) + say("。", ".")


def _counted(pairs: Sequence[Judged], found: Comparison) -> Iterator[str]:
    still = sum(not _has_changed(pair) for pair in pairs)
    guessed = sum(pair.pair.by == "likeness" for pair in pairs)
    sure = say(f"（其中 {guessed} 个按内容相近）", f" ({guessed} by likeness)") if guessed else ""
    yield say(f"对上 {len(pairs)} 个项目{sure}", f"{len(pairs)} projects in both years{sure}")
    if still:
        yield say(f"{still} 个和上年一样", f"{still} as they were")
    if found.begun:
        yield say(f"今年新增 {len(found.begun)} 个", f"{len(found.begun)} begun")
    if found.ended:
        yield say(f"上年有、今年没有 {len(found.ended)} 个", f"{len(found.ended)} no more")
    money = [(pair.this, pair.last) for pair in pairs if pair.this is not None and pair.last is not None]
    if money:
        grown = sum(this.amount > last.amount for this, last in money)
    if money and grown:
        yield say(f"{grown} 个增加了资金", f"{grown} with more money")
