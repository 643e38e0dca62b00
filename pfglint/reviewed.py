"""The results of checking files to review sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pfglint.finding import Finding, Severity, in_order
from pfglint.lint import FileResult, RulesOf
from pfglint.review.fill import Filler
from pfglint.review.model import Project, Review, Sheet
from pfglint.rule.model import RuleSet


@dataclass(slots=True)
class Pile:
    """What was found in file after file.

    projects: the forms, in the order of the files.
    findings: by the path and the form's number; those that are about no form, in `aside`.
    """

    projects: list[Project] = field(default_factory=list)
    findings: dict[tuple[str, int], list[Finding]] = field(default_factory=dict)
    aside: list[Finding] = field(default_factory=list)

    def add(self, result: FileResult) -> None:
        """Keep a file's result, which may have findings about files before it."""
        self.projects += (Project(result.path, head) for head in result.heads)
        for finding in result.findings:
            if finding.form is None:
                self.aside.append(finding)
            else:
                self.findings.setdefault((finding.path, finding.form), []).append(finding)


def reviews_of(pile: Pile, sheet: Sheet, rules_of: RulesOf, lang: str, least: Severity) -> Iterable[Review]:
    """The filled-in sheet of every form. least: the least severity that is listed."""
    fillers: dict[tuple[int, str | None], Filler] = {}
    for project in pile.projects:
        rules = rules_of(project.path)
        key = id(rules), project.head.profile
        if key not in fillers:
            fillers[key] = Filler(sheet, _under(rules, project.head.profile), lang, least)
        found = pile.findings.get((project.path, project.head.number), ())
        yield fillers[key].fill(project, sorted(found, key=in_order))


def _under(rules: RuleSet, profile: str | None) -> RuleSet:
    """Those of the variants that hold under a profile."""
    known: Mapping[str, RuleSet] = {
        one.profile.name: one for one in rules.variants if one.profile is not None
    }
    return known.get(profile or "", rules)
