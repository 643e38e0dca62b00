"""The fields of a form that its goals give."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pfglint.form.model import Field
from pfglint.rule.fields.subject import Entry, blank_is_none, length
from pfglint.rule.types import BOOL, NUMBER, TEXT, Raw

if TYPE_CHECKING:
    from pfglint.rule.fields.form import FormSubject


def _goal(found: Field | None) -> str | None:
    return blank_is_none(found.text) if found else None


def _goal_text(ask: Callable[[str, FormSubject], Raw]) -> Callable[[FormSubject], Raw]:
    """What `ask` says of the annual goal's text; None where there is none."""

    def get(subject: FormSubject) -> Raw:
        text = _goal(subject.model.annual_goal)
        return None if text is None else ask(text, subject)

    return get


def _substance(text: str, subject: FormSubject) -> Raw:
    from pfglint.goal.text import substance

    return substance(text)


def _has_measure(text: str, subject: FormSubject) -> Raw:
    from pfglint.goal.promise import has_measure

    return has_measure(text)


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


GOAL = (
    Entry("goal", TEXT, "年度目标", "the annual goal", lambda s: _goal(s.model.annual_goal)),
    Entry("overall_goal", TEXT, "总目标", "the overall goal", lambda s: _goal(s.model.overall_goal)),
    Entry("goal_length", NUMBER, "年度目标的字数", "characters in the annual goal", lambda s: length(s.goal)),
    Entry(
        "overall_goal_length",
        NUMBER,
        "总目标的字数",
        "characters in the overall goal",
        lambda s: length(s.overall_goal),
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
        "年度目标里有数量或期限（文号、届次、序号不算）",
        "whether the annual goal says how much or until when; numbers of documents, editions and lists do not count",
        _goal_text(_has_measure),
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
)
