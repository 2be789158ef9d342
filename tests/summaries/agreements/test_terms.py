"""Agreements by year and by end, and conditions beside the money released. The sums were worked out by hand."""

from pathlib import Path

import pandas as pd
from support.agreements import BUS, REFUGE, SOUND, YEAR, year_with
from support.reporting import add_year

from grantsdata import load_agreements, load_conditions, load_payments, summaries


def rows(table: pd.DataFrame, *columns: str) -> list[list[object]]:
    chosen = table[list(columns)].astype("object")
    return chosen.where(chosen.notna(), None).to_numpy().tolist()


def test_each_part_is_in_the_year_that_it_is_for(project: Path) -> None:
    year_with(project)
    agreements = load_agreements(YEAR, project=project)
    parts = summaries.agreement_parts(agreements)
    assert rows(parts, "service", "part_year", "part_pence", "part_gbp") == [
        ["Night bus", "2018-19", 400_000, 4_000],
        ["Night bus", "2019-20", 400_000, 4_000],
    ]
    assert rows(summaries.committed(agreements, YEAR), "part_year", "agreements", "part_gbp") == [["2019-20", 1, 4_000]]
    assert summaries.committed(agreements, "2019-20").empty


def test_a_part_that_two_years_have_on_file_counts_once_as_the_later_has_it(project: Path) -> None:
    year_with(project)
    folder = add_year(project, [("GR", "Night bus", "Family Action", "£4,500")], year="2019-20")
    header = (project / "data" / "raw" / YEAR / "agreements.csv").read_text(encoding="utf-8").splitlines()[0]
    cells = dict.fromkeys(header.split(","), "") | BUS | {"reference": "A1", "said_in": "contract A1"}
    cells["by_year"] = "2018-19: £4,000; 2019-20: £4,500; 2020-21: £1,000"
    (folder / "agreements.csv").write_text(header + "\n" + ",".join(f'"{c}"' for c in cells.values()) + "\n", "utf-8")
    toml = folder / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + '[agreements]\nfile = "agreements.csv"\n', encoding="utf-8")
    both = pd.concat([load_agreements(year, project=project) for year in (YEAR, "2019-20")], ignore_index=True)
    assert rows(summaries.agreement_parts(both), "financial_year", "part_year", "part_gbp") == [
        ["2019-20", "2018-19", 4_000],
        ["2019-20", "2019-20", 4_500],
        ["2019-20", "2020-21", 1_000],
    ]
    without = summaries.agreement_parts(both.assign(reference=""))
    assert len(without) == 5  # without a reference nothing says that they are one agreement


def test_two_awards_under_one_reference_keep_their_parts(project: Path) -> None:
    shared = {"reference": "A1", "said_in": "contract"}
    lines = [BUS | shared | {"by_year": "2019-20: £100"}, REFUGE | shared | {"by_year": "2019-20: £200"}]
    year_with(project, {"agreements": lines})
    committed = summaries.committed(load_agreements(YEAR, project=project), YEAR)
    assert rows(committed, "agreements", "part_gbp") == [[2, 300]]


def test_the_first_to_end_comes_first_and_one_without_an_end_last(project: Path) -> None:
    lines = [{**SOUND["agreements"][0], "end": ""}, *SOUND["agreements"], {**SOUND["agreements"][0], "reference": "A3"}]
    lines[0] |= {"reference": "A0"}
    year_with(project, {"agreements": lines})
    ordered = summaries.agreements_by_end(load_agreements(YEAR, project=project))
    assert ordered["reference"].tolist() == ["A1", "A2", "A3", "A0"]


def test_conditions_stand_beside_what_was_paid_and_not_beside_what_was_held_back(project: Path) -> None:
    year_with(project)
    beside = summaries.conditions_and_payments(
        load_conditions(YEAR, project=project), load_payments(YEAR, project=project)
    )
    assert rows(beside, "service", "conditions_set", "conditions_met", "paid_out_gbp") == [
        ["Night bus", 2, 2, 2_000],
        ["Refuge", 1, 0, None],
    ]


def test_tables_without_rows_give_tables_without_rows(project: Path) -> None:
    year_with(project, {})
    agreements, conditions = load_agreements(YEAR, project=project), load_conditions(YEAR, project=project)
    payments = load_payments(YEAR, project=project)
    assert summaries.agreement_parts(agreements).empty and summaries.committed(agreements, YEAR).empty
    assert summaries.conditions_and_payments(conditions, payments).empty
    assert summaries.agreements_by_end(agreements).empty
