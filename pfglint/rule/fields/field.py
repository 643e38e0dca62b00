"""A labelled cell of a form as rules see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pfglint.form.dates import looks_like_day
from pfglint.form.model import Amount, Field
from pfglint.rule import funding
from pfglint.rule.fields.subject import Anchor, Entry, Subject, blank_is_none, squeeze, table
from pfglint.rule.types import BOOL, DATE, MONEY, TEXT
from pfglint.source.document import Cell

if TYPE_CHECKING:
    from pfglint.rule.fields.form import FormSubject


def _label(subject: FieldSubject) -> str | None:
    text = squeeze(subject.model.label.text)
    return text.rstrip(":：") if text else None


FIELD = table(
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
        lambda s: blank_is_none(s.model.value.text if s.model.value else None),
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
