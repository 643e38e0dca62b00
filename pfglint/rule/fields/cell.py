"""A text that somebody wrote, as rules see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pfglint.form.model import Indicator
from pfglint.rule import writing
from pfglint.rule.fields.indicator import label_of_indicator
from pfglint.rule.fields.subject import Anchor, Entry, Subject, table
from pfglint.rule.types import BOOL, TEXT, Type
from pfglint.source.document import Cell

if TYPE_CHECKING:
    from pfglint.rule.fields.form import FormSubject


def _mispaired(subject: CellSubject) -> str | None:
    return writing.mispaired(subject.model.text) if subject.model.whole else None


def _residue(ask: Callable[[writing.Residue], str | None]) -> Callable[[CellSubject], str | None]:
    def get(subject: CellSubject) -> str | None:
        found = writing.residue(subject.model.text)
        return ask(found) if found else None

    return get


CELL = table(
    Entry(
        "key",
        TEXT,
        "哪一格：project … goal overall_goal name value",
        "which one: project … goal overall_goal name value",
        lambda s: s.key,
    ),
    Entry("text", TEXT, "原文", "what stands there", lambda s: s.model.text),
    Entry("indicator", TEXT, "所属指标的名称", "the name of its indicator", label_of_indicator),
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
