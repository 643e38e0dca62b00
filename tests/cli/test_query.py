"""``query`` as users call it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from ..conftest import Run, form

TABLE = """\
文件    表  项目                级别      名称          指标值         unit  位置
表.txt  1   乡镇图书室购书经费  数量指标  购置图书数量  =12000.00(册)  册    14:19

1 个指标符合（查了 1 个文件、1 张表、6 个指标；另有 1 个未知，加 --unknown 列出）。
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "表.txt"
    path.write_text(form(), encoding="utf-8")
    return path


def test_a_table(pfglint: Run, file: Path) -> None:
    done = pfglint("query", "number > 9999", "表.txt", "--show", "unit")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == TABLE
    english = pfglint("query", "number > 9999", "表.txt", "--lang", "en").stdout
    assert (
        "It holds for 1 indicators (looked at 1 files, 1 forms, 6 indicators; unknown for 1 more" in english
    )


def test_nothing_found_is_said_and_is_no_failure(pfglint: Run, file: Path) -> None:
    done = pfglint("query", "number > 99999", "表.txt")
    assert done.returncode == 0
    assert done.stdout.startswith("没有符合的（查了 1 个文件、1 张表、6 个指标")
    assert pfglint("query", "number > 99999", "表.txt", "--lang", "en").stdout.startswith(
        "It holds for none ("
    )
    done = pfglint("query", "number > 99999", "表.txt", "-f", "csv")
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.startswith("没有符合的")


def test_json(pfglint: Run, file: Path) -> None:
    done = pfglint(
        "query", "unit = “册”", "表.txt", "-f", "json", "--show", "number,form.start", "--show", "inferred"
    )
    found = json.loads(done.stdout)
    assert found == {
        "schema": "pfglint/query/1",
        "condition": "unit = “册”",
        "for": "indicator",
        "unknown": False,
        "found": [
            {
                "path": "表.txt",
                "form": 1,
                "project": "乡镇图书室购书经费",
                "place": {"line": 14, "column": 19, "end_column": 31},
                "level1": "产出指标",
                "level2": "数量指标",
                "name": "购置图书数量",
                "text": "=12000.00(册)",
                "show": {"number": "12000.00", "form.start": "2025-01-01", "inferred": False},
            }
        ],
        "troubles": [],
        "summary": {"files": 1, "forms": 1, "asked": 6, "true": 1, "false": 4, "unknown": 1},
    }
    assert json.loads(pfglint("query", "false", "表.txt", "-f", "json").stdout)["found"] == []


def test_csv_that_no_spreadsheet_computes(pfglint: Run, file: Path) -> None:
    done = pfglint("query", "unit = “册”", "表.txt", "-f", "csv")
    [row] = csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff")))
    assert done.stdout.startswith("\ufeff")
    assert row == {
        "文件": "表.txt",
        "表": "1",
        "项目": "乡镇图书室购书经费",
        "一级指标": "产出指标",
        "二级指标": "数量指标",
        "名称": "购置图书数量",
        "指标值": "'=12000.00(册)",
        "位置": "14:19",
    }


def test_word_lists_of_a_pack(pfglint: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "包.yaml").write_text(
        """
words: {纸质: [图书, 报刊]}
rules:
- code: OWN1
  name: paper
  title: 纸
  severity: info
  for: indicator
  when: name contains 纸质
  message: 纸
  en: {title: Paper, message: Paper}
  examples: {fail: [a, b], pass: [a, b]}
""",
        encoding="utf-8",
    )
    done = pfglint("query", "name contains 纸质", "表.txt", "--rules", "包.yaml", "-f", "json")
    assert json.loads(done.stdout)["summary"]["true"] == 5
    done = pfglint("query", "name contains 纸质", "表.txt")
    assert done.returncode == 2
    assert done.stderr.startswith("pfglint: CONDITION:1:15: 没有词表“纸质”")


def test_a_folder_in_an_archive_and_files_that_cannot_be_read(
    pfglint: Run, file: Path, tmp_path: Path
) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "包.zip", "w") as archive:
        archive.writestr("里面.txt", form(project="里面的项目"))
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    done = pfglint("query", "--for", "form", "true", "包.zip", "坏.docx", "表.txt", "-f", "json")
    assert done.returncode == 2
    found = json.loads(done.stdout)
    assert [one["project"] for one in found["found"]] == ["里面的项目", "乡镇图书室购书经费"]
    assert [one["path"] for one in found["troubles"]] == ["坏.docx"]
    assert pfglint("query", "true", "坏.docx").stderr.startswith("坏.docx: ")


MISUSED = {
    ("nmae = “x”", "表.txt"): "没有字段“nmae”，是“name”吗？",
    ("表.txt", "number > 3"): "条件写在前面，文件写在后面。",
    ("true", "表.txt", "--show", "nubmer"): "--show：没有字段“nubmer”，是“number”吗？",
    ("true", "表.txt", "--for", "forms"): "是不是想写 form？",
    ("true",): "缺少 PATH…。",
}


@pytest.mark.parametrize("args", MISUSED, ids=" ".join)
def test_misuse_is_told_with_what_was_meant(pfglint: Run, file: Path, args: tuple[str, ...]) -> None:
    done = pfglint("query", *args)
    assert done.returncode == 2
    assert MISUSED[args] in done.stderr
    assert done.stdout == ""
