"""Review sheets as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pfglint.finding import Severity
from pfglint.review import told
from pfglint.review.cover import Cover
from pfglint.review.model import Review, Sheet

_BAR = 30


def write(sheet: Sheet, cover: Cover, reviews: Sequence[Review], lang: str) -> bytes:
    """The cover, then a sheet a project."""
    parts = [*_cover(sheet, cover, lang)]
    for review in reviews:
        parts.extend(_sheet(sheet, review, lang))
    return ("\n".join(parts) + "\n").encode()


def _cover(sheet: Sheet, cover: Cover, lang: str) -> Iterator[str]:
    yield f"# {_text(sheet.title.text(lang))}"
    yield ""
    yield from _titled("ranking", lang)
    yield from _table(told.heads(told.RANKING, lang), _ranking(cover, lang))
    yield from _titled("grades", lang)
    most = max((count for _, count in cover.grades), default=0)
    yield "```text"
    for grade, count in cover.grades:
        yield f"{grade}  {'█' * (round(count / most * _BAR) if most else 0)} {count}"
    yield "```"
    yield ""
    yield from _titled("departments", lang)
    yield from _table(
        told.heads(told.DEPARTMENTS, lang),
        (
            (
                one.name or "—",
                str(one.projects),
                str(one.errors),
                str(one.warnings),
                told.points_told(one.points),
            )
            for one in cover.departments
        ),
    )
    yield from _titled("rules", lang)
    yield from _table(
        told.heads(told.RULES, lang),
        (
            (
                one.code,
                one.title or one.name,
                told.SEVERITIES[one.severity].text(lang),
                str(one.findings),
                str(one.projects),
            )
            for one in cover.rules
        ),
    )


def _ranking(cover: Cover, lang: str) -> Iterator[tuple[str, ...]]:
    for number, review in enumerate(cover.ranked, 1):
        counts = review.counts
        yield (
            str(number),
            told.project_name(review.project, lang),
            review.project.department or "—",
            told.points_told(review.points),
            review.grade or "—",
            *(str(counts[one]) for one in sorted(Severity, reverse=True)),
        )


def _sheet(sheet: Sheet, review: Review, lang: str) -> Iterator[str]:
    yield f"## {_text(told.project_name(review.project, lang))}"
    yield ""
    for label, text in told.facts_of(review.project, lang)[1:]:
        yield f"- {label}：{_text(text)}" if lang == "zh" else f"- {label}: {_text(text)}"
    yield f"- **{told.TITLES['whole'].text(lang)}：{told.whole_told(review, sheet, lang)}**"
    yield ""
    for part in review.parts:
        points = f"{told.points_told(part.points)} {told.TITLES['part points'].text(lang)}"
        yield f"### {part.part.name.text(lang)}　{part.grade or '—'}（{points}）"
        yield ""
        yield from _table(
            told.heads(told.HEADS, lang),
            (
                (
                    answer.item.name.text(lang),
                    answer.item.asks.text(lang),
                    told.checked_told(answer, lang),
                    "\n".join(told.found_told(answer, lang)),
                    told.grade_told(answer, lang),
                )
                for answer in part.answers
            ),
        )
    if review.aside:
        yield f"### {told.TITLES['aside'].text(lang)}"
        yield ""
        yield from (f"- {_text(told.finding_told(one, lang))}" for one in review.aside)
        yield ""
    yield told.FOOT.text(lang)
    yield ""


def _titled(name: str, lang: str) -> Iterator[str]:
    yield f"## {told.TITLES[name].text(lang)}"
    yield ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(map(_text, heads)) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(map(_text, row)) + " |"
    yield ""


def _text(text: str) -> str:
    """Text that is nothing but text in Markdown, in a cell too."""
    for mark in ("\\", "`", "*", "_", "|", "<", "[", "]", "#", "~"):
        text = text.replace(mark, "\\" + mark)
    return "<br>".join(text.splitlines())
