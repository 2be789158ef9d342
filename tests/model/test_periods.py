"""Which part of a financial year a printed period is: a closed list of forms, and nothing that may be meant."""

import re
from pathlib import Path

import pytest

from grantsdata.errors import ParameterError
from grantsdata.model.years import FinancialYear, check_period, part_of_year

README = (Path(__file__).parents[2] / "data" / "raw" / "README.md").read_text(encoding="utf-8")
YEAR = FinancialYear(2018)

FORMS = {
    "2018/19": "year",
    "2018-19": "year",
    "2018–19": "year",
    "2018/2019": "year",
    "the year 2018/19": "year",
    "The financial year 2018/19": "year",
    "the financial year 2018/2019": "year",
    "April 2018 to March 2019": "year",
    "1 April 2018 to 31 March 2019": "year",
    "the first half of 2018/19": "first half",
    "First half of 2018-2019": "first half",
    "April to September 2018": "first half",
    "1 April  to 30 September 2018": "first half",
    "the second half of 2018–19": "second half",
    "October 2018 to March 2019": "second half",
    "1 October 2018 to 31 March 2019": "second half",
}

OTHERS = (
    "", "2017/18", "2019/20", "2018", "2018/20", "18/19", "the year", "the last financial year", "a nine-month period",
    "the first eight months", "the first half", "the first half of the year", "first half of 2017/18", "April 2018",
    "April to September", "April to September 2019", "April to October 2018", "October to March",
    "October 2018 to March 2018", "1 April 2018", "31 March 2019", "about 2018/19", "2018/19 to date", "Q1 2018/19",
    "the the year 2018/19", "calendar year 2018", "April 2018 to March 2020",
)  # fmt: skip


@pytest.mark.parametrize(("printed", "part"), FORMS.items())
def test_a_listed_form_is_its_part_of_the_year(printed: str, part: str) -> None:
    assert part_of_year(printed, YEAR) == part


@pytest.mark.parametrize("printed", OTHERS)
def test_anything_else_is_another_period(printed: str) -> None:
    assert part_of_year(printed, YEAR) == "another period"


def test_a_century_ends_as_other_years_do() -> None:
    assert part_of_year("2099/00", FinancialYear(2099)) == "year"
    assert part_of_year("2099-2100", FinancialYear(2099)) == "year"


def test_the_forms_that_the_dictionary_lists_are_read_so() -> None:
    table = README.split("| part | forms |")[1].split("\n\n")[0]
    listed = dict(re.findall(r"^\| (the year|its first half|its second half) \| (.+) \|$", table, re.MULTILINE))
    parts = {"the year": "year", "its first half": "first half", "its second half": "second half"}
    assert set(listed) == set(parts)
    for name, forms in listed.items():
        assert {part_of_year(form, YEAR) for form in re.findall(r"`([^`]+)`", forms)} == {parts[name]}


@pytest.mark.parametrize("period", ["first half", "second half", "year"])
def test_the_three_parts_may_be_asked_for(period: str) -> None:
    check_period(period)


@pytest.mark.parametrize("period", ["", "Year", "half", "first  half", "2018/19", "another period", "quarter"])
def test_another_part_is_refused_with_the_list(period: str) -> None:
    with pytest.raises(ParameterError) as refusal:
        check_period(period)
    assert str(refusal.value) == f'The period is "{period}"; expected one of "first half", "second half", "year".'
