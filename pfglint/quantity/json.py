"""Values as JSON data."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypeAlias, TypedDict

from pfglint.quantity.show import number_text
from pfglint.quantity.units import Unit, dimension_text
from pfglint.quantity.value import (
    Approximate,
    Change,
    Comparison,
    Deadline,
    Missing,
    Op,
    Range,
    Several,
    Value,
    Words,
)

OPS = tuple(str(op) for op in Op)
_OP = "比较：怎样算达到", "how it compares"
_NUMBER = "数，原样的位数", "the number, with its digits as written"
_UNIT = "单位，照写的，不带空格", "the unit as written, without spaces"
_DIMENSION = (
    "量纲；不认识的单位没有。怎样拼写仅供参考",
    "its dimension; null for an unknown unit. How it is spelled is information only",
)


class ComparisonJson(TypedDict):
    """≥90(%)"""

    kind: Annotated[Literal["comparison"], "一个界限：≥90(%)", "one bound: ≥90(%)"]
    op: Annotated[str, *_OP, OPS]
    number: Annotated[str, *_NUMBER]
    unit: Annotated[str | None, *_UNIT]
    dimension: Annotated[str | None, *_DIMENSION]
    written_op: Annotated[
        str | None, "写的比较符；没有写就没有", "the operator as written; null where there is none"
    ]


class RangeJson(TypedDict):
    """3~5(次)"""

    kind: Annotated[Literal["range"], "区间：90%-95%", "a range: 90%-95%"]
    low: Annotated[str, "下限", "the lower bound"]
    high: Annotated[str, "上限", "the upper bound"]
    unit: Annotated[str | None, *_UNIT]
    dimension: Annotated[str | None, *_DIMENSION]


class ApproximateJson(TypedDict):
    """约90(%)"""

    kind: Annotated[Literal["approximate"], "约数：约90(%)", "about so much: 约90(%)"]
    number: Annotated[str, *_NUMBER]
    unit: Annotated[str | None, *_UNIT]
    dimension: Annotated[str | None, *_DIMENSION]


class ChangeJson(TypedDict):
    """较上年增长10%以上"""

    kind: Annotated[Literal["change"], "增减：较上年增长10%以上", "a change: 较上年增长10%以上"]
    direction: Annotated[str | None, "增或减", "up or down", ("up", "down")]
    baseline: Annotated[str | None, "与什么比", "what it is compared with"]
    op: Annotated[str | None, *_OP, OPS]
    number: Annotated[str | None, *_NUMBER]
    unit: Annotated[str | None, *_UNIT]
    dimension: Annotated[str | None, *_DIMENSION]


class DeadlineJson(TypedDict):
    """2025年12月31日前"""

    kind: Annotated[Literal["deadline"], "期限：2025年12月31日前", "a day or a period: 2025年12月31日前"]
    date: Annotated[str | None, "到哪一天", "the day"]
    start: Annotated[str | None, "从哪一天", "the first day of a period"]


class SeveralJson(TypedDict):
    """9个行业大类和9项指标"""

    kind: Annotated[
        Literal["several"], "几个量：9个行业大类和9项指标", "several measures: 9个行业大类和9项指标"
    ]
    parts: Annotated[list[ValueJson], "各个值", "the values"]


class DefectJson(TypedDict):
    """Why a text that looks like a value is none."""

    message: Annotated[str, "哪里读不懂", "what cannot be read"]
    column: Annotated[int, "第几个字符，从 1 起", "the character, from 1"]


class WordsJson(TypedDict):
    """持续提升"""

    kind: Annotated[Literal["words"], "文字", "words"]
    error: NotRequired[
        Annotated[DefectJson, "像是值却读不懂的，为什么", "why a text that looks like a value is none"]
    ]


class MissingJson(TypedDict):
    """A blank."""

    kind: Annotated[Literal["missing"], "空白", "a blank"]


ValueJson: TypeAlias = (
    ComparisonJson
    | RangeJson
    | ApproximateJson
    | ChangeJson
    | DeadlineJson
    | SeveralJson
    | WordsJson
    | MissingJson
)
"""A value as JSON data."""


class ReadJson(TypedDict):
    """How a value is read."""

    text: Annotated[str, "给的值", "the value as given"]
    value: Annotated[ValueJson, "读成什么", "how it is read"]


class ValuesJson(TypedDict):
    """``pfglint value -f json``."""

    schema: Annotated[Literal["pfglint/values/1"], "格式", "the schema"]
    values: Annotated[list[ReadJson], "各个值", "the values"]


def to_json(value: Value, lang: str = "zh") -> ValueJson:
    """The value as ``pfglint value -f json`` and ``pfglint forms -f json`` give it: plain JSON data.

    lang: that of the message which says why a value did not parse.
    """
    match value:
        case Comparison():
            return {
                "kind": "comparison",
                "op": str(value.op),
                "number": number_text(value.number),
                "unit": _name(value.unit),
                "dimension": _dimension(value.unit),
                "written_op": value.written_op,
            }
        case Range():
            return {
                "kind": "range",
                "low": number_text(value.low),
                "high": number_text(value.high),
                "unit": _name(value.unit),
                "dimension": _dimension(value.unit),
            }
        case Approximate():
            return {
                "kind": "approximate",
                "number": number_text(value.number),
                "unit": _name(value.unit),
                "dimension": _dimension(value.unit),
            }
        case Change():
            return {
                "kind": "change",
                "direction": value.direction,
                "baseline": value.baseline,
                "op": None if value.op is None else str(value.op),
                "number": None if value.number is None else number_text(value.number),
                "unit": _name(value.unit),
                "dimension": _dimension(value.unit),
            }
        case Deadline():
            return {
                "kind": "deadline",
                "date": value.date.isoformat() if value.date else None,
                "start": value.start.isoformat() if value.start else None,
            }
        case Several():
            return {"kind": "several", "parts": [to_json(part, lang) for part in value.parts]}
        case Words(defect=defect) if defect is not None:
            return {
                "kind": "words",
                "error": {
                    "message": defect.english if lang == "en" else defect.message,
                    "column": defect.column,
                },
            }
        case Words():
            return {"kind": "words"}
        case Missing():
            return {"kind": "missing"}


def _name(unit: Unit | None) -> str | None:
    return None if unit is None else unit.text


def _dimension(unit: Unit | None) -> str | None:
    return None if unit is None or unit.dimension is None else dimension_text(unit.dimension)
