"""The JSON Schemas that pfglint carries: of what it reads, made of the readers' tables, and of what it writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from handbook.shapes import Known, Schema, Schemas, said
from handbook.typed import Types
from pfglint.cli.compare_json import CompareJson
from pfglint.cli.config import ConfigJson
from pfglint.cli.fields import FieldsJson
from pfglint.cli.forms_json import FormsJson
from pfglint.cli.profiles import ProfilesJson
from pfglint.cli.query_output import QueryJson
from pfglint.cli.rules import RulesJson
from pfglint.cli.test_mutants import TestJson
from pfglint.config.shapes import configuration
from pfglint.quantity.json import ValuesJson
from pfglint.report.json import FindingsJson
from pfglint.report.statistics.json import StatisticsJson
from pfglint.review.keys import SHEET
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
    "review": Input(SHEET, "审核表：pfglint review --sheet", "a review sheet: pfglint review --sheet"),
    "waivers": Input(WAIVERS, "豁免清单：pfglint-waivers.yaml", "waivers: pfglint-waivers.yaml", blank=True),
    "words": Input(WORDS, "共用的词表：rules/words.yaml", "the word lists of all packs: rules/words.yaml"),
}
"""What can be written in YAML."""


class Output(NamedTuple):
    """What a command writes with ``-f json``."""

    kind: type
    command: str
    zh: str
    en: str


OUTPUTS: Mapping[str, Output] = {
    "findings": Output(FindingsJson, "pfglint check -f json", "意见", "findings"),
    "statistics": Output(StatisticsJson, "pfglint check --statistics -f json", "统计", "counts"),
    "forms": Output(FormsJson, "pfglint forms -f json", "读懂的表", "forms as they were understood"),
    "values": Output(ValuesJson, "pfglint value -f json", "指标值怎样读", "how values are read"),
    "query": Output(QueryJson, "pfglint query -f json", "条件对哪些成立", "what a condition holds for"),
    "compare": Output(CompareJson, "pfglint compare -f json", "两年对照", "two years beside each other"),
    "rules": Output(RulesJson, "pfglint rules -f json", "规则的清单", "the rules"),
    "fields": Output(
        FieldsJson, "pfglint fields -f json", "条件语言和字段", "the condition language and its fields"
    ),
    "profiles": Output(ProfilesJson, "pfglint profiles -f json", "各地的口径", "the profiles"),
    "config-output": Output(ConfigJson, "pfglint config -f json", "有效的设置", "the settings in force"),
    "test": Output(TestJson, "pfglint test -f json", "规则的例子", "the rules' examples, run"),
}
"""What can be had as JSON."""


def schema_files() -> dict[str, str]:
    """The files of ``pfglint/schemas/`` by their names."""
    found = {name: input_schema(name) for name in INPUTS}
    found |= {name: output_schema(name) for name in OUTPUTS}
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


def output_schema(name: str) -> Schema:
    """The schema of what a command writes."""
    given = OUTPUTS[name]
    made = Types()
    schema = made.of(given.kind)
    zh, en = f"{given.zh}：{given.command}", f"{given.en}: {given.command}"
    return whole(name, said(zh, en), schema, made.defs)


def whole(name: str, title: str, schema: Schema, defs: Mapping[str, Schema]) -> Schema:
    """A schema that stands by itself."""
    parts = {"$defs": dict(sorted(defs.items()))} if defs else {}
    return {"$schema": DIALECT, "$id": f"urn:pfglint:{name}", "title": title, **schema, **parts}
