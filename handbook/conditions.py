"""The reference of the condition language, from the code that checks and runs it."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.markdown import cell, code, prose
from pfglint import resources
from pfglint.rule.explanation import example_text
from pfglint.rule.fields import SUBJECTS
from pfglint.rule.reference import ANSWERS, Instance, Topic, place_of, shown_fields, tests_of, topics, types
from pfglint.rule.types import TESTS

NOTE = (
    "<!-- 由程序里的字段、类型和 grammar/conditions.yaml 生成：改了再运行 python3 tasks.py generate。"
    " Generated from the fields and types in the code, and from grammar/conditions.yaml. -->\n"
)


def pages() -> dict[str, str]:
    """The page by its path below ``docs/``."""
    return {"reference/conditions.md": "\n".join(_page()) + "\n"}


def _page() -> Iterator[str]:
    yield NOTE
    yield "# 条件的写法 · The condition language"
    yield ""
    yield "规则的 `when` `require` 等，和 [`pfglint query`](../query.md) 的条件，都用这一种写法。例子由测试逐个运行。"
    yield "`pfglint fields` 在命令行里打印同样的内容，`pfglint fields unit` 只看一个字段。"
    yield ""
    yield "*`when`, `require` and their like in rules, and the conditions of `pfglint query`. The tests run every example;"
    yield "`pfglint fields` prints the same.*"
    for topic in topics():
        yield from _topic(topic)
        if topic.name == "is":
            yield from _tests()
    yield from _types()
    yield ""
    yield "## 字段 · Fields"
    yield ""
    yield (
        "`for` 说查什么，条件里就能写什么的字段；所在表的字段前面加 `form.`，`year` 和 `funding.…` 可以不加。"
        "“例”是这个字段在那样一张表里的内容，没写到的都是一张正确的表。"
    )
    yield ""
    yield "*What `for` names decides which fields there are; those of the form stand behind `form.`, but `year` and `funding.…`.*"
    for kind in SUBJECTS:
        yield from _fields(kind)
    yield ""
    yield "## 语法 · The grammar"
    yield ""
    yield "```text"
    yield resources.read("grammar", "condition.lark").decode().rstrip()
    yield "```"


def _topic(topic: Topic) -> Iterator[str]:
    yield ""
    yield f"## {topic.title.zh} · {topic.title.en}"
    yield ""
    yield prose(topic.text.zh)
    yield ""
    yield f"*{prose(topic.text.en)}*"
    yield ""
    yield "| 条件 Condition | 用在 Asked of | 结果 |"
    yield "|---|---|---|"
    for instance in topic.instances:
        answer = ANSWERS[instance.truth]
        yield f"| {code(instance.condition)} | {_place(instance)} | {answer.zh} {answer.en} |"


def _place(instance: Instance) -> str:
    place = place_of(instance)
    return code(place) if place else "一张正确的表 a right form"


def _tests() -> Iterator[str]:
    yield ""
    yield "| 判断 Test | 意思 | Meaning |"
    yield "|---|---|---|"
    for test in TESTS.values():
        yield f"| {code(f'is {test.name}')} | {cell(test.zh)} | {cell(test.en)} |"


def _types() -> Iterator[str]:
    yield ""
    yield "## 类型 · Types"
    yield ""
    yield "| 类型 | Type | 能做什么 | 可用的判断 Tests |"
    yield "|---|---|---|---|"
    for name, said, told in types():
        yield f"| {said.zh} | {said.en} | {cell(told.zh)}<br>*{cell(told.en)}* | {' '.join(map(code, tests_of(name)))} |"


def _fields(kind: str) -> Iterator[str]:
    known = SUBJECTS[kind]
    yield ""
    yield f"### {kind} · {known.zh}"
    yield ""
    yield f"{known.en[0].upper()}{known.en[1:]}. `at` 可以是 can be: {' '.join(map(code, known.at))}"
    yield ""
    yield "| 字段 Field | 类型 | 意思 Meaning | 例 Example |"
    yield "|---|---|---|---|"
    for found in shown_fields(kind):
        entry = found.entry
        value = code(found.value.zh) if found.value is not None else "—"
        where = "" if found.example in ({}, None) else f"<br>{code(example_text(found.example))}"
        yield f"| {code(entry.name)} | {entry.type.said.zh} | {cell(entry.zh)}<br>*{cell(entry.en)}* | {value}{where} |"
