"""What the grammar's parts mean: the methods that Lark calls, by name, while it parses
``grammar/value.lark``.

A cell becomes a list of drafts (`Measure`, `Dated`, `Trend`), which `quantity.parse` completes by what the
cell's surroundings say: the unit of its column, the form's year. A unit becomes `Terms`.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from lark import Token

from pfglint import resources
from pfglint.patterns import late
from pfglint.quantity import dates, numerals, units
from pfglint.quantity.draft import Amount, Dated, Draft, Measure, NotAQuantityError, Trend
from pfglint.quantity.units import Terms

if TYPE_CHECKING:
    from lark import Lark

STARTS = ("value", "unit")


Part: TypeAlias = Any
"""A child that Lark hands over: a token, None for what was left out, or what another method has built."""

_NAMED = late(r"[^\W\d_]|[%‰‱℃°¥\u3380-\u33df]")
_ORDINAL = late(r"[第前后A-Za-z/〔\[(\"“《\-_.№#]\s*$")


def _token(children: list[Part], *types: str) -> Token | None:
    for child in children:
        if isinstance(child, Token) and child.type in types:
            return child
    return None


def _year(children: list[Part]) -> int | None:
    token = _token(children, "YEAR")
    return None if token is None else dates.year_of(token)


def _numeral(text: str) -> Decimal:
    found = numerals.number(text)
    if found is None:
        raise NotAQuantityError
    return found


def _amount(children: list[Part]) -> tuple[Amount, list[Part]]:
    """The number that the children begin with, and the children after it."""
    token: Token = children[0] if children[0] is not None else children[1]
    match token.type:
        case "NUMBER" | "MINUS":
            at = children.index(token) + (token.type == "MINUS")
            number = Decimal(children[at].replace(",", "").replace("，", ""))
            return Amount(-number if token.type == "MINUS" else number), children[at + 1 :]
        case "NUMERAL":
            return Amount(_numeral(token), numeral=True), children[1:]
        case _:
            digits = token.removeprefix("百分之").strip()
            if digits == "百分百":
                digits = "100"
            number = Decimal(digits) if digits.isascii() else _numeral(digits)
            return Amount(number, "%", bracketed=True), children[1:]


class Reading:
    """One method a rule; each gets the rule's children."""

    # ── a cell ──

    def value(self, clauses: list[list[Draft] | None]) -> list[Draft]:
        drafts = [draft for clause in clauses if clause for draft in clause]
        if not drafts or len(drafts) > 20:
            raise NotAQuantityError
        notes = None in clauses
        for draft in drafts:
            if notes and isinstance(draft, Measure) and not draft.sign and draft.first.unit is None:
                raise NotAQuantityError  # 1、完成……
        return drafts

    def prose(self, children: list[Part]) -> None:
        return None

    def measured(self, children: list[Part]) -> list[Draft]:
        before, measure, after = children
        if before is None:
            return [measure]
        if after is not None or _ORDINAL.search(before):
            raise NotAQuantityError
        return [measure._replace(label=str(before))]

    def dated(self, children: list[Part]) -> list[Draft]:
        before, date, end, after = children
        if end is None and not date.firm and (before is not None or after is not None) and after != "完成":
            raise NotAQuantityError
        if end is None and before is not None and after is not None:
            raise NotAQuantityError
        return [date if end is None else date._replace(end=end.end_pos)]

    def both(self, children: list[Part]) -> list[Draft]:
        before, date, end, between, measure, after = children
        label = None if between is None else str(between)
        if label is not None and _ORDINAL.search(label):
            raise NotAQuantityError
        if end is not None:
            date = date._replace(end=end.end_pos)
        whole_year = date.span.first[1:] == (1, 1) and date.span.last[1:] == (12, 0) and end is None
        if whole_year and not date.span.period:
            return [measure._replace(label=label or "")]
        if before is not None and after is not None:
            raise NotAQuantityError
        return [date, measure._replace(label=label)]

    def period(self, children: list[Part]) -> list[Draft]:
        _before, begin, end, until, _after = children
        return [
            Dated(dates.join(begin.span, end.span), begin.start, end.end if until is None else until.end_pos)
        ]

    def trend(self, children: list[Part]) -> list[Draft]:
        return [Trend(str(children[2]), str(children[1]), None)]

    def changed(self, children: list[Part]) -> list[Draft]:
        baseline = _token(children, "BASELINE")
        verb = _token(children, "CHANGE", "CHANGE_BY")
        measure: Measure = next(child for child in children if isinstance(child, Measure))
        if children[-1] is not None and baseline is None:
            raise NotAQuantityError
        between = children[-3] if baseline is None else None
        if between is not None and between.rstrip().endswith(("到", "至")):
            return [measure._replace(label=str(between))]
        label = None if baseline else ""
        return [Trend(str(verb), baseline and str(baseline), measure._replace(label=label))]

    # ── a quantity ──

    def comparison(self, children: list[Part]) -> Measure:
        sign, about, bounds, between = None, False, [], None
        amount, column = children[-1], 1
        for child in children:
            if isinstance(child, Amount):
                amount = child
            elif child is None:
                continue
            elif child.type in ("SYMBOL", "WORD"):
                sign = str(child)
            elif child.type == "ABOUT":
                about = True
            elif child.type == "TEXT":
                between = str(child)
            elif child.type == "BOUND":
                bounds.append(str(child))
                column = child.start_pos + 1
        return Measure(amount, sign=sign, about=about, bounds=tuple(bounds), column=column, between=between)

    def range(self, children: list[Part]) -> Measure:
        low, high = (child for child in children if isinstance(child, Amount))
        measure = self.comparison(children)
        return measure._replace(first=low, second=high)

    def margin(self, children: list[Part]) -> Measure:
        *middle, width = (child for child in children if isinstance(child, Amount))
        first = middle[0] if middle else Amount(Decimal(0))
        return Measure(first, width, margin=True, sign=self.comparison(children).sign)

    def bare(self, children: list[Part]) -> Amount:
        return _amount(children)[0]

    def plain(self, children: list[Part]) -> Amount:
        amount, rest = _amount(children)
        unit = _token(rest, "UNIT")
        if unit is not None and amount.unit is not None:
            raise NotAQuantityError
        if unit is None:
            return amount
        if not _NAMED.search(unit):
            raise NotAQuantityError
        text = "".join(unit.split()).rstrip("/")
        if not text:
            return amount
        note = rest[-1]
        if note is not None and note is not unit and text + note[1:-1] in units.known():
            text += note[1:-1]  # 人(次)
        return amount._replace(unit=text)

    def money(self, children: list[Part]) -> Amount:
        _sign, number, unit = children
        amount, _ = _amount([number])
        text = "" if unit is None else "".join(unit.split()).rstrip("/")
        scale = text[: len(text) - len(text.lstrip("百千万亿"))]
        rest = text[len(scale) :].removeprefix("元")
        if rest and rest[0] != "/":
            raise NotAQuantityError
        return amount._replace(unit=f"{scale}元{rest}")

    def bracketed(self, children: list[Part]) -> Amount:
        amount, rest = _amount(children)
        unit = "".join(rest[0][1:-1].split())
        if len(unit) > units.LONGEST:
            raise NotAQuantityError("括号里的文字太长", "the text in brackets is too long")
        if unit in ("", "含", "含本数", "无", "-", "/", "无单位", "nounit") or amount.unit is not None:
            return amount
        share = _token(rest[1:], "SHARE")
        return amount._replace(unit=unit + (share or ""), bracketed=True)

    def bound(self, children: list[Part]) -> Token:
        token: Token = children[0]
        return token

    def nested(self, children: list[Part]) -> str:
        return f"({''.join(children)})"

    # ── a date ──

    def year(self, children: list[Part]) -> Dated:
        return self._date(children, dates.part(dates.year_of(children[0]), "年底"))

    def part(self, children: list[Part]) -> Dated:
        span = dates.part(_year(children), children[-1])
        return self._date(children, span, firm=children[0] is not None and len(children) > 1)

    def month(self, children: list[Part]) -> Dated:
        third = _token(children, "THIRD")
        name = _token(children, "MONTH", "LONE_MONTH")
        span = dates.month(_year(children), dates.month_of(name or "0"), third)
        return self._date(children, span)

    def day(self, children: list[Part]) -> Dated:
        month, day = dates.month_of(children[-2]), dates.numbers(children[-1])[0]
        when = (_year(children), month, day or 99)
        return self._date(children, dates.Span(when, when))

    def iso(self, children: list[Part]) -> Dated:
        year, month, *day = dates.numbers(children[0])
        if day:
            return self._date(children, dates.Span((year, month, day[0] or 99), (year, month, day[0] or 99)))
        return self._date(children, dates.month(year, month, None))

    def months(self, children: list[Part]) -> Dated:
        first, last = dates.numbers(children[-1])
        when = _year(children)
        return self._date(children, dates.Span((when, first, 1), (when, last, 0), True))

    def years(self, children: list[Part]) -> Dated:
        first, last = dates.numbers(children[0])
        return self._date(children, dates.Span((first, 1, 1), (last, 12, 0), True))

    def iso_months(self, children: list[Part]) -> Dated:
        year, month, until, last = dates.numbers(children[0])
        return self._date(children, dates.Span((year, month, 1), (until, last, 0), True))

    def _date(self, children: list[Part], span: dates.Span, firm: bool = True) -> Dated:
        tokens = [child for child in children if child is not None]
        whole_year = len(tokens) == 1 and tokens[0].type == "YEAR"
        return Dated(span, tokens[0].start_pos, tokens[-1].end_pos, firm and not whole_year)

    # ── a unit ──

    def unit(self, children: list[Terms]) -> Terms:
        return children[0]

    def per(self, children: list[Terms]) -> Terms:
        above, below = children
        powers = tuple((name, -power) for name, power in below.powers)
        return Terms(above.powers + powers, above.scale / below.scale)

    def share(self, children: list[Terms]) -> Terms:
        if children[0].scale == 1:
            raise units.UnknownUnitError
        return self.per([Terms(()), *children])

    def product(self, children: list[Terms]) -> Terms:
        if len(children) == 1:
            return children[0]
        scale = Decimal(1)
        for child in children:
            scale *= child.scale
        return Terms(tuple(power for child in children for power in child.powers), scale)

    def name(self, children: list[Part]) -> Terms:
        count, name = _token(children, "COUNT"), _token(children, "NAME")
        terms = Terms(()) if name is None else units.segments(name)
        if count is not None:
            if int(count) == 0:
                raise units.UnknownUnitError
            terms = terms._replace(scale=terms.scale * int(count))
        return terms


@cache
def parser() -> Lark:
    """The parser of ``grammar/value.lark``, made once."""
    return resources.grammar("value", STARTS, Reading())
