"""A pack whose rules have fixes besides those of the built-in ones, for the tests of mending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pfglint.finding import Finding
from pfglint.lint import check_bytes
from pfglint.rule.pack import load

PACK = """\
rules:
- code: LOC002
  name: odd-unit
  title: 单位
  severity: info
  for: indicator
  when: unit_text is one of ["本", "卷"]
  message: “{unit_text}”不规范
  mark: unit
  fix: {safe: true, title: 改为“册”, with: 册}
  en: {title: Unit, message: "{unit_text}", fix: Write 册}
  examples:
    fail: ["数量指标 | 购书数量 | ≥90(本)", "数量指标 | 藏书数量 | ≥90(卷)"]
    pass: ["数量指标 | 购书数量 | ≥90(册)", "数量指标 | 藏书数量 | ≥90(册)"]
- code: LOC003
  name: percent-for-number
  title: 百分号
  severity: warning
  for: indicator
  when: name ends with "数量" and unit is ratio
  message: “{name}”以“{unit}”为单位
  mark: unit
  fix: {safe: false, title: 改为“个”, with: "个"}
  en: {title: Percent, message: "{name} in {unit}", fix: "Write 个"}
  examples:
    fail: ["数量指标 | 评审项目数量 | ≥100(%)", "数量指标 | 评审数量 | ≥100(%)"]
    pass: ["数量指标 | 评审项目完成数 | ≥100(个)", "数量指标 | 评审项目完成数 | =100(个)"]
"""


def checking(folder: Path, *more: str, path: str = "表.txt") -> Callable[[bytes], Sequence[Finding]]:
    """Checks contents of `path` by the built-in rules and these; `more` are rules as YAML lists."""
    pack = folder / "pack.yaml"
    pack.write_text(PACK + "".join(more), encoding="utf-8")
    rules = load([pack])
    return lambda data: check_bytes(data, path, rules).findings
