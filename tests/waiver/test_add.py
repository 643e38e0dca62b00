"""One more waiver in a file: all else in it stays as it was."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.rule.pack import load_builtin
from pfglint.waiver import Waiver
from pfglint.waiver.add import HEAD, CannotAddError, added
from pfglint.waiver.read import waivers_of

RULES = [load_builtin()]
NEW = Waiver("percent-on-count", "甲", None, "乙", date(2026, 12, 31))
ENTRY = "- rule: percent-on-count\n  project: 甲\n  reason: 乙\n  until: 2026-12-31\n"
OLD = "- rule: PFG302\n  project: 丙  # 局里的\n  reason: |\n    第一行\n\n    第二行\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ENTRY),
        (HEAD, HEAD + ENTRY),
        ("---\n", "---\n" + ENTRY),
        (OLD, OLD + ENTRY),
        (OLD.rstrip("\n"), OLD + ENTRY),
        (f"# 头\n\n{OLD}\n# 尾\n", f"# 头\n\n{OLD}\n# 尾\n{ENTRY}"),
        ("\ufeff" + OLD, "\ufeff" + OLD + ENTRY),
        (OLD.replace("\n", "\r\n"), (OLD + ENTRY).replace("\n", "\r\n")),
        ("[]\n", ENTRY),
        (
            "  - {rule: PFG302, project: 丙, reason: 丁}\n",
            "  - {rule: PFG302, project: 丙, reason: 丁}\n"
            + "".join(f"  {line}\n" for line in ENTRY.splitlines()),
        ),
        (
            "[{rule: PFG302, project: 丙, reason: 丁}]  # 尾\n",
            '[{rule: PFG302, project: 丙, reason: 丁}, {rule: "percent-on-count", project: "甲", reason: "乙", '
            'until: "2026-12-31"}]  # 尾\n',
        ),
    ],
)
def test_it_stands_at_the_end_in_the_way_of_the_others(before: str, after: str) -> None:
    text, waivers = added(before, NEW, "豁免.yaml", RULES)
    assert text == after
    assert waivers.waivers[-1][:5] == NEW[:5]
    assert len(waivers.waivers) == len(waivers_of(before, "豁免.yaml", RULES).waivers) + 1


@pytest.mark.parametrize("before", [OLD + "...\n", OLD + "---\n- 另一篇\n"])
def test_where_there_is_no_sure_place_it_is_given_to_be_put_there_by_hand(before: str) -> None:
    try:
        text, _ = added(before, NEW, "豁免.yaml", RULES)
    except CannotAddError as error:
        assert error.entry == ENTRY.rstrip("\n")
    except Exception as error:  # the second document is a mistake of the file's own
        assert "豁免.yaml" in str(error)
    else:
        assert len(waivers_of(text, "豁免.yaml", RULES).waivers) == 2


texts = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
words = st.sampled_from(
    ["2025", "2025-01-01", "null", "yes", "- 甲", "甲: 乙", "# 甲", "'", '"', "甲\n乙", "&a", "{甲}", "≥90%"]
)


@given(texts | words, st.none() | texts | words, texts | words)
def test_whatever_is_to_be_said_is_read_again(project: str, indicator: str | None, reason: str) -> None:
    waiver = Waiver("percent-on-count", project, indicator, reason)
    try:
        text, _ = added(OLD, waiver, "豁免.yaml", RULES)
    except CannotAddError:
        # Only characters that YAML cannot have, or that it would take for line ends.
        assert not (project + (indicator or "") + reason).isprintable()
        return
    assert text.startswith(OLD)
    assert waivers_of(text, "豁免.yaml", RULES).waivers[-1][:5] == waiver[:5]
