"""What the annual goal promises, as rules see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pfglint.finding import Place
from pfglint.rule.fields.subject import Entry, Subject, length, quantity_of, squeeze, table
from pfglint.rule.types import BOOL, NUMBER, QUANTITY, TEXT, VALUE, Raw, Type
from pfglint.source.document import Cell

if TYPE_CHECKING:
    from pfglint.goal.pair import Pair
    from pfglint.goal.promise import Promise
    from pfglint.rule.fields.form import FormSubject


def _of_pair(get: Callable[[Pair], Raw]) -> Callable[[PromiseSubject], Raw]:
    return lambda subject: None if subject.pair is None else get(subject.pair)


def _suggestion(subject: PromiseSubject) -> str:
    from pfglint.goal.suggest import row

    return row(subject.model, subject.form.model.indicators)


PROMISE = table(
    Entry("noun", TEXT, "承诺的是什么", "what is promised", lambda s: s.model.noun or None),
    Entry("noun_length", NUMBER, "那些字的字数", "characters in it", lambda s: length(s.model.noun)),
    Entry("text", TEXT, "承诺了多少，原文", "how much, as written", lambda s: s.model.text),
    Entry("value", VALUE, "承诺了多少", "how much", lambda s: s.model.value),
    Entry(
        "quantity",
        QUANTITY,
        "承诺的数连同单位",
        "the number with its unit",
        lambda s: quantity_of(s.model.value),
    ),
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
