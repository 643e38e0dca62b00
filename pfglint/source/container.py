"""Files that are a zip of XML parts (docx, xlsx, ods …), opened with distrust: nothing in them is believed or run."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import IO, Any, NamedTuple

from lxml import etree

from pfglint.source.document import SourceError
from pfglint.source.limits import Meter

Element = Any
"""An element of lxml's, which has no types of its own."""

_BLOCK = 1 << 16
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


class Container(NamedTuple):
    """An open container; its parts are named by their paths in the zip."""

    file: zipfile.ZipFile
    meter: Meter

    @property
    def parts(self) -> list[str]:
        """All names."""
        return self.file.namelist()

    def blocks(self, part: str, *, counted: bool = True) -> Iterator[bytes]:
        """The content of a part, unpacked block by block.

        counted: not where it has been counted before. Raises SourceError: ``encrypted``, ``limit-size``.
        """
        try:
            with self.file.open(part) as stream:
                while block := stream.read(_BLOCK):
                    if counted:
                        self.meter.take(len(block))
                    yield block
        except RuntimeError as error:  # what zipfile raises for a password that it was not given
            raise SourceError("encrypted", part) from error

    def whole(self, part: str) -> bytes:
        """The content of a part that a tree is made of."""
        content = bytearray()
        for block in self.blocks(part):
            content += block
            self.meter.hold(len(content))
        return bytes(content)

    def tree(self, part: str) -> Element:
        """The root element of a part. Raises SourceError as `events` does."""
        return tree_of(self.whole(part))

    def events(
        self,
        part: str,
        kinds: tuple[str, ...],
        tags: tuple[str, ...],
        up_to: int | None = None,
        *,
        kept: bool = False,
    ) -> Iterator[tuple[str, Element]]:
        """The beginnings and ends of some elements while a part is unpacked; see `forget`.

        kinds: of ``start`` and ``end``.
        up_to: the byte after which nothing is of interest, in a part that was read to its end before.
        kept:  whether nothing is forgotten, so that all of it has to be in memory.
        Raises SourceError: ``unsafe`` where the part defines entities, besides what `blocks` raises.
        """
        parser = etree.XMLPullParser(
            events=kinds,
            tag=tags,
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        seen, read = False, 0
        for block in self.blocks(part, counted=up_to is None):
            read += len(block)
            if kept:
                self.meter.hold(read)
            parser.feed(block)
            self.meter.tick()
            for kind, element in parser.read_events():
                if not seen:
                    _refuse_definitions(element)
                    seen = True
                yield kind, element
            if up_to is not None and read >= up_to:
                return
        parser.close()

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to, by id: the last word of the relation's type, and the name; ``""`` is the package."""
        name = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
        if name not in self.file.NameToInfo:
            return {}
        found = {}
        for item in self.tree(name).iter(f"{_RELATIONSHIPS}Relationship"):
            target = item.get("Target", "")
            if item.get("TargetMode") != "External":
                absolute = target.lstrip("/") if target.startswith("/") else join(dirname(part), target)
                found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], normpath(absolute))
        return found

    def main_part(self) -> str | None:
        """The part that an Office file begins with; None where it says of none, or of one that is not there."""
        for kind, part in self.related("").values():
            if kind == "officeDocument" and part in self.file.NameToInfo:
                return part
        return None


def open_container(stream: IO[bytes], meter: Meter) -> Container:
    """The container in `stream`. Raises zipfile.BadZipFile."""
    return Container(zipfile.ZipFile(stream), meter)


def tree_of(content: bytes) -> Element:
    """The root element of a part with this content. Raises SourceError ``unsafe``."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(content, parser)
    _refuse_definitions(root)
    return root


def forget(element: Element) -> None:
    """Let go of an element that has been read, and of all that stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _refuse_definitions(element: Element) -> None:
    """No format of these defines entities: a part that does is made to do harm."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise SourceError("unsafe", "DTD")
