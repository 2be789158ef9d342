"""What worker processes do with a year's data: check it, write its files, compare it with what stood before."""

import json
from pathlib import Path

import pandas as pd
import pytest
from support.unattended import YEAR, quick_project

from grantsdata.errors import AwardsError, ParameterError, ReconcileError
from grantsdata.exports.files import SHARED_FILES
from grantsdata.model.report import Limits, ReportPlan
from grantsdata.model.schema import IMPLIED, PRINTED
from grantsdata.model.years import FinancialYear
from grantsdata.runs import jobs
from grantsdata.runs.jobs import changes, prepare, totals
from grantsdata.runs.qa import checks

SMALL = FinancialYear.parse(YEAR)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two awards, of £4,000 and of £1,500; nothing is made yet."""
    return quick_project(tmp_path / "project")


def test_the_data_of_a_year_is_checked_and_its_tables_are_written(project: Path, tmp_path: Path) -> None:
    done = prepare(project, tmp_path / "pages", year=SMALL, include_implied=True)
    assert done.faults == []
    assert {"data/awards.csv", "data/awards.parquet", "data/by-stream.csv", "data/findings.csv"} <= set(done.tables)
    assert all((tmp_path / "pages" / name).is_file() for name in done.tables)
    assert done.figures["totals"] == {"awards": 2, "award_pence": 550_000, "implied_pence": 0}
    assert set(done.figures["findings"]) == {"error", "warning", "note", "agrees"}
    assert done.figures["changes"]["first_run"] is True
    assert "£5,500" in done.figures["headline"]


def test_with_strict_figures_that_do_not_add_up_are_an_error(project: Path, tmp_path: Path) -> None:
    paper = project / "data" / "raw" / YEAR / "paper.toml"
    total = '[[printed_totals]]\nlabel = "Total"\nprinted = "£4,010"\nfile = "gr.csv"\n'
    paper.write_text(paper.read_text(encoding="utf-8") + total, encoding="utf-8")
    assert prepare(project, tmp_path / "a", year=SMALL, include_implied=True).figures["findings"]["error"] == 1
    with pytest.raises(ReconcileError, match=rf"the figures do not add up: .*£4,010.* See: grantsdata check {YEAR}"):
        prepare(project, tmp_path / "b", year=SMALL, include_implied=True, strict=True)


def test_parameters_that_name_nothing_in_the_data_are_refused(project: Path, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r'no stream with the code "XX"; expected one of GR'):
        prepare(project, tmp_path, year=SMALL, include_implied=True, values=[{"stream": "GR"}, {"stream": "XX"}])


def test_raw_data_that_cannot_be_read_is_an_error_of_its_file(project: Path, tmp_path: Path) -> None:
    table = project / "data" / "raw" / YEAR / "gr.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("£4,000", "£4,00"), encoding="utf-8")
    with pytest.raises(AwardsError, match=r"2018-19/gr\.csv row 2, column Award: cannot read .£4,00."):
        prepare(project, tmp_path, year=SMALL, include_implied=True)


def test_a_former_set_is_compared_with_the_new_one(project: Path, tmp_path: Path) -> None:
    """Tables of another program count as none."""
    former = project / "outputs" / YEAR
    prepare(project, former, year=SMALL, include_implied=True)
    table = project / "data" / "raw" / YEAR / "gr.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("£4,000", "£4,100"), encoding="utf-8")
    found = prepare(project, tmp_path / "b", year=SMALL, include_implied=True).figures["changes"]
    assert (found["first_run"], found["added"], found["removed"]) == (False, [], [])
    assert [(one["service"], one["award_pence"], one["was"]) for one in found["changed"]] == [
        ("Street lights", 410_000, {"award_pence": 400_000})
    ]
    pd.DataFrame({"award_id": ["a"], "pounds": [1]}).to_parquet(former / "data" / "awards.parquet")
    assert prepare(project, tmp_path / "c", year=SMALL, include_implied=True).figures["changes"]["first_run"] is True


def test_exports_are_written_beside_the_tables(project: Path, tmp_path: Path) -> None:
    done = prepare(project, tmp_path, year=SMALL, include_implied=True)
    assert done.faults == []
    assert sorted(done.exports) == sorted(f"data/{name}" for name in SHARED_FILES)
    package = json.loads((tmp_path / "data" / "360giving.json").read_text(encoding="utf-8"))
    assert [grant["amountAwarded"] for grant in package["grants"]] == [4000, 1500]


# ---- Totals and changes -------------------------------------------------------------------------------


def awards(*rows: tuple[str, str, int | None]) -> pd.DataFrame:
    """Awards with an identifier, a provider and an amount in pence; the one called "implied" is implied."""
    return pd.DataFrame(
        {
            "award_id": [one for one, _, _ in rows],
            "stream": "Grants",
            "service": [f"service of {one}" for one, _, _ in rows],
            "provider": [provider for _, provider, _ in rows],
            "award_pence": pd.array([pence for _, _, pence in rows], dtype="Int64"),
            "award_status": [IMPLIED if one == "implied" else PRINTED for one, _, _ in rows],
        }
    )


BEFORE = awards(("a", "One", 100_000), ("b", "Two", 25_050), ("c", "Two", None))


def test_totals_are_of_stated_amounts() -> None:
    assert totals(BEFORE) == {"awards": 3, "award_pence": 125_050, "implied_pence": 0}
    assert totals(awards(("a", "One", 100_000), ("implied", "One", 999))) == {
        "awards": 2, "award_pence": 100_999, "implied_pence": 999,
    }  # fmt: skip


def test_awards_that_come_go_and_change_are_told_apart() -> None:
    after = awards(("d", "Three", 1), ("c", "Two", 500), ("a", "Four", 100_000))
    found = changes(BEFORE, after)
    assert found["added"] == [{"award_id": "d", "service": "service of d", "provider": "Three", "award_pence": 1}]
    assert found["removed"] == [{"award_id": "b", "service": "service of b", "provider": "Two", "award_pence": 25_050}]
    assert [(one["award_id"], one["was"]) for one in found["changed"]] == [
        ("c", {"award_pence": None}),
        ("a", {"provider": "One"}),
    ]
    assert (found["award_pence_before"], found["award_pence_after"]) == (125_050, 100_501)


def test_another_order_is_no_change_and_a_first_run_adds_nothing() -> None:
    same = changes(BEFORE, BEFORE.iloc[::-1])
    assert (same["added"], same["removed"], same["changed"]) == ([], [], [])
    first = changes(None, BEFORE)
    assert (first["first_run"], first["added"], first["award_pence_before"]) == (True, [], None)
    assert first["award_pence_after"] == 125_050


@pytest.mark.parametrize(("old", "unread"), [("", 0), ("</data> go to", 1)])
def test_a_verb_that_does_not_agree_is_reported_and_holds_nothing_back(
    old: str, unread: int, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def execute(report: ReportPlan, year: FinancialYear, root: Path, folder: Path, **more: object) -> float:
        for path in (root / "outputs" / str(year)).glob("annual-report.*"):
            text = path.read_text(encoding="utf-8")
            assert old in text
            (folder / path.name).write_text(text.replace(old, "</data> goes to") if old else text, "utf-8")
        return 1.0

    monkeypatch.setattr(jobs, "execute_report", execute)
    monkeypatch.setattr(checks, "faults_of_page", lambda page, data: [])
    made = jobs.make_page(
        published, tmp_path, report=ReportPlan("annual-report"), year=FinancialYear.parse("2017-18"), limits=Limits(),
        in_process=True, promised=[],
    )  # fmt: skip
    assert (made.faults, len(made.unread)) == ([], unread)
    assert all("does not agree in number" in line for line in made.unread)
