"""Read and check a year's `board-paper.md`, and fill its placeholders from the measures and `paper.toml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.awards.paper_tables import load_measures
from grantsdata.errors import NotesError
from grantsdata.model.notes import PLACEHOLDER, Notes, Piece, parse_notes, placeholder_texts
from grantsdata.model.paper import Paper
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
    pieces: dict[str, list[Piece]] = {}
    if measures is None:
        texts = {name.strip(): ["…"] for name in PLACEHOLDER.findall(text)}
    else:
        printed = measures[["measure", "hedge", "figure", "unit", "period"]]
        texts = placeholder_texts(dict(zip(printed.columns, row, strict=True)) for row in printed.to_numpy().tolist())
        pieces = _pieces_of_measures(measures, year.paper)
    for name, one in year.paper.figures_in_text.items():
        texts[name] = [*(texts.get(name, ()) if measures is not None else ()), one.printed]
        pieces[name] = [Piece(one.printed, f"paper({f'figures_in_text.{name}.printed'!r})")]
    streams = {one.code: one.name for one in year.paper.streams}
    return parse_notes(text, label(path, year.root), streams, texts, pieces)


def _pieces_of_measures(measures: pd.DataFrame, paper: Paper) -> dict[str, list[Piece]]:
    """Map each placeholder of a measure to the printed cells that its text consists of."""
    columns = paper.measures.columns if paper.measures else {}

    def pieces(measure: Mapping[Any, Any], *meanings: str) -> list[Piece]:
        file, row = measure["source_file"], measure["source_row"]
        return [
            Piece(measure[meaning], f"cell({file!r}, {row}, {columns[meaning]!r})")
            for meaning in meanings
            if measure[meaning]
        ]

    found = {}
    for measure in measures.to_dict("records"):
        found[measure["measure"]] = pieces(measure, "hedge", "figure", "unit")
        found[f"{measure['measure']}: period"] = pieces(measure, "period")
    return found
