"""``pfglint value``: how a value expression is read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from pfglint.cli.help import Command
from pfglint.cli.language import say
from pfglint.cli.options import color_option, format_option, lang_option
from pfglint.cli.output import output
from pfglint.report import Color

if TYPE_CHECKING:
    from rich.console import Console

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
    "op": "比较",
    "written_op": "原写作",
    "number": "数",
    "low": "下限",
    "high": "上限",
    "direction": "方向",
    "baseline": "基准",
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
            from pfglint.quantity.parse import to_json
            from pfglint.report.json import dumps

            before = '{"schema": "pfglint/values/1", "values": [\n'
            for text, value in values:
                out.write(before + dumps({"text": text, "value": to_json(value)}, out))
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

    from pfglint.quantity.parse import to_json
    from pfglint.quantity.value import Words
    from pfglint.report.plain import columns, printable

    shown = printable(text)
    page.print(Text(shown, "bold"), soft_wrap=True)
    if isinstance(value, Words) and value.defect:
        before = " " * columns(shown[: value.defect.column - 1])
        page.print(Text(f"{before}^", "red"), soft_wrap=True)
        page.print(Text(f"  {value.defect.message}", "red"), soft_wrap=True)
    for name, content in _rows(to_json(value)):
        room = " " * (12 - columns(name))
        page.print(Text("  ").append(name + room, "dim").append(content), soft_wrap=True)


def _rows(value: Mapping[str, Any], indent: str = "") -> Iterator[tuple[str, str]]:
    """Names and contents of what was read, in the reader's language."""
    kind = value["kind"]
    yield indent + say("类型", "kind"), say(f"{_KINDS[kind]}（{kind}）", kind)
    for part, name in _PARTS.items():
        content = value.get(part)
        if content is None:
            if part == "dimension" and value.get("unit"):
                yield indent + say(name, part), _unknown(value["unit"])
            continue
        text = str(content)
        if part == "op":
            text = say(f"{_OPS[text]}（{text}）", text)
        elif part == "direction":
            text = say(_DIRECTIONS[text], text)
        yield indent + say(name, part), text
    for number, inner in enumerate(value.get("parts", ()), 1):
        yield indent + say(f"第 {number} 个", f"part {number}"), ""
        yield from _rows(inner, indent + "  ")


def _unknown(unit: str) -> str:
    from pfglint.quantity.units import suggest

    near = suggest(unit)
    unknown = say("不认识这个单位", "unknown unit")
    return unknown + say(f"，是不是“{near}”？", f"; did you mean {near}?") if near else unknown
