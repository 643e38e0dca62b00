"""Reading a baseline strictly: one that is broken must not hide anything, nor everything come up again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pfglint.baseline.model import VERSION, Baseline, BaselineError, Entry
from pfglint.rule.problem import Problem, Said, conflict, unknown, unread

_SCHEMA = VERSION.rpartition("/")[0]
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_TEXT = Said("一段文字", "a text")
_TEXT_OR_NULL = Said("一段文字或 null", "a text or null")
_WANTED: Mapping[str, Said] = {
    "project": _TEXT_OR_NULL,
    "rule": _TEXT,
    "indicator": _TEXT_OR_NULL,
    "count": Said("正整数", "a number above zero"),
    "path": _TEXT,
    "fingerprint": Said("十六位的十六进制数", "16 hexadecimal digits"),
}
_AGAIN = Said(
    "先从 git 取回好的，或者删掉它，用 pfglint baseline 重新生成（删掉后，现有的问题会全部记下）",
    "Get it back from git, or delete it and make it anew with pfglint baseline (which records all that is there now)",
)
_OLD = Said(
    "删掉它，用 pfglint baseline 重新生成（现有的问题会全部记下）",
    "Delete it and make it anew with pfglint baseline (which records all that is there now)",
)
_UNMERGED = Said(
    "基线里有没解决的合并冲突：两边的行都留下，删去“<<<<<<<”“=======”“>>>>>>>”几行",
    "a merge left a conflict in the baseline: keep the lines of both sides and delete those of <<<<<<<, ======= and "
    ">>>>>>>",
)


def read_baseline(path: Path, name: str, named: tuple[str, int] | None = None) -> Baseline:
    """The baseline in `path`, which people know as `name`. Raises BaselineError.

    named: the file and the line that name it, where a configuration does.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise BaselineError([_missing(name, named)]) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        said = Said("基线要用 UTF-8 编码", "a baseline must be UTF-8 text")
        raise BaselineError([_mended(Problem(name, line, 1, 2, said))]) from None
    except OSError as error:
        why = unread(error)
        said = Said(f"基线读不了：{why.zh}", f"cannot read the baseline: {why.en}")
        raise BaselineError([Problem(name, 0, 0, 0, said)]) from error
    return _Reader(name, text).baseline(path.resolve().parent)


def _missing(name: str, named: tuple[str, int] | None) -> Problem:
    zh, en = "先用 pfglint baseline PATH… 生成", "make it with pfglint baseline PATH…"
    if named is None:
        said = Said(f"没有这个基线文件；{zh}", f"there is no such baseline; {en}")
        return Problem(name, 0, 0, 0, said)
    said = Said(f"没有“{name}”这个基线文件；{zh}", f"there is no baseline “{name}”; {en}")
    return Problem(*named, 1, 1, said)


class _Reader:
    """Reads one baseline."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.problems: list[Problem] = []

    def baseline(self, folder: Path) -> Baseline:
        if (found := conflict(self.text)) is not None:
            line = self.text.count("\n", 0, found[0]) + 1
            raise BaselineError([self.problem(line, self.text[slice(*found)], _UNMERGED)])
        lines = [(number, line) for number, line in enumerate(self.text.split("\n"), 1) if line.strip()]
        paths = self.head(*lines[0]) if lines else self.head(1, "")
        entries = [entry for number, line in lines[1:] if (entry := self.entry(number, line)) is not None]
        if self.problems:
            raise BaselineError([_mended(self.problems[0]), *self.problems[1:]])
        return Baseline(self.name, folder, paths, tuple(_merged(entries)))

    def head(self, number: int, line: str) -> tuple[str, ...]:
        """What the first line says the baseline was made of."""
        data = self.object(number, line)
        schema = data.get("schema") if data is not None else None
        if isinstance(schema, str) and schema.startswith(_SCHEMA) and schema != VERSION:
            said = Said(
                f"这是“{schema}”的基线，这里只认“{VERSION}”",
                f"this baseline is of “{schema}”; this pfglint knows “{VERSION}”",
            )
            raise BaselineError([_mended(self.problem(number, line, said), _OLD)])
        paths = data.get("paths") if data is not None else None
        if (
            schema != VERSION
            or not isinstance(paths, list)
            or not all(isinstance(path, str) for path in paths)
        ):
            start = f'{{"schema": "{VERSION}", "paths": […]}}'
            said = Said(
                f"这不是基线：第一行应是 {start}。请检查文件名",
                f"this is no baseline: its first line should be {start}. See whether the name is right",
            )
            raise BaselineError([_mended(self.problem(number, line, said))])
        return tuple(paths)

    def entry(self, number: int, line: str) -> Entry | None:
        """The entry of a line; None where a mistake was noted."""
        data = self.object(number, line)
        if data is None:
            self.wrong(number, line, "这一行不是完整的 JSON", "this line is no JSON object")
            return None
        before = len(self.problems)
        for key in data:
            if key not in _WANTED:
                said = unknown("键", "key", key, _WANTED)
                self.wrong(number, line, said.zh, said.en)
        for key, wanted in _WANTED.items():
            if key not in data:
                self.wrong(number, line, f"这里缺少 {key}", f"“{key}” is missing here")
            elif not _is_right(key, data[key]):
                self.wrong(number, line, f"{key} 应是{wanted.zh}", f"“{key}” should be {wanted.en}")
        if len(self.problems) > before:
            return None
        return Entry(**data, line=number)

    def object(self, number: int, line: str) -> dict[str, Any] | None:
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            return None
        return data if isinstance(data, dict) else None

    def wrong(self, number: int, line: str, zh: str, en: str) -> None:
        self.problems.append(self.problem(number, line, Said(zh, en)))

    def problem(self, number: int, line: str, said: Said) -> Problem:
        return Problem(self.name, number, 1, 2, said, line.rstrip("\r"))


def _mended(problem: Problem, how: Said = _AGAIN) -> Problem:
    """A problem with how to mend the file, in a sentence of its own."""
    zh, en = problem.said
    return problem._replace(
        said=Said(
            zh + ("" if zh.endswith("？") else "。") + how.zh,
            en + ("" if en.endswith("?") else ". ") + how.en,
        )
    )


def _is_right(key: str, value: object) -> bool:
    match key, value:
        case ("count", int()):
            return value is not True and value is not False and value > 0
        case ("project" | "indicator", None):
            return True
        case ("fingerprint", str()):
            return bool(_FINGERPRINT.fullmatch(value))
    return key != "count" and isinstance(value, str)


def _merged(entries: list[Entry]) -> Iterator[Entry]:
    """Each fingerprint once a file: where a merge kept the lines of both sides, the larger count holds."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        key = entry.fingerprint, entry.path
        if key not in found or found[key].count < entry.count:
            found[key] = entry
    return iter(found.values())
