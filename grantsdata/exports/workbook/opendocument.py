"""Write the public's workbook as an OpenDocument spreadsheet: the sheets and cells of the XLSX file, read back from it.

So there is one layout, that of `spreadsheet`, and both files have the same cells.
Source of the file format: https://docs.oasis-open.org/office/OpenDocument/v1.3/.
"""

from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import odfdo
import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from grantsdata.exports.files import OPEN_SPREADSHEET
from grantsdata.exports.origin import Origin
from grantsdata.exports.workbook.spreadsheet import PER_CENT, POUNDS
from grantsdata.sources.zipped import same_each_time

_NUMBER_STYLES = {
    POUNDS: '<number:currency-style style:name="pounds"><number:currency-symbol number:language="en" '
    'number:country="GB">£</number:currency-symbol><number:number number:decimal-places="2" '
    'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:currency-style>',
    PER_CENT: '<number:percentage-style style:name="per-cent"><number:number number:decimal-places="1" '
    'number:min-decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text>'
    "</number:percentage-style>",
}
_DATA_STYLES = {POUNDS: "pounds", PER_CENT: "per-cent"}

_ROW = (
    '<style:style style:name="row" style:family="table-row">'
    '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
)
_INCHES_OF_A_CHARACTER = 0.09


class _Look(NamedTuple):
    """What a cell looks like."""

    size: float
    is_bold: bool
    is_wrapped: bool
    number_format: str


def write_opendocument(workbook: Path, origin: Origin, folder: Path) -> list[Path]:
    """Write `grants.ods` into a folder from the file of `write_spreadsheet`, and return the file.

    Numbers stay numbers, pounds are marked as currency and shares as percentages. Links and widths of columns are kept,
    and each table is a database range. The same workbook gives the same bytes with the same version of zlib.
    """
    book = openpyxl.load_workbook(workbook)
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    looks: dict[_Look, str] = {}
    for sheet in book.worksheets:
        document.body.append(_table(sheet, looks, document))
    document.body.append(_element(f"<table:database-ranges>{''.join(_ranges(book))}</table:database-ranges>"))
    for style in (*_NUMBER_STYLES.values(), _ROW, *(_cell_style(look, name) for look, name in looks.items())):
        document.insert_style(_element(style), automatic=True)
    meta = document.meta
    document.language = "en-GB"
    meta.title, meta.initial_creator = origin.title, origin.paper.body
    meta.creation_date = datetime.combine(origin.paper.date, time())  # otherwise it would hold the present time
    written = BytesIO()
    document.save(written)
    path = folder / OPEN_SPREADSHEET
    path.write_bytes(same_each_time(written.getvalue(), stored=("mimetype",)))
    return [path]


def _element(xml: str) -> Any:
    return odfdo.Element.from_tag(xml)


def _table(sheet: Worksheet, looks: dict[_Look, str], document: odfdo.Document) -> odfdo.Table:
    table = odfdo.Table(sheet.title)
    for at, width in enumerate(_widths(sheet)):
        name = f"width-{width:.2f}".replace(".", "-")
        if document.get_style("table-column", name) is None:
            document.insert_style(_column_style(name, width), automatic=True)
        table.set_column(at, odfdo.Column(style=name))
    for cells in sheet.iter_rows():
        row = odfdo.Row(style="row")
        for cell in cells:
            row.append_cell(_cell(cell, looks))
        table.append_row(row)
    return table


def _widths(sheet: Worksheet) -> Iterator[float]:
    """The width of each column in inches; the XLSX file states a width once for neighbours that have the same."""
    stated = {at: float(one.width) for one in sheet.column_dimensions.values() for at in range(one.min, one.max + 1)}
    for at in range(1, sheet.max_column + 1):
        yield stated.get(at, 12.0) * _INCHES_OF_A_CHARACTER


def _column_style(name: str, width: float) -> Any:
    return _element(
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:.2f}in"/></style:style>'
    )


def _cell(cell: Cell, looks: dict[_Look, str]) -> odfdo.Cell:
    look = _Look(float(cell.font.sz), bool(cell.font.b), bool(cell.alignment.wrap_text), str(cell.number_format))
    style = looks.setdefault(look, f"cell-{len(looks) + 1}")
    value = cell.value
    if value is None:
        return odfdo.Cell(style=style)
    if isinstance(value, str):
        return _showing(value, odfdo.Cell(value, style=style), cell)
    number = Decimal(str(value))
    if cell.number_format == POUNDS:
        shown = f"{'-' if number < 0 else ''}£{abs(number):,.2f}"
        return _showing(shown, odfdo.Cell(number, cell_type="currency", currency="GBP", style=style), cell)
    if cell.number_format == PER_CENT:
        return _showing(f"{number:.1%}", odfdo.Cell(number, cell_type="percentage", style=style), cell)
    return _showing(str(number), odfdo.Cell(number, style=style), cell)


def _showing(text: str, made: odfdo.Cell, cell: Cell) -> odfdo.Cell:
    """The cell with a paragraph for each line of a text; a link within the workbook stays one."""
    for paragraph in made.get_elements("text:p"):
        made.delete(paragraph)
    for line in text.split("\n"):
        paragraph = odfdo.Paragraph(line)
        if cell.hyperlink is not None:
            paragraph = odfdo.Paragraph()
            paragraph.append(odfdo.Link(f"#{cell.hyperlink.location.replace('!', '.')}", text=line))
        made.append(paragraph)
    return made


def _cell_style(look: _Look, name: str) -> str:
    weight, wrap = "bold" if look.is_bold else "normal", "wrap" if look.is_wrapped else "no-wrap"
    data = f' style:data-style-name="{_DATA_STYLES[look.number_format]}"' if look.number_format in _DATA_STYLES else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{data}>'
        f'<style:table-cell-properties fo:wrap-option="{wrap}" style:vertical-align="top"/>'
        f'<style:text-properties style:font-name="Arial" fo:font-size="{look.size:g}pt" fo:font-weight="{weight}" '
        'fo:language="en" fo:country="GB"/></style:style>'
    )


def _ranges(book: openpyxl.Workbook) -> Iterator[str]:
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            first, last = (f"'{sheet.title}'.{place}" for place in table.ref.split(":"))
            yield (
                f'<table:database-range table:name="{table.name}" table:target-range-address="{first}:{last}" '
                f'table:contains-header="true"/>'
            )
