"""Read and check a year's `board-paper.md`, and fill its placeholders from the measures."""

from pathlib import Path

import pandas as pd

from grantsdata.awards.load import Year, load_paper
from grantsdata.awards.paper_tables import load_measures
from grantsdata.errors import NotesError
from grantsdata.model.notes import PLACEHOLDER, Notes, parse_notes, placeholder_texts
from grantsdata.model.paper import Paper
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.plain_file import Kind, is_there
from grantsdata.sources.files.project import label, project_folder
from grantsdata.sources.files.text import raw_text

_NOTES = Kind("a Markdown file", NotesError, "Put it back.", 'Save it again as plain text in the encoding "UTF-8".')


def notes_path(year: FinancialYear, project: Path) -> Path:
    """Return the path of the year's notes, whether or not the file exists."""
    return project / "data" / "raw" / str(year) / "board-paper.md"


def has_notes(year: FinancialYear, project: Path) -> bool:
    """Whether the year has notes. A broken link counts as notes, so that it is reported when it is read."""
    return is_there(notes_path(year, project), project)


def load_notes(year: Year, *, project: str | Path | None = None) -> Notes:
    """Load the notes on one year; all are empty if the year has no notes on file.

    Raises NotesError with all faults of the notes, and errors like `load_paper` and `load_measures`.
    """
    root = project_folder(project)
    paper = load_paper(year, project=root)
    if not has_notes(paper.financial_year, root):
        return Notes()
    return notes_of(paper, load_measures(year, project=root), root)


def notes_of(paper: Paper, measures: pd.DataFrame | None, project: Path) -> Notes:
    """Read the notes of a paper's year, which must exist. Raises NotesError with all their faults.

    `measures` are as in `load_measures`. Without them the placeholders are not checked, and each is replaced by "…".
    """
    path = notes_path(paper.financial_year, project)
    text = raw_text(path, project, _NOTES).replace("\r\n", "\n")
    if measures is None:
        texts = {name.strip(): ["…"] for name in PLACEHOLDER.findall(text)}
    else:
        printed = measures[["measure", "hedge", "figure", "unit", "period"]]
        texts = placeholder_texts(dict(zip(printed.columns, row, strict=True)) for row in printed.to_numpy().tolist())
    return parse_notes(text, label(path, project), {stream.code: stream.name for stream in paper.streams}, texts)
