"""What several tests need: the command as users run it, and forms to run it on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile(
    "untimed", deadline=None
)  # how long an example takes says something of the machine alone
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def pfglint(tmp_path: Path) -> Run:
    """Run ``pfglint`` as a process of its own in an empty folder, in UTF-8 unless told otherwise."""

    def run(
        *args: str | Path, stdin: str | bytes = "", env: Mapping[str, str] | None = None, cwd: Path = tmp_path
    ) -> subprocess.CompletedProcess[str]:
        environ = {
            key: value for key, value in os.environ.items() if not key.startswith(("PFGLINT", "NO_COLOR"))
        }
        environ |= {"PYTHONIOENCODING": "utf-8"} | dict(env or {})
        done = subprocess.run(
            [sys.executable, "-m", "pfglint", *map(str, args)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=cwd,
            env=environ,
            check=False,
            timeout=120,
        )
        return subprocess.CompletedProcess(
            done.args,
            done.returncode,
            done.stdout.decode(errors="replace"),
            done.stderr.decode(errors="replace"),
        )

    return run


HEAD = """财政项目支出绩效目标申报表
(2025 年度)
项目名称\t{project}\t项目性质\t经常性专项业务费\t项目类别\t特定目标类
主管部门\t临江区文化和旅游局\t\t实施单位\t临江区图书馆\t
计划开始日期\t2025-01-01\t\t计划完成日期\t2025-12-31\t
项目资金 (元)\t项目资金总额:\t\t年度资金申请总额:\t420,000.00\t
\t其中: 财政资金\t\t其中: 当年财政拨款\t420,000.00\t
\t\t\t上年结转资金\t0.00\t
\t其他资金\t\t其他资金\t0.00\t
项目绩效目标\t项目总目标\t\t年度总体目标\t\t
\t\t\t为 18 个乡镇图书室购置图书 12000 册，图书验收合格率达到 100%，读者满意度达到 90%以上。\t\t
\t一级指标\t二级指标\t三级指标\t年度(/项目)指标值\t
绩效指标\t成本指标\t经济成本指标\t图书采购单价\t≤35.00(元/册)\t
\t产出指标\t数量指标\t购置图书数量\t{quantity}\t
\t\t质量指标\t图书验收合格率\t=100.00(%)\t
\t\t时效指标\t图书上架完成时间\t2025年11月30日前\t
\t效益指标\t社会效益指标\t图书室借阅人次增长率\t≥5.00(%)\t
\t满意度指标\t服务对象满意度指标\t读者满意度\t≥90.00(%)\t
"""


def form(*, project: str = "乡镇图书室购书经费", quantity: str = "=12000.00(册)") -> str:
    """A made-up form with nothing wrong in it; with ``quantity="=100.00(%)"`` it has one error."""
    return HEAD.format(project=project, quantity=quantity)


WRONG = {"quantity": "=100.00(%)"}
"""What makes a form have an error, percent-on-count."""


@pytest.fixture
def corpus() -> Path:
    """The folder of the real documents; a test that needs it is skipped where it is absent."""
    folder = Path(os.environ.get("PFGLINT_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not (folder / "hrss-2025.txt").is_file():
        pytest.skip(f"no corpus at {folder}: set PFGLINT_CORPUS to its folder")
    return folder
