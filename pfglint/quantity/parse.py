"""The text of a value to its typed value, by ``grammar/value.lark``. Total: any text gives a value."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pfglint import resources
from pfglint.patterns import late
from pfglint.quantity import dates, units
from pfglint.quantity.draft import Amount, Dated, Draft, Measure, NotAQuantityError, Trend
from pfglint.quantity.units import Unit
from pfglint.quantity.value import (
    Approximate,
    Change,
    Comparison,
    Deadline,
    Defect,
    Missing,
    Op,
    Range,
    Several,
    Value,
    Words,
)

if TYPE_CHECKING:
    from lark.exceptions import UnexpectedInput

LONGEST = 2000
"""A longer text (in characters, without white space around it) is words with a defect, unread."""

DIGITS = 24
"""A number with more digits before its point, its scale included, is no quantity."""


class Surroundings(NamedTuple):
    """What the place of a value adds to it; see `parse`."""

    unit: str | None = None
    money: bool = False
    year: int | None = None


def parse(text: str, *, unit: str | None = None, money: bool = False, year: int | None = None) -> Value:
    """The value that `text` writes.

    unit:  the text of the unit column or of the name's brackets, for a value without a unit.
    money: the value is an amount of money, so that a bare 万 or 亿 is 万元 or 亿元.
    year:  the form's year, for a date without one.
    """
    around = Surroundings(unit, money, year)
    if len(text) > 80:
        return _parse(text, around)
    found = _NUMBER_BETWEEN.fullmatch(text)
    alike = _alike(found[1], found[3], around) if found else None
    if found is None or alike is None:
        return _parse_cached(text, around)
    return Comparison(alike.op, Decimal(found[2]), alike.unit, alike.written_op)


_NUMBER_BETWEEN = late(r"([≥≤<>=≧≦＞＜＝]{1,2} ?)([0-9]{1,12}(?:\.[0-9]{1,4})?)([^0-9０-９年月日号]*)")
"""A text in which the number's digits decide nothing but the number: a sign, one number, what is no date."""


@lru_cache(maxsize=1024)
def _alike(sign: str, rest: str, around: Surroundings) -> Comparison | None:
    """The comparison that any number makes between `sign` and `rest`; None where the number is scaled, or it is none."""
    value = _parse(f"{sign}7{rest}", around)
    if not isinstance(value, Comparison) or (value.unit is not None and value.unit.text in _PROPORTIONS):
        return None
    return value if value.number == 7 else None


def _parse(text: str, around: Surroundings) -> Value:
    half = text.translate(units.HALF_WIDTH)
    body = half.strip()
    if not body:
        return Missing()
    start = len(half) - len(half.lstrip())
    written = text[start : start + len(body)]
    if len(body) > LONGEST:
        return Words(
            written,
            Defect(
                f"文字超过{LONGEST}个字符，不再解读",
                f"more than {LONGEST} characters, which were not read",
                start + LONGEST + 1,
            ),
        )
    core = body.rstrip("。；;，,、.… ")
    if core[:1] == "(" and core.find(")") == len(core) - 1 and core.rfind("(") == 0:
        core, start = core[1:-1].strip(), start + 1
    from lark.exceptions import UnexpectedInput

    from pfglint.quantity.reading import parser

    try:
        drafts: list[Draft] = parser().parse(core, start="value") if core else []  # type: ignore[assignment]
        values = tuple(_complete(draft, written, around) for draft in drafts)
        if not values:
            return Words(written)
        if len(values) > 1:
            return Several(values, written)
        return _whole(values[0], written)
    except NotAQuantityError as reason:
        if not reason.message:
            return Words(written, _unit_alone(core, start))
        return Words(written, Defect(reason.message, reason.english, start + reason.column))
    except UnexpectedInput as error:
        return Words(written, _defect(core, start, error))


_parse_cached = lru_cache(maxsize=4096)(_parse)


def prebuilt_files() -> dict[str, str]:
    """The file of ``pfglint/prebuilt`` that belongs to the grammar: its name and its text."""
    from pfglint.quantity.reading import STARTS

    return {"value.lark.json": resources.grammar_text("value", STARTS)}


# ── What does not parse ───────────────────────────────────────────────────────────────────────────

_SIGN_FIRST = late(r"[>＞〉》›﹥≥≧⩾<＜〈‹﹤≤≦⩽=＝═≠±≈]")
_SIGNS_FIRST = late(rf"^(?:{_SIGN_FIRST.pattern}|\s)*")
_GROUPED = late(r"(?<=[0-9])[,，](?=0[0-9])(?![0-9]{3}(?![0-9]))")
_NUMBER_FIRST = late(r"[-−]?[0-9](?!{3}\s*年|[0-9]?\s*[.)]\s*[^0-9\s])".replace("{3}", "[0-9]{3}"))


def _defect(core: str, start: int, error: UnexpectedInput) -> Defect | None:
    """What is wrong with a text that looks like a quantity; None for prose."""
    signed = _SIGN_FIRST.match(core)
    if not signed and not _NUMBER_FIRST.match(core):
        return None
    at = error.pos_in_stream
    token = getattr(error, "token", None)
    if token is not None and token.type == "$END":
        at = len(core)
    at = len(core) if at is None else at
    if not any(character.isdigit() for character in core):
        return Defect(
            "缺少数字",
            "the number is missing",
            start + len(core) - len(_SIGNS_FIRST.sub("", core)) + 1,
            no_number=True,
        )
    grouped = _GROUPED.search(core)
    if grouped is not None:
        return Defect(
            "千位分隔符的位置不对", "a comma stands in the wrong place", start + grouped.start() + 1
        )
    if core.count("(") != core.count(")"):
        return Defect("括号没有配对", "a bracket has no partner", start + at + 1)
    if at < len(core):
        return Defect("从这里起读不懂", "not understood from here on", start + at + 1)
    return Defect("没有写完", "it ends too early", start + at + 1)


def _unit_alone(core: str, start: int) -> Defect | None:
    """万人, 公里, 元/人: a unit without a number."""
    text = "".join(core.split())
    if len(text) > 12:
        return None
    exponent, rest = units.split_scale(text)
    if rest in units.known() or (exponent and not rest):
        return Defect("只有单位，缺少数字", "a unit without a number", start + 1, no_number=True)
    if "/" in rest and units.lookup(rest).dimension is not None:
        return Defect("只有单位，缺少数字", "a unit without a number", start + 1, no_number=True)
    return None


# ── From drafts to values ─────────────────────────────────────────────────────────────────────────

_OPS = {
    Op.GE: "≥ ≧ ⩾ ⪰ ≮ >= => 大于等于 大于或等于 大于或者等于 不少于 不低于 不小于 不短于 至少 最少",
    Op.LE: "≤ ≦ ⩽ ⪯ ≯ <= =< 小于等于 小于或等于 小于或者等于 不超过 不超出 不超 不突破 不高于 不大于 不多于 至多 "
    "最多 控制在",
    Op.GT: "> 大于 高于 超过 超出 超 逾 突破 多于",
    Op.LT: "< 小于 低于 少于 不足",
    Op.NE: "≠ !=",
    Op.EQ: "= ==",
}
_BY_SIGN = {sign: op for op, signs in _OPS.items() for sign in signs.split()}
_SIGNS = str.maketrans("＞〉》›﹥＜〈‹﹤＝═﹦", ">>>>><<<<===") | {ord("《"): "<"}
_MONEY = {3: "千元", 4: "万元", 6: "百万元", 7: "千万元", 8: "亿元"}
_YUAN = late(r"^[千万亿百]*元")
_TARGET = late(r"(?:[数量值率度额为到:]|满意|达标|\))\s*$")
_EVERY = late(r"(?:平均)?(?:每[^每]{1,5})+")
_ONE = late(r"(?:平均)?一个?(年|月|周|天|日|季度|学期)")
_GRADES = ("级", "类", "等", "A级")
_OFTEN = late(r"[一两二三四五六七八九十]+[次回轮届期场]")


def _operator(sign: str) -> Op:
    sign = re.sub(r"[\s得能应]", "", sign).translate(_SIGNS)
    op = _BY_SIGN.get(sign) or _BY_SIGN.get(sign.rstrip("="), Op.EQ)
    return op if sign in _BY_SIGN or op not in (Op.GT, Op.LT) else Op(f"{op}=")


_EQUALS = frozenset(("等于", "达到", "达", "为"))


def is_operator(text: str) -> bool:
    """Whether `text` is an operator and nothing else: ``≥``, ``不得低于``, ``达到``."""
    sign = re.sub(r"[\s得能应]", "", text).translate(_SIGNS)
    return sign in _BY_SIGN or sign in _EQUALS


def _complete(draft: Draft, written: str, around: Surroundings) -> Value:
    if isinstance(draft, Measure):
        return _measure(draft, around)
    if isinstance(draft, Dated):
        return _deadline(draft, written, around)
    return _change(draft, written, around)


def _whole(value: Value, written: str) -> Value:
    """The only value of its cell: a deadline keeps all that was written (……前完成)."""
    if isinstance(value, Deadline):
        return Deadline(written, value.date, value.start)
    return value


def _deadline(draft: Dated, written: str, around: Surroundings) -> Deadline:
    first, last, period = draft.span
    return Deadline(
        written[draft.start : draft.end],
        dates.resolve(last, around.year),
        dates.resolve(first, around.year) if period else None,
    )


_AGAINST = late(r"^(?:相?(?:比较|[比较])于?|[与同])")
_FALL = late(r"下降|减少|降低|缩短|减轻|下跌|压减|压缩")


def _change(draft: Trend, written: str, around: Surroundings) -> Change:
    direction = "down" if _FALL.search(draft.verb) else "up"
    baseline = None
    if draft.baseline is not None:
        baseline = "".join(draft.baseline.rstrip(",，").split())
        if baseline not in ("同比", "环比"):
            baseline = _AGAINST.sub("", baseline).removesuffix("相比")
        if not baseline:
            raise NotAQuantityError
    if draft.measure is None:
        return Change(direction, baseline, text=written)
    value = _measure(draft.measure, Surroundings(None, around.money, None))
    if isinstance(value, Range):
        raise NotAQuantityError
    if isinstance(value, Approximate):
        return Change(direction, baseline, Op.EQ, value.number, value.unit, written)
    return Change(direction, baseline, value.op, value.number, value.unit, written)


_PROPORTIONS = ("比例", "比值")
_MOST_PROPORTION = 2
"""A larger number of 比例 is one of per cent: 0.9(比例) is 90%, and so is 90(比例)."""


class _Sized(NamedTuple):
    """A number with its unit looked up.

    noun:  what follows a unit that is known (行业大类 in 个行业大类).
    about: 30余人.
    """

    number: Decimal
    unit: Unit | None
    scaled: bool = False
    noun: str = ""
    about: bool = False


def _measure(draft: Measure, around: Surroundings) -> Comparison | Range | Approximate:
    if (
        draft.second is not None
        and draft.second.unit is None
        and units.split_scale(draft.first.unit or "")[1]
    ):
        draft = draft._replace(second=draft.first._replace(number=draft.second.number))
    sized = _sized(draft.second or draft.first, around)
    _check(draft, sized)
    unit = _shared(sized.unit, _every(draft.between) or _every(draft.label))
    if unit is not None and unit.text in _PROPORTIONS and abs(sized.number) > _MOST_PROPORTION:
        unit = unit._replace(factor=Decimal("0.01"))
    if draft.second is None:
        return _comparison(draft, sized._replace(unit=unit))
    if draft.label and sized.noun:
        raise NotAQuantityError
    if draft.first.unit is None:
        first = _sized(draft.second._replace(number=draft.first.number), around).number
    elif draft.margin:
        first = _sized(draft.first, around).number
    else:
        first = _in_unit(_low(draft.first, sized, around), sized)
    if draft.margin:
        return Range(_plain(first - sized.number), _plain(first + sized.number), unit)
    return Range(_plain(first), sized.number, unit)


def _shared(unit: Unit | None, every: str | None) -> Unit | None:
    """次 and 年: 次/年. What the unit is already divided by (2次/年, from a column of its own) is not said twice."""
    if unit is None or every is None or set(re.split("[/·*每]", unit.text)[1:]) & set(every.split("·")):
        return unit
    return units.lookup(f"{unit.text}/{every}")


def _every(label: str | None) -> str | None:
    """The denominator that stands in front (每人每年≤1000元): 人·年; None where there is none."""
    if label is None:
        return None
    label = "".join(label.split())
    one = _ONE.fullmatch(label)
    if one is not None:
        return one[1]
    if not _EVERY.fullmatch(label):
        return None
    names = []
    for name in label.split("每")[1:]:
        short = name.removeprefix("个").removesuffix("度") if name not in ("季度", "度") else name
        short = short if units.lookup(short).dimension else name.removeprefix("个")
        if not units.lookup(short).dimension or "/" in short:
            return None
        names.append(short)
    return "·".join(names)


def _low(low: Amount, high: _Sized, around: Surroundings) -> _Sized:
    """The near end of a range; 3万-5万元 begins at 3万元."""
    sized = _sized(low, around)
    exponent, rest = units.split_scale(low.unit or "")
    if sized.unit is not None or rest or exponent not in _MONEY or high.unit is None:
        return sized
    unit, found = _YUAN.subn(_MONEY[exponent], high.unit.text)
    return _Sized(_plain(low.number), units.lookup(unit)) if found else sized


def _in_unit(low: _Sized, high: _Sized) -> Decimal:
    """The low end in the unit of the high one."""
    if low.unit is None or high.unit is None or low.unit == high.unit:
        return low.number
    if low.unit.dimension is None or low.unit.dimension != high.unit.dimension:
        raise NotAQuantityError
    return low.number * low.unit.factor / high.unit.factor


def _check(draft: Measure, sized: _Sized) -> None:
    """Prose with a number in it is no quantity: where something speaks for prose, the unit must be exact."""
    amount, unit = draft.second or draft.first, sized.unit
    exact = not sized.noun and unit is not None and unit.dimension is not None
    numeral = amount.numeral or draft.first.numeral
    if numeral and (not exact or amount.unit in ("级", "等", "期", "类", "分")):
        raise NotAQuantityError
    if draft.sign in _EQUALS and not amount.bracketed and _is_standard(sized):
        raise NotAQuantityError
    if draft.margin and draft.sign and _operator(draft.sign) in (Op.GE, Op.GT):
        raise NotAQuantityError
    if draft.second is not None:
        return
    if unit is not None and unit.dimension == (("time", 1),) and _OFTEN.match(sized.noun):
        raise NotAQuantityError
    named_year = (
        (amount.unit or "").startswith("年") and 1900 <= amount.number < 2100 and not amount.bracketed
    )
    if named_year and not _SIGN_FIRST.match(draft.sign or "="):
        raise NotAQuantityError
    if draft.label is not None and not draft.sign and not amount.bracketed:
        if amount.unit is None and not (not draft.label or _TARGET.search(draft.label)):
            raise NotAQuantityError
        if amount.unit is not None and not exact and not (sized.scaled and unit is None):
            raise NotAQuantityError
    if draft.sign or amount.bracketed or amount.unit is None or numeral:
        return
    if amount.unit.startswith("年") and 1900 <= amount.number < 2100 and not draft.about:
        raise NotAQuantityError
    if sized.noun.startswith(("前", "号", "后")) or amount.unit.startswith("号"):
        raise NotAQuantityError
    if unit is None or unit.dimension is not None or unit.text.startswith("/"):
        return
    above = unit.text.partition("/")[0]
    if above != unit.text and units.lookup(above).dimension is not None and len(unit.text) <= 12:
        return
    if len(unit.text) > 4 or unit.text[0].isascii():
        raise NotAQuantityError


def _is_standard(sized: _Sized) -> bool:
    """Whether a number with its unit names a standard: 1级标准, 5A标准."""
    unit = sized.unit
    if unit is None:
        return False
    return bool(sized.noun and unit.text in _GRADES) or (unit.dimension is None and unit.text[0].isascii())


def _comparison(draft: Measure, sized: _Sized) -> Comparison | Approximate:
    op = None if draft.sign is None else _operator(draft.sign)
    written, about = draft.sign, draft.about or sized.about
    for bound in draft.bounds:
        if bound in ("左右", "上下"):
            about = True
            continue
        if bound == "之间":
            continue
        asked = Op.GE if "以上" in bound or bound == "+" else Op.LE
        if op is None or op is Op.EQ or written == "控制在":
            op, written = asked, bound if written is None or op is Op.EQ else written
        elif op is Op.NE or (op in (Op.GE, Op.GT)) != (asked is Op.GE):
            raise NotAQuantityError("前后的比较方向相反", "the two operators contradict", draft.column)
    if about and (op is None or op is Op.EQ):
        return Approximate(sized.number, sized.unit)
    return Comparison(op or Op.EQ, sized.number, sized.unit, written)


def _sized(amount: Amount, around: Surroundings) -> _Sized:
    if amount.unit is None:
        return _lent(amount.number, 0, around)
    exponent, rest = units.split_scale(amount.unit)
    if rest and rest[0] in "余多" and not amount.bracketed:
        rest, about = rest[1:], True
        more, rest = units.split_scale(rest)
        exponent += more
    else:
        about = False
    if not rest:
        return _lent(amount.number, exponent, around)._replace(about=about)
    if rest[0] == "/" and around.money and (not exponent or exponent in _MONEY):
        return _Sized(_plain(amount.number), units.lookup(_MONEY.get(exponent, "元") + rest), about=about)
    number = _shift(amount.number, exponent)
    unit = units.lookup(rest)
    if unit.dimension is not None or amount.bracketed:
        return _Sized(number, unit, bool(exponent), about=about)
    known = units.known_start(rest)
    if known is None or "/" in rest[: len(known) + 1]:
        return _Sized(number, unit, bool(exponent), about=about)
    return _Sized(number, units.lookup(known), bool(exponent), rest[len(known) :], about)


def _lent(number: Decimal, exponent: int, around: Surroundings) -> _Sized:
    """A number without a unit, and perhaps with a scale, in the unit that its surroundings lend."""
    if around.unit is None or not around.unit.strip():
        if around.money and exponent in _MONEY:
            return _Sized(_plain(number), units.lookup(_MONEY[exponent]), True)
        return _Sized(_shift(number, exponent), None, bool(exponent))
    own, rest = units.split_scale("".join(around.unit.translate(units.HALF_WIDTH).split()))
    unit = units.lookup(rest) if rest else None
    if exponent in _MONEY and unit is not None and units.has_money(unit):
        plain = _YUAN.sub(_MONEY[exponent], unit.text)
        return _Sized(_plain(number), units.lookup(plain), True)
    return _Sized(_shift(number, exponent or own), unit, bool(exponent))


def _shift(number: Decimal, exponent: int) -> Decimal:
    """`number` times ten to the `exponent`, in plain digits."""
    return _plain(Decimal(f"{number}E{exponent}") if exponent else number)


def _plain(number: Decimal) -> Decimal:
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or len(digits) + exponent > DIGITS or exponent < -DIGITS // 2:
        raise NotAQuantityError("数字太长", "the number is too long")
    return Decimal(format(number, "f")) if exponent > 0 else number
