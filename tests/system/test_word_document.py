"""The Word document of a report is a part of its set: recorded, verified, cleared away, made again when it must be."""

import io
import shutil
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from support.reporting import APPROPRIATE_ADULTS, THE_35_AWARDS, called, copied_project
from support.unattended import QUIET, YEAR, hashes, quick_project

import grantsdata as gd
from grantsdata.cli.main import main
from grantsdata.importers.documents.reading import read_document
from grantsdata.importers.import_paper import import_paper
from grantsdata.runs.publish.run_record import files_of, read_record

DOCUMENT = f"{YEAR}/first.docx"


def declare_word(project: Path, word: bool) -> None:
    entry = f'[[reports]]\nnotebook = "first"\nword = {str(word).lower()}\n'
    (project / "notebooks" / "reports.toml").write_text(entry, encoding="utf-8")


def report(project: Path, *arguments: str) -> None:
    assert main(["--project", str(project), "report", *QUIET, *arguments]) == 0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = quick_project(tmp_path_factory.mktemp("word") / "project")
    declare_word(project, True)
    report(project)
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "project")
    return tmp_path / "project"


def document_of(project: Path) -> Path:
    return project / "outputs" / DOCUMENT


def test_it_lies_beside_its_page_is_on_record_and_the_index_leads_to_it(made: Path) -> None:
    record = read_record(made / "outputs" / YEAR)
    assert record is not None and "first.docx" in files_of(record)
    index = BeautifulSoup((made / "outputs" / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert [link["href"] for link in index.select(".document a")] == [DOCUMENT]
    assert document_of(made).is_file()


@pytest.mark.proof
def test_it_comes_out_the_same(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(made), "verify", YEAR]) == 0
    # a page, its notebook, its document, 18 tables and 5 files for other programs
    assert "all 27 files come out as they are published" in capsys.readouterr().out


@pytest.mark.proof
def test_one_that_somebody_has_edited_is_noticed_and_made_again(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = hashes(project)
    document_of(project).write_bytes(document_of(project).read_bytes() + b"edited")
    assert main(["--project", str(project), "verify", YEAR]) == 1
    assert f"outputs/{DOCUMENT} is not the one that was made" in capsys.readouterr().out
    report(project)
    assert hashes(project)[DOCUMENT] == before[DOCUMENT]


@pytest.mark.proof
def test_it_goes_when_it_is_no_longer_asked_for_and_comes_back(project: Path) -> None:
    before = hashes(project)
    declare_word(project, False)
    report(project)
    assert not document_of(project).exists()
    declare_word(project, True)
    report(project)
    assert hashes(project)[DOCUMENT] == before[DOCUMENT]


@pytest.mark.proof
def test_a_template_that_changes_makes_another_document(project: Path) -> None:
    before = hashes(project)
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "Our head"
    template.save(str(project / "notebooks" / "first.docx"))
    report(project)
    after = hashes(project)
    assert after[DOCUMENT] != before[DOCUMENT]
    assert docx.Document(str(document_of(project))).sections[0].header.paragraphs[0].text == "Our head"


@pytest.mark.proof
def test_a_report_made_alone_has_its_document_too(project: Path) -> None:
    document_of(project).unlink()
    report(project, "--notebook", "first")
    assert document_of(project).is_file()


@pytest.mark.proof
def test_a_broken_template_keeps_the_set_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = hashes(project)
    (project / "notebooks" / "first.docx").write_bytes(b"no document")
    assert main(["--project", str(project), "report", *QUIET]) == 1
    assert "notebooks/first.docx" in capsys.readouterr().err
    assert hashes(project) == before


def test_import_of_the_board_paper_gives_the_35_awards(published: Path, tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    paper = published / "outputs" / "2017-18" / "board-paper.docx"
    looked = import_paper(paper, "2018-19", project=project)
    assert looked.unaccounted == []
    chosen = [one.number for one in looked.found if one.proposed]
    import_paper(paper, "2018-19", chosen, project=project)
    toml = project / "data" / "raw" / "2018-19" / "paper.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('title = ""', 'title = "T"').replace('source = ""', 'source = "S"'), encoding="utf-8")
    awards = gd.load_awards("2018-19", project=project)
    assert int(awards["award_pence"].sum()) == 228350800
    assert sorted(zip(awards["service"], awards["award_gbp"], strict=True)) == sorted(
        (one.service, float(one.pounds)) for one in THE_35_AWARDS
    )
    providers = gd.load_awards("2017-18", project=project).set_index("service")["provider"].astype("str").to_dict()
    assert awards.set_index("service")["provider"].astype("str").to_dict() == providers
    (implied,) = awards.loc[awards["service"] == APPROPRIATE_ADULTS, "remark"]
    assert implied == "implied"


def test_what_lists_no_awards_is_not_taken_for_awards(published: Path, tmp_path: Path) -> None:
    paper = published / "outputs" / "2017-18" / "board-paper.docx"
    tables = read_document(paper).tables
    with_awards = [one for one in tables if one.lists_awards]
    assert 0 < len(with_awards) < len(tables)
    number = next(number for number, one in enumerate(tables, start=1) if one.lists_awards is False)
    project = copied_project(tmp_path / "project")
    done = called(project, "import", str(paper), "--year", "2018-19", "--tables", str(number))
    assert done.returncode == 2
    assert "the file says in the alternative text of this table that no row is an award" in done.stderr


def test_the_board_paper_hides_nothing_and_says_nothing_that_is_only_true_of_the_page(published: Path) -> None:
    content = (published / "outputs" / "2017-18" / "board-paper.docx").read_bytes()
    document = docx.Document(io.BytesIO(content))
    texts = " ".join(one.text for one in document.paragraphs)
    for words in ("Save as CSV", "link below", "beside this page", "All years and reports", "Skip to"):
        assert words not in texts
