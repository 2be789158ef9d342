"""Filled forms → lines of returns.csv, or faults by their places."""

import pytest
from support.forms import FORM, filled_workbook

from grantsdata.runs.returns.filled import lines_of, read_day
from grantsdata.runs.returns.workbook import read_workbook

RIGHT = {"returned_on": "30/10/2018", "actual_1": 31, "data_quality_1": "complete"}
NEW = {"measure_2": "Felt safer", "kind_2": "share", "better_2": "higher", "numerator_2": 9, "denominator_2": 20,
       "data_quality_2": "estimated", "narrative_2": "A sample."}  # fmt: skip


def faults(**cells: object) -> list[str]:
    return [str(one) for one in lines_of(read_workbook(filled_workbook(FORM, **cells)), FORM, "form.xlsx")[1]]


def test_answers_become_lines_and_further_measures_too() -> None:
    filled = read_workbook(filled_workbook(FORM, **RIGHT, **NEW))
    lines, wrong = lines_of(filled, FORM, "form.xlsx", "2018-10-15")
    assert wrong == []
    award = {"stream": "GR", "service": "=Refuge", "provider": "", "period": "first half", "due": "2018-10-15",
             "returned_on": "2018-10-30", "said_in": "form.xlsx", "part_of": ""}  # fmt: skip
    assert lines == [
        award | {"measure": "Women helped", "kind": "people helped", "unit": "women", "better": "higher",
                 "target": "10", "numerator": "", "denominator": "", "actual": "31", "data_quality": "complete",
                 "narrative": ""},
        award | {"measure": "Felt safer", "kind": "share", "unit": "", "better": "higher", "target": "",
                 "numerator": "9", "denominator": "20", "actual": "", "data_quality": "estimated",
                 "narrative": "A sample."},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "place", "says"),
    [
        ({"actual_1": "about 30"}, "sheet Return cell J13, column Figure", 'cannot read the number "about 30"; expect'),
        ({"actual_1": 30.5}, "cell J13", '"30.5"; expected a whole number'),
        ({"actual_1": None}, "cell J13", 'an empty cell; expected a number, or the data quality "not available"'),
        ({"data_quality_1": "fine"}, "cell K13, column Quality of the figure", 'unknown label "fine"'),
        ({"returned_on": "soon"}, "cell B10, column Date of this return", 'cannot read the date "soon"'),
        ({"returned_on": None}, "cell B10", "an empty cell"),
        ({"target_1": 5}, "cell G13, column Expected (profile)", "expected “10”"),
        ({"measure_1": "Men helped"}, "cell A13, column Measure", "expected “Women helped”"),
        ({"service": "Shelter"}, "cell B6, column Service", "expected “=Refuge”"),
        ({**NEW, "numerator_2": 21}, "cell H14", "more than the number that it is a share of"),
        ({**NEW, "kind_2": "lots"}, "cell B14", 'unknown label "lots"; expected one of people helped, count,'),
        ({**NEW, "measure_2": None}, "cell A14, column Measure", "an empty cell"),
        ({**NEW, "measure_3": "Felt safer", "kind_3": "count", "actual_3": 5, "data_quality_3": "complete"},
         "cell A15", "the measure is there twice"),
    ],
)  # fmt: skip
def test_each_bad_cell_is_refused_by_its_place(cells: dict[str, object], place: str, says: str) -> None:
    found = faults(**{**RIGHT, **cells})
    assert [one for one in found if one.startswith("form.xlsx ") and place in one and says in one], found


@pytest.mark.parametrize("name", ["actual_1", "narrative_1", "returned_on", "measure_1", "numerator_2"])
def test_a_formula_without_a_result_is_refused_and_is_not_blank(name: str) -> None:
    """A program that writes a workbook without working it out leaves no result, so that the cell looks blank."""
    filled = read_workbook(filled_workbook(FORM, **{name: "=20+11"}))
    assert filled.is_blank == (name == "measure_1")
    (fault,) = faults(**{**RIGHT, name: "=20+11"})
    assert 'a formula with no result in the file: "=20+11"' in fault
    assert fault.endswith("Type the value itself into the cell.")
    assert "form.xlsx sheet Return cell " in fault


def test_an_error_of_the_spreadsheet_is_refused() -> None:
    (fault,) = faults(**RIGHT, narrative_1="#REF!")
    assert 'cell L13, column What we should know: an error of the spreadsheet: "#REF!"' in fault


def test_all_formulas_without_a_result_come_at_once() -> None:
    found = faults(returned_on="=TODAY()", actual_1="=1", narrative_1="=B2&B3")
    assert [one.split("cell ")[1].split(",")[0] for one in found] == ["B10", "J13", "L13"]


def test_all_bad_cells_come_at_once() -> None:
    assert len(faults(returned_on="soon", actual_1="x", data_quality_1="y")) == 3


@pytest.mark.parametrize(
    ("text", "day"),
    [("2017-10-31", "2017-10-31"), ("31/10/2017", "2017-10-31"), ("3 Oct 2017", "2017-10-03"), ("31 June 2017", ""),
     ("10/31/2017", ""), ("3 J 2017", ""), ("3 Ju 2017", ""), ("tomorrow", "")],
)  # fmt: skip
def test_days_are_read_as_british_offices_write_them(text: str, day: str) -> None:
    assert read_day(text) == day
