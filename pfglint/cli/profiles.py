"""``pfglint profiles``: by whose practice forms can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, TextIO, TypedDict

import click

from pfglint.cli.changes import ChangesJson, changes_json, lines_of, padded, told
from pfglint.cli.configured import configs_of, in_force, reading_options
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, format_option, lang_option
from pfglint.cli.output import output
from pfglint.report import Color

if TYPE_CHECKING:
    from pfglint.rule.model import Profile


@click.command("profiles", cls=Command, short_help="各地的口径 Whose practice")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@format_option("text", "json")
@reading_options
@color_option
@lang_option
def command(names: tuple[str, ...], form: str, color: Color, lang: str, **chosen: Any) -> None:
    """列出各地的口径；写了 NAME 就说明它：怎样认出来、有哪些级别、规则有什么不同。

    Lists the profiles; with NAME explains one: by which signs it is known, which levels it has, what is otherwise with
    the rules.
    """
    known = {profile.name: profile for profile in in_force(configs_of(**chosen), ["."]).profiles}
    for name in names:
        if name not in known:
            from pfglint.config.choice import no_profile

            said = no_profile(name, tuple(known.values()))
            raise click.UsageError(say(said.zh, said.en))
    found = [known[name] for name in names] or list(known.values())
    with output() as out:
        if form == "json":
            _json(found, out)
        else:
            _text(found, out, color, whole=bool(names))


def _json(profiles: Sequence[Profile], out: TextIO) -> None:
    from pfglint.report.json import dumps

    listed = ",\n".join(dumps(profile_json(profile), out) for profile in profiles)
    out.write(f'{{"schema": "pfglint/profiles/1", "profiles": [\n{listed}]}}\n')


class SignJson(TypedDict):
    """A sign that a form follows a profile."""

    when: Annotated[str, "条件", "the condition"]
    sign: Annotated[str, "怎么说", "what it is"]


class StandardJson(TypedDict):
    """What something may cost."""

    name: Annotated[str, "什么标准", "of what"]
    when: Annotated[str, "哪些指标按它", "for which indicators it holds"]
    most: Annotated[str, "最多多少", "the most"]
    source: Annotated[str, "依据", "by which document"]


class ProfileJson(TypedDict):
    """A profile, much as it stands in its file."""

    name: Annotated[str, "名字", "its name"]
    title: Annotated[str, "叫什么", "its title"]
    source: Annotated[str | None, "依据", "by which document"]
    inherits: Annotated[str | None, "在哪个口径上改", "the profile that it is based on"]
    recognise: Annotated[list[SignJson], "怎样认出是这里的表", "the signs by which its forms are known"]
    levels: Annotated[
        dict[str, list[str]], "一级指标，各有哪些二级指标", "the first levels, each with its second levels"
    ]
    labels: Annotated[dict[str, object], "这里叫什么，同 grammar/labels.yaml", "what things are called there"]
    standards: Annotated[list[StandardJson], "开支标准", "what things may cost"]
    changes: Annotated[ChangesJson, "规则有什么不同", "what is otherwise with the rules"]


class ProfilesJson(TypedDict):
    """``pfglint profiles -f json``."""

    schema: Annotated[Literal["pfglint/profiles/1"], "格式", "the schema"]
    profiles: Annotated[list[ProfileJson], "各个口径", "the profiles"]


def profile_json(profile: Profile) -> ProfileJson:
    """A profile, much as it stands in its file."""
    from pfglint.rule.show import show, show_constant

    lang = language.get()
    return {
        "name": profile.name,
        "title": profile.title.text(lang),
        "source": profile.source.text(lang) if profile.source else None,
        "inherits": profile.inherits,
        "recognise": [{"when": show(sign.when), "sign": sign.said.text(lang)} for sign in profile.signs],
        "levels": {first: list(seconds) for first, seconds in profile.levels},
        "labels": dict(profile.labels or {}),
        "standards": [
            {
                "name": one.name,
                "when": show(one.when),
                "most": show_constant(one.most),
                "source": one.source,
            }
            for one in profile.standards
        ],
        "changes": changes_json(profile.changes),
    }


def _text(profiles: Sequence[Profile], out: TextIO, color: Color, whole: bool) -> None:
    from rich.text import Text

    from pfglint.report.plain import columns, printable, wrap
    from pfglint.report.terminal import console

    page = console(out, color)
    if not whole:
        names = max(columns(profile.name) for profile in profiles)
        for profile in profiles:
            page.print(
                Text(padded(profile.name, names), "bold").append(
                    printable(profile.title.text(language.get())), "not bold"
                ),
                soft_wrap=True,
            )
        return
    for index, profile in enumerate(profiles):
        if index:
            page.print()
        head = Text(profile.name, "bold").append(f"  {printable(profile.title.text(language.get()))}")
        page.print(head, soft_wrap=True)
        for name, line in _lines(profile):
            lead = Text("  ").append(padded(name, 8), "dim")
            for piece in wrap(printable(line), page.width - columns(lead.plain)):
                page.print(lead.append(piece, "default"), soft_wrap=True)
                lead = Text(" " * columns(lead.plain[: -len(piece)]))


def _lines(profile: Profile) -> Iterator[tuple[str, str]]:
    """What there is to say of a profile, each line with a name before it where it begins something."""
    data = profile_json(profile)
    parts = told(
        {
            say("依据", "by"): data["source"],
            say("继承", "inherits"): data["inherits"],
            say("认法", "signs"): [sign["sign"] for sign in data["recognise"]],
            say("级别", "levels"): data["levels"],
            **{_CHANGES[key](): value for key, value in data["changes"].items()},
            say("叫法", "labels"): data["labels"],
            say("标准", "prices"): [
                f"{one['name']} {one['most']}，{one['source']}" for one in data["standards"]
            ],
        }
    )
    for name, value in parts.items():
        for line in lines_of(value):
            yield name, line
            name = ""


_CHANGES = {
    "off": lambda: say("不查", "off"),
    "severities": lambda: say("级别另定", "graded"),
    "refine": lambda: say("例外", "refine"),
    "constants": lambda: say("常量", "values"),
    "words": lambda: say("另加词", "words"),
}
