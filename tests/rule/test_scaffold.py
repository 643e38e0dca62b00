"""New rules put into packs."""

from __future__ import annotations

import pytest

from pfglint.rule.examples import outcomes
from pfglint.rule.model import RuleSet
from pfglint.rule.pack import load_builtin, read
from pfglint.rule.problem import PackError
from pfglint.rule.scaffold import KINDS, Added, Refused, Wish, added
from pfglint.rule.trial import Court, cases

BUILTIN = load_builtin()
RULE = """\
- code: OWN007
  name: old-one
  title: 旧的
  severity: info
  for: indicator
  when: number > 3
  message: 旧的  # 留着
  en: {title: Old, message: Old}
  examples: {fail: [a, b], pass: [a, b]}
"""
INDENTED = "".join(f"    {line}\n" for line in RULE.splitlines())


def add(name: str = "new-one", text: str | None = None, kind: str = "indicator", **more: str | None) -> Added:
    return added(Wish(name, kind, **more), "包.yaml", text, BUILTIN)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_rule_works_as_it_stands(kind: str) -> None:
    rules = read([("包.yaml", add(kind=kind).text.encode())], BUILTIN)
    (rule,) = rules.packs[-1].rules
    assert rule.name == "new-one"
    assert rule.subject == ("indicator" if kind == "group" else kind)
    assert (rule.group is not None) is (kind == "group")
    run = list(outcomes(rules, [rule]))
    assert len(run) >= 4
    assert [one.example.plain for one in run if not one.ok] == []
    court = Court(rules)
    assert [
        one.change for case in cases(rules, [rule], None) for one in court.verdicts(case) if one.alive
    ] == []


def test_rules_are_added_one_after_the_other() -> None:
    text: str | None = None
    for kind in KINDS:
        text = add(f"for-{kind}", text, kind).text
    assert text is not None
    found = read([("包.yaml", text.encode())], BUILTIN).packs[-1].rules
    assert [(rule.code, rule.name) for rule in found] == [
        (f"OWN00{number}", f"for-{kind}") for number, kind in enumerate(KINDS, 1)
    ]
    assert text.count("\n\n  - code: ") == len(KINDS) - 1


PACKS = {
    "a list at the margin": f"title: 旧\nen: {{title: Old}}\nrules:\n{RULE}",
    "a list set in": f"rules:\n{INDENTED}",
    "comments at the end": f"rules:\n{RULE}\n# 以下待定\n#- code: OWN008\n",
    "another key behind": f"rules:\n{RULE}\n\n# 别的\noff: [unit-spelling]\n",
    "another key close behind": f"rules:\n{RULE}off: [unit-spelling]\n",
    "no end of line": f"rules:\n{RULE}".rstrip(),
    "an empty list": "title: 旧\nen: {title: Old}\nrules: []  # 还没有\noff: [unit-spelling]\n",
    "nothing behind the key": "title: 旧\nen: {title: Old}\nrules:\n",
    "nothing behind the key, and a comment": "rules:   # 待写\n# 以后\nwords: {甲词: [甲]}\n",
    "no key": "# 只改别的包\noff: [unit-spelling]\n",
    "nothing but a comment": "# 空\n",
    "nothing": "",
    "a mark before all": f"\ufeffrules:\n{RULE}",
    "lines that end as Windows has them": f"rules:\n{RULE}".replace("\n", "\r\n"),
}


@pytest.mark.parametrize("case", PACKS)
def test_what_stands_in_a_pack_stays_as_it_is(case: str) -> None:
    text = PACKS[case]
    new = add(text=text)
    ends = {line[len(line.rstrip("\r\n")) :] for line in new.text.splitlines(keepends=True)}
    assert ends == ({"\r\n"} if "\r\n" in text else {"\n"})
    assert new.text.startswith("\ufeff") is text.startswith("\ufeff")
    lines = new.text.splitlines()
    at = new.line - 1
    stop = next(index for index in range(at + 1, len(lines) + 1) if "若干" in lines[index - 1])
    kept = [*lines[:at], *lines[stop:]]
    old = text.replace("rules: []", "rules:").splitlines()
    assert [line for line in kept if line.strip() and line != "rules:"] == [
        line for line in old if line.strip() and line != "rules:"
    ]
    assert lines[at].lstrip() == f"- code: {new.code}"
    rules = read([("包.yaml", new.text.replace("words: {甲词: [甲]}\n", "").encode())], BUILTIN)
    assert [rule.name for rule in rules.packs[-1].rules] == ["old-one"] * (RULE[2:12] in text) + ["new-one"]


CODES = [
    ("rules: []\n", "OWN001"),
    (f"rules:\n{RULE}", "OWN008"),
    ("rules:\n- {code: BM9, name: a}\n", "BM10"),
    ("rules:\n- {code: BM099, name: a}\n- {code: BM007, name: b}\n", "BM100"),
    ("rules:\n- {code: AB1, name: a}\n- {code: BM01, name: b}\n", "BM02"),
    ('family: "3"\nrules: []\n', "OWN301"),
    ('family: "3"\nrules:\n- {code: BM308, name: a}\n', "BM309"),
    ("rules:\n- {code: PFG100, name: a}\n", "PFG1"),
    ("rules:\n- name: a\n- 3\n- {code: [], name: {}}\n", "OWN001"),
]


@pytest.mark.parametrize(("text", "code"), CODES)
def test_the_next_code_that_is_free(text: str, code: str) -> None:
    found = add(text=text).code
    assert found.startswith(code)
    assert BUILTIN.find(found) is None


REFUSED: list[tuple[dict[str, str | None], str]] = [
    ({"name": "percent-on-count"}, "已经有叫 percent-on-count 的规则了（PFG301），换一个名字"),
    ({"name": "old-one"}, "已经有叫 old-one 的规则了（包.yaml:2），换一个名字"),
    ({"name": "Long_Training"}, "规则的名字是小写英文，词之间用连字符：“Long_Training”可以写成 long-training"),
    ({"name": "培训太长"}, "规则的名字是小写英文，词之间用连字符：“培训太长”可以写成 long-training"),
    ({"code": "OWN007"}, "编号 OWN007 已经用过了（包.yaml:2）"),
    ({"code": "PFG301"}, "编号 PFG301 已经用过了（PFG301）"),
    ({"code": "own1"}, "编号是两个以上的大写字母加数字，如 OWN001，不是“own1”"),
    ({"text": "rules: [{code: A, name: b}]\n"}, "包.yaml:1：rules 下面不是以“- ”开头的一条条规则，加不进去"),
    ({"text": "rules: 没有\n"}, "包.yaml:1：rules 下面不是以“- ”开头的一条条规则，加不进去"),
    ({"text": 'family: "3"\nrules:\n- {code: BM399, name: a}\n'}, "这个规则包的编号用完了，用 --code 指定一个"),
    ({"text": "rules:\n- {code: BM99999, name: a}\n"}, "这个规则包的编号用完了，用 --code 指定一个"),
]  # fmt: skip


@pytest.mark.parametrize(("wish", "said"), REFUSED)
def test_what_is_refused(wish: dict[str, str | None], said: str) -> None:
    with pytest.raises(Refused) as caught:
        add(**{"text": f"rules:\n{RULE}"} | wish)  # type: ignore[arg-type]
    assert caught.value.said.zh == said
    assert caught.value.said.en


def test_a_pack_that_is_no_yaml_is_refused_with_the_place() -> None:
    with pytest.raises(PackError) as caught:
        add(text="rules:\n- code: [OWN1\n")
    assert caught.value.problems[0].line


@pytest.mark.parametrize("title", ["培训: 太长", "# 井号", "“引号”", "- 横", "'", "null", "1", "{a}", "a\\b"])
def test_any_title_is_written_so_that_it_is_read_again(title: str) -> None:
    rules = read([("包.yaml", add(title=title).text.encode())], RuleSet(()))
    assert rules.packs[0].rules[0].title.zh == title


def test_a_code_and_a_title_can_be_chosen() -> None:
    new = add(code="BM12", title="培训太长")
    assert new.code == "BM12"
    assert "    title: 培训太长\n" in new.text
    assert new.text.splitlines()[new.line - 1] == "  - code: BM12"
