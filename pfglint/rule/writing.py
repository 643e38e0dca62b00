"""How a text is written: operators and their glyphs, figures, quotation marks, and what does not belong into Chinese."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pfglint.patterns import late
from pfglint.quantity import units
from pfglint.quantity.parse import is_operator, parse
from pfglint.quantity.show import SIGNS
from pfglint.quantity.value import Comparison, Deadline, Op, Several, Value

# ── Operators ────────────────────────────────────────────────────────────────────────────────────────────────────────

_BOUND = late(r"(?:[及或含]?以[上下](?:\(含\))?|[以之]内|内$|(?<![A-Za-z])\+$)")
_TRAIL = "。；;，,、. "


def operator_form(op: Op, written: str) -> str:
    """How an operator is written: ``sign`` (≥), ``odd`` (≧, >=, ＞), ``words`` (大于等于, 以上)."""
    if written == SIGNS[op]:
        return "sign"
    return "words" if any("一" <= character <= "鿿" for character in written) or written == "+" else "odd"


@lru_cache(maxsize=1024)
def with_sign(text: str) -> str | None:
    """The same target with a sign for its operator: ``≥95%`` for 95%以上, ``≥98 %`` for 大于等于 98 %.

    None where the text holds more than an operator, a number and a unit, or would not be read as the same value.
    """
    value = parse(text)
    half = text.translate(units.HALF_WIDTH)
    number = re.search(r"\d", half)
    if not isinstance(value, Comparison) or value.written_op is None or number is None:
        return None
    before, behind = text[: number.start()], text[number.start() :]
    if before.strip() and not is_operator(before):
        return None
    bound = _BOUND.search(behind.rstrip(_TRAIL).translate(units.HALF_WIDTH))
    if bound is not None:
        behind = behind[: bound.start()] + behind[bound.end() :]
    fresh = SIGNS[value.op] + behind
    return fresh if parse(fresh) == value else None


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_FIGURE = late(r"\d[\d,]*(?:\.\d+)?")
_EPOCH = datetime.date(1899, 12, 30)
_SERIALS = range(36526, 54789)
"""The numbers by which spreadsheets keep the days from 2000 to 2049."""


def day_of_serial(number: Decimal) -> datetime.date | None:
    """The day that a spreadsheet keeps as `number` (44561 is 2021-12-31); None for a number that is none of this age."""
    if number != int(number) or int(number) not in _SERIALS:
        return None
    return _EPOCH + datetime.timedelta(int(number))


def figure(text: str, number: Decimal) -> str | None:
    """The digits of `number` as they stand in `text`; None where it is scaled, or others stand there too."""
    first, *others = [item[0] for item in _FIGURE.finditer(text)] or [""]
    return (
        first
        if not others and first.isascii() and first and Decimal(first.replace(",", "")) == number
        else None
    )


def figure_style(written: str) -> str | None:
    """``plain`` (90, 12.7) or ``padded`` (90.00, 12.70); None for 12.75, which is both."""
    _, point, decimals = written.partition(".")
    if point and decimals.endswith("0"):
        return "padded"
    return "plain" if len(decimals) < 2 else None


def plain_figure(written: str) -> str:
    """The figure without the zeros at the end of its decimals: 90 for 90.00."""
    return written.rstrip("0").rstrip(".") if "." in written else written


_WIDE_DIGIT = late("[０-９]")
_WIDE_FIGURE = late(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*")


def wide_figure(text: str) -> str | None:
    """The first number in `text` that has full-width digits in it: １２０００."""
    found = (item[0] for item in _WIDE_FIGURE.finditer(text))
    return next((figure for figure in found if _WIDE_DIGIT.search(figure)), None)


def narrow_figure(figure: str) -> str:
    """The same in digits as everybody types them: 12000."""
    return figure.translate(_NARROW)


_NARROW = str.maketrans("０１２３４５６７８９．，", "0123456789.,")

# ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_NO_LETTER = late(r"[\W_]+")


def letters(text: str) -> str:
    """`text` without punctuation and white space: 优良中差 for 优/良/中/差."""
    return _NO_LETTER.sub("", text)


def measures(value: Value) -> int | None:
    """How many things a cell measures: 2 in 3场；200人. A date is none; two bounds of one thing are one.

    None for what is no quantity.
    """
    if not isinstance(value, Several):
        return None
    parts = [part for part in value.parts if not isinstance(part, Deadline)]
    if len(parts) == 2 and all(isinstance(part, Comparison) for part in parts):
        one, other = parts
        bounds = {part.op in (Op.GE, Op.GT) for part in parts if isinstance(part, Comparison)}
        if len(bounds) == 2 and _dimension(one) == _dimension(other):
            return 1
    return len(parts)


def _dimension(value: Value) -> object:
    unit = getattr(value, "unit", None)
    return unit and (unit.dimension or unit.text)


# ── Quotation marks and brackets ─────────────────────────────────────────────────────────────────────────────────────

_PAIRS = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "(": ")",
    "[": "]",
    "{": "}",
}
_CLOSING = frozenset(_PAIRS.values())
_ALIKE = str.maketrans("（）［］｛｝", "()[]{}")
_MARK = late('[“”‘’《》〈〉「」『』【】〔〕()（）\\[\\]［］{}｛｝"]')
_FLAT = late("(?:[(（][)）]|“”|《》)*")
"""Pairs beside each other, which is what nearly all texts have."""
_SIGN = late(r"[《》〈〉]\s*[=＝\d]")
"""A bracket for < or >, as a Chinese keyboard gives it."""
_ITEM = late(r"(?:^|[\s。；;：:，,、”）)])[\dA-Za-z一二三四五六七八九十]{1,3}$")
"""What stands before the bracket of 1) and of a)."""
_SHOWN = 8


@lru_cache(maxsize=2048)
def mispaired(text: str) -> str | None:
    """The first mark that is not closed, not opened, closed by another, or (“) opened again inside; else None.

    It is given with some of the text behind it, or before it where it stands at the end.
    """
    if _FLAT.fullmatch("".join(_MARK.findall(text))):
        return None
    opened: list[tuple[int, str]] = []
    alike = text.translate(_ALIKE)
    for found in _MARK.finditer(alike):
        mark, at = found[0], found.start()
        if mark == '"' or _SIGN.match(alike, at) or _apostrophe(alike, at):
            continue
        if mark in _CLOSING:
            if opened and _PAIRS[opened[-1][1]] == mark:
                opened.pop()
            elif not (mark == ")" and _ITEM.search(alike, 0, at)):
                return _around(text, opened[-1][0] if opened else at)
        elif mark in "“‘" and any(mark == other for _, other in opened):
            return _around(text, at)
        else:
            opened.append((at, mark))
    if not opened and alike.count('"') % 2:
        return _around(text, alike.rindex('"'))
    return _around(text, opened[0][0]) if opened else None


def _apostrophe(text: str, at: int) -> bool:
    """Whether the mark stands between two English letters (don’t)."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] == "’" and len(around) == 2 and around.isascii() and around.isalpha()


def _around(text: str, at: int) -> str:
    """The mark at `at` and what follows it, or what stands before it at the end."""
    return text[at : at + _SHOWN] if at + 1 < len(text) else text[max(at - _SHOWN, 0) :]


# ── What does not belong ─────────────────────────────────────────────────────────────────────────────────────────────

_STRAY = late(
    r"(?<=[一-鿿，、。；：”》])\s*(and|or|of|the|to|in|on|for|with|by|from|at|as|is|are)\s*(?=[一-鿿“《])"
)
_GARBLED = late(
    "[\ufffd\ue000-\uefff\uf100-\uf8ff]+|锟斤拷|烫烫烫|屯屯屯|[ÃÂâäåæçèé][\u0080-\u00bf€™œž]+|鈥[\u4e00-\u9fff]?"
)
_DOUBLED = late(r"[，、；：。][，、；：。]+")
_SUSPECT = late("[，、；：。]{2}|[a-z\ufffd\ue000-\uf8ffÃÂâäåæçèé锟烫屯鈥]")
"""What stands in every text with a residue, and in few others."""


class Residue(NamedTuple):
    """Something that does not belong into a Chinese text.

    kind:   ``garbled`` (�, 锟斤拷), ``word`` (and, of alone between Chinese ones), ``stops`` (，， and ；、).
    mended: what should stand there; None where nobody can tell.
    """

    kind: str
    text: str
    mended: str | None = None


@lru_cache(maxsize=2048)
def residue(text: str) -> Residue | None:
    """The first thing in `text` that a translation, a wrong encoding or a slip of the finger left."""
    if not _SUSPECT.search(text):
        return None
    if found := _GARBLED.search(text):
        return Residue("garbled", found[0])
    if found := _STRAY.search(text):
        return Residue("word", found[1])
    if found := _DOUBLED.search(text):
        return Residue("stops", found[0], found[0][0] if len(set(found[0])) == 1 else None)
    return None
