"""Planned, awarded, paid, held back and returned, side by side. The figures were worked out by hand."""

from pathlib import Path

import pandas as pd
from support.agreements import BUS, YEAR, year_with
from support.documents import year_of_documents

from grantsdata import load_agreements, load_awards, load_payments, load_variations, summaries

AMOUNTS = (
    "planned_gbp", "awarded_gbp", "varied_gbp", "paid_out_gbp", "held_back_gbp", "returned_gbp", "underspend_gbp",
)  # fmt: skip


def side_by_side(project: Path) -> list[list[object]]:
    table = summaries.money_side_by_side(
        load_awards(YEAR, project=project),
        load_agreements(YEAR, project=project),
        load_payments(YEAR, project=project),
        load_variations(YEAR, project=project),
    )
    assert [str(dtype) for dtype in table[list(AMOUNTS)].dtypes] == ["Float64"] * len(AMOUNTS)
    chosen = table[["service", *AMOUNTS]].astype("object")
    return chosen.where(pd.notna(chosen), None).to_numpy().tolist()


def test_each_kind_of_money_has_its_column(project: Path) -> None:
    year_with(project)
    assert side_by_side(project) == [
        ["Night bus", 4_000, 4_000, None, 2_000, 2_000, None, 2_000],
        ["Refuge", None, 3_000, 3_500, None, None, None, None],
        ["Cameras", None, 2_500, None, 2_400.5, None, 400, 499.5],  # £2,500 − £2,400.50 + £400
    ]


def test_the_last_variation_counts_and_an_underspend_may_be_below_zero(project: Path) -> None:
    varied = BUS | {"what_changed": "x", "said_in": "notice"}
    year_with(
        project,
        {
            "variations": [
                varied | {"date": "2018-12-01", "amount_before": "£5,000", "amount_after": "£4,500"},
                varied | {"date": "2018-09-01", "amount_before": "£4,000", "amount_after": "£5,000"},
                varied | {"date": "2019-01-01"},
            ],
            "payments": [BUS | {"date": "2018-06-01", "kind": "paid", "amount": "£4,600.10", "said_in": "ledger"}],
        },
    )
    assert side_by_side(project) == [["Night bus", None, 4_000, 4_500, 4_600.1, None, None, -100.1]]


def test_awards_of_which_nothing_is_on_file_are_left_out(project: Path) -> None:
    year_with(project, {"agreements": [BUS | {"said_in": "x", "by_year": "2019-20: £4,000"}]})
    assert side_by_side(project) == []  # its part is for another year


def test_an_award_that_a_printed_total_implies_is_known_as_implied(project: Path) -> None:
    folder = year_with(
        project,
        {"payments": [BUS | {"date": "2018-06-01", "kind": "paid", "amount": "£10", "said_in": "ledger"}]},
        total="£9,500",
    )
    path = folder / "gr.csv"
    path.write_text(path.read_text(encoding="utf-8").replace('"£4,000"', ""), encoding="utf-8")
    table = summaries.money_side_by_side(
        load_awards(YEAR, project=project),
        load_agreements(YEAR, project=project),
        load_payments(YEAR, project=project),
        load_variations(YEAR, project=project),
    )
    assert table[["awarded_gbp", "implied_gbp", "underspend_gbp"]].to_numpy().tolist() == [[4_000, 4_000, 3_990]]


def test_the_variation_that_counts_last_is_the_one_whose_document_is_the_latest(project: Path) -> None:
    """£3,500.50 is from 1 October by a letter of the 15th, so it comes after the £3,200 of 5 October by a notice of
    August."""
    table = year_of_documents(project) / "variations.csv"
    line = "GR,Refuge,,2018-10-05,less rent,£3000,£3200,paragraph 3,notice-august\n"
    table.write_text(table.read_text(encoding="utf-8") + line, encoding="utf-8")
    money = summaries.money_side_by_side(
        load_awards(YEAR, varied=False, project=project),
        load_agreements(YEAR, project=project),
        load_payments(YEAR, project=project),
        load_variations(YEAR, project=project),
    )
    assert money.set_index("service").loc["Refuge", "varied_gbp"] == 3_500.5
    awards = load_awards(YEAR, project=project).set_index("service")
    assert awards.loc["Refuge", "award_gbp"] == 3_500.5
