"""``pfglint schema``: JSON Schemas of what pfglint reads and writes."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import lang_option
from pfglint.cli.output import output
from pfglint.cli.usage import meant
from pfglint.cli.writing import put
from pfglint.report.plain import printable

_SUFFIX = ".json"
_BETWEEN = " · "


@click.command("schema", cls=Command, short_help="输出和配置的格式 JSON Schemas")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("-o", "--output", "target", metavar="FILE", help="写到这个文件 Write to this file")
@lang_option
def command(name: str | None, target: str | None, lang: str) -> None:
    """打印 JSON Schema：配置、规则包、口径、豁免清单怎么写，各种 -f json 输出是什么样；不写 NAME 就列出有哪些。

    Prints the JSON Schema of a kind of file that pfglint reads, or of what it writes; without NAME lists them.
    """
    from pfglint import resources

    names = [found.removesuffix(_SUFFIX) for found in resources.names("schemas", _SUFFIX)]
    if name is not None and name not in names:
        known = say("、", ", ").join(names)
        raise click.UsageError(
            say(f"没有叫 {name} 的格式（有 {known}）", f"there is no schema {name} (there are {known})")
            + meant(name, names)
        )
    if target is not None and name is None:
        raise click.UsageError(say("-o 要写明是哪一个格式。", "-o takes the name of a schema, too."))
    if target is not None and not target.lower().endswith(_SUFFIX):
        right = printable(target + _SUFFIX)
        raise click.UsageError(
            say(f"写的是 JSON：-o 请写成 {right}。", f"it is JSON that is written: -o {right}.")
        )
    text = resources.read("schemas", name + _SUFFIX).decode() if name is not None else ""
    if target is not None:
        put(Path(target), text)
        return
    with output() as out:
        if name is not None:
            plain = (out.encoding or "utf-8").lower().replace("_", "-").startswith("utf")
            out.write(text if plain else json.dumps(json.loads(text), indent=1) + "\n")
            return
        room = max(map(len, names)) + 2
        for one in names:
            title = json.loads(resources.read("schemas", one + _SUFFIX))["title"]
            zh, _, en = title.partition(_BETWEEN)
            out.write(f"{one.ljust(room)}{en if language.get() == 'en' else zh}\n")
