"""A project in two years, and one of its indicators in both, as rules see them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pfglint.compare.likeness import alike
from pfglint.compare.move import MOVES, moved
from pfglint.finding import Place
from pfglint.form.model import Indicator
from pfglint.form.names import plain_name
from pfglint.patterns import late
from pfglint.quantity import units
from pfglint.quantity.parse import parse
from pfglint.quantity.units import Unit
from pfglint.quantity.value import Comparison, Deadline, amount
from pfglint.rule.cost_words import cost_words
from pfglint.rule.fields.form import FormSubject
from pfglint.rule.fields.indicator import IndicatorSubject
from pfglint.rule.fields.subject import Anchor, Entry, Subject, table
from pfglint.rule.types import BOOL, NUMBER, QUANTITY, RATIO, TEXT, Quantity, Raw, Type
from pfglint.source.document import Cell

if TYPE_CHECKING:
    from pfglint.compare.model import IndicatorPair, ProjectPair

_HUNDREDTH = Decimal("0.01")


class _Nothing:
    """What a year that has no such indicator knows of it: every field is blank."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


NOTHING: Any = _Nothing()


# ── A project ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _growth(subject: PairSubject) -> Quantity | None:
    this, last = subject.form.funding_annual_total, subject.last.funding_annual_total
    if not isinstance(this, Quantity) or not isinstance(last, Quantity) or last.amount <= 0:
        return None
    grown = (this.amount - last.amount) / last.amount
    return Quantity(grown.quantize(Decimal("0.0001")), (), _PERCENT)


_PERCENT = Unit("%", (), _HUNDREDTH)


def _goal_likeness(subject: PairSubject) -> Quantity | None:
    this, last = (form.goal for form in (subject.form, subject.last))
    if not isinstance(this, str) or not isinstance(last, str):
        return None
    this, last = "".join(this.split()), "".join(last.split())
    return Quantity(Decimal(alike(this, last)).quantize(Decimal("0.0001")), (), _PERCENT)


def _same_numbers(subject: PairSubject) -> bool | None:
    """Whether the annual goals have the same numbers, years aside."""
    this, last = (form.goal for form in (subject.form, subject.last))
    if not isinstance(this, str) or not isinstance(last, str):
        return None
    ours, theirs = (_NUMBER.findall(_YEAR.sub("", "".join(text.split()))) for text in (this, last))
    return ours == theirs


_NUMBER = late(r"\d+(?:\.\d+)?|百分之[一二三四五六七八九十百]+")
_YEAR = late(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_KEPT = late(r"[〔\[（(](?:19|20)\d\d[〕\]）)]|(?:截至|截止|自|从|较|比|与)\D{0,2}(?:19|20)\d\d")


def _last_year_named(subject: PairSubject) -> str | None:
    """Last year's number in this year's goal, where that names this year nowhere; a document's number is none."""
    goal, this, last = subject.form.goal, subject.form.year, subject.last.year
    if not isinstance(goal, str) or not isinstance(this, int) or not isinstance(last, int) or last >= this:
        return None
    years = {int(year) for year in _YEAR.findall(_KEPT.sub("", goal))}
    return f"{last}年" if last in years and not any(year >= this for year in years) else None


PAIR = table(
    Entry("project", TEXT, "项目名称（今年）", "the project's name this year", lambda s: s.form.project),
    Entry(
        "by",
        Type("text", options=("name", "number", "likeness")),
        "怎样对上的：name 名称相同（年份不计），number 期数、批次也不计，likeness 内容相近",
        "how the two were told to be one: name (years aside), number (also a number), likeness",
        lambda s: s.model.by,
    ),
    Entry("budget_growth", RATIO, "年度资金比上年增长", "by how much the year's amount grew", _growth),
    Entry(
        "goal_likeness",
        RATIO,
        "两年的年度目标有几成相同",
        "how alike the annual goals of the two years are",
        _goal_likeness,
    ),
    Entry(
        "goal_numbers_same",
        BOOL,
        "两年的年度目标里数字都一样（年份不计）",
        "whether the annual goals of the two years have the same numbers, years aside",
        _same_numbers,
    ),
    Entry(
        "last_year_named",
        TEXT,
        "今年的目标里写着的上年年份（也写了今年的，不算）",
        "last year, where this year's goal names it and not this year",
        _last_year_named,
    ),
    Entry(
        "raised_count",
        NUMBER,
        "提高了的指标个数",
        "how many targets were raised",
        lambda s: s.count("raised"),
    ),
    Entry("lowered_count", NUMBER, "降低了的指标个数", "how many were lowered", lambda s: s.count("lowered")),
    Entry(
        "added_count", NUMBER, "新增的指标个数", "how many indicators were added", lambda s: s.count("added")
    ),
    Entry("dropped_count", NUMBER, "取消的指标个数", "how many were dropped", lambda s: s.count("dropped")),
    Entry(
        "kept_count", NUMBER, "目标没有变的指标个数", "how many stand as they were", lambda s: s.count("same")
    ),
    Entry(
        "changed_count",
        NUMBER,
        "改了写法、单位或口径的指标个数",
        "how many say something else that cannot be compared",
        lambda s: s.count("changed"),
    ),
)


class PairSubject(Subject):
    """A project in two years. at: the cells of this year's form. ``last.…`` are the fields of last year's."""

    entries = PAIR

    def __init__(self, model: ProjectPair) -> None:
        self.model = model
        self.form = FormSubject(model.this.form)
        self.last = FormSubject(model.last.form)
        self.indicators = [IndicatorPairSubject(item, self) for item in model.indicators]

    def count(self, course: str) -> int:
        """How many of its indicators took a course: see `IndicatorPairSubject`."""
        return sum(item.course == course for item in self.indicators)

    def cells(self) -> Mapping[str, Cell | None]:
        return self.form.cells()

    def related(self) -> Place | None:
        return self.model.last.form.place

    def related_path(self) -> str | None:
        return self.model.last.path


# ── An indicator ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _course(subject: IndicatorPairSubject) -> str:
    if subject.model.last is None:
        return "added"
    if subject.model.this is None:
        return "dropped"
    move = subject.move
    if move in ("same", "operator"):
        return "same"
    if move in ("later", "earlier"):
        return "lowered" if move == "later" else "raised"
    if move not in ("up", "down"):
        return "changed"
    return "lowered" if (move == "up") is subject.less_is_better else "raised"


def _last_result(subject: IndicatorPairSubject) -> Quantity | None:
    """What last year came to, as its form's result column has it; in the target's unit where it has none of its own."""
    last = subject.model.last
    written = last.extra.get("result") if last is not None else None
    if last is None or not written:
        return None
    found = parse(written)
    unit = getattr(last.value, "unit", None)
    if not isinstance(found, Comparison) or found.written_op is not None:
        return None
    if found.unit is None:
        found = Comparison(found.op, found.number, unit)
    number = amount(found)
    if number is None or found.unit is None or found.unit.dimension is None:
        return None
    return Quantity(number, found.unit.dimension, found.unit)


def _passed(subject: IndicatorPairSubject) -> bool | None:
    this, year = subject.model.this, subject.pair.model.this.form.year
    if this is None or not isinstance(this.value, Deadline) or this.value.date is None or year is None:
        return None
    # A text without a year got the form's own; only what names a year can have passed.
    return this.value.date.year < year


INDICATOR_PAIR = table(
    Entry("name", TEXT, "指标的名称", "the indicator's name", lambda s: plain_name(s.model.either.name.text)),
    Entry("level1", TEXT, "一级指标", "its first level", lambda s: s.model.either.level1),
    Entry("level2", TEXT, "二级指标", "its second level", lambda s: s.model.either.level2),
    Entry(
        "move",
        Type("text", options=MOVES),
        "指标值怎样变的：same 没变，up、down 数变大、变小，operator 只改了符号，unit 换了单位，"
        "later、earlier 期限推迟、提前，words 换了文字，other 没法比",
        "how its value moved: same, up, down, operator, unit, later, earlier, words, other",
        lambda s: s.move_of(),
    ),
    Entry(
        "course",
        Type("text", options=("same", "raised", "lowered", "changed", "added", "dropped")),
        "要求怎样变的：same 没变，raised 提高，lowered 降低，changed 没法比，added 新增，dropped 取消",
        "what became of the demand: same, raised, lowered, changed, added, dropped",
        _course,
    ),
    Entry(
        "less_is_better",
        BOOL,
        "越少越好：上限、成本、要求为0的；补助、奖励的标准不算",
        "whether less is better: an upper bound, a cost that is not paid out to people, or what is to be 0",
        lambda s: s.limits(),
    ),
    Entry("last_result", QUANTITY, "上年的完成值", "what last year came to", _last_result),
    Entry(
        "passed",
        BOOL,
        "期限在今年以前",
        "whether its deadline lies before this year",
        _passed,
    ),
)


class IndicatorPairSubject(Subject):
    """An indicator in two years. at: value, name, level1, level2, all of this year's; of a dropped one, the form's title.

    ``this.…`` and ``last.…`` are the fields of the indicators; all are blank in a year that does not have it.
    """

    entries = INDICATOR_PAIR

    def __init__(self, model: IndicatorPair, pair: PairSubject) -> None:
        self.model = model
        self.pair = pair
        self.form = pair.form
        self.last_form = pair.last
        self.this = NOTHING if model.this is None else IndicatorSubject(model.this, pair.form)
        self.last = NOTHING if model.last is None else IndicatorSubject(model.last, pair.last)

    def move_of(self) -> Raw:
        """How the value moved; None where one year has none."""
        if self.model.this is None or self.model.last is None:
            return None
        return moved(self.model.this.value, self.model.last.value, self.pair.model.years)

    def limits(self) -> bool | None:
        """Whether its target is a limit."""
        value = self.model.either.value
        if isinstance(value, Comparison) and str(value.op) in ("<", "<="):
            return True
        if isinstance(value, Comparison) and str(value.op) in (">", ">="):
            return False
        if any(amount(one.value) == 0 for one in (self.model.this, self.model.last) if one is not None):
            return True  # nothing of it is wanted: 事故数 =0(起)
        unit = getattr(value, "unit", None)
        is_cost = "成本指标" in (self.model.either.level1, self.model.either.level2)
        is_given = any(word in self.model.either.label for word in cost_words().paid_out)
        return is_cost and not is_given and unit is not None and units.has_money(unit)

    @property
    def of_indicator(self) -> Indicator | None:
        return self.model.this

    @property
    def anchor(self) -> Anchor:
        found = self.model.this
        if found is not None:
            return "indicator", found.number
        return "dropped", self.model.either.number

    def cells(self) -> Mapping[str, Cell | None]:
        if self.model.this is None:
            title = self.form.model.title
            return dict.fromkeys(("value", "name", "level1", "level2"), title)
        cells: Mapping[str, Cell | None] = self.this.cells()
        return cells

    def related(self) -> Place | None:
        if self.model.last is None:
            return None
        return (self.model.last.written or self.model.last.name).place

    def related_path(self) -> str | None:
        return self.pair.model.last.path
