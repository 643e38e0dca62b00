"""``pfglint value``: how a value expression is read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, format_option, lang_option
from pfglint.cli.output import output
from pfglint.report import Color

if TYPE_CHECKING:
    from rich.console import Console

    from pfglint.quantity.json import ReadJson
    from pfglint.quantity.value import Value

_KINDS = {
    "comparison": "一个界限",
    "range": "一个区间",
    "approximate": "约数",
    "change": "增减",
    "deadline": "期限",
    "several": "几个量",
    "words": "文字",
    "missing": "空白",
}
_PARTS = {
    "direction": "方向",
    "baseline": "基准",
    "op": "比较",
    "number": "数",
    "low": "下限",
    "high": "上限",
    "start": "自",
    "date": "至",
    "unit": "单位",
    "dimension": "量纲",
}
_OPS = {"=": "等于", "!=": "不等于", "<": "小于", "<=": "不大于", ">": "大于", ">=": "不小于"}
_DIRECTIONS = {"up": "增", "down": "减"}


@click.command("value", cls=Command, short_help="解释指标值 Explain values")
@click.argument("exprs", nargs=-1, required=True, metavar="EXPR…")
@format_option("text", "json")
@color_option
@lang_option
def command(exprs: tuple[str, ...], form: str, color: Color, lang: str) -> None:
    """解释指标值怎样读：EXPR 是 ≥90(%) 这样的值，- 表示从标准输入逐行读。

    Explains values such as ≥90(%); - reads them from standard input, one a line.
    Put -- before a value that begins with a hyphen.
    """
    from pfglint.quantity.parse import parse

    values = ((text, parse(text)) for text in _texts(exprs))
    with output() as out:
        if form == "json":
            from pfglint.quantity.json import to_json
            from pfglint.report.json import dumps

            before = '{"schema": "pfglint/values/1", "values": [\n'
            for text, value in values:
                read: ReadJson = {"text": text, "value": to_json(value, language.get())}
                out.write(before + dumps(read, out))
                before = ",\n"
            out.write(("" if before == ",\n" else before) + "]}\n")
        else:
            from pfglint.report.terminal import console

            page = console(out, color)
            for index, (text, value) in enumerate(values):
                if index:
                    page.print()
                _print(page, text, value)


def _texts(exprs: Iterable[str]) -> Iterator[str]:
    for expr in exprs:
        if expr == "-":
            for line in sys.stdin:
                yield line.rstrip("\r\n")
        else:
            yield expr


def _print(page: Console, text: str, value: Value) -> None:
    from rich.text import Text

    from pfglint.quantity.json import to_json
    from pfglint.quantity.value import Words
    from pfglint.report.plain import columns, printable

    shown = printable(text)
    page.print(Text(shown or say("（空白）", "(blank)"), "bold"), soft_wrap=True)
    if isinstance(value, Words) and value.defect:
        before = " " * columns(shown[: value.defect.column - 1])
        page.print(
            Text(f"{before}^ {say(value.defect.message, value.defect.english)}", "red"), soft_wrap=True
        )
    rows = list(_rows(to_json(value)))
    room = max(columns(name) for name, _ in rows) + 2
    for name, content in rows:
        line = Text("  ").append(name, "dim").append(" " * (room - columns(name))).append(content)
        line.rstrip()
        page.print(line, soft_wrap=True)


def _rows(value: Mapping[str, Any], indent: str = "") -> Iterator[tuple[str, str]]:
    """Names and contents of what was read, in the reader's language."""
    kind = value["kind"]
    yield indent + say("类型", "kind"), say(f"{_KINDS[kind]}（{kind}）", kind)
    for part, name in _PARTS.items():
        if value.get(part) is not None:
            yield indent + say(name, part), _content(value, part)
    for number, inner in enumerate(value.get("parts", ()), 1):
        yield indent + say(f"第 {number} 个", f"part {number}"), ""
        yield from _rows(inner, indent + "  ")


def _content(value: Mapping[str, Any], part: str) -> str:
    text = str(value[part])
    match part:
        case "op":
            return say(f"{_OPS[text]}（{text}）", text)
        case "direction":
            return say(_DIRECTIONS[text], text)
        case "unit" if value.get("dimension") is None:
            return text + _unknown(text)
        case "dimension" if text == "dimensionless":
            return say("比率，没有量纲", text)
    return text


def _unknown(unit: str) -> str:
    from pfglint.quantity.units import suggest

    near = suggest(unit)
    if near is None:
        return say("（不认识这个单位）", " (unknown)")
    return say(f"（不认识这个单位，是不是“{near}”？）", f" (unknown; did you mean {near}?)")
