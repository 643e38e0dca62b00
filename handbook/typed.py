"""JSON Schemas of what pfglint writes: made of the types by which its JSON data are checked."""

from __future__ import annotations

import types
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from handbook.shapes import Schema, said

_PLAIN: dict[object, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


class Types:
    """Makes schemas of types. defs: the parts that the schemas made refer to, by the names of their classes."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}
        self.kinds: dict[str, object] = {}

    def of(self, hint: Any) -> Schema:
        """The schema of a type: a TypedDict, a list, a union, a literal …; what is annotated has that for a description."""
        if hint in _PLAIN:
            return {"type": _PLAIN[hint]}
        if is_typeddict(hint):
            return self._part(hint)
        origin, args = get_origin(hint), get_args(hint)
        if origin is Annotated:
            zh, en, *options = hint.__metadata__
            schema = self.of(args[0])
            if options:
                none = [None] if "null" in schema["type"] else []
                schema = {"enum": [*options[0], *none]}
            return {"description": said(zh, en), **schema}
        if origin is Literal:
            return {"enum": list(args)}
        if origin is list:
            return {"type": "array", "items": self.of(args[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(args[1])}
        if origin in (Union, types.UnionType):
            return _any_of([self.of(arg) for arg in args])
        if hint is object:
            return {}
        raise TypeError(f"no schema for {hint}")

    def _part(self, kind: Any) -> Schema:
        name = kind.__name__.removesuffix("Json")
        if self.kinds.setdefault(name, kind) is not kind:
            raise TypeError(f"two types in one schema are called {name}")
        if name not in self.defs:
            self.defs[name] = {}  # it may refer to itself
            self.defs[name] = self._object(kind)
        return {"$ref": f"#/$defs/{name}"}

    def _object(self, kind: Any) -> Schema:
        properties: dict[str, Schema] = {}
        needed = []
        for key, hint in get_type_hints(kind, include_extras=True).items():
            is_needed = bool(kind.__total__)
            while get_origin(hint) in (Required, NotRequired):
                is_needed = get_origin(hint) is Required
                (hint,) = get_args(hint)
            properties[key] = self.of(hint)
            if is_needed:
                needed.append(key)
        found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        return found | ({"required": needed} if needed else {})


def _any_of(parts: list[Schema]) -> Schema:
    """One of several; plain types are told in one line."""
    plain = [part["type"] for part in parts if set(part) == {"type"} and isinstance(part["type"], str)]
    if len(plain) == len(parts):
        return {"type": plain}
    if len(parts) == 2 and plain == ["null"] and "enum" in (choice := parts[0]):
        return {"enum": [*choice["enum"], None]}
    return {"anyOf": parts}
