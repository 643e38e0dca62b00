"""Units of measurement (计量单位), over the definitions in ``grammar/units.txt`` alone.

What a unit is worth comes from pint, computed beforehand (``pfglint/prebuilt/units.json``); pint itself is
loaded only where that file is stale, or where somebody asks for a `pint_unit`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from pfglint import resources
from pfglint.patterns import late

if TYPE_CHECKING:
    import pint

Dimension: TypeAlias = tuple[tuple[str, int], ...]
"""Powers of base dimensions, sorted by name: ``元/人·天`` is
``(("money", 1), ("person", -1), ("time", -1))``; a ratio is ``()``."""


class Unit(NamedTuple):
    """A unit as written in a form.

    text:      as written, without white space (``%`` for 百分比, ``元`` for 人民币).
    dimension: None for a unit that is not known.
    factor:    how many base units it is (万元 is 10000 元, % is 0.01).
    """

    text: str
    dimension: Dimension | None
    factor: Decimal = Decimal(1)


class Terms(NamedTuple):
    """What a unit is made of: powers of known spellings, in the order written, and a number before them."""

    powers: tuple[tuple[str, int], ...]
    scale: Decimal = Decimal(1)


class UnknownUnitError(ValueError):
    """A unit that is not made of known ones; never leaves this package."""


LONGEST = 200
"""A longer text is no unit (characters)."""

HALF_WIDTH = str.maketrans(
    {0xFF01 + i: chr(0x21 + i) for i in range(94) if chr(0x21 + i) not in "<=>!\"',;?"}
    | {"【": "(", "】": ")", "﹪": "%", "﹙": "(", "﹚": ")", "∕": "/", "⁄": "/", "‧": "·"}
    | dict.fromkeys("\u00a0\u3000\u200b\u200c\u200d\ufeff\u2060\x00\x1c\x1d\x1e\x1f\x85", " ")
)
"""One character for one, so that columns stay: full-width forms, and spaces that do not show."""

_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_SCALE = late(
    r"十(?!字)|百(?!分|万[元美]|元)|千(?!元|米|克|瓦|伏|帕|卡|兆|分|万元)|[万亿](?![元美圆块]|分比)"
)
_MEASURED = {
    *("money", "money_usd", "money_eur", "money_hkd", "time", "class_hour", "credit", "length", "mass"),
    *("power", "apparent_power", "voltage", "current", "temperature", "sound_level", "illuminance"),
    *("radioactivity", "pressure", "frequency", "information", "bandwidth", "resolution"),
    *("score", "grade", "star", "rank", "class", "amount_of_substance", "acidity", "turbidity", "force"),
    *("reactive_power", "frame_rate", "transaction_rate", "bus_equivalent", "vehicle_kilometre"),
    *("fibre_kilometre", "labour_day", "labour_hour", "machine_shift", "bed_day", "flight_hour"),
}
"""The base dimensions that are measured, graded or reckoned in parts; all others are counted."""
_POWER = late(r"[A-Za-zμ]+[23]")
_RAISED = str.maketrans("23", "²³")
_YUAN = late(r"元?(?:人民币)+元?|块钱")
_RATIOS = late(r"百分[比率号数]")
_NOTED = late(r"([^()/·]{1,6})\(([^()/·]{1,6})\)")
_DOUBLED = late(r"(.{1,20}?)(?:\(\1\)|\1)|([%‰])/\2")


# ── What is known ─────────────────────────────────────────────────────────────────────────────────


def spellings() -> dict[str, tuple[str, str]]:
    """Every spelling in ``units.txt``: its name for pint, and the spelling that is canonical."""
    found = {}
    for line in resources.read("grammar", "units.txt").decode().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, *others = (part.strip() for part in line.split("="))
        symbol = others[0] if others and others[0] != "_" else name
        written = [spelling for spelling in [name, *others] if spelling != "_"]
        # pint takes no ² or ³ in a name.
        raised = [spelling.translate(_RAISED) for spelling in written if _POWER.fullmatch(spelling)]
        found.update(dict.fromkeys([*written, *raised], (name, symbol)))
    return found


@cache
def _registry() -> pint.UnitRegistry[Any]:
    import pint

    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(None, non_int_type=Decimal, cache_folder=None)
    registry.load_definitions(resources.read("grammar", "units.txt").decode().splitlines())
    return registry


def _container(powers: dict[str, int]) -> Any:
    from pint.util import UnitsContainer

    return UnitsContainer(powers, non_int_type=Decimal)


def compute() -> dict[str, list[Any]]:
    """What ``units.json`` holds, by pint: spelling → canonical spelling, dimension, factor (as text)."""
    registry, content = _registry(), {}
    for spelling, (name, symbol) in spellings().items():
        unit = _container({name: 1})
        powers: Any = registry.get_dimensionality(unit)
        root: Any = registry.get_root_units(unit)[0]
        factor = Decimal(root)
        content[spelling] = [
            symbol,
            sorted([dimension[1:-1], int(power)] for dimension, power in powers.items()),
            format(factor.normalize(), "f"),
        ]
    return content


def digest() -> str:
    """What the prebuilt table is checked against."""
    return resources.digest(resources.read("grammar", "units.txt"))


class Known(NamedTuple):
    """A line's worth of ``units.json``: what one spelling is called and worth."""

    canonical: str
    dimension: Dimension
    factor: Decimal


@cache
def known() -> dict[str, Known]:
    """Every known spelling; compounds (元/人·天) are read from these."""
    source = digest()
    content = resources.prebuilt("units", source) or compute()
    return {
        spelling: Known(symbol, tuple((name, power) for name, power in powers), Decimal(factor))
        for spelling, (symbol, powers, factor) in content.items()
    }


def prebuilt_files() -> dict[str, str]:
    """The file of ``pfglint/prebuilt`` that belongs to this module: its name and its text."""
    return {"units.json": resources.prebuilt_text(compute(), digest())}


# ── From text to unit ─────────────────────────────────────────────────────────────────────────────


def lookup(text: str) -> Unit:
    """The unit that `text` writes; one that is not known has no dimension. Total: any text gives a unit."""
    return _lookup(text) if len(text) <= LONGEST else Unit(_tidy(text), None)


@lru_cache(maxsize=4096)
def _lookup(text: str) -> Unit:
    text = _tidy(text)
    entry = known().get(text)
    if entry is not None:
        return Unit(text, entry.dimension, entry.factor)
    terms = _analyse(text)
    return Unit(text, None) if terms is None else _product(text, terms)


def _tidy(text: str) -> str:
    """The unit as written, without white space, in the words that a finding shows."""
    text = "".join(text.translate(HALF_WIDTH).split())
    text = _RATIOS.sub("%", _YUAN.sub("元", text))
    doubled = _DOUBLED.fullmatch(text) if len(text) <= LONGEST else None
    if doubled is None or text in known():
        return text
    once: str = doubled[1] or doubled[2]
    return once if once in known() else text


def _analyse(text: str) -> Terms | None:
    """What `text` is made of, by the grammar; None where some of it is not known."""
    if text in known():
        return Terms(((text, 1),))
    text = _NOTED.sub(_noted, text)
    from lark.exceptions import UnexpectedInput

    from pfglint.quantity.reading import parser

    try:
        terms: Terms = parser().parse(text, start="unit")  # type: ignore[assignment]
    except (UnexpectedInput, UnknownUnitError):
        return None
    return terms if terms.powers or terms.scale < 1 else None


def _noted(found: re.Match[str]) -> str:
    """台(套) is 台套, 份(册) is 份, 公里(km) is 公里; other notes stay as they are."""
    one, other = known().get(found[1]), known().get(found[2])
    if found[1] + found[2] in known():
        return found[1] + found[2]
    alike = one and other and (one[1:] == other[1:] or (_counts(one.dimension) and _counts(other.dimension)))
    return found[1] if alike else found[0]


def _product(text: str, terms: Terms) -> Unit:
    factor, powers = terms.scale, dict[str, int]()
    for spelling, power in terms.powers:
        entry = known()[spelling]
        factor = factor * entry.factor**power
        for dimension, times in entry.dimension:
            powers[dimension] = powers.get(dimension, 0) + times * power
    return Unit(text, tuple(sorted((name, power) for name, power in powers.items() if power)), factor)


def segments(name: str) -> Terms:
    """A name that may hold a scale (万人) or two units side by side (人天). Raises UnknownUnitError.

    Only a count and a time stand side by side; other such compounds are spelled out in ``units.txt``.
    """
    table = known()
    exponent, rest = split_scale(name)
    scale = Decimal(1).scaleb(exponent)
    if not rest:
        return Terms((), scale)
    if rest in table:
        return Terms(((rest, 1),), scale)
    for end in range(min(len(rest) - 1, 6), 0, -1):
        head, tail = table.get(rest[:end]), table.get(rest[end:])
        if head and tail and _counts(head.dimension) and tail.dimension == (("time", 1),):
            return Terms(((rest[:end], 1), (rest[end:], 1)), scale)
    raise UnknownUnitError(name)


def split_scale(text: str) -> tuple[int, str]:
    """The power of ten that a unit's text begins with (万亩: 4), and the rest; 万元 and 千米 stay whole."""
    exponent = start = 0
    while text[start:] not in known():
        found = _SCALE.match(text, start)
        if found is None:
            break
        exponent += _SCALES[found[0]]
        start = found.end()
    return exponent, text[start:]


def known_start(text: str) -> str | None:
    """The longest known unit that `text` begins with (个行业大类: 个); Latin letters are not cut apart."""
    text = "".join(text.split())
    for end in range(min(len(text), 14), 0, -1):
        if end < len(text) and text[end - 1].isascii() and text[end].isascii() and text[end].isalnum():
            continue
        if text[end - 1] not in "/·*每" and lookup(text[:end]).dimension is not None:
            return text[:end]
    return None


def suggest(text: str) -> str | None:
    """The known unit that was probably meant; None where nothing is near."""
    tidy = _tidy(text[:LONGEST])
    if tidy in known() or not tidy:
        return tidy or None
    for sign in "/·-":
        if tidy.replace(sign, "") in known():
            return tidy.replace(sign, "")
    if lookup(tidy).dimension is not None:
        return tidy
    bare = re.sub(r"^(?:[各每共约计\s(]|[0-9.])+|\(.*$", "", tidy)
    if bare in known():
        return bare
    if re.search(r"(?:[率度]|比例|占比)$", bare):
        return "%"
    import difflib

    near = difflib.get_close_matches(bare[:20], known(), n=1, cutoff=0.74) if len(bare) > 2 else []
    if near:
        return near[0]
    start = known_start(bare)
    # What follows /, · or * is a part of the unit, without which it is another one: 元/人·夭 is not 元/人.
    return None if start and bare[len(start) :].startswith(("/", "·", "*", "每")) else start


def canonical(unit: Unit) -> str:
    """The unit in the spelling that ``units.txt`` prefers: 元/人天 is 元/人·天. An unknown one as it is."""
    terms = None if unit.dimension is None else _analyse(unit.text)
    if terms is None or terms.scale != 1:
        return unit.text
    above = _in_order([spelling for spelling, power in terms.powers for _ in range(power)])
    below = _in_order([spelling for spelling, power in terms.powers for _ in range(-power)])
    return f"{above or '1'}/{below}" if below else above


def _in_order(names: list[str]) -> str:
    """Counts before times, as 人·天; where two have a word together, as 人次, that."""
    entries = sorted({known()[known()[name].canonical] for name in names}, key=_place)
    shown = [entry.canonical for entry in entries for _ in range(_times(entry, names))]
    for one, other in permutations(dict.fromkeys(shown), 2):
        if one in shown and other in shown and _is_both(one + other, one, other):
            shown.remove(other)
            shown[shown.index(one)] = one + other
    return "·".join(shown)


def _is_both(word: str, one: str, other: str) -> bool:
    """Whether a word stands for two units multiplied."""
    both = known().get(word)
    return both is not None and both[1:] == _product(word, Terms(((one, 1), (other, 1))))[1:]


def _times(entry: Known, names: list[str]) -> int:
    return sum(known()[name].canonical == entry.canonical for name in names)


def _place(entry: Known) -> tuple[bool, bool, str]:
    return entry.dimension == (("time", 1),), entry.dimension != (("person", 1),), entry.canonical


def pint_unit(unit: Unit) -> pint.Unit:
    """The unit as pint has it, over our definitions. Raises ValueError for an unknown one.

    A number inside the unit (人/10万) is not part of what pint calls a unit, and is left out.
    """
    terms = None if unit.dimension is None else _analyse(unit.text)
    if terms is None:
        raise ValueError(f"计量单位“{unit.text}”无法识别")
    names, powers = spellings(), dict[str, int]()
    for spelling, power in terms.powers:
        name = names[spelling][0]
        powers[name] = powers.get(name, 0) + power
    return _registry().Unit(_container({name: power for name, power in powers.items() if power}))


# ── What kind of unit ─────────────────────────────────────────────────────────────────────────────


def dimension_text(dimension: Dimension) -> str:
    """As pint prints it: ``[money] / [time]``; ``dimensionless`` for a ratio."""
    above = [_power(name, power) for name, power in dimension if power > 0]
    below = [_power(name, -power) for name, power in dimension if power < 0]
    if not dimension:
        return "dimensionless"
    return " / ".join([" * ".join(above) or "1", *below])


def _power(name: str, power: int) -> str:
    return f"[{name}]" if power == 1 else f"[{name}] ** {power}"


def _counts(dimension: Dimension) -> bool:
    return bool(dimension) and all(name not in _MEASURED and power > 0 for name, power in dimension)


def in_base(number: Decimal, unit: Unit | None) -> Decimal | None:
    """So many of `unit` in base units; a bare number is itself. None where the product is no number any more."""
    try:
        return number * unit.factor if unit is not None else number
    except ArithmeticError:
        return None


def is_ratio(unit: Unit) -> bool:
    """Whether it measures a share: %, ‰, 倍."""
    return unit.dimension == ()


def has_money(unit: Unit) -> bool:
    """Whether money is in it: 元, 万元/个."""
    return any(name.startswith("money") and power > 0 for name, power in unit.dimension or ())


def is_money(unit: Unit) -> bool:
    """Whether it is an amount of money and nothing else."""
    return has_money(unit) and len(unit.dimension or ()) == 1


def is_time(unit: Unit) -> bool:
    """Whether it is a span of time: 天, 分钟."""
    return unit.dimension == (("time", 1),)


def is_count(unit: Unit) -> bool:
    """Whether it counts things, people or occasions (个, 人, 人次), in whole numbers."""
    return unit.dimension is not None and _counts(unit.dimension)
