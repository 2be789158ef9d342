"""What lies on the sheets of a workbook: texts of boxes, headers and footers are read, and all else is told."""

from io import BytesIO

import xlsxwriter
from PIL import Image

from grantsdata.importers.documents.spreadsheets.drawings import drawn
from grantsdata.sources.safety.open_xml import Package


def picture() -> BytesIO:
    saved = BytesIO()
    Image.new("RGB", (2, 2), "white").save(saved, "PNG")
    return saved


def test_texts_are_read_without_codes_and_pictures_and_charts_are_counted() -> None:
    saved = BytesIO()
    book = xlsxwriter.Workbook(saved)
    first, second = book.add_worksheet(), book.add_worksheet()
    first.set_header('&L&"Arial,Bold"&14Board of 5 May&R&K336699Page &P of &N')
    first.set_footer("&C&D")
    first.insert_textbox("C3", "Awards\nof £5")
    for sheet in (first, second):
        sheet.insert_image("A9", "logo.png", {"image_data": picture()})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Sheet1!$A$1"})
    second.insert_chart("A1", chart)
    book.close()
    texts, notes = drawn(Package(saved.getvalue()))
    assert texts == ["Board of 5 May Page of", "Awards", "of £5"]
    assert notes == [
        "a picture, whose text is not read, stands on a sheet (2 times)",
        "a chart, whose numbers are not read, stands on a sheet",
    ]


def test_a_workbook_without_drawings_has_none() -> None:
    saved = BytesIO()
    book = xlsxwriter.Workbook(saved)
    book.add_worksheet().write("A1", "Hub")
    book.close()
    assert drawn(Package(saved.getvalue())) == ([], [])
