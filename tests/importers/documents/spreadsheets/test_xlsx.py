"""Workbooks give back the cells that were put into them as they are shown, and tell what is hidden or worked out."""

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.formula import DataTableFormula
from support.papers import ods_of, raw_rows, signs_of, spoil, xlsx_of

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import Cell, Document, FoundTable
from grantsdata.importers.documents.reading import read_document

TABLES = [raw_rows("victims-services.csv"), raw_rows("crime-and-disorder-reduction.csv")]
HEADINGS = ["Victims' services", "Appendix 1"]


@pytest.fixture(scope="module", params=["xlsx", "ods"])
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("sheets") / f"paper.{request.param}"
    return read_document((xlsx_of if request.param == "xlsx" else ods_of)(TABLES, path, HEADINGS))


def test_each_cell_of_a_sheet_is_the_raw_one(paper: Document) -> None:
    assert [signs_of(table) for table in paper.tables] == TABLES
    assert [(table.place, table.heading, len(table.rows)) for table in paper.tables] == [
        ("sheet Sheet 1, A3 to E13", "Victims' services", 1 + 10),
        ("sheet Sheet 2, A3 to F28", "Appendix 1", 1 + 25),
    ]
    assert paper.paragraphs == tuple(HEADINGS)


def test_each_cell_has_its_place(paper: Document) -> None:
    assert paper.tables[1].rows[6][3] == Cell(
        "Contribution to Cambridgeshire County Council's pooled budget to commission this service", "D9"
    )
    assert paper.tables[1].rows[2][2] == Cell("Independent Boards with single back office provision", "C5")
    assert paper.tables[1].rows[3][2] == Cell("", "C6", "above")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A workbook as Excel would write it: values beside formulas."""
    path = tmp_path_factory.mktemp("shown") / "shown.xlsx"
    book = xlsxwriter.Workbook(str(path))
    pounds, day = book.add_format({"num_format": '"£"#,##0'}), book.add_format({"num_format": "d mmmm yyyy"})
    sheet = book.add_worksheet("Awards")
    sheet.write_row(0, 0, ["Service", "Award", "Share", "From", "Is new", "Last year"])
    sheet.write_row(1, 0, ["Hub", 446000.5], pounds)
    sheet.write_datetime(1, 3, datetime(2017, 4, 1), day)
    sheet.write_boolean(1, 4, True)
    sheet.write_row(2, 0, ["Van", 2000], pounds)
    sheet.write_formula(3, 1, "=SUM(B2:B3)", pounds, 448000.5)
    sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
    sheet.write(3, 0, "Total")
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(5, 6, None, None, {"hidden": True})
    other = book.add_worksheet("Notes")
    other.write_row(0, 0, ["a", "b"])
    other.hide()
    book.close()
    return read_document(path)


def test_a_workbook_is_told_as_it_is_shown(shown: Document) -> None:
    awards = shown.tables[0]
    assert [[cell.text for cell in row] for row in awards.rows] == [
        ["Service", "Award", "Share", "From", "Is new", "Last year"],
        ["Hub", "£446,001", "", "1 April 2017", "TRUE", ""],
        ["Van", "£2,000", "", "", "", ""],
        ["Total", "£448,001", "#DIV/0!", "", "", ""],
    ]
    assert awards.rows[1][1].notes == ("the file holds 446000.5",)
    assert awards.rows[3][1].notes == ("formula =SUM(B2:B3)", "the file holds 448000.5")
    assert awards.rows[3][2].notes == ("formula =1/0", "an error of a formula")


def test_what_is_hidden_is_kept_and_told(shown: Document) -> None:
    awards, notes = shown.tables
    assert awards.notes == ("1 hidden row: 3", "1 hidden column: F")
    assert awards.rows[2][0].notes == ("hidden row",)
    assert awards.rows[2][5].notes == ("hidden row", "hidden column")
    assert (notes.place, notes.notes) == ("sheet Notes, A1 to B1", ("the whole sheet is hidden",))
    assert shown.notes == ("the sheet Notes is hidden",)


def saved(tmp_path: Path, book: openpyxl.Workbook) -> FoundTable:
    book.save(tmp_path / "book.xlsx")
    (table,) = read_document(tmp_path / "book.xlsx").tables
    return table


def test_a_formula_without_its_value_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "Total", "=SUM(B2:B9)"
    assert saved(tmp_path, book).rows[0][1] == Cell(
        "",
        "B1",
        "",
        ("formula =SUM(B2:B9)", "the file holds no value for it: open it in the spreadsheet and save it again"),
    )


def test_a_mark_that_is_set_high_makes_no_other_amount(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    high, struck = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
    book.active["A1"], book.active["B1"] = "Hub", CellRichText("£446,000", TextBlock(high, "1"))
    book.active["A2"], book.active["B2"] = "1", CellRichText("1", TextBlock(high, "st"), TextBlock(struck, " year"))
    rows = saved(tmp_path, book).rows
    assert rows[0][1] == Cell("£446,000", "B1", "", ('raised mark "1"',))
    assert rows[1][1] == Cell("1st", "B2", "", ("struck out and left out: “year”",))


def test_the_part_of_a_cell_that_is_not_seen_is_left_out_with_a_note(tmp_path: Path) -> None:
    white, tiny, red = InlineFont(color="FFFFFFFF"), InlineFont(sz=1), InlineFont(color="FFFF0000")
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "Hub", CellRichText("£446,000", TextBlock(white, " £1,250"))
    book.active["A2"], book.active["B2"] = "Van", CellRichText(TextBlock(tiny, "was £9 "), TextBlock(red, "£500"))
    book.save(tmp_path / "parts.xlsx")
    rows = read_document(tmp_path / "parts.xlsx").tables[0].rows
    assert [(row[1].text, row[1].notes) for row in rows] == [
        ("£446,000", ('hidden text left out: "£1,250"',)),
        ("£500", ('hidden text left out: "was £9"',)),
    ]


def test_times_and_struck_out_cells_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = 1.5, "£5"
    book.active["A1"].number_format = "[h]:mm"
    book.active["B1"].font = openpyxl.styles.Font(strike=True)
    (row,) = saved(tmp_path, book).rows
    assert row[0] == Cell("1 day, 12:00:00", "A1", "", ("a time; its format: [h]:mm",))
    assert row[1] == Cell("£5", "B1", "", ("struck out",))


def test_a_cell_that_is_raised_as_a_whole_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "Hub", "1"
    book.active["B1"].font = openpyxl.styles.Font(vertAlign="superscript")
    assert saved(tmp_path, book).rows[0][1] == Cell("1", "B1", "", ("the whole cell is raised, like a footnote mark",))


def test_a_cell_of_a_table_of_trials_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "Hub", DataTableFormula("B1:B2", dt2D=False, r1="A1")
    assert saved(tmp_path, book).rows[0][1].notes == (
        "one of a table of trials (What-If Analysis)",
        "the file holds no value for it: open it in the spreadsheet and save it again",
    )


def test_blank_rows_and_columns_divide_tables(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for place in ("A1", "B1", "A2", "B2", "D1", "E2", "D2", "A5", "B6"):
        book.active[place] = place
    book.active["A9"] = "A note on its own"
    book.active["B3"].font = openpyxl.styles.Font(bold=True)  # a cell that is there, and blank
    book.save(tmp_path / "blocks.xlsx")
    found = read_document(tmp_path / "blocks.xlsx")
    assert [table.place for table in found.tables] == [
        "sheet Sheet, A1 to B2",
        "sheet Sheet, D1 to E2",
        "sheet Sheet, A5 to B6",
    ]
    assert [[cell.text for cell in row] for row in found.tables[2].rows] == [["A5", ""], ["", "B6"]]
    assert found.paragraphs == ("A note on its own",)


def test_a_blank_merged_cell_within_a_table_is_one(tmp_path: Path) -> None:
    rows = [["a", "b", "c"], ["d", "", "e"], ["f", "〃", "g"]]
    assert signs_of(read_document(xlsx_of([rows], tmp_path / "blank.xlsx")).tables[0]) == rows
    assert signs_of(read_document(ods_of([rows], tmp_path / "blank.ods")).tables[0]) == rows


def test_a_merged_cell_of_the_whole_sheet_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "all"
    book.save(tmp_path / "merged.xlsx")
    spoil(
        tmp_path / "merged.xlsx",
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    with pytest.raises(SourceError, match="claims 17,179,869,184 cells"):
        read_document(tmp_path / "merged.xlsx")


def test_a_column_that_is_only_made_wide_is_not_hidden(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "Hub", "£5"
    book.active.column_dimensions["A"].width = 50
    assert saved(tmp_path, book).notes == ()


def money(tmp_path: Path, form: str = '"£"#,##0', *awards: float) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["Service", "Award"])
    for number, award in enumerate(awards or (446000, 2000), start=1):
        book.active.append([f"Hub {number}", award])
        book.active.cell(number + 1, 2).number_format = form
    book.save(tmp_path / "money.xlsx")
    return tmp_path / "money.xlsx"


def amounts(found: Document) -> list[str]:
    return [row[1].text for row in found.tables[0].rows[1:]]


def changed(path: Path, *changes: tuple[bytes, bytes], rename: tuple[str, str] = ("", "")) -> Path:
    """The file again, with these bytes changed in every part."""
    with zipfile.ZipFile(path) as packed:
        contents = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in contents.items():
            for old, new in changes:
                content = content.replace(old, new)
            packed.writestr(name.replace(*rename) if rename[0] else name, content)
    return path


STRICT = [
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
]
KIND = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"
PIVOT = b'<Relationship Type="' + KIND + b'" Target="/gone.xml" Id="r9"/></Relationships>'
MACROS = (b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")


@pytest.mark.parametrize(
    "changes",
    [
        STRICT,
        [(b"<fill><patternFill /></fill>", b"<fill/>"), (b"<fill><patternFill/></fill>", b"<fill />")],
        [(b' s="1"', b' s=""')],
        [(b"</Relationships>", PIVOT)],
        [MACROS],
    ],
)
def test_a_workbook_as_other_programs_write_it_is_read(tmp_path: Path, changes: list[tuple[bytes, bytes]]) -> None:
    found = read_document(changed(money(tmp_path), *changes))
    assert amounts(found) == (["446000", "2000"] if changes[0][1] == b' s=""' else ["£446,000", "£2,000"])
    assert (found.notes, found.unaccounted) == ((), ())


def test_a_workbook_whose_main_part_has_another_name_is_read_by_one_reader(tmp_path: Path) -> None:
    path = changed(money(tmp_path), (b"workbook.xml", b"book2.xml"), rename=("workbook.xml", "book2.xml"))
    found = read_document(path)
    assert amounts(found) == ["£446,000", "£2,000"]
    assert found.notes == ("a second reader cannot open it, so that its values are read by one reader only",)


def test_a_workbook_whose_formats_cannot_be_read_has_its_values_and_says_so(tmp_path: Path) -> None:
    found = read_document(changed(money(tmp_path), (b"<cellXfs", b'<cellXfs x="y"')))
    assert amounts(found) == ["446000", "2000"]
    (note,) = found.notes
    assert note.startswith("how its numbers are shown cannot be read (TypeError): they are as in the file, without ")


def test_a_binary_fraction_is_shown_with_15_digits_as_excel_does(tmp_path: Path) -> None:
    found = read_document(money(tmp_path, "General", 0.1 + 0.2, 33445.5, 4115.700000000001, -1000.0))
    assert amounts(found) == ["0.3", "33445.5", "4115.7", "-1000"]
    assert found.unaccounted == ()


def test_the_sign_and_the_currency_of_a_number_stay_with_it(tmp_path: Path) -> None:
    red = '"£"#,##0.00;[Red]"£"#,##0.00;"£"* "-"'
    found = read_document(money(tmp_path, red, 446000, -1000, 0))
    assert amounts(found) == ["£446,000.00", "-£1,000.00", "£0"]
    assert amounts(read_document(money(tmp_path, "[$€-2] #,##0", 500))) == ["€ 500"]
    local = read_document(money(tmp_path, openpyxl.styles.numbers.BUILTIN_FORMATS[44], 500, -500))
    assert amounts(local) == ["$ 500.00", "$ (500.00)"]
    assert local.tables[0].rows[1][1].notes == ("each computer shows its own currency here, in Britain £",)


def test_comments_and_what_a_merged_cell_hides_are_told(tmp_path: Path) -> None:
    path = money(tmp_path)
    book = openpyxl.load_workbook(path)
    book.active["B2"].comment = openpyxl.comments.Comment("Is it £46,000?", "A")
    book.active["D1"] = "Note"
    book.save(path)
    spoil(
        path,
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells>',
    )
    found = read_document(path)
    assert found.tables[0].rows[1][1] == Cell("£446,000", "B2", "", ('a comment stands here: "Is it £46,000?"',))
    assert found.tables[0].rows[2][1] == Cell("", "B3", "left", ('text that the merged cell hides: "2000"',))
    assert found.unaccounted == ()
    assert found.paragraphs == ("Note",)


def test_a_text_box_and_a_page_header_of_a_sheet_are_texts_and_a_chart_is_told(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "drawn.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row("A1", ["Hub", 5])
    sheet.insert_textbox("C3", "Awards of £5")
    sheet.set_header('&L&"Arial,Bold"Board of 5 May&RPage &P')
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Sheet1!$B$1"})
    sheet.insert_chart("C9", chart)
    book.close()
    found = read_document(tmp_path / "drawn.xlsx")
    assert found.paragraphs == ("Board of 5 May Page", "Awards of £5")
    assert found.notes == ("a chart, whose numbers are not read, stands on a sheet",)


def test_a_sheet_that_is_a_chart_is_left_out_and_the_others_are_read_as_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Group", "Award"], ["Ely", 1250]):
        book.active.append(row)
    book.active["B2"].number_format = "£#,##0"
    book.create_chartsheet("Chart")
    book.save(tmp_path / "chart.xlsx")
    document = read_document(tmp_path / "chart.xlsx")
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [["Group", "Award"], ["Ely", "£1,250"]]
    assert not any("cannot be read" in note for note in document.notes)


def test_a_number_that_its_format_hides_is_in_no_cell_and_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Group", "Award"], ["Ely", 1250]):
        book.active.append(row)
    book.active["B2"].number_format = ";;;"
    book.save(tmp_path / "hidden.xlsx")
    cell = read_document(tmp_path / "hidden.xlsx").tables[0].rows[1][1]
    assert (cell.text, cell.notes[-1]) == ("", 'hidden text left out: "1250"')
