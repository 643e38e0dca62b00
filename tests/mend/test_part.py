"""XML is edited where it is asked for; every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pfglint.mend.part import Part
from pfglint.source.document import SourceError

W = "urn:w"
XML = (
    "\ufeff<?xml version='1.0'  encoding=\"UTF-8\"?>\r\n<!-- 说明 --><w:a xmlns:w='urn:w' xmlns:x=\"urn:x\" q='1>2 \"w:b=0\"'>\r\n"
    '<w:t  w:b="it\'s" x:b="2" >甲 &amp; 乙</w:t><w:e/><w:e  /><?pi x?><w:t><![CDATA[<丙>]]></w:t >\n</w:a>'
).encode()


def at(part: Part, number: int) -> etree._Element:
    return part.root[number]


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (lambda one: one.text(at(one, 0), "<丁>"), "甲 &amp; 乙", "&lt;丁&gt;"),
        (lambda one: one.text(at(one, 1), "丁"), "<w:e/>", "<w:e>丁</w:e>"),
        (lambda one: one.text(at(one, 2), "丁"), "<w:e  />", "<w:e>丁</w:e>"),
        (lambda one: one.text(at(one, 3), ""), "<![CDATA[<丙>]]>", ""),
        (lambda one: one.text(at(one, 1), " 丁"), "<w:e/>", '<w:e xml:space="preserve"> 丁</w:e>'),
        (lambda one: one.attribute(at(one, 0), "{urn:x}b", '"\n<'), 'x:b="2"', 'x:b="&quot;&#10;&lt;"'),
        (lambda one: one.attribute(at(one, 0), "{urn:x}b", None), ' x:b="2"', ""),
        (lambda one: one.attribute(at(one, 1), "n", "1"), "<w:e/>", '<w:e n="1"/>'),
        (lambda one: one.attribute(one.root, "{urn:w}b", "1"), "0\"'>", "0\"' w:b=\"1\">"),
        (lambda one: one.before(at(one, 1), "<w:n/>"), "<w:e/>", "<w:n/><w:e/>"),
        (lambda one: one.after(at(one, 3), "<w:n/>"), "</w:t >", "</w:t ><w:n/>"),
        (lambda one: one.first(at(one, 0), "<w:n/>"), "甲", "<w:n/>甲"),
        (lambda one: one.last(one.root, "<w:n/>"), "\n</w:a>", "\n<w:n/></w:a>"),
        (lambda one: one.last(at(one, 2), "<w:n/>"), "<w:e  />", "<w:e><w:n/></w:e>"),
        (lambda one: one.replace(at(one, 0), "<w:n/>"), '<w:t  w:b="it\'s" x:b="2" >甲 &amp; 乙</w:t>', "<w:n/>"),
        (lambda one: one.replace(at(one, 1), ""), "<w:e/>", ""),
    ],
)  # fmt: skip
def test_an_edit_changes_its_bytes_only(edit: object, old: str, new: str) -> None:
    part = Part(XML)
    assert callable(edit)
    edit(part)
    assert part.written().decode() == XML.decode().replace(old, new, 1)
    etree.fromstring(part.written())


def test_edits_of_one_part_come_together_in_their_order() -> None:
    part = Part(XML)
    text, empty = at(part, 0), at(part, 1)
    part.before(empty, "<w:one/>")
    part.after(text, "<w:two/>")
    part.text(text, "丁")
    part.attribute(text, "{urn:w}b", "1")
    part.attribute(text, "{urn:w}b", "2")
    part.last(empty, "<w:four/>")
    part.first(empty, "<w:three/>")
    part.last(empty, "<w:five/>")
    assert (
        '<w:t  w:b="2" x:b="2" >丁</w:t><w:two/><w:one/><w:e><w:three/><w:four/><w:five/></w:e>'
        in part.written().decode()
    )


def test_without_edits_it_is_the_same() -> None:
    assert Part(XML).written() is XML


def test_an_edit_inside_of_what_another_replaces_is_told() -> None:
    part = Part(XML)
    part.replace(part.root, "<w:n/>")
    part.text(at(part, 0), "丁")
    with pytest.raises(ValueError, match="inside"):
        part.written()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("<a/>".encode("utf-16"), "encoding"),
        (b'<?xml version="1.0" encoding="GBK"?><a/>', "encoding"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "unsafe"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "unsafe"),
    ],
)
def test_what_is_not_to_be_edited(data: bytes, kind: str) -> None:
    with pytest.raises(SourceError) as caught:
        Part(data).written()
    assert caught.value.kind == kind


def test_a_part_of_too_many_tags_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(SourceError) as caught:
        Part(b"<a>" + b"<b/>" * 2_000_000 + b"</a>")
    assert caught.value.kind == "limit-size"


NAMES = st.sampled_from(["w:t", "w:r", "w:p"])
TEXT = st.text("甲乙<>&\"'\r\n ]", max_size=6)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(NAMES)
    quote = draw(st.sampled_from("\"'"))
    value = (
        draw(TEXT).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("'", "&apos;")
    )
    head = f"{name}{draw(st.sampled_from(['', ' ', chr(10)]))}" + draw(
        st.sampled_from(["", f" w:v={quote}{value}{quote}", f" v = {quote}{value}{quote}"])
    )
    inner = draw(
        st.lists(st.sampled_from(["<!-- <w:t> -->", "<![CDATA[</w:t>]]>", "甲&#10;乙", "<?pi?>"]), max_size=2)
    )
    children = draw(st.lists(elements(depth - 1), max_size=3)) if depth else []
    if not inner and not children and draw(st.booleans()):
        return f"<{head}/>"
    return f"<{head}>{''.join([*inner, *children])}</{name}>"


def ends_blank(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


@given(xml=elements(), which=st.integers(0, 100), text=TEXT)
def test_whatever_the_xml_only_the_element_is_changed(xml: str, which: int, text: str) -> None:
    data = f"<w:x xmlns:w='urn:w'>{xml}</w:x>"
    part = Part(data.encode())
    every = list(part.root.iter("*"))
    chosen = which % len(every)
    part.text(every[chosen], text)
    fresh = part.written()
    made = list(etree.fromstring(fresh).iter("*"))[chosen]
    assert (made.text or "", len(made)) == (text, 0)
    wanted = etree.fromstring(data.encode(), etree.XMLParser(remove_comments=True, remove_pis=True))
    was = list(wanted.iter("*"))[chosen]
    tail, old = was.tail, ends_blank(was.text or "")
    attributes = dict(was.attrib)
    was.clear()
    was.tail, was.text = tail, text
    was.attrib.update(attributes)
    if any(new and not before for new, before in zip(ends_blank(text), old, strict=True)):
        was.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    clean = etree.fromstring(fresh, etree.XMLParser(remove_comments=True, remove_pis=True))
    assert etree.tostring(clean, method="c14n") == etree.tostring(wanted, method="c14n")
