"""Review sheets as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pfglint.review import told
from pfglint.review.cover import Cover
from pfglint.review.model import Review, Sheet

_BAR = 30
_MARKS = re.compile(r"([\\`*_|<>&\[\]#~$!])")


def write(sheet: Sheet, cover: Cover, lang: str) -> bytes:
    """The cover, then a sheet a project, in the order of the cover."""
    parts = [*_cover(sheet, cover, lang)]
    for number, review in enumerate(cover.ranked, 1):
        parts.extend(_project(number, review, lang))
    return ("\n".join(parts).rstrip("\n") + "\n").encode()


def _cover(sheet: Sheet, cover: Cover, lang: str) -> Iterator[str]:
    yield f"# {_text(sheet.title.text(lang))}"
    yield ""
    yield from _titled("grades", lang)
    most = max((count for _, count in cover.grades), default=0) or 1
    yield from _table(
        told.Table(
            (told.GRADE.text(lang), told.PROJECTS.text(lang), ""),
            tuple(
                (told.label(grade, lang), str(count), "█" * round(count / most * _BAR))
                for grade, count in cover.grades
            ),
        )
    )
    yield from _titled("ranking", lang)
    yield from _table(told.ranking(cover, sheet, lang))
    yield from _titled("departments", lang)
    yield from _table(told.departments(cover, lang))
    if cover.rules:
        yield from _titled("rules", lang)
        yield from _table(told.rules(cover, lang))
    if cover.left:
        yield from _titled("left", lang)
        yield from (f"- {_text(one)}" for one in told.left(cover, lang))
        yield ""
    for remark in told.remarks(cover, lang):
        yield _text(remark)
        yield ""


def _project(number: int, review: Review, lang: str) -> Iterator[str]:
    yield f"## {number}　{_text(told.project_name(review.project, lang))}"
    yield ""
    between = "：" if lang == "zh" else ": "
    for label, text in told.facts_of(review, lang)[1:]:
        yield f"- {label}{between}{_text(text) or told.DASH}"
    yield f"- **{told.TITLES['whole'].text(lang)}{between}{_text(told.whole_told(review, lang))}**"
    yield ""
    for part in review.parts:
        yield f"### {_text(told.part_title(part, lang))} · {_text(told.part_grade(part, lang))}"
        yield ""
        yield from _table(
            told.Table(
                tuple(head.text(lang) for head in told.HEADS),
                tuple(told.answer_row(answer, review, lang) for answer in part.answers),
            )
        )
    if review.aside:
        yield f"### {told.TITLES['aside'].text(lang)}"
        yield ""
        yield from (f"- {_text(told.finding_told(one, lang))}" for one in review.aside)
        yield ""


def _titled(name: str, lang: str) -> Iterator[str]:
    yield f"## {told.TITLES[name].text(lang)}"
    yield ""


def _table(table: told.Table) -> Iterator[str]:
    yield "| " + " | ".join(map(_text, table.heads)) + " |"
    yield "|" + "---|" * len(table.heads)
    for row in table.rows:
        yield "| " + " | ".join(map(_text, row)) + " |"
    yield ""


def _text(text: str) -> str:
    """Text that is nothing but text in Markdown, in a cell too."""
    return "<br>".join(_MARKS.sub(r"\\\1", line) for line in text.splitlines())
