"""What a spreadsheet shows of a number: Excel's number formats (``0.00%``, ``#,##0``, ``yyyy"年"m"月"``)."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

_MONEY = "#,##0{};-#,##0{}"
_DAY, _MONTH_DAY, _MONTH, _CLOCK = 'yyyy"年"m"月"d"日"', 'm"月"d"日"', 'yyyy"年"m"月"', 'h"时"mm"分"'
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((5, 6, 37, 38, 41, 42), _MONEY.format("", "")),
    **dict.fromkeys((7, 8, 39, 40, 43, 44), _MONEY.format(".00", ".00")),
    # Those of the Chinese editions.
    27: _MONTH,
    28: _MONTH_DAY,
    29: _MONTH_DAY,
    30: "m-d-yy",
    31: _DAY,
    32: _CLOCK,
    33: 'h"时"mm"分"ss"秒"',
    34: _CLOCK,
    35: 'h"时"mm"分"ss"秒"',
    36: _MONTH,
    50: _MONTH,
    51: _MONTH_DAY,
    52: _MONTH,
    53: _MONTH_DAY,
    54: _MONTH_DAY,
    55: _CLOCK,
    56: 'h"时"mm"分"ss"秒"',
    57: _MONTH,
    58: _MONTH_DAY,
}
"""The formats that files name by number only."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<pad>[_*].)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<noon>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)|(?P<exponent>E[+-])|(?P<date>[ymdhsbeaEYMDHS]+)"
    r"|(?P<digit>[0#?])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)")
_SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = "一二三四五六日"


class _Token(NamedTuple):
    """A piece of a format. kind: ``digit``, ``date``, ``elapsed``, ``text``, ``exponent`` …"""

    kind: str
    text: str


class _Section(NamedTuple):
    """One of the parts that semicolons divide a format into. condition: as written there, else None."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None

    @property
    def is_date(self) -> bool:
        return any(token.kind in ("date", "elapsed") for token in self.tokens)


def is_date(code: str) -> bool:
    """Whether numbers in this format are days or times."""
    return any(section.is_date for section in _sections(code))


def shown(number: float, code: str = "General", *, since_1904: bool = False) -> str:
    """`number` as a cell with this format shows it; a whole date always with its year in front.

    since_1904: whether days are counted as old Macintosh files count them.
    """
    sections = _sections(code)
    value = Decimal(format(number, ".15g"))
    if not value.is_finite():
        return ""
    section, value = _chosen(sections, value)
    if section.is_date:
        moment = _moment(float(value), since_1904)
        return _general(value) if moment is None else _date(section.tokens, moment, float(value))
    return _number(section.tokens, value)


@lru_cache(512)
def _sections(code: str) -> tuple[_Section, ...]:
    found: list[_Section] = []
    tokens: list[_Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code[:255]):
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "other" and text == ";":
            found.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            if compared := _CONDITION.fullmatch(text):
                condition = compared[1], Decimal(compared[2])
            elif currency := _CURRENCY.match(text):
                tokens.append(_Token("text", currency[1]))
            elif text and not text.lower().strip(text[0].lower()) and text[0] in "hmsHMS":
                tokens.append(_Token("elapsed", text.lower()))
        elif kind == "date":
            tokens.extend(_Token("date", run[0]) for run in re.finditer(r"(.)\1*", text.lower()))
        elif kind in ("quoted", "escaped"):
            tokens.append(_Token("text", text))
        elif kind == "other":
            tokens.append(_Token("digit" if text == "." else "sign" if text in ",%/@" else "text", text))
        elif kind != "pad":
            tokens.append(_Token(kind, text))
    return (*found, _Section(tuple(tokens), condition))


def _chosen(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section, Decimal]:
    """The section for a number, and the number as that section writes it: without its sign where it has one of its own."""
    for section in sections:
        if section.condition is not None:
            op, bound = section.condition
            order = (value > bound) - (value < bound)
            if {
                "<": order < 0,
                ">": order > 0,
                "=": order == 0,
                "<=": order <= 0,
                ">=": order >= 0,
                "<>": order != 0,
            }[op]:
                return section, value
    if any(section.condition is not None for section in sections):
        plain = [section for section in sections if section.condition is None]
        return (plain[0] if plain else sections[-1]), value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _general(value: Decimal) -> str:
    """A number without a format: no exponent, no zeros at the end."""
    if not value or not -20 < value.adjusted() < 20:
        return str(value.normalize()) if value else "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(tokens: tuple[_Token, ...], value: Decimal) -> str:
    if any(token.kind == "general" for token in tokens) or not any(token.kind == "digit" for token in tokens):
        if not tokens:
            return ""
        literal = [token for token in tokens if token.kind in ("general", "text") or token.text == "@"]
        if all(token.kind == "text" for token in literal):
            return "".join(token.text for token in literal)
        return "".join(token.text if token.kind == "text" else _general(value) for token in literal)
    if any(token.text == "/" and token.kind == "sign" for token in tokens):
        return _fraction(value)
    percent = sum(token.text.count("%") for token in tokens if token.kind == "sign")
    value = value.scaleb(2 * percent)
    exponent = next((index for index, token in enumerate(tokens) if token.kind == "exponent"), None)
    if exponent is not None:
        return _scientific(tokens, exponent, value)
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    first, last = places[0], places[-1]
    point = next((index for index in places if tokens[index].text == "."), last + 1)
    after = last + 1
    while after < len(tokens) and tokens[after].text == "," and tokens[after].kind == "sign":
        value = value.scaleb(-3)
        after += 1
    grouped = any(token.text == "," and token.kind == "sign" for token in tokens[first:point])
    wanted = [token.text for token in tokens[first:point] if token.kind == "digit"]
    decimals = [token.text for token in tokens[point + 1 : last + 1] if token.kind == "digit"]
    whole, part = _digits(abs(value), len(decimals))
    zeros = wanted.count("0")
    whole = whole.lstrip("0").rjust(zeros, "0")
    if grouped:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)
    for index in range(first, point):
        if tokens[index].kind == "text":
            # 0!.0,"万" shows tens of thousands: the point is a text between two digits.
            behind = sum(token.kind == "digit" for token in tokens[index + 1 : point])
            whole = whole.rjust(behind, "0")
            at = len(whole) - behind
            whole = whole[:at] + tokens[index].text + whole[at:]
    while part and decimals[len(part) - 1] == "#" and part[-1] == "0":
        part = part[:-1]
    inner = "".join(token.text for token in tokens[point:after] if token.kind == "text")
    sign = "-" if value < 0 and (whole + part).strip("0,") else ""
    middle = (
        whole
        + ("." if "." in [tokens[index].text for index in places] and (part or not decimals) else "")
        + part
    )
    before = "".join(_literal(token) for token in tokens[:first])
    return (sign + before + middle + inner + "".join(_literal(token) for token in tokens[after:])).strip()


def _literal(token: _Token) -> str:
    return token.text if token.kind == "text" or token.text == "%" else ""


def _digits(value: Decimal, decimals: int) -> tuple[str, str]:
    """A positive number's digits before and behind the point, rounded as spreadsheets round."""
    if value.adjusted() > 300:
        return str(value), ""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) if value.adjusted() < 20 else value
    whole, _, part = f"{rounded:f}".partition(".")
    return whole, part.ljust(decimals, "0")[:decimals]


def _scientific(tokens: tuple[_Token, ...], at: int, value: Decimal) -> str:
    head = [token.text for token in tokens[:at] if token.kind == "digit"]
    decimals = len(head) - head.index(".") - 1 if "." in head else 0
    width = sum(token.kind == "digit" for token in tokens[at:])
    mantissa, _, power = f"{float(value):.{decimals}E}".partition("E")
    return f"{mantissa}E{power[0]}{power[1:].lstrip('0').rjust(width, '0')}"


def _fraction(value: Decimal) -> str:
    near = Fraction(abs(value)).limit_denominator(99)
    whole, rest = divmod(near.numerator, near.denominator)
    parts = [str(whole)] if whole or not rest else []
    if rest:
        parts.append(f"{rest}/{near.denominator}")
    return ("-" if value < 0 else "") + " ".join(parts)


def _moment(serial: float, since_1904: bool) -> datetime.datetime | None:
    """The day and time of a serial number; None where it is none. Excel believes that 1900 had a 29th of February."""
    if not 0 <= serial < 2958466:
        return None
    epoch = (
        datetime.datetime(1904, 1, 1)
        if since_1904
        else datetime.datetime(1899, 12, 30 if serial >= 60 else 31)
    )
    return epoch + datetime.timedelta(days=int(serial), seconds=round((serial - int(serial)) * 86400))


def _date(tokens: tuple[_Token, ...], moment: datetime.datetime, serial: float) -> str:
    letters = "".join(token.text[0] for token in tokens if token.kind == "date")
    years = letters.replace("e", "y")
    if {"y", "m", "d"} <= set(years) and not re.match(r"y+m+d", years.replace("a", "")):
        # Month or day first: the same day in another country is another one here.
        return f"{moment:%Y-%m-%d}"
    noon = any(token.kind == "noon" for token in tokens)
    parts: list[str] = []
    clock = False
    for index, (kind, text) in enumerate(tokens):
        if kind == "elapsed":
            unit = {"h": 24, "m": 1440, "s": 86400}[text[0]]
            parts.append(str(int(serial * unit + 1e-6)).rjust(len(text), "0"))
            clock = True
        elif kind == "noon":
            parts.append("上午" if moment.hour < 12 else "下午")
        elif kind == "date":
            minutes = text[0] == "m" and len(text) < 3 and (clock or _next_date(tokens, index) == "s")
            parts.append(_date_part("n" if minutes else text[0], len(text), moment, noon))
            clock = text[0] in "hs" or minutes
        elif kind == "text" or text in "/-.:":
            parts.append(text)
    return "".join(parts).strip()


def _next_date(tokens: tuple[_Token, ...], index: int) -> str:
    return next((token.text[0] for token in tokens[index + 1 :] if token.kind in ("date", "elapsed")), "")


def _date_part(letter: str, length: int, moment: datetime.datetime, noon: bool) -> str:
    """One run of a letter: ``yyyy``, ``mm`` (``n`` for minutes), ``d``, ``aaaa`` …"""
    if letter in "ye":
        return f"{moment.year:04}" if length > 2 or letter == "e" else f"{moment.year % 100:02}"
    if letter == "m" and length > 2:
        return f"{moment.month}月" if length > 3 else _SHORT_MONTHS[moment.month - 1]
    if letter == "a" or (letter == "d" and length > 2):
        return ("星期" if length > 3 else "周") + _WEEKDAYS[moment.weekday()]
    number = {
        "m": moment.month,
        "d": moment.day,
        "h": moment.hour,
        "n": moment.minute,
        "s": moment.second,
    }.get(letter)
    if number is None:
        return ""
    if letter == "h" and noon:
        number = number % 12 or 12
    return str(number).rjust(min(length, 2), "0")
