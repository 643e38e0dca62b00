"""Findings made by hand, for the reporters' tests."""

from __future__ import annotations

from collections import Counter

from pfglint.finding import Edit, Finding, Fix, Place, Quote, Related, Severity
from pfglint.report import Summary

HELP = "改用“个”“次”“人”等计数单位；若确为比例，请把名称改为“……率”。"

PERCENT = Finding(
    code="PFG302",
    name="percent-on-count",
    severity=Severity.ERROR,
    aspect="适当性",
    message="“活动场次数”是计数指标，却以“%”为单位",
    help=HELP,
    source="通行做法",
    path="表.txt",
    form=7,
    project="社区文化活动",
    indicator="活动场次数",
    place=Place(17, 25, 35),
    quote=Quote("=100.00(%)", 8, 9),
    fix=Fix(safe=False, title="改成次", edits=(Edit(Place(17, 33, 34), "次", "%"),)),
)
CONFLICT = Finding(
    code="PFG701",
    name="goal-conflict",
    severity=Severity.WARNING,
    aspect="相关性",
    message="目标写 2400 人次，指标却是 2400 人",
    help=None,
    source=None,
    path="表.txt",
    form=7,
    project="社区文化活动",
    place=Place(11, 4),
    related=(Related(Place(19, 25), "指标的值"),),
)
UNREADABLE = Finding(
    code="PFG001",
    name="unreadable-file",
    severity=Severity.ERROR,
    aspect=None,
    message="读不了",
    help=None,
    source=None,
    path="坏.txt",
)
TITLES = {"PFG302": "计数指标以百分号为单位", "PFG701": "目标与指标不一致", "PFG001": "读不了的文件"}


def summary(*findings: Finding, forms: int = 1, shown: Severity = Severity.WARNING, info: int = 0) -> Summary:
    """The summary of a run that found `findings`, and `info` more that are not shown."""
    found = Counter(finding.severity for finding in findings)
    found[Severity.INFO] += info
    return Summary(1, forms, 5, found, shown, Severity.ERROR)
