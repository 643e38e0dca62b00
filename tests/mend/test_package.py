"""Parts of an Office file are changed and added; every other byte of it stays."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree

from pfglint.mend.package import Package
from pfglint.mend.zipped import rewritten
from pfglint.source.document import SourceError
from pfglint.source.limits import Limits
from tests.source.test_docx import OFFICE, p, package, tbl, tr

FIXTURES = Path(__file__).parents[1] / "formats" / "libreoffice"
FILES = {
    "docx": (FIXTURES / "forms.docx").read_bytes(),
    "xlsx": (FIXTURES / "forms.xlsx").read_bytes(),
    "made": package(tbl(tr("甲", "乙")) + p("丙")),
}
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def raw(data: bytes) -> dict[str, tuple[bytes, object]]:
    """The members as they stand in the file, with what its directory says of them besides where they are."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        ends = [*sorted(one.header_offset for one in file.infolist())[1:], file.start_dir]
        starts = sorted(one.header_offset for one in file.infolist())
        behind = dict(zip(starts, ends, strict=True))
        return {
            one.filename: (
                data[one.header_offset : behind[one.header_offset]],
                (one.date_time, one.compress_type, one.external_attr, one.extra, one.comment, one.flag_bits),
            )
            for one in file.infolist()
        }


@pytest.mark.parametrize("name", FILES)
def test_nothing_changed_is_the_same_file(name: str) -> None:
    package = Package(FILES[name])
    package.part(package.main)
    assert package.written() == FILES[name]


@pytest.mark.parametrize("name", FILES)
def test_a_part_is_changed_and_the_others_keep_every_byte(name: str) -> None:
    package = Package(FILES[name])
    part = package.part(package.main)
    part.attribute(part.root, "made", "1")
    fresh = package.written()
    old, new = raw(FILES[name]), raw(fresh)
    assert list(old) == list(new)
    assert [one for one in old if old[one] != new[one]] == [package.main]
    assert Package(fresh).read(package.main) == part.written()
    with zipfile.ZipFile(io.BytesIO(fresh)) as file:
        assert file.testzip() is None
        before = zipfile.ZipFile(io.BytesIO(FILES[name])).getinfo(package.main)
        after = file.getinfo(package.main)
        assert (before.date_time, before.compress_type) == (after.date_time, after.compress_type)


def test_parts_are_added_with_their_types_and_relations() -> None:
    package = Package(FILES["made"])
    package.add("word/comments.xml", b"<a/>", COMMENTS)
    package.add("word/comments.xml", b"<b/>", COMMENTS)
    package.add_type("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    package.add_type("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    one = package.relate(package.main, f"{OFFICE}/comments", "word/comments.xml")
    two = package.relate(package.main, f"{OFFICE}/image", "media/a&b.png")
    made = Package(package.written())
    assert made.read("word/comments.xml") == b"<b/>"
    assert made.related(made.main) == {
        one: ("comments", "word/comments.xml"),
        two: ("image", "media/a&b.png"),
    }
    types = etree.fromstring(made.read("[Content_Types].xml"))
    assert [child.get("PartName") or child.get("Extension") for child in types] == [
        "vml",
        "/word/document.xml",
        "/word/comments.xml",
    ]


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_relations_that_are_there_stay(name: str) -> None:
    package = Package(FILES[name])
    before = package.related(package.main)
    fresh = {package.relate(package.main, f"{OFFICE}/x", f"{number}.xml") for number in range(3)}
    after = Package(package.written()).related(package.main)
    assert len(fresh) == 3
    assert {key: after[key] for key in before} == before
    assert fresh == after.keys() - before.keys()


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_libraries_open_what_was_written(name: str) -> None:
    package = Package(FILES[name])
    part = package.part(package.main)
    part.last(part.root, "<!-- -->")
    package.add("customXml/甲.xml", b"<a/>", "application/xml")
    fresh = io.BytesIO(package.written())
    if name == "docx":
        assert len(docx.Document(fresh).tables) == 3
    else:
        assert (
            openpyxl.load_workbook(fresh).sheetnames
            == openpyxl.load_workbook(FIXTURES / "forms.xlsx").sheetnames
        )


def test_a_name_that_is_free() -> None:
    package = Package(FILES["made"])
    assert package.fresh_name("word/comments{}.xml") == "word/comments1.xml"
    package.add("word/Comments1.xml", b"<a/>")
    assert package.fresh_name("word/comments{}.xml") == "word/comments2.xml"


def test_a_zip_of_any_kind_keeps_its_members() -> None:
    out = io.BytesIO()
    out.write(b"#!/bin/sh\n")
    with zipfile.ZipFile(out, "a") as file:
        file.comment = b"a comment"
        info = zipfile.ZipInfo("stored.txt", (2020, 2, 3, 4, 5, 6))
        info.comment, info.extra = b"c", b"\x99\x99\x02\x00ab"
        file.writestr(info, b"1" * 100)
        with file.open("large.txt", "w", force_zip64=True) as stream:
            stream.write(b"2" * 100)
        file.writestr("甲.txt", b"3" * 100, zipfile.ZIP_DEFLATED)
        file.writestr("last.txt", b"4", zipfile.ZIP_BZIP2)
    old = out.getvalue()
    for name in ("stored.txt", "large.txt", "甲.txt", "last.txt"):
        fresh = rewritten(old, {name: b"new", "more/乙.txt": b"5"})
        with zipfile.ZipFile(io.BytesIO(fresh)) as file:
            assert file.testzip() is None
            assert file.comment == b"a comment"
            assert file.read(name) == b"new"
            assert file.read("more/乙.txt") == b"5"
            assert fresh.startswith(b"#!/bin/sh\n")
        before, after = raw(old), raw(fresh)
        assert [one for one in before if before[one] != after[one]] == [name]
    assert raw(rewritten(old, {"stored.txt": b"new"}))["stored.txt"][1] == raw(old)["stored.txt"][1]


def test_places_in_the_zip_may_stand_in_an_extra_field() -> None:
    """As some writers of large workbooks always put them."""
    old = bytearray(FILES["made"])
    with zipfile.ZipFile(io.BytesIO(old)) as file:
        start, offset = file.start_dir, file.infolist()[0].header_offset
    name = struct.unpack_from("<H", old, start + 28)[0]
    struct.pack_into("<H", old, start + 30, 12)
    struct.pack_into("<L", old, start + 42, 0xFFFFFFFF)
    old[start + 46 + name : start + 46 + name] = struct.pack("<2HQ", 1, 8, offset)
    end = old.rindex(b"PK\5\6")
    struct.pack_into("<L", old, end + 12, struct.unpack_from("<L", old, end + 12)[0] + 12)
    package = Package(bytes(old))
    part = package.part(package.main)
    part.attribute(part.root, "made", "1")
    with zipfile.ZipFile(io.BytesIO(package.written())) as file:
        assert file.testzip() is None
        assert len(file.namelist()) == 3


def test_members_over_each_other_are_damage() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a", b"1" * 100)
        file.writestr("b", b"2" * 10)
        file.filelist[1].header_offset = 10
    with pytest.raises(SourceError) as caught:
        rewritten(out.getvalue(), {"b": b""})
    assert caught.value.kind == "damaged"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (package(p("甲" * 1_000_000)), "limit-size"),
        (package(p("&x;"), before='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "unsafe"),
    ],
)
def test_parts_that_would_do_harm(data: bytes, kind: str) -> None:
    harmful = Package(data, Limits(size=8))
    with pytest.raises(SourceError) as caught:
        harmful.part(harmful.main)
    assert caught.value.kind == kind
