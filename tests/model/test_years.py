"""Financial years: what is read, what is refused, when they start and end."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantsdata.errors import ParameterError, YearError
from grantsdata.model.years import (
    FinancialYear,
    day_given,
    is_only_year,
    named_years,
    names_another_year,
    parse_day,
    shift_years,
)


@pytest.mark.parametrize("text", ["2017-18", "2017/18", "2017–18"])
def test_a_year_is_read_as_printed(text: str) -> None:
    assert FinancialYear.parse(text) == FinancialYear(2017)


@pytest.mark.parametrize(
    ("text", "written"),
    [("1999-00", "1999-00"), ("2008/09", "2008-09"), ("2009–10", "2009-10"), ("2099/00", "2099-00")],
)
def test_a_year_is_written_with_a_hyphen(text: str, written: str) -> None:
    assert str(FinancialYear.parse(text)) == written


def test_a_year_runs_from_april_to_march() -> None:
    year = FinancialYear.parse("2017-18")
    assert (year.start, year.end) == (date(2017, 4, 1), date(2018, 3, 31))


def test_years_sort_by_time() -> None:
    later, earlier, earliest = map(FinancialYear.parse, ("2018-19", "2017-18", "1999-00"))
    assert sorted([later, earlier, earliest]) == [earliest, earlier, later]


def test_one_year_is_one_key() -> None:
    assert len({FinancialYear.parse("2017-18"), FinancialYear.parse("2017/18"), FinancialYear.parse("2018-19")}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2017", "17-18", "2017-2018", "201718", "2017 18", "2017-18 ", " 2017-18", "2017-18\n", "2017—18",
        "2017_18", "2017-8", "2017-018", "FY2017-18", "2017-18-19", "2017\\18", "２０１７-18", "٢٠١٧-18", "-2017-18",
    ],
)  # fmt: skip
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(YearError, match='is not a financial year; expected a form like "2017-18"'):
        FinancialYear.parse(text)


@pytest.mark.parametrize(
    ("text", "after"), [("2020-99", "2020-21"), ("2017-17", "2017-18"), ("2017-19", "2017-18"), ("2018-17", "2018-19"),
                        ("1999-99", "1999-00")]
)  # fmt: skip
def test_a_year_that_does_not_follow_is_refused_and_the_right_one_named(text: str, after: str) -> None:
    with pytest.raises(YearError, match=f'"{text}" .*"{after}"'):
        FinancialYear.parse(text)


@pytest.mark.parametrize("text", ["0000-01", "0017-18", "0999-00", "9999-00"])
def test_a_year_of_another_age_is_refused(text: str) -> None:
    with pytest.raises(YearError, match="is not a financial year"):
        FinancialYear.parse(text)


@pytest.mark.parametrize("value", [2017, 201718, 2017.18, None, True, date(2017, 4, 1), b"2017-18", ("2017-18",)])
def test_a_value_that_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(YearError):
        FinancialYear.parse(value)


@given(st.integers(0, 9999))
def test_a_year_that_is_read_can_be_written_read_again_and_dated(starts: int) -> None:
    text = f"{starts:04d}-{(starts + 1) % 100:02d}"
    try:
        year = FinancialYear.parse(text)
    except YearError:
        assert not 1900 <= starts < 2100
        return
    assert (str(year), FinancialYear.parse(str(year))) == (text, year)
    assert (year.start.year, year.end.year) == (starts, starts + 1)


@given(st.text(max_size=12))
def test_any_text_is_a_year_or_a_year_error(text: str) -> None:
    try:
        year = FinancialYear.parse(text)
    except YearError:
        return
    assert str(year) == text.replace("/", "-").replace("–", "-")


NAMED = {
    "2019/20 Award": ["2019-20"],
    "Award2019-20": ["2019-20"],
    "2019–2020": ["2019-20"],
    "2019 / 20": ["2019-20"],
    "2019_20": ["2019-20"],
    "19/20 (£)": ["2019-20"],
    "2019 to 2020": ["2019-20"],
    "FY20": ["2019-20"],
    "FY 2020": ["2019-20"],
    "FY19/20": ["2019-20"],
    "March 2020": ["2019-20"],
    "Year to 31 Mar 2020": ["2019-20"],
    "April 2019 to March 2020": ["2019-20", "2019-20"],
    "1999/00": ["1999-00"],
    "2020 Award": ["2019-20 2020-21"],
    "Award 2019-22": ["2019-20 2020-21 2021-22"],
    "from 2019/20 to 2020/21": ["2019-20", "2020-21"],
    "2019/20,2020/21": ["2019-20", "2020-21"],
    "Year 1": [],
    "Ages 10-12": [],
    "£2,019": [],
    "£2020": [],
    "2020,000": [],
    "Award": [],
}


@pytest.mark.parametrize(("text", "years"), NAMED.items())
def test_the_years_that_a_header_names(text: str, years: list[str]) -> None:
    assert [" ".join(sorted(map(str, one))) for one in named_years(text)] == years


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("2019/20 Award", True),
        ("2020/21 Award", False),
        ("2020 Award", False),
        ("FY20", True),
        ("Change from 2019/20 to 2020/21", False),
        ("Last year's award", True),
        ("Previous financial year", True),
        ("Award", False),
        ("Year 1", False),
    ],
)
def test_whether_a_header_names_another_year(text: str, is_another: bool) -> None:
    assert names_another_year(text, FinancialYear(2020)) is is_another


@pytest.mark.parametrize(
    ("text", "by", "moved"),
    [
        ("2019/20 Award", 1, "2020/21 Award"),
        ("Service,2019/20,2020/21\n", 1, "Service,2020/21,2021/22\n"),
        ("1999/00", 1, "2000/01"),
        ("2018-2019 and FY20", 2, "2020-2021 and FY22"),
        ("April 2019 to March 2020 (2021)", -1, "April 2018 to March 2019 (2020)"),
        ("Ages 10-12, Year 1", 1, "Ages 10-12, Year 1"),
    ],
)
def test_each_year_of_a_header_moves_in_its_own_form(text: str, by: int, moved: str) -> None:
    assert shift_years(text, by) == moved


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017-12-31", date(2017, 12, 31)),
        ("2016-02-29", date(2016, 2, 29)),
        *(
            (text, None)
            for text in ("", "2017-02-29", "31/12/2017", "20171231", "2017-W01-1", "2017-12-31 ", "2017-1-1")
        ),
    ],
)
def test_a_date_is_read_in_its_iso_form_only(text: str, day: date | None) -> None:
    assert parse_day(text) == day


def test_a_day_is_given_as_a_date_or_in_its_iso_form() -> None:
    days = [date(2017, 12, 31), datetime(2017, 12, 31, 23, 59), "2017-12-31"]
    assert {day_given(day) for day in days} == {date(2017, 12, 31)}
    with pytest.raises(ParameterError, match=r'^"today" is not a date; expected one in the form 2017-08-03\.$'):
        day_given("today")


def test_a_year_is_a_year_and_nothing_else() -> None:
    assert is_only_year("2018/19")
    assert not is_only_year("2018 awards")


def test_a_year_as_at_a_day_has_both_and_a_day_that_is_none_is_refused() -> None:
    year = FinancialYear.named("2017-18-as-at-2017-09-30")
    assert (year.plain, year.as_at) == (FinancialYear(2017), "2017-09-30")
    assert FinancialYear.named("2017-18") == FinancialYear(2017)
    for text in ("2017-18-as-at-30.9.2017", "2017-18-as-at-"):
        with pytest.raises(YearError) as refusal:
            FinancialYear.named(text)
        assert str(refusal.value) == (
            f'"{text}" is not a financial year as at a day; expected "2017-18-as-at-2017-09-30".'
        )
