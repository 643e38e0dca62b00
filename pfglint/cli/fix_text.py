"""What ``pfglint fix`` says: each place that it mended, those that it left, and what is still to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pfglint.cli.language import language, say
from pfglint.finding import Finding, Severity
from pfglint.mend.plan import Job, differing
from pfglint.mend.run import CellChange, Mended, Refused
from pfglint.report.page import Line, Page
from pfglint.report.plain import location, printable, spot
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
    "formula": ("这一格是公式算出来的", "the cell is a formula"),
    "number": (
        "这一格是数字，它的格式显示不出这样的写法，请在 Excel 里改",
        "the cell is a number, and its format cannot show that: change it in Excel",
    ),
    "table-head": ("这一格是 Excel“表格”的列名", "the cell names a column of an Excel table"),
    "protected": ("文件设了保护，这里不许改", "the file is protected"),
    "tracked": ("这一格里有修订，先接受或拒绝", "the cell has tracked changes: accept or reject them first"),
    "field": ("那里是域，内容由 Word 算出", "it is a field that Word computes"),
    "control": ("那里是下拉框、日期等内容控件，请在 Word 里改", "it is a content control: change it in Word"),
    "symbol": (
        "那里有符号、换行等不是普通文字的内容",
        "there are symbols or line ends, which are no plain text",
    ),
    "twice": ("那里的文字存了两份，两份不一样", "the text is there in two versions that differ"),
    "signed": ("文件有数字签名，改了签名就失效", "the file is signed, and changes would make that void"),
    "large": ("文件太大，请分成几个再修正", "the file is too large: split it and mend the parts"),
    "damaged": ("文件的压缩结构不正常", "the file's zip is not as it should be"),
}
NOT_WRITTEN = {
    "large": (
        "文件超过 {detail} MB 的上限（--limit size=N）",
        "it has more than {detail} MB (--limit size=N)",
    ),
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
_NOT_MENDABLE = {
    "pdf": (
        "PDF 不能直接改，请在原来的 Word 或 Excel 文件里改",
        "PDF cannot be changed: mend the Word or Excel file it was made from",
    ),
    "ofd": (
        "OFD 不能直接改，请在原来的 Word 或 Excel 文件里改",
        "OFD cannot be changed: mend the Word or Excel file it was made from",
    ),
    "archive": ("压缩包里的文件不能直接改，请先解压", "Files in archives cannot be changed: unpack it first"),
}
_SAVE_AS = (
    "这种格式不能直接改，请另存为 {suffix} 再修正",
    "This format cannot be changed: save it as {suffix}",
)
_WORKBOOKS = ("xls", "xlsb", "xml-excel", "ods")


class Report:
    """Writes to `page` while the files are being mended. diff: whether changes are only shown."""

    def __init__(self, page: Page, *, diff: bool) -> None:
        self.page = page
        self.diff = diff

    def unread(self, findings: Sequence[Finding]) -> None:
        """Say why a file could not be read."""
        for one in findings:
            if one.severity == Severity.ERROR:
                self._line(
                    f"{location(one.path, one.place, language.get())}  {printable(one.message)}", "red"
                )

    def show(self, path: str, old: bytes, mended: Mended) -> None:
        """Say what was mended in a file, and what was not."""
        if self.diff and mended.made:
            self._diff(path, old, mended)
        elif mended.made:
            for job in mended.made:
                before, after = _before_after(job)
                self._line(
                    Line(f"{location(path, job.edit.place, language.get())}  ")
                    .append(printable(before), "red")
                    .append(" → ")
                    .append(printable(after), "green")
                    .append(f"  {job.finding.name}", "dim")
                )
        for refused in mended.refused:
            self._refused(path, refused)

    def not_mendable(self, path: str, kind: str, count: int) -> None:
        """Say of a file with mendable findings why it cannot be mended, and what to do."""
        why = say(*_NOT_MENDABLE.get(kind, _SAVE_AS)).format(
            suffix=".xlsx" if kind in _WORKBOOKS else ".docx"
        )
        said = say(f"：有 {count} 处能自动修正。{why}。", f": {count} could be mended. {why}.")
        self._line(f"{printable(path)}{said}", "yellow")

    def not_written(self, path: str, kind: str, detail: str) -> None:
        """Say why a file was left as it was."""
        why = say(*NOT_WRITTEN[kind]).format(detail=detail)
        self._line(f"{printable(path)}{say(f'：{why}，没有改动。', f': {why}; nothing was changed.')}", "red")

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
        self._line(f"{location(path, job.edit.place, language.get())}  {said}  {job.finding.name}", "yellow")

    def _diff(self, path: str, old: bytes, mended: Mended) -> None:
        from pfglint.mend.text import decoded

        name = printable(path)
        if mended.cells:
            self._cells(name, list(mended.cells.values()))
            return
        before, after = decoded(old).splitlines(), decoded(mended.data).splitlines()
        for line in difflib.unified_diff(before, after, name, name, lineterm="", n=1):
            self._line(_line_of(line), _DIFF_STYLES.get(line[:1], ""))

    def _cells(self, name: str, changes: Sequence[CellChange]) -> None:
        """The cells that were changed, as the lines of a text would be shown."""
        self._line(f"--- {name}", _DIFF_STYLES["-"])
        self._line(f"+++ {name}", _DIFF_STYLES["+"])
        for change in sorted(changes, key=lambda one: one.place.order):
            self._line(f"@@ {spot(change.place, language.get())} @@", _DIFF_STYLES["@"])
            for mark, text in (("-", change.before), ("+", change.after)):
                for line in text.split("\n"):
                    self._line(mark + _line_of(line), _DIFF_STYLES[mark])

    def _line(self, line: str | Line, style: str = "") -> None:
        self.page.print(Line(line, style) if isinstance(line, str) else line)


def _line_of(text: str) -> str:
    """`text` on one line, made fit for a terminal; its tabs stay."""
    return "\t".join(map(printable, text.split("\t")))


def _before_after(job: Job) -> tuple[str, str]:
    """The cell that an edit is made in, and the same mended; of a line, no more than the edit where its cell is not known."""
    edit, quote, place = job.edit, job.finding.quote, job.finding.place
    if edit.place.line is None:
        return _near(edit.was, edit.text)
    if quote is None or place is None:
        return edit.was, edit.text
    start = (edit.place.column or 0) - (place.column or 0)
    if edit.place.line != place.line or quote.text[start : start + len(edit.was)] != edit.was:
        return edit.was, edit.text
    return _near(quote.text, quote.text[:start] + edit.text + quote.text[start + len(edit.was) :])


_CONTEXT = 12
"""Characters of a long cell that are shown on each side of what is changed in it."""


def _near(before: str, after: str) -> tuple[str, str]:
    """What differs in two texts of a cell, and some of what stands around it."""
    start, was, _ = differing(before, after)
    rest = len(before) - start - len(was)
    # What is left out must be longer than the dots that stand for it.
    left, right = (over if (over := length - _CONTEXT) > 1 else 0 for length in (start, rest))
    head, tail = "…" if left else "", "…" if right else ""
    return (
        head + before[left : len(before) - right] + tail,
        head + after[left : len(after) - right] + tail,
    )


def _summary(tally: Tally, *, diff: bool) -> Iterator[str]:
    """What was done, what --unsafe would do, and what people must do; a sentence each."""
    words = WORDS[language.get()]
    made, files, unsafe = tally.made, tally.files, tally.unsafe
    if not made and not tally.elsewhere and not tally.failed:
        yield say("没有能自动修正的地方。", "Nothing to mend.")
    elif made and diff:
        yield say(
            f"能修正 {files} 个文件中的 {made} 处，还没有写入；去掉 --diff 就写入。",
            f"Would mend: places {made}, files {files}. Nothing is written as long as --diff is given.",
        )
    elif made:
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
