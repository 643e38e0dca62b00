"""Forms as JSON, schema ``pfglint/forms/1``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NotRequired, TypedDict, cast

from pfglint.cli.language import language
from pfglint.form.model import Amount, Field, Form, Indicator
from pfglint.goal.pair import Pair, pairing
from pfglint.goal.promise import Promise
from pfglint.quantity.json import ValueJson, to_json
from pfglint.report.json import PlaceJson, place_json
from pfglint.rule.profile import Recognised


class FieldsJson(TypedDict, total=False):
    """The header; null where a cell is blank."""

    code: Annotated[str | None, "项目编码", "the project's code"]
    project: Annotated[str | None, "项目名称", "the project's name"]
    nature: Annotated[str | None, "项目性质", "its nature"]
    category: Annotated[str | None, "项目类别", "its category"]
    department: Annotated[str | None, "主管部门", "the department in charge"]
    implementer: Annotated[str | None, "实施单位", "who carries it out"]
    start: Annotated[
        str | None, "开始日期；是日期的写成 2025-01-01", "the first day, as 2025-01-01 where it is one"
    ]
    end: Annotated[str | None, "完成日期", "the last day"]
    period: Annotated[str | None, "实施期", "the period"]


class FundingJson(TypedDict):
    """The funding; null where a cell is blank or no number."""

    unit: Annotated[str | None, "单位，元或万元", "the unit, 元 or 万元"]
    project_total: NotRequired[Annotated[str | None, "项目资金总额", "the project's total"]]
    project_fiscal: NotRequired[Annotated[str | None, "其中财政资金", "of which fiscal"]]
    project_other: NotRequired[Annotated[str | None, "其中其他资金", "of which other"]]
    annual_total: NotRequired[Annotated[str | None, "年度资金总额", "the year's total"]]
    annual_fiscal: NotRequired[Annotated[str | None, "其中当年财政拨款", "of which fiscal"]]
    carry_over: NotRequired[Annotated[str | None, "其中上年结转", "of which carried over"]]
    annual_other: NotRequired[Annotated[str | None, "其中其他资金", "of which other"]]


class GoalJson(TypedDict, total=False):
    """The goals; null where a cell is blank."""

    overall: Annotated[str | None, "总目标", "the overall goal"]
    annual: Annotated[str | None, "年度目标", "the annual goal"]


class IndicatorJson(TypedDict):
    """One row of the table."""

    number: Annotated[int, "表里第几个，从 1 起", "its number in the form, from 1"]
    level1: Annotated[str | None, "一级指标，规范的名称", "the first level, by its canonical name"]
    level2: Annotated[str | None, "二级指标，规范的名称", "the second level, by its canonical name"]
    name: Annotated[str, "三级指标，照写的", "the name as written"]
    text: Annotated[str | None, "指标值，照写的", "the value as written"]
    value: Annotated[ValueJson, "读成什么", "how the value is read"]
    place: Annotated[PlaceJson | None, "名称的位置", "where the name stands"]
    weight: NotRequired[Annotated[str | None, "权重", "the weight"]]
    score: NotRequired[Annotated[str | None, "得分", "the score"]]
    result: NotRequired[Annotated[str | None, "完成值", "the result"]]
    period_value: NotRequired[Annotated[str | None, "实施期指标值", "the value for the whole period"]]
    last_value: NotRequired[Annotated[str | None, "上年指标值", "last year's value"]]


class PromiseJson(TypedDict):
    """A measure that the annual goal promises."""

    noun: Annotated[str, "承诺什么", "what it is about"]
    text: Annotated[str, "数量，照写的", "the quantity as written"]
    start: Annotated[int, "在目标文字里从第几个字符，从 0 起", "where it begins in the goal's text, from 0"]
    end: Annotated[int, "到第几个字符之前", "the character before which it ends"]
    value: Annotated[ValueJson, "读成什么", "how it is read"]
    when: Annotated[str | None, "到什么时候", "until when, as written"]
    indicator: Annotated[int | None, "承接它的指标是第几个", "the number of the indicator that carries it"]
    relation: Annotated[
        str | None,
        "与那个指标的值：相同、比较符不同、数不同、单位不同",
        "how it stands to that indicator's value",
        ("same", "operator", "number", "unit"),
    ]


class UnreadJson(TypedDict):
    """A row that nothing understood."""

    place: Annotated[PlaceJson | None, "位置", "where it stands"]
    text: Annotated[str, "内容", "what stands there"]


class FormJson(TypedDict):
    """One form, as it was understood."""

    number: Annotated[int, "文件里第几张，从 1 起", "its number in the file, from 1"]
    title: Annotated[str | None, "标题", "the title"]
    year: Annotated[int | None, "年度", "the year"]
    place: Annotated[PlaceJson | None, "标题的位置", "where the title stands"]
    fields: Annotated[
        FieldsJson, "表头；版式没有的栏不列", "the header; a field that the layout does not have is left out"
    ]
    funding: Annotated[FundingJson, "资金；版式没有的栏不列", "the funding, likewise"]
    goal: Annotated[GoalJson, "目标", "the goals"]
    indicators: Annotated[list[IndicatorJson], "指标", "the indicators"]
    promises: Annotated[list[PromiseJson], "年度目标里的量化承诺", "what the annual goal promises"]
    unread: Annotated[list[UnreadJson], "没有读懂的行", "rows that nothing understood"]


class ProfileUsedJson(TypedDict):
    """The profile that a form is checked by."""

    name: Annotated[str, "名字", "its name"]
    title: Annotated[str, "叫什么", "its title"]
    reason: Annotated[str | None, "为什么按它；按默认的没有", "why that one; null for the usual one"]


class CheckedFormJson(FormJson):
    """One form, and by whose practice it is checked."""

    profile: Annotated[ProfileUsedJson, "按哪一地的口径", "by whose practice it is checked"]


class FileJson(TypedDict):
    """What a file gave."""

    path: Annotated[str, "文件", "the file"]
    forms: Annotated[list[CheckedFormJson], "里面的表", "its forms"]
    error: NotRequired[Annotated[str, "没有表，或没有读完的，为什么", "why it gave none, or not all"]]


class FormsJson(TypedDict):
    """``pfglint forms -f json``."""

    schema: Annotated[Literal["pfglint/forms/1"], "格式", "the schema"]
    files: Annotated[list[FileJson], "各个文件", "the files"]


def form_json(form: Form) -> FormJson:
    """One form. What its layout does not have is left out, what was left blank is null."""
    goals = {"overall": form.overall_goal, "annual": form.annual_goal}
    return {
        "number": form.number,
        "title": form.title.text if form.title else None,
        "year": form.year,
        "place": place_json(form.place),
        "fields": cast(FieldsJson, {key: _field(field) for key, field in form.fields.items()}),
        "funding": cast(
            FundingJson,
            {"unit": form.funding.unit, **{key: _amount(one) for key, one in form.funding.amounts.items()}},
        ),
        "goal": cast(GoalJson, {key: goal.text for key, goal in goals.items() if goal}),
        "indicators": [_indicator(indicator) for indicator in form.indicators],
        "promises": [_promise(*promise) for promise in _paired(form)],
        "unread": [{"place": place_json(cell.place), "text": cell.text} for cell in form.unread],
    }


def _paired(form: Form) -> Iterator[tuple[Promise, Pair | None]]:
    """What the annual goal promises, each with the pair that was made for it."""
    found = pairing(form)
    pairs = {pair.promise: pair for pair in found.pairs}
    for promise in found.promises:
        yield promise, pairs.get(promise)


def _promise(promise: Promise, pair: Pair | None) -> PromiseJson:
    return {
        "noun": promise.noun,
        "text": promise.text,
        "start": promise.start,
        "end": promise.end,
        "value": to_json(promise.value, language.get()),
        "when": promise.when,
        "indicator": pair.indicator.number if pair else None,
        "relation": pair.relation if pair else None,
    }


def profile_json(followed: Recognised) -> ProfileUsedJson:
    """The profile that a form is checked by."""
    profile, lang = followed.rules.profile, language.get()
    assert profile is not None
    practice = followed.practice(lang)
    return {
        "name": profile.name,
        "title": profile.title.text(lang),
        "reason": practice.why if practice is not None else None,
    }


def _field(field: Field) -> str | None:
    return field.date.isoformat() if field.date else field.text


def _amount(amount: Amount) -> str | None:
    return None if amount.number is None else f"{amount.number:f}"


def _indicator(indicator: Indicator) -> IndicatorJson:
    told: IndicatorJson = {
        "number": indicator.number,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name.text,
        "text": indicator.written.text if indicator.written else None,
        "value": to_json(indicator.value, language.get()),
        "place": place_json(indicator.name.place),
    }
    return cast(IndicatorJson, {**told, **indicator.extra})
