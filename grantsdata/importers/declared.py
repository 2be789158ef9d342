"""Find what a year's paper.toml declares already: its streams, its tables, and the funds that it names."""

from collections.abc import Sequence
from pathlib import Path

from grantsdata.errors import GrantsDataError, PaperError
from grantsdata.importers.new_year import moved_table, template_year
from grantsdata.model.declared.about import Stream
from grantsdata.model.declared_table import AwardTable
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.project import year_folder, years_on_file
from grantsdata.sources.files.toml import parsed_toml
from grantsdata.sources.paper import read_paper, sound_parts, table_path

KEYS_ARE_EXPLAINED_IN = "data/raw/README.md"
IF_MISSING = "Make the year with: grantsdata new-year"


def streams_and_tables(year: FinancialYear, root: Path) -> tuple[list[Stream], list[AwardTable]]:
    """The streams and award tables of the year's paper, even if it is incomplete; if the year is not on file, those of
    the year that `new_year` would copy."""
    if year not in years_on_file(root):
        template = template_year(year, root)
        paper = read_paper(template, root) if template else None
        if paper is None:
            return [], []
        return paper.streams, [moved_table(table, paper.financial_year, year) for table in paper.award_tables]
    toml = year_folder(year, root) / "paper.toml"
    declared = parsed_toml(toml, root, PaperError, KEYS_ARE_EXPLAINED_IN, IF_MISSING)
    listed = declared.get("streams")
    streams = [
        Stream.model_construct(code=str(entry["code"]), name=str(entry.get("name", entry["code"])))
        for entry in (listed if isinstance(listed, list) else [])
        if isinstance(entry, dict) and entry.get("code")
    ]
    sound = sound_parts(year, root)
    return streams, sound.award_tables if sound else []


def named_funds(year: FinancialYear, root: Path) -> dict[str, str]:
    """Each fund that the year's paper names outside its tables → its stream's code; none if they cannot be read."""
    sound = sound_parts(year, root)
    table = sound.separate_funds if sound else None
    if table is None:
        return {}
    try:
        printed = read_printed_table(table_path(year, table.file, root), root)
        return dict(zip(*(printed.cells[table.columns[meaning]] for meaning in ("fund", "stream")), strict=True))
    except (GrantsDataError, KeyError):
        return {}  # `check` names the faults


def empty_tables(year: FinancialYear, declared: Sequence[AwardTable], root: Path) -> list[AwardTable]:
    """The declared tables whose file holds only a header; all of them if the year has no folder yet."""
    folder = root / "data" / "raw" / str(year)
    return [table for table in declared if not folder.exists() or is_empty(folder / table.file, table.header_rows)]


def is_empty(path: Path, header_rows: int) -> bool:
    """Whether a raw file has no row below its header; a file that cannot be read is not empty."""
    try:
        return len(path.read_text(encoding="utf-8").splitlines()) <= header_rows
    except (OSError, ValueError):
        return False
