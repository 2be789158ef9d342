"""Read a file of grants in the 360Giving standard into the awards table, so that every summary works with it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from grantsdata.errors import AwardsError, Fault, ParameterError
from grantsdata.model.contract import check_awards
from grantsdata.model.schema import AWARD_COLUMNS, AWARD_DTYPES, INDIVIDUAL, LABELS, NOT_IN_REGISTER
from grantsdata.sources.files.project import given_path
from grantsdata.sources.register import Register, known_register
from grantsdata.sources.threesixty.cells import NO_PROGRAMME
from grantsdata.sources.threesixty.readings import CORRECT, UnreadSum, unread_row, warn
from grantsdata.sources.threesixty.rows import GrantRows, read_grants

_STATED = "paper"
"""The basis of a provider type that the file states, as for one that a paper states."""


def read_360giving(
    path: str | Path, *, project: str | Path | None = None, on_unread: Literal["raise", "report"] = "raise"
) -> pd.DataFrame:
    """Read the grants of a CSV, JSON or XLSX file: a row per grant, the columns of `schema.AWARD_COLUMNS`.

    `fields.TITLES` maps titles to columns. The financial year comes from a column `Financial year`; without one, from
    the award date, since the award is made on that day; without award dates, from the planned start date. The provider
    type comes from a column `Provider type`; without one, from the name in the register of the `project`, or else it is
    `not in the register`. A grant without a programme has the stream `no programme stated`. The recipient is also the
    payee. Streams are in alphabetical order.

    A ReadingWarning says how dates, years and amounts in forms other than the standard's were read, as does the list
    `attrs["read_as"]` of the result. With `on_unread="report"`, rows that cannot be read are left out; a ReadingWarning
    gives their number and pounds, and `attrs["unread"]` lists them, each with the keys of `readings.UnreadRow`.

    Raises SourceError if the file is not a table or lacks a column; AwardsError, unless rows are to be reported, with
    all faulty cells: amounts that are missing, unclear or not in GBP, dates, names, repeated identifiers; ExtraError
    for a workbook if python-calamine is not installed; ParameterError for another `on_unread`.
    """
    if on_unread not in ("raise", "report"):
        raise ParameterError(f'on_unread is {on_unread!r}; expected "raise" or "report".')
    grants, register = read_grants(given_path(path, "path")), known_register(project)
    reader, rows, faults, unread = grants.reader(), [], [], []
    for row, texts in grants.rows.items():
        values = reader.values(texts)
        if wrong := reader.faults(grants.file, row, texts, values):
            faults += wrong
            unread.append(unread_row(row, texts, reader))
        else:
            rows.append(_award(grants, row, values, register))
    awards = _checked(rows, faults if on_unread == "raise" else ())
    notes, lost = [*grants.notes, *reader.notes(), *_people_note(awards)], UnreadSum.of(unread)
    if on_unread == "report":
        awards.attrs["unread"] = [asdict(one) for one in unread]
    if notes:
        awards.attrs["read_as"] = notes
    warn(grants.file, [*notes, *lost.sentences(len(grants.rows), unread, 'attrs["unread"]')])
    return awards


def _people_note(awards: pd.DataFrame) -> list[str]:
    """Say how many grants to people share their name with others, in a list that is empty if there are none."""
    people = awards[awards["provider_type"] == INDIVIDUAL]
    alike = int(people["provider"].duplicated(keep=False).sum())
    return [f"{alike} grants to people have names in common, and a name counts as one provider."] if alike else []


def _checked(rows: list[dict[str, object]], faults: Iterable[Fault]) -> pd.DataFrame:
    """Return rows as a table of awards. Raises AwardsError with `faults` and all rules that the table breaks."""
    awards = pd.DataFrame(rows, columns=[column.name for column in AWARD_COLUMNS])
    awards = awards.astype({"award_pence": "Int64"})
    awards["award_gbp"] = awards["award_pence"] / 100
    streams = sorted(set(awards["stream"]))
    known = set(faults)
    try:
        check_awards(awards, streams, known)
    except AwardsError as error:
        found = [fault if fault in known else replace(fault, next_step=CORRECT) for fault in error.faults]
        raise AwardsError(found) from None
    orders = LABELS | {"stream": tuple(streams), "financial_year": tuple(sorted(set(awards["financial_year"])))}
    dtypes: dict[Any, Any] = {
        name: pd.CategoricalDtype(list(orders.get(name, ())), ordered=True) if dtype == "category" else dtype
        for name, dtype in AWARD_DTYPES.items()
    }
    return awards.astype(dtypes)


def _award(grants: GrantRows, row: int, values: Mapping[str, Any], register: Register) -> dict[str, object]:
    texts, amount = grants.rows[row], values["award_printed"]
    known = register.lookup(values["provider_printed"])
    kind, basis, confidence = known.provider_type, known.basis, known.confidence
    if "provider_type" in values:
        kind = values["provider_type"]
        basis, confidence = ("" if kind == NOT_IN_REGISTER else _STATED), ""
    return {
        "award_id": values["award_id"],
        "financial_year": values.get("financial_year") or values["award_date"],
        "stream": values.get("stream", NO_PROGRAMME),
        "service": values["service"],
        "purpose": texts.get("purpose", "").strip(),
        "conditions": "",
        "reasons": "",
        "contract_published": "",
        "provider_printed": values["provider_printed"],
        "provider": known.provider,
        "provider_type": kind,
        "provider_identifier": texts.get("provider_identifier", "").strip() or known.identifier or None,
        "provider_basis": basis or None,
        "provider_confidence": confidence or None,
        "payee": known.provider,
        "award_printed": texts["award_printed"],
        "award_pence": amount.pence,
        "award_status": amount.status,
        "remark": amount.remark,
        "source_file": grants.file,
        "source_row": row,
    }
