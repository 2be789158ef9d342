"""Read the tables of a paper that list no awards, name their columns by meaning, and find the awards that they name."""

import difflib
from collections.abc import Collection, Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.errors import Fault
from grantsdata.model.declared.other_tables import OtherTable
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import single_spaced
from grantsdata.sources.files.printed_table import PrintedTable, read_printed_table, split_amounts
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
    return named_lines(printed, table, meanings, paper)


def named_lines(
    printed: PrintedTable, table: OtherTable, meanings: tuple[str, ...], paper: Paper
) -> tuple[pd.DataFrame, list[Fault]]:
    """The lines and the faults of `read_other_table` for a table that is read already."""
    named = pd.DataFrame({meaning: printed.cells[table.columns[meaning]] for meaning in meanings})
    named = named.assign(source_file=printed.file, source_row=named.index).reset_index(drop=True)
    streams = {stream.code: stream.name for stream in paper.streams}
    expected = f"empty, or one of {', '.join(streams)}"
    unknown = named[~named["stream"].isin(["", *streams])]
    faults = [
        Fault(printed.file, "unknown stream", expected, "Correct the cell.", row, table.columns["stream"], code)
        for row, code in zip(unknown["source_row"], unknown["stream"], strict=True)
    ]
    for meaning in [one for one in meanings if one.startswith("amount") or one == "figure"]:
        faults += split_amounts(printed, table.columns[meaning], table.ignored_columns)
    return named.assign(stream=named["stream"].map(streams).astype("str")), faults


def linked_to_awards(
    lines: pd.DataFrame,
    awards: pd.DataFrame,
    table: OtherTable | None,
    faults: Collection[Fault],
    *,
    to_one: bool = False,
) -> tuple[pd.DataFrame, list[Fault]]:
    """Add the identifiers of their awards to lines with the columns stream, service and provider.

    The provider may be left out where only one has awards for the service. If several awards have the same service and
    provider, a line gets a row for each; with `to_one` it is a fault. Also returns a fault for each line that names no
    award, or awards of several providers. Lines with one of the earlier `faults` are left out. There are no lines if
    `table` is None.
    """
    if table is None:
        return lines.assign(award_id=pd.Series(dtype="str")), []
    sound = lines[~lines["source_row"].isin([fault.row for fault in faults])]
    by_service: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for stream, service, *award in awards[["stream", "service", "provider_printed", "award_id"]].to_numpy():
        by_service.setdefault((stream, service), []).append((award[0], award[1]))
    award_ids: list[list[str]] = []
    link_faults: list[Fault] = []
    for line in sound.to_dict("records"):
        provider = single_spaced(line["provider"])
        found = [one for one in by_service.get((line["stream"], line["service"]), []) if provider in ("", one[0])]
        providers = {name for name, _ in found}
        if len(providers) != 1:
            link_faults.append(_link_fault(line, len(found), awards, table))
        elif to_one and len(found) > 1:
            problem = f"{len(found)} awards have the same service and provider:"
            step = "Only an award that differs from all others can have such a line."
            column, file, row = table.columns["service"], line["source_file"], line["source_row"]
            link_faults.append(Fault(file, problem, "the service of one award", step, row, column, line["service"]))
        award_ids.append([award_id for _, award_id in found])
    linked = sound.assign(award_id=pd.Series(award_ids, index=sound.index, dtype="object")).explode("award_id")
    return linked.astype({"award_id": "str"}).reset_index(drop=True), link_faults


def _link_fault(line: Mapping[Hashable, Any], number: int, awards: pd.DataFrame, table: OtherTable) -> Fault:
    """Describe a line that names no award of its stream, or awards of several providers."""
    stream, service, provider, file, row = (
        line[name] for name in ("stream", "service", "provider", "source_file", "source_row")
    )
    of_stream = awards[awards["stream"] == stream]
    if number:
        problem, text, meaning = f"the service of {number} awards to several providers:", service, "service"
        expected, step = "the provider of the award as well", "Copy it from the award table."
    elif (of_stream["service"] == service).any():
        problem, text, meaning = "no award for this service has the provider", provider, "provider"
        known = of_stream.loc[of_stream["service"] == service, "provider_printed"]
        expected, step = _nearest("the provider of one of its awards", provider, known), "Copy it from the award table."
    else:
        problem, text, meaning = "no award of this stream has the service", service, "service"
        expected = _nearest("the service of an award, as its table has it", service, of_stream["service"])
        step = "Copy it from the award table."
    return Fault(file, problem, expected, step, row, table.columns[meaning], text)


def _nearest(expected: str, text: str, known: pd.Series) -> str:
    near = difflib.get_close_matches(text, list(known), 1)
    return f'{expected}; the nearest is "{near[0]}"' if near else expected
