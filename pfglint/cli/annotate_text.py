"""What ``pfglint annotate`` says: each copy that it wrote, the files that have none and why, and what it came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pfglint.cli.fix_text import NOT_WRITTEN
from pfglint.cli.language import language, say
from pfglint.cli.writing import NOT_TO_WRITE
from pfglint.finding import Severity
from pfglint.report.page import Line, Page
from pfglint.report.plain import location, printable
from pfglint.report.text import STYLES, WORDS

if TYPE_CHECKING:
    from pfglint.cli.annotate import Tally
    from pfglint.finding import Finding

_NAMES = {
    "docx": ("Word（docx）", "Word (docx)"),
    "xlsx": ("Excel（xlsx）", "Excel (xlsx)"),
    "pdf": ("PDF", "PDF"),
}
_SAVE_AS = {
    **dict.fromkeys(("doc", "rtf", "ole", "odt", "xml-word"), "docx"),
    **dict.fromkeys(("xls", "xlsb", "ods", "xml-excel", "csv", "html", "mhtml"), "xlsx"),
}
"""What a file is best saved as whose kind cannot be annotated."""
_REASONS = {
    **NOT_TO_WRITE,
    "protected": (
        "这个文件不许添加批注（设了权限），请取消保护，或打印成新的 PDF，再来批注",
        "the file is protected from annotating: take the protection off, or print it to a new PDF, and try again",
    ),
    "structure": (
        "文件的内部结构不合规范，批注加不进去，请用 Word、WPS 或浏览器打开后另存（PDF 可以打印成新的 PDF），再来批注",
        "the file is too irregular inside to be annotated: open it, save it anew (or print it to a new PDF), and try again",
    ),
    "limit": (
        "文件太大，批注写不进去，可以用 --limit size=1000 放宽再试",
        "the file is too large to be annotated; try again with --limit size=1000",
    ),
    "folder": ("建不了文件夹 {detail}", "the folder {detail} cannot be made"),
}

_LISTED = 3
"""How many files are named that were passed over."""


class Report:
    """Writes to `page` while the copies are being made."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def unread(self, findings: Sequence[Finding]) -> None:
        """Say why a file could not be read."""
        for one in findings:
            self._line(f"{location(one.path, one.place)}  {printable(one.message)}", "red")

    def not_of_a_kind(self, path: str, kind: str, kinds: Iterable[str]) -> None:
        """Say that files of a kind cannot be annotated, and what to do. kinds: those that can."""
        able = [_NAMES[one] for one in kinds]
        best = _SAVE_AS.get(kind, "")
        saved = best if best in kinds else " ".join(kinds).split()[0]
        self.not_made(
            path,
            say(
                f"能批注的是 {'、'.join(zh for zh, _ in able)}，请另存为 {saved} 再来",
                f"what can be annotated is {', '.join(en for _, en in able)}: save it as {saved} and try again",
            ),
        )

    def refused(self, path: str, kind: str, detail: str = "") -> None:
        """Say why there is no copy of a file. kind: one of `_REASONS`, or of `NotWrittenError`'s."""
        pair = _REASONS.get("limit" if kind.startswith("limit") else kind) or NOT_WRITTEN.get(kind)
        pair = pair or _REASONS["structure"]  # what was read, and cannot be written
        self.not_made(path, say(*pair).format(detail=printable(detail)))

    def not_made(self, path: str, why: str) -> None:
        """Say why there is no copy of a file."""
        self._line(f"{printable(path)}{say(f'：{why}。', f': {why}.')}", "red")

    def made(self, path: str, copy: Path, found: Mapping[Severity, int], notes: int) -> None:
        """Say what was written into a copy. found: what it tells of; notes: in how many places."""
        line = Line(f"{printable(path)} → {printable(str(copy))}  ")
        counts = _counts(found)
        if counts:
            said = say(f"{counts}，批注 {notes} 处", f"{counts} in {notes} place{'' if notes == 1 else 's'}")
            line.append(said, STYLES[max(one for one in found if found[one])])
        else:
            line.append(say("没有发现问题", "nothing found"), "bold green")
        self.page.print(line)

    def close(self, tally: Tally, kinds: Iterable[str]) -> None:
        """Say how many copies there are, where there are several, and what was passed over. kinds: those that were not."""
        written = len(tally.copies)
        if written > 1:
            self._line(
                say(
                    f"写了 {written} 份副本，批注共 {tally.notes} 处；原件没有动。",
                    f"Copies: {written}; places annotated: {tally.notes}. The originals are as they were.",
                ),
                "bold",
            )
        elif not written and not tally.failed:
            self._line(say("没有可批注的文件。", "No files to annotate."), "bold")
        if tally.skipped:
            able = [_NAMES[one] for one in kinds]
            count = len(tally.skipped)
            more = " …" if count > _LISTED else ""
            names = [printable(Path(one).name) for one in tally.skipped[:_LISTED]]
            self._line(
                say(
                    f"跳过 {count} 个不能批注的文件（{'、'.join(names)}{more}）：能批注的是 {'、'.join(zh for zh, _ in able)}。",
                    f"Skipped: {count} ({', '.join(names)}{more}). What can be annotated is {', '.join(en for _, en in able)}.",
                )
            )

    def _line(self, line: str, style: str = "") -> None:
        self.page.print(Line(line, style))


def _counts(found: Mapping[Severity, int]) -> str:
    words = WORDS[language.get()]
    return words["and"].join(
        words[f"of {one.label}"].format(count=found[one], s="" if found[one] == 1 else "s")
        for one in sorted(Severity, reverse=True)
        if found.get(one)
    )
