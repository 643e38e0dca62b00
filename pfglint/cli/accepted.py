"""Findings that are accepted as they are, as far as a command is concerned: waivers beside the forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pfglint.cli.packs import explained
from pfglint.finding import Severity

if TYPE_CHECKING:
    from pfglint.accepted import Accepted
    from pfglint.config import Configs


def accepted_in(
    configs: Configs, files: Sequence[str], lang: str, least: Severity, *, partial: bool = False
) -> Accepted | None:
    """What is accepted of the findings in `files`; None where nothing is. What is wrong with it ends the command.

    least:   the least severity of what is told.
    partial: whether some forms in the files are passed over.
    """
    if not any(configs.waivers(file) for file in files):
        return None
    from pfglint.accepted import Run, accepted_of

    with explained():
        return accepted_of(Run(configs, files, lang, least, partial))
