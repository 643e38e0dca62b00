"""A page a rule, and the table of all of them."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.markdown import cell, text
from pfglint.rule.explanation import SEVERITIES, Part, explain
from pfglint.rule.fields import SUBJECTS
from pfglint.rule.model import Pack, Rule
from pfglint.rule.pack import read_builtin

NOTE = "<!-- 由规则包生成：改 rules/ 里的 YAML，再运行 python3 tasks.py generate。 Generated from the rule packs. -->\n"


def pages() -> dict[str, str]:
    """The pages by their paths below ``docs/``."""
    rules = read_builtin()
    found = {f"rules/{rule.name}.md": page(rule) for rule in rules}
    found["rules/index.md"] = index(rules.packs)
    return found


def index(packs: tuple[Pack, ...]) -> str:
    """All rules by family, each with its page."""
    count = sum(len(pack.rules) for pack in packs)
    lines = [
        NOTE,
        "# 规则 · Rules",
        "",
        f"自带 {count} 条规则。编号和名字在命令行、配置、豁免里都能用；`pfglint rule 名字` 打印与这里相同的内容。",
        "",
        f"*{count} rules come with pfglint. Codes and names both work everywhere; `pfglint rule NAME` prints what these pages say.*",
    ]
    for pack in packs:
        lines += ["", f"## {pack.title.zh} · {pack.title.en}", ""]
        lines += ["| 编号 | 名字 | 级别 | 内容 |", "|---|---|---|---|"]
        lines += [
            f"| {rule.code} | [{rule.name}]({rule.name}.md) | {SEVERITIES[rule.severity].zh} "
            f"| {cell(rule.title.zh)}<br>*{cell(rule.title.en)}* |"
            for rule in pack.rules
        ]
    return "\n".join(lines) + "\n"


def page(rule: Rule) -> str:
    """The page of one rule: in Chinese, then in English."""
    return "\n".join(_page(rule)) + "\n"


def _page(rule: Rule) -> Iterator[str]:
    severity, subject = SEVERITIES[rule.severity], SUBJECTS[rule.subject]
    yield NOTE
    yield f"# {rule.name} · {rule.code}"
    yield ""
    yield f"**{text(rule.title.zh)}** · {text(rule.title.en)}"
    yield ""
    yield "| 级别 | 方面 | 针对 |"
    yield "|---|---|---|"
    yield f"| {severity.zh} {severity.en} | {rule.aspect or '—'} | {subject.zh} {subject.en} |"
    for part in explain(rule, "zh"):
        yield from _part(part, "##")
    yield ""
    yield "## English"
    for part in explain(rule, "en"):
        if part.key not in ("condition", "fail", "pass"):
            yield from _part(part, "###")


def _part(part: Part, level: str) -> Iterator[str]:
    yield ""
    yield f"{level} {part.title}"
    yield ""
    if part.code:
        yield "```text"
        yield from part.code
        yield "```"
    elif part.key == "silences":
        yield "、".join(f"[{name}]({name}.md)" for name in part.text.replace(", ", "、").split("、"))
    else:
        yield text(part.text)
