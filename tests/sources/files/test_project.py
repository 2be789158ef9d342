"""Where the project's folders are: which of the places it is found in, and which years are on file."""

from pathlib import Path

import pytest
from support.ordinary import ordinary_user, reachable_folder

from grantsdata.errors import GrantsDataError, InputError, YearError
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files import project
from grantsdata.sources.files.project import label, project_folder, year_folder, years_on_file

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
    monkeypatch.setattr(project, "__file__", str(tmp_path / "packages" / "grantsdata" / "folders.py"))


def test_the_project_that_is_given_comes_before_the_one_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, named = with_papers(tmp_path / "given"), with_papers(tmp_path / "named")
    monkeypatch.setenv("GRANTSDATA_PROJECT", str(named))
    assert project_folder(given) == given
    assert project_folder() == named


def test_the_working_directory_and_those_above_it_are_looked_in_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed_elsewhere: None
) -> None:
    project = with_papers(tmp_path / "project")
    (project / "notebooks" / "drafts").mkdir(parents=True)
    monkeypatch.chdir(project / "notebooks" / "drafts")
    assert project_folder() == project


def test_where_no_project_is_found_the_place_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed_elsewhere: None
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GrantsDataError) as refusal:
        project_folder()
    assert str(refusal.value) == (
        f"No folder data/raw in {tmp_path}; expected the grantsdata project folder. "
        "Go there, or set GRANTSDATA_PROJECT to its path."
    )
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(GrantsDataError, match=r"^No folder data/raw in \S+elsewhere; expected the grantsdata project"):
        project_folder(tmp_path / "elsewhere")


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
