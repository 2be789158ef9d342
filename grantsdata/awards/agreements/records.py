"""Read one table of what becomes of the awards, and tie each line to its award."""

from pathlib import Path

import pandas as pd

from grantsdata.awards.agreements.cells import cell_faults, document_faults, typed_amounts
from grantsdata.awards.agreements.tables import TABLES
from grantsdata.awards.documents.states import counting_from
from grantsdata.awards.other_tables import linked_to_awards, read_other_table
from grantsdata.errors import Fault, SourceError
from grantsdata.model.declared.other_tables import meanings_of_tables
from grantsdata.model.paper import Paper


def printed_records(paper: Paper, key: str, root: Path) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the lines of one of `TABLES` as typed, and a fault for each wrong cell.

    Raises SourceError if the file is not a table.
    """
    declared = getattr(paper, key)
    meanings = meanings_of_tables(bool(paper.documents))[key]
    lines, faults = read_other_table(paper, declared, meanings, root, may_be_empty=True)
    if declared is not None:
        reported = {(fault.row, fault.column) for fault in faults}
        faults += cell_faults(lines, TABLES[key], declared, reported)
        faults += document_faults(lines, paper, declared) if "document" in meanings else ()
    return lines, faults


def linked_records(
    paper: Paper, key: str, lines: pd.DataFrame, faults: list[Fault], awards: pd.DataFrame
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return these lines with the identifiers of their awards, and a fault for each that names none, or too many."""
    # Money could be counted for each of several awards alike; a condition or a tender holds for all of them.
    has_money = bool(TABLES[key].amounts)
    return linked_to_awards(lines, awards, getattr(paper, key), faults, to_one=has_money)


def records_of_awards(paper: Paper, key: str, root: Path, awards: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of one of `TABLES` with the columns of its function `load_…`; `awards` are all of the year.

    Raises SourceError with all faults of the table.
    """
    lines, faults = printed_records(paper, key, root)
    linked, link_faults = linked_records(paper, key, lines, faults, awards)
    if faults or link_faults:
        raise SourceError([*faults, *link_faults])
    providers = dict(zip(awards["award_id"], awards["provider"].fillna(""), strict=True))
    named = linked.assign(provider=pd.array([providers[one] for one in linked["award_id"]], dtype="str"))
    columns = ["award_id", *meanings_of_tables(bool(paper.documents))[key], "source_file", "source_row"]
    typed = typed_amounts(named[columns], TABLES[key].amounts)
    if "document" in columns:
        typed["stated_in"] = pd.array([paper.document_names[one] for one in typed["document"]], dtype="str")
        typed["counts_from"] = pd.array([counting_from(line, paper) for line in typed.to_dict("records")], dtype="str")
    typed.insert(0, "financial_year", pd.Series(str(paper.financial_year), typed.index, dtype="str"))
    return typed
