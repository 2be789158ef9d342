"""A Word document gives back the cells that were put into it, and tells what is not printed as text."""

import pytest
from papers import docx_of, raw_rows, signs_of

from grantsdata.imports import Document, read_document

TABLES = ("victims-services.csv", "crime-and-disorder-reduction.csv")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("docx") / "paper.docx"
    return read_document(docx_of([raw_rows(name) for name in TABLES], path, ["Victims' services", "Appendix 1"]))


@pytest.mark.parametrize(("number", "name"), [*enumerate(TABLES)])
def test_each_cell_of_a_word_table_is_the_raw_one(paper: Document, number: int, name: str) -> None:
    assert signs_of(paper.tables[number]) == raw_rows(name)


def test_the_tables_have_their_places_headings_and_sizes(paper: Document) -> None:
    assert [(table.place, table.heading, len(table.rows)) for table in paper.tables] == [
        ("table 1", "Victims' services", 1 + 10),
        ("table 2", "Appendix 1", 1 + 25),
    ]
    assert paper.paragraphs == ("Victims' services", "Appendix 1")
