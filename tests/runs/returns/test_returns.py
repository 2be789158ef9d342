"""The command: forms for each award, read back into returns.csv, or refused."""

import json
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.agreements import year_with
from support.documents import year_of_documents
from support.forms import filled_document, filled_workbook
from support.reporting import called, copied_project
from support.returns import FIRST, PEOPLE, REFUGE, YEAR, office

from grantsdata import load_returns
from grantsdata.commands import returns
from grantsdata.errors import ParameterError, SourceError
from grantsdata.runs.returns.returns import ChangedCell, Late, Reading, check_free

BUS, REFUGE_DOCX, REFUGE_XLSX, CAMERAS = FORMS = (
    "2018-19-GR-night-bus-half-1.xlsx", "2018-19-GR-refuge-half-1.docx", "2018-19-GR-refuge-half-1.xlsx",
    "2018-19-GR-cameras-half-1.xlsx",
)  # fmt: skip
NEW = {"measure_1": "Riders", "kind_1": "people helped", "actual_1": 31, "data_quality_1": "complete"}


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The forms of the office below, by name."""
    folder = office_in(tmp_path_factory.mktemp("blank"))
    made = returns(YEAR, 1, to=folder / "forms", due="2018-10-31", project=folder)
    assert isinstance(made, list)
    return {path.name: path.read_bytes() for path in made}


def office_in(folder: Path) -> Path:
    """A project in which one measure of the refuge is due."""
    project = copied_project(folder)
    office(project, [REFUGE | FIRST | PEOPLE | {"target": "10", "returned_on": ""}])
    return project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return office_in(tmp_path)


@pytest.fixture
def forms(blank: dict[str, bytes], tmp_path: Path) -> dict[str, Path]:
    """Two blank forms and two to fill in, by name, in one folder; other awards have none."""
    folder = tmp_path / "forms"
    folder.mkdir()
    for name in FORMS:
        (folder / name).write_bytes(blank[name])
    return {name: folder / name for name in FORMS}


def read(project: Path, forms: dict[str, Path], **options: str) -> Reading:
    done = returns(YEAR, 1, read=next(iter(forms.values())).parent, project=project, **options)
    assert isinstance(done, Reading)
    return done


def fill_in(forms: dict[str, Path]) -> None:
    """The bus in the workbook, in time; the refuge in the document, late."""
    bus, refuge = forms[BUS], forms[REFUGE_DOCX]
    bus.write_bytes(filled_workbook(bus.read_bytes(), returned_on="2018-10-30", **NEW))
    answers = {"Figure": "12", "Quality of the figure": "estimated"}
    refuge.write_bytes(filled_document(refuge.read_bytes(), answers, came="2 November 2018"))


def test_filled_forms_are_read_and_late_and_missing_ones_listed(
    project: Path, forms: dict[str, Path], blank: dict[str, bytes]
) -> None:
    assert len(blank) == 6
    fill_in(forms)
    done = read(project, forms)
    assert (done.new, done.changed, done.same) == (2, (), 0)
    assert done.late == (Late("Refuge", "2018-11-02", "2018-10-31"),)
    assert done.missing == ("Cameras",)
    lines = load_returns(YEAR, project=project)
    shown = lines[["service", "measure", "actual", "due", "returned_on", "said_in"]].to_numpy().tolist()
    assert shown == [
        ["Refuge", "Women helped", 12.0, "2018-10-31", "2018-11-02", "2018-19-GR-refuge-half-1.docx"],
        ["Night bus", "Riders", 31.0, "2018-10-31", "2018-10-30", "2018-19-GR-night-bus-half-1.xlsx"],
    ]
    again = read(project, forms, due="2018-12-31")
    assert again.late == () and again.missing == ("Cameras",)


def test_reading_again_changes_nothing_and_a_corrected_figure_is_told(project: Path, forms: dict[str, Path]) -> None:
    fill_in(forms)
    read(project, forms)
    table = project / "data" / "raw" / YEAR / "returns.csv"
    before = table.read_bytes()
    assert (read(project, forms).same, table.read_bytes()) == (2, before)
    bus = forms[BUS]
    bus.write_bytes(filled_workbook(bus.read_bytes(), actual_1=32))
    (change,) = read(project, forms).changed
    assert (change.service, change.measure, change.cells) == (
        "Night bus",
        "Riders",
        (ChangedCell("actual", "31", "32"),),
    )


def test_faults_of_all_forms_come_at_once_and_nothing_is_written(project: Path, forms: dict[str, Path]) -> None:
    fill_in(forms)
    bus, cameras = forms[BUS], forms[CAMERAS]
    bus.write_bytes(filled_workbook(bus.read_bytes(), actual_1="many"))
    cameras.write_bytes(filled_workbook(cameras.read_bytes(), financial_year="2017-18"))
    (bus.parent / "notes.txt").write_text("x", encoding="utf-8")
    (bus.parent / "broken.xlsx").write_bytes(b"PK no workbook")
    (bus.parent / "~$open.xlsx").write_bytes(b"lock")
    twice = forms[REFUGE_XLSX]
    twice.write_bytes(filled_workbook(twice.read_bytes(), actual_1=12, returned_on="2018-10-30"))
    table = project / "data" / "raw" / YEAR / "returns.csv"
    before = table.read_bytes()
    run = called(project, "returns", YEAR, "--half", "1", "--read", str(bus.parent))
    assert run.returncode == 2
    said = run.stderr.splitlines()
    for text in (
        'night-bus-half-1.xlsx sheet Return cell J13, column Figure: cannot read the number "many"',
        'cameras-half-1.xlsx sheet Return cell B4, column Financial year: a form for something else: "2017-18"',
        "notes.txt: the file is no form:",
        "broken.xlsx: the file is",
        "refuge-half-1.xlsx: another form that is filled in is for the same award",
    ):
        assert any(text in line for line in said), (text, said)
    assert len([line for line in said if "expected" in line]) == 5
    assert table.read_bytes() == before


def test_the_first_returns_declare_their_table(tmp_path: Path, forms: dict[str, Path]) -> None:
    project = copied_project(tmp_path / "first")
    year_with(project, {})
    bus = forms[BUS]
    bus.write_bytes(filled_workbook(bus.read_bytes(), returned_on="2018-10-20", **NEW))
    run = called(project, "returns", YEAR, "--half", "1", "--read", str(bus.parent), "--json")
    assert json.loads(run.stdout)["new"] == 1
    assert json.loads(run.stdout)["missing"] == ["Refuge", "Cameras"]
    assert load_returns(YEAR, project=project)["service"].tolist() == ["Night bus"]
    assert called(project, "check", YEAR).returncode == 0


@pytest.mark.proof
def test_35_forms_are_made_and_read_in_under_a_minute(tmp_path: Path) -> None:
    project = copied_project(tmp_path)
    made = returns("2017-18", 1, to=tmp_path / "forms", project=project)
    assert isinstance(made, list) and len(made) == 70
    for path in made:
        if path.suffix == ".xlsx":
            further = len([name for name in load_workbook(path).defined_names if name.startswith("measure_")])
            answers = {f"{name.removesuffix('1')}{further}": value for name, value in NEW.items()}
            path.write_bytes(filled_workbook(path.read_bytes(), returned_on="2017-10-20", **answers))
    started = time.monotonic()
    with pytest.raises(SourceError) as refused:
        returns("2017-18", 1, read=tmp_path / "forms", project=project)
    assert time.monotonic() - started < 60
    hub, nurses = "victim-and-witness-hub-initial", "integrated-mental-health-team"
    assert all(hub in fault.file or nurses in fault.file for fault in refused.value.faults)  # they have measures
    for path in made:
        if hub in path.name or nurses in path.name:
            path.unlink()
    done = returns("2017-18", 1, read=tmp_path / "forms", project=project)
    assert isinstance(done, Reading) and done.new == 33 and len(done.missing) == 2


def test_forms_that_are_there_stay(blank: dict[str, bytes], tmp_path: Path) -> None:
    there = tmp_path / CAMERAS
    there.write_bytes(b"filled in")
    with pytest.raises(SourceError, match=f"{CAMERAS}: a file of this name is there already, and differs"):
        check_free({tmp_path / name: content for name, content in blank.items()})
    there.write_bytes(blank[CAMERAS])
    check_free({tmp_path / name: content for name, content in blank.items()})


@pytest.mark.parametrize("options", [{"half": 3}, {"half": 1, "to": "a", "read": "b"}, {"half": 1, "due": "soon"},
                                     {"half": 1, "read": "/no/such/folder"}])  # fmt: skip
def test_options_that_make_no_sense_are_refused(project: Path, options: dict[str, object]) -> None:
    with pytest.raises(ParameterError):
        returns(YEAR, project=project, **options)  # type: ignore[arg-type]


def test_no_form_is_expected_for_a_half_year_before_the_award(tmp_path: Path) -> None:
    """The register of 1 February 2019 awards a second night bus."""
    project, forms = copied_project(tmp_path / "office"), tmp_path / "forms"
    year_of_documents(project)
    made = [returns(YEAR, half, to=forms / str(half), project=project) for half in (1, 2)]
    assert [len(files) for files in made if isinstance(files, list)] == [2 * 3, 2 * 4]
    done = returns(YEAR, 1, read=forms / "1", project=project)
    assert isinstance(done, Reading)
    assert done.missing == ("Night bus", "Refuge", "Cameras")
