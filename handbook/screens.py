"""Screenshots: what commands print on a terminal, as SVG, in a light and a dark theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from handbook.command import ran

ROOT = Path(__file__).parent.parent
WIDTH = 100
"""Columns of the terminal."""


class Screen(NamedTuple):
    """A command as it is typed behind ``pfglint``, in the repository's folder."""

    name: str
    command: tuple[str, ...]


SCREENS = (
    Screen("check", ("examples/需要修改.txt",)),
    Screen("fix", ("fix", "--unsafe", "--diff", "examples/需要修改.txt")),
    Screen("statistics", ("examples", "--statistics")),
)


class Theme(NamedTuple):
    """The colours of a terminal. shades: black, red, green, yellow, blue, magenta, cyan and white, as terminals number them."""

    paper: str
    ink: str
    dim: str
    shades: tuple[str, ...]


THEMES = {
    "light": Theme(
        *("#ffffff", "#1f2328", "#6e7781"),
        ("#1f2328", "#cf222e", "#1a7f37", "#9a6700", "#0969da", "#8250df", "#0969da", "#1f2328"),
    ),
    "dark": Theme(
        *("#0d1117", "#e6edf3", "#8b949e"),
        ("#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#58a6ff", "#e6edf3"),
    ),
}
_FONTS = "Menlo, Consolas, DejaVu Sans Mono, Noto Sans Mono CJK SC, Microsoft YaHei, monospace"
_SIZE, _STEP, _LEADING, _MARGIN = 15, 9, 22, 20
"""In pixels: the letters, a column, a line, and what is left free around."""


def pages() -> dict[str, str]:
    """The pictures by their paths below ``docs/``."""
    return {
        f"images/{screen.name}-{name}.svg": picture(screen, theme)
        for screen in SCREENS
        for name, theme in THEMES.items()
    }


@cache
def printed(screen: Screen) -> str:
    """What the command prints on a terminal, with its colours, behind the command as it is typed."""
    done = ran(*screen.command, "--color", "always", folder=ROOT)
    typed = " ".join(f'"{part}"' if set(part) & set("≤≥()") else part for part in screen.command)
    return f"$ pfglint {typed}\n\n{done.stdout}{done.stderr}".rstrip() + "\n"


def picture(screen: Screen, theme: Theme) -> str:
    """The screen as SVG: every character stands in its column, whatever the font."""
    lines = Text.from_ansi(printed(screen)).split("\n")
    page = Console(width=WIDTH, file=StringIO(), color_system="standard")
    width = 2 * _MARGIN + _STEP * max(line.cell_len for line in lines)
    height = 2 * _MARGIN + _LEADING * len(lines)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' font-family="{_FONTS}" font-size="{_SIZE}">',
        f'<rect width="100%" height="100%" fill="{theme.paper}"/>',
    ]
    for number, line in enumerate(lines):
        y = _MARGIN + _LEADING * number + _SIZE
        drawn.extend(_line(line.render(page), y, theme))
    return "\n".join([*drawn, "</svg>"]) + "\n"


def _line(segments: Iterable[Segment], y: int, theme: Theme) -> Iterator[str]:
    """The pieces of one line, each in its colour."""
    column = 0
    for segment in segments:
        text, style = segment.text, segment.style or Style()
        xs = []
        for char in text:
            xs.append(_MARGIN + _STEP * column)
            column += cell_len(char)
        if text.strip():
            shade = style.color.number if style.color is not None else None
            fill = theme.dim if style.dim else theme.ink if shade is None else theme.shades[shade % 8]
            weight = ' font-weight="bold"' if style.bold else ""
            yield f'<text y="{y}" fill="{fill}"{weight} xml:space="preserve" x="{" ".join(map(str, xs))}">{escape(text)}</text>'
