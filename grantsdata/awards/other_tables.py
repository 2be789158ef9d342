"""Read the tables of a paper that list no awards, and name their columns by meaning."""

from pathlib import Path

import pandas as pd

from grantsdata.errors import Fault
from grantsdata.model.paper import OtherTable, Paper
from grantsdata.sources.files.printed_table import read_printed_table, split_amounts
from grantsdata.sources.paper import table_path


def read_other_table(
    paper: Paper, table: OtherTable | None, meanings: tuple[str, ...], project: Path, *, may_be_empty: bool = False
) -> tuple[pd.DataFrame, list[Fault]]:
    """Read a table with the columns `meanings`, source_file and source_row; no rows if `table` is None.

    Stream codes become stream names. Also returns a fault for each stream code that the paper does not have, and for
    each amount or figure that is split into two cells. Raises SourceError if the file is not a table, or has no row
    although it may not be empty.
    """
    if table is None:
        empty = {meaning: pd.Series(dtype="str") for meaning in (*meanings, "source_file")}
        return pd.DataFrame({**empty, "source_row": pd.Series(dtype="int64")}), []
    path = table_path(paper.financial_year, table.file, project)
    printed = read_printed_table(
        path, project, [*table.columns.values(), *table.ignored_columns], may_be_empty=may_be_empty
    )
    named = pd.DataFrame({meaning: printed.cells[table.columns[meaning]] for meaning in meanings})
    named = named.assign(source_file=printed.file, source_row=named.index).reset_index(drop=True)
    streams = {stream.code: stream.name for stream in paper.streams}
    expected = f"empty, or one of {', '.join(streams)}"
    unknown = named[~named["stream"].isin(["", *streams])]
    faults = [
        Fault(printed.file, "unknown stream", expected, "Correct the cell.", row, table.columns["stream"], code)
        for row, code in zip(unknown["source_row"], unknown["stream"], strict=True)
    ]
    for meaning in {"amount", "figure"} & set(meanings):
        faults += split_amounts(printed, table.columns[meaning], table.ignored_columns)
    return named.assign(stream=named["stream"].map(streams).astype("str")), faults
