"""What a file gives, for the commands that show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pfglint.cli.language import language, say

if TYPE_CHECKING:
    from pfglint.form.model import Form
    from pfglint.rule.model import RuleSet
    from pfglint.rule.profile import Recognised
    from pfglint.source.document import Fact
    from pfglint.source.limits import Limits


class FileRead(NamedTuple):
    """What a file gave: its forms with the profiles they are checked by, what to say where it gave none or broke off, and whether it is unreadable."""

    forms: list[tuple[Form, Recognised]]
    trouble: str | None = None
    unreadable: bool = False


def read(path: str, rules: RuleSet, limits: Limits) -> FileRead:
    """Read a file with the labels of `rules`, and ask each form which of their profiles it follows."""
    from pfglint.form.model import Form
    from pfglint.lint import TROUBLES, read_forms, words_of
    from pfglint.rule.fields import FormSubject
    from pfglint.rule.profile import recognise

    forms = []
    troubles: list[Fact] = []
    for item in read_forms(path, limits, words_of(rules)):
        if isinstance(item, Form):
            forms.append((item, recognise(rules, FormSubject(item))))
        elif item.kind in TROUBLES:
            troubles.append(item)
    if not troubles:
        return FileRead(forms, None if forms else say("没有申报表。", "no form."))
    unreadable = any(item.kind == "unreadable" for item in troubles)
    return FileRead(forms, trouble_of(path, troubles), unreadable)


def trouble_of(path: str, troubles: Sequence[Fact]) -> str:
    """What is said of a file that gave no form, or not all: what the rules say of the facts that tell so."""
    from pfglint.rule.pack import load_builtin
    from pfglint.rule.run import Checker

    told = next(iter(Checker(load_builtin(), path, language.get()).facts(troubles)), None)
    return told.message if told else troubles[0].detail
