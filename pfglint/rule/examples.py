"""The examples of the rules, run: each is written out as a form and goes through the real reader and recogniser.

An example gives only what matters; the rest is a right form, with made-up names::

    "数量指标 | 评审项目完成数 | =100.00(%)"                one indicator more; its first level follows from the second
    "产出指标 | 数量指标 | 评审项目完成数 | =100.00(%)"     the same, with the first level
    "数量指标 | 评审项目完成数 |"                         its value is blank
    "数量指标 | 评审项目完成数"                           its row ends before the value
    {funding: {annual_total: 100, annual_fiscal: 60, unit: 万元}, fields: {project: …}, year: 2025}
    {goal: …, overall_goal: …, indicators: ["…"]}         these indicators instead of the form's own
    {add: ["…", "…"]}                                     these besides its own
    {indicators: ["…"], weights: [50, 40]}                with a column of weights, in the order of the rows
    {forms: [{…}, {…}]}                                   a document of several forms
    {last: {…}, this: {…}}                                last year's form (of 2024) and this year's, for rules of pairs
    {add: […], results: {评审项目完成数: 12个}}               with a column of results
    {text: "…"}, {bytes: "d0cf11e0"}                      a whole file, in characters or in hexadecimal bytes
    {fact: {kind: unreadable, detail: long-line}}         what a reader would notice of a file too large to stand here

A blank (``project: ``) leaves the cell blank; a field's label stays. Any of them can stand as `example` in a mapping that
says more::

    {example: "质量指标 | {each} | ≥5(%)", each: [信息公开错误率, 接待延误率]}          an example for each of the texts
    {example: "质量指标 | …", severity: info, says: 越少越好}      the finding's severity, and what its message or help has
    {example: {…}, times: 1, fix: "≥95(%)"}                how many findings, and what the fix writes; false for no fix
    {example: {}, constants: {最少指标数: 9}}              where a profile or a configuration has set constants otherwise
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from pfglint.finding import Finding, Fix, Severity
from pfglint.form.model import Form
from pfglint.rule.change import in_force
from pfglint.rule.keys import FACT, FORM
from pfglint.rule.model import EACH, Changes, Named, Plain, Rule, RuleSet
from pfglint.rule.problem import Said, unknown
from pfglint.rule.run import Checker
from pfglint.rule.why import Told, Why, has, why
from pfglint.source.document import Fact

if TYPE_CHECKING:
    from pfglint.compare.model import ProjectPair

NO_FIX = "false"
"""What an example's `fix` is where nothing can be mended."""

Read: TypeAlias = Callable[[bytes, str], Iterable[Form | Fact]]
"""From the bytes of a file and its path to its forms, and the facts that belong to none."""

SHORT_ROW = "二级指标 | 名称 | 指标值"
LONG_ROW = f"一级指标 | {SHORT_ROW}"
"""How an indicator is written."""

WIDTH = 7
"""Cells in a row of an example's form."""

FIELDS = {
    "project": "示范培训专项",
    "nature": "经常性专项业务费",
    "category": "特定目标类",
    "department": "示范市技能发展局",
    "implementer": "示范市技能培训中心",
    "start": "2025-01-01",
    "end": "2025-12-31",
}
FUNDING = {
    "unit": "元",
    "project_total": None,
    "annual_total": "1,000,000.00",
    "project_fiscal": None,
    "annual_fiscal": "1,000,000.00",
    "carry_over": "0.00",
    "project_other": None,
    "annual_other": "0.00",
}
_GOAL = (
    "举办专业技能培训班4期，培训合格率达到95%以上，参训人员满意度达到90%以上，持续提升从业人员的技能水平。"
)
_INDICATORS = (
    "经济成本指标 | 培训人均成本 | ≤550.00(元/人·天)",
    "数量指标 | 举办专业技能培训班期数 | ≥4(期)",
    "质量指标 | 培训合格率 | ≥95(%)",
    "时效指标 | 培训计划按期完成率 | ≥98(%)",
    "社会效益指标 | 参训人员持证上岗率 | ≥80(%)",
    "可持续影响指标 | 培训课程沿用率 | ≥70(%)",
    "服务对象满意度指标 | 参训人员满意度 | ≥90(%)",
)
_LEVEL1 = {
    **dict.fromkeys(("经济成本指标", "社会成本指标", "生态环境成本指标"), "成本指标"),
    **dict.fromkeys(("数量指标", "质量指标", "时效指标", "成本指标"), "产出指标"),
    **dict.fromkeys(("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"), "效益指标"),
    **dict.fromkeys(("服务对象满意度指标", "社会公众或服务对象满意度指标", "满意度指标"), "满意度指标"),
}


class ExampleError(Exception):
    """An example that says nothing that can be written out as a form."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.en)
        self.said = said


class Example(NamedTuple):
    """One example of a rule.

    fails:    whether the rule must speak.
    number:   its own, from 1, among those that fail or those that pass; those of one `each` share theirs.
    plain:    the form, as `file_of` takes it.
    severity: what the finding's severity must be; None for any.
    says:     what the finding's message, or its help, must contain.
    constants: what is set otherwise for it.
    line:     where it stands in the rule's file; 0 where that was not read.
    times:    how many findings there must be; None for any number.
    fix:      what the finding's fix must write, False where there must be none; None for any.
    """

    fails: bool
    number: int
    plain: Plain
    severity: Severity | None = None
    says: str = ""
    constants: tuple[Named, ...] = ()
    line: int = 0
    times: int | None = None
    fix: str | Literal[False] | None = None

    @property
    def paired(self) -> bool:
        """Whether it is of one project in two years."""
        return isinstance(self.plain, dict) and "this" in self.plain

    def set(self, rules: RuleSet) -> RuleSet:
        """The rules with its constants."""
        return in_force(rules, (Changes(constants=self.constants),)) if self.constants else rules

    def is_met(self, findings: Iterable[Finding]) -> bool:
        """Whether `findings`, those of the rule, are what the example says."""
        found = list(findings)
        if not self.fails:
            return not found
        if self.times is not None and len(found) != self.times:
            return False
        return any(
            has(one, self.says) and self.severity in (None, one.severity) and self._is_mended(one.fix)
            for one in found
        )

    def _is_mended(self, fix: Fix | None) -> bool:
        if self.fix is None:
            return True
        if self.fix is False or fix is None:
            return self.fix is False and fix is None
        return any(edit.text == self.fix for edit in fix.edits)


def examples_of(rule: Rule) -> Iterator[Example]:
    """All examples of a rule, those of an `each` one by one."""
    listed = rule.examples
    for fails, plains, lines in (
        (True, listed.fail, listed.fail_lines),
        (False, listed.passing, listed.passing_lines),
    ):
        for number, plain in enumerate(plains, 1):
            line = lines[number - 1] if lines else 0
            if not isinstance(plain, dict) or "example" not in plain:
                yield Example(fails, number, plain, line=line)
                continue
            severity = Severity[str(plain["severity"]).upper()] if "severity" in plain else None
            inner, each = plain["example"], plain.get("each")
            constants = tuple(_constants(plain.get("constants")))
            for one in [_with(inner, str(text)) for text in each] if isinstance(each, list) else [inner]:
                yield Example(
                    *(fails, number, one, severity, str(plain.get("says", "")), constants, line),
                    times=int(str(plain["times"])) if "times" in plain else None,
                    fix=_fix(plain),
                )


def _fix(plain: dict[str, Plain]) -> str | Literal[False] | None:
    text = _text(plain.get("fix"))
    return False if text == NO_FIX else text


def _constants(plain: Plain) -> Iterator[Named]:
    from pfglint.rule.reading import constant

    for name, text in plain.items() if isinstance(plain, dict) else ():
        if (value := constant(str(text))) is not None:
            yield Named(name, value)


def _with(plain: Plain, text: str) -> Plain:
    """An example with `text` in the place of each ``{each}``."""
    if isinstance(plain, str):
        return plain.replace(EACH, text)
    if isinstance(plain, list):
        return [_with(item, text) for item in plain]
    if isinstance(plain, dict):
        return {key: _with(value, text) for key, value in plain.items()}
    return plain


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one example.

    spoke:    what the rule found, where no other rule silenced it.
    others:   the names of the other rules that spoke, and do not speak of the usual form.
    why:      why it is not as it says, where that can be told.
    problem:  why the example could not be run, else None.
    """

    rule: Rule
    example: Example
    spoke: tuple[Finding, ...] = ()
    others: tuple[str, ...] = ()
    why: Why | None = None
    problem: Said | None = None

    @property
    def ok(self) -> bool:
        """Whether the example does what it says."""
        return self.problem is None and self.example.is_met(self.spoke)


def read_example(example: Plain, read: Read) -> Iterator[Form | Fact]:
    """The forms and the facts that an example stands for."""
    if isinstance(example, dict) and "fact" in example:
        given = example["fact"]
        if not isinstance(given, dict) or "kind" not in given or set(given) - set(FACT):
            listed = ", ".join(FACT)
            raise ExampleError(Said(f"fact 下面要写 {listed}", f"fact must be a mapping of {listed}"))
        kind, text, detail = (_text(given.get(key)) or "" for key in FACT)
        yield Fact(kind, text, detail=detail)
    else:
        yield from read(file_of(example), "example")


def outcomes(
    rules: RuleSet, only: Iterable[Rule] | None = None, read: Read | None = None
) -> Iterator[Outcome]:
    """Run the examples of all `rules`, or of some `only`; all rules of the set look at each, as in a real run."""
    if read is None:
        from pfglint.lint import forms_of_bytes

        read = forms_of_bytes
    usual: list[Form | Fact] | None = None
    for rule in rules if only is None else only:
        for example in examples_of(rule):
            try:
                found = list(read_example(example.plain, read))
            except ExampleError as error:
                yield Outcome(rule, example, problem=error.said)
                continue
            held = example.set(rules)
            findings = list(judged(held, found, paired=example.paired))
            spoke = tuple(one for one in findings if one.name == rule.name)
            others = tuple(sorted({one.name for one in findings} - {rule.name}))
            outcome = Outcome(rule, example, spoke, others)
            if not outcome.ok:
                usual = list(read(file_of({}), "example")) if usual is None else usual
                always = {one.name for one in judged(rules, usual)}
                told = Told(
                    fails=example.fails,
                    spoke=spoke,
                    others=others,
                    severity=example.severity,
                    says=example.says,
                    times=example.times,
                    fix=example.fix,
                )
                outcome = replace(
                    outcome,
                    others=tuple(name for name in others if name not in always),
                    why=why(rule, held, found, usual, told),
                )
            yield outcome


def judged(
    rules: RuleSet, found: Iterable[Form | Fact], path: str = "example", paired: bool = False
) -> Iterator[Finding]:
    """All that the rules say of a document: of its forms, of what else was noticed, and of the whole.

    paired: whether it is of two forms, last year's and this year's: then all that the rules say of the pair.
    """
    checker = Checker(rules, path)
    if paired:
        yield from _judged_pair(checker, found, path)
        return
    for item in found:
        yield from checker.form(item) if isinstance(item, Form) else checker.facts([item])
    yield from checker.finish()


def _judged_pair(checker: Checker, found: Iterable[Form | Fact], path: str) -> Iterator[Finding]:
    pair = pair_of(found, path)
    if pair is not None:
        yield from checker.pair(pair)


def pair_of(found: Iterable[Form | Fact], path: str = "example") -> ProjectPair | None:
    """The project in two years that an example of both stands for; None where there are not two forms."""
    from pfglint.compare.indicators import pair_indicators
    from pfglint.compare.model import Filed, ProjectPair

    forms = [item for item in found if isinstance(item, Form)]
    if len(forms) != 2:
        return None
    last, this = forms
    indicators = pair_indicators(this.indicators, last.indicators)
    return ProjectPair(Filed(this, path), Filed(last, path), "name", indicators)


# ── Writing an example out ───────────────────────────────────────────────────────────────────────────────────────────


def file_of(example: Plain) -> bytes:
    """The file that an example stands for."""
    if isinstance(example, dict):
        if "bytes" in example:
            try:
                return bytes.fromhex(_text(example["bytes"]) or "")
            except ValueError as error:
                raise ExampleError(Said(f"bytes 要是十六进制的字节：{error}", f"bytes: {error}")) from error
        if "text" in example:
            return (_text(example["text"]) or "").encode()
        if "this" in example:
            return "\n".join(_form(_of_year(example.get(key), year)) for key, year in _YEARS).encode()
        if "forms" in example:
            return "\n".join(_form(form) for form in _list(example["forms"])).encode()
    return _form(example).encode()


_YEARS = (("last", "2024"), ("this", "2025"))
"""The two forms of a pair, in their order in the file, and the year of each unless it says another."""


def _of_year(example: Plain, year: str) -> Plain:
    if example is None or isinstance(example, str):
        example = {"add": [example]} if example else {}
    return {"year": year, **example} if isinstance(example, dict) else example


def _form(example: Plain) -> str:
    if isinstance(example, str):
        example = {"add": [example]}
    if not isinstance(example, dict):
        raise ExampleError(Said("例子要写成一段文字，或者“键: 值”", "an example is a text or a mapping"))
    strange = set(example) - set(FORM)
    if strange:
        raise ExampleError(_strange(min(strange), FORM))
    year = _text(example.get("year", "2025"))
    dates = {} if not year else {"start": f"{year}-01-01", "end": f"{year}-12-31"}
    cells = {**FIELDS, **dates, **_overlay(example, "fields", FIELDS)}
    money = {**FUNDING, **_overlay(example, "funding", FUNDING)}
    goal = _text(example["goal"]) if "goal" in example else _GOAL
    rows: list[list[str | None]] = [
        ["财政项目支出绩效目标申报表"],
        [f"({year}年度)" if year else None],
        ["项目名称", cells["project"], None, "项目性质", cells["nature"], "项目类别", cells["category"]],
        ["主管部门", cells["department"], None, "实施单位", cells["implementer"]],
        ["计划开始日期", cells["start"], None, "计划完成日期", cells["end"]],
        [
            f"项目资金({money['unit']})" if money["unit"] else "项目资金",
            *("项目资金总额:", money["project_total"], "年度资金申请总额:", None, money["annual_total"]),
        ],
        [None, "其中: 财政资金", money["project_fiscal"], "其中: 当年财政拨款", None, money["annual_fiscal"]],
        [None, None, None, "上年结转资金", None, money["carry_over"]],
        [None, "其他资金", money["project_other"], "其他资金", None, money["annual_other"]],
        ["项目绩效目标", "项目总目标", None, None, "年度总体目标"],
        [None, _text(example.get("overall_goal")), None, None, goal],
        [None, "一级指标", "二级指标", "三级指标", "年度(/项目)指标值", *_last_heads(example)],
    ]
    return "".join("\t".join(_padded(row)) + "\n" for row in rows) + "".join(_indicator_rows(example))


def _last_heads(example: dict[str, Plain]) -> list[str]:
    """The head of a further column, where the example has one."""
    return [head for key, head in (("weights", "权重"), ("results", "完成值")) if key in example][:1]


def _padded(row: list[str | None]) -> list[str]:
    return [*(_one_line(cell) for cell in row), *[""] * (WIDTH - len(row))]


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _overlay(example: dict[str, Plain], key: str, known: Iterable[str]) -> dict[str, str | None]:
    given = example.get(key, {})
    if not isinstance(given, dict):
        raise ExampleError(Said(f"{key} 下面要写“键: 值”", f"{key} must be a mapping"))
    strange = set(given) - set(known)
    if strange:
        raise ExampleError(_strange(min(strange), known, key))
    return {name: _text(value) for name, value in given.items()}


def _indicator_rows(example: dict[str, Plain]) -> Iterator[str]:
    """The rows of the table; a level stands in the first row of its run only, as the forms have it."""
    if "indicators" in example:
        indicators = [_parts(item) for item in _list(example["indicators"])]
    else:
        indicators = [_parts(item) for item in _INDICATORS]
    added = [_parts(item) for item in _list(example.get("add"))]
    for row in added:
        after = [index for index, other in enumerate(indicators) if other[0] == row[0]]
        same = [index for index in after if indicators[index][1] == row[1]]
        indicators.insert((same or after or [len(indicators) - 1])[-1] + 1, row)
    weights = [_text(weight) or "" for weight in _list(example.get("weights"))] + [""] * len(indicators)
    results = example.get("results", {})
    if not isinstance(results, dict):
        raise ExampleError(
            Said("results 下面要写“指标名称: 完成值”", "results must be a mapping of names to results")
        )
    before: list[str] = ["", ""]
    for (level1, level2, *rest), weight in zip(indicators, weights, strict=False):
        new = level1 != before[0] or _LEVEL1.get(level2) != level1
        levels = [level1 if new else "", level2 if new or level2 != before[1] else ""]
        before = [level1, level2]
        last = _text(results.get(rest[0])) if results else weight
        padding = [_one_line(last), *[""] * (WIDTH - 6)] if len(rest) > 1 else []
        yield "\t".join(["", *levels, *rest, *padding]) + "\n"


def _parts(item: Plain) -> list[str]:
    """``[level1, level2, name, value]``; without the value where the row ends before it."""
    text = _text(item) or ""
    parts = [_one_line(part) for part in text.split("|")]
    if len(parts) == 4:
        return parts
    if not 2 <= len(parts) <= 4:
        raise ExampleError(Said(f"“{text}”要写成“{SHORT_ROW}”", f"“{text}” should be “{SHORT_ROW}”"))
    if parts[0] not in _LEVEL1:
        raise ExampleError(_no_level(parts[0]))
    return [_LEVEL1[parts[0]], *parts]


def _list(value: Plain) -> list[Plain]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise ExampleError(Said("这里要一个列表", "a list is wanted here"))
    return value


def _text(value: Plain) -> str | None:
    if isinstance(value, (list, dict)):
        raise ExampleError(Said("这里要一段文字", "a text is wanted here"))
    return None if value is None else str(value)


def _strange(key: str, known: Iterable[str], inside: str = "") -> Said:
    """That an example has a key that there is not."""
    listed = list(known)
    said = unknown("键", "key", key, listed)
    before = Said(f"{inside} 里", f"in {inside}: ") if inside else Said("", "")
    return Said(
        f"{before.zh}{said.zh}（可以是 {' '.join(listed)}）",
        f"{before.en}{said.en} (there are: {' '.join(listed)})",
    )


def _no_level(level: str) -> Said:
    """That a row begins with what is no second level."""
    said = unknown("二级指标", "second level", level, _LEVEL1)
    return Said(
        f"{said.zh}（别的二级指标要连一级指标一起写：{LONG_ROW}）",
        f"{said.en} (another one is written with its first level: {LONG_ROW})",
    )
