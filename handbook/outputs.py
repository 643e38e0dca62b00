"""The page of what pfglint writes as JSON: the prose of ``json.md``, the keys from the schemas, and real output."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from handbook.command import ran
from handbook.markdown import cell, text
from handbook.schemas import OUTPUTS, output_schema
from handbook.shapes import Schema

ROOT = Path(__file__).parent.parent
NOTE = (
    "<!-- 由 handbook/json.md、程序里的类型和命令的输出生成：改了再运行 python3 tasks.py generate。"
    " Generated from handbook/json.md, the types in the code and what the commands write. -->\n\n"
)

FORMS = "申报表"
"""The folder of the forms in the examples: those of examples/."""
EXAMPLES: Mapping[str, Sequence[str]] = {
    "findings": ("check", f"{FORMS}/需要修改.txt", "--select", "unit-mismatch"),
    "statistics": ("check", FORMS, "--statistics"),
    "forms": ("forms", f"{FORMS}/社区书屋.txt"),
    "values": ("value", "≤550.00(元/人·天)", "较上年增长10%以上"),
    "query": ("query", 'name contains "满意" and value >= 95(%)', FORMS, "--show", "number,unit"),
    "compare": ("compare", "去年.txt", f"{FORMS}/社区书屋.txt"),
    "rules": ("rules", "--select", "PFG3"),
    "fields": ("fields", "unit"),
    "profiles": ("profiles", "central"),
    "config-output": ("config", f"{FORMS}/社区书屋.txt"),
    "test": ("test", "培训.yaml"),
}
"""The command whose output is shown of each."""
LAST_YEAR = {
    "2026": "2025",
    "≥36(场)": "≥40(场)",
    "1,200,000.00": "1,100,000.00",
    "1,286,000.00": "1,186,000.00",
}
"""What was otherwise in last year's form."""
GUIDE = "docs/writing-rules.md"
"""Where the pack with an example that is not as it says is written down."""

ROOM = 110
"""Columns of a line of JSON."""
MOST = 8
"""Keys of a mapping that is shown whole, where they are names and not the schema's."""
CUT = "⋮"


def pages() -> dict[str, str]:
    """The page by its path below ``docs/``."""
    prose = (ROOT / "handbook" / "json.md").read_text(encoding="utf-8")
    filled = {"outputs": "\n".join(_outputs()), "sections": "\n".join(_sections())}
    return {"json.md": NOTE + re.sub(r"^\{(\w+)\}$", lambda found: filled[found[1]], prose, flags=re.M)}


def _outputs() -> Iterator[str]:
    yield "| 命令 Command | 内容 | 格式 |"
    yield "|---|---|---|"
    for name, output in OUTPUTS.items():
        kind = _root(output_schema(name))["properties"]["schema"]["enum"][0]
        yield f"| `{output.command}` | [{cell(output.zh)} · {cell(output.en)}](#{name}) | `{kind}` |"


def _root(schema: Schema) -> Schema:
    found: Schema = schema["$defs"][schema["$ref"].rpartition("/")[2]]
    return found


# ── The keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Part(NamedTuple):
    """An object that outputs consist of: the class it was made of, what it says, and where the page tells of it."""

    name: str
    schema: Schema
    heading: str

    @property
    def anchor(self) -> str:
        return self.heading.lower().replace(" ", "-").translate(dict.fromkeys(map(ord, "()")))


class Parts:
    """All parts of all outputs, each told of once: where it is met first."""

    def __init__(self) -> None:
        self._parts: list[Part] = []

    def find(self, name: str, schema: Schema) -> Part | None:
        """The part that was told of already."""
        return next((one for one in self._parts if one.name == name and one.schema == schema), None)

    def add(self, name: str, schema: Schema, output: str) -> Part:
        """A new part, with the output in its heading where another part has its name."""
        taken = any(one.name == name for one in self._parts) or name.lower() in OUTPUTS
        part = Part(name, schema, f"{name} ({output})" if taken else name)
        self._parts.append(part)
        return part


def _sections() -> Iterator[str]:
    parts = Parts()
    with sandbox() as folder:
        for number, (name, output) in enumerate(OUTPUTS.items()):
            if number:
                yield ""
            yield f"## {name}"
            yield ""
            yield f"**{text(output.zh)}** · {text(output.en)}：`{output.command}`"
            yield ""
            yield "```console"
            yield from _example(EXAMPLES[name], Path(folder))
            yield "```"
            yield from _tables(name, parts)


def _tables(name: str, parts: Parts) -> Iterator[str]:
    """The tables of an output: of itself, and of the parts that it refers to and that were not told of yet."""
    schema = output_schema(name)
    defs: Mapping[str, Schema] = schema["$defs"]
    root = schema["$ref"].rpartition("/")[2]
    waiting, seen, links = [root], {root}, {}
    fresh = []
    while waiting:
        current = waiting.pop(0)
        part = parts.find(current, defs[current])
        if part is None:
            part = parts.add(current, defs[current], name)
            fresh.append(part)
        links[current] = part.anchor
        for other in _references(defs[current]):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    for part in fresh:
        if part.name != root:
            yield ""
            yield f"### {part.heading}"
        yield ""
        yield from _table(part.schema, links)


def _references(schema: object) -> Iterator[str]:
    """The parts that a schema refers to, in the order in which it names them."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].rpartition("/")[2]
        for value in schema.values():
            yield from _references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _references(value)


def _table(schema: Schema, links: Mapping[str, str]) -> Iterator[str]:
    yield "| 键 Key | 类型 Type | 意思 Meaning |"
    yield "|---|---|---|"
    needed = schema.get("required", [])
    for key, inner in schema["properties"].items():
        zh, _, en = inner.get("description", "").partition(" · ")
        absent = "" if key in needed else "，可以没有"
        meaning = f"{cell(zh)}<br>*{cell(en)}*" if en else cell(zh)
        yield f"| `{key}` | {_kind(inner, links)}{absent} | {meaning} |"


def _kind(schema: Schema, links: Mapping[str, str]) -> str:
    """The type of a value, as programmers write it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{links[name]})"
    if "anyOf" in schema:
        return " 或 ".join(_kind(one, links) for one in schema["anyOf"])
    if "enum" in schema:
        return " ".join(f"`{'null' if one is None else one}`" for one in schema["enum"])
    kind = schema.get("type")
    if kind == "array":
        return f"{_kind(schema['items'], links)} 的列表"
    if kind == "object":
        return f"键是名字，值是 {_kind(schema['additionalProperties'], links)}"
    if kind is None:
        return "任意"
    return " 或 ".join([kind] if isinstance(kind, str) else kind)


# ── The examples ─────────────────────────────────────────────────────────────────────────────────────────────────────


def sandbox() -> tempfile.TemporaryDirectory[str]:
    """A folder with the files that the examples speak of."""
    made = tempfile.TemporaryDirectory(prefix="pfglint-")
    folder = Path(made.name)
    (folder / FORMS).mkdir()
    for pattern in ("examples/*.txt", "examples/right/*.txt"):
        for path in ROOT.glob(pattern):
            shutil.copy(path, folder / FORMS)
    before = (folder / FORMS / "社区书屋.txt").read_text(encoding="utf-8")
    for now, then in LAST_YEAR.items():
        before = before.replace(now, then)
    (folder / "去年.txt").write_text(before, encoding="utf-8")
    (folder / ".git").mkdir()  # no configuration from above
    guide = (ROOT / GUIDE).read_text(encoding="utf-8")
    for name, block in re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", guide, re.DOTALL | re.MULTILINE):
        (folder / name).write_text(f"# {name}\n{block}", encoding="utf-8")
    return made


def _example(command: Sequence[str], folder: Path) -> Iterator[str]:
    """The command as it is typed, and what it writes, cut to what shows its shape."""
    first, *rest = command
    done = ran(first, "-f", "json", *rest, folder=folder)
    typed = rest if first == "check" else command
    yield f"$ pfglint {' '.join(map(_quoted, typed))} -f json"
    yield from _json(json.loads(done.stdout))


def _quoted(word: str) -> str:
    """A word as a shell takes it, which Chinese characters are no trouble for."""
    return shlex.quote(word) if set(word) & set(" \"'()<>|&;$") else word


def _json(value: Any) -> list[str]:
    """JSON on as many lines as it needs; of a list the first item is shown, of many names the first few."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) <= ROOM and not (isinstance(value, list) and len(value) > 1 and isinstance(value[0], dict)):
        return [line]
    if isinstance(value, list):
        shown = value[:1] if isinstance(value[0], dict) else value
        items = [_json(one) for one in shown]
        return ["[", *_inside(items, len(shown) < len(value)), "]"]
    if isinstance(value, dict):
        named = len(value) > MOST and all(isinstance(one, dict) for one in value.values())
        pairs = list(value.items())[: 2 if named else None]
        items = []
        for key, inner in pairs:
            first, *more = _json(inner)
            items.append([f"{json.dumps(key, ensure_ascii=False)}: {first}", *more])
        return ["{", *_inside(items, len(pairs) < len(value)), "}"]
    return [line]


def _inside(items: Sequence[Sequence[str]], cut: bool) -> Iterator[str]:
    for number, lines in enumerate(items):
        comma = "," if cut or number < len(items) - 1 else ""
        yield from (f"  {line}" for line in lines[:-1])
        yield f"  {lines[-1]}{comma}"
    if cut:
        yield f"  {CUT}"
