"""Files of baselines: what is written is read again, and what is broken is said and never passed over."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.baseline import VERSION, Baseline, BaselineError, Entry
from pfglint.baseline.read import read_baseline
from pfglint.baseline.write import text_of
from pfglint.rule.problem import snippet

HEAD = f'{{"schema": "{VERSION}", "paths": ["申报表"]}}\n'
LINE = (
    '{"project": "甲", "rule": "percent-on-count", "indicator": null, "count": 2, "path": "申报表/1.txt", '
    '"fingerprint": "0123456789abcdef"}\n'
)


def read(folder: Path, text: str | bytes) -> Baseline:
    path = folder / "基线.jsonl"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_baseline(path, "基线.jsonl")


def problems(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(BaselineError) as caught:
        read(folder, text)
    return [snippet(problem).splitlines()[0] for problem in caught.value.problems]


@pytest.mark.parametrize(
    "text", [HEAD + LINE, "\ufeff" + HEAD + "\n" + LINE, (HEAD + LINE).replace("\n", "\r\n")]
)
def test_what_a_baseline_says(text: str, tmp_path: Path) -> None:
    found = read(tmp_path, text)
    assert found.paths == ("申报表",)
    (entry,) = found.entries
    assert (entry.project, entry.rule, entry.indicator, entry.count, entry.path, entry.fingerprint) == (
        "甲",
        "percent-on-count",
        None,
        2,
        "申报表/1.txt",
        "0123456789abcdef",
    )


OLD = "删掉它，用 pfglint baseline 重新生成（现有的问题会全部记下）"
AGAIN = "。先从 git 取回好的，或者删掉它，用 pfglint baseline 重新生成（删掉后，现有的问题会全部记下）"
NONE = f'基线.jsonl:1:1: 这不是基线：第一行应是 {{"schema": "{VERSION}", "paths": […]}}。请检查文件名{AGAIN}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", [NONE]),
        ("\n\n", [NONE]),
        (LINE, [NONE]),
        ("percent-on-count\n", [NONE]),
        ("[" * 5000, [NONE]),
        (f'{{"schema": "{VERSION}"}}\n', [NONE]),
        (f'{{"schema": "{VERSION}", "paths": [1]}}\n', [NONE]),
        (
            HEAD.replace("baseline/2", "baseline/9"),
            ["基线.jsonl:1:1: 这是“pfglint/baseline/9”的基线，这里只认“pfglint/baseline/2”。" + OLD],
        ),
        (HEAD + LINE[:40] + "\n", [f"基线.jsonl:2:1: 这一行不是完整的 JSON{AGAIN}"]),
        (HEAD + HEAD, ["schema", "paths", "project", "rule", "indicator", "count", "path", "fingerprint"]),
        (
            HEAD + LINE.replace('"rule"', '"rul"'),
            [f"没有键“rul”，是“rule”吗？{AGAIN.removeprefix('。')}", "这里缺少 rule"],
        ),
        (HEAD + LINE.replace(": 2", ": 0"), [f"基线.jsonl:2:1: count 应是正整数{AGAIN}"]),
        (HEAD + LINE.replace(": 2", ": true"), [f"基线.jsonl:2:1: count 应是正整数{AGAIN}"]),
        (HEAD + LINE.replace(": 2", ': "2"'), [f"基线.jsonl:2:1: count 应是正整数{AGAIN}"]),
        (
            HEAD + LINE.replace("cdef", "cdeF"),
            [f"基线.jsonl:2:1: fingerprint 应是十六位的十六进制数{AGAIN}"],
        ),
        (HEAD + LINE.replace('"甲"', "1"), [f"基线.jsonl:2:1: project 应是一段文字或 null{AGAIN}"]),
        (HEAD + LINE.replace('"申报表/1.txt"', "null"), [f"基线.jsonl:2:1: path 应是一段文字{AGAIN}"]),
        (
            HEAD + f"<<<<<<< HEAD\n{LINE}=======\n{LINE}>>>>>>> 另一个\n",
            ["基线.jsonl:2:1: 基线里有没解决的合并冲突：两边的行都留下，删去“<<<<<<<”“=======”“>>>>>>>”几行"],
        ),
        (HEAD.encode() + b"\xff\n", [f"基线.jsonl:2:1: 基线要用 UTF-8 编码{AGAIN}"]),
    ],
)
def test_what_is_broken_is_said(text: str | bytes, said: list[str], tmp_path: Path) -> None:
    found = problems(tmp_path, text)
    assert len(found) == len(said)
    for one, part in zip(found, said, strict=True):
        assert part in one


def test_each_sentence_of_a_broken_one_ends_and_says_once_how_to_mend_it(tmp_path: Path) -> None:
    text = HEAD + LINE.replace(": 2", ": 0") + LINE.replace('"甲"', "1") + "[]\n"
    (tmp_path / "基线.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(BaselineError) as caught:
        read_baseline(tmp_path / "基线.jsonl", "基线.jsonl")
    first, *rest = (problem.said for problem in caught.value.problems)
    assert first.en == (
        "“count” should be a number above zero. Get it back from git, or delete it and make it anew with pfglint baseline "
        "(which records all that is there now)"
    )
    assert [one.en for one in rest] == ["“project” should be a text or null", "this line is no JSON object"]


def test_a_missing_one_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(BaselineError) as caught:
        read_baseline(tmp_path / "没有.jsonl", "没有.jsonl")
    assert "没有这个基线文件；先用 pfglint baseline PATH… 生成" in str(caught.value)


def test_where_a_merge_kept_the_lines_of_both_sides_the_larger_count_holds(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + LINE + LINE.replace(": 2", ": 3") + LINE + LINE.replace("1.txt", "2.txt"))
    assert [(entry.path, entry.count) for entry in found.entries] == [
        ("申报表/1.txt", 3),
        ("申报表/2.txt", 2),
    ]


ENTRIES = st.builds(
    Entry,
    st.none() | st.text(),
    st.text(min_size=1),
    st.none() | st.text(),
    st.integers(1, 99),
    st.text(alphabet=st.characters(), min_size=1),
    st.text(alphabet="0123456789abcdef", min_size=16, max_size=16),
)


@given(st.lists(ENTRIES, unique_by=lambda entry: (entry.fingerprint, entry.path)))
def test_what_is_written_is_read_again_sorted_and_one_a_line(entries: list[Entry]) -> None:
    text = text_of(["申报表"], entries)
    assert text == text_of(["申报表"], reversed(entries))
    assert text.count("\n") == len(entries) + 1
    with tempfile.TemporaryDirectory() as folder:
        found = read(Path(folder), text)
    assert [entry.order for entry in found.entries] == sorted(entry.order for entry in entries)
    assert [entry.line for entry in found.entries] == list(range(2, len(entries) + 2))
    assert all(json.loads(line) for line in text.splitlines() if line)
