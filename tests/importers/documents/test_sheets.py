"""Workbooks give back the cells that were put into them as they are shown, and tell what is hidden or worked out."""

import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from time import process_time

import odfdo
import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from support.papers import ods_of, raw_rows, signs_of, spoil, xlsx_of

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import Box, Cell, Document, FoundTable
from grantsdata.importers.documents.reading import read_document
from grantsdata.importers.documents.spreadsheets.number_format import shown_day, shown_number
from grantsdata.importers.documents.spreadsheets.sheets import Sheet, column_name, tables_of

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


@pytest.mark.parametrize(
    ("number", "form", "text", "notes"),
    [
        ("1322248", "General", "1322248", ()),
        ("0.1", "General", "0.1", ()),
        ("446000", "#,##0", "446,000", ()),
        ("446000", '"£"#,##0', "£446,000", ()),
        ("446000", "£#,##0.00", "£446,000.00", ()),
        ("33445.5", "[$£-809]#,##0.00", "£33,445.50", ()),
        ("33445.5", '"£"#,##0', "£33,446", ("the file holds 33445.5",)),
        ("33444.5", '"£"#,##0', "£33,445", ("the file holds 33444.5",)),
        ("-5000", '"£"#,##0;[Red]\\("£"#,##0\\)', "(£5,000)", ()),
        ("-5000", "#,##0", "-5,000", ()),
        ("446000", '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "£ 446,000.00", ()),
        ("0", '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "£0", ("0, shown as “£ -”",)),
        ("0", '#,##0;-#,##0;"-"', "0", ("0, shown as “-”",)),
        ("0", '#,##0;-#,##0;"nil"', "nil", ()),
        (
            "-500",
            '"£"#,##0.00;[Red]"£"#,##0.00',
            "-£500.00",
            ("a negative number, shown without its sign as “£500.00”",),
        ),
        ("-500", '"£"#,##0.00;[Red]"£"#,##0.00-', "£500.00-", ()),
        ("-500", '"£"#,##0.00;[Red]-"£"#,##0.00', "-£500.00", ()),
        ("-500", "#,##0_);(#,##0)", "(500)", ()),
        (
            "-500",
            '0" overspent";0" pre-paid"',
            "-500 pre-paid",
            ("a negative number, shown without its sign as “500 pre-paid”",),
        ),
        ("-5", "0;", "-5", ("the file holds -5", "its number format hides it")),
        ("5", ";;;", "5", ("the file holds 5", "its number format hides it")),
        ("500", "[$€-2] #,##0.00", "€ 500.00", ()),
        ("500", '#,##0.00 "EUR"', "500.00 EUR", ()),
        ("500", "[$US$-409]#,##0", "US$500", ()),
        ("500", '[>=1000]"€"0;"€"0.0', "€ 500", ('its number format is not understood: [>=1000]"€"0;"€"0.0',)),
        ("500.5", 'General" €"', "500.5 €", ()),
        ("0", "#,##0", "0", ()),
        ("0.5", "0%", "50%", ()),
        ("0.333", "0%", "33%", ("the file holds 0.333",)),
        ("1322248", "#,##0,", "1,322", ("the file holds 1322248",)),
        ("2000000", '#,##0,,"m"', "2m", ("the file holds 2000000",)),
        ("7", "000", "007", ()),
        ("0.5", "#.##", ".5", ()),
        ("5", "0.00##", "5.00", ()),
        ("1500", "0.0E+00", "1500", ("its number format is not understood: 0.0E+00",)),
        ("1500", "[>=1000]0;0.0", "1500", ("its number format is not understood: [>=1000]0;0.0",)),
        ("0.5", "# ?/?", "0.5", ("its number format is not understood: # ?/?",)),
        ("5", "0.0.0", "5", ("its number format is not understood: 0.0.0",)),
        ("5", '"five"', "five", ("the file holds 5",)),
        ("12345678901234.56", "General", "12345678901234.56", ()),
        ("1E+20", "General", "100000000000000000000", ()),
    ],
)
def test_a_number_is_shown_as_its_format_says(number: str, form: str, text: str, notes: tuple[str, ...]) -> None:
    assert shown_number(Decimal(number), form) == (text, notes)


@pytest.mark.parametrize(
    ("day", "form", "text"),
    [
        (datetime(2017, 5, 11), "dd/mm/yyyy", "11/05/2017"),
        (datetime(2017, 5, 1), "d mmmm yyyy", "1 May 2017"),
        (datetime(2017, 5, 11), "[$-809]dddd, d mmm yy", "Thursday, 11 May 17"),
        (date(2017, 12, 1), "ddd d/m", "Fri 1/12"),
        (datetime(2017, 5, 11, 14, 5, 9), "yyyy-mm-dd hh:mm:ss", "2017-05-11 14:05:09"),
        (datetime(2017, 5, 11, 14, 5), "d/m/yyyy h:mm AM/PM", "11/5/2017 2:05 PM"),
        (time(9, 5), "h:mm", "9:05"),
        (time(0, 5), "h:mm am/pm", "12:05 AM"),
        (time(0, 5, 7), "mm:ss", "05:07"),
    ],
)
def test_a_day_is_shown_as_its_format_says(day: datetime | date | time, form: str, text: str) -> None:
    assert shown_day(day, form) == (text, ())


@pytest.mark.parametrize(
    ("day", "form", "text", "note"),
    [
        (datetime(2017, 5, 11), "mm-dd-yy", "2017-05-11", "a day; each computer shows it in its own form"),
        (datetime(2017, 5, 11), "[$-F800]d", "2017-05-11", "a day; its format: [$-F800]d"),
        (date(2017, 5, 11), "e", "2017-05-11", "a day; its format: e"),
        (datetime(2017, 5, 11, 9, 30), "e", "2017-05-11T09:30:00", "a day; its format: e"),
        (time(9, 30), "d", "09:30:00", "a day; its format: d"),
    ],
)
def test_a_day_in_another_format_is_told(day: datetime | date | time, form: str, text: str, note: str) -> None:
    assert shown_day(day, form) == (text, (note,))


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [column_name(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


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
    assert rows[1][1] == Cell("1st year", "B2", "", ("struck out: “year”",))


def test_times_and_struck_out_cells_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = 1.5, "£5"
    book.active["A1"].number_format = "[h]:mm"
    book.active["B1"].font = openpyxl.styles.Font(strike=True)
    (row,) = saved(tmp_path, book).rows
    assert row[0] == Cell("1 day, 12:00:00", "A1", "", ("a time; its format: [h]:mm",))
    assert row[1] == Cell("£5", "B1", "", ("struck out",))


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


def test_thousands_of_scattered_cells_are_texts(tmp_path: Path) -> None:
    """Each is a block of its own: 10,000 of them take a second, and took minutes."""
    boxes = [Box(Cell("5", "A1"), 2 * row, 2 * column) for row in range(100) for column in range(100)]
    started = process_time()
    tables, paragraphs, _ = tables_of(Sheet("Sheet", boxes))
    assert (len(tables), len(paragraphs)) == (0, 10_000)
    assert process_time() - started < 10


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


def spreadsheet(tmp_path: Path, *cells: odfdo.Cell) -> Document:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Awards")
    for number, cell in enumerate(cells):
        table.set_cell((number, 0), cell)
    document.body.append(table)
    document.save(str(tmp_path / "sheet.ods"))
    return read_document(tmp_path / "sheet.ods")


def test_a_number_of_a_spreadsheet_is_told_as_it_is_shown(tmp_path: Path) -> None:
    pence = odfdo.Cell(Decimal("446000.5"), text="£446,001", cell_type="currency", currency="GBP")
    total = odfdo.Cell(Decimal(2000), text="£2,000", formula="of:=SUM([.B2:.B3])")
    bare, blank = odfdo.Cell(Decimal("0.5"), text=""), odfdo.Cell(formula="of:=[.A1]")
    share = odfdo.Cell(Decimal("0.05"), text="5%", cell_type="percentage")
    (table,) = spreadsheet(tmp_path, odfdo.Cell("Hub"), pence, total, share, bare, blank).tables
    assert [(cell.text, cell.notes) for cell in table.rows[0]] == [
        ("Hub", ()),
        ("£446,001", ("the file holds 446000.5",)),
        ("£2,000", ("formula =SUM([.B2:.B3])",)),
        ("5 %", ()),
        ("0.5", ("the file does not say how it is shown",)),
        ("", ("formula =[.A1]", "the file holds no value for it: open it in the spreadsheet and save it again")),
    ]


def typed_ods(path: Path, rows: str, style: str = "") -> Document:
    """A spreadsheet whose one sheet is typed: `text` in braces is a cell with that text."""
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    cells = re.sub(r"{(.*?)}", r"<table:table-cell><text:p>\1</text:p></table:table-cell>", rows)
    document.body.append(odfdo.Element.from_tag(f'<table:table table:name="Awards">{cells}</table:table>'))
    if style:
        document.insert_style(odfdo.Element.from_tag(style), automatic=True)
    document.save(str(path))
    return read_document(path)


def row(cells: str, how: str = "") -> str:
    return f"<table:table-row {how}>{cells}</table:table-row>"


def test_what_is_hidden_in_a_spreadsheet_is_kept_and_told(tmp_path: Path) -> None:
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="900"/>'
    )
    gone = row("{Van}{Wisbech}{£6}", 'table:visibility="filter"')
    hidden = f"<table:table-row-group>{gone}</table:table-row-group>"
    rows = columns + row("{Hub}{March}{£5}") + hidden + row("{Bus}{Ely}{£7}")
    (table,) = typed_ods(tmp_path / "hidden.ods", rows).tables
    assert signs_of(table) == [["Hub", "March", "£5"], ["Van", "Wisbech", "£6"], ["Bus", "Ely", "£7"]]
    assert table.notes == ("1 hidden row: 2", "2 hidden columns: B, C")


def test_a_hidden_sheet_of_a_spreadsheet_is_told(tmp_path: Path) -> None:
    ods_of([[["a", "b"]]], tmp_path / "hidden.ods")
    document = odfdo.Document(tmp_path / "hidden.ods")
    properties = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="gone" style:family="table">{properties}</style:style>'
    document.insert_style(odfdo.Element.from_tag(style), automatic=True)
    document.body.children[0].set_attribute("table:style-name", "gone")
    document.save(str(tmp_path / "hidden.ods"))
    found = read_document(tmp_path / "hidden.ods")
    assert found.notes == ("the sheet Sheet 1 is hidden",)
    assert found.tables[0].notes == ("the whole sheet is hidden",)


def test_a_million_blank_rows_of_a_spreadsheet_are_none(tmp_path: Path) -> None:
    blank = row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048574"')
    assert signs_of(typed_ods(tmp_path / "long.ods", row("{a}{b}") + row("{c}{d}") + blank).tables[0]) == [
        ["a", "b"],
        ["c", "d"],
    ]


def test_rows_and_cells_that_are_written_once_with_their_number(tmp_path: Path) -> None:
    twice = '<table:table-cell table:number-columns-repeated="2"><text:p>c</text:p></table:table-cell>{d}'
    rows = row("{a}{b}") + row(twice, 'table:number-rows-repeated="2"')
    assert signs_of(typed_ods(tmp_path / "same.ods", rows).tables[0]) == [
        ["a", "b", ""],
        ["c", "c", "d"],
        ["c", "c", "d"],
    ]
    with pytest.raises(SourceError, match=r"same\.ods: A table claims .* cells"):
        typed_ods(tmp_path / "same.ods", row(twice, 'table:number-rows-repeated="900000"'))


def test_a_mark_that_is_set_high_in_a_spreadsheet_makes_no_other_amount(tmp_path: Path) -> None:
    properties = '<style:text-properties style:text-position="super 58%"/>'
    style = f'<style:style style:name="high" style:family="text">{properties}</style:style>'
    mark = '<text:span text:style-name="high">1</text:span>'
    rows = row(f"{{Hub}}{{£446,000{mark}<text:s/>a<text:tab/>year}}")
    assert typed_ods(tmp_path / "mark.ods", rows, style).tables[0].rows[0][1] == Cell(
        "£446,000 a year", "B1", "", ('raised mark "1"',)
    )


def test_a_day_of_a_spreadsheet_and_a_word_for_a_number(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="{}" office:{}="{}"><text:p>{}</text:p></table:table-cell>'
    day = cell.format("date", "date-value", "2017-05-11", "11 May")
    many, odd = cell.format("float", "value", "5", "five"), cell.format("float", "value", "x", "y")
    (table,) = typed_ods(tmp_path / "day.ods", row(day + many + odd)).tables
    assert [(cell.text, cell.notes) for cell in table.rows[0]] == [
        ("11 May", ()),
        ("five", ("the file holds 5",)),
        ("y", ("the file holds x",)),
    ]


def test_what_is_written_beside_a_cell_or_a_sheet_is_no_text_of_it(tmp_path: Path) -> None:
    comment = "<office:annotation><text:p>Check this</text:p></office:annotation>"
    path = tmp_path / "comment.ods"
    typed_ods(path, row(f"{{Hub{comment} and van}}{{£5}}"))
    document = odfdo.Document(path)
    document.body.append(odfdo.Element.from_tag("<table:named-expressions/>"))
    document.save(str(path))
    assert signs_of(read_document(path).tables[0]) == [["Hub and van", "£5"]]


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


def money_cell(value: str, shown: str, currency: str = "GBP") -> str:
    kind = f'office:value-type="currency" office:currency="{currency}" office:value="{value}"'
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"


def test_the_sign_the_nil_and_the_currency_of_a_spreadsheet_stay_with_the_amount(tmp_path: Path) -> None:
    cells = (
        money_cell("-500", "£500.00")
        + money_cell("-500", "(£500)")
        + money_cell("0", "£ -")
        + money_cell("5", "5.00", "EUR")
        + money_cell("5", "€5.00", "EUR")
    )
    (found,) = typed_ods(tmp_path / "signs.ods", row("{Hub}" + cells)).tables
    assert [(cell.text, cell.notes) for cell in found.rows[0][1:]] == [
        ("-£500.00", ("a negative number, shown without its sign as “£500.00”",)),
        ("(£500)", ()),
        ("£0", ("0, shown as “£ -”",)),
        ("EUR 5.00", ("the file has the currency, which the sheet does not show",)),
        ("€5.00", ()),
    ]


@pytest.mark.parametrize(
    ("properties", "text", "notes"),
    [
        ('style:text-position="super 58%"', "£500", ('raised mark "1"',)),
        ('style:text-position="33% 58%"', "£500", ('raised mark "1"',)),
        ('style:text-position="sub 58%"', "£5001", ()),
        ('style:text-position="0% 100%"', "£5001", ()),
        ('text:display="none"', "£500", ('hidden text left out: "1"',)),
        ('style:text-line-through-style="solid"', "£5001", ("struck out: “1”",)),
    ],
)
def test_a_style_of_the_document_or_one_that_builds_on_it_is_followed(
    tmp_path: Path, properties: str, text: str, notes: tuple[str, ...]
) -> None:
    """The style of the text is one of the document's own, and has what it says from another one."""
    path = tmp_path / "styled.ods"
    typed_ods(
        path,
        row(
            "{Hub}<table:table-cell><text:p>£500<text:span text:style-name='B'>1</text:span></text:p>"
            "</table:table-cell>"
        ),
    )
    style = '<style:style style:name="A" style:family="text"><style:text-properties ' + properties + "/></style:style>"
    style += '<style:style style:name="B" style:family="text" style:parent-style-name="A"/>'
    spoil(path, "styles.xml", b"</office:styles>", f"{style}</office:styles>".encode())
    cell = read_document(path).tables[0].rows[0][1]
    assert (cell.text, cell.notes) == (text, notes)


def test_comments_and_covered_texts_of_a_spreadsheet_are_told(tmp_path: Path) -> None:
    comment = "<office:annotation><text:p>Is it £50?</text:p></office:annotation>"
    merged = '<table:table-cell table:number-columns-spanned="2"><text:p>Van</text:p></table:table-cell>'
    covered = "<table:covered-table-cell><text:p>£6</text:p></table:covered-table-cell>"
    rows = row(f"{{Hub}}<table:table-cell><text:p>£5</text:p>{comment}</table:table-cell>") + row(merged + covered)
    (found,) = typed_ods(tmp_path / "covered.ods", rows).tables
    assert found.rows[0][1] == Cell("£5", "B1", "", ('a comment stands here: "Is it £50?"',))
    assert found.rows[1][1] == Cell("", "B2", "left", ('text that the merged cell hides: "£6"',))
