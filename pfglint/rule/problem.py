"""What is wrong with a file of data (a pack, a configuration): a value with its place, and the snippet that shows it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import NamedTuple

from pfglint.patterns import late


class Said(NamedTuple):
    """One sentence in the two languages."""

    zh: str
    en: str

    def text(self, lang: str) -> str:
        """The sentence in `lang` (``zh`` or ``en``)."""
        return self.en if lang == "en" else self.zh


class Problem(NamedTuple):
    """One mistake in a file.

    line, column: from 1, in characters; end_column: exclusive. A line of 0 is none: it is about all of `path`.
    source:       the line as it stands in the file, to be quoted.
    """

    path: str
    line: int
    column: int
    end_column: int
    said: Said
    source: str = ""


_UNREAD = {
    FileNotFoundError: Said("没有这个文件", "there is no such file"),
    PermissionError: Said("没有读取的权限", "no permission"),
    IsADirectoryError: Said("这是文件夹，要一个文件", "it is a folder; a file is wanted"),
    NotADirectoryError: Said("没有这个文件夹", "there is no such folder"),
}


def unread(error: OSError) -> Said:
    """Why a file cannot be read, to follow a colon."""
    return _UNREAD.get(type(error)) or Said(f"系统说 {error.strerror}", f"the system says {error.strerror}")


_WIDEST = 240
"""Characters of a line that are quoted."""


class DataError(Exception):
    """Everything that is wrong with some files of data, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda item: (item.path, item.line, item.column)))
        super().__init__("\n".join(snippet(problem) for problem in self.problems))


class PackError(DataError):
    """Everything that is wrong with some packs."""


def snippet(problem: Problem, lang: str = "zh") -> str:
    """The problem for people: where, what, the line, and ``^~~~`` under the culprit.

    ::

        rules/my.yaml:12:11: 没有字段“nmae”，是“name”吗？
        12 |   when: nmae ends with 计数词尾
           |         ^~~~
    """
    place = f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path
    head = f"{place}: {problem.said.text(lang)}"
    source = problem.source.replace("\t", " ").rstrip()
    if not source:
        return head
    if len(source) > _WIDEST:
        # A line of any length is shown by the part around the culprit.
        cut = max(0, min(problem.column - 1 - _WIDEST // 2, len(source) - _WIDEST))
        source = source[cut : cut + _WIDEST]
        problem = problem._replace(column=problem.column - cut, end_column=problem.end_column - cut)
    start = min(problem.column - 1, len(source))
    end = min(max(problem.end_column - 1, start), len(source))
    number = str(problem.line)
    mark = " " * _width(source[:start]) + "^" + "~" * (_width(source[start:end]) - 1)
    return f"{head}\n{number} | {source}\n{' ' * len(number)} | {mark}"


def _width(text: str) -> int:
    """How many columns of a terminal `text` takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


UNMERGED = Said(
    "这里有没解决的合并冲突；留下要的行，删去“<<<<<<<”“=======”“>>>>>>>”几行",
    "a merge left a conflict here; keep the lines that are wanted, and delete those of <<<<<<<, ======= and >>>>>>>",
)
_CONFLICT = late(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$", re.MULTILINE)


def conflict(text: str) -> tuple[int, int] | None:
    """Where the first line stands, as offsets, that git puts into a text that it could not merge."""
    found = _CONFLICT.search(text)
    return found.span() if found else None


def near(wrong: str, right: Iterable[str]) -> list[str]:
    """The known word that is nearest to an unknown one; nothing where none is near."""
    from difflib import get_close_matches

    return get_close_matches(wrong, list(right), 1, 0.6)


def did_you_mean(wrong: str, right: Iterable[str]) -> Said:
    """The end of a message about an unknown word: the nearest known one, or nothing."""
    for word in near(wrong, right):
        return Said(f"，是“{word}”吗？", f"; did you mean “{word}”?")
    return Said("", "")


def unknown(zh: str, en: str, wrong: str, right: Collection[str]) -> Said:
    """The message about an unknown word: what it should be (字段, field), and the nearest known one."""
    before, colon, after = wrong.partition(":")
    if colon and after and before in right:
        spaced = f"{before}: {after}"
        return Said(f"冒号后面要空一格：{spaced}", f"a space must follow the colon: {spaced}")
    hint = did_you_mean(wrong, right)
    return Said(f"没有{zh}“{wrong}”{hint.zh}", f"unknown {en} “{wrong}”{hint.en}")
