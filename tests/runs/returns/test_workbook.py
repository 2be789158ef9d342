"""A form as a workbook: what is locked, named and checked, and that it reads back."""

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook
from support.forms import FORM, filled_workbook

from grantsdata.runs.returns.filled import NotAForm
from grantsdata.runs.returns.workbook import read_workbook, workbook_of


def test_only_cells_to_fill_in_are_open_and_each_has_a_name_and_a_check() -> None:
    book = load_workbook(io.BytesIO(workbook_of(FORM)))
    sheet = book["Return"]
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    named = {name: defined.attr_text.split("!")[1].replace("$", "") for name, defined in book.defined_names.items()}
    assert sheet.protection.sheet and book["Guidance"].protection.sheet
    assert named["returned_on"] in open_cells and named["actual_1"] in open_cells
    assert not {named["measure_1"], named["target_1"], named["award_id"], named["last_1"]} & open_cells
    assert {named["measure_2"], named["kind_2"], named["better_2"]} <= open_cells
    checked = {cell for check in sheet.data_validations.dataValidation for cell in str(check.sqref).split()}
    assert checked and all(check.prompt and check.error for check in sheet.data_validations.dataValidation)
    assert sheet.print_title_rows == "$12:$12" and sheet.freeze_panes == "B13"


def test_no_text_of_the_form_is_cut_off() -> None:
    """Nothing makes a row higher when a workbook is opened, so that a second line would lie over the row below."""
    long = replace(
        FORM, asked=(FORM.asked[0]._replace(measure="Women who feel safer at the end of their stay than before"),)
    )
    book = load_workbook(io.BytesIO(workbook_of(long)))
    sheet = book["Return"]
    assert [sheet.row_dimensions[row].height for row in (12, 13, 14)] == [30, 30, None]
    assert not any(sheet.cell(row, 2).alignment.wrap_text for row in range(3, 11))  # the cells beside them are empty
    for one in book:
        assert (one.page_setup.orientation, one.page_setup.fitToHeight) == ("landscape", 0)
        assert one.sheet_properties.pageSetUpPr.fitToPage


def test_a_text_that_begins_like_a_formula_stays_a_text() -> None:
    sheet = load_workbook(io.BytesIO(workbook_of(FORM)))["Return"]
    assert (sheet["B6"].value, sheet["B6"].data_type) == ("=Refuge", "s")


def test_the_same_form_gives_the_same_bytes() -> None:
    assert workbook_of(FORM) == workbook_of(FORM)
    assert b"202" not in workbook_of(FORM)[:60]


def test_what_is_filled_in_reads_back_with_its_place() -> None:
    filled = read_workbook(filled_workbook(FORM, actual_1=1204, data_quality_1="complete", narrative_1=" a \n b "))
    assert not filled.is_blank
    assert filled.lines[0]["actual"][:2] == ("1204", "sheet Return cell J13")
    assert filled.lines[0]["narrative"].text == "a b"
    assert read_workbook(workbook_of(FORM)).is_blank


@pytest.mark.parametrize(("typed", "text"), [(0.1 + 0.2, "0.3"), (31.0, "31"), ("31", "31"), (True, "True")])
def test_numbers_read_as_they_are_shown(typed: object, text: str) -> None:
    assert read_workbook(filled_workbook(FORM, actual_1=typed)).lines[0]["actual"].text == text


def test_a_workbook_without_the_names_is_no_form() -> None:
    file = io.BytesIO()
    Workbook().save(file)
    with pytest.raises(NotAForm, match="no cell with the name award_id"):
        read_workbook(file.getvalue())
