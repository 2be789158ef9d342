"""Tables of agreements, conditions and payments on a page that are not what the raw files say."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from support.agreements import YEAR, year_with
from support.reporting import copied_project

from grantsdata import load_agreements, load_awards, load_conditions, load_payments, load_variations, summaries
from grantsdata.awards.load import open_year
from grantsdata.report.narrative import agreements as narrative
from grantsdata.report.page.tables import table_html
from grantsdata.report.traced import expression
from grantsdata.runs.figures.records import by_year, records_agree
from grantsdata.runs.figures.shown import page_kinds
from grantsdata.runs.figures.written import as_text
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page
from grantsdata.runs.verifier.evaluate import Verifier


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copied_project(tmp_path_factory.mktemp("office"))
    year_with(project)
    return project


@pytest.fixture(scope="module")
def behind(office: Path) -> PageData:
    return page_data(open_year(YEAR, office))


@pytest.fixture(scope="module")
def tables(office: Path) -> dict[str, pd.DataFrame]:
    agreements, conditions = load_agreements(YEAR, project=office), load_conditions(YEAR, project=office)
    payments, variations = load_payments(YEAR, project=office), load_variations(YEAR, project=office)
    money = summaries.money_side_by_side(load_awards(YEAR, project=office), agreements, payments, variations)
    return {
        "agreements": narrative.agreements_listed(agreements),
        "conditions": narrative.conditions_listed(conditions),
        "payments": narrative.payments_listed(payments),
        "variations": narrative.variations_listed(variations),
        "committed": summaries.committed(agreements, YEAR),
        "released": narrative.released_listed(summaries.conditions_and_payments(conditions, payments)),
        "money": narrative.money_listed(money),
    }


def faults(frame: pd.DataFrame, data: PageData, folder: Path) -> list[str]:
    path = folder / "page.html"
    path.write_text(table_html(frame, "Records"), encoding="utf-8")
    path.with_suffix(".ipynb").write_text(json.dumps({"cells": [], "metadata": {}}), encoding="utf-8")
    return records_agree(Page(path), data)


NAMES = ("agreements", "conditions", "payments", "variations", "committed", "released", "money")


@pytest.mark.parametrize("name", NAMES)
def test_tables_as_on_file_have_no_faults(
    name: str, tables: dict[str, pd.DataFrame], behind: PageData, tmp_path: Path
) -> None:
    assert faults(tables[name], behind, tmp_path) == []


def with_cell(column: str, value: object, row: int = 0) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        changed = frame.copy()
        changed.loc[row, column] = value
        return changed

    return change


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("agreements", with_cell("end", "1 April 2020")),
        ("agreements", with_cell("by_year", "2018-19: £4,000; 2019-20: £4,001")),
        ("agreements", with_cell("provider", "Lens Ltd", 1)),
        ("conditions", with_cell("met_on", "16 May 2018")),
        ("payments", with_cell("amount_gbp", 2_000.01)),
        ("payments", with_cell("happened", "returned")),
        ("variations", with_cell("amount_after_printed", "£3,501")),
        ("committed", with_cell("part_gbp", 4_000.5)),
        ("committed", with_cell("agreements", 2)),
        ("released", with_cell("conditions_met", 1)),
        ("released", with_cell("paid_out_gbp", 4_000)),
        *(
            ("money", with_cell(column, 1, row))
            for column, row in [
                ("planned_gbp", 0), ("awarded_gbp", 1), ("varied_gbp", 1), ("paid_out_gbp", 2), ("held_back_gbp", 0),
                ("returned_gbp", 2), ("underspend_gbp", 2),
            ]
        ),
    ],
)  # fmt: skip
def test_a_cell_that_the_raw_files_do_not_bear_out_is_a_fault(
    name: str,
    spoil: Callable[[pd.DataFrame], pd.DataFrame],
    tables: dict[str, pd.DataFrame],
    behind: PageData,
    tmp_path: Path,
) -> None:
    changed = spoil(tables[name])
    assert not changed.equals(tables[name])
    assert faults(changed, behind, tmp_path)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("variations", "committed")])
def test_a_row_that_is_left_out_is_a_fault(
    name: str, tables: dict[str, pd.DataFrame], behind: PageData, tmp_path: Path
) -> None:
    assert faults(tables[name].iloc[1:], behind, tmp_path)


@pytest.mark.parametrize(
    ("name", "column"), [("payments", "held_back_because"), ("money", "returned_gbp"), ("conditions", "evidence")]
)
def test_a_column_that_is_left_out_though_something_is_on_file_is_a_fault(
    name: str, column: str, tables: dict[str, pd.DataFrame], behind: PageData, tmp_path: Path
) -> None:
    (fault,) = faults(tables[name].drop(columns=column), behind, tmp_path)
    assert column in fault and fault.endswith("is not shown")


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (expression("added", "payments.csv", "amount", kind="paid"), "£4,400.50"),
        (expression("added", "payments.csv", "amount", kind=["paid", "returned"], service="Cameras"), "£2,800.50"),
        (expression("for_year", "agreements.csv", "by_year", "2019-20"), "£4,000"),
        (expression("for_year", "agreements.csv", "by_year", "2020-21"), "£0"),
        (expression("year_after", 2), "2020-21"),
        (expression("rows", "conditions.csv", met_on=True), "2"),
        (expression("day", "agreements.csv", 3, "end"), "31 March 2020"),
    ],
)
def test_figures_of_records_are_worked_out_from_the_raw_files(made: str, text: str, behind: PageData) -> None:
    assert as_text(Verifier(behind.raw, page_kinds({}, ())).value(made)) == text


def test_the_parts_of_an_amount_are_by_year() -> None:
    assert by_year("2018-19: £4,000; 2019/20: 3,500.50") == {"2018-19": 400_000, "2019-20": 350_050}
    assert by_year("") == {}
