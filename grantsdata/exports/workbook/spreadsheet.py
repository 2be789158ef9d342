"""Write the public's workbook: cover, contents, notes, and a marked-up table on each sheet.

Source of the layout: the Government Analysis Function's guidance on releasing statistics in spreadsheets,
https://analysisfunction.civilservice.gov.uk/policy-store/releasing-statistics-in-spreadsheets/, which gptables follows.
"""

import io
import warnings
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.exports.files import SPREADSHEET
from grantsdata.exports.origin import Origin
from grantsdata.exports.workbook.sheets import NOTES, UNKNOWN_MEANS, Sheet

with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)  # gptables does not close the file of its theme
    import gptables
    from gptables.core.gptable import FormatList

LONGEST = 32_767
"""The most UTF-16 units that a cell of Excel holds."""
CUT = " … [cut here, since a cell holds no more; the CSV file has all of it]"

POUNDS, PER_CENT = "£#,##0.00;-£#,##0.00", "0.0%"
_WIDEST = 46

_OPTIONS = {
    "in_memory": True,  # otherwise the archive would show this user's default file permissions
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_spreadsheet(sheets: Sequence[Sheet], origin: Origin, folder: Path) -> list[Path]:
    """Write `grants.xlsx` into a folder and return the file.

    Amounts are numbers in pounds; texts stay texts, whatever they begin with. A text that is too long for a cell is cut
    and ends with CUT. The same sheets give the same bytes with the same version of zlib.
    """
    path, written = folder / SPREADSHEET, io.BytesIO()
    referred = {note for sheet in sheets for note in sheet.notes.values()}
    notes = [(name, text) for name, text in NOTES.items() if name in referred]
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", category=DeprecationWarning, module="gptables"
        )  # the lock file pins its version
        workbook = gptables.produce_workbook(
            filename=written,
            sheets={sheet.name: _table(sheet, origin) for sheet in sheets},
            cover=_cover(origin),
            notes_table=pd.DataFrame(notes, columns=["Note reference", "Note text"]),
            auto_width=False,
            workbook_options=_OPTIONS,
        )
    for sheet in sheets:
        worksheet = workbook.get_worksheet_by_name(sheet.name)
        for at, column in enumerate(sheet.table.columns):
            worksheet.set_column(at, at, _width(column, sheet.table[column]))
    workbook.get_worksheet_by_name("Contents").set_column(0, 1, _WIDEST)
    workbook.get_worksheet_by_name("Notes").set_column(1, 1, 2 * _WIDEST)
    # Otherwise the workbook would hold the present time.
    created = datetime.combine(origin.paper.date, time())
    workbook.set_properties({"title": origin.title, "author": origin.paper.body, "created": created})
    workbook.close()
    path.write_bytes(written.getvalue())
    return [path]


def _cover(origin: Origin) -> gptables.Cover:
    return gptables.Cover(
        title=origin.title,
        intro=[
            _plain(f"What {origin.paper.body} awarded, to whom and for what."),
            origin.amounts,
            "Each sheet holds one table. Amounts are in pounds.",
        ],
        about=[_plain(f"{fact}: {text}") for fact, text in origin.facts()],
    )


def _table(sheet: Sheet, origin: Origin) -> gptables.GPTable:
    columns = list(sheet.table.columns)
    formats = [(sheet.pounds, POUNDS), (sheet.shares, PER_CENT)]
    return gptables.GPTable(
        table=sheet.table.map(_cell),
        table_name=sheet.name.lower().replace(" ", "_"),
        title=sheet.title,
        instructions="This worksheet contains one table. Some headings refer to notes, which are on the sheet Notes.",
        legend=[UNKNOWN_MEANS],
        source=_without_notes(f"Source{'s' if origin.further else ''}: {origin.sources}"),
        table_notes={heading: f"$${note}$$" for heading, note in sheet.notes.items()},
        index_columns={},
        additional_formatting=[
            {"column": {"columns": [columns.index(name)], "format": {"num_format": form}}}
            for names, form in formats
            for name in names
        ],
    )


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return FormatList(_plain(value))
    return value.item() if hasattr(value, "item") else value


def _plain(text: str) -> list[Any]:
    """The text as rich text without formatting: gptables looks for no links in it, and accepts one of signs only."""
    return [{}, _cut(text)]


def _without_notes(text: str) -> list[Any]:
    """The same for a text above a table, where gptables would take a text between pairs of dollar signs for a note."""
    return [piece for part in text.replace("$$", "$\0$").split("\0") for piece in _plain(part)]


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _width(heading: str, cells: pd.Series) -> int:
    longest = max([*(len(word) for word in heading.split()), *(len(str(cell)) for cell in cells)])
    return min(max(longest + 2, 12), _WIDEST)
