"""What the YAML parser says of a file that is no YAML, for people: what is wrong, where, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pfglint.rule.problem import Said


class YamlSlip(NamedTuple):
    """What is wrong, and where: offsets into the file's text, end exclusive."""

    said: Said
    start: int
    end: int


class Broken(NamedTuple):
    """Where the parser gave up.

    problem, context: what it says; at, since: where, and where what it was reading began.
    """

    text: str
    problem: str
    at: int
    context: str = ""
    since: int | None = None


_KEY = re.compile(r"(?P<indent>[ ]*(?:-[ ]+)*)(?P<key>[^\s:#'\"{\[-][^:#\n]*?):[ ]+(?P<value>\S.*)")
_CLOSE = re.compile(r"[ ]*(?:-[ ]+)*(?P<key>[^\s:：#]+):(?P<value>[^\s:/].*)")
_BARE = re.compile(r"[ ]*(?:-[ ]+)*(?P<key>[^\s:：#]+)[ ]*：")


def explained(broken: Broken) -> YamlSlip:
    """What is wrong with a file at the place where the parser gave up."""
    for look in (
        _tab,
        _wide_space,
        _half_quoted,
        _quote,
        _colon,
        _list_here,
        _bracket,
        _beginning,
        _indentation,
        _escape,
        _documents,
    ):
        found = look(broken)
        if found is not None:
            return found
    what = broken.problem or broken.context or "?"
    return YamlSlip(Said(f"YAML 语法错误：{what}", f"YAML: {what}"), broken.at, broken.at + 1)


def _line(text: str, at: int) -> tuple[int, str]:
    """The line that an offset stands in, and where it begins."""
    start = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", start)
    return start, text[start : len(text) if stop < 0 else stop].rstrip("\r")


def _before(text: str, start: int) -> tuple[int, str]:
    """The last line before the one that begins at `start` which holds something."""
    while start > 0:
        start, line = _line(text, start - 1)
        if line.strip() and not line.lstrip().startswith("#"):
            return start, line
    return 0, ""


def _whole(start: int, line: str, said: Said) -> YamlSlip:
    """A slip that is about all of a line."""
    first = start + len(line) - len(line.lstrip())
    return YamlSlip(said, first, start + max(len(line.rstrip()), 1))


def _tab(broken: Broken) -> YamlSlip | None:
    start, line = _line(broken.text, broken.at)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent:
        return None
    at = start + indent.index("\t")
    return YamlSlip(
        Said("缩进用了制表符（Tab），YAML 不认：改成空格", "a tab in the indentation: YAML wants spaces"),
        at,
        at + 1,
    )


_WIDE = "\u3000"
_REACH = 3
"""Lines above the one that the parser stumbled over, in which the slip may be."""


def _last_lines(broken: Broken) -> Iterator[tuple[int, str]]:
    """The line where the parser gave up and some before it, with where each begins; the nearest first."""
    start, line = _line(broken.text, broken.at)
    yield start, line
    for _ in range(_REACH):
        if start == 0:
            return
        start, line = _line(broken.text, start - 1)
        yield start, line


def _wide_space(broken: Broken) -> YamlSlip | None:
    """A full-width space in the indentation, which is text to YAML and often shows on the next line only."""
    for start, line in _last_lines(broken):
        indent = line[: len(line) - len(line.lstrip())]
        if _WIDE in indent:
            at = start + indent.index(_WIDE)
            return YamlSlip(
                Said(
                    "缩进用了全角空格，YAML 不认：改成半角空格",
                    "a full-width space in the indentation: YAML wants plain ones",
                ),
                at,
                at + 1,
            )
    return None


_OPENED = re.compile(r"[ ]*(?:-[ ]+)*(?:[^\s:#'\"{\[-][^:#\n\"]*:[ ]+)?(?P<quote>\")[^\"]*")


def _half_quoted(broken: Broken) -> YamlSlip | None:
    """A text whose closing quotation mark is missing, so that the next one's opening mark closes it."""
    for start, line in _last_lines(broken):
        found = _OPENED.fullmatch(line.rstrip())
        if found is not None:
            return YamlSlip(
                Said(
                    '这一行的引号 " 没有配上：末尾少了一个', 'the quotation mark " of this line is not closed'
                ),
                start + found.start("quote"),
                start + len(line.rstrip()),
            )
    return None


def _quote(broken: Broken) -> YamlSlip | None:
    if "end of stream" not in broken.problem or "quoted" not in broken.context or broken.since is None:
        return None
    mark = broken.text[broken.since]
    return YamlSlip(
        Said(f"引号 {mark} 没有配上", f"the quotation mark {mark} has no other"),
        broken.since,
        broken.since + 1,
    )


def _colon(broken: Broken) -> YamlSlip | None:
    """A key without a colon that YAML knows, or a text with one."""
    if "expected ':'" in broken.problem:
        start, line = _line(broken.text, broken.at if broken.since is None else broken.since)
        return _keyless(start, line)
    if "mapping values are not allowed" not in broken.problem:
        return None
    start, line = _line(broken.text, broken.at)
    found = _KEY.fullmatch(line)
    if found is not None and broken.at > start + found.end("key"):
        value = found["value"]
        right = f'{found["key"]}: "{value}"' if '"' not in value else f"{found['key']}: '{value}'"
        return YamlSlip(
            Said(
                f"文字里有冒号，整段要加引号：{right}", f"text with a colon in it stands in quotes: {right}"
            ),
            start + found.start("value"),
            start + found.end("value"),
        )
    above, before = _before(broken.text, start)
    if before and ":" not in before:
        return _keyless(above, before)
    return _misplaced(start, line)


def _keyless(start: int, line: str) -> YamlSlip:
    wide = _BARE.match(line)
    if wide is not None:
        at = start + wide.end() - 1
        key = wide["key"]
        return YamlSlip(
            Said(f"冒号要用半角，后面空一格：{key}: …", f"write the colon as “:” and a space: {key}: …"),
            at,
            at + 1,
        )
    close = _CLOSE.match(line)
    if close is not None:
        at = start + close.end("key")
        right = f"{close['key']}: {close['value'].strip()}"
        return YamlSlip(
            Said(f"冒号后面要空一格：{right}", f"a space must follow the colon: {right}"), at, at + 1
        )
    if re.match(r"[ ]*-\S", line):
        at = start + line.index("-")
        return YamlSlip(Said("“-”后面要空一格", "a space must follow “-”"), at, at + 1)
    text = line.strip()
    return _whole(
        start, line, Said(f"这一行没有冒号：要写成“{text}: …”", f"this line has no colon: write “{text}: …”")
    )


def _misplaced(start: int, line: str) -> YamlSlip:
    return _whole(
        start,
        line,
        Said(
            "缩进不对：同一层的键要左对齐，比上一层多缩进两格",
            "wrong indentation: keys of one level begin in one column, two further than the level above",
        ),
    )


def _list_here(broken: Broken) -> YamlSlip | None:
    if "block sequence entries" not in broken.problem:
        return None
    return YamlSlip(Said("“- ”要另起一行", "“- ” begins a line of its own"), broken.at, broken.at + 1)


def _opened(text: str) -> int:
    """Where the bracket stands that a text leaves open."""
    opened = [0]
    for at, character in enumerate(text):
        if character in "{[":
            opened.append(at)
        elif character in "}]" and len(opened) > 1:
            opened.pop()
    return opened[-1]


def _bracket(broken: Broken) -> YamlSlip | None:
    """Brackets that do not close, or that have text in them which should stand in quotes."""
    if "flow" not in broken.context or broken.since is None:
        return None
    text, since = broken.text, broken.since
    if text[since : since + 1] not in ("{", "["):  # it is the place of what is missing
        since = _opened(text[:since])
    bracket = text[since]
    closing = "]" if bracket == "[" else "}"
    if "\n" in text[since : broken.at] or not text[broken.at :].strip():
        return YamlSlip(
            Said(f"“{bracket}”没有配上“{closing}”", f"“{bracket}” is not closed by “{closing}”"),
            since,
            since + 1,
        )
    what = text[broken.at : broken.at + 1]
    return YamlSlip(
        Said(
            f"这里不该出现“{what}”：写在花括号、方括号里的文字，里面有括号、冒号或逗号的要加引号",
            f"unexpected “{what}”: inside brackets, text with brackets, colons or commas in it stands in quotes",
        ),
        broken.at,
        broken.at + 1,
    )


_STARTS = "@`%*&!|>,]}"


def _beginning(broken: Broken) -> YamlSlip | None:
    """A text that begins with a sign which means something else to YAML."""
    at = broken.at
    for place in (broken.since, broken.at):
        if place is not None and broken.text[place : place + 1] in tuple(_STARTS):
            at = place
            break
    start, line = _line(broken.text, at)
    found = _KEY.fullmatch(line)
    value = start + found.start("value") if found is not None else at
    sign = broken.text[value : value + 1]
    begins = (sign in tuple(_STARTS) and value == at) or (
        sign in ("{", "[", '"', "'")
        and value < broken.at <= start + len(line)
        and "expected key" in broken.problem
    )
    if not begins:
        return None
    return YamlSlip(
        Said(
            f'文字以“{sign}”开头的，整段要加引号（里面的 " 改成“”）'
            if sign == '"'
            else f"文字以“{sign}”开头的，整段要加引号",
            f"text that begins with “{sign}” stands in quotes as a whole",
        ),
        value,
        start + len(line.rstrip()),
    )


def _indentation(broken: Broken) -> YamlSlip | None:
    if "'-' indicator" not in broken.problem and "expected key" not in broken.problem:
        return None
    start, line = _line(broken.text, broken.at)
    if "'-' indicator" in broken.problem and not line.lstrip().startswith("-"):
        return _whole(
            start,
            line,
            Said(
                "缩进不对：要么以“- ”开头另起一条，要么和这一条里别的键左对齐",
                "wrong indentation: begin an item with “- ”, or begin in the column of the item's other keys",
            ),
        )
    if line.lstrip().startswith("-"):
        return _whole(
            start,
            line,
            Said(
                "缩进不对：“- ”要和上面各条的“- ”对齐",
                "wrong indentation: “- ” stands below the “- ” of the other items",
            ),
        )
    return _misplaced(start, line)


def _escape(broken: Broken) -> YamlSlip | None:
    if "escape" not in broken.problem:
        return None
    return YamlSlip(
        Said(
            "双引号里的“\\”要写两个，或者改用单引号",
            "inside double quotes “\\” is written twice; or use single quotes",
        ),
        broken.at,
        broken.at + 1,
    )


def _documents(broken: Broken) -> YamlSlip | None:
    if "document" not in broken.problem:
        return None
    return _whole(
        *_line(broken.text, broken.at),
        Said("一个文件只写一份，不用“---”和“...”分开", "a file is one document: no “---” and “...” in it"),
    )
