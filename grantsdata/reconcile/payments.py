"""Read funders' published payments from the files that a paper names, and select those that belong to its streams.

A payment counts in the financial year that its file states. A payment of another year than the paper's is marked with
`is_of_year` False and must never be added to a sum.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.awards.documents.year import Year
from grantsdata.errors import Fault, SourceError
from grantsdata.model.declared.about import Stream, Upstream
from grantsdata.model.money import in_pounds
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import single_spaced
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.files.project import label
from grantsdata.sources.paper import table_path
from grantsdata.sources.threesixty.rows import GrantRows, read_grants

_COLUMNS = {
    "stream": "str", "payment_id": "str", "payment": "str", "funder": "str", "recipient": "str", "programme": "str",
    "financial_year": "str", "is_of_year": "bool", "paid_printed": "str", "paid_pence": "Int64", "paid_gbp": "Float64",
    "source_file": "str", "source_row": "int64",
}  # fmt: skip

_SELECTED_BY = {
    "funder": ("funder",),
    "recipients": ("provider_printed", "provider_identifier"),
    "programmes": ("stream",),
}
"""Map each key that selects payments to the columns, by meaning, in which its texts are searched."""


def payments_of(year: Year) -> pd.DataFrame:
    """Read the payments of a year: a row each, with the columns of `load_upstream`. Raises SourceError like it."""
    paper = year.paper
    files: dict[str, GrantRows] = {}
    faults: list[Fault] = []
    for file in dict.fromkeys(entry.file for entry in paper.upstream):
        try:
            files[file] = _read(table_path(year.year, file, year.root), year.root)
        except SourceError as error:
            faults += error.faults
    readers = {file: grants.reader() for file, grants in files.items()}
    rows: list[dict[str, object]] = []
    chosen: list[tuple[GrantRows, int]] = []
    counted_by: dict[tuple[str, int], int] = {}
    for number, entry in enumerate(paper.upstream, start=1):
        if entry.file not in files:
            continue
        grants = files[entry.file]
        selected, selection_faults = _selected(entry, number, grants, paper)
        faults += selection_faults
        for row in selected:
            first = counted_by.setdefault((grants.file, row), number)
            if first == number:
                chosen.append((grants, row))
                cells = readers[entry.file].values(grants.rows[row], _READ)
                wrong = readers[entry.file].faults(grants.file, row, grants.rows[row], cells)
                faults += wrong
                rows += [] if wrong else [_payment(grants, row, cells, paper.stream(entry.stream), paper)]
            else:
                problem = f"upstream[{number}] and upstream[{first}] both select row {row} of {grants.file}"
                step = "Select the payments of each by funder, recipients or programmes."
                faults.append(Fault(_declared_in(paper), problem, "each payment once", step))
    faults += _identifier_faults(chosen)
    if faults:
        raise SourceError(dict.fromkeys(faults))
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _declared_in(paper: Paper) -> str:
    return paper.source_file("paper.toml")


def _read(path: Path, project: Path) -> GrantRows:
    """Read a file of payments. Like other raw files, it must be a plain file within the project and not too large."""
    if_missing, save_as = "Add it, or remove it from the year's paper.toml.", "Export it again, or split it."
    raw_bytes(path, project, Kind("a CSV, JSON or XLSX file of payments", SourceError, if_missing, save_as))
    file = label(path, project)
    try:
        return replace(read_grants(path, project, with_funder=True), file=file)
    except SourceError as error:
        raise SourceError(replace(fault, file=file) for fault in error.faults) from None


def _selected(entry: Upstream, number: int, grants: GrantRows, paper: Paper) -> tuple[list[int], list[Fault]]:
    """Return the rows that a declaration selects, and a fault for each of its texts that no row contains."""
    rows, faults = list(grants.rows), []
    texts_by_key = {"funder": [entry.funder] * bool(entry.funder), "recipients": entry.recipients,
                    "programmes": entry.programmes}  # fmt: skip
    for key, texts in texts_by_key.items():
        if not texts:
            continue
        row_texts = {row: {single_spaced(cells.get(meaning, "")) for meaning in _SELECTED_BY[key]}
                     for row, cells in grants.rows.items()}  # fmt: skip
        known = sorted({text for one in row_texts.values() for text in one if text})
        for text in texts:
            if single_spaced(text) not in known:
                near = difflib.get_close_matches(text, known, 1)
                offered = f'; the nearest is "{near[0]}"' if near else ""
                problem = f"upstream[{number}].{key} names a text that no row of {grants.file} has:"
                expected, step = f"a text that the file contains exactly{offered}", "Correct it, or remove it."
                faults.append(Fault(_declared_in(paper), problem, expected, step, text=text))
        rows = [row for row in rows if row_texts[row] & {single_spaced(text) for text in texts}]
    if not rows and not faults:
        problem = f"upstream[{number}] selects no payment of {grants.file}"
        step = "Each of its keys selects some payments, but no payment matches all of them: correct the keys."
        faults.append(Fault(_declared_in(paper), problem, "at least one payment", step))
    return rows, faults


_READ = ("currency", "award_printed", "financial_year", "award_date", "funder", "provider_printed")


def _payment(grants: GrantRows, row: int, cells: Mapping[str, Any], stream: Stream, paper: Paper) -> dict[str, object]:
    texts, amount = grants.rows[row], cells["award_printed"]
    year = cells.get("financial_year") or cells["award_date"]
    return {
        "stream": stream.name,
        "payment_id": texts["award_id"].strip(),
        "payment": single_spaced(texts["service"]),
        "funder": cells.get("funder", ""),
        "recipient": cells["provider_printed"],
        "programme": single_spaced(texts.get("stream", "")),
        "financial_year": year,
        "is_of_year": year == str(paper.financial_year),
        "paid_printed": amount.printed,
        "paid_pence": amount.pence,
        "paid_gbp": in_pounds(amount.pence),
        "source_file": grants.file,
        "source_row": row,
    }


def _identifier_faults(chosen: Iterable[tuple[GrantRows, int]]) -> Iterator[Fault]:
    """Yield a fault for each payment whose identifier is missing or repeated: it could be counted twice."""
    seen: set[tuple[str, str]] = set()
    for grants, row in chosen:
        name = grants.rows[row]["award_id"].strip()
        if not name or (grants.file, name) in seen:
            problem = "the identifier appears twice:" if name else "a payment without an identifier"
            step = "Ask its publisher, or remove the repeated payment."
            yield Fault(grants.file, problem, "a unique one", step, row, grants.columns["award_id"], name or None)
        seen.add((grants.file, name))
