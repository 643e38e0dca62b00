"""A form at a glance: what was understood of it, and what was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from pfglint.cli.language import language, say
from pfglint.form.model import Form, Indicator
from pfglint.goal.pair import pairing
from pfglint.quantity.show import show
from pfglint.quantity.value import Missing, Words
from pfglint.report.plain import columns, location, printable, shorten, spot, wrap
from pfglint.rule.profile import Recognised

_LONGEST_GOAL = 240
_MOST_UNREAD = 10
_MARGIN = 2
_GAP = 2


def print_form(page: Console, path: str, form: Form, followed: Recognised) -> None:
    """Print one form. followed: the profile that it is checked by."""
    project = printable(form.project or say("（项目名称空白）", "(no project name)"))
    head = Text(say(f"表 {form.number}", f"Form {form.number}") + f"  {project}", "bold")
    _line(page, head.append(f"   {location(path, form.place, language.get())}", "not bold dim"))
    title = [printable(form.title.text)] if form.title else []
    year = [say(f"{form.year} 年度", str(form.year))] if form.year else []
    if title or year:
        _line(page, " " * _MARGIN + "  ".join([*title, *year]), "dim")
    if (practice := followed.practice(language.get())) is not None:
        said = say(
            f"按“{practice.profile}”的口径查：{practice.why}",
            f"checked by the practice of {practice.profile}: {practice.why}",
        )
        _line(page, " " * _MARGIN + printable(said), "dim")
    _line(page, "")
    _pairs(page, list(_header(form)))
    _line(page, "")
    _indicators(page, form.indicators)
    _promises(page, form)
    if form.unread:
        _line(page, "")
        _line(page, " " * _MARGIN + say("没有读懂的行：", "Rows that nothing understood:"), "yellow")
        for cell in form.unread[:_MOST_UNREAD]:
            text = f"{' ' * _MARGIN}{spot(cell.place, language.get())}  {printable(cell.text)}"
            _line(page, shorten(text, page.width), "dim")
        if (more := len(form.unread) - _MOST_UNREAD) > 0:
            _line(page, " " * _MARGIN + say(f"还有 {more} 行。", f"{more} more."), "dim")


def _header(form: Form) -> Iterable[tuple[str, str | None]]:
    """Labels and contents of everything above the indicators; None is a blank."""
    for field in form.fields.values():
        yield _label(field.label.text), field.date.isoformat() if field.date else field.text
    unit = f" {form.funding.unit}" if form.funding.unit else ""
    for amount in form.funding.amounts.values():
        written = amount.value.text if amount.value else None
        yield _label(amount.label.text), written if amount.number is None else f"{amount.number:,f}{unit}"
    for goal in (form.overall_goal, form.annual_goal):
        if goal:
            yield _label(goal.label.text), shorten(goal.text, _LONGEST_GOAL) if goal.text else None


def _label(text: str) -> str:
    return "".join(printable(text).split()).rstrip(":：")


def _pairs(page: Console, pairs: Sequence[tuple[str, str | None]]) -> None:
    room = max((columns(label) for label, _ in pairs), default=0)
    for label, text in pairs:
        lead = Text(" " * _MARGIN).append(label + " " * (room - columns(label) + _GAP), "dim")
        indent = " " * columns(lead.plain)
        for index, line in enumerate(wrap(printable(text or say("空白", "blank")), page.width - len(indent))):
            _line(page, (Text(indent) if index else lead).append(line, "" if text else "dim italic"))


def _indicators(page: Console, indicators: Sequence[Indicator]) -> None:
    if not indicators:
        _line(page, " " * _MARGIN + say("没有读到指标。", "No indicators."), "yellow")
        return
    head = say(",一级指标,二级指标,三级指标,指标值", ",level 1,level 2,indicator,value").split(",")
    rows = [
        (str(one.number), _level1(one), one.level2 or "", printable(one.name.text), _value(one))
        for one in indicators
    ]
    widths = [max(map(columns, column)) for column in zip(head, *rows, strict=True)]
    spare = page.width - _MARGIN - _GAP * (len(head) - 1) - sum(widths[:3])
    widths[4] = min(widths[4], max(spare // 3, spare - widths[3], 8))
    widths[3] = min(widths[3], max(spare - widths[4], 8))
    _row(page, head, widths, "dim", "dim")
    above = ("", "")
    for indicator, row in zip(indicators, rows, strict=True):
        levels = row[1], row[2]
        new = row[1] if row[1] != above[0] else "", row[2] if levels != above else ""
        _row(page, (row[0], *new, *row[3:]), widths, "", "yellow" if _doubtful(indicator) else "cyan")
        above = levels
    if any(one.inferred for one in indicators):
        note = say(
            "* 这一级的格空着或错了位，由二级指标推断。",
            "* Told by level 2: the cell is absent or displaced.",
        )
        _line(page, " " * _MARGIN + note, "dim")


def _promises(page: Console, form: Form) -> None:
    """What the annual goal promises, and the indicator that carries each."""
    found = pairing(form)
    if not found.promises:
        return
    carried = {pair.promise: pair.indicator for pair in found.pairs}
    _line(page, "")
    _line(page, " " * _MARGIN + say("年度目标里的承诺：", "What the annual goal promises:"), "dim")
    for promise in found.promises:
        indicator = carried.get(promise)
        text = f"{' ' * _MARGIN}{printable(promise.noun)} {printable(promise.text)}"
        if indicator is not None:
            text += f" → {indicator.number} {printable(indicator.label)} {_value(indicator)}"
        _line(page, shorten(text, page.width), "" if indicator is not None else "dim")


def _level1(indicator: Indicator) -> str:
    return (indicator.level1 or "") + ("*" if indicator.inferred else "")


def _value(indicator: Indicator) -> str:
    if isinstance(indicator.value, Missing):
        return say("空白", "blank") if indicator.value_room else say("（行到此为止）", "(the row ends here)")
    return printable(show(indicator.value))


def _doubtful(indicator: Indicator) -> bool:
    value = indicator.value
    return isinstance(value, Missing) or (isinstance(value, Words) and value.defect is not None)


def _row(page: Console, row: Sequence[str], widths: Sequence[int], style: str, last_style: str = "") -> None:
    line = Text(" " * _MARGIN)
    for index, (text, width) in enumerate(zip(row, widths, strict=True)):
        short = shorten(text, width)
        last = index == len(row) - 1
        line.append(short, last_style if last else style)
        line.append("" if last else " " * (width - columns(short) + _GAP))
    line.rstrip()
    _line(page, line)


def _line(page: Console, text: str | Text, style: str = "") -> None:
    page.print(Text(text, style) if isinstance(text, str) else text, soft_wrap=True)
