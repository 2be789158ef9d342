"""Make the pages of a PDF ready to be read: upright, with their corners in order, with form fields and typed
annotations as part of the page.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from grantsdata.importers.documents.found import one_line
from grantsdata.importers.documents.pdf.letters.painted import Box

_NOT_DRAWN = {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP}
_NO_COMMENT = {*_NOT_DRAWN, pdfium.FPDF_ANNOT_WIDGET}
_NOT_SHOWN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """A PDF, open in pypdfium2."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        yield pdf
    finally:
        pdf.close()


def annotated(page: Any, place: Callable[[float, float], str]) -> Iterator[str]:
    """A note on each annotation that says something, strikes a text out or is to black it out. `place` says where a
    place of the page is."""
    text = page.get_textpage()
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        kind, box = pdfium.FPDFAnnot_GetSubtype(annotation), pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(annotation, box)
        where = place(box.left, box.top)
        says = _contents(annotation)
        is_hidden = pdfium.FPDFAnnot_GetFlags(annotation) & _NOT_SHOWN
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in _NO_COMMENT or is_hidden:
            continue
        if kind == pdfium.FPDF_ANNOT_STRIKEOUT:
            struck = one_line(text.get_text_bounded(box.left, box.bottom, box.right, box.top))
            yield f"{where}: an annotation strikes out “{struck}”; compare it with the page"
        if kind == pdfium.FPDF_ANNOT_REDACT:
            yield f"{where}: a text is marked to be blacked out, and can still be seen"
        if says:
            yield f"{where}: an annotation says: “{says}”"
    text.close()


def _contents(annotation: Any) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    held = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", held, size)
    return one_line(bytes(held)[: max(0, size - 2)].decode("utf-16-le", "replace"))


def is_ready(page: Any) -> bool:
    """Whether nothing that `prepared` does is needed for a page."""
    return not _is_reversed(page) and _turn(page) is None and not _has_drawn_annotations(page)


def prepared(content: bytes) -> bytes:
    """The PDF with form fields and typed annotations as part of the page, with each page turned so that most of its
    text is upright, and with the corners of each page in order."""
    with opened(content) as pdf:
        if pdf.get_formtype():
            pdf.init_forms()
        for page in pdf:
            if _is_reversed(page):
                page.set_mediabox(*_ordered(page.get_mediabox()))
                page.set_cropbox(*_ordered(page.get_cropbox()))
            if (turn := _turn(page)) is not None:
                page.set_rotation(turn)
            if _has_drawn_annotations(page):
                pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            page.close()
        changed = BytesIO()
        pdf.save(changed)
    return changed.getvalue()


def _is_reversed(page: Any) -> bool:
    return any(_ordered(box) != tuple(box) for box in (page.get_mediabox(), page.get_cropbox()))


def _ordered(box: Box) -> Box:
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def _has_drawn_annotations(page: Any) -> bool:
    """Whether a page has form fields or annotations that are drawn; links are not."""
    kinds = set()
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        kinds.add(pdfium.FPDFAnnot_GetSubtype(annotation))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return bool(kinds - _NOT_DRAWN)


def _turn(page: Any) -> int | None:
    """How far the page has to be turned, in degrees, for most of its letters to be upright; None if they are."""
    text = page.get_textpage()
    angles = [pdfium.FPDFText_GetCharAngle(text, number) for number in range(text.count_chars())]
    text.close()
    turns = Counter(-round(math.degrees(angle) / 90) * 90 % 360 for angle in angles)
    turn = max(turns, key=lambda turn: turns[turn], default=0)
    return turn if turns[turn] * 2 > len(angles) and turn != page.get_rotation() else None
