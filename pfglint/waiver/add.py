"""One more waiver in a file, all else in it as it was."""

from __future__ import annotations

import json
from collections.abc import Sequence

import yaml

from pfglint.rule.model import RuleSet
from pfglint.rule.nodes import YamlFile
from pfglint.waiver.model import Waiver, WaiverError, Waivers
from pfglint.waiver.read import root_of, waivers_of

HEAD = """\
# 豁免：看过、可以不改的问题，每条写明理由。用 pfglint waive 添加，到期或用不上的会报出来。
# Waivers: findings that may stay, each with its reason. pfglint waive adds one.
"""
"""What a new file begins with."""


class CannotAddError(Exception):
    """A file whose way of writing leaves no sure place for one more. entry: the waiver, to be put there by hand."""

    def __init__(self, entry: str) -> None:
        super().__init__(entry)
        self.entry = entry


def added(text: str, waiver: Waiver, name: str, rules: Sequence[RuleSet]) -> tuple[str, Waivers]:
    """The text of a file of waivers with one more at its end, and the waivers that it has then.

    name: what people know the file as; rules: as for `read_waivers`.

    Raises WaiverError where something is wrong with the file as it is, and CannotAddError.
    """
    before = waivers_of(text, name, rules)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    new = mark + _with(body, waiver, root_of(YamlFile(name, body)))
    try:
        after = waivers_of(new, name, rules)
    except WaiverError:
        raise CannotAddError(_block(waiver)) from None
    if [*map(_meaning, before.waivers), _meaning(waiver)] != [*map(_meaning, after.waivers)]:
        raise CannotAddError(_block(waiver))
    return new, after


def _meaning(waiver: Waiver) -> tuple[object, ...]:
    return waiver[:5]


def _with(body: str, waiver: Waiver, root: yaml.Node | None) -> str:
    newline = "\r\n" if "\r\n" in body else "\n"
    if isinstance(root, yaml.SequenceNode) and root.flow_style and root.value:
        return _in_brackets(body, waiver, root)
    if isinstance(root, yaml.SequenceNode) and root.flow_style:
        start, end = root.start_mark.index, root.end_mark.index
        return body[:start] + _block(waiver).replace("\n", newline) + body[end:]
    indent = root.start_mark.column if root is not None else 0
    ended = body if not body or body.endswith("\n") else body + newline
    lines = (f"{' ' * indent}{line}{newline}" for line in _block(waiver).split("\n"))
    return ended + "".join(lines)


def _in_brackets(body: str, waiver: Waiver, root: yaml.SequenceNode) -> str:
    """Behind the last of ``[{…}, {…}]``."""
    last = root.value[-1].end_mark.index
    entry = ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in _texts(waiver))
    return f"{body[:last]}, {{{entry}}}{body[last:]}"


def _block(waiver: Waiver) -> str:
    lines = [f"{key}: {value if key == 'until' else _scalar(value)}" for key, value in _texts(waiver)]
    return "- " + "\n  ".join(lines)


def _texts(waiver: Waiver) -> list[tuple[str, str]]:
    until = waiver.until.isoformat() if waiver.until is not None else None
    texts = {
        "rule": waiver.rule,
        "project": waiver.project,
        "indicator": waiver.indicator,
        "reason": waiver.reason,
        "until": until,
    }
    return [(key, text) for key, text in texts.items() if text is not None]


def _scalar(text: str) -> str:
    """A text as YAML writes it on one line."""
    written: str = yaml.safe_dump(text, allow_unicode=True, width=float("inf"))
    plain = written.removesuffix("\n").removesuffix("\n...")
    return json.dumps(text, ensure_ascii=False) if "\n" in plain else plain
