"""An indicator as rules see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from pfglint.form.model import Indicator
from pfglint.rule.fields.costs import EXPENSE
from pfglint.rule.fields.name import NAME
from pfglint.rule.fields.notation import NOTATION
from pfglint.rule.fields.shares import SHARE
from pfglint.rule.fields.subject import Entry, Subject, squeeze, table
from pfglint.rule.fields.value import VALUE_FIELDS
from pfglint.rule.types import BOOL, NUMBER, TEXT
from pfglint.source.document import Cell

if TYPE_CHECKING:
    from pfglint.rule.fields.form import FormSubject


def _weight(key: str) -> Callable[[IndicatorSubject], Decimal | None]:
    def get(subject: IndicatorSubject) -> Decimal | None:
        text = subject.model.extra.get(key)
        if text is None:
            return None
        from pfglint.rule.weights import parse

        return parse(text)

    return get


def _extra(key: str) -> Callable[[IndicatorSubject], str | None]:
    return lambda subject: squeeze(subject.model.extra.get(key))


INDICATOR = table(
    *NAME,
    *VALUE_FIELDS,
    *NOTATION,
    *EXPENSE,
    *SHARE,
    Entry(
        "qualitative",
        BOOL,
        "表里有一栏写明这个指标是定性的",
        "whether a column of the layout calls it 定性",
        lambda s: s.model.qualitative,
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


def label_of_indicator(subject: Subject) -> str | None:
    found = subject.of_indicator
    return found.label if found else None
