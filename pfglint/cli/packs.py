"""The rule packs that a command works with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pfglint.rule import RuleSet


def load_rules(packs: Sequence[Path]) -> RuleSet:
    """The built-in rules and those of `packs`; a pack that is wrong ends the command, with where and why."""
    from pfglint.rule import PackError, load, load_builtin

    try:
        return load(packs) if packs else load_builtin()
    except PackError as error:
        raise click.ClickException(str(error)) from error
