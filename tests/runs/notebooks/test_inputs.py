"""What each report depends on: enough that none is kept that would come out otherwise, and no more."""

import hashlib
import shutil
from pathlib import Path

import pytest
from support.unattended import OTHER, YEAR, add_other_year, quick_project

from grantsdata.errors import YearError
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.sources.files.hashes import fingerprint

RAW = ("gr.csv", "out.csv", "paper.toml")
COMMON = ["data/raw/providers.csv", "notebooks/first.ipynb"]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with two small years."""
    project = quick_project(tmp_path / "project")
    add_other_year(project)
    return project


def files_of(project: Path, year: str, compare_with: str | None = None) -> list[str]:
    """The inputs of the report `first`, but for the library itself."""
    inputs = Inputs(project).of_report("first", FinancialYear.parse(year), compare_with)
    return [name for name in inputs if not name.startswith("grantsdata/")]


def test_a_report_is_made_from_its_own_year(small: Path) -> None:
    assert files_of(small, YEAR) == [f"data/raw/{YEAR}/{name}" for name in RAW] + COMMON
    assert files_of(small, OTHER) == [f"data/raw/{OTHER}/{name}" for name in RAW] + COMMON
    (small / "constraints.txt").write_text("pandas==1.2.3\n", encoding="utf-8")
    assert files_of(small, YEAR)[0] == "constraints.txt"


def test_one_that_compares_is_made_from_the_other_year_too(small: Path) -> None:
    both = [f"data/raw/{year}/{name}" for year in (YEAR, OTHER) for name in RAW]
    assert files_of(small, OTHER, "") == both + COMMON, "the latest year before"
    assert files_of(small, OTHER, YEAR) == both + COMMON
    assert files_of(small, OTHER, "all") == both + COMMON
    (small / "data" / "raw" / "successors.csv").write_text("body\n", encoding="utf-8")
    assert "data/raw/successors.csv" in files_of(small, OTHER, "all")
    (small / "data" / "raw" / "successors.csv").unlink()
    assert files_of(small, YEAR, "") == [f"data/raw/{YEAR}/{name}" for name in RAW] + COMMON, "there is none before"
    with pytest.raises(YearError, match="2016-17"):
        files_of(small, YEAR, "2016-17")


def test_every_module_the_template_and_the_style_are_inputs(small: Path) -> None:
    names = Inputs(small).of_report("first", FinancialYear.parse(YEAR), None)
    for name in (
        "model/amounts/parse.py",
        "runs/notebooks/proved.toml",
        "templates/grantsdata/index.html.j2",
        "report/charts/report.mplstyle",
    ):
        assert f"grantsdata/{name}" in names, name
    assert not [name for name in names if "__pycache__" in name]


def test_promises_of_the_year_before_count_where_the_year_has_such_a_table(small: Path) -> None:
    raw = small / "data" / "raw"
    for year in (YEAR, OTHER):
        (raw / year / "promises.csv").write_text("promise\n", encoding="utf-8")
    entry = '\n[promises]\nfile = "promises.csv"\n'
    former, own = raw / YEAR / "paper.toml", raw / OTHER / "paper.toml"
    former.write_text(former.read_text(encoding="utf-8") + entry, encoding="utf-8")
    assert not [name for name in files_of(small, OTHER) if YEAR in name]
    own.write_text(own.read_text(encoding="utf-8") + entry, encoding="utf-8")
    before = [f"data/raw/{YEAR}/{name}" for name in ("paper.toml", "promises.csv")]
    assert [name for name in files_of(small, OTHER) if YEAR in name] == before
    assert not [name for name in files_of(small, YEAR) if OTHER in name]


def test_a_table_that_stands_elsewhere_counts(small: Path) -> None:
    """Two years may stand side by side in one file, which each year's paper names."""
    paper = small / "data" / "raw" / OTHER / "paper.toml"
    paper.write_text(paper.read_text(encoding="utf-8").replace('"gr.csv"', f'"../{YEAR}/gr.csv"'), encoding="utf-8")
    assert f"data/raw/{YEAR}/gr.csv" in files_of(small, OTHER)
    (small / "data" / "raw" / OTHER / "paper.toml").write_text("[paper\n", encoding="utf-8")
    assert f"data/raw/{OTHER}/paper.toml" in files_of(small, OTHER), "one that cannot be read is told when it is read"


@pytest.mark.parametrize("text", ["award_tables = 1", "measures = {file = 2}", "award_tables = [3]"])
def test_a_paper_of_another_form_is_no_stumbling_block(text: str, small: Path) -> None:
    (small / "data" / "raw" / YEAR / "paper.toml").write_text(text, encoding="utf-8")
    assert files_of(small, YEAR) == [f"data/raw/{YEAR}/{name}" for name in RAW] + COMMON


def test_what_editors_leave_does_not_count(small: Path) -> None:
    before = files_of(small, YEAR)
    for name in (".~lock.gr.csv#", "~$gr.xlsx", ".gr.csv.swp"):
        (small / "data" / "raw" / YEAR / name).write_text("", encoding="utf-8")
    assert files_of(small, YEAR) == before


def test_the_sha256_are_true_and_a_file_is_read_once(small: Path) -> None:
    path = small / "data" / "raw" / YEAR / "gr.csv"
    files = Inputs(small)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    name = f"data/raw/{YEAR}/gr.csv"
    assert files.of_report("first", FinancialYear.parse(YEAR), None)[name] == digest
    path.write_text("changed", encoding="utf-8")
    assert files.of_report("first", FinancialYear.parse(YEAR), None)[name] == digest, (
        "as it was when it was asked first"
    )
    assert Inputs(small).of_report("first", FinancialYear.parse(YEAR), None)[name] != digest


def test_a_run_depends_on_its_reports_and_their_list(small: Path) -> None:
    files = Inputs(small)
    whole = files.of_run([{"b": "2"}, {"a": "1", "b": "2"}], FinancialYear.parse(YEAR))
    assert list(whole) == ["a", "b", "notebooks/reports.toml"]
    lines = "".join(f"{digest}  {name}\n" for name, digest in whole.items())
    assert fingerprint(whole) == hashlib.sha256(lines.encode()).hexdigest()


def test_the_paper_of_the_latest_earlier_year_belongs_to_a_run(small: Path) -> None:
    """Whether there is one decides which reports are made."""
    latest = shutil.copytree(small / "data" / "raw" / OTHER, small / "data" / "raw" / "2030-31")
    papers = [set(Inputs(small).of_run([], FinancialYear.parse(year))) for year in (YEAR, OTHER, "2030-31")]
    assert [sorted(one - {"notebooks/reports.toml"}) for one in papers] == [
        [],
        [f"data/raw/{YEAR}/paper.toml"],
        [f"data/raw/{OTHER}/paper.toml"],
    ]
    before = Inputs(small).of_run([], FinancialYear.parse("2031-32"))
    (latest / "paper.toml").write_text("another", encoding="utf-8")
    assert Inputs(small).of_run([], FinancialYear.parse("2031-32")) != before
