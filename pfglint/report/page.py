"""Lines with styles, and the page that they are written to: with colour through rich, which is imported only then."""

from __future__ import annotations

import os
from typing import Protocol, TextIO

from pfglint.report import Color

PIPE_WIDTH = 100
MOST_WIDTH = 110


class Line:
    """A line of text in pieces, each with a style (``bold red``; ``""`` for none)."""

    __slots__ = ("pieces",)

    def __init__(self, text: str = "", style: str = "") -> None:
        self.pieces: list[tuple[str, str]] = [(text, style)] if text else []

    def append(self, text: str | Line, style: str = "") -> Line:
        """Put `text` behind what is there; gives the line itself."""
        if isinstance(text, Line):
            self.pieces.extend(text.pieces)
        elif text:
            self.pieces.append((text, style))
        return self

    def copy(self) -> Line:
        """The same line, to go on with in another way."""
        return Line().append(self)

    @property
    def plain(self) -> str:
        """The text alone."""
        return "".join(text for text, _ in self.pieces)

    def __bool__(self) -> bool:
        return bool(self.pieces)


class Page(Protocol):
    """What lines are written to. width: in columns."""

    width: int

    def print(self, line: Line) -> None:
        """Write one line; it is not broken."""
        ...


class _Plain:
    """A pipe or a file: text alone."""

    def __init__(self, out: TextIO, width: int) -> None:
        self.out = out
        self.width = width

    def print(self, line: Line) -> None:
        self.out.write(line.plain.rstrip() + "\n")


class _Rich:
    """A terminal, or whatever was told to take colours."""

    def __init__(self, out: TextIO, color: Color) -> None:
        from pfglint.report.terminal import console

        self.console = console(out, color)
        self.width = self.console.width

    def print(self, line: Line) -> None:
        from rich.text import Text

        self.console.print(Text.assemble(*line.pieces), soft_wrap=True)


def page(out: TextIO, color: Color) -> Page:
    """The page on `out`: as wide as the terminal, within reason, and 100 columns in a pipe."""
    if color == "always" or (out.isatty() and color == "auto") or "FORCE_COLOR" in os.environ:
        return _Rich(out, color)
    if out.isatty():
        from shutil import get_terminal_size

        return _Plain(out, min(get_terminal_size().columns, MOST_WIDTH))
    return _Plain(out, PIPE_WIDTH)
