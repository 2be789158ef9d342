"""A misuse of a public function is one sentence; an error that is about something else stays as it is."""

from collections.abc import Callable

import pandas as pd
import pytest

import grantsdata as gd
from grantsdata.arguments import check_columns, check_table, checked, checked_names
from grantsdata.errors import ParameterError, YearError

FRAME = pd.DataFrame({"stream": ["A", "B"], "award_gbp": [1.0, 2.0]})


@checked
def total(frame: pd.DataFrame, column: str) -> float:
    return float(frame[column].sum())


def fails(frame: pd.DataFrame) -> object:
    return {"a": len(frame)}["stream"]


def test_a_correct_call_is_let_through() -> None:
    assert total(FRAME, "award_gbp") == 3.0
    assert total(frame=FRAME, column="award_gbp") == 3.0


@pytest.mark.parametrize(
    ("value", "found"), [("2017-18", 'The text "2017-18"'), (["2017-18"], "A list"), (None, "A NoneType")]
)
def test_anything_but_a_table_is_refused_by_what_it_is(value: object, found: str) -> None:
    with pytest.raises(ParameterError) as caught:
        total(value, "award_gbp")
    assert str(caught.value) == (
        f"{found} was given to total() as frame; expected a table (a DataFrame), such as gd.load_awards() returns."
    )


def test_a_missing_or_unknown_argument_is_one_sentence() -> None:
    with pytest.raises(ParameterError) as refusal:
        gd.summaries.contributed_awards(FRAME)
    assert str(refusal.value) == (
        "contributed_awards(awards, contributions) was called otherwise: missing a required argument: 'contributions'."
    )
    with pytest.raises(ParameterError, match="unexpected keyword argument 'award'"):
        gd.summaries.awards_by_stream(FRAME, award=FRAME)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: gd.summaries.disclosure_items(FRAME, FRAME),
         "A DataFrame was given to disclosure_items() as paper; expected a value of the type Paper."),
        (lambda: total(FRAME, FRAME), "A DataFrame was given to total() as column; expected a value of the type str."),
        (lambda: total(FRAME, ""),
         'There is no column ""; expected one of: stream, award_gbp.'),
        (lambda: gd.breakdown(FRAME, ["stream", "stream"]),
         "by is ['stream', 'stream']; expected the name of a column, or a list of different ones."),
        (lambda: gd.summaries.award_sizes(FRAME), 'There is no column "award_pence"; did you mean "award_gbp"?'),
    ],
)  # fmt: skip
def test_what_is_of_another_kind_is_one_sentence(call: Callable[[], object], told: str) -> None:
    with pytest.raises(ParameterError) as caught:
        call()
    assert str(caught.value) == told


BUDGETS = pd.DataFrame({"name": ["A"], "budget_gbp": [1.0]})


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: gd.summaries.award_chains(3, []),
         "A int was given to award_chains() as awards; expected a list of tables."),
        (lambda: gd.summaries.award_chains(FRAME, []),
         "A DataFrame was given to award_chains() as awards; expected a list of tables."),
        (lambda: gd.summaries.award_chains(["x"], [FRAME]),
         'The text "x" was given to award_chains() as awards; expected a table (a DataFrame), such as gd.load_awards() '
         "returns."),
        (lambda: gd.summaries.award_chains([FRAME], []),
         "award_chains() was given awards of 1 year and decisions of 0 years; expected both for the same years, and "
         "at least one."),
        (lambda: gd.summaries.award_chains([], []),
         "award_chains() was given awards of 0 years and decisions of 0 years; expected both for the same years, and "
         "at least one."),
        (lambda: gd.summaries.award_chains([FRAME], [FRAME]),
         'There is no column "same"; expected one of: stream, award_gbp.'),
        (lambda: gd.summaries.figures_of([FRAME], FRAME),
         "A list was given to figures_of() as parts; expected a dict of tables."),
        (lambda: gd.summaries.delivered_by(FRAME, 3),
         "A int was given to delivered_by() as names; expected a list of texts."),
        (lambda: gd.charts.awards_ranked(FRAME, ax=3),
         "A int was given to awards_ranked() as ax; expected a value of the type Axes."),
        (lambda: gd.charts.awards_ranked(FRAME, about="x"),
         'The text "x" was given to awards_ranked() as about; expected a dict.'),
        (lambda: gd.charts.awards_against_budgets(FRAME, BUDGETS),
         'There is no column "budget_gbp"; expected one of: stream, award_gbp.'),
        (lambda: gd.charts.stream_by_provider_type(gd.load_awards("2017-18"), FRAME),
         'The column "financial_year" of the table given to stream_by_provider_type() as breakdown holds no numbers; '
         "expected a column of pounds."),
    ],
)  # fmt: skip
def test_several_tables_and_tables_of_another_function_are_checked_too(call: Callable[[], object], told: str) -> None:
    with pytest.raises(ParameterError) as caught:
        call()
    assert str(caught.value) == told


def test_a_misspelt_column_gets_a_suggestion() -> None:
    with pytest.raises(ParameterError) as caught:
        total(FRAME, "strean")
    assert str(caught.value) == 'There is no column "strean"; did you mean "stream"?'


def test_a_column_like_no_other_gets_the_list() -> None:
    with pytest.raises(ParameterError, match='There is no column "x"; expected one of: stream, award_gbp'):
        check_columns(["stream", "x"], FRAME.columns)
    check_columns(["stream"], FRAME.columns)


def test_an_error_about_a_name_that_is_a_column_is_not_renamed() -> None:
    with pytest.raises(KeyError):
        checked(fails)(FRAME)


def test_only_functions_among_the_public_names_are_wrapped() -> None:
    names = checked_names({"total": fails, "NUMBER": 3, "other": fails}, ["total", "NUMBER"])
    assert list(names) == ["total"]
    with pytest.raises(ParameterError, match=r"A int was given to fails\(\) as frame"):
        names["total"](3)


def test_a_table_comes_back_as_it_is() -> None:
    assert check_table(FRAME, "anywhere") is FRAME


ONE_YEAR = [name for name in dir(gd) if name.startswith("load_") and name not in ("load_awards", "load_providers")]


@pytest.mark.parametrize("name", [*ONE_YEAR, "made_from"])
def test_a_table_or_several_years_in_the_place_of_a_year_are_one_sentence(name: str) -> None:
    load = getattr(gd, name)
    for table in (FRAME, FRAME["award_gbp"]):
        with pytest.raises(ParameterError, match=r"A table was given in place of a year; expected one year, such as"):
            load(table)
    with pytest.raises(ParameterError, match=r"2 years were given; expected one, such as 2017-18\."):
        load(["2017-18", "2018-19"])
    with pytest.raises(YearError, match='"None" is not a financial year'):
        load(None)


@pytest.mark.parametrize(
    ("misuse", "says"),
    [
        (lambda: gd.breakdown(gd.load_awards("2017-18"), []), r"by is \[\]; expected the name of a column, or a list"),
        (lambda: gd.breakdown(gd.load_awards("2017-18"), 3), "by is 3; expected the name of a column"),
        (
            lambda: gd.bar(FRAME, "stream", "award_gbp", title=3),
            'The title of a chart is a text, not 3; write title="…"',
        ),
        (lambda: gd.table(FRAME, "Sums", headings="x"), "headings is 'x'; expected a dict of columns"),
        (lambda: gd.save(None, 3), "path is of the type int; expected a path, as a text"),
        (lambda: gd.read_360giving(FRAME), "path is of the type DataFrame; expected a path"),
        (lambda: gd.years(project=3), "project is of the type int; expected a path"),
        (lambda: gd.load_awards(FRAME["award_gbp"]), "A table was given in place of a year"),
    ],
)
def test_a_wrong_type_is_one_sentence(misuse: Callable[[], object], says: str) -> None:
    with pytest.raises(ParameterError, match=says):
        misuse()


def test_a_year_is_not_made_from_a_text() -> None:
    with pytest.raises(YearError, match=r"made from text by FinancialYear\.parse"):
        gd.FinancialYear("2017-18")  # type: ignore[arg-type]
