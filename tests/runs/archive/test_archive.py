"""`archive`: a published year in one zip or folder, which `sha256sum` alone verifies."""

import json
import os
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.pdf_ua import weasyprint_or_skip
from support.unattended import YEAR as SMALL
from support.unattended import Run, retype

from grantsdata.cli.main import main
from grantsdata.errors import ExtraError, LinkError, ParameterError, ReportError
from grantsdata.runs.archive import archive as module
from grantsdata.runs.archive.archive import archive
from grantsdata.sources.files.lock import held

YEAR = "2017-18"


def _no_pdfs(*_: object, **__: object) -> list[Path]:
    raise ExtraError("PDFs cannot be made here")


@pytest.fixture
def without_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "pdf", _no_pdfs)


@pytest.fixture(scope="module")
def unpacked(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of 2017-18 as somebody unpacks it, without PDFs: look, do not touch."""
    folder = tmp_path_factory.mktemp("archive")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "pdf", _no_pdfs)
        made = archive(YEAR, output=folder / "grants.zip", project=published)
    with zipfile.ZipFile(made) as packed:
        packed.extractall(folder)
    return folder / f"grants-{YEAR}"


def sha256sum(folder: Path) -> subprocess.CompletedProcess[str]:
    """What `sha256sum -c` says in a folder."""
    command = shutil.which("sha256sum")
    if command is None:
        pytest.skip("There is no sha256sum")
    line = [command, "--check", "--strict", "SHA256SUMS"]
    return subprocess.run(line, cwd=folder, capture_output=True, encoding="utf-8")


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_sha256sum_alone_verifies_every_file(unpacked: Path) -> None:
    done = sha256sum(unpacked)
    assert (done.returncode, done.stderr) == (0, "")
    checked = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    assert checked == files(unpacked) - {"SHA256SUMS"}


def test_a_changed_byte_is_found_by_sha256sum(unpacked: Path, tmp_path: Path) -> None:
    shutil.copytree(unpacked, tmp_path / "copy")
    table = tmp_path / "copy" / YEAR / "data" / "awards.csv"
    table.write_bytes(table.read_bytes().replace(b"446000", b"446001"))
    done = sha256sum(tmp_path / "copy")
    assert done.returncode == 1
    assert re.findall(r"^(.*): FAILED$", done.stdout, re.MULTILINE) == [f"{YEAR}/data/awards.csv"]


def test_it_holds_what_was_published_and_what_that_was_made_from(unpacked: Path, published: Path) -> None:
    for name in files(published / "outputs" / YEAR) - {"run.json"}:
        assert (unpacked / YEAR / name).read_bytes() == (published / "outputs" / YEAR / name).read_bytes()
    for name in files(published / "data" / "raw"):
        assert (unpacked / "sources/data/raw" / name).read_bytes() == (published / "data/raw" / name).read_bytes()
    assert {"README.txt", "SHA256SUMS", "index.html", "judged.csv"} <= files(unpacked)


def test_every_link_between_its_pages_leads_to_a_file(unpacked: Path) -> None:
    pages = [unpacked / "index.html", *(unpacked / YEAR).glob("*.html")]
    assert len(pages) == 9  # the index and the eight pages of 2017-18
    for page in pages:
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        links = {str(link["href"]).partition("#")[0] for link in soup.select("a[href]")}
        own = {link for link in links if link and not re.match(r"[a-z]+:", link)}
        assert own
        assert [link for link in own if not (page.parent / link).is_file()] == []


def test_its_readme_names_each_file_and_says_that_there_are_no_pdfs(unpacked: Path) -> None:
    text = (unpacked / "README.txt").read_text(encoding="utf-8")
    assert "35 awards for 2017-18: £2,283,508" in text
    assert "    sha256sum -c SHA256SUMS\n" in text
    assert "There are no PDFs here" in " ".join(text.split())
    names = re.findall(r"^  (\S+)$", text, re.MULTILINE)
    for name in files(unpacked) - {"README.txt"}:
        path = Path(name)
        assert name in names or f"{path.parent.as_posix()}/*{path.suffix}" in names, name
    assert all(list(unpacked.glob(name)) for name in names)


def test_the_record_has_nothing_that_another_run_would_write_otherwise(unpacked: Path, published: Path) -> None:
    kept = json.loads((unpacked / YEAR / "run.json").read_text(encoding="utf-8"))
    whole = json.loads((published / "outputs" / YEAR / "run.json").read_text(encoding="utf-8"))
    assert whole.keys() - kept.keys() == {"changes"}
    assert whole["reports"][0].keys() - kept["reports"][0].keys() == {"seconds", "peak_mib"}


@pytest.mark.usefixtures("without_pdfs")
def test_the_same_inputs_give_the_same_bytes_whenever_they_are_made(quick: Path, tmp_path: Path, run: Run) -> None:
    first = archive(SMALL, project=quick).read_bytes()
    time.sleep(0.01)
    assert run(SMALL, "--quiet", "--force").code == 0
    for path in (quick / "outputs" / SMALL).rglob("*"):
        os.utime(path, (1, 1))
    again = archive(SMALL, output=tmp_path / "again.zip", project=quick)
    assert again.read_bytes() == first


@pytest.mark.usefixtures("without_pdfs")
def test_a_folder_holds_the_same_as_the_zip(quick: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive(SMALL, project=quick)) as packed:
        contents = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    folder = tmp_path / "out"
    folder.mkdir()  # an empty one may be there
    assert archive(SMALL, output=folder, project=quick) == folder
    assert {name: (folder / name).read_bytes() for name in files(folder)} == contents
    assert sha256sum(folder).returncode == 0


@pytest.mark.proof
@pytest.mark.usefixtures("without_pdfs")
def test_odd_names_are_written_as_sha256sum_reads_them(quick: Path, tmp_path: Path, run: Run) -> None:
    for name in ("the paper, scanned.pdf", "back\\slash.txt", "Ü £.txt"):
        (quick / "data" / "raw" / SMALL / name).write_bytes(b"a scan")
    assert run(SMALL, "--quiet", "--force").code == 0
    folder = archive(SMALL, output=tmp_path / "out", project=quick)
    assert f"sources/data/raw/{SMALL}/back\\slash.txt" in files(folder)
    assert sha256sum(folder).returncode == 0


@pytest.mark.usefixtures("without_pdfs")
def test_a_page_that_somebody_has_changed_is_refused(quick: Path) -> None:
    page = quick / "outputs" / SMALL / "first.html"
    page.write_bytes(page.read_bytes() + b" ")
    with pytest.raises(ReportError, match=rf"outputs/{SMALL}/first\.html is not the one that was made.*Make the year"):
        archive(SMALL, project=quick)
    assert not (quick / "data" / "exports" / SMALL).exists()


@pytest.mark.usefixtures("without_pdfs")
def test_raw_data_that_have_changed_since_are_refused(quick: Path) -> None:
    retype(quick, SMALL, "£4,000", "£4,100")
    with pytest.raises(ReportError, match=rf"data/raw/{SMALL}/gr\.csv has changed since the pages were made"):
        archive(SMALL, project=quick)


@pytest.mark.usefixtures("without_pdfs")
def test_a_file_that_no_run_made_is_refused(quick: Path) -> None:
    (quick / "outputs" / SMALL / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ReportError, match=r"mine\.txt is not in the record"):
        archive(SMALL, project=quick)


def test_what_is_there_already_is_not_written_over(quick: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine" / "letter.txt"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    zipped = tmp_path / "folder.zip"
    zipped.mkdir()
    for place in (mine.parent, mine, zipped):
        with pytest.raises(ParameterError, match="is there already; expected a new or an empty folder"):
            archive(SMALL, output=place, project=quick)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_link_in_the_place_of_the_zip_is_not_followed(quick: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "out.zip").symlink_to(tmp_path / "mine")
    with pytest.raises(LinkError):
        archive(SMALL, output=tmp_path / "out.zip", project=quick)
    assert (tmp_path / "mine").read_bytes() == b"mine"


def test_while_a_run_is_at_work_on_the_year_it_is_refused(quick: Path) -> None:
    with held(quick / "outputs", SMALL), pytest.raises(Exception, match="another run holds the lock"):
        archive(SMALL, project=quick)


def test_each_page_is_there_as_a_pdf(quick: Path, tmp_path: Path) -> None:
    weasyprint_or_skip()
    folder = archive(SMALL, output=tmp_path / "out", project=quick)
    assert (folder / "pdf" / "first.pdf").read_bytes().startswith(b"%PDF")
    text = (folder / "README.txt").read_text(encoding="utf-8")
    assert "pdf/*.pdf" in text
    assert "There are no PDFs" not in text


@pytest.mark.proof
@pytest.mark.usefixtures("without_pdfs")
def test_its_sources_are_a_project_of_which_the_same_pages_come(quick: Path, tmp_path: Path) -> None:
    folder = archive(SMALL, output=tmp_path / "out", project=quick)
    sources = tmp_path / "out" / "sources"
    assert main(["--project", str(sources), "report", SMALL, "--quiet"]) == 0
    for name in ("first.html", "data/awards.csv", "data/grants.sqlite"):
        assert (sources / "outputs" / SMALL / name).read_bytes() == (folder / SMALL / name).read_bytes()
