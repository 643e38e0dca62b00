"""The fields of an indicator that its name and its levels give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pfglint.form.names import unit_in_name
from pfglint.patterns import late
from pfglint.quantity import units
from pfglint.quantity.units import Unit
from pfglint.rule import naming
from pfglint.rule.fields.subject import Entry, blank_is_none, length
from pfglint.rule.types import BOOL, NUMBER, TEXT, UNIT, Type

if TYPE_CHECKING:
    from pfglint.rule.fields.indicator import IndicatorSubject

_TRAILING_BRACKETS = late(r"\([^()]*\)$")


def _name_unit(subject: IndicatorSubject) -> Unit | None:
    text = unit_in_name(subject.model.name.text + subject.model.template)
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


NAME = (
    Entry(
        "stem",
        TEXT,
        "指标名称，再去掉末尾的括号",
        "its name without the brackets at its end",
        lambda s: _TRAILING_BRACKETS.sub("", s.model.label) or s.model.label or None,
    ),
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
        lambda s: blank_is_none(s.model.name.text + s.model.template),
    ),
    Entry("name_length", NUMBER, "指标名称的字数", "characters in its name", lambda s: length(s.model.label)),
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
    Entry("number_in_form", NUMBER, "第几个指标", "its number in the form", lambda s: s.model.number),
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
)
