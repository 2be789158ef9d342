"""The notes of a year: the file, its placeholders and its faults."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from support.reporting import REPOSITORY, add_year

from grantsdata.awards.notes import load_notes
from grantsdata.awards.provenance import load_inputs
from grantsdata.errors import NotesError
from grantsdata.model.notes import Notes

FILE = "data/raw/2017-18/board-paper.md"


def test_the_notes_of_2017_draw_on_all_eight_measures():
    notes = load_notes("2017-18", project=REPOSITORY)
    values = {
        name: text for part in (notes.highlights,) for note in part.values() for name, text in note.values.items()
    }
    assert {text for name, text in values.items() if not name.endswith(": period")} == {
        "more than 15,000 referrals",
        "a third of reported victim-based crime",
        "just short of 100 self-referrals",
        "3,300 victims",
        "1,461 hours",
        "more than 100 young victims",
        "more than 10,000 incidents",
        "83 per cent of cases",
    }


def test_a_year_without_notes_has_none(project):
    add_year(project, [("GR", "Lights", "Cambridge City Council", "£4,000")])
    assert load_notes("2018-19", project=project) == Notes()


def test_the_notes_of_a_year_without_measures_can_name_none(project):
    folder = add_year(project, [("GR", "Lights", "Cambridge City Council", "£4,000")])
    (folder / "board-paper.md").write_text("## Highlights: OUT\n{Lights lit}\n", encoding="utf-8")
    with pytest.raises(NotesError, match="row 2: unknown placeholder"):
        load_notes("2018-19", project=project)


def test_a_mark_of_the_encoding_and_other_line_ends_are_no_fault(project):
    path = project / FILE
    path.write_bytes(b"\xef\xbb\xbf## Strategy\r\n\r\nOne.\r\nTwo.\r\n")
    assert load_notes("2017-18", project=project).strategy.markdown == "One.\nTwo."


def test_a_file_that_is_not_utf_8_or_no_file_is_a_fault(project):
    path = project / FILE
    path.write_bytes(b"## Strategy\nCaf\xe9\n")
    with pytest.raises(NotesError, match=f"{FILE} row 2: a character that is not UTF-8"):
        load_notes("2017-18", project=project)
    path.unlink()
    path.mkdir()
    with pytest.raises(NotesError, match="this is a folder; expected a Markdown file"):
        load_notes("2017-18", project=project)


def test_the_inputs_of_a_year_name_its_notes_where_there_are_any(project: Path):
    inputs = load_inputs("2017-18", project=project).set_index("file")["sha256"]
    assert inputs[FILE] == hashlib.sha256((project / FILE).read_bytes()).hexdigest()
    (project / FILE).unlink()
    assert FILE not in set(load_inputs("2017-18", project=project)["file"])


def test_a_measure_may_be_renamed_only_together_with_its_note(set_cell: Callable[[str, int, str, str], None], project):
    set_cell("2017-18/measures.csv", 2, "Measure", "Referrals taken")
    with pytest.raises(NotesError) as caught:
        load_notes("2017-18", project=project)
    assert len(caught.value.faults) == 2, "its figure and its period"
