"""Whatever is given to pfglint, it says in one sentence what is wrong, and goes on with the rest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from .conftest import WRONG, Run, form

RIGHT = form().encode()
HALF = RIGHT[: RIGHT.index("数量指标".encode())]


def concise(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("content", "name", "line"),
    [
        (b"", "unreadable-file", None),
        (b"PK\x03\x04" + bytes(range(256)) * 20, "unreadable-file", None),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n\x00", "unreadable-file", None),
        (RIGHT[:400] + b"\0" + RIGHT[400:], "unreadable-file", None),
        (RIGHT + "项目名称\t乡镇图书室\n".encode("gb18030"), "unreadable-file", 19),
        (RIGHT + b"\xff\xfe\xff\n", "unreadable-file", 19),
        (RIGHT[:-2] + b"\n" + "表".encode()[:2], "unreadable-file", None),
        (b"x\t" * 10_000 + b"\n" + RIGHT, "unreadable-file", 1),
        ("这里没有申报表。\n".encode(), "no-form-found", None),
        (b"\n\n\n", "no-form-found", None),
    ],
    ids=["empty", "zip", "pdf", "nul", "mixed", "not utf-8", "cut", "wide row", "no form", "blank"],
)
def test_a_bad_file_is_a_finding_and_the_others_are_checked(
    content: bytes, name: str, line: int | None, pfglint: Run, tmp_path: Path
) -> None:
    (tmp_path / "1坏.txt").write_bytes(content)
    (tmp_path / "2好.txt").write_text(form(**WRONG), encoding="utf-8")
    done = pfglint("check", "1坏.txt", "2好.txt", "-f", "concise")
    lines = concise(done)
    about = [text for text in lines if text.startswith("1坏.txt:")]
    assert name in about[0]
    if line is not None:
        assert about[0].startswith(f"1坏.txt:{line}:")
    assert any(text.startswith("2好.txt:14:") and "percent-on-count" in text for text in lines)
    assert done.returncode == (2 if name == "unreadable-file" else 1)
    assert done.stderr == ""


def test_gb18030_is_read(pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_text(form(**WRONG), encoding="gb18030")
    done = pfglint("-f", "concise", "表.txt")
    assert done.returncode == 1
    assert [line for line in concise(done) if "percent-on-count" in line and line.startswith("表.txt:14:")]


def test_a_form_that_breaks_off_is_read_as_far_as_it_goes(pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_bytes(HALF)
    done = pfglint("-f", "concise", "表.txt")
    assert done.returncode in (0, 1)
    assert "no-output-indicator" in done.stdout


def test_a_line_without_an_end(pfglint: Run, tmp_path: Path) -> None:
    with (tmp_path / "长.txt").open("wb") as file:
        for _ in range(100):
            file.write(b"1234567 " * (1 << 17))
    done = pfglint("-f", "concise", "长.txt")
    assert done.returncode == 2
    assert len(concise(done)) == 1
    assert concise(done)[0].startswith("长.txt:1")


@pytest.mark.parametrize(
    ("path", "status", "name"),
    [("没有这个文件.txt", 2, "unreadable-file"), ("空文件夹", 0, "no-form-found")],
)
def test_a_path_with_nothing_to_read(path: str, status: int, name: str, pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "空文件夹").mkdir()
    (tmp_path / "空文件夹" / "说明.exe").write_bytes(b"x")
    (tmp_path / "好.txt").write_bytes(RIGHT)
    done = pfglint(path, "好.txt", "-f", "concise")
    assert done.returncode == status
    assert [line for line in concise(done) if line.startswith(path) and name in line]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_bytes(RIGHT)
    (tmp_path / "表.txt").chmod(0)
    done = pfglint("-f", "concise", "表.txt")
    assert done.returncode == 2
    assert "unreadable-file" in concise(done)[0]


def test_an_open_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pfglint.lint import check_file
    from pfglint.rule.pack import load

    opened = Path.open

    def refuse(self: Path, *args: Any, **options: Any) -> Any:
        if tmp_path in self.parents:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **options)

    rules = load([])
    (tmp_path / "表.txt").write_bytes(RIGHT)
    monkeypatch.setattr(Path, "open", refuse)
    result = check_file(str(tmp_path / "表.txt"), rules)
    assert result.unreadable
    assert [finding.name for finding in result.findings] == ["unreadable-file"]


def test_standard_input(pfglint: Run) -> None:
    done = pfglint("-", "-f", "concise", stdin=form(**WRONG))
    assert done.returncode == 1
    assert [line for line in concise(done) if line.startswith("-:14:") and "percent-on-count" in line]
    assert pfglint("-", "-f", "concise", stdin="").returncode == 2


PACKS = {
    "unknown key": "rules:\n- {code: X001, nmae: a-rule}\n",
    "no YAML": "rules: [unclosed\n",
    "tab": "rules:\n\t- a\n",
    "not a mapping": "- a\n",
    "duplicate": "rules:\n- &a {code: PFG302, name: percent-on-count, title: 重复}\n",
    "aliases": "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "binary": "\0\0",
}


@pytest.mark.parametrize("text", PACKS.values(), ids=PACKS.keys())
def test_a_bad_pack_is_told_with_its_place(text: str, pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "包.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "好.txt").write_bytes(RIGHT)
    done = pfglint("check", "--rules", "包.yaml", "好.txt")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "PFGLINT_DEBUG" not in done.stderr
    assert "包.yaml:" in done.stderr


def test_a_pack_that_is_not_there(pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_bytes(RIGHT)
    done = pfglint("check", "--rules", "没有.yaml", "好.txt")
    assert done.returncode == 2
    assert "没有.yaml" in done.stderr
    assert "PFGLINT_DEBUG" not in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("chekc",), "check"),
        (("check", "x.txt", "-f", "jsn"), "json"),
        (("check", "x.txt", "--serverity", "info"), "--severity"),
        (("check", "x.txt", "--severity", "eror"), "error"),
        (("check",), "PATH"),
        (("check", "x.txt", "--jobs", "many"), "--jobs"),
        (("x.txt", "--format"), "--format"),
        (("rule", "percent-on-cuont"), "percent-on-count"),
        (("completion", "bsh"), "bash"),
    ],
)
def test_a_wrong_command_line_says_what_was_meant(args: tuple[str, ...], said: str, pfglint: Run) -> None:
    for lang in ("zh", "en"):
        done = pfglint(*args, env={"PFGLINT_LANG": lang})
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently")
def test_a_closed_pipe_ends_in_silence(tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_text((form(**WRONG) + "\n") * 2000, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "pfglint", "表.txt", "-f", "concise"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_with_one_line(jobs: str, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text((form(**WRONG) + "\n") * 500, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "pfglint", ".", "--jobs", jobs, "-f", "concise"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        time.sleep(0.1)
        # As a terminal does: to the whole group, workers included.
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert errors.decode() == "pfglint: 已中断。\n"
        assert process.returncode == 130


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
@pytest.mark.parametrize("form_", ["text", "concise", "json"])
def test_no_encoding_ends_a_report(encoding: str, form_: str, pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_text(form(project="\U0001f600 ⚓", **WRONG), encoding="utf-8")
    done = pfglint("表.txt", "-f", form_, env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 1
    assert done.stderr == ""


def test_an_error_of_our_own_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pfglint import cli

    def broken() -> int:
        raise RuntimeError("什么\n坏了")

    monkeypatch.setattr(cli, "_run", broken)
    monkeypatch.delenv("PFGLINT_DEBUG", raising=False)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "RuntimeError: 什么 坏了" in told
    assert len(told.splitlines()) == 1
    monkeypatch.setenv("PFGLINT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        cli.main()


@pytest.mark.parametrize(
    "command",
    [["forms"], ["forms", "-f", "json"], ["check"], ["check", "-f", "json"], ["rules"], ["value", "90%"]],
)
def test_a_reader_that_goes_away_ends_any_command_without_a_word(command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text(form() * 400, encoding="utf-8")
    words = [*command, str(path)] if command[0] in ("forms", "check") else command
    process = subprocess.Popen(
        [sys.executable, "-m", "pfglint", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read().decode() == ""
    process.wait(timeout=60)
