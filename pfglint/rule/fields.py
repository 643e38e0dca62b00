"""What rules can speak of: the subjects (an indicator, a form, a field, a fact) and their fields.

A field is one line of a table: its name in conditions and messages, its type, what it is, and how it is got from the
model. A subject gets each of its fields at most once, however many rules ask for it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from pfglint.finding import Place
from pfglint.form.dates import looks_like_day
from pfglint.form.markup import without_tags
from pfglint.form.model import Amount, Field, Form, Indicator
from pfglint.form.names import plain_name, unit_in_name
from pfglint.quantity import units
from pfglint.quantity.show import SIGNS
from pfglint.quantity.units import Unit
from pfglint.quantity.value import Comparison, Op, Value, Words
from pfglint.rule import funding, naming, writing
from pfglint.rule.types import BOOL, DATE, MONEY, NUMBER, QUANTITY, TEXT, UNIT, VALUE, Quantity, Raw, Type
from pfglint.source.document import Cell, Fact

if TYPE_CHECKING:
    from pfglint.goal.pair import Pair
    from pfglint.goal.promise import Promise
    from pfglint.rule.doubled import Doubled
    from pfglint.rule.weights import Weights


class Entry(NamedTuple):
    """A field of a subject. get: from the subject; None where the form says nothing."""

    name: str
    type: Type
    zh: str
    en: str
    get: Callable[[Any], Raw]

    @property
    def attribute(self) -> str:
        """The name under which a subject keeps it."""
        return self.name.replace(".", "_")


def _table(*entries: Entry) -> dict[str, Entry]:
    """The entries by name. Raises ValueError for a name given twice: the second would hide the first."""
    table = {entry.name: entry for entry in entries}
    if len(table) < len(entries):
        raise ValueError("a field is in its table twice")
    return table


Anchor: TypeAlias = tuple[str, object] | None
"""What a finding is about, for silences: an indicator, a field, or (None) the whole form."""


class Subject:
    """Something that rules judge. Fields are attributes, computed when first asked for."""

    entries: ClassVar[Mapping[str, Entry]]
    by_attribute: ClassVar[Mapping[str, Entry]]
    form: FormSubject

    def __init_subclass__(cls) -> None:
        cls.by_attribute = {entry.attribute: entry for entry in cls.entries.values()}

    def __getattr__(self, name: str) -> Raw:
        entry = self.by_attribute.get(name)
        if entry is None:
            raise AttributeError(name)
        found = self.__dict__[name] = entry.get(self)
        return found

    def cells(self) -> Mapping[str, Cell | None]:
        """The cells that a rule's `at` can name."""
        raise NotImplementedError

    def related(self) -> Place | None:
        """Another place that a finding about it must be read with, beside that of a group's first member."""
        return None

    def fellows(self) -> Iterable[Subject]:
        """Others for which a finding about it speaks too: its fix is to mend them all."""
        return ()

    def place(self) -> Place | None:
        """The place of the whole, where no cell is named or the cell is absent."""
        return self.form.model.place if self.form.model.number else None

    @property
    def of_indicator(self) -> Indicator | None:
        """The indicator that this is, or is part of."""
        return None

    @property
    def anchor(self) -> Anchor:
        """What a finding about this is about, for silences."""
        indicator = self.of_indicator
        return None if indicator is None else ("indicator", indicator.number)


# ── Forms ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _blank_is_none(text: str | None) -> str | None:
    return text if text and text.strip() else None


def _field_text(key: str) -> Callable[[FormSubject], str | None]:
    def get(subject: FormSubject) -> str | None:
        found = subject.model.fields.get(key)
        return _blank_is_none(found.text) if found else None

    return get


def _field_date(key: str) -> Callable[[FormSubject], datetime.date | None]:
    def get(subject: FormSubject) -> datetime.date | None:
        found = subject.model.fields.get(key)
        return found.date if found else None

    return get


def _field_year(key: str) -> Callable[[FormSubject], int | None]:
    def get(subject: FormSubject) -> int | None:
        found = subject.model.fields.get(key)
        return found.date.year if found and found.date else None

    return get


def _goal(found: Field | None) -> str | None:
    return _blank_is_none(found.text) if found else None


def _length(text: str | None) -> int | None:
    return None if text is None else len("".join(text.split()))


def _amount(key: str) -> Callable[[FormSubject], Quantity | None]:
    return lambda subject: funding.money(subject.model, subject.model.funding.amounts.get(key))


def _label_of(amount: Amount | None) -> str | None:
    """What an amount is called: 上年结转资金."""
    return None if amount is None else squeeze(amount.label.text.rstrip(":： "))


def _taxonomy(subject: FormSubject) -> Raw:
    from pfglint.form.taxonomy import taxonomy

    return taxonomy(subject.model)


def _identity(subject: FormSubject) -> str | None:
    if subject.project is None:
        return None
    title = subject.model.title.text if subject.model.title else ""
    parts = (subject.project, subject.department, subject.implementer, subject.year, title)
    return "\x1f".join("" if part is None else str(part) for part in parts)


def _weights(subject: FormSubject) -> Weights | None:
    """What the weights come to, computed once a form."""
    if _weights not in subject.memo:
        from pfglint.rule.weights import weights

        subject.memo[_weights] = weights(subject.model)
    found: Weights | None = subject.memo[_weights]
    return found


def _of_weights(get: Callable[[Weights], Raw]) -> Callable[[FormSubject], Raw]:
    def ask(subject: FormSubject) -> Raw:
        found = _weights(subject)
        return None if found is None else get(found)

    return ask


def _goal_text(ask: Callable[[str, FormSubject], Raw]) -> Callable[[FormSubject], Raw]:
    """What `ask` says of the annual goal's text; None where there is none."""

    def get(subject: FormSubject) -> Raw:
        text = _goal(subject.model.annual_goal)
        return None if text is None else ask(text, subject)

    return get


def _substance(text: str, subject: FormSubject) -> Raw:
    from pfglint.goal.text import substance

    return substance(text)


def _stale(text: str, subject: FormSubject) -> Raw:
    from pfglint.goal.text import stale_date

    return stale_date(text, subject.model.year) if subject.model.year else None


def _goal_total(text: str, subject: FormSubject) -> Raw:
    from pfglint.goal.text import unequal_sum

    found = unequal_sum(text)
    return found.total.text if found else None


def _goal_parts(text: str, subject: FormSubject) -> Raw:
    from pfglint.goal.text import unequal_sum

    found = unequal_sum(text)
    if found is None:
        return None
    unit = found.total.value.unit
    return f"{found.parts.normalize():f}{unit.text if unit else ''}"


def _labels(subject: FormSubject) -> str:
    """What its cells are called, each as written and tight."""
    model = subject.model
    goals = (model.overall_goal, model.annual_goal)
    cells = [
        *(one.label for one in model.fields.values()),
        *(one.label for one in model.funding.amounts.values()),
        *(one.label for one in goals if one is not None),
        *(
            cell
            for one in model.indicators
            for cell in (one.level1_cell, one.level2_cell)
            if cell is not None
        ),
    ]
    return "、".join(dict.fromkeys(squeeze(cell.text) or "" for cell in cells))


_OFFICE_CODE = re.compile(r"^[\[\d\]]*[-—_ ]*")


def _uncoded(office: str | None) -> str | None:
    return squeeze(_OFFICE_CODE.sub("", office)) if office else None


_PROJECT_CODE = re.compile(r"\d{8}[A-Z]\d{12}(?!\d)")


def _project_code(subject: FormSubject) -> str | None:
    found = _PROJECT_CODE.match(subject.model.project or "")
    return found[0] if found else None


FORM = _table(
    Entry("number", NUMBER, "第几个表", "the form's number in its file", lambda s: s.model.number),
    Entry("title", TEXT, "表名", "the title", lambda s: s.model.title and s.model.title.text),
    Entry("year", NUMBER, "表的年度", "the form's year", lambda s: s.model.year),
    Entry("project", TEXT, "项目名称", "the project's name", _field_text("project")),
    Entry(
        "project_code",
        TEXT,
        "项目名称前的项目代码：区划 6 位、年度 2 位、类别 1 位、顺序号 12 位",
        "the project code before its name: 6 digits of the place, 2 of the year, a letter, 12 digits",
        _project_code,
    ),
    Entry("department", TEXT, "主管部门", "the department in charge", _field_text("department")),
    Entry("implementer", TEXT, "实施单位", "the unit that carries it out", _field_text("implementer")),
    Entry(
        "department_name",
        TEXT,
        "主管部门，去掉前面的编码",
        "the department in charge, without a code before it",
        lambda s: _uncoded(s.department),
    ),
    Entry(
        "implementer_name",
        TEXT,
        "实施单位，去掉前面的编码",
        "the unit that carries it out, without a code before it",
        lambda s: _uncoded(s.implementer),
    ),
    Entry("nature", TEXT, "项目性质", "the project's nature", _field_text("nature")),
    Entry("category", TEXT, "项目类别", "the project's category", _field_text("category")),
    Entry("start", DATE, "开始日期", "the first day", _field_date("start")),
    Entry("end", DATE, "完成日期", "the last day", _field_date("end")),
    Entry("start_text", TEXT, "开始日期的原文", "the first day as written", _field_text("start")),
    Entry("end_text", TEXT, "完成日期的原文", "the last day as written", _field_text("end")),
    Entry("start_year", NUMBER, "开始日期的年份", "the first day's year", _field_year("start")),
    Entry("end_year", NUMBER, "完成日期的年份", "the last day's year", _field_year("end")),
    Entry("goal", TEXT, "年度目标", "the annual goal", lambda s: _goal(s.model.annual_goal)),
    Entry("overall_goal", TEXT, "总目标", "the overall goal", lambda s: _goal(s.model.overall_goal)),
    Entry(
        "goal_length", NUMBER, "年度目标的字数", "characters in the annual goal", lambda s: _length(s.goal)
    ),
    Entry(
        "overall_goal_length",
        NUMBER,
        "总目标的字数",
        "characters in the overall goal",
        lambda s: _length(s.overall_goal),
    ),
    Entry(
        "promise_count",
        NUMBER,
        "年度目标里有几处量化的承诺",
        "how many measures the annual goal promises",
        lambda s: len(s.promises),
    ),
    Entry(
        "goal_has_number",
        BOOL,
        "年度目标里有数字",
        "whether the annual goal has any digit",
        _goal_text(lambda text, _: any(char.isdigit() for char in text)),
    ),
    Entry(
        "goal_substance",
        NUMBER,
        "年度目标除去套话（完成、各项工作……）还剩几个字",
        "characters of the annual goal besides words that stand in any goal",
        _goal_text(_substance),
    ),
    Entry(
        "goal_stale_date",
        TEXT,
        "年度目标里往年的日期",
        "a date of an earlier year in the annual goal",
        _goal_text(_stale),
    ),
    Entry(
        "goal_total",
        TEXT,
        "年度目标里与分项之和不等的总数",
        "a total in the annual goal that its parts do not add up to",
        _goal_text(_goal_total),
    ),
    Entry("goal_parts", TEXT, "那些分项之和", "the sum of those parts", _goal_text(_goal_parts)),
    Entry("funding.unit", TEXT, "资金栏的单位", "the funding block's unit", lambda s: s.model.funding.unit),
    Entry(
        "funding.one",
        MONEY,
        "资金栏一个单位的钱（1元或1万元）",
        "one of the block's unit: 1元 or 1万元",
        lambda s: funding.one(s.model),
    ),
    Entry("funding.project_total", MONEY, "项目资金总额", "the project's total", _amount("project_total")),
    Entry("funding.project_fiscal", MONEY, "项目财政资金", "of it, fiscal", _amount("project_fiscal")),
    Entry("funding.project_other", MONEY, "项目其他资金", "of it, other", _amount("project_other")),
    Entry(
        "funding.project_parts",
        MONEY,
        "项目资金各部分之和（空白不计；全空则未知）",
        "the sum of its parts that are not blank; unknown if all are",
        lambda s: funding.total(s.model, funding.PROJECT),
    ),
    Entry(
        "funding.project_part_count",
        NUMBER,
        "项目资金填了几个部分",
        "how many of its parts are numbers",
        lambda s: funding.count(s.model, funding.PROJECT),
    ),
    Entry("funding.annual_total", MONEY, "年度资金总额", "the year's total", _amount("annual_total")),
    Entry("funding.annual_fiscal", MONEY, "当年财政拨款", "of it, fiscal", _amount("annual_fiscal")),
    Entry("funding.carry_over", MONEY, "上年结转资金", "of it, carried over", _amount("carry_over")),
    Entry("funding.annual_other", MONEY, "年度其他资金", "of it, other", _amount("annual_other")),
    Entry(
        "funding.annual_parts",
        MONEY,
        "年度资金各部分之和（空白不计；全空则未知）",
        "the sum of its parts that are not blank; unknown if all are",
        lambda s: funding.total(s.model, funding.ANNUAL),
    ),
    Entry(
        "funding.annual_part_count",
        NUMBER,
        "年度资金填了几个部分",
        "how many of its parts are numbers",
        lambda s: funding.count(s.model, funding.ANNUAL),
    ),
    Entry(
        "funding.annual_complete",
        BOOL,
        "年度资金的各部分都填了数",
        "whether every part of the year's funding is a number",
        lambda s: funding.complete(s.model, funding.ANNUAL),
    ),
    Entry(
        "funding.project_complete",
        BOOL,
        "项目资金的各部分都填了数",
        "whether every part of the project's funding is a number",
        lambda s: funding.complete(s.model, funding.PROJECT),
    ),
    Entry(
        "funding.annual_largest",
        MONEY,
        "年度资金各部分中最大的一项",
        "the largest part of the year's funding",
        lambda s: funding.money(s.model, funding.largest(s.model, funding.ANNUAL)),
    ),
    Entry(
        "funding.annual_largest_label",
        TEXT,
        "那一项的名称",
        "what that part is called",
        lambda s: _label_of(funding.largest(s.model, funding.ANNUAL)),
    ),
    Entry(
        "funding.project_largest",
        MONEY,
        "项目资金各部分中最大的一项",
        "the largest part of the project's funding",
        lambda s: funding.money(s.model, funding.largest(s.model, funding.PROJECT)),
    ),
    Entry(
        "funding.project_largest_label",
        TEXT,
        "那一项的名称",
        "what that part is called",
        lambda s: _label_of(funding.largest(s.model, funding.PROJECT)),
    ),
    Entry(
        "funding.mixed",
        BOOL,
        "年度总额与各部分之和、与项目总额正好差一万倍",
        "whether the year's total is ten thousand times the sum of its parts or the project's total, or a part of it so",
        lambda s: funding.mixed(s.model),
    ),
    Entry(
        "funding.tolerance",
        MONEY,
        "合计允许的误差：0.01元，以万元计的0.05万元",
        "how far a sum may be off: 0.01 of 元, 0.05 of 万元",
        lambda s: funding.tolerance(s.model),
    ),
    Entry(
        "identity",
        TEXT,
        "项目名称连同部门、单位、年度和表名：都一样才是同一个项目的同一种表",
        "the project with its department, implementer, year and kind of form: alike in all, it is one form twice",
        _identity,
    ),
    Entry(
        "weight_total",
        NUMBER,
        "各指标权重之和，以百分计（有一个空白就未知）",
        "the sum of the indicators' weights, in points of 100; unknown where one is blank",
        _of_weights(lambda found: found.total),
    ),
    Entry(
        "weight_rounding",
        NUMBER,
        "权重有小数时，合计允许的误差",
        "how far that sum may be off where the weights have decimals",
        _of_weights(lambda found: found.rounding),
    ),
    Entry(
        "weight_misfits",
        TEXT,
        "写了分值而下面各项对不上的级别：产出指标（50分）：20+10+15=45",
        "the levels that print a score and whose indicators do not come to it",
        _of_weights(lambda found: "；".join(item.text for item in found.misfits) or None),
    ),
    Entry(
        "labels", TEXT, "表里各栏和级别的叫法，以顿号隔开", "what its cells and levels are called", _labels
    ),
    Entry("indicator_count", NUMBER, "指标个数", "how many indicators", lambda s: len(s.model.indicators)),
    Entry(
        "unread_count", NUMBER, "没读懂的行数", "rows that nothing understood", lambda s: len(s.model.unread)
    ),
    Entry(
        "taxonomy",
        Type("text", options=("four", "three", "mixed", "unknown")),
        "一级指标的分法：four 成本·产出·效益·满意度，three 产出·效益·满意度，mixed 混用，unknown 看不出",
        "the levels in use: four (成本 on its own), three (成本 under 产出), mixed, unknown",
        _taxonomy,
    ),
)


class FormSubject(Subject):
    """A form. at: title, weights (the level whose weights do not add up), or the key of a header field, goal or amount."""

    entries = FORM

    def __init__(self, model: Form) -> None:
        self.model = model
        self.form = self
        self.levels: Mapping[str, tuple[str, ...]] | None = None
        """The levels of the profile that it follows: each first level's second levels; None for any."""
        self.memo: dict[Callable[..., Any], Any] = {}
        """Aggregates over the indicators, each computed once."""

    def forget(self) -> None:
        """Let go of the subjects, which know each other, so that a form that was judged leaves memory at once."""
        self.__dict__.clear()

    @property
    def indicators(self) -> list[IndicatorSubject]:
        """The subjects of its indicators: always the same ones."""
        found: list[IndicatorSubject] | None = self.__dict__.get("_indicators")
        if found is None:
            found = self.__dict__["_indicators"] = [
                IndicatorSubject(item, self) for item in self.model.indicators
            ]
        return found

    @property
    def promises(self) -> list[PromiseSubject]:
        """The subjects of what its annual goal promises: always the same ones."""
        found: list[PromiseSubject] | None = self.__dict__.get("_promises")
        if found is None:
            from pfglint.goal.pair import pairing

            paired = pairing(self.model)
            carried = {item.promise: item for item in paired.pairs}
            found = self.__dict__["_promises"] = [
                PromiseSubject(item, carried.get(item), item in paired.doubtful, self)
                for item in paired.promises
            ]
        return found

    def cells(self) -> Mapping[str, Cell | None]:
        model = self.model
        cells: dict[str, Cell | None] = {}
        labelled: dict[str, Field | Amount] = {**model.fields, **model.funding.amounts}
        for key, found in labelled.items():
            cells[key] = found.value or found.label
        for key, goal in (("goal", model.annual_goal), ("overall_goal", model.overall_goal)):
            if goal is not None:
                cells[key] = goal.value or goal.label
        cells["title"] = model.title
        weights = _weights(self)
        cells["weights"] = weights.misfits[0].cell if weights is not None and weights.misfits else None
        return cells


NO_FORM = FormSubject(Form(0, Place()))
"""The form of a fact that belongs to none: all its fields are unknown."""


# ── Indicators ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_value(attribute: str) -> Callable[[IndicatorSubject], Raw]:
    def get(subject: IndicatorSubject) -> Raw:
        found: Raw = getattr(subject.model.value, attribute, None)
        return found

    return get


def _quantity(subject: IndicatorSubject) -> Quantity | None:
    number, unit = subject.number, subject.unit
    if not isinstance(number, Decimal) or not isinstance(unit, Unit) or unit.dimension is None:
        return None
    amount = units.in_base(number, unit)
    return None if amount is None else Quantity(amount, unit.dimension, unit)


def squeeze(text: str | None) -> str | None:
    """`text` without white space; None for a blank one."""
    return ("".join(text.split()) or None) if text else None


@lru_cache(maxsize=4096)
def _canonical(unit: Unit) -> str:
    return units.canonical(unit)


def _unit_said(ask: Callable[[Any], str | None]) -> Callable[[IndicatorSubject], str | None]:
    def get(subject: IndicatorSubject) -> str | None:
        unit = subject.unit
        return ask(unit) if isinstance(unit, Unit) else None

    return get


def _weight(key: str) -> Callable[[IndicatorSubject], Decimal | None]:
    def get(subject: IndicatorSubject) -> Decimal | None:
        text = subject.model.extra.get(key)
        if text is None:
            return None
        from pfglint.rule.weights import parse

        return parse(text)

    return get


def _doubled(subject: IndicatorSubject) -> Doubled | None:
    written, unit = subject.model.written, subject.unit
    if written is None or not isinstance(unit, Unit):
        return None
    from pfglint.rule.doubled import doubled

    return doubled(written.text, unit)


def _of_doubled(get: Callable[[Doubled], str]) -> Callable[[IndicatorSubject], str | None]:
    def ask(subject: IndicatorSubject) -> str | None:
        found = _doubled(subject)
        return None if found is None else get(found)

    return ask


def _extra(key: str) -> Callable[[IndicatorSubject], str | None]:
    return lambda subject: squeeze(subject.model.extra.get(key))


_TRAILING_BRACKETS = re.compile(r"\([^()]*\)$")


def _dimension(unit: Raw) -> str | None:
    if not isinstance(unit, Unit) or unit.dimension is None:
        return None
    return units.dimension_text(unit.dimension)


def _name_unit(subject: IndicatorSubject) -> Unit | None:
    text = unit_in_name(subject.model.name.text)
    return units.lookup(text) if text else None


def _name_target(subject: IndicatorSubject) -> str | None:
    found = naming.target_at_end(subject.model.label) if subject.model.label else None
    if found is None:
        return None
    value, unit = subject.model.value, subject.unit
    if value.kind in ("missing", "words"):
        return found.text
    same = isinstance(unit, Unit) and unit.dimension is not None and unit.dimension == found.unit.dimension
    return found.text if same else None


def _numbering_before(subject: IndicatorSubject) -> int | None:
    at = subject.model.number - 2
    before = subject.form.model.indicators[at] if at >= 0 else None
    mine = (subject.model.level1, subject.model.level2)
    if before is None or (before.level1, before.level2) != mine:
        return None
    return naming.numbering(before.name.text)


def _serial_date(subject: IndicatorSubject) -> str | None:
    number = subject.number
    day = writing.day_of_serial(number) if isinstance(number, Decimal) else None
    return f"{day.year}年{day.month}月{day.day}日" if day else None


def _of_text(ask: Callable[[str], Raw]) -> Callable[[IndicatorSubject], Raw]:
    """What is to be said of the value's text, as written."""
    return lambda subject: ask(subject.model.written.text) if subject.model.written else None


def _of_op(ask: Callable[[Op, str], str]) -> Callable[[IndicatorSubject], str | None]:
    def get(subject: IndicatorSubject) -> str | None:
        op, written = subject.op, subject.written_op
        return ask(op, written) if isinstance(op, Op) and isinstance(written, str) else None

    return get


def _figure_of(item: Indicator) -> str | None:
    """The number of a comparison as written; None where it does not stand there in these digits, or among words."""
    value = item.value
    if not isinstance(value, Comparison) or item.written is None:
        return None
    if value.written_op is not None and writing.operator_form(value.op, value.written_op) == "words":
        return None
    return writing.figure(item.written.text, value.number)


def _figure(ask: Callable[[str], str | None]) -> Callable[[IndicatorSubject], str | None]:
    def get(subject: IndicatorSubject) -> str | None:
        figure = _figure_of(subject.model)
        return ask(figure) if figure else None

    return get


def _lacks_number(value: Value) -> bool:
    return isinstance(value, Words) and value.defect is not None and value.defect.no_number


_GENERIC = ("个", "项")


def _name_unit_differs(subject: IndicatorSubject) -> bool | None:
    """Unknown where either is; a period in the name's brackets, (年), is no unit; 个 and 项 may count anything."""
    one, other = subject.name_unit, subject.unit
    if not isinstance(one, Unit) or not isinstance(other, Unit) or None in (one.dimension, other.dimension):
        return None
    if one.dimension == other.dimension or (units.is_time(one) and not units.is_time(other)):
        return False
    generic = one.text in _GENERIC or other.text in _GENERIC
    return not (generic and units.is_count(one) and units.is_count(other))


def _level_fits(subject: IndicatorSubject) -> bool | None:
    """Whether its levels belong together, by the profile where that says which there are."""
    fits, levels = subject.model.fits, subject.form.levels
    if fits is None or levels is None:
        return fits
    return subject.model.level2 in levels.get(subject.model.level1 or "", ())


INDICATOR = _table(
    Entry(
        "stem",
        TEXT,
        "指标名称，再去掉末尾的括号",
        "its name without the brackets at its end",
        lambda s: _TRAILING_BRACKETS.sub("", s.model.label) or s.model.label or None,
    ),
    Entry(
        "name_unit", UNIT, "名称末尾括号里的单位", "the unit in the brackets at the name's end", _name_unit
    ),
    Entry(
        "name_unit_differs",
        BOOL,
        "名称括号里的单位和指标值的单位不是一回事",
        "whether the unit in the name's brackets and that of the value measure different things",
        _name_unit_differs,
    ),
    Entry("unit_dimension", TEXT, "单位的量纲", "the unit's dimension", lambda s: _dimension(s.unit)),
    Entry("number_in_form", NUMBER, "第几个指标", "its number in the form", lambda s: s.model.number),
    Entry(
        "name",
        TEXT,
        "指标名称，去掉编号、★和空格",
        "its name, without numbering, ★ and spaces",
        lambda s: s.model.label or None,
    ),
    Entry(
        "written_name",
        TEXT,
        "指标名称的原文",
        "its name as written",
        lambda s: _blank_is_none(s.model.name.text),
    ),
    Entry(
        "name_length", NUMBER, "指标名称的字数", "characters in its name", lambda s: _length(s.model.label)
    ),
    Entry("level1", TEXT, "一级指标（规范名称）", "the first level, canonical", lambda s: s.model.level1),
    Entry("level2", TEXT, "二级指标（规范名称）", "the second level, canonical", lambda s: s.model.level2),
    Entry(
        "level1_written",
        BOOL,
        "这一行写了一级指标",
        "whether its row has the first level",
        lambda s: s.model.level1_cell is not None,
    ),
    Entry(
        "level2_written",
        BOOL,
        "这一行写了二级指标",
        "whether its row has the second level",
        lambda s: s.model.level2_cell is not None,
    ),
    Entry(
        "inferred",
        BOOL,
        "一级指标是推断的",
        "whether the first level was inferred",
        lambda s: s.model.inferred,
    ),
    Entry(
        "level_fits",
        BOOL,
        "这一行写的二级指标属于它写的一级指标",
        "whether its row puts the second level under a first level that it belongs to",
        _level_fits,
    ),
    Entry(
        "value_label",
        TEXT,
        "指标值的原文，像名称那样去掉编号和空格",
        "the value as written, cleaned as a name is",
        lambda s: (plain_name(s.model.written.text.rstrip("。；;，, ")) or None) if s.model.written else None,
    ),
    Entry("value", VALUE, "指标值", "the value", lambda s: s.model.value),
    Entry(
        "text",
        TEXT,
        "指标值的原文，去掉空格",
        "the value as written, without spaces",
        lambda s: squeeze(s.model.written and s.model.written.text),
    ),
    Entry(
        "value_room",
        BOOL,
        "这一行有指标值的位置",
        "false where the row ended before its value",
        lambda s: s.model.value_room,
    ),
    Entry(
        "op",
        Type("text", options=("=", "!=", "<", "<=", ">", ">=")),
        "比较符：= != < <= > >=",
        "the operator: = != < <= > >=",
        _of_value("op"),
    ),
    Entry("written_op", TEXT, "比较符的原文（大于等于）", "the operator as written", _of_value("written_op")),
    Entry("number", NUMBER, "数值，不看单位", "the number, whatever its unit", _of_value("number")),
    Entry("quantity", QUANTITY, "数值连同单位", "the number with its unit", _quantity),
    Entry("low", NUMBER, "区间的下限", "a range's lower bound", _of_value("low")),
    Entry("high", NUMBER, "区间的上限", "a range's upper bound", _of_value("high")),
    Entry("unit", UNIT, "单位", "the unit", _of_value("unit")),
    Entry("unit_text", TEXT, "单位的写法", "the unit as written", _unit_said(lambda unit: unit.text)),
    Entry(
        "unit_canonical",
        TEXT,
        "单位的规范写法",
        "the unit's proper spelling",
        _unit_said(_canonical),
    ),
    Entry(
        "unit_suggestion",
        TEXT,
        "不认得的单位，最接近的一个",
        "the nearest known unit, of an unknown one",
        _unit_said(lambda unit: units.suggest(unit.text)),
    ),
    Entry(
        "doubled_unit",
        TEXT,
        "单位写了两遍的那一段（90% / %）",
        "the unit as far as it is written twice",
        _of_doubled(lambda found: found.text),
    ),
    Entry(
        "doubled_unit_once",
        TEXT,
        "那一段写一遍的样子",
        "the same, written once",
        _of_doubled(lambda found: found.once),
    ),
    Entry("date", DATE, "期限的最后一天", "a deadline's day", _of_value("date")),
    Entry(
        "direction",
        Type("text", options=("up", "down")),
        "变化的方向：up down",
        "a change's direction: up, down",
        _of_value("direction"),
    ),
    Entry("baseline", TEXT, "变化的基数（上年）", "what a change is measured against", _of_value("baseline")),
    Entry(
        "not_a_name",
        Type("text", options=("level", "number", "date", "amount")),
        "名称这一格写的不是名称：level 二级指标、number 数、date 日期、amount 数量或金额",
        "what stands in the name's place and is no name: level, number, date, amount",
        lambda s: naming.not_a_name(s.model.label) if s.model.label else None,
    ),
    Entry(
        "name_target",
        TEXT,
        "写在名称末尾的目标（……达95%以上），指标值空白、是文字或单位相同时才算",
        "the target at the name's end, where the value is blank, words, or of the same dimension",
        _name_target,
    ),
    Entry(
        "numbering",
        NUMBER,
        "名称前面的编号（指标3：）",
        "the number in front of its name",
        lambda s: naming.numbering(s.model.name.text),
    ),
    Entry(
        "numbering_before",
        NUMBER,
        "同一个二级指标下前一行的编号",
        "the number of the row before it under the same second level",
        _numbering_before,
    ),
    Entry(
        "no_number",
        BOOL,
        "指标值只有比较符或单位，没有数字",
        "whether its value has an operator or a unit, and no number",
        lambda s: _lacks_number(s.model.value),
    ),
    Entry(
        "serial_date",
        TEXT,
        "指标值是电子表格的日期序号时，它代表的日期（44561 是 2021年12月31日）",
        "the day that a spreadsheet keeps as its number",
        _serial_date,
    ),
    Entry(
        "text_letters",
        TEXT,
        "指标值的原文，去掉标点和空格（优良中差）",
        "the value as written, without punctuation and spaces",
        _of_text(lambda text: writing.letters(text) or None),
    ),
    Entry(
        "measures",
        NUMBER,
        "一格里写了几个量（日期不算）",
        "how many things its value measures, dates aside",
        lambda s: writing.measures(s.model.value),
    ),
    Entry(
        "whole",
        BOOL,
        "指标值写在一格里；比较符、数、单位分列，或被分页切断的不是",
        "whether its value is one cell: not put together from columns, or from both sides of a page break",
        lambda s: s.model.written is not None and s.model.written.whole,
    ),
    Entry(
        "qualitative",
        BOOL,
        "表里有一栏写明这个指标是定性的",
        "whether a column of the layout calls it 定性",
        lambda s: s.model.qualitative,
    ),
    Entry(
        "op_form",
        Type("text", options=("sign", "odd", "words")),
        "比较符的写法：sign ≥，odd ≧、>=，words 大于等于、以上",
        "how the operator is written: sign (≥), odd (≧, >=), words (大于等于, 以上)",
        _of_op(writing.operator_form),
    ),
    Entry("op_sign", TEXT, "比较符应写作", "the operator's proper sign", _of_op(lambda op, _: SIGNS[op])),
    Entry(
        "text_with_sign",
        TEXT,
        "同一个目标，用符号写（95%以上 是 ≥95%）；除了比较符、数、单位还有别的字就没有",
        "the same target with a sign; absent where there is more than operator, number and unit",
        _of_text(writing.with_sign),
    ),
    Entry(
        "figure_style",
        Type("text", options=("plain", "padded")),
        "数字的写法：plain 90，padded 90.00",
        "how its number is written: plain (90), padded (90.00)",
        _figure(writing.figure_style),
    ),
    Entry(
        "figure_plain",
        TEXT,
        "数字去掉末尾多余的零：90.00 的是 90",
        "its number without the zeros at its end",
        _figure(writing.plain_figure),
    ),
    Entry("weight", NUMBER, "权重", "its weight", _weight("weight")),
    Entry("score", NUMBER, "得分", "its score", _weight("score")),
    Entry("result", TEXT, "完成值", "its result", _extra("result")),
    Entry("period_value", TEXT, "实施期指标值", "the value for the whole period", _extra("period_value")),
    Entry("last_value", TEXT, "上年指标值", "last year's value", _extra("last_value")),
)


class IndicatorSubject(Subject):
    """An indicator. at: value, name, level1, level2."""

    entries = INDICATOR

    def __init__(self, model: Indicator, form: FormSubject) -> None:
        self.model = model
        self.form = form

    @property
    def of_indicator(self) -> Indicator | None:
        return self.model

    def cells(self) -> Mapping[str, Cell | None]:
        model = self.model
        return {
            "value": model.written or model.name,
            "name": model.name,
            "level1": model.level1_cell or model.level2_cell or model.name,
            "level2": model.level2_cell or model.name,
        }


def _label_of_indicator(subject: Subject) -> str | None:
    found = subject.of_indicator
    return found.label if found else None


# ── Promises ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_pair(get: Callable[[Pair], Raw]) -> Callable[[PromiseSubject], Raw]:
    return lambda subject: None if subject.pair is None else get(subject.pair)


PROMISE = _table(
    Entry("noun", TEXT, "承诺的是什么", "what is promised", lambda s: s.model.noun or None),
    Entry("noun_length", NUMBER, "那些字的字数", "characters in it", lambda s: _length(s.model.noun)),
    Entry("text", TEXT, "承诺了多少，原文", "how much, as written", lambda s: s.model.text),
    Entry("value", VALUE, "承诺了多少", "how much", lambda s: s.model.value),
    Entry("when", TEXT, "期限", "by when", lambda s: s.model.when),
    Entry("is_ratio", BOOL, "是比率", "whether it is a ratio", lambda s: s.model.is_ratio),
    Entry(
        "is_paired",
        BOOL,
        "有指标承接",
        "whether an indicator carries it",
        lambda s: s.pair is not None,
    ),
    Entry(
        "is_doubtful",
        BOOL,
        "也许有指标承接，说不准",
        "whether an indicator may carry it, which is not sure",
        lambda s: s.doubtful,
    ),
    Entry(
        "relation",
        Type("text", options=("same", "operator", "number", "unit")),
        "承接的指标和它：same 一致，operator 只是符号不同，number 数不同，unit 单位不同",
        "how its indicator stands to it: same, operator (only that differs), number, unit",
        _of_pair(lambda pair: pair.relation),
    ),
    Entry(
        "indicator",
        TEXT,
        "承接它的指标的名称",
        "the name of the indicator that carries it",
        _of_pair(lambda pair: pair.indicator.label),
    ),
    Entry(
        "indicator_text",
        TEXT,
        "那个指标的值的原文",
        "that indicator's value as written",
        _of_pair(lambda pair: squeeze(pair.indicator.written.text) if pair.indicator.written else None),
    ),
    Entry(
        "suggestion",
        TEXT,
        "可以补的一行指标",
        "a row of an indicator that would carry it",
        lambda s: _suggestion(s),
    ),
)


def _suggestion(subject: PromiseSubject) -> str:
    from pfglint.goal.suggest import row

    return row(subject.model, subject.form.model.indicators)


class PromiseSubject(Subject):
    """Something that the annual goal promises. at: clause (its clause in the goal's text)."""

    entries = PROMISE

    def __init__(self, model: Promise, pair: Pair | None, doubtful: bool, form: FormSubject) -> None:
        self.model = model
        self.pair = pair
        self.doubtful = doubtful
        self.form = form

    def cells(self) -> Mapping[str, Cell | None]:
        goal = self.form.model.annual_goal
        cell = goal.value if goal is not None else None
        if cell is None:
            return {"clause": None}
        start, end = self.model.clause
        clause = cell.text[start:end]
        place = cell.place
        if place.column is not None and place.end_column == place.column + len(cell.text):
            place = place._replace(column=place.column + start, end_column=place.column + end)
        return {"clause": cell._replace(text=clause, place=place)}

    def related(self) -> Place | None:
        """The indicator's value."""
        if self.pair is None:
            return None
        indicator = self.pair.indicator
        return (indicator.written or indicator.name).place


# ── Fields ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _label(subject: FieldSubject) -> str | None:
    text = squeeze(subject.model.label.text)
    return text.rstrip(":：") if text else None


FIELD = _table(
    Entry(
        "impossible_date",
        BOOL,
        "写成日期的样子，却没有这一天",
        "whether it has the shape of a date that no calendar has",
        lambda s: getattr(s.model, "date", None) is None and looks_like_day(s.text or ""),
    ),
    Entry(
        "key",
        TEXT,
        "哪一栏：project department … goal overall_goal annual_total …",
        "which one: project department … goal overall_goal annual_total …",
        lambda s: s.key,
    ),
    Entry("label", TEXT, "这一栏的标签，不带冒号", "its label, without a colon", _label),
    Entry(
        "text",
        TEXT,
        "这一栏的内容",
        "what stands there",
        lambda s: _blank_is_none(s.model.value.text if s.model.value else None),
    ),
    Entry("date", DATE, "日期", "the date", lambda s: getattr(s.model, "date", None)),
    Entry(
        "amount",
        MONEY,
        "金额",
        "the amount of a funding cell",
        lambda s: funding.money(s.form.model, s.model) if s.is_amount else None,
    ),
    Entry(
        "is_amount", BOOL, "是资金栏", "whether it is a funding cell", lambda s: isinstance(s.model, Amount)
    ),
)


class FieldSubject(Subject):
    """A labelled cell of a form: a header field, a goal or an amount. at: value, label."""

    entries = FIELD
    key: str

    def __init__(self, key: str, model: Field | Amount, form: FormSubject) -> None:
        self.__dict__["key"] = key
        self.model = model
        self.form = form

    @property
    def anchor(self) -> Anchor:
        return "field", self.key

    def cells(self) -> Mapping[str, Cell | None]:
        return {"value": self.model.value or self.model.label, "label": self.model.label}


# ── Facts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


FACT = _table(
    Entry("kind", TEXT, "事实的种类", "what kind of fact", lambda s: s.model.kind),
    Entry("text", TEXT, "原文", "the text it is about", lambda s: _blank_is_none(s.model.text)),
    Entry("detail", TEXT, "补充", "one more text", lambda s: _blank_is_none(s.model.detail)),
    Entry(
        "without_tags",
        TEXT,
        "原文去掉网页代码；去掉就没有字的没有",
        "the text without HTML; absent where nothing is left",
        lambda s: without_tags(s.model.text) or None,
    ),
    Entry("indicator", TEXT, "所属指标的名称", "the name of its indicator", _label_of_indicator),
)


class FactSubject(Subject):
    """Something that reading or recognising noticed. at: nothing; a fact has a place of its own."""

    entries = FACT

    def __init__(self, model: Fact, form: FormSubject) -> None:
        self.model = model
        self.form = form

    @property
    def of_indicator(self) -> Indicator | None:
        number = self.model.indicator
        found = self.form.model.indicators
        return found[number - 1] if number is not None and 0 < number <= len(found) else None

    def cells(self) -> Mapping[str, Cell | None]:
        place = self.model.place
        return {"text": Cell(self.model.text, place, 0) if place is not None and self.model.text else None}

    def fellows(self) -> Iterable[Subject]:
        also = f"{self.model.kind}-also"
        return [FactSubject(fact, self.form) for fact in self.form.model.facts if fact.kind == also]

    def place(self) -> Place | None:
        return self.model.place or super().place()


# ── Cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _mispaired(subject: CellSubject) -> str | None:
    return writing.mispaired(subject.model.text) if subject.model.whole else None


def _residue(ask: Callable[[writing.Residue], str | None]) -> Callable[[CellSubject], str | None]:
    def get(subject: CellSubject) -> str | None:
        found = writing.residue(subject.model.text)
        return ask(found) if found else None

    return get


CELL = _table(
    Entry(
        "key",
        TEXT,
        "哪一格：project … goal overall_goal name value",
        "which one: project … goal overall_goal name value",
        lambda s: s.key,
    ),
    Entry("text", TEXT, "原文", "what stands there", lambda s: s.model.text),
    Entry("indicator", TEXT, "所属指标的名称", "the name of its indicator", _label_of_indicator),
    Entry(
        "whole",
        BOOL,
        "整个写在一格里，没有被分页切断",
        "whether it is one cell, not put together from several",
        lambda s: s.model.whole,
    ),
    Entry(
        "mispaired",
        TEXT,
        "不成对的引号、书名号或括号，连同后面几个字；被分页切断的一格不看",
        "the first quotation mark or bracket that does not pair, with what follows; not looked for in a cut cell",
        _mispaired,
    ),
    Entry(
        "residue",
        TEXT,
        "不该有的字：乱码、夹在汉字中间的英文虚词、连写的标点",
        "what does not belong: garbled characters, an English particle, two stops in a row",
        _residue(lambda found: found.text),
    ),
    Entry(
        "residue_kind",
        Type("text", options=("garbled", "word", "stops")),
        "它是什么：garbled 乱码、word 英文虚词、stops 连写的标点",
        "which of them: garbled, word, stops",
        _residue(lambda found: found.kind),
    ),
    Entry(
        "residue_mended",
        TEXT,
        "应改成什么（，， 是 ，）；说不准就没有",
        "what should stand there, where that is certain",
        _residue(lambda found: found.mended),
    ),
)


class CellSubject(Subject):
    """A text that somebody wrote: a header field, a goal, an indicator's name or value. at: text."""

    entries = CELL
    key: str

    def __init__(self, key: str, model: Cell, form: FormSubject, indicator: Indicator | None = None) -> None:
        self.__dict__["key"] = key
        self.model = model
        self.form = form
        self.indicator_model = indicator

    @property
    def of_indicator(self) -> Indicator | None:
        return self.indicator_model

    @property
    def anchor(self) -> Anchor:
        return super().anchor or ("field", self.key)

    def cells(self) -> Mapping[str, Cell | None]:
        return {"text": self.model}


# ── Which subjects there are ─────────────────────────────────────────────────────────────────────────────────────────


def _fields_of(form: FormSubject) -> Iterator[Subject]:
    model = form.model
    for key, found in model.fields.items():
        yield FieldSubject(key, found, form)
    for key, goal in (("goal", model.annual_goal), ("overall_goal", model.overall_goal)):
        if goal is not None:
            yield FieldSubject(key, goal, form)
    for key, amount in model.funding.amounts.items():
        yield FieldSubject(key, amount, form)


def _cells_of(form: FormSubject) -> Iterator[Subject]:
    model = form.model
    labelled = [*model.fields.items(), ("overall_goal", model.overall_goal), ("goal", model.annual_goal)]
    for key, found in labelled:
        if found is not None and found.value is not None:
            yield CellSubject(key, found.value, form)
    for item in model.indicators:
        yield CellSubject("name", item.name, form, item)
        if item.written is not None:
            yield CellSubject("value", item.written, form, item)


class SubjectKind(NamedTuple):
    """What `for:` can name.

    of:  the subjects of a form.
    at:  the cells that `at:` can name; the first that is there is the default.
    """

    name: str
    zh: str
    en: str
    entries: Mapping[str, Entry]
    of: Callable[[FormSubject], Iterator[Subject]]
    at: tuple[str, ...]


_FORM_CELLS = (
    *(
        "title",
        "weights",
        "project",
        "department",
        "implementer",
        "nature",
        "category",
        "start",
        "end",
        "goal",
        "overall_goal",
    ),
    *(
        "project_total",
        "project_fiscal",
        "project_other",
        "annual_total",
        "annual_fiscal",
        "carry_over",
        "annual_other",
    ),
)

SUBJECTS = {
    kind.name: kind
    for kind in (
        SubjectKind("form", "一张表", "a form", FORM, lambda form: iter((form,)), _FORM_CELLS),
        SubjectKind(
            "field",
            "表头、目标或资金的一格",
            "a cell of the header, the goal or the funding",
            FIELD,
            _fields_of,
            ("value", "label"),
        ),
        SubjectKind(
            "indicator",
            "一个指标",
            "an indicator",
            INDICATOR,
            lambda form: iter(form.indicators),
            ("value", "name", "level1", "level2"),
        ),
        SubjectKind(
            "cell",
            "表头、目标、名称、指标值的一格文字",
            "a text of the header, a goal, a name or a value",
            CELL,
            _cells_of,
            ("text",),
        ),
        SubjectKind(
            "promise",
            "年度目标里的一个量化承诺",
            "a measure that the annual goal promises",
            PROMISE,
            lambda form: iter(form.promises),
            ("clause",),
        ),
        SubjectKind(
            "fact",
            "读取时注意到的事",
            "what was noticed while reading",
            FACT,
            lambda form: iter([FactSubject(fact, form) for fact in form.model.facts]),
            ("text",),
        ),
    )
}

_SHORTCUTS = ("funding.", "year")


class Resolved(NamedTuple):
    """A field's name, resolved for one kind of subject. path: what `operator.attrgetter` takes."""

    entry: Entry
    path: str
    of_form: bool


def resolve(kind: str, name: str) -> Resolved | None:
    """The field that `name` means on a subject of `kind`: its own, ``form.…``, or a shortcut to its form's."""
    own = SUBJECTS[kind].entries.get(name)
    if own is not None:
        return Resolved(own, own.attribute, kind == "form")
    if name.startswith("form."):
        name = name.removeprefix("form.")
    elif not name.startswith(_SHORTCUTS):
        return None
    found = FORM.get(name)
    if found is None:
        return None
    return Resolved(found, found.attribute if kind == "form" else f"form.{found.attribute}", True)


def names(kind: str) -> list[str]:
    """All names that `resolve` knows on a subject of `kind`."""
    own = list(SUBJECTS[kind].entries)
    if kind == "form":
        return [*own, *(f"form.{name}" for name in FORM)]
    return [*own, *(f"form.{name}" for name in FORM), *(name for name in FORM if name.startswith(_SHORTCUTS))]
