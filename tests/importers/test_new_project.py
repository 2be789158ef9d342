"""A project from nothing: what is in it, what is refused, and that nothing is written then."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.council import COUNCIL, YEAR, council_paper
from support.ordinary import ordinary_user, reachable_folder

import grantsdata as gd
from grantsdata.commands import check, years
from grantsdata.errors import GrantsDataError, OutputError, ParameterError, SourceError
from grantsdata.importers.new_project import demo, init
from grantsdata.sources.reports import report_plans

HEADER = "provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason\n"
REPOSITORY = Path(__file__).parents[2]


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return council_paper(tmp_path_factory.mktemp("paper") / "council.docx")


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory, paper: Path) -> Path:
    """The project of the council with its first paper: look, do not touch."""
    folder = tmp_path_factory.mktemp("council") / "fairshire"
    made = init(folder, COUNCIL, kind="council", paper=paper, year=YEAR)
    assert made.imported is not None
    assert sorted(made.written) == sorted(path for path in folder.rglob("*") if path.is_file())
    return folder


def test_a_project_without_a_paper_has_all_that_a_first_paper_needs(tmp_path: Path) -> None:
    made = init(tmp_path / "fairshire", f"  {COUNCIL} ")
    files = files_below(tmp_path / "fairshire")
    assert files["data/raw/providers.csv"].decode() == HEADER
    assert files["data/raw/office.toml"].decode().splitlines()[1] == f'body = "{COUNCIL}"'
    assert files["data/raw/README.md"] == (REPOSITORY / "data" / "raw" / "README.md").read_bytes()
    notebooks = {path.name for path in (REPOSITORY / "notebooks").glob("*.ipynb")}
    assert notebooks == {name.removeprefix("notebooks/") for name in files if name.endswith(".ipynb")}
    others = {"NEXT-STEPS.md", ".gitignore", "environment.yml", "data/processed/.gitkeep", "outputs/.gitkeep"}
    assert others <= set(files)
    assert not any("$" in files[name].decode() for name in ("NEXT-STEPS.md", "environment.yml", ".gitignore"))
    assert (made.imported, years(made.folder)) == (None, [])


def test_the_first_paper_is_brought_in_with_its_streams_and_every_guess_marked(council: Path) -> None:
    awards = gd.load_awards(YEAR, project=council)
    by_stream = awards.groupby("stream", observed=True)["award_pence"].sum()
    assert by_stream.to_dict() == {"Community fund": 104_750_00, "Arts fund": 25_250_00}
    about = gd.load_paper(YEAR, project=council)
    assert (about.paper.body, str(about.paper.date), about.overall_budget.printed) == (
        COUNCIL,
        "2024-04-16",
        "£130,000",
    )
    assert [(stream.code, stream.funder) for stream in about.streams] == [("CF", "not stated"), ("AF", "not stated")]
    text = (council / "data" / "raw" / YEAR / "paper.toml").read_text(encoding="utf-8")
    assert 'name = "Arts fund" # guess: the heading of its table, or a fund in it' in text
    assert 'licence = "not stated" # to do: ' in text
    assert not [entry for entry in check(project=council) if entry.severity in ("fault", "error")]


def test_a_budget_for_all_is_enough(council: Path) -> None:
    """No stream has a budget: all awards are set against the budget for all, and no sum of budgets is missed."""
    findings = gd.load_findings(YEAR, project=council).set_index("code")["sentence"]
    assert "budgets-differ" not in findings
    assert findings["budget-agrees"].startswith("All awards come to £130,000, which is the budget of “£130,000”.")


@pytest.mark.parametrize(
    ("body", "kind", "is_on", "why"),
    [
        (COUNCIL, "", False, "nothing says that it is a policing body"),
        (COUNCIL, "council", False, "it is said to be of the kind council"),
        ("Fairshire Community Foundation", "foundation", False, "it is said to be of the kind foundation"),
        ("Police and Crime Commissioner for Fairshire", "", True, "its name says that it is a policing body"),
        ("Police, Fire and Crime Commissioner for Fairshire", "", True, "its name says that it is a policing body"),
        ("Mayor of Fairshire", "policing", True, "it is said to be of the kind policing"),
    ],
)
def test_only_a_policing_body_has_the_report_on_the_law(
    tmp_path: Path, body: str, kind: str, is_on: bool, why: str
) -> None:
    made = init(tmp_path / "new", body, kind=kind)
    assert (made.has_disclosure, made.why_disclosure) == (is_on, why)
    office = (tmp_path / "new" / "data" / "raw" / "office.toml").read_text(encoding="utf-8")
    assert office.endswith(f'body = "{body}"\n' + (f'kind = "{kind}"\n' if kind else ""))
    listed = (tmp_path / "new" / "notebooks" / "reports.toml").read_text(encoding="utf-8").splitlines()
    assert ('notebook = "disclosure"' in listed, '# notebook = "disclosure"' in listed) == (is_on, not is_on)
    assert f"is {'on' if is_on else 'off'}, since {why}" in (tmp_path / "new" / "NEXT-STEPS.md").read_text("utf-8")


def test_the_reports_of_a_council_are_the_others(council: Path) -> None:
    names = [plan.name for plan in report_plans(gd.FinancialYear.parse(YEAR), council)]
    assert names == [
        "annual-report", "board-paper", "stream-report-cf", "stream-report-af", "reconciliation",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "more", "message"),
    [
        (" ", {}, "--body is empty"),
        (COUNCIL, {"kind": "councl"}, 'did you mean "council"'),
        (COUNCIL, {"year": YEAR}, "give both --from and --year, or neither"),
        (COUNCIL, {"paper": "paper.docx"}, "give both --from and --year, or neither"),
    ],
)
def test_wrong_words_are_refused_before_anything_is_written(
    tmp_path: Path, body: str, more: dict[str, str], message: str
) -> None:
    with pytest.raises(ParameterError, match=message):
        init(tmp_path / "new", body, **more)
    assert not (tmp_path / "new").exists()


def test_a_paper_that_cannot_be_brought_in_leaves_no_project(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the file is not there"):
        init(tmp_path / "new", COUNCIL, paper=tmp_path / "nowhere.docx", year=YEAR)
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>No table, and no award.</p></body></html>", encoding="utf-8")
    with pytest.raises(ParameterError, match=r"^No table of page\.html looks like one of awards\. Nothing was written"):
        init(tmp_path / "new", COUNCIL, paper=page, year=YEAR)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_other_things_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(b"a paper")
    (tmp_path / "data").mkdir()
    init(tmp_path, COUNCIL)
    assert (tmp_path / "paper.docx").read_bytes() == b"a paper"
    before = files_below(tmp_path)
    init(tmp_path, COUNCIL)  # the same again changes nothing
    assert files_below(tmp_path) == before


@pytest.mark.parametrize("make", [lambda folder: init(folder, COUNCIL), demo])
@pytest.mark.parametrize("name", ["data/raw/README.md", "notebooks", "notebooks/reports.toml"])
def test_a_folder_that_holds_what_would_be_changed_is_refused_and_left_as_it_is(tmp_path: Path, make, name) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(GrantsDataError, match=rf"already holds what would be changed: {name}.*Nothing was written"):
        make(tmp_path)
    assert files_below(tmp_path) == {name: b"mine"}


def test_a_file_in_the_place_of_the_folder_and_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(GrantsDataError, match=r"is no folder\. Nothing was written"):
        init(tmp_path / "file", COUNCIL)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "data").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(GrantsDataError, match="is a link to"):
        init(tmp_path / "new", COUNCIL)
    assert files_below(tmp_path / "elsewhere") == {}


def test_the_next_year_takes_the_body_from_the_project(tmp_path: Path) -> None:
    init(tmp_path / "new", 'The "Fair" Foundation', kind="foundation")
    from grantsdata.commands import new_year

    (toml,) = new_year("2030-31", project=tmp_path / "new")
    assert 'body = "The \\"Fair\\" Foundation"\n' in toml.read_text(encoding="utf-8")


def test_the_demo_is_the_example_with_its_figures(tmp_path: Path) -> None:
    demo(tmp_path / "demo")
    assert gd.load_awards("2017-18", project=tmp_path / "demo")["award_pence"].sum() == 2_283_508_00
    assert {"fairshire-2024-25.docx", "paper-2018-19.docx", "half-year"} == {
        path.name for path in (tmp_path / "demo" / "docs" / "example").iterdir()
    }


@pytest.mark.parametrize("make", [lambda folder: init(folder, COUNCIL), demo], ids=["init", "demo"])
def test_each_page_that_a_file_of_a_new_project_names_is_there(make: Callable[[Path], object], tmp_path: Path) -> None:
    make(tmp_path)
    texts = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.suffix in (".md", ".toml")}
    named = {page for text in texts.values() for page in re.findall(r"\b(?:docs|notebooks|data/raw)/[\w-]+\.md", text)}
    assert len(named) >= 5
    assert [page for page in named if not (tmp_path / page).is_file()] == []
    links = {path.parent / link for path, text in texts.items() for link in re.findall(r"\]\(([\w/-]+\.md)\)", text)}
    assert links and [link for link in links if not link.is_file()] == []


def test_a_command_says_what_it_made_and_what_comes_next(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "grantsdata", "init", "new", "--body", COUNCIL]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0
    assert f"grantsdata: made the project {tmp_path / 'new'}, 28 files\n" in done.stderr
    assert "publish is off, since nothing says that it is a policing body" in done.stderr
    assert done.stdout == (
        "Next: go to new; NEXT-STEPS.md there says what to do, beginning with: grantsdata import FILE --year YEAR\n"
    )


def test_a_first_paper_whose_table_has_no_heading_belongs_to_the_stream_of_the_example(tmp_path: Path) -> None:
    paper = tmp_path / "awards.csv"
    paper.write_text("Service,Provider,Award\nHub,Ely Trust,£500\nVan,March Club,£40\n", encoding="utf-8")
    init(tmp_path / "new", COUNCIL, kind="council", paper=paper, year=YEAR)
    text = (tmp_path / "new" / "data" / "raw" / YEAR / "paper.toml").read_text(encoding="utf-8")
    assert 'stream = "GR" # guess: nothing says which; this is the first' in text
    assert text.count('code = "GR"') == 1


def test_a_name_that_no_folder_can_have_is_told_with_the_system_s_reason(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write .*x{200}.*File name too long"):
        init(tmp_path / ("x" * 300), COUNCIL)
    assert files_below(tmp_path) == {}


def test_a_folder_that_may_not_be_written_is_told_and_left_as_it_is() -> None:
    with reachable_folder() as folder:
        (folder / "closed").mkdir()
        with ordinary_user(folder):
            (folder / "closed").chmod(0o555)
            with pytest.raises(OutputError, match=r"cannot write .*closed/new.*Permission denied"):
                init(folder / "closed" / "new", COUNCIL)
        assert list((folder / "closed").iterdir()) == []
