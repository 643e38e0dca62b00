"""Packs of five hundred rules, and what they cost; ``python -m benchmarks.packs WHAT FOLDER`` prints seconds of
the processor.

``builtin`` and ``copies`` read a pack's YAML: that of the built-in rules, and five hundred copies of these under other
names. ``elsewhere`` and ``strangers`` judge forms that were read before the clock starts: beside five hundred rules for
levels, kinds and units that the forms do not have, and beside five hundred that look for words that are in no name of
theirs; the second number is what the built-in rules alone take.
"""

from __future__ import annotations

import gc
import re
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.forms import write
from pfglint.form.model import Form
from pfglint.lint import read_forms
from pfglint.rule.model import RuleSet
from pfglint.rule.pack import load, load_builtin, read_builtin
from pfglint.rule.run import Checker

RULES = 500
FORMS = 200
"""Enough that what is prepared once for each kind of indicator does not tell."""
ROUNDS = 8
SEED = 20250101
_PACKS = Path(__file__).parent.parent / "rules"
_CODE = re.compile(r"^  - code: .*\n    name: (.*)\n", re.MULTILINE)


def copies() -> Iterator[tuple[str, str]]:
    """Packs of copies of the built-in rules, as elaborate as these: names of files, and contents."""
    packs = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(_PACKS.glob("[0-9]-*.yaml"))]
    number = 0
    for turn, (name, text) in enumerate(cycle(packs)):
        head, *rules = _blocks(text)
        chosen = list(islice(rules, RULES - number))
        if not chosen:
            return
        renamed = []
        for rule in chosen:
            number += 1
            renamed.append(
                _CODE.sub(rf"  - code: CPY{number:05}\n    name: copy-{number}-\1\n", rule, count=1)
            )
        yield f"{turn:03}-{name}", _headless(head, "".join(renamed)) + "".join(renamed)


def _blocks(text: str) -> list[str]:
    """The text of a pack, cut before each of its rules."""
    places = [found.start() for found in _CODE.finditer(text)]
    return [text[start:stop] for start, stop in zip([0, *places], [*places, len(text)], strict=True)]


def _headless(head: str, rules: str) -> str:
    """What stands before the rules of a pack, without its family and constants, and with the lists that are used."""
    kept, section, skipping = [], "", False
    for line in head.splitlines(keepends=True):
        if line.lstrip().startswith("#"):
            continue
        if not line.startswith((" ", "\n")):
            section = line.partition(":")[0]
            skipping = section in ("family", "constants", "standards")
        elif section == "words" and (words := re.match(r"  ([一-鿿]\w*):", line)):
            skipping = words[1] not in rules
        if not skipping:
            kept.append(line)
    return re.sub(r"^words:.*\n(?!  \w)", "", "".join(kept), flags=re.MULTILINE)


_RULE = """
  - code: OWN{n:03}
    name: own-{n}
    title: 自己的第{n}条
    severity: warning
    for: indicator
    when: {when}
    require: value <= {n}(元)
    message: “{{name}}”是“{{text}}”，超过标准。
    en: {{title: Own rule {n}, message: "“{{name}}” is “{{text}}”, too much."}}
    examples:
      fail: ["数量指标 | 名称 | ≥3(次)", "数量指标 | 名称 | ≥4(次)"]
      pass: ["数量指标 | 名称 | ≥3(次)", "数量指标 | 名称 | ≥4(次)"]
"""

_ELSEWHERE = (
    'level2 = "生态环境成本指标" and name contains ["活动", "培训", "费{n}"]',
    'value is change and text contains "增长{n}"',
    'unit = "光年{n}" and name ends with ["数", "率"]',
    'level1 = "别的指标{n}" and number > {n}',
)
_STRANGERS = (
    'name contains ["奇观{n}", "异闻{n}"] and unit is known',
    'name ends with ["奇观{n}", "异闻{n}"] and number > {n}',
    'name starts with "奇观{n}" and value is comparison',
    'stem is one of ["奇观{n}", "异闻{n}"]',
    'name = "奇观{n}" or name contains "异闻{n}"',
)


def own(conditions: tuple[str, ...]) -> str:
    """A pack of rules of one's own, whose `when` are made after `conditions`."""
    rules = (_RULE.format(n=n, when=when.format(n=n)) for n, when in zip(range(RULES), cycle(conditions)))
    return "title: 自己的规则\nen: {title: Own rules}\nrules:" + "".join(rules)


def make(folder: Path) -> None:
    """Write all packs, and the forms that are judged by them."""
    (folder / "copies").mkdir(parents=True, exist_ok=True)
    for name, text in copies():
        (folder / "copies" / name).write_text(text, encoding="utf-8")
    for name, conditions in (("elsewhere", _ELSEWHERE), ("strangers", _STRANGERS)):
        (folder / f"{name}.yaml").write_text(own(conditions), encoding="utf-8")
    write(folder / "forms.txt", FORMS, SEED)


def reading(what: str, folder: Path) -> float:
    """Seconds to read a pack's YAML; the built-in rules that it stands beside are there already."""
    gc.disable()  # as the command does
    load_builtin()
    begin = time.process_time()
    if what == "builtin":
        read_builtin()
    else:
        load([folder / "copies"])
    return time.process_time() - begin


def judging(what: str, folder: Path) -> tuple[float, float]:
    """Seconds to judge the forms beside a pack, and by the built-in rules alone.

    By turns in one process, and of each the quickest of several times: whatever else runs on the machine only adds.
    """
    gc.disable()  # as the command does
    beside, alone = load([folder / f"{what}.yaml"]), load_builtin()
    forms = [item for item in read_forms(str(folder / "forms.txt")) if isinstance(item, Form)]
    times = [(_judged(beside, forms), _judged(alone, forms)) for _ in range(ROUNDS)]
    return min(one for one, _ in times), min(other for _, other in times)


def _judged(rules: RuleSet, forms: list[Form]) -> float:
    checker = Checker(rules, "forms.txt")
    begin = time.process_time()
    for form in forms:
        for _ in checker.form(form):
            pass
    return time.process_time() - begin


def main() -> None:
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "make":
        make(folder)
    elif what in ("builtin", "copies"):
        print(reading(what, folder))
    else:
        print(*judging(what, folder))


if __name__ == "__main__":
    main()
