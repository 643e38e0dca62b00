"""Findings that are accepted as they are, as far as a command is concerned: waivers beside the forms, and a baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pfglint.cli.packs import explained

if TYPE_CHECKING:
    from pfglint.accepted import Accepted
    from pfglint.config import Configs

Wrapped = TypeVar("Wrapped", bound=Callable[..., Any])

baseline_option = click.option(
    "--baseline", metavar="FILE", help="基线：里面记着的不再报 Leave out what this baseline records"
)


def baseline_file(given: str | None) -> Path | None:
    """What ``--baseline`` names."""
    return Path(given).resolve() if given is not None else None


def baseline_options(command: Wrapped) -> Wrapped:
    """``--baseline`` and ``--strict-baseline``."""
    strict = click.option(
        "--strict-baseline",
        is_flag=True,
        help="基线里有对不上的，算错误 An error if it records what is gone",
    )
    return baseline_option(strict(command))


def accepted_in(configs: Configs, paths: Sequence[str], files: Sequence[str], **how: Any) -> Accepted | None:
    """What is accepted of the findings in `files`, that `paths` came to; None where nothing is. What is wrong with it
    ends the command.

    how: what else a `pfglint.accepted.Run` is told.
    """
    with explained():
        if not any(configs.waivers(file) or configs.of(file).baseline for file in files):
            return None
        from pfglint.accepted import Run, accepted_of

        return accepted_of(Run(configs, paths, files, **how))
