"""A form as rules see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pfglint.finding import Place
from pfglint.form.model import Amount, Field, Form
from pfglint.rule.fields.costs import COSTS, costs_of
from pfglint.rule.fields.goal import GOAL
from pfglint.rule.fields.header import HEADER
from pfglint.rule.fields.indicator import IndicatorSubject
from pfglint.rule.fields.money import FUNDING
from pfglint.rule.fields.promise import PromiseSubject
from pfglint.rule.fields.subject import Entry, Subject, table
from pfglint.rule.types import BOOL, NUMBER, TEXT, Raw, Type
from pfglint.source.document import Cell

if TYPE_CHECKING:
    from pfglint.rule.standards import Usable
    from pfglint.rule.weights import Weights


Found = TypeVar("Found")


def _taxonomy(subject: FormSubject) -> Raw:
    from pfglint.form.taxonomy import taxonomy

    return taxonomy(subject.model)


def _rows(model: Form) -> str | None:
    from pfglint.rule.group import comparable

    rows = sorted(f"{item.label} {comparable(item.value)}" for item in model.indicators)
    return "；".join(rows) or None


def _weights(subject: FormSubject) -> Weights | None:
    """What the weights come to."""
    from pfglint.rule.weights import weights

    return subject.once(weights)


def _of_weights(get: Callable[[Weights], Raw]) -> Callable[[FormSubject], Raw]:
    def ask(subject: FormSubject) -> Raw:
        found = _weights(subject)
        return None if found is None else get(found)

    return ask


FORM = table(
    *HEADER,
    *GOAL,
    *FUNDING,
    *COSTS,
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
        "indicator_rows",
        TEXT,
        "全部指标的名称和值，排好序，不管怎样写：只用来比两张表的指标一样不一样",
        "the names and values of all indicators, sorted, however written: only to be compared",
        lambda s: _rows(s.model),
    ),
    Entry("indicator_count", NUMBER, "指标个数", "how many indicators", lambda s: len(s.model.indicators)),
    Entry(
        "unread_count", NUMBER, "没读懂的行数", "rows that nothing understood", lambda s: len(s.model.unread)
    ),
    Entry(
        "has_unread_rows",
        BOOL,
        "指标表里有没读懂的行：缺的指标也许就在里面",
        "whether rows of its table of indicators were not understood: what seems to be absent may stand there",
        lambda s: any(fact.kind == "unread-rows" for fact in s.model.facts),
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
    """A form. at: title, weights (the level whose weights do not add up), costs (the largest), or the key of a header field, goal or amount."""

    entries = FORM

    def __init__(self, model: Form) -> None:
        self.model = model
        self.form = self
        self.levels: Mapping[str, tuple[str, ...]] | None = None
        """The levels of the profile that it follows: each first level's second levels; None for any."""
        self.standards: tuple[Usable, ...] = ()
        """What things may cost; the first that is for an indicator holds."""
        self.memo: dict[Callable[..., Any], Any] = {}
        """Aggregates over the indicators and what else is computed once."""

    def forget(self) -> None:
        """Let go of the subjects, which know each other, so that a form that was judged leaves memory at once."""
        self.__dict__.clear()

    def once(self, compute: Callable[[Form], Found]) -> Found:
        """What `compute` says of the form, computed when first asked for."""
        if compute not in self.memo:
            self.memo[compute] = compute(self.model)
        found: Found = self.memo[compute]
        return found

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
        # The title over a list of projects is not that of one.
        own = model.title is not None and model.title.place.order == model.place.order
        cells["title"] = model.title if own else None
        weights = _weights(self)
        cells["weights"] = weights.misfits[0].cell if weights is not None and weights.misfits else None
        costs = costs_of(self)
        cells["costs"] = costs.cell if costs is not None else None
        return cells


NO_FORM = FormSubject(Form(0, Place()))
"""The form of a fact that belongs to none: all its fields are unknown."""
