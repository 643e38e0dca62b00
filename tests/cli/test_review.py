"""``pfglint review`` as users run it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from pfglint.rule.examples import file_of
from pfglint.rule.model import Plain
from tests.conftest import Run

WRONG = "数量指标 | 购置图书数量 | ≥90(%)"
DOCS = Path(__file__).parents[2] / "docs"


def form(project: str, *rows: str, department: str = "示范市文旅局", year: str = "2025") -> dict[str, Plain]:
    fields: Plain = {"project": project, "department": department}
    goal = f"{project}全部完成，{department}各单位都用得上。"
    return {"year": year, "fields": fields, "add": list(rows), "goal": goal}


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    forms: Plain = [form("图书采购", WRONG), form("设备维护", department="示范市水务局")]
    (tmp_path / "表.txt").write_bytes(file_of({"forms": forms}))
    return tmp_path


def markdown(pile: Path) -> str:
    return (pile / "审核表.md").read_text(encoding="utf-8")


def test_a_sheet_for_each_project_and_a_cover(pfglint: Run, pile: Path) -> None:
    done = pfglint("review", "表.txt", "-o", "审核表.md")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "已写入 审核表.md：1 个文件、2 个项目。\n"
    said = markdown(pile)
    for text in (
        "| 1 | 图书采购 | 示范市文旅局 | 96.2 | 良 | 优 | 优 | 良 | 优 | 1 | 0 |",
        "| 2 | 设备维护 | 示范市水务局 | 100 | 优 | 优 | 优 | 优 | 优 | 0 | 0 |",
        "| PFG301 计数指标以百分号为单位 | 错误 | 1 | 1 |",
        "## 1　图书采购",
        "【错误】“购置图书数量”是计数指标，却以“%”为单位。（第",
        "| 人工判断 |  | 人工判断 |",
    ):
        assert text in said, text


@pytest.mark.parametrize("kind", ["xlsx", "docx", "md"])
def test_again_it_is_the_same_file_byte_for_byte(pfglint: Run, pile: Path, kind: str) -> None:
    first, second = pile / f"一.{kind}", pile / f"二.{kind}"
    for target in (first, second):
        assert pfglint("review", "表.txt", "-o", target, "--severity", "info").returncode == 1
    assert first.read_bytes() == second.read_bytes()


def test_several_processes_write_the_same(pfglint: Run, pile: Path) -> None:
    (pile / "另.txt").write_bytes(file_of(form("网站运维")))
    for jobs in ("1", "2"):
        pfglint("review", "表.txt", "另.txt", "-o", f"{jobs}.md", "--jobs", jobs)
    assert (pile / "1.md").read_bytes() == (pile / "2.md").read_bytes()
    assert "网站运维" in (pile / "1.md").read_text(encoding="utf-8")


def test_english(pfglint: Run, pile: Path) -> None:
    done = pfglint("review", "表.txt", "-o", "审核表.md", "--lang", "en")
    assert done.stdout == "Written to 审核表.md: 2 projects of 1 files.\n"
    for text in ("Excellent", "Completeness", "for people to judge", "Files that gave no form"):
        assert (text in markdown(pile)) == (text != "Files that gave no form"), text


def test_the_configuration_beside_the_forms_holds(pfglint: Run, pile: Path) -> None:
    (pile / "pfglint.yaml").write_text("ignore: [percent-on-count]\nlang: en\n", encoding="utf-8")
    done = pfglint("review", "表.txt", "-o", "审核表.md")
    assert done.returncode == 0
    assert "PFG301" not in markdown(pile)
    assert "Review of a project" in markdown(pile)


def test_what_is_waived_or_in_the_baseline_is_left_out_and_that_is_said(pfglint: Run, pile: Path) -> None:
    waiver = "- {rule: percent-on-count, project: 图书采购, reason: 上级按比例下达}\n"
    (pile / "pfglint-waivers.yaml").write_text(waiver, encoding="utf-8")
    assert pfglint("review", "表.txt", "-o", "审核表.md").returncode == 0
    assert "豁免的 1 处没有列出，也不计。" in markdown(pile)
    (pile / "pfglint-waivers.yaml").unlink()
    pfglint("baseline", "表.txt", "--baseline", "基线.jsonl")
    assert (
        pfglint("review", "表.txt", "-o", "审核表.md", "--force", "--baseline", "基线.jsonl").returncode == 0
    )
    assert "处没有列出，也不计。" in markdown(pile)
    assert "PFG301" not in markdown(pile)


def test_a_file_that_cannot_be_read_is_told_and_stands_on_the_cover_and_the_others_go_on(
    pfglint: Run, pile: Path
) -> None:
    (pile / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (pile / "空.txt").write_text("会议通知\n", encoding="utf-8")
    done = pfglint("review", ".", "-o", "审核表.md")
    assert done.returncode == 2
    assert "坏.docx" in done.stderr
    assert "2 个项目" in done.stdout
    left = markdown(pile).split("没有读到申报表的文件")[1].split("## 1")[0]
    assert "坏.docx" in left
    assert "空.txt" in left


def test_without_any_form_nothing_is_written(pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_text("会议通知\n", encoding="utf-8")
    done = pfglint("review", "空.txt", "-o", "审核表.xlsx")
    assert "没有申报表，没有写审核表。" in done.stderr
    assert done.returncode == 2
    assert not (tmp_path / "审核表.xlsx").exists()


def test_a_layout_that_was_not_understood_gets_no_grade(pfglint: Run, pile: Path) -> None:
    whole = (pile / "表.txt").read_text(encoding="utf-8").split("\n")
    start = next(number for number, line in enumerate(whole) if "一级指标" in line)
    (pile / "无指标.txt").write_text("\n".join(whole[:start]), encoding="utf-8")
    pfglint("review", "无指标.txt", "-o", "审核表.md")
    said = markdown(pile)
    assert "| 1 | 图书采购 | 示范市文旅局 | — | 未评等级 |" in said
    assert "表上没有读到指标，这一项不评等级。" in said


# ── Where it is written ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["表.txt", "-o", "表.txt.pdf"], ".xlsx .docx .md"),
        (["表.txt"], "写到哪里"),
        (["-o", "审核表.md"], "要写明查哪些文件"),
        (["表.txt", "-o", "没有/审核表.md"], "没有写"),
        (["表.md", "-o", "表.md"], "要读的文件"),
        ([".", "-o", "表.md"], "要读的文件"),
        (["表.txt", "-o", "旧.md"], "--force"),
        (["表.txt", "-o", "夹.md"], "不是普通文件"),
        (["表.txt", "-o", "审核表.md", "--sheet", "没有.yaml"], "pfglint review --template"),
        (["表.txt", "-o", "审核表.md", "--sheet", "错.yaml"], "是“grades”吗？"),
        (["没有.txt", "-o", "审核表.md"], "没有.txt"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence_and_nothing_is_touched(
    pfglint: Run, pile: Path, args: list[str], said: str
) -> None:
    (pile / "表.md").write_text((pile / "表.txt").read_text(encoding="utf-8"), encoding="utf-8")
    (pile / "旧.md").write_text("手写的意见", encoding="utf-8")
    (pile / "夹.md").mkdir()
    (pile / "错.yaml").write_text("grade: []\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in pile.rglob("*") if path.is_file()}
    done = pfglint("review", *args)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in pile.rglob("*") if path.is_file()} == before


# ── A sheet of one's own ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_bureau_changes_a_copy_of_the_built_in_sheet(pfglint: Run, pile: Path) -> None:
    template = pfglint("review", "--template").stdout
    own = template.replace("errors: 2, points: 70", "errors: 0, points: 70").replace(
        "绩效目标审核表", "本局审核表"
    )
    assert own.count("本局审核表") == 1
    (pile / "自己的.yaml").write_text(own, encoding="utf-8")
    pfglint("review", "表.txt", "-o", "审核表.md", "--sheet", "自己的.yaml")
    by_option = markdown(pile)
    assert by_option.startswith("# 项目支出本局审核表")
    assert "| 差 |" in by_option.split("## 1")[1].split("## 2")[0]
    (pile / "pfglint.yaml").write_text("review-sheet: 自己的.yaml\n", encoding="utf-8")
    pfglint("review", "表.txt", "-o", "审核表.md", "--force")
    assert markdown(pile) == by_option


def test_the_documentation_shows_what_is_written(pfglint: Run, pile: Path) -> None:
    page = (DOCS / "review.md").read_text(encoding="utf-8")
    template = pfglint("review", "--template").stdout
    shown = page.split("```yaml\n")[1].split("```")[0]
    assert shown.strip() in template


def test_the_workbook_opens_at_the_cover(pfglint: Run, pile: Path) -> None:
    pfglint("review", "表.txt", "-o", "审核表.xlsx")
    made = openpyxl.load_workbook(BytesIO((pile / "审核表.xlsx").read_bytes()))
    assert made.sheetnames == ["汇总", "1 图书采购", "2 设备维护"]
    assert made.active is not None
    assert made.active.title == "汇总"
