"""A rule author's mistakes: each is told where it stands, with what to write instead, and nothing else is said.

``author.yaml`` is a pack without mistakes; ``mistakes.yaml`` says what is changed in it, and what is said then.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from pfglint.rule.examples import outcomes
from pfglint.rule.model import RuleSet
from pfglint.rule.pack import load_builtin, read
from pfglint.rule.problem import PackError, snippet

HERE = Path(__file__).parent
PACK = (HERE / "author.yaml").read_text(encoding="utf-8")


class Mistake(NamedTuple):
    """What is put in the place of what, once, and what is said of it."""

    was: str
    now: str
    zh: str = ""
    en: str = ""


MISTAKES = [Mistake(**item) for item in yaml.safe_load((HERE / "mistakes.yaml").read_text(encoding="utf-8"))]


def told(mistake: Mistake, lang: str) -> str:
    """All that is said of the pack with a mistake in it."""
    assert mistake.was in PACK
    text = PACK.replace(mistake.was, mistake.now, 1)
    with pytest.raises(PackError) as caught:
        read([("本单位.yaml", text.encode())], load_builtin())
    return "\n".join(snippet(problem, lang) for problem in caught.value.problems)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.now.strip()[:40])
def test_a_mistake_is_told_where_it_stands_with_what_to_write_instead(mistake: Mistake) -> None:
    assert told(mistake, "zh") == mistake.zh.rstrip("\n")
    assert told(mistake, "en") == mistake.en.rstrip("\n")


def test_the_pack_itself_has_no_mistake() -> None:
    rules = read([("本单位.yaml", PACK.encode())], load_builtin())
    own = list(rules.packs[-1].rules)
    assert isinstance(rules, RuleSet)
    assert [outcome.why for outcome in outcomes(rules, own) if not outcome.ok] == []
