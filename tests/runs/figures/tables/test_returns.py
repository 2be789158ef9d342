"""Tables of returns against the raw files: wrong figures, small ones, and those that give a small one away."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from support.documents import year_of_documents
from support.reporting import copied_project
from support.returns import FIRST, GOOD, PEOPLE, REFUGE, YEAR, office

from grantsdata import load_awards, load_paper, load_returns, summaries
from grantsdata.awards.load import open_year
from grantsdata.model.declared.other_tables import AGREEMENT_TABLES
from grantsdata.report.narrative.agreements import returns as narrative
from grantsdata.report.page.tables import table_html
from grantsdata.runs.figures.tables.returns import returns_agree
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page

Tables = Mapping[str, pd.DataFrame]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tables, PageData]:
    project = copied_project(tmp_path_factory.mktemp("office"))
    office(project)
    returns, awards = load_returns(YEAR, project=project), load_awards(YEAR, project=project)
    shown = summaries.performance(returns)
    account = summaries.by_half_year(returns)
    tables = {
        "shown": narrative.performance_listed(shown).reset_index(drop=True),
        "remarks": narrative.remarks_listed(shown).reset_index(drop=True),
        "account": narrative.account_listed(account, load_paper(YEAR, project=project)),
        "beside": narrative.beside_listed(summaries.cost_beside_people(returns, awards)),
        "states": narrative.states_listed(summaries.returns_by_award(returns, awards)),
    }
    return tables, page_data(open_year(YEAR, project))


GROUPS = {"shown": "service", "remarks": "service", "account": "under"}


def faults(tables: Tables, data: PageData, folder: Path) -> list[str]:
    path = folder / "page.html"
    html = [table_html(frame, name, group=GROUPS.get(name)) for name, frame in tables.items()]
    path.write_text("".join(html), encoding="utf-8")
    path.with_suffix(".ipynb").write_text(json.dumps({"cells": [], "metadata": {}}), encoding="utf-8")
    return returns_agree(Page(path), data)


def test_tables_as_on_file_have_no_faults(made: tuple[Tables, PageData], tmp_path: Path) -> None:
    assert faults(made[0], made[1], tmp_path) == []


@pytest.mark.parametrize(
    ("name", "column", "row", "value"),
    [
        ("shown", "reported", 0, "1,205"),
        ("shown", "reported", 4, "3"),
        ("shown", "reported", 5, "12"),
        ("shown", "reported", 3, "36 of 40 (90.0%)"),
        ("shown", "reported", 2, "30 of 40 (75.0%)"),
        ("shown", "profile", 0, "201"),
        ("shown", "against_profile", 1, "● on profile or better"),
        ("shown", "against_profile", 4, "■ off profile"),
        ("shown", "direction", 1, "▲ higher: better"),
        ("remarks", "narrative", 4, "We helped three women."),
        ("remarks", "narrative", 0, "The route stayed."),
        ("remarks", "data_quality", 6, "complete"),
        ("account", "in_year", 0, "2,395"),
        ("account", "in_first_half", 4, "1,207"),
        ("account", "in_second_half", 4, "1,202"),
        ("account", "in_second_half", 2, "12"),
        ("account", "in_year", 4, "2,410"),
        ("beside", "in_year", 1, "16"),
        ("beside", "award_gbp", 1, 3_500.0),
        ("states", "in_first_half", 0, "late"),
        ("states", "in_second_half", 2, "on time"),
    ],
)
def test_a_wrong_figure_or_one_that_gives_a_small_count_away_is_a_fault(
    made: tuple[Tables, PageData], tmp_path: Path, name: str, column: str, row: int, value: object
) -> None:
    """36 of 40 leaves 4; 30 of 40 does too, beside 66 of 80; 1,207 less 1,204 leaves 3."""
    frame = made[0][name].copy()
    assert frame.loc[row, column] != value
    frame.loc[row, column] = value
    assert faults({**made[0], name: frame}, made[1], tmp_path)


def test_a_return_that_is_left_out_is_a_fault(made: tuple[Tables, PageData], tmp_path: Path) -> None:
    less = {**made[0], "shown": made[0]["shown"].drop(index=6)}
    (fault,) = faults(less, made[1], tmp_path)
    assert fault == "table “shown”, the return of “Refuge” is not shown"


def test_a_return_is_missing_only_if_the_award_was_made_by_then(tmp_path: Path) -> None:
    """The register of 1 February 2019 awards a second night bus."""
    project = copied_project(tmp_path)
    folder = year_of_documents(project)
    line = dict.fromkeys(AGREEMENT_TABLES["returns"], "") | REFUGE | FIRST | PEOPLE | GOOD | {"actual": "12"}
    with (folder / "returns.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([line, line.values()])
    with (folder / "paper.toml").open("a", encoding="utf-8") as file:
        file.write('[returns]\nfile = "returns.csv"\n')
    states = summaries.returns_by_award(load_returns(YEAR, project=project), load_awards(YEAR, project=project))
    assert states["in_first_half"].tolist() == ["missing", "on time", "missing", "not yet awarded"]
    data, listed = page_data(open_year(YEAR, project)), narrative.states_listed(states)
    assert faults({"states": listed}, data, tmp_path) == []
    assert faults({"states": listed.assign(in_first_half="missing")}, data, tmp_path)
