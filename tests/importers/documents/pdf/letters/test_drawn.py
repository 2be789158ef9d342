"""What a drawn page does not show is not read; what it shows is, however the file holds it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.papers import drawn_pdf, grid, write_at

from grantsdata.importers.documents.found import Document
from grantsdata.importers.documents.pdf.letters.drawn import DrawnPage
from grantsdata.importers.documents.pdf.prepared import opened
from grantsdata.importers.documents.reading import read_document

XS, YS = [50, 230, 400, 550], [100, 130, 160, 190]
HEADER = [write_at(55, 120, "Service"), write_at(235, 120, "Provider"), write_at(405, 120, "Award")]
ROW = [write_at(55, 150, "Boat"), write_at(235, 150, "Ouse Club"), write_at(405, 150, "£9,250")]
NEXT = [write_at(55, 180, "Bell"), write_at(235, 180, "Jane Fenn"), write_at(405, 180, "£1,375")]
TABLE = [*grid(XS, YS), *HEADER, *ROW, *NEXT]
CELLS = [["Service", "Provider", "Award"], ["Boat", "Ouse Club", "£9,250"], ["Bell", "Jane Fenn", "£1,375"]]


def read(tmp_path: Path, commands: Sequence[str], *changes: tuple[str, str]) -> Document:
    """A drawn page with these commands, after changes to the text of the file."""
    path = drawn_pdf([commands], tmp_path / "drawn.pdf")
    content = path.read_bytes()
    for old, new in changes:
        assert content.count(old.encode()) == 1, old
        content = content.replace(old.encode(), new.encode())
    path.write_bytes(content)
    return read_document(path)


def cells(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row] for row in table.rows]


def test_the_letters_of_a_ligature_are_all_seen(tmp_path: Path) -> None:
    to_unicode = "1 beginbfchar <51> <006600660069> endbfchar"
    content = f"/CMapName /C def 1 begincodespacerange <00> <FF> endcodespacerange {to_unicode}"
    stream = f"6 0 obj\n<< /Length {len(content)} >>\nstream\n{content}\nendstream\nendobj\n"
    office = [write_at(55, 120, "OQce"), write_at(405, 120, "£9,250")]
    font = ("/Encoding /WinAnsiEncoding", "/Encoding /WinAnsiEncoding /ToUnicode 6 0 R")
    document = read(tmp_path, office, font, ("xref\n0 6\n", f"{stream}xref\n0 6\n"))
    assert document.paragraphs == ("Office £9,250",)
    assert document.unaccounted == ()


def filled(colour: str, x: float, y: float, width: float, height: float) -> str:
    """The command that fills a box; y is from the top of the page to the foot of the box."""
    return f"{colour} {x} {600 - y} {width} {height} re f"


def said(document: Document) -> str:
    return " ".join([*document.notes, *document.paragraphs, *map(str, document.unaccounted)])


@pytest.mark.parametrize("colour", ["0 g", "0.2 0.1 0.1 rg", "0 0 0 1 k"])
def test_a_name_below_a_dark_box_is_nowhere_and_it_is_said_that_there_is_one(tmp_path: Path, colour: str) -> None:
    document = read(tmp_path, [*TABLE, filled(colour, 231, 189, 168, 28)])
    assert cells(document) == [*CELLS[:2], ["Bell", "", "£1,375"]]
    assert document.notes == (
        "page 1, 8 cm from the left and 6 cm from the top: text below a dark box is left out, and is not repeated "
        "here: it may have been blacked out",
    )
    assert "Fenn" not in said(document)
    assert document.unaccounted == ()


def test_a_box_that_only_crosses_a_text_hides_nothing(tmp_path: Path) -> None:
    assert cells(read(tmp_path, [*TABLE, filled("0 g", 235, 177, 60, 1)])) == CELLS


def test_a_box_that_lets_the_text_be_seen_hides_nothing(tmp_path: Path) -> None:
    marked = ["q /G gs", filled("1 1 0 rg", 231, 189, 168, 28), "Q"]
    resources = ("/Font << /F 3 0 R >>", "/Font << /F 3 0 R >> /ExtGState << /G << /BM /Multiply >> >>")
    assert cells(read(tmp_path, [*TABLE, *marked], resources)) == CELLS


def test_a_box_that_is_clipped_away_hides_nothing(tmp_path: Path) -> None:
    clipped = ["q 50 300 10 10 re W n", filled("1 g", 0, 600, 600, 600), "Q"]
    assert cells(read(tmp_path, [*TABLE, *clipped])) == CELLS


def test_an_amount_that_is_whited_out_and_typed_anew_is_the_new_one(tmp_path: Path) -> None:
    document = read(tmp_path, [*TABLE, filled("1 g", 401, 189, 148, 28), write_at(405, 180, "£4,375")])
    assert cells(document) == [*CELLS[:2], ["Bell", "Jane Fenn", "£4,375"]]
    assert document.notes == (
        "page 1, 14 cm from the left and 6 cm from the top: text below a white box is left out: “£1,375”",
    )


@pytest.mark.parametrize(
    "unseen",
    [
        "1 g",  # white
        "3 Tr 0 g",  # not drawn, as the layer that text recognition writes
    ],
)
def test_text_without_a_visible_colour_is_no_cell(tmp_path: Path, unseen: str) -> None:
    document = read(tmp_path, [*TABLE, write_at(300, 150, "£77", colour=unseen), "0 Tr"])
    assert cells(document) == CELLS
    assert "text in no visible colour is left out: “£77”" in document.notes[0]
    assert document.unaccounted == ()


def test_white_text_on_a_picture_of_colours_is_read(tmp_path: Path) -> None:
    shading = "/Shading << /S << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 600 0] /Function << "
    shading += "/FunctionType 2 /Domain [0 1] /N 1 /C0 [0] /C1 [0.4] >> >> >>"
    header = [command.replace("0 g", "1 g") for command in HEADER]
    commands = ["q 50 470 500 30 re W n /S sh Q", *grid(XS, YS), *header, *ROW, *NEXT]
    assert cells(read(tmp_path, commands, ("/Font << /F 3 0 R >>", f"/Font << /F 3 0 R >> {shading}"))) == CELLS


def test_text_beyond_the_edge_of_the_page_is_no_cell(tmp_path: Path) -> None:
    edge = ("/MediaBox [0 0 600 600]", "/MediaBox [0 0 600 600] /CropBox [0 420 600 600]")
    document = read(tmp_path, TABLE, edge)
    assert "£1,375" not in [cell for row in cells(document) for cell in row]
    assert "text beyond the page's edge is left out" in document.notes[0]


def test_a_layer_that_is_switched_off_is_no_cell(tmp_path: Path) -> None:
    layer = "<< /Type /OCG /Name (Draft) >>"
    properties = ("/Font << /F 3 0 R >>", "/Font << /F 3 0 R >> /Properties << /L 6 0 R >>")
    catalog = (
        "/Type /Catalog /Pages 2 0 R",
        "/Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>",
    )
    added = ("\nxref\n0 6", f"\n6 0 obj\n{layer}\nendobj\nxref\n0 6")
    commands = [*TABLE, "/OC /L BDC", write_at(500, 180, "£555"), "EMC"]
    document = read(tmp_path, commands, properties, catalog, added)
    assert cells(document) == CELLS
    assert document.unaccounted == ()


@pytest.mark.parametrize("tint", ["0.9", "1"])
def test_black_that_is_named_as_a_spot_colour_is_ink(tmp_path: Path, tint: str) -> None:
    space = "/ColorSpace << /Spot [/Separation /Black /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 "
    space += "/C0 [0 0 0 0] /C1 [0 0 0 1] >>] >>"
    commands = [command.replace("0 g", f"/Spot cs {tint} scn") for command in TABLE]
    assert cells(read(tmp_path, commands, ("/Font << /F 3 0 R >>", f"/Font << /F 3 0 R >> {space}"))) == CELLS


@pytest.mark.parametrize("matrix", ["0 1 -1 0 600 0", "0 -1 1 0 0 600", "-1 0 0 -1 600 600"])
def test_a_table_that_is_set_sideways_or_upside_down_is_read(tmp_path: Path, matrix: str) -> None:
    document = read(tmp_path, [f"{matrix} cm", *TABLE])
    assert cells(document) == CELLS
    assert document.unaccounted == ()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_that_is_turned_is_read(tmp_path: Path, turned: int) -> None:
    page = ("/MediaBox [0 0 600 600]", f"/MediaBox [0 0 600 600] /Rotate {turned}")
    document = read(tmp_path, [*TABLE, filled("0 g", 231, 189, 168, 28)], page)
    assert cells(document) == [*CELLS[:2], ["Bell", "", "£1,375"]]


@pytest.mark.parametrize("box", ["600 600 0 0", "0 600 600 0", "-20 -30 620 640"])
def test_the_corners_of_a_page_may_be_in_any_order_and_anywhere(tmp_path: Path, box: str) -> None:
    document = read(tmp_path, [*TABLE, filled("0 g", 231, 189, 168, 28)], ("[0 0 600 600]", f"[{box}]"))
    assert cells(document) == [*CELLS[:2], ["Bell", "", "£1,375"]]
    assert document.unaccounted == ()


def annotation(kind: str, x: float, y: float, text: str) -> str:
    """A field or a note with its own drawing, object 7, at a place of the page."""
    drawing = f"BT /F 10 Tf 0 g 4 6 Td ({text}) Tj ET"
    return (
        f"\n6 0 obj\n<< /Type /Annot /Subtype {kind} /Rect [{x} {600 - y} {x + 100} {600 - y + 20}] /F 4 "
        f"/AP << /N 7 0 R >> >>\nendobj\n7 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 100 20] "
        f"/Resources << /Font << /F 3 0 R >> >> /Length {len(drawing)} >>\nstream\n{drawing}\nendstream\nendobj"
    )


@pytest.mark.parametrize(
    "kind", ["/Widget /FT /Tx /T (award) /V (800) /DA (/F 10 Tf)", "/FreeText /DA (/F 10 Tf)", "/Stamp"]
)
def test_a_form_field_and_a_typed_annotation_are_part_of_the_page(tmp_path: Path, kind: str) -> None:
    page = ("/MediaBox", "/Annots [6 0 R] /MediaBox")
    added = ("\nxref\n0 6", annotation(kind, 402, 187, "800") + "\nxref\n0 6")
    document = read(tmp_path, [*grid(XS, YS), *HEADER, *ROW, *NEXT[:2]], page, added)
    assert cells(document) == [*CELLS[:2], ["Bell", "Jane Fenn", "800"]]
    assert document.unaccounted == ()


def test_white_letters_with_a_dark_outline_are_read(tmp_path: Path) -> None:
    outlined = ["2 Tr 0 G", write_at(405, 150, "£9,250", colour="1 g"), "0 Tr"]
    assert cells(read(tmp_path, [*grid(XS, YS), *HEADER, *ROW[:2], *outlined, *NEXT])) == CELLS


def test_spaces_alone_are_no_text(tmp_path: Path) -> None:
    path = drawn_pdf([[write_at(50, 100, "Hub"), write_at(50, 300, "   ")]], tmp_path / "drawn.pdf")
    with opened(path.read_bytes()) as pdf:
        assert [one.text for one in DrawnPage(pdf[0], 1).shown] == ["Hub"]


def test_letters_without_a_width_that_are_not_seen_are_not_told(tmp_path: Path) -> None:
    unicode = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <200B> endbfchar"
    cmap = f"/CMapName /A def /CMapType 2 def begincmap {unicode} endcmap"
    lines = [write_at(50, 100, "Hub"), write_at(50, 400, "AAA", colour="1 g")]
    drawn = drawn_pdf([lines], tmp_path / "drawn.pdf").read_bytes()
    drawn = drawn.replace(b"/WinAnsiEncoding", b"/WinAnsiEncoding /ToUnicode 6 0 R")
    object_6 = f"6 0 obj\n<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream\nendobj\n"
    with opened(drawn.replace(b"xref\n0 6", f"{object_6}xref\n0 6".encode(), 1)) as pdf:
        page = DrawnPage(pdf[0], 1)
        assert ([one.text for one in page.shown], list(page.notes)) == (["Hub"], [])
