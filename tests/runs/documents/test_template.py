"""The office's own Word template beside its notebook."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from grantsdata.errors import ReportError
from grantsdata.runs.documents.template import office_template

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def saved(folder: Path, name: str) -> Path:
    (folder / "notebooks").mkdir(exist_ok=True)
    path = folder / "notebooks" / name
    made = docx.Document()
    made.add_paragraph("Our head")
    made.save(str(path))
    return path


def as_template(path: Path) -> None:
    """Give a document the type that Word gives to templates."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(made, "w") as written:
        for name in given.namelist():
            part = given.read(name)
            if name == "[Content_Types].xml":
                assert MAIN.encode() in part
                part = part.replace(MAIN.encode(), MAIN.replace("document.main", "template.main").encode())
            written.writestr(name, part)
    path.write_bytes(made.getvalue())


def test_without_a_template_there_is_none(tmp_path: Path) -> None:
    saved(tmp_path, "annual-report.docx")
    assert office_template("board-paper", tmp_path) is None


def test_a_document_beside_the_notebook_is_its_template(tmp_path: Path) -> None:
    saved(tmp_path, "board-paper.docx")
    found = office_template("board-paper", tmp_path)
    assert found is not None and [one.text for one in found.paragraphs] == ["Our head"]


def test_a_template_of_word_is_opened_as_a_document(tmp_path: Path) -> None:
    as_template(saved(tmp_path, "board-paper.dotx"))
    found = office_template("board-paper", tmp_path)
    assert found is not None and found.part.content_type == MAIN


@pytest.mark.parametrize("content", [b"no document", b"PK\x03\x04 broken", b""])
def test_a_file_that_word_did_not_write_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    saved(tmp_path, "board-paper.docx").write_bytes(content)
    with pytest.raises(ReportError, match=r"notebooks/board-paper\.docx: .*; expected a Word document or template"):
        office_template("board-paper", tmp_path)


def test_a_link_out_of_the_notebooks_is_refused(tmp_path: Path) -> None:
    outside = saved(tmp_path, "board-paper.docx").rename(tmp_path / "elsewhere.docx")
    (tmp_path / "notebooks" / "board-paper.docx").symlink_to(outside)
    with pytest.raises(ReportError, match="this is a link"):
        office_template("board-paper", tmp_path)
