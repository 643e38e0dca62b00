"""The rule packs that a command works with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pfglint.rule.pack import RuleSet


def load_rules(packs: Sequence[str]) -> RuleSet:
    """The built-in rules and those of `packs`; a pack that is wrong ends the command, with where and why."""
    from pfglint.rule.pack import PackError, load

    try:
        return load(packs)
    except PackError as error:
        raise click.ClickException(str(error)) from error
