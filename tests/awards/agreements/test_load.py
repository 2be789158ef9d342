"""What is on file about agreements, conditions, payments, variations and tenders, tied to the awards."""

from pathlib import Path

import pandas as pd
import pytest
from support.agreements import BUS, SOUND, YEAR, year_with
from support.reporting import REPOSITORY, add_year

from grantsdata import load_agreements, load_conditions, load_payments, load_single_tenders, load_variations
from grantsdata.errors import SourceError

LOADERS = [load_agreements, load_conditions, load_payments, load_variations, load_single_tenders]


def rows(table: pd.DataFrame, *columns: str) -> list[list[object]]:
    chosen = table[list(columns)].astype("object")
    return chosen.where(chosen.notna(), None).to_numpy().tolist()


def test_lines_come_with_the_awards_that_they_name_and_exact_amounts(project: Path) -> None:
    year_with(project)
    agreements, payments = load_agreements(YEAR, project=project), load_payments(YEAR, project=project)
    assert rows(agreements, "award_id", "provider", "reference", "end", "amount_pence", "amount_gbp", "source_row") == [
        ["2018-19-GR-refuge", "Shrievalty Trust", "A2", "2020-06-30", None, None, 2],
        ["2018-19-GR-night-bus", "Family Action", "A1", "2020-03-31", 800_000, 8_000, 3],
    ]
    assert rows(payments, "service", "kind", "amount_printed", "amount_pence", "held_back_because") == [
        ["Night bus", "paid", "£2,000", 200_000, ""],
        ["Cameras", "paid", "2,400.50", 240_050, ""],
        ["Night bus", "held back", "£2,000", 200_000, "the report is late"],
        ["Cameras", "returned", "£400", 40_000, ""],
    ]
    assert rows(load_variations(YEAR, project=project), "amount_before_pence", "amount_after_pence") == [
        [300_000, 350_000]
    ]
    assert rows(load_conditions(YEAR, project=project), "service", "met_on", "evidence") == [
        ["Night bus", "2018-05-15", ""],
        ["Refuge", "", ""],
        ["Night bus", "2018-05-20", "letter"],
    ]
    assert load_single_tenders(YEAR, project=project).empty


@pytest.mark.parametrize("load", LOADERS)
def test_a_year_without_a_table_has_no_rows_and_the_same_columns(load, project: Path) -> None:
    add_year(project, [("GR", "Night bus", "Family Action", "£4,000")])
    none = load(YEAR, project=project)
    assert none.empty
    full = load("2017-18", project=REPOSITORY)
    assert dict(none.dtypes.astype(str)) == dict(full.dtypes.astype(str))


def test_a_table_may_wait_for_its_first_line(project: Path) -> None:
    year_with(project, {"payments": []})
    assert load_payments(YEAR, project=project).empty


def test_a_line_needs_the_provider_where_several_have_awards_for_the_service(project: Path) -> None:
    awards = [("GR", "Youth club", "North Ward", "£300"), ("GR", "Youth club", "South Ward", "£400")]
    folder = add_year(project, awards)
    toml = folder / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + '[conditions]\nfile = "conditions.csv"\n', encoding="utf-8")
    header = "stream,service,provider,condition,due,met_on,evidence,said_in\n"
    path = folder / "conditions.csv"
    path.write_text(header + "GR,Youth club,South Ward,Open late.,,,,p. 2\n", encoding="utf-8")
    assert rows(load_conditions(YEAR, project=project), "provider") == [["South Ward"]]
    path.write_text(header + "GR,Youth club,,Open late.,,,,p. 2\nGR,Youth clubs,,Open.,,,,p. 2\n", encoding="utf-8")
    with pytest.raises(SourceError) as refusal:
        load_conditions(YEAR, project=project)
    several, unknown = map(str, refusal.value.faults)
    assert "row 2, column service: the service of 2 awards to several providers" in several
    assert "row 3, column service" in unknown and 'the nearest is "Youth club"' in unknown


def test_a_line_that_could_be_about_two_awards_is_refused_since_its_money_would_count_twice(project: Path) -> None:
    folder = year_with(project, {"payments": SOUND["payments"]})
    (folder / "gr.csv").write_text(
        "Service,Provider,Award\nNight bus,Family Action,£100\nNight bus,Family Action,£200\nCameras,Lens Ltd,£300\n",
        encoding="utf-8",
    )
    with pytest.raises(SourceError) as refusal:
        load_payments(YEAR, project=project)
    assert [fault.row for fault in refusal.value.faults] == [2, 4]
    assert "2 awards have the same service and provider" in str(refusal.value)


def test_awards_of_the_same_service_and_provider_share_their_conditions(project: Path) -> None:
    folder = year_with(project, {"conditions": [BUS | {"condition": "x", "said_in": "p. 1"}]})
    (folder / "gr.csv").write_text(
        "Service,Provider,Award\nNight bus,Family Action,£100\nNight bus,Family Action,£200\n", encoding="utf-8"
    )
    assert rows(load_conditions(YEAR, project=project), "award_id", "source_row") == [
        ["2018-19-GR-night-bus-family-action", 2],
        ["2018-19-GR-night-bus-family-action-2", 2],
    ]


def test_columns_may_have_names_of_ones_own(project: Path) -> None:
    folder = year_with(project, {})
    header = ["stream", "service", "provider", "Datum", "kind", "amount", "instalment", "held_back_because", "said_in"]
    (folder / "ledger.csv").write_text(
        ",".join(header) + "\nGR,Cameras,,2018-07-02,paid,£10,,,ledger\n", encoding="utf-8"
    )
    named = "\n".join(f'{name} = "{name}"' for name in header if name != "Datum")
    toml = folder / "paper.toml"
    declared = f'[payments]\nfile = "ledger.csv"\n[payments.columns]\ndate = "Datum"\n{named}\n'
    toml.write_text(toml.read_text(encoding="utf-8") + declared, encoding="utf-8")
    assert rows(load_payments(YEAR, project=project), "date", "amount_gbp") == [["2018-07-02", 10]]


def test_the_tables_are_copies_that_nothing_else_sees(project: Path) -> None:
    year_with(project, {"conditions": [BUS | {"condition": "x", "said_in": "p. 1"}]})
    first = load_conditions(YEAR, project=project)
    first.loc[0, "condition"] = "spoilt"
    assert rows(load_conditions(YEAR, project=project), "condition") == [["x"]]


def test_the_paper_of_2017_states_one_agreement_six_conditions_and_three_tenders() -> None:
    agreements, conditions, payments, variations, tenders = (load("2017-18", project=REPOSITORY) for load in LOADERS)
    assert rows(agreements, "service", "provider", "term", "amount_pence", "by_year", "end", "said_in") == [
        ["Counselling for young victims of crime", "Embrace – Child Victims of Crime", "two-year", None, "", "",
         "paragraph 4.2"]
    ]  # fmt: skip
    assert [service.split()[0] for service in conditions["service"]] == [
        "Cambridge", "Fenland", "Huntingdonshire", "East", "South", "Safer",
    ]  # fmt: skip
    assert set(conditions["met_on"]) == set(conditions["due"]) == {""}
    assert tenders["provider"].tolist() == [
        "Cambridgeshire and Peterborough NHS Foundation Trust", "Shrievalty Trust", "Family Action",
    ]  # fmt: skip
    assert set(tenders["circumstance"]) == set(tenders["evidence"]) == {""}
    assert payments.empty and variations.empty
