"""Texts as Markdown that shows them to the letter."""

from __future__ import annotations

from pfglint.report.plain import printable, shorten

_MARKUP = str.maketrans({char: "\\" + char for char in "\\`*_{}[]<>#|"})
_LONGEST = 120
"""Columns of a piece of code in a table."""


def text(said: str) -> str:
    """`said` as text."""
    return said.translate(_MARKUP)


def cell(said: str) -> str:
    """`said` as the text of a table's cell: on one line."""
    return text(" ".join(said.split()))


def prose(said: str) -> str:
    """`said` as text in which what stands between backquotes is code."""
    parts = said.split("`")
    return "".join(f"`{part}`" if index % 2 else text(part) for index, part in enumerate(parts))


def code(said: str) -> str:
    """`said` as code in a table's cell."""
    shown = shorten(printable(" ".join(said.split())), _LONGEST)
    if not {"|", "`"} & set(shown):
        return f"`{shown}`"
    # What reads Markdown differs in what a bar within backquotes is.
    return "<code>" + "".join(_ENTITIES.get(char, char) for char in shown) + "</code>"


_ENTITIES = {char: f"&#{ord(char)};" for char in "\\`*_{}[]<>#|&"}
