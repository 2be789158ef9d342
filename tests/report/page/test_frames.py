"""Tables as analysts make them: an index with a name, columns with several levels, a Series; misuse is one sentence."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from support.reporting import awards_of_2017

import grantsdata as gd
from grantsdata.errors import GrantsDataError, ParameterError
from grantsdata.report.page import table_html
from grantsdata.runs.qa.saved_table import read_table


def rows(html: str, part: str = "tbody") -> list[list[str]]:
    found = BeautifulSoup(html, "html.parser").select(f"{part} tr")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in found]


def faults(html: str) -> list[str]:
    table = BeautifulSoup(html, "html.parser").table
    assert table is not None
    return read_table(table).faults


def test_an_index_with_a_name_heads_the_rows() -> None:
    by_stream = awards_of_2017().groupby("stream", observed=True)[["award_gbp"]].sum()
    html = table_html(by_stream, "By stream")
    assert rows(html, "thead") == [["Stream", "Amount"]]
    assert rows(html) == [["Victims' services", "£961,260"], ["Crime and disorder reduction", "£1,322,248"]]
    assert [cell["scope"] for cell in BeautifulSoup(html, "html.parser").select("tbody th")] == ["row", "row"]
    assert faults(html) == []


def test_an_index_that_only_numbers_the_rows_is_not_shown() -> None:
    assert rows(table_html(pd.DataFrame({"x": ["a"]}, index=[7]), "T"), "thead") == [["x"]]


def test_texts_in_an_index_without_a_name_are_shown() -> None:
    html = table_html(pd.Series([1.5, 2.0]).describe(), "Described")
    assert rows(html)[:2] == [["count", "2.000"], ["mean", "1.750"]]
    assert rows(html, "thead") == [["Row", "Value"]]


def test_a_series_is_a_table_of_one_column() -> None:
    counts = awards_of_2017()["stream"].value_counts(sort=False)
    html = table_html(counts, "Counts")
    assert rows(html)[:3] == [["Victims' services", "10"], ["Crime and disorder reduction", "25"], ["Youth Fund", "0"]]


def test_columns_of_two_levels_have_two_rows_of_headings() -> None:
    awards = awards_of_2017().assign(awards=1)
    pivot = awards.pivot_table(
        index="arrangement", columns="stream", values=["award_gbp", "awards"], aggfunc="sum", observed=True
    )
    html = table_html(pivot, "Pivot")
    head = BeautifulSoup(html, "html.parser").select("thead tr")
    cells = [[(c.get_text(), c["scope"], c.get("rowspan"), c.get("colspan")) for c in row.select("th")] for row in head]
    assert cells == [
        [("Arrangement", "col", "2", None), ("Amount", "colgroup", None, "1"), ("Awards", "colgroup", None, "1")],
        [("Victims' services", "col", None, None), ("Victims' services", "col", None, None)],
    ]  # fmt: skip
    assert rows(html)[0] == ["Grant agreement", "£574,195", "5"]
    assert faults(html) == []


def test_an_index_of_two_levels_heads_each_row_with_both() -> None:
    by_both = awards_of_2017().groupby(["stream", "arrangement"], observed=True)["award_gbp"].sum()
    html = table_html(by_both, "Both")
    assert rows(html)[1] == ["Victims' services", "Commissioned contract", "£233,000"]
    assert [cell.name for cell in BeautifulSoup(html, "html.parser").select("tbody tr")[0].children] == [
        "th",
        "th",
        "td",
    ]


def test_a_heading_of_ones_own_is_still_the_column_that_the_checks_know() -> None:
    frame = pd.DataFrame({"service": ["a"], "award_gbp": [5.0], "ratio": [0.0031]})
    html = table_html(frame, "T", headings={"award_gbp": "Money", "ratio": "How much"})
    assert rows(html, "thead") == [["Service", "Money", "How much"]]
    assert rows(html) == [["a", "£5", "0.0031"]]
    assert faults(html) == []


def test_the_saved_table_keeps_all_digits_of_a_number() -> None:
    table = BeautifulSoup(table_html(pd.DataFrame({"a": ["x"], "ratio": [0.00312345678]}), "T"), "html.parser").table
    assert table is not None
    assert read_table(table).rows[0].saved["ratio"] == "0.00312345678"


def test_an_amount_in_pence_is_not_hidden_where_nothing_else_shows_it() -> None:
    assert rows(table_html(awards_of_2017()[["service", "award_pence"]].head(1), "T"))[0][1] == "44,600,000"


AWARDS = awards_of_2017()
SMALL = AWARDS[["service", "award_gbp"]]


@pytest.mark.parametrize(
    ("misuse", "words"),
    [
        (lambda: gd.breakdown(AWARDS, "steam"), 'no column "steam"; did you mean "stream"'),
        (lambda: gd.breakdown(AWARDS, ["stream", "provder"]), 'no column "provder"; did you mean "provider"'),
        (lambda: gd.breakdown("2017-18", "stream"), 'text "2017-18" was given to breakdown.. as awards'),
        (lambda: gd.summaries.awards_by_stream("x"), 'text "x" was given to awards_by_stream'),
        (lambda: gd.summaries.awards_by_stream(SMALL), "no column"),
        (lambda: gd.charts.provider_types("x"), 'text "x" was given to provider_types'),
        (lambda: gd.charts.provider_types(SMALL), "no column"),
        (lambda: gd.national_breakdown(AWARDS, ["stream"]), "reads a file.*call gd.breakdown"),
        (lambda: gd.load_awards("2016-17"), "Years on file: 2017-18"),
        (lambda: gd.load_awards("2017-81"), 'comes "2017-18"'),
        (lambda: gd.load_awards(2017), "2017"),
        (lambda: gd.load_awards(AWARDS), "in place of a year"),
        (lambda: gd.table("awards", "T"), 'text "awards" was given to gd.table'),
        (lambda: gd.table(SMALL, None), "needs a title"),
        (lambda: gd.table(SMALL, "T", totals="Totl"), 'no row "Totl"'),
        (lambda: gd.table(SMALL, "T", totals=["Crimestoppers", "Totl"]), 'no row "Totl"'),
        (lambda: gd.table(SMALL, "T", formats={"award": "pounds"}), 'no column "award"'),
        (lambda: gd.table(SMALL, "T", headings={"award": "Money"}), 'no column "award"'),
        (lambda: gd.table(SMALL, "T", group="stream"), 'no column "stream"'),
        (lambda: gd.table(pd.concat([SMALL, SMALL], axis=1), "T"), 'two columns with the name "service"'),
        (lambda: gd.bar(SMALL, "servise", "award_gbp"), 'no column "servise"; did you mean "service"'),
        (lambda: gd.bar(AWARDS, "stream", "service"), "holds no numbers"),
        (lambda: gd.bar("awards", "stream", "service"), 'text "awards" was given to gd.bar'),
        (lambda: gd.show("awards"), 'given the text "awards"'),
        (lambda: gd.save(SMALL, "x.png"), "given a DataFrame"),
        (lambda: gd.save(SMALL, "x.jpg"), "ends in .png or .svg"),
    ],
)  # fmt: skip
def test_a_misuse_is_one_plain_sentence(misuse: Callable[[], Any], words: str) -> None:
    with pytest.raises(GrantsDataError, match=words) as caught:
        misuse()
    assert "\n" not in str(caught.value)
    (shown,) = caught.value._render_traceback_()
    assert shown == f"{type(caught.value).__name__}: {caught.value}"


def test_a_misspelt_name_of_the_package_is_a_sentence_too() -> None:
    with pytest.raises(AttributeError, match='grantsdata has no load_award; did you mean "load_awards"'):
        gd.load_award  # noqa: B018


def test_a_total_may_be_given_as_one_text() -> None:
    totals = gd.summaries.with_total(gd.breakdown(AWARDS, "stream"))
    html = table_html(totals, "T", totals="Total")
    assert len(BeautifulSoup(html, "html.parser").select("tr.total")) == 1


def test_refused_arguments_are_errors_of_parameters() -> None:
    assert issubclass(ParameterError, GrantsDataError)


def test_a_column_of_ones_own_does_not_get_the_heading_of_a_column_of_this_package() -> None:
    """In the table of repairs the column `kind` is headed “Repair”, and an empty `printed` is “an empty cell”."""
    own = pd.DataFrame({"kind": ["new", "renewed"], "printed": ["x", None], "share": [0.5, 0.25]})
    html = table_html(own, "My own")
    assert rows(html, "thead") == [["kind", "printed", "share"]]
    assert rows(html) == [["new", "x", "50.0%"], ["renewed", "", "25.0%"]]
    assert faults(html) == []
    chart = gd.bar(pd.DataFrame({"kind": ["new"], "number": [3]}), "kind", "number")
    assert "number by kind" in str(chart)
