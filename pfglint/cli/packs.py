"""The rule packs that a command works with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pfglint.cli.language import language, say

if TYPE_CHECKING:
    from pfglint.rule.model import RuleSet


_MOST = 10
"""How many problems are told at a time."""


def load_rules(packs: Sequence[str]) -> RuleSet:
    """The built-in rules and those of `packs`, with what these change of them.

    A pack that is wrong ends the command, with where and why.
    """
    from pfglint.rule.change import in_force
    from pfglint.rule.pack import load

    with explained():
        rules = load(packs)
    return in_force(rules, (pack.changes for pack in rules.packs))


@contextmanager
def explained() -> Iterator[None]:
    """End the command with one message for people where a pack or a configuration is wrong or cannot be read."""
    from pfglint.rule.problem import DataError, snippet, unread

    try:
        yield
    except DataError as error:
        told = [snippet(problem, language.get()) for problem in error.problems[:_MOST]]
        if more := len(error.problems) - len(told):
            told.append(say(f"还有 {more} 处问题没有列出。", f"{more} more problems."))
        raise click.ClickException("\n".join(told)) from error
    except OSError as error:
        zh, en = unread(error)
        told_why = say(
            f"规则包 {error.filename} 读不了：{zh}。", f"cannot read the rule pack {error.filename}: {en}."
        )
        raise click.ClickException(told_why) from error
