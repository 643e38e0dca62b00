"""What pfglint reads and its JSON Schemas say the same: what the one takes, the other does, and what the one refuses."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from handbook.schemas import INPUTS, schema_files
from pfglint import resources
from pfglint.config.configs import Configs, Given
from pfglint.review.read import builtin_text, sheet_of
from pfglint.rule.pack import load_builtin, read
from pfglint.rule.problem import DataError
from pfglint.rule.profile import load_builtin as load_profiles
from pfglint.rule.profile_reader import read as read_profiles
from pfglint.rule.shape import (
    Choice,
    Condition,
    Constant,
    Day,
    Either,
    Listed,
    Mapped,
    Named,
    Never,
    Plain,
    Shape,
    Table,
    Template,
    Text,
    Truth,
    Whole,
)
from pfglint.waiver.read import waivers_of

from ..cli.test_init import uncommented
from ..config.test_docs import BLOCKS
from ..conftest import ROOT
from .yaml12 import load

FILES = schema_files()


def validator(name: str) -> Draft202012Validator:
    """What checks data by the schema that is carried along."""
    import json

    return Draft202012Validator(json.loads(resources.read("schemas", f"{name}.json")))


VALIDATORS = {name: validator(name) for name in INPUTS}


def test_the_schemas_are_up_to_date_run_tasks_generate_if_not() -> None:
    assert set(resources.names("schemas", ".json")) == set(FILES)
    for name, text in FILES.items():
        assert resources.read("schemas", name).decode() == text, name


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_schema_is_one_and_says_what_it_is_for_in_both_languages(name: str) -> None:
    schema = load(FILES[name])
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert " · " in schema["title"]
    for properties in _properties(schema):
        for key, inner in properties.items():
            assert "description" in inner or "$ref" in inner or key in NAMED_BY_USERS, key


NAMED_BY_USERS = frozenset(
    name for pack in load_builtin().packs for name in [item.name for item in pack.words]
)


def _properties(schema: Any) -> Iterator[dict[str, Any]]:
    """The properties of all objects that a file's own keys are in; what examples and labels have is known by their docs."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and "description" in str(schema["properties"])[:400]:
            yield schema["properties"]
        for value in schema.values():
            yield from _properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _properties(value)


# ── What is right ────────────────────────────────────────────────────────────────────────────────────────────────────


def given() -> Iterator[tuple[str, str, str]]:
    """The files that there are: the schema's name, the file's, and its text."""
    for path in sorted((ROOT / "rules").glob("*.yaml")):
        yield "words" if path.name == "words.yaml" else "pack", path.name, path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "rules" / "profiles").glob("*.yaml")):
        yield "profile", path.name, path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "examples" / "rules").glob("*.yaml")):
        yield "pack", path.name, path.read_text(encoding="utf-8")
    yield "review", "review.yaml", builtin_text()
    yield "config", "starter", uncommented()
    for name, text in BLOCKS:
        kind = "config" if name == "pfglint.yaml" else "profile" if "title: 临江市" in text else "pack"
        yield kind, f"docs {name}", text


GIVEN = list(given())


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, _, text in GIVEN], ids=[one[1] for one in GIVEN]
)
def test_every_file_that_there_is_agrees_with_its_schema(kind: str, text: str) -> None:
    errors = [
        error.json_path + ": " + error.message[:200] for error in VALIDATORS[kind].iter_errors(load(text))
    ]
    assert errors == []


@pytest.mark.parametrize("kind", ["config", "waivers"])
def test_a_file_that_says_nothing_yet_is_one(kind: str) -> None:
    assert VALIDATORS[kind].is_valid(load("# 还没有\n"))


# ── What is wrong ────────────────────────────────────────────────────────────────────────────────────────────────────

RIGHT = {
    "pack": """
family: "1"
title: 本单位的规矩
en: {title: House rules}
words: {培训词: [培训, 研修]}
constants: {培训上限: 550(元/人·天), 从严: true}
standards:
- {name: 培训费, when: name contains 培训词, most: 550(元/人·天), document: 某办法, since: 2025-01-01}
off: [differing-standard]
severities: {vague-words: warning}
refine:
- rule: percent-on-count
  unless: name contains "抽检"
  severity-when: [{when: form.year >= 2025, severity: info}]
  reason: 按比例下达
- {rule: [PFG4, fractional-count], when: form.year >= 2025}
rules:
- code: OWN101
  name: training-cost-limit
  title: 培训费超过标准
  severity: error
  aspect: 可行性
  for: indicator
  when: name contains 培训词 and (从严 or value is comparison)
  require: value <= 培训上限
  message: “{name}”是“{text}”，超过{培训上限}。
  help: 改为{培训上限}以内。
  source: 某办法
  why: 超了批不下来。
  severity-when: [{when: 'op is one of ["="]', severity: warning}]
  message-when:
  - {when: 'op is one of ["<"]', message: "“{name}”过高", help: 改低。, en: {message: "“{name}” is too high", help: Lower it.}}
  silences: [unit-spelling]
  at: value
  mark: number
  fix: {title: 改为上限, with: "≤550(元/人·天)", safe: false, when: value is comparison, whole: true}
  en:
    title: Training above our standard
    message: “{name}” is “{text}”, above {培训上限}.
    help: Keep it within {培训上限}.
    source: Our rules
    fix: Put the limit
    why: It will be refused.
  examples:
    fail:
    - "经济成本指标 | 业务培训费 | ≤600(元/人·天)"
    - {example: "经济成本指标 | {each} | ≤600(元/人·天)", each: [业务培训费, 研修费], severity: error, says: 超过, times: 1, fix: false, constants: {从严: true}}
    pass:
    - "经济成本指标 | 业务培训成本 | ≤0.05(万元/人·天)"
    - {example: {add: ["经济成本指标 | 业务会议费 | ≤600(元/人·天)"]}, constants: {从严: false}}
- code: OWN102
  name: training-twice
  title: 培训写了两次
  severity: warning
  for: indicator
  group: {within: document, by: [name, level2], differs: [text], once: true, should: [name]}
  related: 另一处
  message: “{name}”写了两种
  en: {title: Training twice, message: "“{name}” is there in two ways", related: the other}
  examples:
    fail: ["经济成本指标 | 业务培训费 | ≤600(元/人·天)", "经济成本指标 | 业务培训费 | ≤700(元/人·天)"]
    pass: ["经济成本指标 | 业务培训费 | ≤550(元/人·天)", "经济成本指标 | 研修费 | ≤550(元/人·天)"]
""",
    "profile": """
title: 临江市
en: {title: Linjiang, source: A notice}
source: 某通知
inherits: national
recognise:
- {when: year >= 2025 and department_name contains 本市词, sign: 主管部门在临江市, en: its department is in Linjiang}
levels: {产出指标: [数量指标, 质量指标]}
labels: {fields: {project: [课题名称]}, levels: {产出指标: {spellings: [产出]}}}
off: mixed-taxonomy
severities: {no-satisfaction-indicator: error}
refine: [{rule: percent-on-count, unless: 'name contains ["抽检"]', reason: 按比例}]
constants: {最低目标: 70(%), 应有权重: true}
words: {计数词尾: [批数], 本市词: [临江]}
standards:
- {name: 会议费, when: name contains "会议费", most: 550(元/人·天), document: 某办法, since: 2025-01-01}
""",
    "config": uncommented().replace(
        "packs: [本单位规则.yaml]", f"packs: ['{ROOT / 'examples/rules/本单位.yaml'}']"
    ),
    "review": builtin_text(),
    "waivers": """
- rule: percent-on-count
  project: 乡镇图书室购书经费
  indicator: 购置图书数量
  reason: 上级按比例下达
  until: 2026-12-31
- {rule: PFG301, project: 另一个项目, reason: 同上}
""",
}


def refused_by_reader(kind: str, text: str, folder: Path) -> bool:
    try:
        match kind:
            case "pack":
                read([("包.yaml", text.encode())], load_builtin())
            case "profile":
                read_profiles([("临江.yaml", text.encode())], load_builtin(), load_profiles())
            case "config":
                path = folder / "pfglint.yaml"
                path.write_text(text, encoding="utf-8")
                Configs(Given(config=str(path))).common([str(folder)])
            case "review":
                sheet_of(text, "审核表.yaml", [load_builtin()])
            case "waivers":
                waivers_of(text, "豁免.yaml", [load_builtin()])
    except DataError:
        return True
    return False


@pytest.mark.parametrize("kind", sorted(RIGHT))
def test_what_the_mutants_are_made_from_is_right(kind: str, tmp_path: Path) -> None:
    assert not refused_by_reader(kind, RIGHT[kind], tmp_path)
    assert [error.message for error in VALIDATORS[kind].iter_errors(load(RIGHT[kind]))] == []
    dumped = yaml.safe_dump(load(RIGHT[kind]), allow_unicode=True, width=10_000)
    assert not refused_by_reader(kind, dumped, tmp_path)


Put = Callable[[Any], Any]
"""Gives the whole file with something else in one place."""


def mutants(shape: Shape, data: Any, put: Put, path: str = "") -> Iterator[tuple[str, Any]]:
    """Files in which something is wrong by the shape, each with what that is."""
    for name, wrong in _wrong(shape, data):
        yield f"{path} {name}", put(wrong)
    match shape:
        case Table() if isinstance(data, dict):
            shapes = {key.name: key.shape for key in shape.keys}
            for key, value in data.items():
                yield from mutants(shapes[key], value, _at(put, data, key), f"{path}.{key}")
        case Mapped() if isinstance(data, dict):
            for key, value in data.items():
                yield from mutants(shape.value, value, _at(put, data, key), f"{path}.{key}")
        case Listed() if isinstance(data, list):
            for index, value in enumerate(data):
                yield from mutants(shape.item, value, _at(put, data, index), f"{path}[{index}]")
        case Listed(alone=True):
            yield from mutants(shape.item, data, put, path)
        case Either(one=Table() as table) if isinstance(data, dict):
            yield from mutants(table, data, put, path)


def _at(put: Put, data: Any, key: str | int) -> Put:
    def inner(wrong: Any) -> Any:
        changed = copy.copy(data)
        changed[key] = wrong
        return put(changed)

    return inner


def _wrong(shape: Shape, data: Any) -> Iterator[tuple[str, Any]]:
    """What is wrong in the place of something of a shape."""
    match shape:
        case Table() if isinstance(data, dict):
            yield "is a list", [data]
            yield "has an unknown key", {**data, "nonsense": "x"}
            for key in shape.needed:
                yield f"lacks {key}", {name: value for name, value in data.items() if name != key}
            if shape.any_of and data.keys() & {*shape.any_of}:
                yield (
                    "has none of some keys",
                    {key: value for key, value in data.items() if key not in shape.any_of},
                )
        case Mapped():
            yield "is a list", ["x"]
            yield "is a text", "x"
            if shape.own:
                yield "has an English name", {**data, "english": next(iter(data.values()))}
        case Listed():
            yield "is a mapping", {"x": "y"}
            if not shape.alone:
                yield "is a text", "x"
            if shape.least:
                yield "is empty", []
        case Text():
            yield "is a mapping", {"x": "y"}
            yield "is blank", " "
            yield "is a number", 5
            if shape.pattern:
                yield "looks otherwise", "a name in words"
        case Choice():
            yield "is another word", "nonsense"
        case Truth():
            yield "is a word", "maybe"
        case Whole():
            yield "is a word", "many"
            yield "is negative", -1
        case Day():
            yield "is a word", "soon"
        case Condition() | Constant() | Template():
            yield "is a list", ["x"]
            yield "is blank", ""
        case Named(kind="subject" | "cell"):
            yield "is another word", "nonsense"
        case Named():
            yield "is a mapping", {"x": "y"}
            yield "is blank", ""
        case Plain(kind="labels"):
            yield "has an unknown key", {**data, "nonsense": ["x"]}
            yield "has a text for a list", {"fields": {"project": "课题"}}
        case Either() | Never() | Plain():
            pass


MUTANTS = [
    (kind, what, wrong)
    for kind, text in RIGHT.items()
    for what, wrong in mutants(INPUTS[kind].shape, load(text), lambda whole: whole)
]


def test_there_are_mutants_of_all_kinds() -> None:
    assert len(MUTANTS) > 300


@pytest.mark.parametrize(
    ("kind", "wrong"), [(one[0], one[2]) for one in MUTANTS], ids=[f"{one[0]}{one[1]}" for one in MUTANTS]
)
def test_what_is_wrong_is_refused_by_the_reader_and_by_the_schema(
    kind: str, wrong: Any, tmp_path: Path
) -> None:
    assert not VALIDATORS[kind].is_valid(wrong), "the schema takes it"
    text = yaml.safe_dump(wrong, allow_unicode=True, width=10_000)
    assert refused_by_reader(kind, text, tmp_path), "the reader takes it"
