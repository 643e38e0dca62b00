"""Rules and conditions as JSON data and back, so that a run reads neither YAML nor conditions.

``["Compare", ["FieldName", "number"], ">", {"#": "3"}]``: a list is one of our named tuples with its attributes in order,
``{"": […]}`` a tuple, ``{"#": "3"}`` a decimal, ``{"!": 3}`` a severity, ``{"=": {…}}`` a mapping. Places are left out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pfglint.finding import Severity
from pfglint.rule import model, syntax
from pfglint.rule.problem import Said

_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        *(
            syntax.Text,
            syntax.Number,
            syntax.Literal,
            syntax.Truth,
            syntax.FieldName,
            syntax.Constant,
            syntax.Unless,
            syntax.Not,
            syntax.And,
            syntax.Or,
        ),
        *(
            syntax.Compare,
            syntax.Arithmetic,
            syntax.Negative,
            syntax.WordList,
            syntax.WordsHere,
            syntax.TextTest,
        ),
        *(syntax.Matches, syntax.IsTest, syntax.Aggregate),
        *(
            Said,
            model.Rule,
            model.Wording,
            model.SeverityWhen,
            model.MessageWhen,
            model.Group,
            model.Mend,
            model.Pack,
        ),
        *(model.WordsNamed, model.Written, model.Named, model.Changes, model.Refinement),
        *(model.Sign, model.Profile, model.Standard, model.Near, model.Like),
    )
}
_LEFT_OUT = ("start", "end", "examples", "path", "line", "runs", "why")
_ATTRIBUTES = {
    name: tuple(item for item in kind._fields if item not in _LEFT_OUT) for name, kind in _KINDS.items()
}


def dump(value: Any) -> Any:
    """`value` as JSON data."""
    attributes = _ATTRIBUTES.get(type(value).__name__)
    if attributes is not None:
        return [type(value).__name__, *(dump(getattr(value, attribute)) for attribute in attributes)]
    if isinstance(value, tuple):
        return {"": [dump(item) for item in value]}
    if isinstance(value, Severity):
        return {"!": int(value)}
    if isinstance(value, dict):
        return {"=": value}
    return {"#": str(value)} if isinstance(value, Decimal) else value


def load(data: Any) -> Any:
    """The inverse of `dump`."""
    if isinstance(data, list):
        return _KINDS[data[0]](*[load(value) for value in data[1:]])
    if isinstance(data, dict):
        if "" in data:
            return tuple([load(item) for item in data[""]])
        if "=" in data:
            return data["="]
        return Severity(data["!"]) if "!" in data else Decimal(data["#"])
    return data
