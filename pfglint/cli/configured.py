"""What is in force for a command: the configuration beside the forms, and the command line over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click
from click.core import ParameterSource

from pfglint.cli.language import language, say
from pfglint.cli.options import rules_option
from pfglint.cli.packs import explained

if TYPE_CHECKING:
    from pfglint.config import Config, Configs
    from pfglint.rule.model import Rule

T = TypeVar("T")
Listed: TypeAlias = "tuple[Rule, bool]"
"""A rule, and whether it is switched on."""
Wrapped = TypeVar("Wrapped", bound=Callable[..., Any])


profile_option = click.option(
    "--profile", metavar="NAME", help="按哪一地的口径 By whose practice: sichuan, FILE, auto"
)


_FILE_OPTIONS = (
    click.option("--no-config", "isolated", is_flag=True, help="不用配置文件 Use no configuration"),
    click.option("--config", metavar="FILE", help="用这个配置文件 Use this configuration"),
)


def config_options(command: Wrapped) -> Wrapped:
    """What `configs_of` takes: ``--config``, ``--no-config``, ``--profile``, ``--rules``, ``--select``, ``--ignore``."""
    for option in (
        click.option(
            "--ignore", type=words, multiple=True, metavar="RULE", help="不查的规则 Rules to leave out"
        ),
        click.option(
            "--select", type=words, multiple=True, metavar="RULE", help="只查的规则 Only these rules: PFG3, …"
        ),
        profile_option,
        rules_option,
        *_FILE_OPTIONS,
    ):
        command = option(command)
    return command


def reading_options(command: Wrapped) -> Wrapped:
    """Those of them that bear on how a form is read: all but ``--select`` and ``--ignore``."""
    for option in (profile_option, rules_option, *_FILE_OPTIONS):
        command = option(command)
    return command


def words(text: str) -> tuple[str, ...]:
    """The words of an option that takes several: ``PFG3,percent-on-count``."""
    return tuple(word for part in text.split(",") if (word := part.strip()))


def said(option: str, value: T) -> T | None:
    """`value`, if the option was given on the command line or in the environment; else None."""
    source = click.get_current_context().get_parameter_source(option)
    return value if source in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT) else None


def configs_of(
    config: str | None,
    isolated: bool,
    packs: Sequence[str],
    select: Iterable[Sequence[str]] = (),
    ignore: Iterable[Sequence[str]] = (),
    profile: str | None = None,
    **over: Any,
) -> Configs:
    """The configurations that a command works with. over: what else the command line says, by `Given`'s names."""
    from pfglint.config import Configs, Given

    chosen = tuple(word for part in select for word in part)
    left_out = tuple(word for part in ignore for word in part)
    over["lang"] = said("lang", language.get())
    return Configs(Given(config, isolated, tuple(packs), chosen, left_out, profile, **over))


def in_force(configs: Configs, paths: Sequence[str]) -> Config:
    """What is in force for a run over `paths`; whatever is wrong in the configuration ends the command."""
    with explained():
        config = configs.common(paths)
    language.set(config.lang)
    for option, chosen in (("--select", configs.given.select), ("--ignore", configs.given.ignore)):
        _refuse_unknown(option, chosen, config)
    return config


def ready(configs: Configs, files: Iterable[str]) -> list[str]:
    """The files, of which all configurations are read: what is wrong in one is said before anything is reported."""
    listed = list(files)
    with explained():
        for path in listed:
            configs.rules(path)
    return listed


def rules_here(**chosen: Any) -> list[Listed]:
    """All rules that there are in the working folder, as they hold there, and whether they are switched on."""
    configs = configs_of(**chosen)
    config = in_force(configs, ["."])
    ready(configs, ["."])
    assert config.rules is not None
    held = configs.rules(".").by_word
    return [(held.get(rule.name, rule), rule.name in held) for rule in config.rules]


def _refuse_unknown(option: str, chosen: Iterable[str], config: Config) -> None:
    from pfglint.rule.select import named, no_rule

    assert config.rules is not None
    for word in chosen:
        if not named(word, config.rules):
            said = no_rule(word, config.rules)
            end = "" if said.zh.endswith("？") else say("。", ".")
            raise click.UsageError(say(f"{option}：{said.zh}", f"{option}: {said.en}") + end)
