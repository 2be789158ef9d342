"""Read which body took over from which, and when, from `data/raw/successors.csv`, which a project may leave out."""

from pathlib import Path

import pandas as pd

from grantsdata.errors import Fault, SourceError
from grantsdata.model.years import DAY_FORM, FinancialYear, parse_day
from grantsdata.sources.files.plain_file import is_there
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.project import project_folder

FILE = "data/raw/successors.csv"
COLUMNS = ("body", "successor", "since", "said_in")


def load_successors(project: str | Path | None = None) -> pd.DataFrame:
    """Return the bodies that another one has replaced, a row each: COLUMNS and source_row; no rows without the file.

    `since` is the first day of the successor (ISO). Raises SourceError with all faults: an empty cell, a bad date, a
    body that has two successors or is its own.
    """
    root = project_folder(project)
    if not is_there(root / FILE, root):
        return pd.DataFrame(
            {**{name: pd.Series(dtype="str") for name in COLUMNS}, "source_row": pd.Series(dtype="int64")}
        )
    printed = read_printed_table(root / FILE, root, COLUMNS)
    lines = printed.cells[list(COLUMNS)].assign(source_row=printed.cells.index).reset_index(drop=True)
    faults = []
    for line in lines.to_dict("records"):
        wrong = [(name, "an empty cell", "a text", "Fill in the cell.") for name in COLUMNS if not line[name]]
        if line["since"] and not parse_day(line["since"]):
            wrong.append(("since", "cannot read the date", f"a date {DAY_FORM}", "Correct the cell."))
        if line["body"] and (line["body"] == line["successor"] or (lines["body"] == line["body"]).sum() > 1):
            wrong.append(("body", "two successors, or its own:", "one other body", "Keep the line that is right."))
        faults += [
            Fault(printed.file, problem, expected, step, line["source_row"], name, line[name] or None)
            for name, problem, expected, step in wrong
        ]
    if faults:
        raise SourceError(faults)
    return lines


def body_in(year: FinancialYear, body: str, successors: pd.DataFrame) -> str:
    """The body that has taken the place of another one, or of its successor, by the first day of a year."""
    known = {line["body"]: line for line in successors.to_dict("records")}
    for _ in known:  # no more steps than there are bodies, should they run in a ring
        line = known.get(body)
        if line is None or line["since"] > year.start.isoformat():
            break
        body = line["successor"]
    return body
