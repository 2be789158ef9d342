"""Prices: an index that is typed by hand, amounts in the prices of another year, and what the page says of them.

Every index here is made up for its test; none is a published one.
"""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.reporting import REPOSITORY, add_year

from grantsdata import summaries
from grantsdata.awards.load import load_awards
from grantsdata.awards.provenance import load_inputs
from grantsdata.errors import ParameterError, SourceError
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check
from grantsdata.report.narrative import real_terms as narrative
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.sources.deflators import load_deflators

THEN, NOW = "2019-20", "2020-21"
HEADER = "Financial year,Index,Per cent change,Forecast,Source"
ROWS = ("2018-19,98,,,Invented", "2019-20,100.0,2.04,,", "2020/21,102.5,2.5%,Forecast,Invented")
FILE = "data/raw/deflators.csv"


def typed(project: Path, *rows: str, header: str = HEADER) -> Path:
    (project / FILE).write_text("\n".join([header, *(rows or ROWS)]) + "\n", encoding="utf-8")
    return project


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two years: £160 of General grants and £9 of the Lucky fund before, £151 and an amount not stated now."""
    project = tmp_path / "project"
    (project / "data" / "raw").mkdir(parents=True)
    (project / "data" / "raw" / "providers.csv").write_text(
        "provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason\n"
        "Charity One,Charity One,voluntary and community,,paper,high,,Its name.\n"
        "Company,Company,private company,,paper,high,,Its name.\n",
        encoding="utf-8",
    )
    put_years(project)
    return project


def put_years(project: Path) -> None:
    add_year(project, [("GR", "Hub", "Charity One", "£160"), ("OUT", "Fete", "Company", "£9")], year=THEN)
    add_year(project, [("GR", "Hub", "Charity One", "£151"), ("OUT", "Fete", "Company", "")], year=NOW)


def faults_of(project: Path, *years: str) -> list[tuple[int | None, str | None, str | None]]:
    with pytest.raises(SourceError) as error:
        load_deflators(project, years=years)
    assert {fault.file for fault in error.value.faults} == {FILE}
    return [(fault.row, fault.column, fault.text) for fault in error.value.faults]


# ---- The file ----------------------------------------------------------------------------------------------


def test_without_the_file_there_is_no_index_and_none_is_asked_for(small: Path) -> None:
    table = load_deflators(small, years=[NOW])
    assert table.empty
    assert list(table) == [
        "financial_year", "deflator_index", "change_per_cent", "is_forecast", "source", "source_row",
    ]  # fmt: skip
    assert load_deflators(REPOSITORY).empty


def test_the_index_is_exact_and_in_the_order_of_the_years(small: Path) -> None:
    typed(small, *reversed(ROWS))
    table = load_deflators(small, years=[THEN, NOW, "2018/19", FinancialYear.parse(NOW)])
    assert table.to_numpy().tolist() == [
        ["2018-19", Decimal(98), None, False, "Invented", 4],
        ["2019-20", Decimal("100.0"), Decimal("2.04"), False, "Invented", 3],
        ["2020-21", Decimal("102.5"), Decimal("2.5"), True, "Invented", 2],
    ]


@pytest.mark.parametrize(
    "header",
    [
        "financial_year,deflator_index,source",
        "Year,GDP deflator (2019-20 = 100),SOURCE",
        "Financial Year,GDP deflator at market prices: 2019-20=100,Source",
        "Financial year,2019–20 = 100,Source",
    ],
)
def test_the_titles_of_an_office_are_known(header: str, small: Path) -> None:
    typed(small, "2019-20,100,Invented", "2020-21,101.25,", header=header)
    assert load_deflators(small)["deflator_index"].tolist() == [100, Decimal("101.25")]
    typed(small, "2019-20,101,Invented", "2020-21,101.25,", header=header)
    if "100" not in header:
        assert load_deflators(small)["deflator_index"].tolist() == [101, Decimal("101.25")]
        return
    ((row, column, text),) = faults_of(small)
    assert (row, text) == (None, "101") and column in header


def test_a_base_year_that_is_not_there_is_told(small: Path) -> None:
    typed(small, "2019-20,100,Invented", header="Year,Index (2022-23 = 100),Source")
    assert faults_of(small) == [(None, "Index (2022-23 = 100)", "nothing")]


@pytest.mark.parametrize(("text", "change"), [("-0.4", "-0.4"), ("−1.25%", "-1.25"), ("+2", "2"), ("", None)])
def test_a_change_may_be_a_fall_or_not_stated(text: str, change: str | None, small: Path) -> None:
    typed(small, f"2019-20,100,{text},outturn,Invented")
    assert load_deflators(small)["change_per_cent"].tolist() == [None if change is None else Decimal(change)]


def test_every_fault_of_a_cell_is_told_at_once(small: Path) -> None:
    typed(
        small,
        "2019-20,0,,,Invented",
        "2020-20,-1.5,2,,Invented",
        "2019/20,1e3,two,perhaps,Another",
        "2021-22,0.000,,,",
        "2022-23,,,,",
    )
    assert faults_of(small) == [
        (None, "Source", "Invented; Another"),
        (2, "Index", "0"),
        (3, "Financial year", "2020-20"), (3, "Index", "-1.5"),
        (4, "Financial year", "2019/20"), (4, "Index", "1e3"), (4, "Per cent change", "two"),
        (4, "Forecast", "perhaps"),
        (5, "Index", "0.000"),
        (6, "Index", ""),
    ]  # fmt: skip
    with pytest.raises(SourceError, match=r"row 4, column Financial year: the year appears twice: \"2019/20\"; "
                                          r"expected each year once; row 2 has it too\. Correct the cell"):  # fmt: skip
        load_deflators(small)


def test_a_source_has_to_be_named(small: Path) -> None:
    typed(small, "2019-20,100,,,")
    with pytest.raises(SourceError, match="column Source: no source is named; expected one source for all"):
        load_deflators(small)


def test_a_year_that_is_missing_is_told_by_its_name(small: Path) -> None:
    typed(small, "2016-17,95,,,Invented", "2019-20,100,,,")
    with pytest.raises(SourceError) as error:
        load_deflators(small, years=[NOW, THEN])
    assert [str(fault).split(";")[0] for fault in error.value.faults] == [
        f"{FILE}: no index for 2017-18", f"{FILE}: no index for 2018-19", f"{FILE}: no index for {NOW}",
    ]  # fmt: skip


def test_other_columns_are_faults_and_so_is_one_that_is_missing(small: Path) -> None:
    typed(small, "2019-20,100,1,x", header="Year,Index,GDP deflator,Note")
    assert faults_of(small) == [(1, None, "GDP deflator"), (1, None, "Note"), (1, None, None)]
    with pytest.raises(SourceError) as error:
        load_deflators(small)
    told = [fault.problem for fault in error.value.faults]
    assert told == ["a second column for Index:", "unknown column", "no column for source"]


def test_check_asks_for_each_year_that_is_compared(small: Path) -> None:
    typed(small, "2019-20,100,,,Invented")
    for year in (None, FinancialYear.parse(NOW)):
        (fault,) = [one for one in check(year, project=small) if one.file == FILE]
        assert (fault.severity, fault.year) == ("fault", None) and fault.message.startswith(f"no index for {NOW}")
    assert not [one for one in check(FinancialYear.parse(THEN), project=small) if one.file == FILE]
    typed(small)
    assert not [one for one in check(project=small) if one.file == FILE]


def test_it_is_an_input_of_every_report(small: Path) -> None:
    year = FinancialYear.parse(NOW)
    assert FILE not in Inputs(small).of_report("first", year, None)
    assert FILE not in list(load_inputs(NOW, project=small)["file"])
    typed(small)
    assert FILE in Inputs(small).of_report("first", year, None)
    assert FILE in list(load_inputs(NOW, project=small)["file"])


# ---- Amounts in the prices of another year ----------------------------------------------------------------


def index(**of_years: str) -> pd.DataFrame:
    years = [name.removeprefix("y").replace("_", "-") for name in of_years]
    return pd.DataFrame(
        {
            "financial_year": years,
            "deflator_index": [Decimal(one) for one in of_years.values()],
            "is_forecast": [year == "2020-21" for year in years],
            "source": "Invented",
        }
    )


def pence(*amounts: int | None) -> "pd.Series[int]":
    return pd.Series(list(amounts), dtype="Int64", index=range(5, 5 + len(amounts)))


def test_an_amount_is_multiplied_exactly_and_rounded_once() -> None:
    prices = index(y2018_19="80", y2019_20="100", y2020_21="102.5")
    years = ["2019-20", "2018-19", "2020-21", "2019-20", "2019-20"]
    # 160 × 1.025 = 164; 160 × 102.5 / 80 = 205; 7.49 → 7; 20 × 1.025 = 20.5 → 21; −20.5 → −21.
    table = summaries.in_real_terms(pence(160_00, 160_00, 7_49, 20_00, -20_00), years, prices, "2020-21")
    assert table["real_pence"].tolist() == [164_00, 205_00, 7_00, 21_00, -21_00]
    assert table["real_gbp"].tolist() == [164, 205, 7, 21, -21]
    assert set(table["prices_of"]) == {"2020-21"} and set(table["source"]) == {"Invented"}
    assert list(table.index) == [5, 6, 7, 8, 9]
    # To the penny: 160.01 × 1.025 = 164.01025; 0.20 × 1.025 = 0.205 → 0.21.
    of_pence = summaries.in_real_terms(pence(160_01, 20), ["2019-20"] * 2, prices, "2020-21", unit=1)
    assert of_pence["real_pence"].tolist() == [164_01, 21]


def test_what_is_not_stated_stays_so_and_a_forecast_is_marked() -> None:
    prices = index(y2018_19="80", y2019_20="100", y2020_21="102.5")
    table = summaries.in_real_terms(pence(None, 100), ["2019-20", "2020-21"], prices, "2018-19")
    assert table["real_pence"].isna().tolist() == [True, False] and table["is_forecast"].tolist() == [False, True]
    assert table["real_pence"].dtype == "Int64"
    assert summaries.in_real_terms(pence(100), ["2019-20"], prices, "2020-21")["is_forecast"].tolist() == [True]
    with pytest.raises(ParameterError, match="There is no index of prices for 2012-13; add it"):
        summaries.in_real_terms(pence(100), ["2012-13"], prices, "2020-21")
    assert summaries.in_real_terms(pence(), [], prices.iloc[:0], "2020-21").empty


INDEX = st.integers(10, 10**6)
"""Prices may become 100,000 times what they were; beyond that the largest amount needs more than 64 bits."""


@given(st.integers(-(10**13), 10**13), INDEX, INDEX)
def test_no_amount_is_further_off_than_half_a_pound(amount: int, then: int, now: int) -> None:
    prices = index(y2019_20=f"{then}e-3", y2020_21=f"{now}e-3")
    real = int(summaries.in_real_terms(pence(amount), ["2019-20"], prices, "2020-21")["real_pence"].iloc[0])
    # real ≈ amount × now / then, in whole numbers.
    assert real % 100 == 0 and abs(2 * (real * then - amount * now)) <= 100 * then
    same = summaries.in_real_terms(pence(amount), ["2020-21"], prices, "2020-21", unit=1)["real_pence"]
    assert same.tolist() == [amount]


def sums(project: Path, by: str = "stream") -> pd.DataFrame:
    return summaries.side_by_side(load_awards(NOW, project=project), load_awards(THEN, project=project), by)


def test_the_earlier_sums_stand_in_this_years_prices_beside_the_cash(small: Path) -> None:
    prices = load_deflators(typed(small))
    table = summaries.real_side_by_side(sums(small), prices, NOW, THEN)
    assert list(table) == [
        "stream", "former_total_gbp", "former_real_gbp", "now_total_gbp", "total_change_gbp", "real_change_gbp",
        "real_share",
    ]  # fmt: skip
    cells = table.astype("object").where(table.notna(), None).to_numpy().tolist()
    # 9 × 1.025 = 9.225 → 9; 169 × 1.025 = 173.225 → 173; 151 − 173 = −22.
    assert cells == [
        ["General grants", 160, 164, 151, -9, -13, pytest.approx(-13 / 164)],
        ["Lucky fund", 9, 9, None, None, None, None],
        ["Total", 169, 173, 151, -18, -22, pytest.approx(-22 / 173)],
    ]
    nothing = load_deflators(REPOSITORY)
    assert summaries.real_side_by_side(sums(small), nothing, NOW, THEN).empty
    alone = sums(small)[["stream", "now_awards", "now_total_gbp"]]
    assert summaries.real_side_by_side(alone, prices, NOW, None).empty


def test_of_the_real_sum_so_much_is_implied_as_of_the_cash(small: Path) -> None:
    prices = load_deflators(typed(small))
    of_it = pd.DataFrame({"stream": ["General grants"], "former_total_gbp": [40.0], "now_total_gbp": [5.0]})
    table = summaries.implied_in_real_terms(of_it, prices, NOW, THEN)
    assert table.to_numpy().tolist() == [["General grants", 40.0, 41.0, 5.0]]
    assert list(table) == ["stream", "former_total_gbp", "former_real_gbp", "now_total_gbp"]


# ---- What the page says -----------------------------------------------------------------------------------


def test_the_words_tell_prices_change_and_source(small: Path) -> None:
    year, before = FinancialYear.parse(NOW), FinancialYear.parse(THEN)
    prices = load_deflators(typed(small))
    real = summaries.real_side_by_side(sums(small), prices, year, before)
    assert narrative.real_change(real, year, before) == [
        "In real terms the sum is £22 (12.7%) lower: in prices of 2020-21, that of 2019-20 is £173."
    ]
    assert narrative.real_note(prices, year, before) == (
        "Earlier sums are multiplied by the price index of 2020-21, divided by that of 2019-20 (100.0 for 2019-20 and "
        "102.5 for 2020-21), and rounded to the pound. Parts may not add up to the total. The index of 2020-21 is a "
        "forecast. Index: Invented"
    )
    assert (
        narrative.real_change(real.iloc[:0], year, before) == [] == narrative.real_change(real.iloc[1:2], year, before)
    )
    assert narrative.real_note(prices, year, None) == "" == narrative.real_note(prices.iloc[:0], year, before)
    assert "forecast" not in narrative.real_note(prices.assign(is_forecast=False), year, before)
