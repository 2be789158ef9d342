"""A page as a tagged PDF: tags, title and language, the same bytes in every process, nothing read from outside."""

import hashlib
import re
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from support.pages import PAGE
from support.pdf_ua import faults_of_pdf_ua, tags_of, weasyprint_or_skip
from support.reporting import python

from grantsdata.errors import ExtraError
from grantsdata.runs.documents.pdf import check_pdf, tagged_pdf

CHART = (
    '<figure><figcaption>Figure 1</figcaption><svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Two bars" '
    'viewBox="0 0 10 10" width="10" height="10"><rect width="5" height="5"/></svg></figure>'
)
LINK = '<p>Under the <a href="https://a.uk/licence"><data value="x">Open <b>Licence</b></data></a></p>'
WHOLE = PAGE.replace("<html>", '<html lang="en-GB"><head><title>The paper – The Office</title></head>').replace(
    "</main>", f"{LINK}{CHART}</main>"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    weasyprint_or_skip()
    path = tmp_path_factory.mktemp("pdf") / "page.pdf"
    path.write_bytes(tagged_pdf(WHOLE))
    return path


def test_it_says_its_title_and_its_language_and_that_it_is_tagged(made: Path) -> None:
    reader = PdfReader(made)
    root = reader.trailer["/Root"]
    assert reader.metadata is not None and reader.metadata.title == "The paper – The Office"
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-GB", True)
    assert (
        root["/ViewerPreferences"]["/DisplayDocTitle"] is True or root["/ViewerPreferences"]["/DisplayDocTitle"].value
    )
    assert re.search(rb'pdfuaid:part(="|>)1["<]', root["/Metadata"].get_data())


def test_headings_lists_tables_and_alternative_texts_are_tagged(made: Path) -> None:
    kinds = [tag.kind for tag in tags_of(made)]
    assert [kind for kind in kinds if kind in ("H1", "H2", "H3")] == ["H1", "H2", "H3"]
    assert (kinds.count("Table"), kinds.count("Caption"), kinds.count("L"), kinds.count("LI")) == (2, 3, 3, 4)
    assert kinds.count("TH") == 3 + 1 + 2 + 2 + 2 + 1  # a head of two rows, the headings of rows
    assert [tag.alt for tag in tags_of(made) if tag.kind == "Figure"] == ["Two bars"]


def test_a_link_is_one_link_whatever_is_in_it(made: Path) -> None:
    notes = [note.get_object() for page in PdfReader(made).pages for note in page.get("/Annots", [])]
    assert [note["/A"]["/URI"] for note in notes] == ["https://a.uk/", "https://a.uk/licence"]
    assert [tag.kind for tag in tags_of(made)].count("Link") == 2


def test_headings_are_bookmarks(made: Path) -> None:
    outline = str([getattr(one, "title", one) for one in PdfReader(made).outline])
    assert "The paper" in outline


def test_what_is_only_true_of_the_page_is_left_out(made: Path) -> None:
    text = " ".join(page.extract_text() for page in PdfReader(made).pages)
    assert "Ten awards." in text
    assert "record" not in text


def test_every_process_makes_the_same_bytes(made: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(WHOLE, encoding="utf-8")
    code = (
        "import hashlib, pathlib; from grantsdata.runs.documents.pdf import tagged_pdf;"
        "print(hashlib.sha256(tagged_pdf(pathlib.Path('page.html').read_text(encoding='utf-8'))).hexdigest())"
    )
    done = python("-c", code, cwd=tmp_path, PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C")
    assert done.stdout.split() == [hashlib.sha256(made.read_bytes()).hexdigest()], done.stderr


def test_no_file_of_this_machine_can_come_into_a_pdf(tmp_path: Path) -> None:
    weasyprint_or_skip()
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect/></svg>', encoding="utf-8")
    with_link = WHOLE.replace("</main>", f'<img alt="" src="{secret.as_uri()}"></main>')
    without = WHOLE.replace("</main>", '<img alt="" src="file:///no/such/file.svg"></main>')
    assert tagged_pdf(with_link) == tagged_pdf(without)


def test_without_pango_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoPango:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    monkeypatch.setattr("grantsdata.runs.documents.pdf.check_installed", lambda *names: None)
    with pytest.raises(ExtraError, match=r"apt-get install libpango-1\.0-0"):
        check_pdf()


@pytest.mark.proof
def test_verapdf_finds_no_fault_and_would_find_one(made: Path, tmp_path: Path) -> None:
    assert faults_of_pdf_ua([made]) == {"page.pdf": []}
    broken = PdfWriter(clone_from=made)
    del broken.root_object["/Lang"], broken.root_object["/StructTreeRoot"]
    broken.write(tmp_path / "broken.pdf")
    assert faults_of_pdf_ua([tmp_path / "broken.pdf"])["broken.pdf"]
