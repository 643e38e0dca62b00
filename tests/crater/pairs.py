"""Pairs of a name and a value, each put into a form that is right otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pfglint.finding import Finding
from pfglint.form.labels import vocabulary
from pfglint.lint import forms_of_bytes
from pfglint.rule.examples import file_of, judged
from pfglint.rule.pack import load_builtin

COST = "培训人均成本 | ≤550(元/人·天)"
OUTPUTS = (
    "产出指标 | 数量指标 | 举办专业技能培训班期数 | ≥4(期)",
    "产出指标 | 质量指标 | 培训结业率 | ≥95(%)",
    "产出指标 | 时效指标 | 培训计划按期完成率 | ≥98(%)",
)
BENEFIT = "效益指标 | 社会效益指标 | 参训人员持证上岗率 | ≥80(%)"
SATISFACTION = "服务对象满意度指标 | 参训人员满意度 | ≥90(%)"


class Pair(NamedTuple):
    """A row of an indicator table. line: where it stands in the file that it was read from."""

    line: int
    level1: str
    level2: str
    name: str
    value: str


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a table with the columns level1, level2, name, value; a flat list's stand for quantities."""
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        level1, level2, name, value = line.split("\t")[:4]
        if first_level(level1) is None and level1 != "决策":
            level1, level2 = "产出指标", "数量指标"
        pairs.append(Pair(number, level1, level2, name, value))
    return pairs


def findings(pair: Pair) -> list[Finding]:
    """What the rules say of a form with the pair in it, but for what a right form leaves blank (missing-field) and the goal."""
    first, row = first_level(pair.level1), " | ".join(pair[1:])
    satisfied_under = first == "效益指标" and "满意" in pair.level2
    cost_under = satisfied_under or (first == "产出指标" and "成本" in pair.level2)
    rows = [
        f"产出指标 | 成本指标 | {COST}" if cost_under else f"成本指标 | 经济成本指标 | {COST}",
        *OUTPUTS,
        BENEFIT,
        f"{'效益指标' if satisfied_under else '满意度指标'} | {SATISFACTION}",
    ]
    alike = [index for index, other in enumerate(rows) if other.startswith(first or "满意度")] or [
        len(rows) - 1
    ]
    # A row without a second level is the first of its block, so that none is carried over to it.
    rows.insert(alike[-1] + 1 if pair.level2 else alike[0], row)
    found = judged(load_builtin(), forms_of_bytes(file_of({"indicators": list(rows)})))
    return [finding for finding in found if finding.name != "missing-field" and finding.code[3] != "7"]


def first_level(text: str) -> str | None:
    """The first level that a label names."""
    return vocabulary().meaning(text).level1
