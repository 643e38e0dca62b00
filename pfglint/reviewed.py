"""Paths to review sheets: each form is read, checked and its sheet filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pfglint.compared import TROUBLES
from pfglint.finding import Finding
from pfglint.form.model import Form
from pfglint.form.names import tight
from pfglint.lint import RulesOf, read_forms, words_of
from pfglint.review.fill import Filler
from pfglint.review.model import Project, Review, Sheet
from pfglint.rule.run import Checker
from pfglint.source.limits import Limits


class Reviewer:
    """Reviews files one after another. troubles: what is to be said of files that gave no form; unreadable: whether one
    could not be read."""

    def __init__(self, sheet: Sheet, rules_of: RulesOf, lang: str, limits: Limits | None = None) -> None:
        self.sheet = sheet
        self.rules_of = rules_of
        self.lang = lang
        self.limits = limits
        self.troubles: list[Finding] = []
        self.unreadable = False

    def review(self, files: Iterable[str]) -> Iterator[Review]:
        """The sheets of all forms in the files, in their order."""
        for path in files:
            rules = self.rules_of(path)
            filler = Filler(self.sheet, rules, self.lang)
            checker = Checker(rules, path, self.lang)
            forms: list[Form] = []
            found: dict[int, list[Finding]] = {}
            for item in read_forms(path, self.limits, words_of(rules)):
                if isinstance(item, Form):
                    forms.append(item)
                    found[item.number] = list(checker.form(item))
                elif item.kind in TROUBLES:
                    self.unreadable |= item.kind == "unreadable"
                    self.troubles.extend(checker.facts([item]))
            for finding in checker.finish():
                found.setdefault(finding.form or 0, []).append(finding)
            for form in forms:
                yield filler.fill(project_of(form, path), found.get(form.number, ()))


def project_of(form: Form, path: str) -> Project:
    """What stands at the head of a form's sheet."""
    implementer = form.fields.get("implementer")
    return Project(
        path=path,
        form=form.number,
        place=form.place,
        project=tight(form.project or ""),
        department=tight(form.department or ""),
        implementer=tight((implementer.text if implementer else None) or ""),
        year=form.year,
        money=_money(form),
    )


def _money(form: Form) -> str:
    amount = form.funding.amounts.get("annual_total")
    if amount is None or amount.value is None:
        return ""
    unit = amount.unit.text if amount.unit is not None else form.funding.unit or ""
    return f"{amount.number:,f}{unit}" if amount.number is not None else amount.value.text


def grade_names(sheet: Sheet) -> Sequence[str]:
    """The grades of a whole sheet, the best first."""
    return [score.name for score in sheet.scores]
