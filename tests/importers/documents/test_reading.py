"""A paper is read in another process: all that it was read into comes back from there."""

import zipfile
from pathlib import Path

import pytest

from grantsdata.errors import SourceError
from grantsdata.importers.documents import found, reading
from grantsdata.importers.documents.found import Cell, Document, FoundTable, Unaccounted
from grantsdata.sources.safety.own_process import call_in_own_process


def test_a_document_with_all_its_parts_comes_back_from_the_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    table = FoundTable("table 1", "Awards", ((Cell("Hub", "A1", "", ("a note",)),),), ())
    document = Document(
        (table,), ("A paragraph.",), ("A note.",), (Unaccounted("500", "page 3", "of £500 for", False),)
    )
    asked: list[dict[str, object]] = []

    def call(function: object, path: Path, **limits: object) -> Document:
        asked.append(limits)
        return document

    monkeypatch.setattr(reading, "call_in_own_process", call)
    reading.read_isolated(Path("paper.pdf"))
    parts = (document.tables, document.paragraphs, document.notes, document.unaccounted)
    assert call_in_own_process(found.Document, *parts, **asked[0]) == document  # type: ignore[arg-type]


@pytest.mark.parametrize("part", ["[Content_Types].xml", "_rels/.rels"])
def test_a_document_whose_list_of_parts_is_no_list_is_refused(tmp_path: Path, part: str) -> None:
    path = tmp_path / "paper.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(part, "?xml version='1.0'?><Types/>")
    with pytest.raises(SourceError, match=r"^paper\.xlsx: the file is damaged: the list of its parts cannot be read"):
        reading.read_document(path)
