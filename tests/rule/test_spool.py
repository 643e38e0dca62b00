"""Pieces kept out of memory, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.rule import spool
from pfglint.rule.spool import Spool, Tags

PIECES = st.lists(st.binary(max_size=300), max_size=60)


@given(PIECES, st.sampled_from([1, 64, 1 << 20]))
def test_a_piece_is_found_where_it_was_added(pieces: list[bytes], in_memory: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "IN_MEMORY", in_memory)
        kept = Spool()
        offsets = [kept.add(piece) for piece in pieces]
        assert [kept.get(offset) for offset in offsets if offset is not None] == pieces


def test_without_a_place_for_files_memory_serves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 8)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    kept = Spool()
    offsets = [kept.add(bytes([number]) * 20) for number in range(5)]
    assert [kept.get(offset)[:1] for offset in offsets if offset is not None] == [
        b"\0",
        b"\1",
        b"\2",
        b"\3",
        b"\4",
    ]


def test_what_cannot_be_named_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST", 10)
    kept = Spool()
    assert [kept.add(b"123456") for _ in range(3)] == [0, None, None]


@given(st.dictionaries(st.integers(0, 2**32 - 1) | st.integers(0, 40), st.integers(0, 2**32 - 2)))
def test_tags_give_what_a_dictionary_gives(content: dict[int, int]) -> None:
    tags = Tags()
    for key, offset in content.items():
        assert tags.get(key) is None
        tags.add(key, offset)
    assert all(tags.get(key) == offset for key, offset in content.items())
    assert all(tags.get(key) is None for key in range(60) if key not in content)
