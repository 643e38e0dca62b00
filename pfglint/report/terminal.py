"""The console that readable output is written to."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console

from pfglint.report import Color
from pfglint.report.page import MOST_WIDTH, PIPE_WIDTH


def console(out: TextIO, color: Color) -> Console:
    """A console on `out`: as wide as the terminal, within reason, and 100 columns in a pipe."""
    plain = color == "never" or (color == "auto" and "NO_COLOR" in os.environ)
    found = Console(
        file=out,
        force_terminal=True if color == "always" else None,
        no_color=False if color == "always" else None,
        color_system=None if plain else "auto",
        markup=False,
        emoji=False,
        highlight=False,
    )
    found.width = min(found.width, MOST_WIDTH) if out.isatty() else PIPE_WIDTH
    return found
