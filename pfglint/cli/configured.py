"""What is in force for a command: the configuration beside the forms, and the command line over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from pfglint.cli.language import language, say
from pfglint.cli.options import rules_option
from pfglint.cli.packs import explained

if TYPE_CHECKING:
    from pfglint.config import Config, Configs

T = TypeVar("T")
Wrapped = TypeVar("Wrapped", bound=Callable[..., Any])


def config_options(command: Wrapped) -> Wrapped:
    """``--config``, ``--no-config``, ``--rules``, ``--select`` and ``--ignore``: what `configs_of` takes."""
    for option in (
        click.option(
            "--ignore", type=words, multiple=True, metavar="RULE", help="不查的规则 Rules to leave out"
        ),
        click.option(
            "--select", type=words, multiple=True, metavar="RULE", help="只查的规则 Only these rules: PFG3, …"
        ),
        rules_option,
        click.option("--no-config", "isolated", is_flag=True, help="不用配置文件 Use no configuration"),
        click.option("--config", metavar="FILE", help="用这个配置文件 Use this configuration"),
    ):
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
    select: Iterable[Sequence[str]],
    ignore: Iterable[Sequence[str]],
    **over: Any,
) -> Configs:
    """The configurations that a command works with. over: what else the command line says, by `Given`'s names."""
    from pfglint.config import Configs, Given

    chosen = tuple(word for part in select for word in part)
    left_out = tuple(word for part in ignore for word in part)
    over["lang"] = said("lang", language.get())
    return Configs(Given(config, isolated, tuple(packs), chosen, left_out, **over))


def in_force(configs: Configs, paths: Sequence[str], files: Iterable[str] = ()) -> Config:
    """What is in force for a run over `paths`; whatever is wrong in a configuration ends the command.

    files: all that will be looked at: their configurations are read now, before anything is reported.
    """
    with explained():
        config = configs.common(paths)
        for path in files:
            configs.rules(path)
    language.set(config.lang)
    assert config.rules is not None
    for option, chosen in (("--select", configs.given.select), ("--ignore", configs.given.ignore)):
        _refuse_unknown(option, chosen, config)
    return config


def _refuse_unknown(option: str, chosen: Iterable[str], config: Config) -> None:
    from pfglint.rule.select import named, no_rule

    assert config.rules is not None
    for word in chosen:
        if not named(word, config.rules):
            said = no_rule(word, config.rules)
            end = "" if said.zh.endswith("？") else say("。", ".")
            raise click.UsageError(say(f"{option}：{said.zh}", f"{option}: {said.en}") + end)
