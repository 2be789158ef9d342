"""The year's `board-paper.md`: read, checked, its placeholders filled from the measures."""

import codecs
from pathlib import Path

import pandas as pd

from grantsdata.awards import Year, load_paper
from grantsdata.errors import Fault, NotesError
from grantsdata.folders import label, project_folder
from grantsdata.notes import PLACEHOLDER, Notes, parse_notes, placeholder_texts
from grantsdata.paper_model import Paper
from grantsdata.tables import load_measures
from grantsdata.years import FinancialYear


def notes_path(year: FinancialYear, project: Path) -> Path:
    """Where the year's notes are, if it has any."""
    return project / "data" / "raw" / str(year) / "board-paper.md"


def load_notes(year: Year, *, project: str | Path | None = None) -> Notes:
    """The notes on one year; all of them empty, if the year has none on file.

    NotesError with all that is wrong in them; otherwise errors as of `load_paper` and `load_measures`.
    """
    root = project_folder(project)
    paper = load_paper(year, project=root)
    if not notes_path(paper.financial_year, root).exists():
        return Notes()
    return notes_of(paper, load_measures(year, project=root), root)


def notes_of(paper: Paper, measures: pd.DataFrame | None, project: Path) -> Notes:
    """The notes on a paper's year, which has some; NotesError with all that is wrong in them.

    Without `measures` (as `load_measures` gives them) nothing is said of the placeholders, and they stand for nothing.
    """
    path = notes_path(paper.financial_year, project)
    file = label(path, project)
    text = _text(path, file)
    if measures is None:
        texts = {name.strip(): ["…"] for name in PLACEHOLDER.findall(text)}
    else:
        told = measures[["measure", "hedge", "figure", "unit", "period"]]
        texts = placeholder_texts(dict(zip(told.columns, row, strict=True)) for row in told.to_numpy().tolist())
    return parse_notes(text, file, {stream.code: stream.name for stream in paper.streams}, texts)


def _text(path: Path, file: str) -> str:
    try:
        content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        step = 'Save it again in the encoding "UTF-8".'
        raise NotesError([Fault(file, "a character that is not UTF-8", "UTF-8", step, row)]) from None
    except OSError as error:
        step = "Put the file in its place, or ask its owner for permission to read it."
        raise NotesError([Fault(file, f"cannot be opened ({error.strerror})", "a readable file", step)]) from None
