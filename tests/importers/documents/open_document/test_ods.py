"""Spreadsheets of LibreOffice give back their cells as they are shown, and tell what is hidden or worked out."""

import re
from decimal import Decimal
from pathlib import Path

import odfdo
import pytest
from support.papers import ods_of, signs_of, spoil

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import Cell, Document
from grantsdata.importers.documents.reading import read_document


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
        ('style:text-position="sub 58%"', "£500", ('small mark "1"',)),
        ('style:text-position="0% 100%"', "£5001", ()),
        ('text:display="none"', "£500", ('hidden text left out: "1"',)),
        ('style:text-line-through-style="solid"', "£500", ("struck out and left out: “1”",)),
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


def value(number: str, text: str, tag: str = "table-cell", how: str = "") -> str:
    return f'<table:{tag} office:value-type="float" office:value="{number}" {how}>{text}</table:{tag}>'


def test_a_value_that_a_sheet_shows_with_another_sign_or_not_at_all_is_told(tmp_path: Path) -> None:
    text = '<table:table-cell office:value-type="string" office:string-value="£5,000"/>'
    minus = value("5000", "<text:p>(5,000)</text:p>")
    found = typed_ods(tmp_path / "values.ods", row("{Hub}" + minus + text))
    assert [(cell.text, cell.notes) for cell in found.tables[0].rows[0][1:]] == [
        ("(5,000)", ("the file holds 5000",)),
        ("£5,000", ("the file does not say how it is shown",)),
    ]


def test_a_number_that_a_merged_cell_hides_is_told_and_is_no_contradiction(tmp_path: Path) -> None:
    head = row("{Service}{Award}{Award}")
    wide = value("5", "<text:p>5</text:p>", how='table:number-columns-spanned="2"')
    found = typed_ods(
        tmp_path / "merged.ods", head + row("{Hub}" + wide + value("9", "<text:p>9</text:p>", "covered-table-cell"))
    )
    assert found.tables[0].rows[1][2].notes == ('text that the merged cell hides: "9"',)
    assert found.unaccounted == ()


def test_an_amount_that_its_format_may_print_white_is_reported(tmp_path: Path) -> None:
    names = 'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    white = '<style:text-properties fo:color="#ffffff"/><number:number number:min-integer-digits="1"/>'
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    cells = "".join(
        f'<table:table-cell table:style-name="{name}" office:value-type="float" office:value="5"><text:p>5</text:p>'
        "</table:table-cell>"
        for name in ("ce1", "ce2", "ce3")
    )
    rows = f"<table:table-row>{cells}</table:table-row>"
    document.body.append(odfdo.Element.from_tag(f'<table:table table:name="Awards">{rows}</table:table>'))
    for style in (
        f'<number:number-style {names} style:name="N1P0" style:volatile="true">{white}</number:number-style>',
        f'<number:number-style {names} style:name="N1"><style:map style:condition="value()&gt;=0" '
        'style:apply-style-name="N1P0"/></number:number-style>',
        f'<number:number-style {names} style:name="N2">{white}</number:number-style>',
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>',
        '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="ce4"/>',
        '<style:style style:name="ce3" style:family="table-cell"/>',
        '<style:style style:name="ce4" style:family="table-cell" style:data-style-name="N2"/>',
    ):
        document.get_part("content.xml").get_element("//office:automatic-styles").append(odfdo.Element.from_tag(style))
    document.save(str(tmp_path / "sheet.ods"))
    (row,) = read_document(tmp_path / "sheet.ods").tables[0].rows
    white_note = "its number format may print it in the colour of what is behind it; compare with the sheet"
    assert [(cell.text, cell.notes) for cell in row] == [("5", (white_note,)), ("5", (white_note,)), ("5", ())]
