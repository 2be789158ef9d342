"""The year's `board-paper.md`: read, checked, its placeholders filled from the measures."""

import os
from pathlib import Path

from grantsdata.awards import Year, load_paper
from grantsdata.errors import NotesError
from grantsdata.folders import label, project_folder
from grantsdata.notes import Notes, parse_notes, placeholder_texts
from grantsdata.raw_files import Kind
from grantsdata.raw_text import raw_text
from grantsdata.tables import load_measures
from grantsdata.years import FinancialYear

_NOTES = Kind("a Markdown file", NotesError, "Put it back.", 'Save it again as plain text in the encoding "UTF-8".')


def notes_path(year: FinancialYear, project: Path) -> Path:
    """Where the year's notes are, if it has any."""
    return project / "data" / "raw" / str(year) / "board-paper.md"


def load_notes(year: Year, *, project: str | Path | None = None) -> Notes:
    """The notes on one year; all of them empty, if the year has none on file.

    NotesError with all that is wrong in them; otherwise errors as of `load_paper` and `load_measures`.
    """
    root = project_folder(project)
    paper = load_paper(year, project=root)
    path = notes_path(paper.financial_year, root)
    if not os.path.lexists(path):  # a link to nowhere is there, and is a fault
        return Notes()
    text = raw_text(path, root, _NOTES).replace("\r\n", "\n")
    measures = load_measures(year, project=root)[["measure", "hedge", "figure", "unit", "period"]]
    texts = placeholder_texts(dict(zip(measures.columns, row, strict=True)) for row in measures.to_numpy().tolist())
    return parse_notes(text, label(path, root), {stream.code: stream.name for stream in paper.streams}, texts)
