"""The benchmarks run, on files so small that nothing is measured by it, and all ways come to the same figures."""

import csv
import hashlib
import json
from dataclasses import astuple
from pathlib import Path

import pytest

from benchmarks import __main__ as main
from benchmarks import contender, grants, reports, tables
from benchmarks.row import Row, run
from grantsdata.model.amounts.parse import parse_amount
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check
from grantsdata.sources.reports import report_plans


def test_the_generator_gives_the_same_bytes_each_time(tmp_path: Path) -> None:
    path = tmp_path / "grants.csv"
    grants.write(25_000, path)
    content = path.read_bytes()
    assert hashlib.sha256(content).digest() == hashlib.sha256("".join(grants.lines(25_000)).encode()).digest()
    assert content.startswith(grants.HEADER.encode())
    assert "".join(grants.lines(25_000, seed=2)).encode() != content
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert {len(row) for row in rows} == {len(grants.HEADER.split(","))}
    assert len(rows) == 25_001
    amounts = [row[rows[0].index("Amount Awarded")] for row in rows[1:]]
    assert [amount for amount in amounts if amount in grants.ODD] == [
        grants.ODD[n % len(grants.ODD)] for n in range(1, 26)
    ]
    assert sum(parse_amount(amount).pence is None for amount in amounts) == 3  # TBC, as odd forms 8, 16 and 24


@pytest.mark.parametrize("way", ["usual", "tuned", "ours"])
def test_all_ways_come_to_the_same(tmp_path: Path, way: str) -> None:
    path = str(tmp_path / "grants.csv")
    grants.write(20_000, Path(path))
    assert sorted(getattr(contender, way)(path)) == sorted(contender.exact(path))


def test_the_short_way_with_binary_fractions_loses_awards(tmp_path: Path) -> None:
    path = str(tmp_path / "grants.csv")
    grants.write(20_000, Path(path))
    short, exact = contender.floats(path), contender.exact(path)
    assert len(short) == len(exact)
    assert sorted(short) != sorted(exact)


@pytest.mark.proof
def test_the_tables_are_measured() -> None:
    rows = list(tables.rows(2_000))
    assert all(isinstance(row, Row) and all(isinstance(cell, str) for cell in astuple(row)) for row in rows)
    assert [row.goal for row in rows] == [
        "2,000 rows, CSV, to breakdown",
        "2,000 rows, CSV, to breakdown",
        "200 rows, CSV, to breakdown",
        "2,000 rows again, from the typed copy",
        "from 200 to 2,000 rows",
        "exactness",
        "2,000 rows, CSV, to breakdown",
    ]
    (exactness,) = [row for row in rows if row.goal == "exactness"]
    assert exactness.met == "yes"
    assert exactness.measured.startswith("0 of ")


def test_the_page_has_every_line_and_tells_of_no_person_and_no_place() -> None:
    page = main.page([Row("a goal", "another", "twice", "thrice", "1 MiB", "yes")])
    assert "| a goal | another | twice | thrice | 1 MiB | yes |" in page
    assert "polars" in page
    assert str(Path.home()) not in page


def test_a_module_with_rows_is_a_benchmark(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert "tables" in main.modules()
    assert not {"grants", "row", "contender"} & {*main.modules()}
    sizes = []

    def rows(size: int = 7) -> list[Row]:
        sizes.append(size)
        return [Row("a goal", "another", "twice", "once", "", "no")]

    monkeypatch.setattr(tables, "rows", rows)
    assert main.main(["--only", "tables"]) == 1
    assert main.main(["--only", "tables", "--size", "3"]) == 1
    assert sizes == [7, 3]
    assert "a goal | another | twice | once |  | no" in capsys.readouterr().out


def test_a_contender_that_fails_ends_it() -> None:
    with pytest.raises(RuntimeError, match=r"contender\.py ours there is no such file ended with 1"):
        run("contender.py", "ours", "there is no such file")


def test_the_generator_is_a_command(tmp_path: Path) -> None:
    with pytest.raises(json.JSONDecodeError):
        run("grants.py", "10", str(tmp_path / "grants.csv"))
    assert len((tmp_path / "grants.csv").read_text(encoding="utf-8").splitlines()) == 11


def test_the_project_that_reports_are_measured_on_is_in_order(tmp_path: Path) -> None:
    """Two years with two reports each: their data has no fault, and all that is declared is there."""
    assert reports.make_project(tmp_path / "project", 2) == ["2016-17", "2017-18"]
    assert [entry for entry in check(project=tmp_path / "project") if entry.severity == "fault"] == []
    for year in ("2016-17", "2017-18"):
        planned = report_plans(FinancialYear.parse(year), tmp_path / "project")
        assert [report.name for report in planned] == ["annual-report", "reconciliation"]


@pytest.mark.proof
def test_the_reports_are_measured() -> None:
    rows = list(reports.rows(1))
    assert [row.goal for row in rows] == [
        "one report, command to page",
        "2 reports, two at a time",
        "2 reports, two at a time",
        "2 reports again, nothing changed",
        "one of 1 years changed",
        "preview: from a saved cell to the new annual report",
        "memory of a worker, two at a time",
    ]
    assert all(isinstance(cell, str) for row in rows for cell in astuple(row))
