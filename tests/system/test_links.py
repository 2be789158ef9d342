"""Links where the program writes: it refuses them, and what they lead to stays as it is."""

import shutil
import subprocess
from pathlib import Path

import pytest
from support.reporting import REPOSITORY
from support.unattended import YEAR, retype

from grantsdata.cli.main import main
from grantsdata.errors import LinkError
from grantsdata.sources.files import project
from grantsdata.sources.files.lock import held
from grantsdata.sources.files.write import write_files

PAPER = REPOSITORY / "docs" / "example" / "paper-2018-19.docx"
NEXT = "2020-21"

FOLDERS = (
    f"outputs/{YEAR}",
    f"outputs/{YEAR}/data",
    "outputs/failed",
    f"outputs/failed/{YEAR}",
    "outputs/set-aside",
    f"outputs/set-aside/{YEAR}",
    f"outputs/.staging-{YEAR}",
    f"outputs/.aside-{YEAR}",
    "data/processed",
    f"data/processed/{YEAR}",
    f"data/processed/.staging-{YEAR}",
    f"data/processed/.aside-{YEAR}",
)
FILES = (
    "outputs/index.html",
    f"outputs/.lock-{YEAR}",
    f"outputs/.lock-{YEAR}-holder",
    "outputs/.lock-index",
    f"outputs/{YEAR}/first.html",
    f"data/processed/{YEAR}/awards.csv",
)


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A folder outside the project with what must not be lost, in the names that a run knows."""
    folder = tmp_path / "precious"
    for name in (YEAR, "data", "pages"):
        (folder / name).mkdir(parents=True)
        (folder / name / "letter.txt").write_text(f"keep {name}", encoding="utf-8")
    (folder / "letter.txt").write_text("keep me", encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, object]:
    """All that is in a folder: what each link leads to, and what each file holds."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else path.is_file() and path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def put_link(place: Path, target: Path) -> None:
    """A link to `target` where `place` is or would be."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


def refused(project: Path, capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which a command refuses; the whole project is as before."""
    before = tree(project)
    capfd.readouterr()
    assert main(["--project", str(project), *arguments]) == 2
    *named, line = capfd.readouterr().err.splitlines()
    assert named in ([], [f"grantsdata: in the project {project}"])
    assert tree(project) == before
    return line


@pytest.mark.parametrize("place", FOLDERS)
@pytest.mark.parametrize(
    "failing", [pytest.param(False, id="good"), pytest.param(True, id="failing", marks=pytest.mark.proof)]
)
def test_a_run_refuses_a_folder_that_is_a_link(
    place: str, failing: bool, quick: Path, precious: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    retype(quick, YEAR, "£4,000", "£12,34" if failing else "£4,100")
    put_link(quick / place, precious)
    before = tree(precious)
    line = refused(quick, capfd, "report", YEAR, "--quiet")
    assert tree(precious) == before
    assert line.startswith(f"grantsdata: {YEAR}: {quick / place} is a link to {precious}, ")
    assert "Move it away, or put the folder or file itself in its place, and run again" in line


@pytest.mark.parametrize("place", FILES)
def test_a_run_refuses_a_file_that_is_a_link(
    place: str, quick: Path, precious: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    retype(quick, YEAR, "£4,000", "£4,100")
    put_link(quick / place, precious / "letter.txt")
    before = tree(precious)
    assert f"{quick / place} is a link to " in refused(quick, capfd, "report", YEAR, "--quiet")
    assert tree(precious) == before


def test_failed_runs_do_not_take_the_raw_data_away(quick: Path, capfd: pytest.CaptureFixture[str]) -> None:
    retype(quick, YEAR, "£4,000", "£12,34")
    put_link(quick / "outputs" / "failed", Path("../data/raw"))
    refused(quick, capfd, "report", YEAR, "--quiet")
    assert (quick / "data" / "raw" / YEAR / "gr.csv").is_file()


@pytest.mark.parametrize("target", ["../data/raw", "data/raw", "notebooks"])
def test_outputs_may_not_lead_to_what_the_reports_are_made_from(
    target: str, quick: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    put_link(quick / "outputs", quick / target if not target.startswith("..") else quick / "data" / "raw" / YEAR)
    line = refused(quick, capfd, "report", YEAR, "--quiet")
    assert "outputs leads to " in line and "which reports are made from" in line


@pytest.mark.proof
def test_outputs_may_be_a_link_to_another_disk(quick: Path, tmp_path: Path) -> None:
    (quick / "outputs").rename(tmp_path / "disk")
    (quick / "outputs").symlink_to(tmp_path / "disk")
    retype(quick, YEAR, "£4,000", "£4,100")
    assert main(["--project", str(quick), "report", YEAR, "--quiet"]) == 0
    assert "4,100" in (tmp_path / "disk" / YEAR / "first.html").read_text(encoding="utf-8")
    assert (quick / "outputs").is_symlink()


def test_the_index_alone_is_not_written_through_a_link(
    quick: Path, precious: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where no year has changed, a run still brings the index up to date."""
    put_link(quick / "outputs" / "index.html", precious / "letter.txt")
    assert "index.html is a link to " in refused(quick, capfd, "report", YEAR, "--quiet")
    assert (precious / "letter.txt").read_text(encoding="utf-8") == "keep me"


@pytest.mark.parametrize("place", [f".lock-{YEAR}", f".lock-{YEAR}-holder"])
def test_a_lock_is_not_taken_on_somebody_elses_file(place: str, tmp_path: Path, precious: Path) -> None:
    """Neither through a link nor through a second name of the same file."""
    letter = precious / "letter.txt"
    (tmp_path / "outputs").mkdir()
    lock = tmp_path / "outputs" / place
    for make in (lambda: lock.symlink_to(letter), lambda: lock.hardlink_to(letter)):
        make()
        with pytest.raises(LinkError, match=r"is a link|has a second name"), held(tmp_path / "outputs", YEAR):
            pass
        assert letter.read_text(encoding="utf-8") == "keep me"
        lock.unlink()


# ---- export ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["data/exports", f"data/exports/{YEAR}", f"data/exports/{YEAR}/grants.sqlite"])
def test_an_export_refuses_a_link(place: str, quick: Path, precious: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (file,) = _exported(quick)
    shutil.rmtree(quick / "data" / "exports")
    place = place.replace("grants.sqlite", file)
    put_link(quick / place, precious / "letter.txt" if place.endswith(file) else precious)
    before = tree(precious)
    assert f"{quick / place} is a link to " in refused(quick, capfd, "export", YEAR, "--to", "sqlite")
    assert tree(precious) == before


def _exported(project: Path) -> list[str]:
    assert main(["--project", str(project), "export", YEAR, "--to", "sqlite"]) == 0
    return [path.name for path in (project / "data" / "exports" / YEAR).iterdir()]


def test_the_folder_that_somebody_names_for_an_export_may_be_a_link(quick: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "there").symlink_to(tmp_path / "disk")
    place = str(tmp_path / "there")
    assert main(["--project", str(quick), "export", YEAR, "--to", "sqlite", "--output", place]) == 0
    assert [path.suffix for path in (tmp_path / "disk").iterdir()] == [".sqlite"]


# ---- new-year, import, providers, matches -----------------------------------------------------------


def test_a_new_year_and_an_import_refuse_a_link(quick: Path, precious: Path, capfd: pytest.CaptureFixture[str]) -> None:
    put_link(quick / "data" / "raw" / NEXT, precious)
    before = tree(precious)
    refused(quick, capfd, "new-year", NEXT)
    assert main(["--project", str(quick), "import", str(PAPER), "--year", NEXT, "--tables", "all"]) == 2
    assert tree(precious) == before


@pytest.mark.parametrize("place", ["paper.toml", "grant-agreements.csv", ".paper.toml.new", ""])
def test_an_import_does_not_write_through_a_link(
    place: str, quick: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(quick), "new-year", NEXT]) == 0
    its = quick / "data" / "raw" / NEXT
    aside = quick / "data" / "raw" / "aside"  # within the data folder, where a link may be read
    aside.mkdir()
    if place:
        target = aside / "kept"
        shutil.copyfile(its / place, target) if (its / place).exists() else target.write_text("", encoding="utf-8")
        put_link(its / place, target)
    else:
        aside.rmdir()
        its.rename(aside)
        its.symlink_to(aside)
    before = tree(aside)
    if place == "grant-agreements.csv":
        with pytest.raises(LinkError):
            write_files({its / place: "new"})
    else:
        refused(quick, capfd, "import", str(PAPER), "--year", NEXT, "--tables", "all")
    assert tree(aside) == before


def test_the_register_is_not_written_through_a_link(quick: Path, capfd: pytest.CaptureFixture[str]) -> None:
    raw = quick / "data" / "raw"
    retype(quick, YEAR, "Cambridge City Council", "Ely Town Council")
    (raw / "aside").mkdir()
    (raw / "providers.csv").rename(raw / "aside" / "kept.csv")
    (raw / "providers.csv").symlink_to("aside/kept.csv")
    before = tree(raw)
    assert "providers.csv is a link to " in refused(quick, capfd, "providers", YEAR, "--write")
    assert tree(raw) == before


def test_a_second_name_of_a_file_keeps_what_it_held(tmp_path: Path) -> None:
    """A file is replaced and never written into, nor is what an earlier run left beside it."""
    (tmp_path / "kept").write_text("old", encoding="utf-8")
    (tmp_path / "matches.csv").hardlink_to(tmp_path / "kept")
    (tmp_path / ".matches.csv.new").hardlink_to(tmp_path / "kept")
    write_files({tmp_path / "matches.csv": "new"})
    assert (tmp_path / "matches.csv").read_text(encoding="utf-8") == "new"
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "old"


# ---- make clean, Windows, the check before a run ------------------------------------------------------


@pytest.mark.parametrize("place", [f"outputs/{YEAR}", "outputs/failed", "data/processed", "data/exports"])
def test_make_clean_refuses_a_link(place: str, quick: Path, precious: Path) -> None:
    shutil.copyfile(REPOSITORY / "Makefile", quick / "Makefile")
    put_link(quick / place, precious)
    before, kept = tree(quick), tree(precious)
    done = subprocess.run(["make", "clean"], cwd=quick, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert place in done.stderr
    assert (tree(quick), tree(precious)) == (before, kept)


def test_a_junction_of_windows_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Found:
        st_mode, st_reparse_tag = 0o40755, 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT

    (tmp_path / "place").mkdir()
    assert not project.is_link(tmp_path / "place")
    monkeypatch.setattr(Path, "lstat", lambda self: Found())
    assert project.is_link(tmp_path / "place")


def test_doctor_tells_of_a_link(quick: Path, precious: Path, capfd: pytest.CaptureFixture[str]) -> None:
    put_link(quick / "outputs" / YEAR, precious)
    main(["--project", str(quick), "doctor"])
    assert f"{quick / 'outputs' / YEAR} is a link to {precious}" in capfd.readouterr().out
