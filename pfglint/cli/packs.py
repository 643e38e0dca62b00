"""The rule packs that a command works with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pfglint.cli.language import language

if TYPE_CHECKING:
    from pfglint.rule.model import RuleSet


def load_rules(packs: Sequence[str]) -> RuleSet:
    """The built-in rules and those of `packs`; a pack that is wrong ends the command, with where and why."""
    from pfglint.rule.pack import load
    from pfglint.rule.problem import PackError, snippet

    try:
        return load(packs)
    except PackError as error:
        told = "\n".join(snippet(problem, language.get()) for problem in error.problems)
        raise click.ClickException(told) from error
