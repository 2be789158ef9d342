"""What is out of date is made, what is not is not, and nothing is written into the project."""

from pathlib import Path

import pytest
from support.unattended import YEAR, declare, hashes, quick_project, retype, without_kernels, write_notebook

from grantsdata.errors import Fault, OutputError, SourceError
from grantsdata.model.years import FinancialYear
from grantsdata.runs.preview.make import Maker, fault_lines
from grantsdata.runs.preview.site import Site
from grantsdata.runs.workers.pool import Workers


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    without_kernels(monkeypatch)
    project = quick_project(tmp_path / "project")
    write_notebook(project, "second", "2 + 3")
    declare(project, "first", "second")
    return project


def test_a_change_is_made_a_fault_is_shown_and_a_mended_fault_goes(project: Path, tmp_path: Path) -> None:
    folder, site = tmp_path / "making", Site(FinancialYear.parse(YEAR))
    folder.mkdir()
    before = hashes(project)
    with Workers() as workers:
        maker = Maker(site.year, project, folder, workers, site)
        maker.make(lambda: False)
        assert (site.faults, sorted(site.pages())) == ((), ["first.html", "second.html"])
        assert "£4,000" in (site.file("first.html") or b"").decode()
        assert b"Street lights" in (site.file("data/awards.csv") or b"")
        assert site.file("data/grants.xlsx")
        assert hashes(project) == before

        version = site.version("")
        maker.make(lambda: False)  # nothing has changed
        assert site.version("") == version

        retype(project, YEAR, "£4,000", "£4,0x0")
        page = site.file("first.html")
        maker.make(lambda: False)
        (fault,) = site.faults
        assert fault.startswith(f"data/raw/{YEAR}/gr.csv row 2, column Award: ") and '"£4,0x0"' in fault
        assert "expected" in fault
        assert site.file("first.html") == page

        retype(project, YEAR, "£4,0x0", "£4,100")
        maker.make(lambda: False)
        assert site.faults == ()
        assert "£4,100" in (site.file("first.html") or b"").decode()
    assert list(folder.iterdir()) == []
    assert sorted(path.name for path in (project / "outputs").iterdir()) == []


def test_it_ends_early_when_the_files_have_changed_again(project: Path, tmp_path: Path) -> None:
    site = Site(FinancialYear.parse(YEAR))
    write_notebook(project, "first", "import time\nfor _ in range(600): time.sleep(0.1)")
    write_notebook(project, "second", *["import time; time.sleep(0.11)"] * 30)
    with Workers() as workers:
        maker = Maker(site.year, project, tmp_path, workers, site)
        maker.make(lambda: True)
    assert (site.faults, site.pages()) == ((), [])


def test_what_prevents_a_plan_is_shown(project: Path, tmp_path: Path) -> None:
    site = Site(FinancialYear.parse(YEAR))
    (project / "notebooks" / "reports.toml").write_text('[[reports]]\nnotebook = "frist"\n', encoding="utf-8")
    with Workers() as workers:
        Maker(site.year, project, tmp_path, workers, site).make(lambda: False)
    (fault,) = site.faults
    assert "reports.toml" in fault and "frist" in fault


def test_each_fault_is_a_line_with_its_place() -> None:
    faults = [Fault("a.csv", "no amount", "pounds", "Mend it.", row=row, column="Award", text="x") for row in (2, 3)]
    assert fault_lines(SourceError(faults)) == [
        'a.csv row 2, column Award: no amount "x"; expected pounds. Mend it.',
        'a.csv row 3, column Award: no amount "x"; expected pounds. Mend it.',
    ]
    assert fault_lines(OutputError("no room")) == ["no room"]
