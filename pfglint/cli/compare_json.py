"""Two years as JSON, schema ``pfglint/compare/1``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, TextIO, TypedDict

from pfglint.compare.model import Comparison, Filed
from pfglint.compared import Judged, Row
from pfglint.finding import Finding
from pfglint.form.model import Indicator
from pfglint.quantity.json import ValueJson, to_json
from pfglint.report.json import FindingJson, PlaceJson, dumps, finding_json, place_json
from pfglint.rule.template import number_text
from pfglint.rule.types import Quantity

COURSES = ("same", "raised", "lowered", "changed", "added", "dropped")
"""What can become of an indicator from one year to the next."""


class FiledJson(TypedDict):
    """A form."""

    path: Annotated[str, "文件", "the file"]
    form: Annotated[int, "文件里第几张表", "its number in the file"]
    project: Annotated[str | None, "项目名称", "the project's name"]
    year: Annotated[int | None, "年度", "the year"]
    place: Annotated[PlaceJson | None, "位置", "where it stands"]


class TotalsJson(TypedDict):
    """The year's total in both years."""

    this: Annotated[str | None, "今年，元", "this year's, in 元"]
    last: Annotated[str | None, "去年，元", "last year's, in 元"]
    growth: Annotated[str | None, "增长百分之几", "by how many per cent it grew"]


class SideJson(TypedDict):
    """An indicator in one of the years."""

    number: Annotated[int, "表里第几个", "its number in the form"]
    name: Annotated[str, "名称，照写的", "the name as written"]
    text: Annotated[str | None, "指标值，照写的", "the value as written"]
    value: Annotated[ValueJson, "读成什么", "how it is read"]
    place: Annotated[PlaceJson | None, "指标值的位置", "where the value stands"]


class RowJson(TypedDict):
    """An indicator in both years."""

    level1: Annotated[str | None, "一级指标", "the first level"]
    level2: Annotated[str | None, "二级指标", "the second level"]
    name: Annotated[str, "名称", "the name"]
    course: Annotated[str, "怎样变了", "what became of it", COURSES]
    move: Annotated[str | None, "数的变化", "how the number moved"]
    this: Annotated[SideJson | None, "今年；取消了的没有", "this year's; null where it was dropped"]
    last: Annotated[SideJson | None, "去年；新设的没有", "last year's; null where it was added"]


class PairJson(TypedDict):
    """A project in both years."""

    project: Annotated[str | None, "项目名称", "the project's name"]
    by: Annotated[str, "怎样认出是同一个项目", "how it was told", ("name", "number", "likeness")]
    this: Annotated[FiledJson, "今年的表", "this year's form"]
    last: Annotated[FiledJson, "去年的表", "last year's form"]
    annual_total: Annotated[TotalsJson, "年度资金总额", "the year's total"]
    goal_likeness: Annotated[str | None, "目标有百分之几相同", "how much of the goal is alike, in per cent"]
    indicators: Annotated[list[RowJson], "指标", "the indicators"]
    findings: Annotated[list[FindingJson], "意见", "the findings"]


class ComparedJson(TypedDict):
    """How many there are of each."""

    pairs: Annotated[int, "两年都有的项目", "projects in both years"]
    begun: Annotated[int, "新的项目", "projects of this year only"]
    ended: Annotated[int, "结束的项目", "projects of last year only"]
    same: Annotated[int, "没有变的指标", "indicators that stayed the same"]
    raised: Annotated[int, "提高了的", "that were raised"]
    lowered: Annotated[int, "降低了的", "that were lowered"]
    changed: Annotated[int, "变了别的", "that changed otherwise"]
    added: Annotated[int, "新设的", "that were added"]
    dropped: Annotated[int, "取消的", "that were dropped"]


class CompareJson(TypedDict):
    """``pfglint compare -f json``."""

    schema: Annotated[Literal["pfglint/compare/1"], "格式", "the schema"]
    pairs: Annotated[list[PairJson], "两年都有的项目", "projects in both years"]
    begun: Annotated[list[FiledJson], "新的项目", "forms of projects of this year only"]
    ended: Annotated[list[FiledJson], "结束的项目", "forms of projects of last year only"]
    troubles: Annotated[list[FindingJson], "读不了的文件", "files that could not be read"]
    summary: Annotated[ComparedJson, "各有多少", "how many there are of each"]


def print_json(out: TextIO, pairs: Sequence[Judged], found: Comparison, troubles: Sequence[Finding]) -> None:
    """Write the comparison as one JSON document."""
    before = '{"schema": "pfglint/compare/1", "pairs": [\n'
    for pair in pairs:
        out.write(before + dumps(_pair(pair), out))
        before = ",\n"
    out.write((before if before != ",\n" else "") + "],\n")
    rest: dict[str, list[Any]] = {
        "begun": [_filed(one) for one in found.begun],
        "ended": [_filed(one) for one in found.ended],
        "troubles": [finding_json(one) for one in troubles],
    }
    for key, listed in rest.items():
        out.write(f'"{key}": {dumps(listed, out)},\n')
    out.write(f'"summary": {dumps(_summary(pairs, found), out)}}}\n')


def _pair(judged: Judged) -> PairJson:
    pair = judged.pair
    return {
        "project": pair.this.form.project,
        "by": pair.by,
        "this": _filed(pair.this),
        "last": _filed(pair.last),
        "annual_total": {
            "this": _money(judged.this),
            "last": _money(judged.last),
            "growth": _percent(judged.growth),
        },
        "goal_likeness": _percent(judged.goal_likeness),
        "indicators": [_row(row) for row in judged.rows],
        "findings": [finding_json(one) for one in judged.findings],
    }


def _filed(filed: Filed) -> FiledJson:
    form = filed.form
    return {
        "path": filed.path,
        "form": form.number,
        "project": form.project,
        "year": form.year,
        "place": place_json(form.place),
    }


def _money(amount: Quantity | None) -> str | None:
    """In 元."""
    return None if amount is None else number_text(amount.amount)


def _percent(share: Quantity | None) -> str | None:
    return None if share is None else number_text(share.amount * Decimal(100))


def _row(row: Row) -> RowJson:
    either = row.pair.either
    return {
        "level1": either.level1,
        "level2": either.level2,
        "name": either.label or either.name.text,
        "course": row.course,
        "move": row.move,
        "this": _indicator(row.pair.this),
        "last": _indicator(row.pair.last),
    }


def _indicator(indicator: Indicator | None) -> SideJson | None:
    if indicator is None:
        return None
    return {
        "number": indicator.number,
        "name": indicator.name.text,
        "text": indicator.written.text if indicator.written else None,
        "value": to_json(indicator.value),
        "place": place_json((indicator.written or indicator.name).place),
    }


def _summary(pairs: Sequence[Judged], found: Comparison) -> ComparedJson:
    courses = Counter(row.course for pair in pairs for row in pair.rows)
    return {
        "pairs": len(pairs),
        "begun": len(found.begun),
        "ended": len(found.ended),
        "same": courses["same"],
        "raised": courses["raised"],
        "lowered": courses["lowered"],
        "changed": courses["changed"],
        "added": courses["added"],
        "dropped": courses["dropped"],
    }
