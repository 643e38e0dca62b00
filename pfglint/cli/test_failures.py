"""What ``pfglint test`` says of an example that is not as it says: why, down to the parts of the conditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypedDict

from pfglint.cli.language import language, say
from pfglint.report.plain import columns, printable

if TYPE_CHECKING:
    from rich.console import Console

    from pfglint.rule.examples import Outcome
    from pfglint.rule.trace import Seen, Trace
    from pfglint.rule.why import Case, Why

_STEP = "  "
_STYLES = {True: "green", False: "red", None: "yellow"}


def print_failure(page: Console, outcome: Outcome) -> None:
    """The example, and why it is not as it says."""
    from rich.text import Text

    from pfglint.rule.explanation import example_text

    rule, example = outcome.rule, outcome.example
    kind = say("应报" if example.fails else "不应报", "fail" if example.fails else "pass")
    head = Text(f"{printable(rule.path)}:{example.line or rule.line}  ", "cyan")
    head.append(f"{rule.code} {rule.name}", "bold")
    head.append(say(f"  第 {example.number} 个{kind}的例子", f"  {kind} {example.number}"))
    page.print(head, soft_wrap=True)
    page.print(Text(_STEP + printable(example_text(example.plain)), "default"), soft_wrap=True)
    page.print(Text(_STEP + printable(_message(outcome)), "bold red"), soft_wrap=True)
    for line in _lines(outcome.why) if outcome.why is not None else ():
        page.print(Text(line.indent).append(line.lead, line.style).append(line.text), soft_wrap=True)
    page.print()


def _message(outcome: Outcome) -> str:
    """Why the example is not as it says, in one sentence."""
    lang = language.get()
    if outcome.problem is not None:
        why = outcome.problem.text(lang)
        return say(f"这个例子写不成表：{why}", f"no form can be made of it: {why}")
    assert outcome.why is not None
    others = "" if outcome.spoke or not outcome.example.fails else say("、", ", ").join(outcome.others)
    end = say(f"；别的规则报了：{others}", f"; others did: {others}") if others else ""
    return outcome.why.said.text(lang) + end


# ── The parts of the conditions ──────────────────────────────────────────────────────────────────────────────────────


class _Line(NamedTuple):
    """One line: a coloured word and what follows it."""

    indent: str
    lead: str
    style: str
    text: str


def _lines(why: Why) -> Iterator[_Line]:
    for case in why.cases:
        yield from _case(case)
    if why.more:
        yield _Line(_STEP * 2, say(f"还有 {why.more} 个没有列出", f"{why.more} more"), "dim", "")


def _case(case: Case) -> Iterator[_Line]:
    lang = language.get()
    yield _Line(_STEP * 2, printable(case.said.text(lang)), "bold", "")
    for asked in case.asked:
        yield _Line(_STEP * 3, asked.key, "dim", f"  {_truth(asked.trace.truth)}")
        yield from _trace(asked.trace, _STEP * 4)
    for keyed in case.keys:
        yield _Line(_STEP * 3, keyed.key, "dim", printable(f"  {keyed.text} = {keyed.said.text(lang)}"))


def _truth(truth: bool | None) -> str:
    return {True: say("成立", "true"), False: say("不成立", "false"), None: say("未知", "unknown")}[truth]


def _trace(found: Trace, indent: str) -> Iterator[_Line]:
    """A part of a condition with its values under it; an `and` that is the whole is not named."""
    if found.parts and found.text == "and" and len(indent) == len(_STEP * 4):
        for part in found.parts:
            yield from _part(part, indent)
    else:
        yield from _part(found, indent)


def _part(found: Trace, indent: str) -> Iterator[_Line]:
    room = max(columns(_truth(truth)) for truth in (True, False, None))
    lead = _truth(found.truth)
    lead += " " * (room - columns(lead))
    yield _Line(indent, lead, _STYLES[found.truth], _STEP + printable(found.text))
    below = indent + " " * room + _STEP
    for line in under(found.text, found.seen, language.get()):
        yield _Line(below, line, "dim", "")
    for note in found.notes:
        yield _Line(below, printable(note.text(language.get())), "dim italic", "")
    for part in found.parts:
        yield from _part(part, indent + _STEP)


def under(text: str, seen: tuple[Seen, ...], lang: str) -> list[str]:
    """The lines that stand under a text: each value under its place, and where one would run into the next, lower::

    name ends with 计数词尾 and so on
    │              “数”
    “培训人数”
    """
    rows: list[list[tuple[int, str]]] = []  # from right to left: where a piece stands, and what it is
    for at, said in reversed(seen):
        column, value = columns(text[:at]), printable(said.text(lang))
        row = 0
        while row < len(rows) and rows[row] and column + columns(value) + 1 > rows[row][-1][0]:
            row += 1
        if row == len(rows):
            rows.append([])
        for above in rows[:row]:
            above.append((column, "│"))
        rows[row].append((column, value))
    return [_row(row) for row in rows]


def _row(pieces: list[tuple[int, str]]) -> str:
    line = ""
    for column, piece in reversed(pieces):
        line += " " * (column - columns(line)) + piece
    return line


# ── For programs ─────────────────────────────────────────────────────────────────────────────────────────────────────


class SeenJson(TypedDict):
    """A value in a condition."""

    at: Annotated[int, "在条件里从第几个字符，从 0 起", "its offset in the text"]
    value: Annotated[str, "值", "the value"]


class TraceJson(TypedDict):
    """A part of a condition, and what it came to."""

    text: Annotated[str, "这一段", "the part"]
    truth: Annotated[bool | None, "成立、不成立；未知的没有", "what it came to; null where it is unknown"]
    values: Annotated[list[SeenJson], "里面各处的值", "the values in it"]
    notes: Annotated[list[str], "还要知道的", "what else there is to know"]
    parts: Annotated[list[TraceJson], "它的各段", "its own parts"]


class AskedJson(TypedDict):
    """A condition of the rule, and what it came to."""

    key: Annotated[str, "哪个条件", "which one"]
    text: Annotated[str, "这一段", "the part"]
    truth: Annotated[bool | None, "成立、不成立；未知的没有", "what it came to; null where it is unknown"]
    values: Annotated[list[SeenJson], "里面各处的值", "the values in it"]
    notes: Annotated[list[str], "还要知道的", "what else there is to know"]
    parts: Annotated[list[TraceJson], "它的各段", "its own parts"]


class KeyedJson(TypedDict):
    """What puts a subject into its group."""

    key: Annotated[str, "by 还是 differs", "by or differs"]
    text: Annotated[str, "怎么写的", "as written"]
    value: Annotated[str, "值", "the value"]


class CaseJson(TypedDict):
    """What the rule's conditions came to of one subject."""

    subject: Annotated[str, "对什么", "of what"]
    conditions: Annotated[list[AskedJson], "各个条件", "the conditions"]
    group: Annotated[list[KeyedJson], "归到哪一组", "what puts it into its group"]


class FailureJson(TypedDict):
    path: Annotated[str, "规则包", "the pack"]
    line: Annotated[int, "例子在第几行", "the example's line"]
    code: Annotated[str, "规则的编号", "the rule's code"]
    name: Annotated[str, "规则的名字", "the rule's name"]
    list: Annotated[Literal["fail", "pass"], "应报的还是不应报的", "which list it stands in"]
    number: Annotated[int, "那里的第几个", "its number there"]
    example: Annotated[object, "例子", "the example"]
    message: Annotated[str, "为什么不符", "why it is not as it says"]
    others: Annotated[list[str], "别的哪些规则报了", "the other rules that spoke"]
    subjects: Annotated[list[CaseJson], "各个条件的结果", "what the conditions came to"]


"""An example that is not as it says."""


def failure_json(outcome: Outcome) -> FailureJson:
    """An example that is not as it says, and what the rule's conditions came to."""
    example, why = outcome.example, outcome.why
    return {
        "path": outcome.rule.path,
        "line": example.line or outcome.rule.line,
        "code": outcome.rule.code,
        "name": outcome.rule.name,
        "list": "fail" if example.fails else "pass",
        "number": example.number,
        "example": example.plain,
        "message": _message(outcome),
        "others": list(outcome.others),
        "subjects": [_case_json(case) for case in why.cases] if why is not None else [],
    }


def _case_json(case: Case) -> CaseJson:
    lang = language.get()
    return {
        "subject": case.said.text(lang),
        "conditions": [{"key": asked.key, **_trace_json(asked.trace)} for asked in case.asked],
        "group": [
            {"key": keyed.key, "text": keyed.text, "value": keyed.said.text(lang)} for keyed in case.keys
        ],
    }


def _trace_json(found: Trace) -> TraceJson:
    """A part of a condition. truth: null where it is unknown; a value's `at`: its offset in the text."""
    lang = language.get()
    return {
        "text": found.text,
        "truth": found.truth,
        "values": [{"at": seen.at, "value": seen.said.text(lang)} for seen in found.seen],
        "notes": [note.text(lang) for note in found.notes],
        "parts": [_trace_json(part) for part in found.parts],
    }
