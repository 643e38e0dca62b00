"""The JSON Schemas that pfglint carries: of what it reads, made of the readers' tables, and of what it writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from handbook.shapes import Known, Schema, Schemas, said
from pfglint.config.shapes import configuration
from pfglint.rule.keys import PACK, PROFILE, WORDS
from pfglint.rule.pack import load_builtin
from pfglint.rule.profile import load_builtin as load_profiles
from pfglint.rule.shape import Shape
from pfglint.waiver.keys import WAIVERS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Input(NamedTuple):
    """A file that pfglint reads. blank: whether it may say nothing."""

    shape: Shape
    zh: str
    en: str
    blank: bool = False


INPUTS: Mapping[str, Input] = {
    "config": Input(configuration(), "配置：pfglint.yaml", "a configuration: pfglint.yaml", blank=True),
    "pack": Input(PACK, "规则包", "a rule pack"),
    "profile": Input(PROFILE, "口径", "a profile"),
    "waivers": Input(WAIVERS, "豁免清单：pfglint-waivers.yaml", "waivers: pfglint-waivers.yaml", blank=True),
    "words": Input(WORDS, "共用的词表：rules/words.yaml", "the word lists of all packs: rules/words.yaml"),
}
"""What can be written in YAML."""


def schema_files() -> dict[str, str]:
    """The files of ``pfglint/schemas/`` by their names."""
    found = {name: input_schema(name) for name in INPUTS}
    return {f"{name}.json": text_of(schema) for name, schema in found.items()}


def text_of(schema: Schema) -> str:
    """A schema as it is carried along."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def input_schema(name: str) -> Schema:
    """The schema of a file that pfglint reads."""
    given = INPUTS[name]
    made = Schemas(Known(load_builtin(), load_profiles()))
    schema = made.of(given.shape)
    if given.blank:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return whole(name, said(given.zh, given.en), schema, made.defs)


def whole(name: str, title: str, schema: Schema, defs: Mapping[str, Schema]) -> Schema:
    """A schema that stands by itself."""
    parts = {"$defs": dict(sorted(defs.items()))} if defs else {}
    return {"$schema": DIALECT, "$id": f"urn:pfglint:{name}", "title": title, **schema, **parts}
