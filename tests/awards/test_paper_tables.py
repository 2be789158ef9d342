"""What the paper holds besides its awards: streams, budgets, printed totals, separate funds, measures, providers."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from support.cases import first

from grantsdata import (
    load_budgets,
    load_measures,
    load_printed_totals,
    load_providers,
    load_separate_funds,
    load_streams,
)
from grantsdata.errors import AwardsError, SourceError, YearError

SetCell = Callable[[str, int, str, str], None]
Replace = Callable[[str, str, str], None]

TOML = "2017-18/paper.toml"
FUNDS, MEASURES = "2017-18/separate-funds.csv", "2017-18/measures.csv"
LOADERS = [load_streams, load_budgets, load_printed_totals, load_separate_funds, load_measures]


def rows_of(table: pd.DataFrame, *columns: str) -> list[list[object]]:
    """The rows of some columns, with None for what is empty."""
    chosen = table[list(columns)].astype("object")
    return chosen.where(chosen.notna(), None).to_numpy().tolist()


# ---- Streams and budgets ---------------------------------------------------------------------------


def test_the_four_streams_come_with_their_budgets_and_what_these_can_stand_for(project: Path) -> None:
    streams = load_streams("2017-18", project=project)
    assert rows_of(streams, "code", "stream", "budget_printed", "budget_gbp", "budget_low_gbp", "budget_high_gbp") == [
        ["VS", "Victims' services", "£1m", 1_000_000, 950_000, 1_050_000],
        ["CDR", "Crime and disorder reduction", "£1.3m", 1_300_000, 1_250_000, 1_350_000],
        ["YF", "Youth Fund", "", None, None, None],
        ["CRS", "Casualty Reduction and Support Fund", "", None, None, None],
    ]
    assert streams["in_overall_budget"].tolist() == [True, True, False, False]
    assert streams["crime_and_disorder_reduction_grants"].tolist() == [False, True, False, False]
    assert set(streams["financial_year"]) == {"2017-18"}
    assert streams["paragraph"].tolist() == ["3.3", "3.3", "3.2, 7.1", "3.2, 6.1"]


def test_the_overall_budget_comes_first_and_streams_outside_it_do_not(project: Path) -> None:
    budgets = load_budgets("2017-18", project=project)
    assert rows_of(budgets, "level", "name", "budget_printed", "budget_gbp", "budget_low_gbp", "budget_high_gbp") == [
        ["overall", "Budget for grants", "£2.3m", 2_300_000, 2_250_000, 2_350_000],
        ["stream", "Victims' services", "£1m", 1_000_000, 950_000, 1_050_000],
        ["stream", "Crime and disorder reduction", "£1.3m", 1_300_000, 1_250_000, 1_350_000],
    ]


def test_pounds_have_room_for_what_is_not_stated(project: Path) -> None:
    for table in (load_streams("2017-18", project=project), load_budgets("2017-18", project=project)):
        assert [str(table[name].dtype) for name in table if name.endswith("_gbp")] == ["Float64"] * 3


def test_the_one_printed_total_comes_with_its_table(project: Path) -> None:
    totals = load_printed_totals("2017-18", project=project)
    columns = ("label", "file", "stream", "only_stream", "theme", "arrangement", "place", "total_printed", "total_gbp")
    assert tuple(totals.columns) == columns
    assert rows_of(totals, *columns) == [
        [
            "Total Awards",
            "data/raw/2017-18/crime-and-disorder-reduction.csv",
            "Crime and disorder reduction",
            "Crime and disorder reduction",
            None,
            None,
            "Appendix 1, last row",
            "£1,322,248",
            1_322_248,
        ]
    ]


def test_a_paper_may_print_no_total(project: Path) -> None:
    path = project / "data" / "raw" / TOML
    text = path.read_text(encoding="utf-8")
    start, end = text.index("[[printed_totals]]"), text.index("# ---- Other tables")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    totals = load_printed_totals("2017-18", project=project)
    assert (len(totals), "label" in totals, str(totals["total_gbp"].dtype)) == (0, True, "Float64")


# ---- Separate funds --------------------------------------------------------------------------------


def test_the_separate_funds_have_amounts_only_where_the_paper_states_them(project: Path) -> None:
    funds = load_separate_funds("2017-18", project=project)
    assert rows_of(funds, "fund", "stream", "amount_printed", "amount_gbp", "amount_status", "standing") == [
        ["Casualty Reduction and Support Fund", "Casualty Reduction and Support Fund", "£67k", 67_000, "printed",
         "outside the overall budget"],
        ["Local Youth Social Action Fund for Cambridgeshire", "Youth Fund", "", None, "not stated",
         "outside the overall budget"],
        ["Youth and Communities Fund", "Youth Fund", "", None, "not stated", "outside the overall budget"],
        ["Home Office Police Transformation Fund", None, "", None, "not stated", "reported elsewhere"],
        ["Violence Against Women and Girls Home Office Transformation Fund", None, "", None, "not stated",
         "outcome awaited"],
        ["Department for Communities and Local Government", None, "£700k", 700_000, "printed",
         "not the commissioner's"],
        ["Lottery", None, "", None, "not stated", "not the commissioner's"],
    ]  # fmt: skip


def test_the_youth_fund_that_is_matched_says_by_whom(project: Path) -> None:
    funds = load_separate_funds("2017-18", project=project).set_index("fund")
    matched = funds[funds["other_contributors"] != ""]
    assert matched["other_contributors"].to_dict() == {
        "Local Youth Social Action Fund for Cambridgeshire": "Civil Society/Big Lottery Fund"
    }
    assert matched["held_by"].tolist() == ["Cambridgeshire Community Foundation"]


def test_a_fund_knows_its_place(project: Path) -> None:
    funds = load_separate_funds("2017-18", project=project)
    assert list(funds.columns) == [
        "fund", "stream", "purpose", "held_by", "amount_printed", "amount_gbp", "amount_status", "other_contributors",
        "standing", "paragraph", "source_file", "source_row",
    ]  # fmt: skip
    assert set(funds["source_file"]) == {f"data/raw/{FUNDS}"}
    assert funds["source_row"].tolist() == [2, 3, 4, 5, 6, 7, 8]
    assert str(funds["amount_gbp"].dtype) == "Float64"


def test_all_amounts_of_funds_that_cannot_be_read_are_told_together(project: Path, set_cell: SetCell) -> None:
    set_cell(FUNDS, 2, "Amount", "about £67k")
    set_cell(FUNDS, 7, "Amount", "£700k+")
    with pytest.raises(SourceError) as refusal:
        load_separate_funds("2017-18", project=project)
    first, second = str(refusal.value).splitlines()
    assert first.startswith(f'data/raw/{FUNDS} row 2, column Amount: cannot read "about £67k"; expected a form like')
    assert second.startswith(f'data/raw/{FUNDS} row 7, column Amount: cannot read "£700k+"; expected a form like')


# ---- Measures --------------------------------------------------------------------------------------


def test_each_measure_keeps_its_hedge_and_its_period(project: Path) -> None:
    measures = load_measures("2017-18", project=project)
    assert rows_of(measures, "hedge", "figure", "value", "unit", "period", "paragraph") == [
        ["more than", "15,000", 15_000, "referrals", "2016/17", "4.2"],
        ["", "a third", None, "of reported victim-based crime", "2016/17", "4.2"],
        ["just short of", "100", 100, "self-referrals", "2016/17", "4.2"],
        ["", "3,300", 3_300, "victims", "2016/17", "4.2"],
        ["", "1,461", 1_461, "hours", "2016/17", "4.2"],
        ["more than", "100", 100, "young victims", "a nine-month period", "4.2"],
        ["more than", "10,000", 10_000, "incidents", "the first eight months", "5.2"],
        ["", "83 per cent", 83, "of cases", "the first eight months", "5.2"],
    ]
    assert list(measures.columns) == [
        "stream", "service", "awarded_service", "measure", "hedge", "figure", "value", "unit", "period", "part_of_year",
        "paragraph", "source_file", "source_row",
    ]  # fmt: skip
    assert measures["stream"].tolist() == ["Victims' services"] * 6 + ["Crime and disorder reduction"] * 2
    assert measures["source_row"].tolist() == [2, 3, 4, 5, 6, 7, 8, 9]
    assert str(measures["value"].dtype) == "Float64"


@pytest.mark.parametrize(
    ("figure", "value"),
    first(
        [
            ("1,461", 1_461),
            ("15", 15),
            ("2.5", 2.5),
            ("83%", 83),
            ("83 per cent", 83),
            ("", None),
            ("a third", None),
            ("10 to 20", None),
            ("10-20", None),
            ("15,00", None),
            ("1,5", None),
            ("1,4610", None),
            ("1 461", None),
            ("1.461.000", None),
            ("£500", None),
            ("٣", None),
        ],
        5,
    ),
)
def test_a_figure_has_a_value_only_where_it_is_plainly_a_number(
    project: Path, set_cell: SetCell, figure: str, value: float | None
) -> None:
    set_cell(MEASURES, 6, "Figure", figure)
    assert rows_of(load_measures("2017-18", project=project), "figure", "value")[4] == [figure, value]


HUB = "Victim and Witness Hub Initial Referral provision"
NURSES = "Integrated Mental Health Team in Force Control Room"


def test_each_measure_is_tied_to_the_one_award_that_it_belongs_to_or_to_none(project: Path) -> None:
    measures = load_measures("2017-18", project=project)
    assert measures["awarded_service"].tolist() == [*[HUB] * 5, "", *[NURSES] * 2]


def test_no_measure_of_the_paper_is_for_the_year_of_its_awards(project: Path) -> None:
    assert load_measures("2017-18", project=project)["part_of_year"].tolist() == ["another period"] * 8


def test_a_measure_of_the_awards_year_or_of_a_half_of_it_is_told_from_others(project: Path, set_cell: SetCell) -> None:
    for row, period in enumerate(("2017/18", "the first half of 2017/18", "October 2017 to March 2018"), start=2):
        set_cell(MEASURES, row, "Period", period)
    parts = load_measures("2017-18", project=project)["part_of_year"].tolist()
    assert parts == ["year", "first half", "second half", *["another period"] * 5]


def test_an_awarded_service_that_no_award_has_is_a_fault(project: Path, set_cell: SetCell) -> None:
    set_cell(MEASURES, 2, "Awarded service", "Victim and Witness Hub")
    set_cell(MEASURES, 8, "Awarded service", HUB)  # an award of the other stream
    with pytest.raises(SourceError) as refusal:
        load_measures("2017-18", project=project)
    expected = (
        "expected the service of one award, as its table has it, or nothing. Copy it from the award table, or leave"
    )
    assert str(refusal.value).splitlines() == [
        f'data/raw/{MEASURES} row 2, column Awarded service: no award of this stream has the service "Victim and '
        f'Witness Hub"; {expected} the cell empty.',
        f'data/raw/{MEASURES} row 8, column Awarded service: no award of this stream has the service "{HUB}"; '
        f"{expected} the cell empty.",
    ]


def test_a_measure_of_no_stream_belongs_to_no_award(project: Path, set_cell: SetCell) -> None:
    set_cell(MEASURES, 2, "Stream", "")
    with pytest.raises(SourceError, match=f"^data/raw/{MEASURES} row 2, column Awarded service: no award"):
        load_measures("2017-18", project=project)
    set_cell(MEASURES, 2, "Awarded service", "")
    assert load_measures("2017-18", project=project)["stream"].isna().tolist() == [True, *[False] * 7]


def test_a_service_that_two_awards_share_ties_a_measure_to_neither(project: Path, set_cell: SetCell) -> None:
    set_cell("2017-18/victims-services.csv", 3, "Service", HUB)
    with pytest.raises(SourceError) as refusal:
        load_measures("2017-18", project=project)
    faults = str(refusal.value).splitlines()
    assert len(faults) == 5
    assert f'row 2, column Awarded service: the service of 2 awards, not of one: "{HUB}"; expected' in faults[0]


def test_an_unknown_stream_is_told_once_and_with_the_other_faults(project: Path, set_cell: SetCell) -> None:
    set_cell(MEASURES, 2, "Stream", "CSR")
    set_cell(MEASURES, 3, "Awarded service", "Hub")
    with pytest.raises(SourceError) as refusal:
        load_measures("2017-18", project=project)
    first, second = str(refusal.value).splitlines()
    assert "row 2, column Stream" in first and "row 3, column Awarded service" in second


def test_measures_that_are_tied_to_no_award_need_no_awards(project: Path, set_cell: SetCell) -> None:
    set_cell("2017-18/victims-services.csv", 2, "Award", "£446,00")
    with pytest.raises(AwardsError):
        load_measures("2017-18", project=project)
    for row in range(2, 10):
        set_cell(MEASURES, row, "Awarded service", "")
    assert len(load_measures("2017-18", project=project)) == 8


@pytest.mark.parametrize("name", [FUNDS, MEASURES])
def test_a_stream_code_that_the_paper_has_not_is_a_fault(project: Path, set_cell: SetCell, name: str) -> None:
    set_cell(name, 2, "Stream", "CSR")
    with pytest.raises(SourceError, match=f'^data/raw/{name} row 2, column Stream: .*"CSR"'):
        (load_separate_funds if name == FUNDS else load_measures)("2017-18", project=project)


# ---- Tables that are missing or spoilt -------------------------------------------------------------


@pytest.mark.parametrize("loader", LOADERS)
def test_a_year_that_is_not_on_file_is_refused(project: Path, loader: Callable[..., pd.DataFrame]) -> None:
    with pytest.raises(YearError, match="No paper for 2031-32"):
        loader("2031-32", project=project)


@pytest.mark.parametrize(("loader", "name"), [(load_separate_funds, FUNDS), (load_measures, MEASURES)])
def test_a_table_that_the_paper_names_must_be_there(
    project: Path, loader: Callable[..., pd.DataFrame], name: str
) -> None:
    (project / "data" / "raw" / name).unlink()
    with pytest.raises(SourceError, match=f"^data/raw/{name}: the file is not there"):
        loader("2017-18", project=project)


@pytest.mark.parametrize(("loader", "part"), [(load_separate_funds, "separate_funds"), (load_measures, "measures")])
def test_a_paper_without_the_table_has_no_rows_but_the_same_columns(
    project: Path, loader: Callable[..., pd.DataFrame], part: str
) -> None:
    full = loader("2017-18", project=project)
    path = project / "data" / "raw" / TOML
    text = path.read_text(encoding="utf-8")
    start = text.index(f"[{part}]\n")
    ends = [at for mark in ("[measures]\n", "# ---- The paper's own") if (at := text.find(mark, start + 1)) > 0]
    path.write_text(text[:start] + text[min(ends) :], encoding="utf-8")
    empty = loader("2017-18", project=project)
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)


@pytest.mark.parametrize(("loader", "name"), [(load_separate_funds, FUNDS), (load_measures, MEASURES)])
def test_columns_may_have_other_names(
    project: Path, replace_text: Replace, loader: Callable[..., pd.DataFrame], name: str
) -> None:
    before = loader("2017-18", project=project)
    replace_text(name, ",Paragraph\n", ",See\n")
    path = project / "data" / "raw" / TOML
    text = path.read_text(encoding="utf-8")
    start = text.index(f'file = "{name.rpartition("/")[2]}"')
    path.write_text(text[:start] + text[start:].replace('= "Paragraph"', '= "See"', 1), encoding="utf-8")
    pd.testing.assert_frame_equal(loader("2017-18", project=project), before)


# ---- Providers -------------------------------------------------------------------------------------


def test_the_register_comes_with_the_columns_of_its_file(project: Path) -> None:
    header = (project / "data" / "raw" / "providers.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    providers = load_providers(project=project)
    assert sorted(providers.columns) == sorted(header)
    crimestoppers = providers[providers["provider_printed"] == "Crimestoppers National Charity"]
    assert rows_of(crimestoppers, "provider", "provider_type", "identifier", "basis", "confidence", "payee") == [
        ["Crimestoppers", "voluntary and community", "GB-CHC-1108687", "register", "high", "Crimestoppers"]
    ]


def test_every_provider_that_the_paper_names_is_in_the_register(project: Path) -> None:
    """23 names in the paper, and one body that is paid but delivers nothing."""
    providers = load_providers(project=project)
    assert len(providers) == 24
    assert providers["provider_printed"].is_unique
    assert (providers["reason"] != "").all()
