"""A page is made upright, with its corners in order and its annotations as part of it; a plain one needs nothing."""

from pathlib import Path

import pytest
from support.papers import drawn_pdf, write_at

from grantsdata.importers.documents.pdf.prepared import annotated, is_ready, opened, prepared

SIDEWAYS = "BT /F 10 Tf 0 1 -1 0 300 300 Tm (Beside the table) Tj ET"
TYPED = "/Annots [<< /Type /Annot /Subtype /FreeText /Rect [50 50 150 80] /DA (/F 10 Tf) /Contents (Van) >>]"
LINK = "/Annots [<< /Type /Annot /Subtype /Link /Rect [50 50 150 80] >>]"


def content(tmp_path: Path, commands: list[str], box: str = "/MediaBox [0 0 600 600]", more: str = "") -> bytes:
    drawn = drawn_pdf([commands], tmp_path / "drawn.pdf").read_bytes()
    return drawn.replace(b"/MediaBox [0 0 600 600]", f"{box} {more}".encode())


def is_ready_page(found: bytes) -> bool:
    with opened(found) as pdf:
        return is_ready(pdf[0])


@pytest.mark.parametrize("more", ["", LINK])
def test_a_plain_page_needs_nothing(tmp_path: Path, more: str) -> None:
    assert is_ready_page(content(tmp_path, [write_at(50, 100, "Hub")], more=more))
    assert is_ready_page(content(tmp_path, []))


def test_a_page_whose_text_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    found = content(tmp_path, [SIDEWAYS, write_at(50, 100, "Hub")])
    assert not is_ready_page(found)
    with opened(prepared(found)) as pdf:
        assert pdf[0].get_rotation() == 90
        assert is_ready(pdf[0])


def test_a_page_with_some_text_on_its_side_is_left_as_it_is(tmp_path: Path) -> None:
    assert is_ready_page(content(tmp_path, [SIDEWAYS, write_at(50, 100, "The awards of this year to all bodies")]))


def test_corners_are_put_in_order(tmp_path: Path) -> None:
    found = content(tmp_path, [write_at(50, 100, "Hub")], "/MediaBox [600 600 0 0]")
    assert not is_ready_page(found)
    with opened(prepared(found)) as pdf:
        assert (pdf[0].get_mediabox(), pdf[0].get_cropbox()) == ((0, 0, 600, 600), (0, 0, 600, 600))


def test_a_typed_annotation_becomes_part_of_the_page(tmp_path: Path) -> None:
    found = content(tmp_path, [write_at(50, 100, "Hub")], more=TYPED)
    assert not is_ready_page(found)
    assert is_ready_page(prepared(found))


def noted(tmp_path: Path, annotation: str) -> list[str]:
    more = f"/Annots [<< /Type /Annot /Rect [50 495 75 510] {annotation} >>]"
    with opened(content(tmp_path, [write_at(50, 100, "£500")], more=more)) as pdf:
        return list(annotated(pdf[0], lambda x, y: f"at {x:.0f}, {y:.0f}"))


@pytest.mark.parametrize(
    ("annotation", "notes"),
    [
        ("/Subtype /Text /Contents (Now £600)", ["at 50, 510: an annotation says: “Now £600”"]),
        ("/Subtype /FreeText /Contents (Van)", ["at 50, 510: an annotation says: “Van”"]),
        ("/Subtype /StrikeOut", ["at 50, 510: an annotation strikes out “£500”; compare it with the page"]),
        ("/Subtype /Highlight", []),
        ("/Subtype /Highlight /Contents (Why?)", ["at 50, 510: an annotation says: “Why?”"]),
        ("/Subtype /Redact", ["at 50, 510: a text is marked to be blacked out, and can still be seen"]),
        ("/Subtype /Text /F 2 /Contents (Van)", []),
        ("/Subtype /Link /Contents (Van)", []),
    ],
)
def test_what_annotations_say_is_noted(tmp_path: Path, annotation: str, notes: list[str]) -> None:
    assert noted(tmp_path, annotation.replace("£", "\\243")) == notes


def test_what_is_typed_into_a_form_becomes_part_of_the_page(tmp_path: Path) -> None:
    """The file holds the value of the field, and not how it is drawn."""
    field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (500) /DA (/F 10 Tf 0 g) /Rect [50 50 150 80] >>"
    form = b"/AcroForm << /Fields [] /DR << /Font << /F 3 0 R >> >> >>"
    found = content(tmp_path, [write_at(50, 100, "Hub")], more=f"/Annots [{field}]")
    with opened(prepared(found.replace(b"/Type /Catalog", b"/Type /Catalog " + form))) as pdf:
        assert pdf[0].get_textpage().get_text_range().split() == ["Hub", "500"]
