"""Notes in PDF files: each culprit highlighted, its remarks in the highlight's note.

What there was stays byte for byte, and the notes are appended to it, as viewers do when they save.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BytesIO
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from pfglint.annotate.remark import AUTHOR, COLORS, Note, text
from pfglint.source.document import SourceError
from pfglint.source.limits import Limits, Meter
from pfglint.source.pdf import Turn, turn_of

_MAY_ANNOTATE = 1 << 5
"""The permission to add notes, among the bits of a protected file."""
_PRINTED = 4
_POPUP = (240.0, 140.0)
"""Points: how large a note opens."""
_ICON = 20.0
"""Points: the size of the icon of a note on a whole page or file, and how far it stands from the page's edges."""

_Box = tuple[float, float, float, float]


class _Spot(NamedTuple):
    """Where a note goes. page: from 0; box: left, bottom, right, top in the page's own coordinates.

    is_icon: whether the note is on the page or the file as a whole.
    """

    page: int
    box: _Box
    is_icon: bool


def write(data: bytes, notes: Sequence[Note], lang: str, limits: Limits) -> bytes:
    """`data` with the notes in it, in the place of those that an earlier run has left.

    Raises SourceError: ``protected`` where its owner allows no notes, ``structure``, and what its libraries raise.
    """
    meter = Meter(limits)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity that it copes with
    with closing(pdfium.PdfDocument(data)) as document:
        if not notes and not _count(document):
            return data
        spots = _spots(document, notes)
        for base in _bases(data, document):
            try:
                copy = _appended(base, spots, notes, lang)
            except (PyPdfError, NotImplementedError):
                continue
            meter.tick()
            with closing(pdfium.PdfDocument(copy)) as made:
                if (len(made), _count(made)) == (len(document), len(notes)):
                    return copy
    raise SourceError("structure", "PDF")


def _bases(data: bytes, document: Any) -> Iterator[bytes]:
    """What the notes can be appended to: the file, or else, where it is too odd for that, as pdfium writes it anew."""
    if raw.FPDF_GetSecurityHandlerRevision(document) < 0:
        yield data if data.endswith((b"\n", b"\r")) else data + b"\n"
    elif not raw.FPDF_GetDocPermissions(document) & _MAY_ANNOTATE:
        raise SourceError("protected", "PDF")
    anew = BytesIO()
    document.save(anew, flags=raw.FPDF_REMOVE_SECURITY)
    yield anew.getvalue()


def _spots(document: Any, notes: Sequence[Note]) -> list[_Spot]:
    """Where each of the notes goes."""
    found = []
    turns: dict[int, Turn] = {}
    icons = 0
    for note in notes:
        number, box = (note.place.page or 1, note.place.bbox) if note.place else (1, None)
        if number not in turns:
            page = document[number - 1]
            turns[number] = turn_of(page)
            page.close()
        is_icon = box is None
        if box is None:
            left, top = _ICON * (1 + 1.5 * icons), _ICON
            box = left, top, left + _ICON, top + _ICON
            icons += 1
        found.append(_Spot(number - 1, turns[number].back(box), is_icon))
    return found


def _count(document: Any) -> int:
    """How many notes of ours the pages have."""
    found = 0
    for number in range(len(document)):
        page = document[number]
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            author = ctypes.create_string_buffer(2 * len(AUTHOR) + 4)
            size = raw.FPDFAnnot_GetStringValue(
                annotation, b"T", ctypes.cast(author, ctypes.POINTER(raw.FPDF_WCHAR)), len(author)
            )
            found += author.raw[: max(size - 2, 0)] == AUTHOR.encode("utf-16-le")
            raw.FPDFPage_CloseAnnot(annotation)
        page.close()
    return found


# -- pypdf -------------------------------------------------------------------------------------------------------


def _appended(data: bytes, spots: Sequence[_Spot], notes: Sequence[Note], lang: str) -> bytes:
    """`data` with what has changed behind it. The same notes give the same bytes."""
    writer = PdfWriter(PdfReader(BytesIO(data)), incremental=True)
    for page in writer.pages:
        _take_away(page)
    for spot, note in zip(spots, notes, strict=True):
        page = writer.pages[spot.page]
        annotation = _annotation(writer, spot, note, lang)
        annotation[NameObject("/P")] = _reference(page)
        _annotations(page).append(_added(writer, annotation))
        popup = _dictionary(
            Type="/Annot", Subtype="/Popup", Rect=_beside(spot.box, page), Parent=_reference(annotation)
        )
        annotation[NameObject("/Popup")] = _added(writer, popup)
        _annotations(page).append(_reference(popup))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _take_away(page: PageObject) -> None:
    """Take the notes of an earlier run, and what opens them, off a page."""
    listed = _annotations(page) if "/Annots" in page else ArrayObject()
    ours = [_is_ours(item.get_object()) for item in listed]
    popups = [
        item.get_object().raw_get("/Popup")
        for item, is_ours in zip(listed, ours, strict=True)
        if is_ours and "/Popup" in item.get_object()
    ]
    for index in reversed(range(len(listed))):
        if ours[index] or listed[index] in popups:
            del listed[index]


def _is_ours(annotation: PdfObject | None) -> bool:
    return isinstance(annotation, DictionaryObject) and "/T" in annotation and str(annotation["/T"]) == AUTHOR


def _annotations(page: PageObject) -> ArrayObject:
    """The list of a page's annotations, made where it has none."""
    listed = page["/Annots"].get_object() if "/Annots" in page else None
    if not isinstance(listed, ArrayObject):
        listed = page[NameObject("/Annots")] = ArrayObject()
    return listed


def _annotation(writer: PdfWriter, spot: _Spot, note: Note, lang: str) -> DictionaryObject:
    """The highlight, or the icon, of a note."""
    color = [int(COLORS[note.severity][at : at + 2], 16) / 255 for at in (0, 2, 4)]
    made = _dictionary(
        Type="/Annot",
        Subtype="/Text" if spot.is_icon else "/Highlight",
        Rect=_numbers(spot.box),
        C=_numbers(color),
        F=NumberObject(_PRINTED),
        T=TextStringObject(AUTHOR),
        Contents=TextStringObject(text(note.remarks, lang)),
    )
    if spot.is_icon:
        made[NameObject("/Name")] = NameObject("/Note")
        return made
    left, bottom, right, top = spot.box
    made[NameObject("/QuadPoints")] = _numbers((left, top, right, top, left, bottom, right, bottom))
    made[NameObject("/AP")] = _dictionary(N=_added(writer, _tint(spot.box, color)))
    return made


def _tint(box: _Box, color: Sequence[float]) -> StreamObject:
    """How a highlight looks: a box that what is below shows through."""
    left, bottom, right, top = box
    tint = StreamObject()
    tint.update(
        _dictionary(
            Type="/XObject",
            Subtype="/Form",
            BBox=_numbers(box),
            Resources=_dictionary(ExtGState=_dictionary(G=_dictionary(BM="/Multiply"))),
        )
    )
    numbers = " ".join(f"{one:.3f}" for one in (*color, left, bottom, right - left, top - bottom))
    tint.set_data("/G gs {} {} {} rg {} {} {} {} re f".format(*numbers.split()).encode())
    return tint


def _beside(box: _Box, page: PageObject) -> ArrayObject:
    """Where a note opens: beside its box, and on the page."""
    width, height = _POPUP
    left = min(box[2] + 10, float(page.mediabox.right) - width)
    bottom = max(box[3] - height, float(page.mediabox.bottom))
    return _numbers((left, bottom, left + width, bottom + height))


def _added(writer: PdfWriter, item: PdfObject) -> IndirectObject:
    reference = writer._add_object(item)
    assert isinstance(reference, IndirectObject)
    return reference


def _reference(item: PdfObject) -> IndirectObject:
    assert item.indirect_reference is not None
    return item.indirect_reference


def _dictionary(**entries: PdfObject | str) -> DictionaryObject:
    """A dictionary; a text stands for a name."""
    return DictionaryObject(
        {
            NameObject("/" + key): NameObject(item) if type(item) is str else item
            for key, item in entries.items()
        }
    )


def _numbers(numbers: Sequence[float]) -> ArrayObject:
    return ArrayObject([FloatObject(f"{number:.3f}") for number in numbers])
