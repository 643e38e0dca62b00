"""``pfglint compare`` as users run it."""

from __future__ import annotations

import json
import os
from io import BytesIO
from pathlib import Path

import pytest

from pfglint.rule.examples import file_of
from pfglint.rule.model import Plain
from tests.conftest import Run

LOST_ROWS = """项目名称\t河道保洁
一级指标\t二级指标\t三级指标\t指标值\t权重
产出指标\t数量指标\t保洁次数\t≥24(次)\t50
\t\t\t≥95%\t30
"""
LECTURES = "数量指标 | 公益讲座举办场次 | ≥{}(场)"


def lectures(year: int, sessions: int, money: int, *more: dict[str, Plain]) -> bytes:
    fields: Plain = {"project": f"{year}年公益讲座专项"}
    one: dict[str, Plain] = {
        "year": str(year),
        "fields": fields,
        "add": [LECTURES.format(sessions)],
        "funding": {"annual_total": str(money), "annual_fiscal": str(money)},
        "goal": f"{year}年举办公益讲座{sessions}场。",
    }
    return file_of({"forms": [one, *more]})


@pytest.fixture
def years(tmp_path: Path) -> Path:
    old: dict[str, Plain] = {"year": "2024", "fields": {"project": "设备维护"}}
    new: dict[str, Plain] = {"year": "2025", "fields": {"project": "数据库采购"}}
    (tmp_path / "去年.txt").write_bytes(lectures(2024, 40, 1_000_000, old))
    (tmp_path / "今年.txt").write_bytes(lectures(2025, 30, 1_200_000, new))
    return tmp_path


def test_two_years_beside_each_other(pfglint: Run, years: Path) -> None:
    done = pfglint("compare", "去年.txt", "今年.txt")
    assert done.returncode == 0
    for text in (
        "2025年公益讲座专项   名称相同",
        "年度资金  1000000元 → 1200000元，增长20%",
        "指标  7 个没变，1 个降低",
        "降低  数量指标  公益讲座举办场次  ≥40(场) → ≥30(场)",
        "“公益讲座举办场次”上年是“≥40(场)”，今年降为“≥30(场)”。",
        "却有1个指标降低",
        "对照  去年.txt:",
        "今年新增的项目：",
        "数据库采购",
        "上年有、今年没有的项目：",
        "设备维护",
        "对上 1 个项目",
    ):
        assert text in done.stdout, text


def test_the_documentation_shows_what_is_printed(pfglint: Run, years: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "compare.md").read_text(encoding="utf-8")
    shown = page.split("```text\n")[1].split("```")[0]
    assert pfglint("compare", "去年.txt", "今年.txt").stdout == shown
    assert OWN.strip() in page


def test_english(pfglint: Run, years: Path) -> None:
    done = pfglint("compare", "去年.txt", "今年.txt", "--lang", "en")
    assert "1 lowered" in done.stdout
    assert "1 projects in both years" in done.stdout


def test_the_years_on_the_forms_tell_which_is_which(pfglint: Run, years: Path) -> None:
    (years / "别的.txt").write_bytes(file_of({"year": "2025", "fields": {"project": "网站运维"}}))
    by_name = pfglint("compare", "今年.txt", "去年.txt", "别的.txt", "-f", "json")
    by_option = pfglint("compare", "--last", "去年.txt", "今年.txt", "别的.txt", "-f", "json")
    assert by_name.stdout == by_option.stdout
    assert json.loads(by_name.stdout)["summary"] | {"same": 0} == {
        "pairs": 1,
        "begun": 2,
        "ended": 1,
        "same": 0,
        "raised": 0,
        "lowered": 1,
        "changed": 0,
        "added": 0,
        "dropped": 0,
    }


def test_json_says_what_became_of_each_indicator(pfglint: Run, years: Path) -> None:
    found = json.loads(pfglint("compare", "去年.txt", "今年.txt", "-f", "json").stdout)
    (pair,) = found["pairs"]
    assert pair["annual_total"] == {"this": "1200000", "last": "1000000", "growth": "20"}
    row = next(one for one in pair["indicators"] if one["course"] == "lowered")
    assert (row["move"], row["this"]["text"], row["last"]["text"]) == ("down", "≥30(场)", "≥40(场)")
    lowered = next(one for one in pair["findings"] if one["name"] == "target-lowered")
    assert lowered["path"] == "今年.txt"
    assert lowered["related"][0]["path"] == "去年.txt"


def test_a_workbook(pfglint: Run, years: Path) -> None:
    from openpyxl import load_workbook

    assert pfglint("compare", "去年.txt", "今年.txt", "-o", "对照.xlsx").returncode == 0
    book = load_workbook(BytesIO((years / "对照.xlsx").read_bytes()))
    assert book.sheetnames == ["项目", "指标", "问题", "没有对上"]
    rows = list(book["指标"].iter_rows(values_only=True))
    assert (
        "2025年公益讲座专项",
        "产出指标",
        "数量指标",
        "公益讲座举办场次",
        "≥40(场)",
        "≥30(场)",
        "降低",
    ) in rows
    assert [row[:2] for row in book["没有对上"].iter_rows(min_row=2, values_only=True)] == [
        ("今年新增", "数据库采购"),
        ("上年有、今年没有", "设备维护"),
    ]


def test_the_same_year_twice_has_nothing_to_say(pfglint: Run, years: Path) -> None:
    done = pfglint("compare", "今年.txt", "今年.txt")
    assert done.stdout == "\n对上 2 个项目，2 个和上年一样，另有 2 处没有显示。\n"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["今年.txt"], "要有两个年度的申报表才能比，这里的表：2025"),
        (["去年.txt", "今年.txt", "-f", "xlsx"], "-f xlsx 要用 -o"),
        (["去年.txt", "今年.txt", "-o", "对照.docx"], "对照.xlsx"),
        (["去年.txt", "今年.txt", "-o", "对照"], "对照.xlsx"),
        (["去年.txt", "今年.txt", "-f", "text", "-o", "对照.txt"], "-f json"),
        (["去年.txt", "今年.txt", "-f", "json", "-o", "."], "不是普通文件"),
        (["去年.txt", "今年.txt", "-o", "没有/对照.xlsx"], "没有/对照.xlsx"),
        (["没有.txt", "今年.txt"], "没有.txt"),
    ],
)
def test_what_cannot_be_done_is_said(pfglint: Run, years: Path, args: list[str], says: str) -> None:
    done = pfglint("compare", *args)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def _folders(years: Path) -> None:
    """Each year in a folder of its own, and last year's in an archive, too."""
    from zipfile import ZipFile

    for name in ("去年", "今年"):
        (years / f"{name}的").mkdir()
        (years / f"{name}.txt").rename(years / f"{name}的" / "表.txt")
    with ZipFile(years / "去年的.zip", "w") as archive:
        archive.write(years / "去年的" / "表.txt", "表.txt")
    (years / "别名.xlsx").symlink_to(years / "今年的" / "表.txt")
    (years / "又名.xlsx").hardlink_to(years / "去年的" / "表.txt")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="links need rights on Windows")
@pytest.mark.parametrize(
    ("last", "target"),
    [
        ("去年的", "今年的/表.txt"),
        ("去年的", "去年的/表.txt"),
        ("去年的", "./今年的/../去年的/表.txt"),
        ("去年的", "别名.xlsx"),
        ("去年的", "又名.xlsx"),
        ("去年的.zip", "去年的.zip"),
        ("去年的.zip", "今年的/表.txt"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--force",)])
def test_no_file_that_is_compared_is_written_over(
    pfglint: Run, years: Path, last: str, target: str, more: tuple[str, ...]
) -> None:
    _folders(years)
    before = (years / target).read_bytes()
    done = pfglint("compare", last, "今年的", "-f", "xlsx", "-o", target, *more)
    assert done.returncode == 2
    assert "原件不能动，请换一个名字" in done.stderr
    assert (years / target).read_bytes() == before


def test_a_file_that_is_there_is_written_over_only_by_force(pfglint: Run, years: Path) -> None:
    (years / "对照.xlsx").write_bytes(b"another's")
    done = pfglint("compare", "去年.txt", "今年.txt", "-o", "对照.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert "对照.xlsx 已经有了，要覆盖请加 --force" in done.stderr
    assert (years / "对照.xlsx").read_bytes() == b"another's"
    assert pfglint("compare", "去年.txt", "今年.txt", "-o", "对照.xlsx", "--force").returncode == 0
    assert (years / "对照.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("target", ["本单位.yaml", "pfglint.yaml"])
def test_no_setting_is_written_over(pfglint: Run, years: Path, target: str) -> None:
    (years / "本单位.yaml").write_text(OWN, encoding="utf-8")
    (years / "pfglint.yaml").write_text("severity: info\n", encoding="utf-8")
    before = (years / target).read_bytes()
    args = (
        "compare",
        "去年.txt",
        "今年.txt",
        "--rules",
        "本单位.yaml",
        "-f",
        "json",
        "-o",
        target,
        "--force",
    )
    assert pfglint(*args).returncode == 2
    assert (years / target).read_bytes() == before


def test_json_goes_into_a_file_too(pfglint: Run, years: Path) -> None:
    shown = pfglint("compare", "去年.txt", "今年.txt", "-f", "json").stdout
    assert pfglint("compare", "去年.txt", "今年.txt", "-o", "对照.json").returncode == 0
    assert (years / "对照.json").read_text(encoding="utf-8") == shown


def test_the_configuration_says_what_is_shown_and_what_fails(pfglint: Run, years: Path) -> None:
    some = pfglint("compare", "去年.txt", "今年.txt", "--severity", "error").stdout
    (years / "pfglint.yaml").write_text("severity: error\nfail-on: error\n", encoding="utf-8")
    done = pfglint("compare", "去年.txt", "今年.txt")
    assert (done.returncode, done.stdout) == (0, some)
    assert "target-lowered" not in some
    over = pfglint("compare", "去年.txt", "今年.txt", "--fail-on", "warning")
    assert over.returncode == 1
    assert "target-lowered" in over.stdout  # what fails is shown


def test_a_table_that_was_not_read_is_told_as_check_tells_it(pfglint: Run, years: Path) -> None:
    (years / "补.txt").write_text(LOST_ROWS, encoding="utf-8")
    checked = json.loads(pfglint("check", "补.txt", "-f", "json", "--select", "unread-table").stdout)
    (told,) = checked["findings"]
    compare = ("compare", "--last", "去年.txt", "补.txt")
    done = pfglint(*compare)
    assert done.stderr.count(told["message"]) == 1
    assert done.returncode == 0
    assert told["message"] not in pfglint(*compare, "--severity", "error").stderr
    assert pfglint(*compare, "--fail-on", "warning").returncode == 1
    assert json.loads(pfglint(*compare, "-f", "json").stdout)["troubles"] == [told]


@pytest.mark.parametrize(("last", "this", "name"), [("全", "残", "dropped"), ("残", "全", "added")])
def test_what_may_stand_in_rows_that_were_not_read_is_not_said_to_be_absent(
    pfglint: Run, tmp_path: Path, last: str, this: str, name: str
) -> None:
    whole = LOST_ROWS.replace("\t\t\t≥95%", "\t\t保洁达标率\t≥95%")
    other = LOST_ROWS.replace("\t\t\t≥95%\t30\n", "")
    for file, text in (("全", whole), ("残", LOST_ROWS), ("少", other)):
        (tmp_path / f"{file}.txt").write_text(text, encoding="utf-8")

    def told(one: str, two: str) -> bool:
        done = pfglint("compare", f"{one}.txt", f"{two}.txt", "-f", "json", "--severity", "info")
        return f'"indicator-{name}"' in done.stdout

    assert not told(last, this)
    assert told(last.replace("残", "少"), this.replace("残", "少"))


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_compared(pfglint: Run, years: Path) -> None:
    (years / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    done = pfglint("compare", "--last", "去年.txt", "今年.txt", "坏.docx")
    assert done.returncode == 2
    assert "坏.docx" in done.stderr
    assert "对上 1 个项目" in done.stdout


def test_a_rule_of_ones_own_sees_both_years(pfglint: Run, years: Path) -> None:
    (years / "本单位.yaml").write_text(OWN, encoding="utf-8")
    assert pfglint("test", "本单位.yaml").returncode == 0
    done = pfglint("compare", "去年.txt", "今年.txt", "--rules", "本单位.yaml", "--select", "lectures-down")
    assert "讲座由40场减到30场。" in done.stdout


OWN = """
rules:
  - code: BDW1
    name: lectures-down
    title: 讲座少了
    severity: warning
    for: indicator-pair
    when: name contains ["讲座"] and this.quantity < last.quantity
    message: 讲座由{last.number}{last.unit}减到{this.number}{this.unit}。
    en: {title: Fewer lectures, message: "From {last.number}{last.unit} to {this.number}{this.unit}."}
    examples:
      fail:
        - {last: "数量指标 | 讲座场次 | ≥40(场)", this: "数量指标 | 讲座场次 | ≥30(场)"}
        - {last: "数量指标 | 讲座场次 | ≥4(场)", this: "数量指标 | 讲座场次 | ≥3(场)"}
      pass:
        - {last: "数量指标 | 讲座场次 | ≥30(场)", this: "数量指标 | 讲座场次 | ≥30(场)"}
        - {last: "数量指标 | 展览场次 | ≥40(场)", this: "数量指标 | 展览场次 | ≥30(场)"}
"""
