"""The notes of a year: the file, its placeholders and its faults."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from support.reporting import REPOSITORY, add_year

from grantsdata.awards.load import open_year
from grantsdata.awards.notes import load_notes, notes_of
from grantsdata.awards.paper_tables import load_measures
from grantsdata.awards.provenance import load_inputs
from grantsdata.errors import NotesError, PaperError
from grantsdata.model.notes import Notes

FILE = "data/raw/2017-18/board-paper.md"


def test_the_notes_of_2017_draw_on_all_eight_measures():
    notes = load_notes("2017-18", project=REPOSITORY)
    values = {
        name: text for part in (notes.highlights,) for note in part.values() for name, text in note.values.items()
    }
    measures = set(load_measures("2017-18", project=REPOSITORY)["measure"])
    assert {text for name, text in values.items() if name in measures} == {
        "more than 15,000 referrals",
        "a third of reported victim-based crime",
        "just short of 100 self-referrals",
        "3,300 victims",
        "1,461 hours",
        "more than 100 young victims",
        "more than 10,000 incidents",
        "83 per cent of cases",
    }


def test_each_printed_text_of_a_placeholder_says_where_it_is_printed():
    pieces = load_notes("2017-18", project=REPOSITORY).highlights["Victims' services"].pieces
    file = "data/raw/2017-18/measures.csv"
    assert pieces["Referrals received"] == [
        ("more than", f"cell('{file}', 2, 'Hedge')"),
        ("15,000", f"cell('{file}', 2, 'Figure')"),
        ("referrals", f"cell('{file}', 2, 'Unit')"),
    ]
    assert pieces["Referrals received: period"] == [("2016/17", f"cell('{file}', 2, 'Period')")]
    assert pieces["Contract of the counsellor"] == [
        ("two-year", "paper('figures_in_text.Contract of the counsellor.printed')")
    ]


def test_a_figure_of_the_text_is_known_while_the_measures_are_at_fault(project):
    note = notes_of(open_year("2017-18", project), None).strategy
    assert note.values["Approval of the Strategy"] == "December 2016"


def test_a_figure_of_the_text_and_a_measure_may_not_have_one_name(project):
    paper = project / "data" / "raw" / "2017-18" / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace('"Years of the Plan"', '"Referrals received"'), encoding="utf-8")
    with pytest.raises(NotesError, match="2 measures have the name"):
        load_notes("2017-18", project=project)


@pytest.mark.parametrize("name", ["A. Plan", "A: plan", "{A}", " "])
def test_the_name_of_a_figure_of_the_text_has_no_sign_of_a_placeholder(project, name):
    paper = project / "data" / "raw" / "2017-18" / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace('"Years of the Plan"', f'"{name}"'), encoding="utf-8")
    with pytest.raises(PaperError, match="a name without dots, colons and braces"):
        load_notes("2017-18", project=project)


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
