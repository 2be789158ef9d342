"""Nothing changed, nothing run: what stands is told by hashes, and whatever a page depends on has it made again.

Whether a page was made again is told from outside: each notebook here notes that it was run.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.cases import first
from support.unattended import (
    OTHER,
    SHOWS,
    YEAR,
    declare,
    hashes,
    left_over,
    quick_project,
    retype,
    without_kernels,
    write_notebook,
)

from grantsdata.cli.main import main
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.publish import up_to_date
from grantsdata.runs.publish.up_to_date import up_to_date_record

EARLIEST = "2017-18"
NOTES = """
import pathlib, os
with (pathlib.Path(os.environ["GRANTSDATA_PROJECT"]) / "runs").open("a") as file:
    print({name}, financial_year, file=file)
"""
COMPARES = 'financial_year = "2018-19"\ncompare_with = ""'

Made = Callable[..., list[str]]


@pytest.fixture(scope="session")
def three_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years with two reports each, one of which compares the year with the one before: look, do not touch."""
    project = quick_project(tmp_path_factory.mktemp("standing") / "project", years=(EARLIEST, YEAR, OTHER))
    write_notebook(project, "first", SHOWS, NOTES.format(name='"first"'))
    write_notebook(project, "compares", NOTES.format(name='"compares"'), parameters=COMPARES)
    declare(project, "first", "compares")
    with pytest.MonkeyPatch.context() as patch:
        without_kernels(patch)
        assert main(["--project", str(project), "report", "--all", "--quiet"]) == 0
    return project


@pytest.fixture
def standing(three_years: Path, tmp_path: Path) -> Path:
    """The same, to spoil."""
    shutil.copytree(three_years, tmp_path / "project", symlinks=True)
    return tmp_path / "project"


@pytest.fixture
def made(standing: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Made:
    """`made("--force")`: which reports `report --all` made, such as "first 2018-19"; it must end well."""
    without_kernels(monkeypatch)

    def run(*arguments: str, code: int = 0) -> list[str]:
        (standing / "runs").unlink(missing_ok=True)
        ended = main(["--project", str(standing), "report", *(arguments or ("--all", "--quiet"))])
        assert ended == code, capfd.readouterr().err
        assert left_over(standing) == []
        runs = standing / "runs"
        return sorted(runs.read_text(encoding="utf-8").splitlines()) if runs.exists() else []

    return run


ALL = sorted(f"{name} {year}" for name in ("first", "compares") for year in (EARLIEST, YEAR, OTHER))


def test_nothing_changed_nothing_run(standing: Path, made: Made, capfd: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in (standing / "outputs").rglob("*") if path.is_file()}
    assert made("--all") == []
    assert capfd.readouterr().err.splitlines() == [
        f"grantsdata: in the project {standing}",
        *(
            f"grantsdata: {year}: nothing has changed since its 2 pages were made (--force makes them again)"
            for year in (EARLIEST, YEAR, OTHER)
        ),
    ]
    after = {path: path.stat().st_mtime_ns for path in (standing / "outputs").rglob("*") if path.is_file()}
    assert after == before
    assert made("--all", "--quiet") == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.proof
def test_what_is_wanted_all_the_same_is_made(standing: Path, made: Made) -> None:
    before = hashes(standing)
    assert made("--all", "--quiet", "--force") == ALL
    after = hashes(standing)
    assert {name for name in before if before[name] != after[name]} <= {
        f"{y}/run.json" for y in (EARLIEST, YEAR, OTHER)
    }


@pytest.mark.proof
def test_a_changed_table_has_its_year_made_and_what_compares_with_it(standing: Path, made: Made) -> None:
    retype(standing, YEAR, "£4,000", "£4,100")
    assert made() == [f"compares {YEAR}", f"compares {OTHER}", f"first {YEAR}"]
    assert "4,100" in (standing / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")
    assert made() == []


@pytest.mark.proof
def test_a_changed_table_of_the_first_and_of_the_last_year_has_made_what_compares_with_it(
    standing: Path, made: Made
) -> None:
    retype(standing, EARLIEST, "£4,000", "£4,100")
    assert made() == [f"compares {EARLIEST}", f"compares {YEAR}", f"first {EARLIEST}"]
    retype(standing, OTHER, "£4,000", "£4,100")
    assert made() == [f"compares {OTHER}", f"first {OTHER}"]
    assert made() == []


@pytest.mark.proof
def test_a_year_that_comes_between_is_compared_with(standing: Path, made: Made) -> None:
    shutil.rmtree(standing / "data" / "raw" / YEAR)
    shutil.rmtree(standing / "outputs" / YEAR)
    assert made() == [f"compares {OTHER}"]


@pytest.mark.proof
@pytest.mark.parametrize(
    ("file", "again"),
    [
        ("notebooks/first.ipynb", [one for one in ALL if one.startswith("first")]),
        ("notebooks/reports.toml", []),
        ("notebooks/another.ipynb", []),
        ("data/raw/providers.csv", ALL),
        ("constraints.txt", ALL),
        (f"data/raw/{YEAR}/paper.toml", [f"compares {YEAR}", f"compares {OTHER}", f"first {YEAR}"]),
    ],
)
def test_each_input_counts_for_what_depends_on_it(file: str, again: list[str], standing: Path, made: Made) -> None:
    path = standing / file
    ends = {".ipynb": "\n", ".csv": "", ".txt": "# a note\n", ".toml": "# a note\n"}[path.suffix]
    if path.suffix == ".csv":  # a line that names nobody whom these years know
        *rows, last = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([*rows[:1], *rows[1:][::-1], last]) + "\n", encoding="utf-8")
    else:
        path.write_text((path.read_text(encoding="utf-8") if path.exists() else "{}") + ends, encoding="utf-8")
    assert made() == again
    assert made() == []


@pytest.mark.parametrize(
    ("file", "harm"),
    [
        (f"outputs/{YEAR}/first.html", "touched"),
        pytest.param(f"outputs/{YEAR}/first.html", "gone", marks=pytest.mark.proof),
        pytest.param(f"outputs/{YEAR}/first.ipynb", "touched", marks=pytest.mark.proof),
        pytest.param(f"outputs/{YEAR}/first.ipynb", "gone", marks=pytest.mark.proof),
    ],
)
def test_a_page_that_is_not_as_it_was_made_is_made_again(file: str, harm: str, standing: Path, made: Made) -> None:
    before = hashes(standing)
    path = standing / file
    path.write_bytes(path.read_bytes() + b" ") if harm == "touched" else path.unlink()
    assert made() == [f"first {YEAR}"]
    after = hashes(standing)
    assert {name for name in before if before[name] != after[name]} <= {f"{YEAR}/run.json"}
    assert made() == []


@pytest.mark.proof
@pytest.mark.parametrize(
    "file", first([f"outputs/{YEAR}/data/awards.csv", f"data/processed/{YEAR}/by-stream.csv", "outputs/index.html"])
)
def test_a_table_or_index_that_is_lost_comes_back_without_a_report(file: str, standing: Path, made: Made) -> None:
    path = standing / file
    content = path.read_bytes()
    path.unlink()
    assert made() == []
    assert path.read_bytes() == content


@pytest.mark.proof
def test_an_index_that_a_killed_run_left_behind_is_written(standing: Path, made: Made) -> None:
    """As between the year's pages and the index, which is replaced after them."""
    retype(standing, YEAR, "£4,000", "£4,100")
    index = standing / "outputs" / "index.html"
    old = index.read_bytes()
    assert made() != []
    new = index.read_bytes()
    index.write_bytes(old)
    assert made() == []
    assert index.read_bytes() == new != old


@pytest.mark.proof
def test_other_parameters_are_another_run(standing: Path, made: Made) -> None:
    again = [one for one in ALL if one.startswith("first")]
    assert made("--all", "--quiet", "-p", "include_implied", "false") == again
    assert made("--all", "--quiet", "-p", "include_implied", "false") == []
    assert made() == again


@pytest.mark.proof
def test_a_page_put_beside_is_taken_down_without_a_report(standing: Path, made: Made) -> None:
    write_notebook(standing, "third", NOTES.format(name='"third"'))
    assert made(YEAR, "--quiet", "--notebook", "third") == [f"third {YEAR}"]
    assert made(YEAR, "--quiet", "--notebook", "third") == []
    assert made() == []
    assert not (standing / "outputs" / YEAR / "third.html").exists()


@pytest.mark.proof
def test_strictness_is_asked_of_what_stands_too(standing: Path, made: Made) -> None:
    paper = standing / "data" / "raw" / YEAR / "paper.toml"
    total = '[[printed_totals]]\nlabel = "Total"\nprinted = "£4,010"\nfile = "gr.csv"\n'
    paper.write_text(paper.read_text(encoding="utf-8") + total, encoding="utf-8")
    assert made() != []
    assert made("--all", "--quiet", "--strict", code=3) == []
    assert (standing / "outputs" / "failed" / YEAR).is_dir()
    assert made() == [], "nothing has to be made, but what the failure left goes"
    assert not (standing / "outputs" / "failed").exists()


@pytest.mark.proof
@pytest.mark.parametrize(
    "key",
    ["packages", "python", "inputs_sha256", "whole", "reports"],
)
def test_a_record_that_tells_otherwise_counts_for_nothing(key: str, standing: Path, made: Made) -> None:
    path = standing / "outputs" / YEAR / "run.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record[key] = {"python": "3.10.0", "packages": {}, "inputs_sha256": "", "whole": False, "reports": []}[key]
    path.write_text(json.dumps(record), encoding="utf-8")
    both = [f"compares {YEAR}", f"first {YEAR}"]
    assert made() == (both if key in ("python", "packages", "reports") else [])
    assert made() == []


@pytest.mark.proof
def test_what_a_failure_left_goes_once_the_data_is_as_it_was(standing: Path, made: Made) -> None:
    """The year after fails too, since it is compared with this one."""
    retype(standing, YEAR, "£4,000", "£4,00")
    made(code=2)
    assert sorted(path.name for path in (standing / "outputs" / "failed").iterdir()) == [YEAR, OTHER]
    retype(standing, YEAR, "£4,00", "£4,000")
    assert made() == []
    assert not (standing / "outputs" / "failed").exists()


# ---- What cannot be read is not up to date ----------------------------------------------------------


def record_of(project: Path) -> object:
    return up_to_date_record(FinancialYear.parse(YEAR), Inputs(project))


def test_a_year_that_is_no_longer_on_file_is_not_up_to_date(quick: Path) -> None:
    assert record_of(quick) is not None
    shutil.rmtree(quick / "data" / "raw" / YEAR)
    assert record_of(quick) is None


def test_a_page_that_cannot_be_read_is_not_up_to_date(quick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(path: Path) -> str:
        raise OSError(5, "Input/output error", str(path))

    monkeypatch.setattr(up_to_date, "sha256_of", unreadable)
    assert record_of(quick) is None


def test_a_page_beside_a_year_that_is_no_longer_on_file_is_not_up_to_date(standing: Path, made: Made) -> None:
    """The run that follows says that the year is not on file."""
    asked = {"compare_with": EARLIEST}
    assert made(OTHER, "--quiet", "-p", "compare_with", EARLIEST) == [f"compares {OTHER}"]
    other = FinancialYear.parse(OTHER)
    assert up_to_date_record(other, Inputs(standing), asked=asked) is not None
    shutil.rmtree(standing / "data" / "raw" / EARLIEST)
    assert up_to_date_record(other, Inputs(standing), asked=asked) is None
