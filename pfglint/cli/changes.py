"""Changes of rules shown: as JSON data, much as they stand in YAML, and as lines for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pfglint.report.plain import columns

if TYPE_CHECKING:
    from pfglint.finding import Severity
    from pfglint.rule.model import Changes, Named, Refinement


def changes_json(changes: Changes) -> dict[str, Any]:
    """Changes under the keys that a profile has them under; what says nothing is left out."""
    return told(
        {
            "off": list(changes.off),
            "severities": graded_json(changes.severities),
            "refine": [refinement(one) for one in changes.refine],
            "constants": constants_json(changes.constants),
            "words": {one.name: list(one.words) for one in changes.words},
        }
    )


def graded_json(severities: Iterable[tuple[str, Severity]]) -> dict[str, str]:
    """Rules, or words that name them, with their severities."""
    return {word: severity.label for word, severity in severities}


def constants_json(constants: Iterable[Named]) -> dict[str, str]:
    """Constants with their values as they are written."""
    from pfglint.rule.show import show_constant

    return {one.name: show_constant(one.value) for one in constants}


def refinement(one: Refinement) -> dict[str, Any]:
    """A refinement; its conditions as their author wrote them."""
    from pfglint.rule.show import show

    severities = [{"when": show(item.when), "severity": item.severity.label} for item in one.severity_when]
    conditions = {written.key: written.text for written in one.written}
    return told({"rule": one.rule, **conditions, "severity-when": severities, "reason": one.reason})


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
