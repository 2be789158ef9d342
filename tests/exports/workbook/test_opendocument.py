"""The OpenDocument workbook: every sheet, cell and type as in the XLSX file, read back by odfdo and by Calamine."""

import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import odfdo
import openpyxl
import pytest
import python_calamine
from support.cases import first
from support.reporting import copied_project

from grantsdata.exports.export import export

SetCell = Callable[[str, int, str, str], None]

YEAR = "2017-18"
VICTIMS = f"{YEAR}/victims-services.csv"
POUNDS, PER_CENT = "£#,##0.00;-£#,##0.00", "0.0%"


def both(project: Path, folder: Path) -> tuple[Path, Path]:
    """The workbook as XLSX and as ODS, each made by a command of its own."""
    (xlsx,) = export(YEAR, "workbook", project=project, folder=folder)
    (ods,) = export(YEAR, "ods", project=project, folder=folder)
    return xlsx, ods


def in_xlsx(path: Path) -> dict[str, list[list[tuple[str, object]]]]:
    """Name of each sheet → its rows of cells, each with its type in the words of OpenDocument and its value."""
    kinds = {POUNDS: "currency", PER_CENT: "percentage"}

    def typed(cell: Any) -> tuple[str, object]:
        if cell.value is None:
            return "", None
        if cell.data_type == "s":
            return "string", cell.value
        assert cell.data_type == "n"
        return kinds.get(cell.number_format, "float"), Decimal(str(cell.value))

    book = openpyxl.load_workbook(path)
    return {sheet.title: [[typed(cell) for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


def in_ods(path: Path) -> dict[str, list[list[tuple[str, object]]]]:
    """The same of an OpenDocument file."""

    def typed(cell: odfdo.Cell) -> tuple[str, object]:
        value = cell.value
        return cell.type or "", value if value is None or isinstance(value, str) else Decimal(str(value))

    body: Any = odfdo.Document(path).body
    return {table.name: [[typed(cell) for cell in row.cells] for row in table.rows] for table in body.tables}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("opendocument")
    return both(copied_project(folder / "project"), folder / "made")


def test_every_sheet_and_cell_is_that_of_the_xlsx_file(made: tuple[Path, Path]) -> None:
    xlsx, ods = in_xlsx(made[0]), in_ods(made[1])
    assert list(ods) == list(xlsx)
    assert ods == xlsx
    kinds = {kind for rows in ods.values() for row in rows for kind, _ in row}
    assert kinds == {"", "string", "float", "currency", "percentage"}  # "": beside a line above a table


def test_another_reader_finds_the_same(made: tuple[Path, Path]) -> None:
    xlsx, ods = (python_calamine.CalamineWorkbook.from_path(path) for path in made)
    assert ods.sheet_names == xlsx.sheet_names
    for name in xlsx.sheet_names:
        assert ods.get_sheet_by_name(name).to_python() == xlsx.get_sheet_by_name(name).to_python(), name


def test_what_is_shown_is_the_amount(made: tuple[Path, Path]) -> None:
    body: Any = odfdo.Document(made[1]).body
    (table,) = (one for one in body.tables if one.name == "By stream")
    shown = [[cell.text_recursive.rstrip("\n") for cell in row.cells] for row in table.rows]
    assert ["Victims' services", "10", "£961,260.00", "£0.00", "42.1%"] in shown  # 961,260 of 2,283,508


@pytest.mark.proof
@pytest.mark.parametrize(
    "text", first(["=1+1", "two  spaces, & <angles>", "first line\nsecond line", "@here", "  led by spaces"])
)
def test_hostile_texts_stay_texts(text: str, project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 2, "Purpose", text)
    xlsx, ods = both(project, project / "made")
    assert in_ods(ods) == in_xlsx(xlsx)


@pytest.mark.proof
def test_pennies_and_sums_below_zero_survive(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 2, "Award", "£123,456,789.01")
    set_cell(VICTIMS, 3, "Award", "-£0.10")
    (ods,) = export(YEAR, "ods", project=project, folder=project / "made")
    rows = in_ods(ods)["Awards"]
    amounts = [row[2] for row in rows[5:7]]
    assert amounts == [("currency", Decimal("123456789.01")), ("currency", Decimal("-0.1"))]
    assert "-£0.10" in zipfile.ZipFile(ods).read("content.xml").decode()


def test_the_tables_are_marked_and_the_contents_lead_to_their_sheets(made: tuple[Path, Path]) -> None:
    content = zipfile.ZipFile(made[1]).read("content.xml").decode()
    assert "table:name=\"awards\" table:target-range-address=\"'Awards'.A5:'Awards'.P40\"" in content
    assert content.count("<table:database-range ") == 19  # all sheets but the cover
    assert "xlink:href=\"#'By stream'.A1\"" in content


def test_it_is_in_british_english_and_dated_like_the_paper(made: tuple[Path, Path]) -> None:
    packed = zipfile.ZipFile(made[1])
    assert "<meta:creation-date>2017-05-11T00:00:00</meta:creation-date>" in packed.read("meta.xml").decode()
    assert "<dc:language>en-GB</dc:language>" in packed.read("meta.xml").decode()
    assert 'fo:country="FR"' not in packed.read("styles.xml").decode()


def test_the_type_is_the_first_part_and_not_compressed(made: tuple[Path, Path]) -> None:
    first_part = zipfile.ZipFile(BytesIO(made[1].read_bytes())).infolist()[0]
    assert (first_part.filename, first_part.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in made[1].read_bytes()[:100]


@pytest.mark.proof
def test_the_same_awards_give_the_same_bytes(made: tuple[Path, Path], tmp_path: Path) -> None:
    (again,) = export(YEAR, "ods", project=made[0].parents[1] / "project", folder=tmp_path)
    assert again.read_bytes() == made[1].read_bytes()
