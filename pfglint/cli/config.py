"""``pfglint config``: what is in force for a path, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, NotRequired, TextIO, TypedDict

import click

from pfglint.cli.changes import constants_json, graded_json, lines_of, padded, refinement, told
from pfglint.cli.configured import config_options, configs_of, in_force, ready
from pfglint.cli.forms_json import ProfileUsedJson
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, format_option, lang_option
from pfglint.cli.output import output
from pfglint.report import Color
from pfglint.report.json import SEVERITIES

if TYPE_CHECKING:
    from pfglint.config import Config, Configs
    from pfglint.config.model import Key, Origin, PerPath
    from pfglint.form.model import Form
    from pfglint.rule.model import Named
    from pfglint.rule.profile import Recognised


_WIDEST = 48
"""Columns for the values; what is longer pushes the rest of its line aside."""


@click.command("config", cls=Command, short_help="看用的是哪些设置 What is in force")
@click.argument("path", default=".", metavar="[PATH]")
@format_option("text", "json")
@config_options
@color_option
@lang_option
def command(path: str, form: str, color: Color, lang: str, **chosen: Any) -> None:
    """显示检查 PATH 时用的设置，以及每一项从哪里来：配置文件的哪一行、命令行，还是默认值。

    Shows the settings that hold for PATH, and where each comes from: a line of a file, the command line, or the default.
    """
    configs = configs_of(**chosen)
    config = in_force(configs, [path])
    ready(configs, [path])
    config = _with_found(configs, config, path)
    with output() as out:
        show = _json if form == "json" else _text
        show(configs, config, path, out, color)


def _with_found(configs: Configs, config: Config, path: str) -> Config:
    """The configuration with the waivers that hold although it does not name them."""
    found = configs.waivers(path)
    if found is None or found.origin is not None:
        return config
    from pfglint.config.model import Origin

    origins = {**config.origins, "waivers": Origin(_near(str(found.path)))}
    return replace(config, waivers=found.path, origins=origins)


def _text(configs: Configs, config: Config, path: str, out: TextIO, color: Color) -> None:
    from rich.text import Text

    from pfglint.config.model import KEYS
    from pfglint.report.plain import columns, printable
    from pfglint.report.terminal import console

    page = console(out, color)
    none = say("没有配置文件，都是默认值", "no configuration; all defaults")
    page.print(Text(printable(_near(config.path)) if config.path else none, "bold"), soft_wrap=True)
    page.print()
    rows = [row for key in KEYS.values() for row in _rows(configs, config, path, key)]
    names = max(columns(row.key.name) for row in rows)
    values = min(max(columns(printable(row.value)) for row in rows), _WIDEST)
    origins = [row.origin.said.text(language.get()) if row.origin else say("默认", "default") for row in rows]
    room = max(map(columns, origins))
    before = ""
    for row, origin in zip(rows, origins, strict=True):
        again = row.key.name == before
        before = row.key.name
        shown = Text("  ").append(padded("" if again else row.key.name, names), "bold")
        shown.append(padded(printable(row.value), values), "default" if row.origin else "dim")
        shown.append(padded(origin, room), "cyan" if row.origin else "dim")
        shown.append("" if again else say(row.key.zh, row.key.en), "dim")
        shown.rstrip()
        page.print(shown, soft_wrap=True)
    page.print()
    for form, followed in _forms(configs, path):
        page.print(printable(_followed(form, followed)), soft_wrap=True)
    page.print(_counts(configs, config, path), style="dim", soft_wrap=True)


class _Row(NamedTuple):
    """One line of a setting. origin: None for a default."""

    key: Key
    value: str
    origin: Origin | None


def _rows(configs: Configs, config: Config, path: str, key: Key) -> Iterator[_Row]:
    """The lines of a setting; of constants all that there are, with their values."""
    origin = config.origins.get(key.name)
    if key.kind == "constants":
        said = {one.name for one in config.constants}
        for name, value in constants_json(_constants(configs, path)).items():
            yield _Row(key, f"{name}: {value}", origin if name in said else None)
        return
    value = _value(config, key)
    if key.name == "select" and not value:
        value = say("全部", "all")
    for line in lines_of(value):
        yield _Row(key, line, origin)


def _constants(configs: Configs, path: str) -> list[Named]:
    return [one for pack in configs.rules(path).packs for one in pack.constants]


def _forms(configs: Configs, path: str) -> list[tuple[Form, Recognised]]:
    """The forms of a file, with the profile of each; none of a folder."""
    from pfglint.cli.reading import read

    return read(path, configs.rules(path), configs.of(path).limits).forms if Path(path).is_file() else []


def _followed(form: Form, followed: Recognised) -> str:
    profile, practice = followed.rules.profile, followed.practice(language.get())
    assert profile is not None
    why = f"{say('：', ': ')}{practice.why}" if practice else ""
    name = say(f"表 {form.number}  {form.project or ''}", f"Form {form.number}  {form.project or ''}")
    return f"{name}  {profile.title.text(language.get())}{why}"


def _counts(configs: Configs, config: Config, path: str) -> str:
    assert config.rules is not None
    on, known = len(configs.rules(path)), len(config.rules)
    return say(f"{path}：{known} 条规则，用其中 {on} 条", f"{path}: {on} of {known} rules are in force")


def _near(path: str) -> str:
    from pfglint.config.read import shown

    return shown(Path(path))


SettingJson = TypedDict(
    "SettingJson",
    {
        "value": Annotated[object, "值，和写在文件里的一样", "the value, much as it stands in a file"],
        "from": Annotated[
            str, "从哪里来", "where it comes from", ("default", "file", "found", "command-line")
        ],
        "path": Annotated[str | None, "写在哪个文件里", "the file that says so"],
        "line": Annotated[int | None, "第几行", "its line"],
    },
)


class RuleUsedJson(TypedDict):
    """A rule that looks at the path."""

    code: Annotated[str, "编号", "the code"]
    name: Annotated[str, "名字", "the name"]
    severity: Annotated[str, "级别", "the severity", SEVERITIES]


class FormUsedJson(TypedDict):
    """A form of the path, and by whose practice it is checked."""

    number: Annotated[int, "文件里第几张", "its number in the file"]
    project: Annotated[str | None, "项目名称", "the project's name"]
    profile: Annotated[ProfileUsedJson, "按哪一地的口径", "by whose practice it is checked"]


class ConfigJson(TypedDict):
    """``pfglint config -f json``."""

    schema: Annotated[Literal["pfglint/config/1"], "格式", "the schema"]
    path: Annotated[str, "问的是哪里", "the path that was asked about"]
    config: Annotated[str | None, "配置文件", "the configuration"]
    settings: Annotated[dict[str, SettingJson], "各项设置", "the settings by their keys"]
    constants: Annotated[dict[str, str], "规则里的数，有效的", "the numbers in rules, as they hold"]
    rules: Annotated[list[RuleUsedJson], "有效的规则", "the rules that are switched on"]
    forms: NotRequired[Annotated[list[FormUsedJson], "文件里的表", "the forms of a file"]]


def _json(configs: Configs, config: Config, path: str, out: TextIO, color: Color) -> None:
    from pfglint.cli.forms_json import profile_json
    from pfglint.config.model import KEYS
    from pfglint.report.json import dumps

    settings = {key.name: _setting_json(config, key) for key in KEYS.values()}
    data: ConfigJson = {
        "schema": "pfglint/config/1",
        "path": path,
        "config": _near(config.path) if config.path else None,
        "settings": settings,
        "constants": constants_json(_constants(configs, path)),
        "rules": [
            {"code": rule.code, "name": rule.name, "severity": rule.severity.label}
            for rule in configs.rules(path)
        ],
    }
    if forms := _forms(configs, path):
        data["forms"] = [
            {"number": form.number, "project": form.project, "profile": profile_json(followed)}
            for form, followed in forms
        ]
    out.write(dumps(data, out) + "\n")


def _setting_json(config: Config, key: Key) -> SettingJson:
    origin = config.origins.get(key.name)
    return {
        "value": _value(config, key),
        "from": origin.kind if origin is not None else "default",
        "path": origin.path if origin is not None and origin.kind == "file" else None,
        "line": origin.line if origin is not None and origin.kind == "file" else None,
    }


def _value(config: Config, key: Key) -> Any:
    """A setting as JSON data, much as it stands in the file; what says nothing is left out of its parts."""
    value = getattr(config, key.attribute)
    match key.kind:
        case "per-path":
            return {entry.glob: told(_per_path(entry)) for entry in value}
        case "severities":
            return graded_json(value)
        case "refine":
            return [refinement(one) for one in value]
        case "constants":
            return constants_json(value)
        case "words":
            return {one.name: list(one.words) for one in value}
        case "jobs":
            return value or "auto"
        case "limits":
            return value._asdict()
        case "level":
            return value.label
        case "file":
            return _near(value) if value else None
    return list(value) if isinstance(value, tuple) else value


def _per_path(entry: PerPath) -> dict[str, Any]:
    return {
        "ignore": list(entry.ignore),
        "severities": graded_json(entry.severities),
        "profile": entry.profile,
    }
