"""What is asked once for many gives the same answers as asking each."""

from __future__ import annotations

from hypothesis import given

from pfglint.rule.check import Scope, check_condition
from pfglint.rule.compile import condition
from pfglint.rule.fields import FormSubject
from pfglint.rule.model import Pack, Rule, RuleSet, Wording
from pfglint.rule.plan import compile_rules
from pfglint.rule.problem import Said
from pfglint.rule.syntax import Expr, parse
from tests.rule.build import WORDS, form, indicator
from tests.rule.test_compile import CONDITIONS, WRITTEN

SCOPE = Scope("indicator", WORDS)
NOTHING = Said("", "")


def _rule(when: Expr, require: Expr) -> Rule:
    from pfglint.finding import Severity

    return Rule("X1", "x", NOTHING, Severity.ERROR, None, "indicator", when, require, Wording(NOTHING))


@given(CONDITIONS, CONDITIONS, WRITTEN, WRITTEN)
def test_a_plan_changes_no_answer(when: str, require: str, one: str | None, other: str | None) -> None:
    trees = [parse(when), parse(require)]
    if any(check_condition(tree, SCOPE).mistakes for tree in trees):
        return
    from pfglint.rule.model import WordsNamed

    words = tuple(WordsNamed(name, listed) for name, listed in WORDS.items())
    program = compile_rules(RuleSet((Pack(None, NOTHING, words, (_rule(*trees),)),)))
    asked = [condition(tree, SCOPE) for tree in trees]
    whole = FormSubject(
        form(indicator(value=one), indicator(value=other, number=2), indicator(value=one, number=3))
    )
    for item in whole.indicators:
        plainly = asked[0](item) is True and asked[1](item) is False
        planned = any(
            rule.rest(item) and (rule.of_form is None or rule.of_form(item))
            for rule in program.candidates("indicator", item)
        )
        assert planned is plainly
