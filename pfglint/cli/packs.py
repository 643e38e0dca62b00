"""The rule packs that a command works with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pfglint.cli.language import language, say

if TYPE_CHECKING:
    from pfglint.rule.model import RuleSet


_MOST = 20
"""How many problems of packs are told at a time."""


def load_rules(packs: Sequence[str]) -> RuleSet:
    """The built-in rules and those of `packs`; a pack that is wrong ends the command, with where and why."""
    from pfglint.rule.pack import load
    from pfglint.rule.problem import PackError, snippet

    try:
        return load(packs)
    except PackError as error:
        told = [snippet(problem, language.get()) for problem in error.problems[:_MOST]]
        if more := len(error.problems) - len(told):
            told.append(say(f"还有 {more} 处问题没有列出。", f"{more} more problems."))
        raise click.ClickException("\n".join(told)) from error
