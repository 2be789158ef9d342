"""Read and check a year's `board-paper.md`, and fill its placeholders from the measures."""

from pathlib import Path

import pandas as pd

from grantsdata.awards.load import Year, YearLike, open_year
from grantsdata.awards.paper_tables import load_measures
from grantsdata.errors import NotesError
from grantsdata.model.notes import PLACEHOLDER, Notes, parse_notes, placeholder_texts
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.plain_file import Kind, is_there
from grantsdata.sources.files.project import label
from grantsdata.sources.files.text import raw_text

_NOTES = Kind("a Markdown file", NotesError, "Put it back.", 'Save it again as plain text in the encoding "UTF-8".')


def notes_path(year: FinancialYear, project: Path) -> Path:
    """Return the path of the year's notes, whether or not the file exists."""
    return project / "data" / "raw" / str(year) / "board-paper.md"


def has_notes(year: Year) -> bool:
    """Whether the year has notes. A broken link counts as notes, so that it is reported when it is read."""
    return is_there(notes_path(year.year, year.root), year.root)


def load_notes(year: YearLike, *, project: str | Path | None = None) -> Notes:
    """Load the notes on one year; all are empty if the year has no notes on file.

    Raises NotesError with all faults of the notes, and errors like `load_paper` and `load_measures`.
    """
    opened = open_year(year, project)
    return notes_of(opened, load_measures(opened)) if opened.paper and has_notes(opened) else Notes()


def notes_of(year: Year, measures: pd.DataFrame | None) -> Notes:
    """Read the notes of a year, which must exist. Raises NotesError with all their faults.

    `measures` are as in `load_measures`. Without them the placeholders are not checked, and each is replaced by "…".
    """
    path = notes_path(year.year, year.root)
    text = raw_text(path, year.root, _NOTES).replace("\r\n", "\n")
    if measures is None:
        texts = {name.strip(): ["…"] for name in PLACEHOLDER.findall(text)}
    else:
        printed = measures[["measure", "hedge", "figure", "unit", "period"]]
        texts = placeholder_texts(dict(zip(printed.columns, row, strict=True)) for row in printed.to_numpy().tolist())
    return parse_notes(text, label(path, year.root), {one.code: one.name for one in year.paper.streams}, texts)
