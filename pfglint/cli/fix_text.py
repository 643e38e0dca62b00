"""What ``pfglint fix`` says: each place that it mended, those that it left, and what is still to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pfglint.cli.language import language, say
from pfglint.finding import Finding, Severity
from pfglint.mend.plan import Job
from pfglint.mend.run import Mended, Refused
from pfglint.report.page import Line, Page
from pfglint.report.plain import location, printable
from pfglint.report.text import WORDS

if TYPE_CHECKING:
    from pfglint.cli.fix import Tally

_DIFF_STYLES = {"-": "red", "+": "green", "@": "cyan"}

_REFUSED = {
    "moved": ("文件里那一处和读到的不一样", "something else stands there in the file"),
    "encoding": ("文件的编码不能原样写回", "the file's encoding cannot be written back as it was"),
    "layout": ("改后会多出单元格或换行", "there would be other cells or lines"),
    "stays": ("改了以后这条意见还在", "the finding would stay"),
    "brings": ("改了会引出新的问题：{other}", "it would bring another finding: {other}"),
}
NOT_WRITTEN = {
    "changed": (
        "文件在检查之后又变了，请再运行一次",
        "the file has changed since it was read; please run this again",
    ),
    "read-only": ("文件是只读的", "the file is read-only"),
    "permission": ("没有写入的权限", "no permission to write"),
    "missing": ("没有这个文件夹", "there is no such folder"),
    "full": ("磁盘空间不够", "no space left"),
    "busy": (
        "写不进去，多半是在 Word、Excel 或 WPS 里开着，关掉以后再运行一次",
        "cannot write; it is probably open in Word, Excel or WPS: close it there and run this again",
    ),
    "system": ("写不进去（{detail}）", "cannot write ({detail})"),
}
"""Why a file was not written, by `pfglint.mend.file.NotWrittenError`'s kinds."""


class Report:
    """Writes to `page` while the files are being mended. diff: whether changes are only shown."""

    def __init__(self, page: Page, *, diff: bool) -> None:
        self.page = page
        self.diff = diff

    def unread(self, findings: Sequence[Finding]) -> None:
        """Say why a file could not be read."""
        for one in findings:
            if one.severity == Severity.ERROR:
                self._line(f"{location(one.path, one.place)}  {printable(one.message)}", "red")

    def show(self, path: str, old: bytes, mended: Mended) -> None:
        """Say what was mended in a file, and what was not."""
        if self.diff and mended.made:
            self._diff(path, old, mended)
        elif mended.made:
            for job in mended.made:
                before, after = _before_after(job)
                self._line(
                    Line(f"{location(path, job.edit.place)}  ")
                    .append(printable(before), "red")
                    .append(" → ")
                    .append(printable(after), "green")
                    .append(f"  {job.finding.name}", "dim")
                )
        for refused in mended.refused:
            self._refused(path, refused)

    def not_written(self, path: str, kind: str, detail: str) -> None:
        """Say why a file was left as it was."""
        why = say(*NOT_WRITTEN[kind]).format(detail=detail)
        self._line(f"{printable(path)}：{why}，没有改动。", "red")

    def kept(self, copy: Path) -> None:
        """Say under which name the old file was kept."""
        self._line(
            say(f"原文件另存为 {printable(copy.name)}", f"The old file is {printable(copy.name)}"), "dim"
        )

    def close(self, tally: Tally) -> None:
        """Say what was done, and what is left to do."""
        for part in _summary(tally, diff=self.diff):
            self._line(part, "bold")

    def _refused(self, path: str, refused: Refused) -> None:
        other = printable(refused.brought.message) if refused.brought else ""
        why = say(*_REFUSED[refused.reason]).format(other=other)
        job = refused.job
        said = say(f"没有改：{why}", f"not mended: {why}")
        self._line(f"{location(path, job.edit.place)}  {said}  {job.finding.name}", "yellow")

    def _diff(self, path: str, old: bytes, mended: Mended) -> None:
        from pfglint.mend.text import decoded

        name = printable(path)
        before, after = decoded(old).splitlines(), decoded(mended.data).splitlines()
        for line in difflib.unified_diff(before, after, name, name, lineterm="", n=1):
            self._line(_line_of(line), _DIFF_STYLES.get(line[:1], ""))

    def _line(self, line: str | Line, style: str = "") -> None:
        self.page.print(Line(line, style) if isinstance(line, str) else line)


def _line_of(text: str) -> str:
    """`text` on one line, made fit for a terminal; its tabs stay."""
    return "\t".join(map(printable, text.split("\t")))


def _before_after(job: Job) -> tuple[str, str]:
    """The cell that an edit is made in, and the same mended; of a line, no more than the edit where its cell is not known."""
    edit, quote, place = job.edit, job.finding.quote, job.finding.place
    if edit.place.line is None or quote is None or place is None:
        return edit.was, edit.text
    start = (edit.place.column or 0) - (place.column or 0)
    if edit.place.line != place.line or quote.text[start : start + len(edit.was)] != edit.was:
        return edit.was, edit.text
    return quote.text, quote.text[:start] + edit.text + quote.text[start + len(edit.was) :]


def _summary(tally: Tally, *, diff: bool) -> Iterator[str]:
    """What was done, what --unsafe would do, and what people must do; a sentence each."""
    words = WORDS[language.get()]
    made, files, unsafe = tally.made, tally.files, tally.unsafe
    if not made:
        yield say("没有能自动修正的地方。", "Nothing to mend.")
    elif diff:
        yield say(
            f"能修正 {files} 个文件中的 {made} 处，还没有写入；去掉 --diff 就写入。",
            f"Would mend: places {made}, files {files}. Nothing is written as long as --diff is given.",
        )
    else:
        yield say(f"修正了 {files} 个文件中的 {made} 处。", f"Mended: places {made}, files {files}.")
    if unsafe:
        yield say(
            f"另有 {unsafe} 处改了意思会变：先用 --unsafe --diff 看看，再用 --unsafe 修正。",
            f"{unsafe} more would change the meaning: look with --unsafe --diff, then mend with --unsafe.",
        )
    left = [
        words[f"of {one.label}"].format(count=tally.left[one], s="" if tally.left[one] == 1 else "s")
        for one in (Severity.ERROR, Severity.WARNING)
        if tally.left[one]
    ]
    if left:
        counts = words["and"].join(left)
        yield say(
            f"还有 {counts}要自己改，用 pfglint check 查看。", f"{counts} left to you: see pfglint check."
        )
