"""PDFs made by LibreOffice and by Chromium give back the cells that were put into them; what was guessed is told."""

import zlib
from pathlib import Path

import docx
import pypdf
import pytest
from docx.shared import Cm
from PIL import Image
from support.papers import (
    docx_of,
    drawn_pdf,
    grid,
    html_of,
    pdf_by_chromium,
    pdfs_by_libreoffice,
    raw_rows,
    rule,
    signs_of,
    write_at,
)

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import Cell, Document, FoundTable
from grantsdata.importers.documents.pdf import read as reader
from grantsdata.importers.documents.reading import read_document

VICTIMS, CRIME = raw_rows("victims-services.csv"), raw_rows("crime-and-disorder-reduction.csv")
HEADINGS = ["Victims' services", "Appendix 1"]
FLAT = [row[1:] for row in VICTIMS]  # without its merged cells

TOP = "table { border-collapse: collapse } td, th { padding: 6px 12px; text-align: left; vertical-align: top }"


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """A wide paper with a running head and foot, and one so narrow that words are broken; one start for both."""
    folder = tmp_path_factory.mktemp("libreoffice")
    wide = docx_of([VICTIMS, CRIME], folder / "wide.docx", HEADINGS)
    paper = docx.Document(str(wide))
    paper.sections[0].header.paragraphs[0].text = "Business Coordination Board, 11 May 2017"
    paper.sections[0].footer.paragraphs[0].text = "Agenda item 5"
    paper.sections[0].bottom_margin = Cm(3.2)  # so that no row of a merged cell stands alone on a sheet
    paper.save(str(wide))
    narrow = docx_of([VICTIMS], folder / "narrow.docx", HEADINGS, is_wide=False)
    return {path.stem: read_document(path) for path in pdfs_by_libreoffice([wide, narrow], folder)}


@pytest.fixture(scope="module")
def by_chromium(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("chromium") / "paper.pdf"
    return read_document(pdf_by_chromium(html_of([VICTIMS, CRIME], HEADINGS), path))


@pytest.fixture(scope="module")
def unruled(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("unruled") / "paper.pdf"
    return read_document(pdf_by_chromium(html_of([FLAT, CRIME], HEADINGS, TOP), path))


def drawn(tmp_path: Path, *pages: list[str]) -> Document:
    return read_document(drawn_pdf(pages, tmp_path / "drawn.pdf"))


def texts(table: FoundTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def notes(table: FoundTable) -> list[str]:
    return [note for row in table.rows for cell in row for note in cell.notes]


def test_each_cell_that_libreoffice_printed_is_the_raw_one(by_libreoffice: dict[str, Document]) -> None:
    paper = by_libreoffice["wide"]
    assert [signs_of(table) for table in paper.tables] == [VICTIMS, CRIME]
    assert [len(table.rows) for table in paper.tables] == [1 + 10, 1 + 25]


def test_the_long_table_goes_over_pages_and_its_header_is_taken_once(by_libreoffice: dict[str, Document]) -> None:
    paper = by_libreoffice["wide"]
    assert [table.heading for table in paper.tables] == HEADINGS
    long = paper.tables[1]
    assert "pages" in long.place
    assert long.notes[0].startswith("goes over pages ")
    assert any(note.startswith("the header printed again on page ") for note in long.notes)
    assert "taken to go on from the page before; check" in notes(long)


def test_running_heads_are_no_rows_and_are_told(by_libreoffice: dict[str, Document]) -> None:
    paper = by_libreoffice["wide"]
    assert paper.notes == (
        'left out as the head or foot of pages: "Business Coordination Board, 11 May 2017"',
        'left out as the head or foot of pages: "Agenda item 5"',
    )
    assert paper.paragraphs == tuple(HEADINGS)


def test_words_that_narrow_columns_break_are_put_together_and_told(by_libreoffice: dict[str, Document]) -> None:
    (table,) = by_libreoffice["narrow"].tables
    assert signs_of(table) == VICTIMS
    assert 'joined by guess within a word: "Cambridgeshire"' in notes(table)


@pytest.mark.proof
def test_each_cell_that_chromium_printed_is_the_raw_one(by_chromium: Document) -> None:
    assert [signs_of(table) for table in by_chromium.tables] == [VICTIMS, CRIME]
    assert [len(table.rows) for table in by_chromium.tables] == [1 + 10, 1 + 25]
    assert [table.heading for table in by_chromium.tables] == HEADINGS


def test_an_unruled_table_is_read_by_its_gaps_and_says_so(unruled: Document) -> None:
    assert [len(table.rows) for table in unruled.tables] == [1 + 10, 1 + 25]
    assert texts(unruled.tables[0]) == FLAT
    assert [table.heading for table in unruled.tables] == HEADINGS
    assert all(table.notes[0].startswith("unruled: ") for table in unruled.tables)


def test_a_merged_cell_without_rules_is_blank_but_for_its_first_row(unruled: Document) -> None:
    assert texts(unruled.tables[1]) == [["" if cell == "〃" else cell for cell in row] for row in CRIME]


def test_the_long_table_has_the_amounts_that_can_be_read(by_chromium: Document) -> None:
    amounts = [row[3].text for row in by_chromium.tables[1].rows[1:]]
    assert sum(int(text.replace(",", "")) for text in amounts if text[0].isdigit()) == 1_312_248
    assert amounts[5] == "Contribution to Cambridgeshire County Council's pooled budget to commission this service"


XS, YS = [50, 200, 400, 550], [100, 130, 160, 190]
HEADER = [write_at(55, 120, "Service"), write_at(205, 120, "Provider"), write_at(405, 120, "Award")]
ROW = [write_at(55, 150, "Hub"), write_at(205, 150, "Fenland"), write_at(405, 150, "£446,000")]
NEXT = [write_at(55, 180, "Van"), write_at(205, 180, "Huntingdon"), write_at(405, 180, "£2,000")]
SMALL = [["Service", "Provider", "Award"], ["Hub", "Fenland", "£446,000"], ["Van", "Huntingdon", "£2,000"]]


def test_a_drawn_table_is_read_with_its_heading_and_page(tmp_path: Path) -> None:
    found = drawn(tmp_path, [write_at(50, 80, "Awards of the year"), *grid(XS, YS), *HEADER, *ROW, *NEXT])
    (table,) = found.tables
    assert texts(table) == SMALL
    assert (table.place, table.heading, table.notes) == ("table 1, page 1", "Awards of the year", ())
    assert table.rows[2][2] == Cell("£2,000", "page 1")
    assert found.paragraphs == ("Awards of the year",)


def test_a_mark_that_is_set_high_makes_no_other_amount(tmp_path: Path) -> None:
    mark = write_at(449, 146, "1", 6)
    (table,) = drawn(tmp_path, [*grid(XS, YS), *HEADER, *ROW, mark, *NEXT]).tables
    assert table.rows[1][2] == Cell("£446,000", "page 1", "", ('raised mark "1"',))


def test_a_text_that_is_printed_twice_to_look_bold_is_one(tmp_path: Path) -> None:
    again = write_at(405.2, 150, "£446,000")
    assert texts(drawn(tmp_path, [*grid(XS, YS), *HEADER, *ROW, again, *NEXT]).tables[0]) == SMALL


def test_white_text_is_left_out_and_told_unless_it_stands_on_a_colour(tmp_path: Path) -> None:
    dark = "0 0 0.5 rg 50 470 500 30 re f"
    header = [command.replace("0 g", "1 g") for command in HEADER]
    hidden = write_at(55, 165, "£9,999", 9, "1 1 1 rg")
    found = drawn(tmp_path, [dark, *grid(XS, YS), *header, *ROW, hidden, *NEXT])
    assert texts(found.tables[0]) == SMALL
    place = "page 1, 2 cm from the left and 6 cm from the top"
    assert found.notes == (f"{place}: text in no visible colour is left out: “£9,999”",)


def test_text_set_sideways_is_a_text_beside_the_table(tmp_path: Path) -> None:
    sideways = "BT 0 1 -1 0 30 300 Tm /F 10 Tf (Annex) Tj ET"
    found = drawn(tmp_path, [*grid(XS, YS), *HEADER, *ROW, *NEXT, sideways])
    assert texts(found.tables[0]) == SMALL
    assert found.paragraphs == ("Annex",)
    assert found.unaccounted == ()


def test_a_table_with_open_sides_loses_no_column(tmp_path: Path) -> None:
    rules = [rule(50, y, 550, y) for y in YS] + [rule(x, 100, x, 190) for x in (200, 400)]
    assert texts(drawn(tmp_path, [*rules, *HEADER, *ROW, *NEXT]).tables[0]) == SMALL


def test_a_merged_cell_that_a_page_leaves_open_keeps_its_text(tmp_path: Path) -> None:
    """As a browser prints it: no rule below the cell, since it goes on over the page, but below those beside it."""
    first = [rule(50, 100, 550, 100), rule(50, 130, 550, 130), rule(200, 160, 550, 160), rule(200, 190, 550, 190)]
    first += [rule(x, 100, x, 190) for x in XS]
    rows = [[*HEADER, *ROW, *NEXT[1:]], [write_at(205, 130, "Wisbech"), write_at(405, 130, "£3,000")]]
    second = [rule(50, 140, 550, 140), rule(200, 100, 550, 100), *(rule(x, 100, x, 140) for x in XS)]
    found = drawn(tmp_path, [*first, *rows[0]], [*second, *rows[1]])
    assert texts(found.tables[0])[:3] == [SMALL[0], SMALL[1], ["", *SMALL[2][1:]]]
    assert found.tables[0].rows[2][0].merged == "above"


def test_a_frame_around_a_text_is_no_table(tmp_path: Path) -> None:
    frame = [*grid([40, 560], [300, 400]), write_at(60, 350, "The Board is asked to note this.")]
    found = drawn(tmp_path, [*grid(XS, YS), *HEADER, *ROW, *NEXT, *frame])
    assert len(found.tables) == 1
    assert found.paragraphs == ("The Board is asked to note this.",)


def test_a_blank_cell_at_the_head_of_a_page_below_a_merged_one_is_left_blank_and_told(tmp_path: Path) -> None:
    """Whether it belongs to the merged cell or has truly no provider cannot be seen."""
    first = [rule(50, y, 550, y) for y in (100, 130, 190)] + [rule(50, 160, 200, 160), rule(400, 160, 550, 160)]
    first += [rule(x, 100, x, 190) for x in XS] + [*HEADER, *ROW, NEXT[0], NEXT[2]]
    second = [*grid(XS, [50, 80]), write_at(55, 70, "Bus"), write_at(405, 70, "£500")]
    (table,) = drawn(tmp_path, first, second).tables
    assert [row[1] for row in table.rows[1:]] == [
        Cell("Fenland", "page 1"),
        Cell("", "page 1", "above"),
        Cell("", "page 2", "", ("blank at the head of a page, below a merged cell: it may belong to that; check",)),
    ]


def test_a_row_is_joined_over_the_end_of_a_page_only_if_its_cells_were_full(tmp_path: Path) -> None:
    """The second page begins with a row of its own that has no provider: its award stands where no text was cut off."""
    first = [*grid(XS, [*YS, 250]), *HEADER, *ROW, *NEXT]
    first += [write_at(55, 210, "Cars for"), write_at(55, 225, "the"), write_at(55, 240, "young")]
    first += [write_at(205, 210, "March"), write_at(405, 210, "£700")]
    rest = [*grid(XS, [50, 80]), write_at(55, 70, "drivers of the county")]
    (table,) = drawn(tmp_path, first, rest).tables
    assert texts(table) == [*SMALL, ["Cars for the young drivers of the county", "March", "£700"]]
    assert table.notes[-1] == "row 4 goes on over the end of page 1; joined by guess"
    own = [*rest, write_at(405, 70, "£90")]
    (table,) = drawn(tmp_path, first, own).tables
    assert texts(table)[3:] == [["Cars for the young", "March", "£700"], ["drivers of the county", "", "£90"]]


def test_what_is_blank_and_merged_otherwise_on_the_next_page_says_nothing(tmp_path: Path) -> None:
    first = [*grid(XS, YS), *HEADER, *ROW, *NEXT]
    second = [rule(50, 50, 550, 50), rule(50, 80, 550, 80), *(rule(x, 50, x, 80) for x in (50, 200, 550))]
    (table,) = drawn(tmp_path, first, [*second, write_at(55, 70, "of the Fens")]).tables
    assert texts(table)[2] == ["Van of the Fens", "Huntingdon", "£2,000"]


def test_half_of_a_header_is_no_header(tmp_path: Path) -> None:
    """Its first cell covers two rows; on the second page other words stand in the second of them."""

    def page(second: str, last: str) -> list[str]:
        rules = [rule(50, 100, 550, 100), rule(200, 130, 550, 130), rule(50, 160, 550, 160), rule(50, 190, 550, 190)]
        words = [write_at(205, 150, second), write_at(405, 150, second), write_at(55, 180, last)]
        return [*rules, *(rule(x, 100, x, 190) for x in XS), *HEADER, *words, *NEXT[1:]]

    (table,) = drawn(tmp_path, page("2017", "Hub"), page("2018", "Van")).tables
    assert len(table.rows) == 6
    assert table.notes == ("goes over pages 1 and 2; its parts are put together",)


def test_an_unruled_table_does_not_go_on_from_a_ruled_one(tmp_path: Path) -> None:
    first = [*grid(XS, YS), *HEADER, *ROW, *NEXT]
    assert [table.place for table in drawn(tmp_path, first, [*HEADER, *ROW, *NEXT]).tables] == [
        "table 1, page 1",
        "table 2, page 2",
    ]


def test_the_same_table_on_another_page_is_another_if_text_stands_between(tmp_path: Path) -> None:
    first = [*grid(XS, YS), *HEADER, *ROW, *NEXT, write_at(50, 300, "That was all in May.")]
    assert [texts(table) for table in drawn(tmp_path, first, [*grid(XS, YS), *HEADER, *ROW, *NEXT]).tables] == [
        SMALL
    ] * 2


def test_a_page_number_is_no_text(tmp_path: Path) -> None:
    pages = [[*grid(XS, YS), *HEADER, *ROW, *NEXT, write_at(280, 580, f"Page {number} of 2")] for number in (1, 2)]
    found = drawn(tmp_path, *pages)
    assert found.paragraphs == ()
    assert found.notes == (
        'left out as the head or foot of pages: "Page 1 of 2"',
        'left out as the head or foot of pages: "Page 2 of 2"',
    )
    assert [texts(table) for table in found.tables] == [[*SMALL]]
    assert found.tables[0].notes[1] == (
        "the 3 rows of the header printed again on page 2 are taken once: "
        '"Service Provider Award Hub Fenland £446,000 Van Huntingdon £2,000"'
    )
    assert found.unaccounted == ()


def test_an_unruled_table_whose_every_line_is_a_row(tmp_path: Path) -> None:
    lines = [("Service", "Award"), ("Hub", "£446,000"), ("Van", "£2,000"), ("Bus", "£500")]
    drawing = [
        write_at(x, 100 + 13 * n, text) for n, row in enumerate(lines) for x, text in zip((50, 300), row, strict=True)
    ]
    assert texts(drawn(tmp_path, drawing).tables[0]) == [list(row) for row in lines]


def test_a_heading_across_the_columns_of_an_unruled_table_is_a_merged_cell(tmp_path: Path) -> None:
    lines = [("Service", "Award"), ("Hub", "£446,000"), ("Van", "£2,000")]
    drawing = [
        write_at(x, 100 + 30 * n, text) for n, row in enumerate(lines) for x, text in zip((50, 200), row, strict=True)
    ]
    drawing.append(write_at(50, 190, "Services that were commissioned under a contract"))
    drawing += [write_at(50, 220, "Bus"), write_at(200, 220, "£500")]
    (table,) = drawn(tmp_path, drawing).tables
    assert signs_of(table)[3:] == [["Services that were commissioned under a contract", "←"], ["Bus", "£500"]]


def test_the_head_of_a_paper_is_no_table(tmp_path: Path) -> None:
    lines = [("To:", "Business Coordination Board"), ("From:", "Chief Executive"), ("Date:", "11 May 2017")]
    drawing = [
        write_at(x, 100 + 15 * n, text) for n, row in enumerate(lines) for x, text in zip((50, 200), row, strict=True)
    ]
    found = drawn(tmp_path, drawing)
    assert found.tables == ()
    assert found.paragraphs == ("To: Business Coordination Board From: Chief Executive Date: 11 May 2017",)


def test_a_box_of_two_cells_with_one_text_is_a_frame(tmp_path: Path) -> None:
    frame = [*grid([40, 60, 560], [300, 400]), write_at(65, 350, "To note")]
    found = drawn(tmp_path, [*grid(XS, YS), *HEADER, *ROW, *NEXT, *frame])
    assert len(found.tables) == 1
    assert found.paragraphs == ("To note",)


def test_a_double_rule_makes_no_row(tmp_path: Path) -> None:
    double = [*grid(XS, YS), rule(50, 132, 550, 132), rule(202, 100, 202, 190), rule(50, 98, 550, 98)]
    assert texts(drawn(tmp_path, [*double, *HEADER, *ROW, *NEXT]).tables[0]) == SMALL


def test_text_in_a_place_that_has_no_cell_is_not_lost(tmp_path: Path) -> None:
    rules = [rule(50, y, 400, y) for y in YS] + [rule(x, 100, x, 190) for x in XS[:3]]
    rules += [rule(400, 100, 550, 100), rule(400, 130, 550, 130), rule(550, 100, 550, 130)]
    found = drawn(tmp_path, [*rules, *HEADER, *ROW, *NEXT])
    assert texts(found.tables[0]) == [SMALL[0], ["Hub", "Fenland", ""], ["Van", "Huntingdon", ""]]
    assert found.paragraphs == ("£446,000", "£2,000")


def test_text_beside_the_page_is_not_on_paper(tmp_path: Path) -> None:
    assert drawn(tmp_path, [*grid(XS, YS), *HEADER, *ROW, *NEXT, write_at(700, 50, "Crop marks")]).paragraphs == ()


def test_letters_that_are_placed_one_by_one_are_words(tmp_path: Path) -> None:
    """Some programs write no spaces at all."""
    letters = [write_at(x, 150, text) for x, text in ((55, "Hub"), (76, "two"))]
    (table,) = drawn(tmp_path, [*grid(XS, YS), *HEADER, *letters, *ROW[1:], *NEXT]).tables
    assert table.rows[1][0].text == "Hub two"


def unruled_lines(rows: list[list[tuple[float, float, str]]]) -> list[str]:
    return [write_at(x, y, text) for row in rows for x, y, text in row]


def test_a_merged_cell_beside_the_gap_of_two_unruled_rows_is_told(tmp_path: Path) -> None:
    rows = [[(50, 100, "Kind"), (150, 100, "Service"), (300, 100, "Place"), (450, 100, "Award")]]
    rows += [[(150, 130, "Hub"), (300, 130, "March"), (450, 130, "£5")], [(50, 137, "Grants")]]
    rows += [[(150, 144, "Van"), (300, 144, "Ely"), (450, 144, "£6")], [(50, 172, "Contracts")]]
    rows[-1] += [(150, 172, "Bus"), (300, 172, "Soham"), (450, 172, "£7")]
    rows += [[(150, 184, "of the night"), (300, 184, "and area")]]
    (table,) = drawn(tmp_path, unruled_lines(rows)).tables
    assert texts(table) == [
        ["Kind", "Service", "Place", "Award"],
        ["Grants", "Hub", "March", "£5"],
        ["", "Van", "Ely", "£6"],
        ["Contracts", "Bus of the night", "Soham and area", "£7"],
    ]
    assert table.rows[1][0].notes == (
        "stands beside several rows: perhaps a merged cell; check which rows it belongs to",
    )


def test_lines_that_are_too_few_or_end_at_prose_are_no_table(tmp_path: Path) -> None:
    rows = [[(50, 100, "Service"), (300, 100, "Award")], [(50, 130, "Hub"), (300, 130, "£5")]]
    prose = "That was all that the Board has to be told of the awards of this year, and no more of it."
    found = drawn(tmp_path, [*unruled_lines(rows), write_at(50, 160, prose), write_at(50, 190, prose)])
    assert found.tables == ()
    assert found.paragraphs == ("Service Award", "Hub £5", prose, prose)


def test_a_line_above_an_unruled_table_is_of_its_header_only_if_it_touches_it(tmp_path: Path) -> None:
    rows = [[(150, 91, "Funding in")], [(50, 100, "Service"), (150, 102, "pounds"), (300, 100, "Award")]]
    rows += [
        [(50, 130, "Hub"), (150, 130, "5"), (300, 130, "£5")],
        [(50, 160, "Van"), (150, 160, "6"), (300, 160, "£6")],
    ]
    (table,) = drawn(
        tmp_path, [write_at(50, 79, "The awards of this year were all these that follow here"), *unruled_lines(rows)]
    ).tables
    assert texts(table)[0] == ["Service", "Funding in pounds", "Award"]


def test_letters_that_cannot_be_told_are_refused(tmp_path: Path) -> None:
    path = drawn_pdf([ROW], tmp_path / "signs.pdf")
    font = b"/Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
    assert font in path.read_bytes()
    signs = b"/Subtype /Type0 /BaseFont /Signs /Encoding /Identity-H /DescendantFonts [<< /Subtype /CIDFontType2 >>]"
    path.write_bytes(path.read_bytes().replace(font, signs))
    assert "The PDF does not say which letters" in refusal(path)


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as refused:
        read_document(path)
    return str(refused.value)


def test_a_scan_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    Image.new("RGB", (200, 200), "white").save(path)
    assert refusal(path) == (
        "scan.pdf: The PDF has no text: it is a scan, a picture of each page. "
        "Ask the office for the Word file that it was made from."
    )


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=drawn_pdf([ROW], tmp_path / "open.pdf"))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    assert refusal(tmp_path / "locked.pdf").startswith("locked.pdf: The PDF is locked with a password. ")


def test_a_pdf_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(101)) + packer.flush()
    assert len(packed) < 1_000_000
    path = tmp_path / "bomb.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream\nendobj\n")
    assert "unpacks to more than 100,000,000 bytes" in refusal(path)


@pytest.mark.parametrize("kept", [20, 300, 900])
def test_a_pdf_that_ends_too_soon_is_refused(tmp_path: Path, kept: int) -> None:
    whole = drawn_pdf([[*grid(XS, YS), *HEADER, *ROW]], tmp_path / "whole.pdf").read_bytes()
    path = tmp_path / "short.pdf"
    path.write_bytes(whole[:kept])
    assert refusal(path).startswith("short.pdf: ")


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    assert "has 401 pages; expected at most 400" in refusal(drawn_pdf([[]] * 401, tmp_path / "long.pdf"))


@pytest.mark.parametrize("kind", ["StrikeOut", "FreeText"])
def test_an_annotation_is_noted_with_its_place(tmp_path: Path, kind: str) -> None:
    path = drawn_pdf([[*grid(XS, YS), *HEADER, *ROW, *NEXT]], tmp_path / "drawn.pdf")
    annotation = f"/Annots [<< /Type /Annot /Subtype /{kind} /Rect [0 0 600 20] /Contents (Not agreed) >>] /MediaBox"
    path.write_bytes(path.read_bytes().replace(b"/MediaBox", annotation.encode()))
    found = read_document(path)
    assert "page 1, 0 cm from the left and 20 cm from the top: an annotation says: “Not agreed”" in found.notes
    assert texts(found.tables[0]) == [*SMALL]


def test_a_page_of_too_many_letters_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_LETTERS", 5)
    path = drawn_pdf([[write_at(60, 100, "Hub"), write_at(60, 120, "Ely")]], tmp_path / "drawn.pdf")
    with pytest.raises(SourceError, match="Page 1 of the PDF has 6 letters; expected at most 5"):
        read_document(path)
