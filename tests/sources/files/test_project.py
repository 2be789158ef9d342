"""Where the project's folders are: which of the places it is found in, and which years are on file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.ordinary import ordinary_user, reachable_folder
from support.reporting import (
    REPOSITORY,
)
from support.years import with_two_other_years

from grantsdata.errors import GrantsDataError, InputError, LinkError, ParameterError, YearError
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files import project
from grantsdata.sources.files.project import (
    check_outputs,
    found_project,
    label,
    project_folder,
    project_to_write,
    year_before,
    year_folder,
    years_on_file,
)

YEAR = FinancialYear(2017)


def with_papers(folder: Path, *names: str) -> Path:
    """A project with a `paper.toml` in each of these folders of `data/raw`."""
    (folder / "data" / "raw").mkdir(parents=True)
    for name in names:
        (folder / "data" / "raw" / name).mkdir()
        (folder / "data" / "raw" / name / "paper.toml").touch()
    return folder.resolve()


@pytest.fixture
def installed_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package as it stands in an environment's own packages, beside which there is no data."""
    monkeypatch.setattr(project, "CHECKOUT", tmp_path / "packages")


def test_the_project_that_is_given_comes_before_the_one_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, named = with_papers(tmp_path / "given"), with_papers(tmp_path / "named")
    monkeypatch.setenv("GRANTSDATA_PROJECT", str(named))
    assert project_folder(given) == given
    assert project_folder() == named


def test_the_nearest_folder_upwards_comes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outer = with_papers(tmp_path / "outer")
    inner = with_papers(outer / "inner")
    (inner / "notebooks" / "drafts").mkdir(parents=True)
    monkeypatch.chdir(inner / "notebooks" / "drafts")
    assert project_folder() == project_to_write() == found_project() == inner
    monkeypatch.chdir(outer)
    assert project_folder() == outer


def test_the_checkout_of_the_package_comes_last_and_is_only_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = with_papers(tmp_path / "checkout")
    monkeypatch.setattr(project, "CHECKOUT", checkout)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert found_project() is None
    assert project_folder() == checkout
    with pytest.raises(GrantsDataError, match=r"^There is no project in \S+elsewhere or above it"):
        project_to_write()


NONE_HERE = (
    "There is no project in {here} or above it; expected a folder that holds data/raw. Go to your project, or name it "
    "with --project FOLDER or in the variable GRANTSDATA_PROJECT. To make one: grantsdata init FOLDER --body "
    '"NAME OF THE BODY"; to see an example: grantsdata demo FOLDER.'
)


@pytest.mark.parametrize("find", [project_folder, project_to_write])
def test_where_no_project_is_found_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed_elsewhere: None, find: Callable[[], Path]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GrantsDataError) as refusal:
        find()
    assert str(refusal.value) == NONE_HERE.format(here=tmp_path)


@pytest.mark.parametrize("find", [found_project, project_folder, project_to_write])
def test_a_named_folder_that_is_no_project_is_refused_and_nothing_else_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, find: Callable[..., Path | None]
) -> None:
    monkeypatch.chdir(with_papers(tmp_path / "here"))
    (tmp_path / "else where").mkdir()
    with pytest.raises(GrantsDataError) as refusal:
        find(tmp_path / "else where")
    assert str(refusal.value) == (
        f"{tmp_path}/else where is no project: it has no folder data/raw. Name another folder, or make one there: "
        f"grantsdata init '{tmp_path}/else where' --body \"NAME OF THE BODY\""
    )
    monkeypatch.setenv("GRANTSDATA_PROJECT", "nowhere")
    with pytest.raises(GrantsDataError, match=r"^nowhere, which GRANTSDATA_PROJECT names, is no project: "):
        find()
    with pytest.raises(GrantsDataError, match=r"is no project: "):
        find("a\0b")


def test_a_folder_that_is_named_and_may_not_be_looked_into_is_said_to_be_so() -> None:
    with reachable_folder() as folder:
        project = with_papers(folder / "project")
        (project / "data").chmod(0)
        with ordinary_user(project), pytest.raises(InputError, match=r"^cannot read \S+/data/raw: Permission denied"):
            project_folder(project)
        (project / "data").chmod(0o755)


def test_a_paper_that_may_not_be_looked_at_is_there_all_the_same() -> None:
    """What is wrong with it is told when it is read, and not that it is missing."""
    with reachable_folder() as folder:
        project = with_papers(folder / "project", "2017-18")
        closed = project / "data" / "raw" / "2017-18"
        closed.chmod(0)
        with ordinary_user(project):
            assert year_folder(YEAR, project) == closed
        closed.chmod(0o755)


def test_folders_of_other_names_are_no_years(tmp_path: Path) -> None:
    project = with_papers(tmp_path / "project", "2018-19", "2017-18", "2017-19", "drafts")
    assert [str(year) for year in years_on_file(project)] == ["2017-18", "2018-19"]


@pytest.mark.parametrize(("names", "told"), [(("2018-19", "2019-20"), "2018-19, 2019-20"), ((), "none")])
def test_a_year_that_is_not_on_file_is_refused_with_those_that_are(
    names: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    project = with_papers(tmp_path / "project", *names)
    with pytest.raises(YearError) as refusal:
        year_folder(YEAR, project)
    assert str(refusal.value) == (
        f"No paper for 2017-18: data/raw/2017-18/paper.toml is not there. Years on file: {told}."
    )


def test_a_file_in_a_year_s_place_is_no_year(tmp_path: Path) -> None:
    project = with_papers(tmp_path / "project")
    (project / "data" / "raw" / "2017-18").touch()
    with pytest.raises(YearError, match=r"^No paper for 2017-18: "):
        year_folder(YEAR, project)


def test_a_path_is_told_from_the_project_and_one_outside_it_by_its_name(tmp_path: Path) -> None:
    assert label(tmp_path / "data" / "raw" / "providers.csv", tmp_path) == "data/raw/providers.csv"
    assert label(Path("/elsewhere/providers.csv"), tmp_path) == "providers.csv"


def test_the_year_before_is_the_latest_on_file_before_it(three_years):
    assert str(year_before("2019-20", project=three_years)) == "2017-18"
    assert str(year_before("2017-18", project=three_years)) == "2015-16"
    assert str(year_before("2019-20", "2015-16", project=three_years)) == "2015-16"
    assert year_before("2015-16", project=three_years) is None
    assert year_before("2017-18", project=REPOSITORY) is None


def test_a_year_that_is_not_before_or_not_on_file_is_refused(three_years):
    with pytest.raises(ParameterError, match="is 2017-18, the report's own year; expected an earlier"):
        year_before("2017-18", "2017-18", project=three_years)
    with pytest.raises(ParameterError, match=r"later than the report's year, 2017-18.*2015-16, 2017-18, 2019-20"):
        year_before("2017-18", "2019-20", project=three_years)
    with pytest.raises(YearError, match="Years on file: 2015-16, 2017-18, 2019-20"):
        year_before("2017-18", "2016-17", project=three_years)
    with pytest.raises(YearError, match="is not a financial year"):
        year_before("2017-18", "last year", project=three_years)


@pytest.fixture
def three_years(tmp_path: Path) -> Path:
    return with_two_other_years(tmp_path)


def test_where_no_folder_can_hold_sockets_the_error_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: "/" + "long" * 20)
    assert project.folder_for_sockets() == "/tmp"
    monkeypatch.setattr("os.access", lambda folder, mode: False)
    with pytest.raises(GrantsDataError, match=r"it has 81 bytes; expected at most 60\. Set TMPDIR to a folder"):
        project.folder_for_sockets()


def test_a_folder_on_the_way_upwards_that_cannot_be_accessed_is_no_project(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(folder: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(project, "_holds_raw_data", closed)
    assert found_project() is None


@pytest.mark.parametrize("source", ["data/raw", "notebooks"])
def test_an_outputs_folder_that_leads_to_what_reports_are_made_from_is_refused(source: str, tmp_path: Path) -> None:
    made_from = with_papers(tmp_path / "project", "2017-18") / source
    made_from.mkdir(exist_ok=True)
    (tmp_path / "project" / "outputs").symlink_to(made_from)
    with pytest.raises(LinkError) as refusal:
        check_outputs(tmp_path / "project", YEAR)
    assert str(refusal.value) == (
        f"{tmp_path}/project/outputs leads to {made_from}, which reports are made from. Make it a folder, or a link to "
        "one outside the project, and run again."
    )
    (tmp_path / "project" / "outputs").unlink()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project" / "outputs").symlink_to(tmp_path / "elsewhere")
    check_outputs(tmp_path / "project", YEAR)
