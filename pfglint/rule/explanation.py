"""A rule explained to people: the one text of ``pfglint rule`` and of the rule's page in the documentation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from pfglint.finding import Severity
from pfglint.rule.model import EACH, Plain, Rule
from pfglint.rule.problem import Said

SEVERITIES = {
    Severity.ERROR: Said("错误", "error"),
    Severity.WARNING: Said("警告", "warning"),
    Severity.INFO: Said("提示", "info"),
}


class Part(NamedTuple):
    """One part of an explanation: a heading, and under it text or lines of code.

    key: which part it is: ``message``, ``near``, ``why``, ``help``, ``source``, ``severity``, ``silences``, ``fix``, ``condition``,
         ``fail``, ``pass``, ``off``.
    """

    key: str
    title: str
    text: str = ""
    code: tuple[str, ...] = ()


def explain(rule: Rule, lang: str) -> Iterator[Part]:
    """What a rule says, why, by which source, where it fails and passes, how to mend it and how to switch it off.

    rule: with its examples, as `pack.read_builtin` gives it.
    """

    def said(zh: str, en: str) -> str:
        return Said(zh, en).text(lang)

    wording = rule.wording
    yield Part("message", said("报什么", "What it says"), wording.message.text(lang))
    if rule.group is not None and rule.group.near is not None:
        near = rule.group.near.wording.message.text(lang)
        yield Part("near", said("差不多一样的，报什么", "What it says of what is nearly the same"), near)
    if rule.why is not None:
        yield Part("why", said("为什么", "Why"), rule.why.text(lang))
    if wording.help is not None:
        yield Part("help", said("怎么改", "How to mend it"), wording.help.text(lang))
    if rule.fix is not None:
        safe = said("（安全）", " (safe)") if rule.fix.safe else said("（要 --unsafe）", " (with --unsafe)")
        yield Part("fix", said("自动修正", "Fix"), rule.fix.title.text(lang) + safe)
    if rule.source is not None:
        yield Part("source", said("依据", "By"), rule.source.text(lang))
    if rule.severity_when:
        text = said("、", ", ").join(
            dict.fromkeys(SEVERITIES[item.severity].text(lang) for item in rule.severity_when)
        )
        yield Part(
            "severity",
            said("级别有时不同", "Sometimes of another severity"),
            said("也可能是", "also ") + text,
        )
    if rule.silences:
        yield Part("silences", said("压过", "Silences"), said("、", ", ").join(rule.silences))
    if rule.written:
        yield Part(
            "condition",
            said("条件", "Condition"),
            code=tuple(line for item in rule.written for line in _lines(f"{item.key}: {item.text}")),
        )
    for key, title, examples in (
        ("fail", said("会报", "Fails"), rule.examples.fail),
        ("pass", said("不报", "Passes"), rule.examples.passing),
    ):
        if examples:
            yield Part(key, title, code=tuple(map(example_text, examples)))
    where = said("        # 在 pfglint.yaml 里", "        # in pfglint.yaml")
    off = [f"ignore: [{rule.name}]{where}"]
    if rule.subject != "fact":
        names = said(
            "项目名称 --indicator 指标名称 --reason 理由", "PROJECT --indicator INDICATOR --reason WHY"
        )
        where = said("        # 只放过一处", "        # in one place only")
        off.append(f"pfglint waive {rule.name} --project {names}{where}")
    yield Part("off", said("关掉它", "How to switch it off"), code=tuple(off))


def example_text(example: Plain) -> str:
    """An example as its author wrote it, or nearly so."""
    if isinstance(example, str):
        return example
    if isinstance(example, dict) and "example" in example:
        inner, each = example_text(example["example"]), example.get("each")
        return inner.replace(EACH, f"〈{'、'.join(map(str, each))}〉", 1) if isinstance(each, list) else inner
    return json.dumps(example, ensure_ascii=False)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]
