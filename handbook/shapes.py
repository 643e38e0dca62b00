"""JSON Schemas of what the strict readers read: made of the shapes that the readers go by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import Any, NamedTuple, TypeAlias

from pfglint.config.model import AUTO
from pfglint.form.labels import LEVEL, built_in
from pfglint.rule import examples, keys
from pfglint.rule.fields import SUBJECTS
from pfglint.rule.model import Profile, RuleSet
from pfglint.rule.select import ALL
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
from pfglint.rule.show import show_constant

Schema: TypeAlias = dict[str, Any]

TEXT: Schema = {"type": "string", "pattern": r"\S"}
_SCALAR = ["string", "number", "boolean"]
_TABLES = {
    id(table): name.lower().replace("_", "-")
    for name, table in vars(keys).items()
    if isinstance(table, Table) and name not in ("PACK", "PROFILE")
}
"""What the tables of packs and profiles are called where a schema refers to them."""


class Known(NamedTuple):
    """What there is to be named, for editors to suggest."""

    rules: RuleSet
    profiles: tuple[Profile, ...]


def said(zh: str, en: str) -> str:
    """A description in both languages."""
    return f"{zh} · {en}"


class Schemas:
    """Makes schemas of shapes. defs: the parts that the schemas made refer to."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.defs: dict[str, Schema] = {}

    def of(self, shape: Shape) -> Schema:
        """The schema of a shape."""
        match shape:
            case Text(pattern=pattern, like=like):
                found = {"type": "string", "pattern": f"^(?:{pattern})$"} if pattern else dict(TEXT)
                return found | ({"examples": [like]} if like else {})
            case Choice(options=options):
                return {"enum": list(options)}
            case Truth():
                return {"type": "boolean"}
            case Never():
                return {"const": False}
            case Whole(least=least, also=also):
                number: Schema = {"type": "integer", "minimum": least}
                return {"anyOf": [number, {"enum": list(also)}]} if also else number
            case Day():
                return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
            case Condition(is_truth=is_truth):
                return self._part(*(("condition", _condition) if is_truth else ("expression", _expression)))
            case Template():
                return self._part("template", _template)
            case Constant():
                return self._part("constant", _constant)
            case Plain(kind=kind):
                return self._part(kind, _labels if kind == "labels" else _example)
            case Named(kind=kind):
                return self._part(f"{kind}-name", lambda: _NAMES[kind](self.known))
            case Listed(item=item, least=least, alone=alone):
                several: Schema = {"type": "array", "items": self.of(item)}
                several |= {"minItems": least} if least else {}
                return {"anyOf": [self.of(item), several]} if alone else several
            case Either(one=one, other=other):
                return {"anyOf": [self.of(one), self.of(other)]}
            case Mapped():
                return self._mapped(shape)
            case Table() if id(shape) in _TABLES:
                return self._part(_TABLES[id(shape)], lambda: self.table(shape))
            case Table():
                return self.table(shape)

    def _part(self, name: str, make: Callable[[], Schema]) -> Schema:
        """A reference to a part of the schema, which is made the first time."""
        if name not in self.defs:
            self.defs[name] = {}  # it may refer to itself
            self.defs[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def table(self, table: Table) -> Schema:
        """The schema of a mapping with known keys."""
        found: Schema = {
            "type": "object",
            "properties": {
                key.name: {"description": said(key.zh, key.en), **self.of(key.shape)} for key in table.keys
            },
            "additionalProperties": False,
        }
        if table.needed:
            found["required"] = list(table.needed)
        if table.any_of:
            found["anyOf"] = [{"required": [name]} for name in table.any_of]
        if table.apart:
            pairs = [{"required": [*pair]} for pair in combinations(table.apart, 2)]
            found["not"] = pairs[0] if len(pairs) == 1 else {"anyOf": pairs}
        if table is keys.RULE:
            found["allOf"] = [_cells_of(name, kind.at) for name, kind in SUBJECTS.items()]
        return found

    def _mapped(self, shape: Mapped) -> Schema:
        value = self.of(shape.value)
        found: Schema = {"type": "object"}
        if shape.own:
            found["propertyNames"] = {"pattern": f"^(?:{keys.CHINESE.pattern})$"}
        elif shape.names == "rules":
            found["propertyNames"] = self.of(Named("rules"))
            found["properties"] = {
                rule.name: {"description": said(rule.title.zh, rule.title.en), **value}
                for rule in self.known.rules
            }
        elif shape.names == "constant":
            found["properties"] = {
                name: {"description": said(f"默认 {shown}", f"usually {shown}"), **value}
                for name, constant in self.known.rules.constants.items()
                for shown in [show_constant(constant)]
            }
        elif shape.names == "words":
            found["properties"] = dict.fromkeys(_lists(self.known.rules), value)
        return {**found, "additionalProperties": value}


def _cells_of(subject: str, cells: Iterable[str]) -> Schema:
    """Which cells a rule for a kind of subject can point at."""
    return {
        "if": {"properties": {"for": {"const": subject}}, "required": ["for", "at"]},
        "then": {"properties": {"at": {"enum": list(cells)}}},
    }


def _lists(rules: RuleSet) -> Iterable[str]:
    yield from (item.name for item in rules.shared)
    yield from (item.name for pack in rules.packs for item in pack.words)


# ── Texts with a meaning ─────────────────────────────────────────────────────────────────────────────────────────────


def _condition() -> Schema:
    return {
        "type": _SCALAR,
        "pattern": r"\S",
        "description": said(
            "条件。and or not ( )；= != < <= > >=；+ - × ÷；X ends with / starts with / contains / is one of L（L 是 "
            "“文字”、[“甲”, “乙”] 或词表的名字）；is missing / blank / known；value is comparison / range …；unit is "
            "ratio / money …；count(indicators where …)、any、all、sum。字段和类型见 docs/writing-rules.md",
            "A condition of the rule language; docs/writing-rules.md has its fields and types",
        ),
        "examples": ["name ends with 计数词尾 and unit is ratio", "value <= 550(元/人·天)"],
    }


def _expression() -> Schema:
    return {
        "type": _SCALAR,
        "pattern": r"\S",
        "description": said("一个字段，或由字段算出的值", "a field, or what is computed from fields"),
        "examples": ["name", "value", "level2"],
    }


def _template() -> Schema:
    return {
        **TEXT,
        "description": said(
            "文字；{name} 这样的换成字段的内容，{{ 是花括号本身",
            "a text; {name} becomes what the field holds",
        ),
    }


def _constant() -> Schema:
    return {
        "type": _SCALAR,
        "pattern": r"\S",
        "description": said("30、60(%)、3(元)、true 或一段文字", "30, 60(%), 3(元), true, or a text"),
        "examples": ["60(%)", 30],
    }


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _suggested(names: Mapping[str, str], others: Schema | None = None) -> Schema:
    """Names with what they mean, which editors suggest. others: what else may stand there."""
    found: list[Schema] = [
        {"const": name, **({"description": meaning} if meaning else {})} for name, meaning in names.items()
    ]
    return {"anyOf": [*found, *([others] if others is not None else [])]}


def _rule_names(known: Known) -> dict[str, str]:
    return {rule.name: said(rule.title.zh, rule.title.en) for rule in known.rules}


def _any_rules(known: Known) -> Schema:
    names = {ALL: said("全部规则", "all rules"), **_rule_names(known)}
    others: Schema = {
        "type": "string",
        "pattern": r"^[A-Za-z0-9-]+$",
        "description": said("编号，或编号的开头", "a code, or the beginning of codes"),
        "examples": ["PFG301", "PFG3"],
    }
    return _suggested(names, others)


def _profile_names(known: Known) -> Schema:
    names = {profile.name: said(profile.title.zh, profile.title.en) for profile in known.profiles}
    auto = {AUTO: said("看每张表自己", "what each form shows")}
    others = {
        **TEXT,
        "description": said("自己的口径：文件，或包里的名字", "one of your own: a file, or a name"),
    }
    return _suggested(auto | names, others)


def _text_for(zh: str, en: str, *like: str) -> Schema:
    return {**TEXT, "description": said(zh, en), "examples": list(like)}


_NAMES: Mapping[str, Callable[[Known], Schema]] = {
    "rule": lambda known: _suggested(_rule_names(known), {"type": "string", "pattern": r"^[A-Za-z0-9-]+$"}),
    "rules": _any_rules,
    "profile": _profile_names,
    "subject": lambda known: _suggested({name: said(kind.zh, kind.en) for name, kind in SUBJECTS.items()}),
    "cell": lambda known: {"enum": sorted({cell for kind in SUBJECTS.values() for cell in kind.at})},
    "mark": lambda known: _suggested(
        dict.fromkeys(keys.MARKS, ""), _text_for("一个字段的内容", "what a field holds", "qualifier")
    ),
    "pack": lambda known: _text_for(
        "文件、文件夹，或已安装的规则包的名字",
        "a file, a folder, or the name of an installed pack",
        "本单位规则.yaml",
    ),
    "file": lambda known: _text_for(
        "文件，从配置文件所在的文件夹算起", "a file, from the configuration's folder", "pfglint-waivers.yaml"
    ),
    "glob": lambda known: _text_for("写法同 .gitignore", "a pattern as in .gitignore", "/报送/", "*草稿*"),
}
"""What may stand where something is named, by `Named.kind`."""


# ── Data that others judge ───────────────────────────────────────────────────────────────────────────────────────────


def _labels() -> Schema:
    """What ``grammar/labels.yaml`` has, all of it optional."""
    spellings: Schema = {"type": "array", "items": TEXT}
    level = {key: _like(value) for key, value in LEVEL.items()}
    level["second"] = {"type": "object", "additionalProperties": spellings}
    known = {key: _like(value) for key, value in built_in()[0].items()}
    known["levels"] = {"type": "object", "additionalProperties": _object(level)}
    return _object(known)


def _like(data: Any) -> Schema:
    if isinstance(data, Mapping):
        return _object({key: _like(value) for key, value in data.items()})
    return {"type": "array", "items": TEXT}


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


_CELL: Schema = {"type": [*_SCALAR, "null"]}
"""A cell of an example's form; a blank is one, too."""


def _example() -> Schema:
    """An example's form: a row of an indicator, or what is not as in a right form."""
    row = {
        **TEXT,
        "description": said(
            f"一行指标：{examples.SHORT_ROW}",
            "an indicator: second level | name | value, or with the first level",
        ),
        "examples": ["数量指标 | 评审项目完成数 | =12(个)"],
    }
    rows: Schema = {"type": "array", "items": row}
    form: Schema = {"$ref": "#/$defs/form"}
    kinds: Mapping[str, Schema] = {
        "fields": _object(dict.fromkeys(examples.FIELDS, _CELL)),
        "funding": _object(dict.fromkeys(examples.FUNDING, _CELL)),
        "indicators": rows,
        "add": rows,
        "weights": {"type": "array", "items": _CELL},
        "results": {"type": "object", "additionalProperties": _CELL},
        "forms": {"type": "array", "items": form},
        "last": {"anyOf": [form, {"type": "null"}]},
        "this": {"anyOf": [form, {"type": "null"}]},
        "fact": _object(dict.fromkeys(keys.FACT, _CELL)),
    }
    return {"anyOf": [row, _object({key: kinds.get(key, _CELL) for key in keys.FORM})]}
