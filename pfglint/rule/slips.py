"""What is wrong with a text that is no condition: the slip that was most likely made, and what to write instead."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from pfglint import resources
from pfglint.rule.problem import Said

_AGGREGATES = ("count", "any", "all", "sum")
KEYWORDS = (
    *(
        "and",
        "or",
        "not",
        "is",
        "one",
        "of",
        "contains",
        "contain",
        "starts",
        "ends",
        "with",
        "does",
        "matches",
    ),
    *("where", "for", "indicators", *_AGGREGATES, "true", "false"),
)
_PAIRS = {")": "(", "）": "(", "]": "["}
_CLOSING = {"(": ")", "[": "]"}
_QUOTES = "\"“”'‘’`＂「」"
_STRING = re.compile(r'"[^"\n]*"|“[^“”\n]*”')
_SIGNS = re.compile(r"[=<>!&|~＝＜＞≦≧⩽⩾〈〉《》＆｜！～]+")
_WORD = re.compile(r"[A-Za-z_'一-鿿]+")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?$")
_UNIT = re.compile(r"[^\s()（）,，、]+")


class Slip(NamedTuple):
    """What is wrong, and where: offsets into the text, end exclusive."""

    said: Said
    start: int
    end: int


def slip(text: str, start: int | None, end: int = 0) -> Slip:
    """What is wrong with a condition that cannot be read from `start` on; None where its end came too early."""
    brackets = _brackets(text)
    if start is None:
        return _ended(text, brackets)
    found = text[start:end]
    for look in (
        _function,
        _bracket,
        _quote,
        _sign,
        _unit,
        _aggregate,
        _words_wanted,
        _word,
        _twice,
        _no_verb,
    ):
        told = look(text, start, end)
        if told is not None:
            return told
    hint = Said("", "")
    opened = [one for one in brackets.open if one < start]
    if opened:
        bracket = text[opened[-1]]
        hint = Said(f"；前面的“{bracket}”还没有配上", f"; the “{bracket}” before it is not closed")
    return Slip(Said(f"这里不该出现“{found}”{hint.zh}", f"unexpected “{found}”{hint.en}"), start, end)


class _Brackets(NamedTuple):
    """The brackets that have no other: where those stand that are open, and those that close nothing."""

    open: tuple[int, ...]
    loose: tuple[int, ...]


def _brackets(text: str) -> _Brackets:
    bare = _STRING.sub(lambda found: " " * len(found[0]), text)
    opened: list[int] = []
    loose: list[int] = []
    for at, sign in enumerate(bare):
        if sign in "(（[":
            opened.append(at)
        elif sign in _PAIRS:
            if opened and bare[opened[-1]].replace("（", "(") == _PAIRS[sign]:
                opened.pop()
            else:
                loose.append(at)
    return _Brackets(tuple(opened), tuple(loose))


def _ended(text: str, brackets: _Brackets) -> Slip:
    """What is missing at the end."""
    if brackets.open:
        at = brackets.open[-1]
        bracket = text[at]
        closing = _CLOSING[bracket.replace("（", "(")]
        return Slip(
            Said(f"“{bracket}”没有配上“{closing}”", f"“{bracket}” is not closed by “{closing}”"), at, at + 1
        )
    if not text.strip():
        return Slip(Said("这里要一个条件", "a condition is wanted here"), 0, 1)
    stop = len(text.rstrip())
    last = text[:stop].rpartition(" ")[2]
    return Slip(
        Said(
            f"条件没有写完：“{last}”后面还要有内容",
            f"the condition ends too early: something must follow “{last}”",
        ),
        stop,
        stop + 1,
    )


_CALLED = re.compile(r"[^\W\d]\w*$")


def _function(text: str, start: int, end: int) -> Slip | None:
    """A name before a bracket that is none of those that take one: cuont(…), max(…)."""
    called = _CALLED.search(text[:start]) if text[start:end] in ("(", "（") else None
    if called is None or called[0].lower() in KEYWORDS:
        return None
    name = called[0]
    near = get_close_matches(name.lower(), _AGGREGATES, 1, 0.6)
    if near:
        said = Said(
            f"没有“{name}(…)”，是“{near[0]}”吗？", f"there is no “{name}(…)”; did you mean “{near[0]}”?"
        )
    else:
        said = Said(
            f"“{name}(…)”不能用，能用的是 {'、'.join(_AGGREGATES)}",
            f"there is no “{name}(…)”; there are {', '.join(_AGGREGATES)}",
        )
    return Slip(said, called.start(), end)


def _bracket(text: str, start: int, end: int) -> Slip | None:
    if start not in _brackets(text).loose:
        return None
    found = text[start]
    opening = _PAIRS[found]
    return Slip(
        Said(
            f"多了“{found}”，前面没有配它的“{opening}”",
            f"“{found}” closes nothing: there is no “{opening}” for it",
        ),
        start,
        start + 1,
    )


def _quote(text: str, start: int, end: int) -> Slip | None:
    found = text[start]
    if found not in _QUOTES or _STRING.fullmatch(text, start, end):
        return None
    if found in '"“':
        return Slip(
            Said(
                '引号没有配上：两头都写 "，或者写 “ 和 ”', 'no other quotation mark: put text between " and "'
            ),
            start,
            end,
        )
    stop = next((at + 1 for at in range(start + 1, len(text)) if text[at] in _QUOTES), len(text))
    right = f'"{text[start + 1 : stop].rstrip(_QUOTES)}"'
    return Slip(Said(f"文字要用双引号：{right}", f"text stands in double quotes: {right}"), start, stop)


def _sign(text: str, start: int, end: int) -> Slip | None:
    run = next((one for one in _SIGNS.finditer(text) if one.start() <= start < one.end()), None)
    if run is None:
        return None
    half = "".join(_slips()["full"].get(sign, sign) for sign in run[0])
    right = _slips()["signs"].get(half, half)
    return None if right == run[0] else _instead(run[0], right, run.start(), run.end())


def _unit(text: str, start: int, end: int) -> Slip | None:
    """A number with its unit behind it: 550元/人·天."""
    number = _NUMBER.search(text[:start].rstrip())
    unit = _UNIT.match(text, start)
    if number is None or unit is None or unit[0] in _slips()["words"] or unit[0].lower() in KEYWORDS:
        return None
    from pfglint.quantity.units import lookup

    if lookup(unit[0]).dimension is None:
        return None
    right = f"{number[0]}({unit[0]})"
    written = text[number.start() : unit.end()]
    return Slip(
        Said(
            f"带单位的数，单位写在括号里：“{written}”要写成 {right}",
            f"a unit stands in brackets: write {right} for “{written}”",
        ),
        number.start(),
        unit.end(),
    )


def _aggregate(text: str, start: int, end: int) -> Slip | None:
    before = re.search(r"\b(count|any|all|sum)\s*[(（]([^()（）]*)$", text[:start])
    if before is None:
        return None
    kind, inside = before[1], before[2]
    if kind == "sum":
        shape = "sum(weight for indicators where …)"
        wrong = not re.search(r"\bfor\b", inside)
    else:
        shape = f"{kind}(indicators where …)"
        wrong = not inside.strip()
    if not wrong:
        return None
    return Slip(Said(f"{kind} 要写成 {shape}", f"“{kind}” is written {shape}"), start, end)


def _words_wanted(text: str, start: int, end: int) -> Slip | None:
    """Where words are wanted that are to be looked for."""
    found = text[start:end]
    before = text[:start].rstrip()
    opened = _brackets(text[:start]).open
    listing = bool(opened) and text[opened[-1]] == "["
    quoted = found[0] in '"“'
    wanted = re.search(r"\b(with|contains?|of)$", before) or (
        listing and before.endswith(("[", ",", "，", "、"))
    )
    if wanted and (found[0].isdigit() or (listing and _WORD.match(found))):
        return Slip(
            Said(f'要找的文字加引号："{found}"', f'put the text that is looked for in quotes: "{found}"'),
            start,
            end,
        )
    if listing and quoted:
        return Slip(Said("词与词之间用逗号隔开", "put commas between the words"), start, end)
    if found in (",", "，", "、") and before.endswith(('"', "”")):
        return Slip(
            Said('几个词写在方括号里：["甲", "乙"]', "put several words in square brackets: [“a”, “b”]"),
            start,
            end,
        )
    if before.endswith((" is", "=", " not")) and not _WORD.match(found) and not found[0].isdigit():
        right = "is one of […]" if found == "[" else f"= {found}" if quoted else f"= “{found}”"
        if before.endswith("=") and not quoted:
            return Slip(
                Said(f"如果是文字，加引号：“{found}”", f"text stands in quotes: “{found}”"), start, end
            )
        return Slip(
            Said(f"“is”后面不能直接写文字，要写成 {right}", f"text cannot stand after “is”: write {right}"),
            start,
            end,
        )
    return None


def _word(text: str, start: int, end: int) -> Slip | None:
    found = next((one for one in _WORD.finditer(text) if one.start() <= start < one.end()), None)
    if found is None:
        return None
    word, start = found[0], found.start()
    words = _slips()["words"]
    right = words.get(word.lower()) or (
        word.lower() if word.lower() in KEYWORDS and word not in KEYWORDS else None
    )
    if right is None and word.isascii():
        right = next(
            iter(get_close_matches(word.lower(), [one for one in KEYWORDS if one != word], 1, 0.75)), None
        )
    if right is None:
        return None
    stop = found.end()
    more = right.partition(" ")[2]
    if more and text[stop:].lstrip().startswith(more):
        stop = text.index(more, stop) + len(more)
    return _instead(text[start:stop], right, start, stop)


_SPLIT = re.compile(r"\b(?:and|or|not|where)\b|[\[\](（)）]")
_COMPARISON = re.compile(r"<=|>=|!=|[=<>≠≤≥]")
_OPERAND = re.compile(r"(?:[\w.一-鿿]+|[\"”)）\]])$")


def _twice(text: str, start: int, end: int) -> Slip | None:
    """A comparison of a comparison: 1 < number < 3."""
    found = text[start:end]
    if not _COMPARISON.fullmatch(found) or not _COMPARISON.search(_SPLIT.split(text[:start])[-1]):
        return None
    opened = _brackets(text[:start]).open
    also = Said("，或者少了“)”", ", or a “)” is missing") if opened else Said("", "")
    return Slip(
        Said(
            f"“{found}”前面已经比较过一次了：两次比较用 and 连起来{also.zh}",
            f"“{found}” follows another comparison: join two of them by “and”{also.en}",
        ),
        start,
        end,
    )


def _no_verb(text: str, start: int, end: int) -> Slip | None:
    """Two things side by side, with nothing that says how they are to each other."""
    found, before = text[start:end], text[:start].rstrip()
    if found == "]" and before.endswith("["):
        return Slip(Said("方括号里至少写一个词", "at least one word must stand in the brackets"), start, end)
    last = _OPERAND.search(before)
    if (
        last is None
        or last[0] in KEYWORDS
        or not (_WORD.match(found) or found[0].isdigit() or found[0] in '"“')
    ):
        return None
    shown = found if found[0] in '"“' else f"“{found}”"
    return Slip(
        Said(
            f"{shown}前面少了 and、=、contains 一类的词",
            f"before {shown} a word like and, = or contains is missing",
        ),
        start,
        end,
    )


def _instead(wrong: str, right: str, start: int, end: int) -> Slip:
    return Slip(Said(f"“{wrong}”要写成 {right}", f"write {right} for “{wrong}”"), start, end)


def test_meant(word: str) -> str | None:
    """The test that was meant by a word after ``is``."""
    found: str | None = _slips()["tests"].get(word.lower())
    return found


@cache
def _slips() -> dict[str, dict[str, str]]:
    found: Any = resources.words("slips")
    return {
        part: {str(wrong): str(right) for wrong, right in listed.items()} for part, listed in found.items()
    }


def prebuilt_files() -> dict[str, str]:
    """What belongs into ``pfglint/prebuilt/``: the slips, so that telling of one reads no YAML."""
    return {"slips.json": resources.words_text("slips")}
