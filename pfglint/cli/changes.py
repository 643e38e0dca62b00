"""Changes of rules shown: as JSON data, much as they stand in YAML, and as lines for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, TypedDict, cast

from pfglint.report.plain import columns

if TYPE_CHECKING:
    from pfglint.finding import Severity
    from pfglint.rule.model import Changes, Named, Refinement


class SeverityWhenJson(TypedDict):
    when: Annotated[str, "在什么情况下", "where it holds"]
    severity: Annotated[str, "那时的级别", "the severity there", ("error", "warning", "info")]


RefinementJson = TypedDict(
    "RefinementJson",
    {
        "rule": Annotated[str, "对哪条规则", "of which rule"],
        "when": Annotated[str, "只有成立的才报", "it speaks only where this is true"],
        "unless": Annotated[str, "成立的不报", "it is silent where this is true"],
        "severity-when": Annotated[list[SeverityWhenJson], "另定级别", "other severities"],
        "reason": Annotated[str, "为什么", "why"],
    },
    total=False,
)


class ChangesJson(TypedDict, total=False):
    """What is otherwise with the rules; what says nothing is left out."""

    off: Annotated[list[str], "关掉的规则", "rules that are switched off"]
    severities: Annotated[dict[str, str], "另定的级别", "other severities"]
    refine: Annotated[list[RefinementJson], "例外", "exceptions"]
    constants: Annotated[dict[str, str], "常量", "the numbers in rules"]
    words: Annotated[dict[str, list[str]], "另加的词", "more words for the lists"]


def changes_json(changes: Changes) -> ChangesJson:
    """Changes under the keys that a profile has them under; what says nothing is left out."""
    found = told(
        {
            "off": list(changes.off),
            "severities": graded_json(changes.severities),
            "refine": [refinement(one) for one in changes.refine],
            "constants": constants_json(changes.constants),
            "words": {one.name: list(one.words) for one in changes.words},
        }
    )
    return cast(ChangesJson, found)


def graded_json(severities: Iterable[tuple[str, Severity]]) -> dict[str, str]:
    """Rules, or words that name them, with their severities."""
    return {word: severity.label for word, severity in severities}


def constants_json(constants: Iterable[Named]) -> dict[str, str]:
    """Constants with their values as they are written."""
    from pfglint.rule.show import show_constant

    return {one.name: show_constant(one.value) for one in constants}


def refinement(one: Refinement) -> RefinementJson:
    """A refinement; its conditions as their author wrote them."""
    from pfglint.rule.show import show

    severities = [{"when": show(item.when), "severity": item.severity.label} for item in one.severity_when]
    conditions = {written.key: written.text for written in one.written}
    found = told({"rule": one.rule, **conditions, "severity-when": severities, "reason": one.reason})
    return cast(RefinementJson, found)


def told(data: dict[str, Any]) -> dict[str, Any]:
    """`data` without what says nothing."""
    return {key: value for key, value in data.items() if value}


def lines_of(value: Any) -> list[str]:
    """A setting for people, one line for each of its parts, each as YAML would have it."""
    match value:
        case dict() if value:
            return [f"{key}: {_inline(inner)}" for key, inner in value.items()]
        case list() if value:
            return [_inline(item) for item in value]
    return [str(value)] if value else ["—"]


def _inline(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_inline(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_inline, value)) + "]"
    return str(value)


def padded(text: str, width: int) -> str:
    """`text` as a cell of a table, two columns apart from the next."""
    return text + " " * (max(width - columns(text), 0) + 2)
