"""What reading a file or recognising a form noticed, as rules see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pfglint.finding import Place
from pfglint.form.markup import without_tags
from pfglint.form.model import Indicator
from pfglint.rule.fields.indicator import label_of_indicator
from pfglint.rule.fields.subject import Entry, Subject, blank_is_none, table
from pfglint.rule.types import TEXT
from pfglint.source.document import Cell, Fact

if TYPE_CHECKING:
    from pfglint.rule.fields.form import FormSubject

FACT = table(
    Entry("kind", TEXT, "事实的种类", "what kind of fact", lambda s: s.model.kind),
    Entry("text", TEXT, "原文", "the text it is about", lambda s: blank_is_none(s.model.text)),
    Entry("detail", TEXT, "补充", "one more text", lambda s: blank_is_none(s.model.detail)),
    Entry(
        "without_tags",
        TEXT,
        "原文去掉网页代码；去掉就没有字的没有",
        "the text without HTML; absent where nothing is left",
        lambda s: without_tags(s.model.text) or None,
    ),
    Entry("indicator", TEXT, "所属指标的名称", "the name of its indicator", label_of_indicator),
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
