"""Write `datapackage.json`, which describes each CSV file beside it for programs and holds its hash.

Source: https://specs.frictionlessdata.io/data-package/ and https://specs.frictionlessdata.io/table-schema/. The
meanings of columns come from `model.schema` and `model.dictionary.tables`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.exports.files import PACKAGE
from grantsdata.exports.origin import Origin
from grantsdata.model.declared.other_tables import AGREEMENT_TABLES
from grantsdata.model.dictionary.headings import heading
from grantsdata.model.dictionary.tables import TABLES, meaning
from grantsdata.model.schema import (
    BETTER,
    DATA_QUALITY,
    FIGURE_STATES,
    HALVES,
    MEASURE_KINDS,
    NOT_STATED,
    OTHER_PERIOD,
    OUTCOMES,
    PAYMENT_KINDS,
    PERIODS,
    PRINTED,
    SEVERITIES,
    TENDER_CIRCUMSTANCES,
)
from grantsdata.summaries.csv_text import csv_text, guarded

_LABELS: dict[str, tuple[str, ...]] = {
    "severity": SEVERITIES,
    "amount_status": (PRINTED, NOT_STATED),
    "part_of_year": (*PERIODS, OTHER_PERIOD),
    "level": ("overall", "stream"),
    "payments.kind": PAYMENT_KINDS,
    "returns.kind": MEASURE_KINDS,
    "returns.period": HALVES,
    "better": BETTER,
    "data_quality": DATA_QUALITY,
    "figure_status": FIGURE_STATES,
    "circumstance": TENDER_CIRCUMSTANCES,
    "outcome": OUTCOMES,
}
"""Column, or table and column → its closed list of labels, for columns that are not categoricals."""

_LINKS = {
    "awards": (("stream",), ("provider_type",), ("stream", "provider_type")),
    "by-stream-and-provider-type": (("stream",), ("provider_type",)),
    "with-other-contributors": (("stream",),),
    "contributions": (("award_id",), ("stream",)),
}
"""Table → its foreign keys: columns that are the key of a breakdown by just these columns, or of the awards."""

_LINKS_OF_RECORDS = ("award_id", "stream")
"""The same of the tables of records: of each, those that hold, since a document may have withdrawn an award."""

DAYS = ("signed", "start", "end", "due", "met_on", "date", "expiry", "returned_on", "outcome_date", "counts_from")
"""The columns of dates, in the form 2017-08-03."""

_UNITS = {"_gbp": "GBP", "_pence": "pence", "share": "share of 1"}


def write_datapackage(package: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write the description that `datapackage` returns as `datapackage.json` into a folder and return the file."""
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / PACKAGE).write_text(text, encoding="utf-8", newline="\n")
    return [folder / PACKAGE]


def datapackage(tables: Mapping[str, pd.DataFrame], origin: Origin) -> dict[str, Any]:
    """Describe the tables of `tables.year_tables` as a data package.

    The CSV files need not exist yet, because `write_tables` always writes the same bytes for a table.
    """
    paper, address = origin.paper, origin.licence_address
    licence = {"name": "OGL-UK-3.0", "title": paper.licence, "path": address}
    return {
        "name": f"grants-{origin.year}",
        "title": f"{origin.title}: {paper.body}",
        "description": f"{origin.amounts} Licence of the facts and figures: {paper.licence}.",
        "profile": "tabular-data-package",
        **({"licenses": [licence]} if address else {}),
        "sources": [{"title": source} for source in (paper.source, *origin.further)],
        "madeFrom": {
            "paper": {"title": paper.title, "body": paper.body, "date": paper.date.isoformat()},
            "program": origin.made_from,
            "includeImplied": origin.include_implied,
            "inputs": [{"path": file, "hash": f"sha256:{digest}"} for file, digest in origin.inputs],
        },
        "resources": [_resource(name, table, _links(name, tables)) for name, table in tables.items()],
    }


def _links(name: str, tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, ...]]:
    """The foreign keys of a table."""
    if name not in AGREEMENT_TABLES:
        return list(_LINKS.get(name, ()))
    return [(key,) for key in _LINKS_OF_RECORDS if set(tables[name][key]) <= set(tables[_resource_of((key,))][key])]


def _resource(name: str, table: pd.DataFrame, links: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    content = csv_text(table).encode("utf-8")
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": TABLES[name].holds,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "bytes": len(content),
        "schema": _schema(name, table, links),
    }


def _schema(name: str, table: pd.DataFrame, links: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    described = TABLES[name]
    filled = {*described.key, *described.filled}
    schema: dict[str, Any] = {
        "fields": [_field(name, str(column), table[column], column in filled) for column in table.columns],
        "missingValues": [""],
    }
    if described.key:
        schema["primaryKey"] = list(described.key)
    if links:
        schema["foreignKeys"] = [
            {"fields": list(key), "reference": {"resource": _resource_of(key), "fields": list(key)}} for key in links
        ]
    return schema


def _resource_of(key: tuple[str, ...]) -> str:
    """The table whose key is exactly these columns."""
    return "awards" if key == TABLES["awards"].key else f"by-{'-and-'.join(key).replace('_', '-')}"


def _field(table: str, column: str, cells: pd.Series, is_filled: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": guarded(column), "type": "date" if column in DAYS else _type(cells)}
    field |= {"title": heading(table, column), "description": meaning(table, column)}
    unit = next((unit for end, unit in _UNITS.items() if column.endswith(end)), "")
    if not unit and pd.api.types.is_float_dtype(cells) and table == "budget-breakdown":
        unit = "GBP"  # a stream
    if unit:
        field["unit"] = unit
    constraints: dict[str, Any] = {"required": True} if is_filled else {}
    if TABLES[table].key == (column,):
        constraints["unique"] = True
    labels = _LABELS.get(f"{table}.{column}") or _LABELS.get(column, ())
    if isinstance(cells.dtype, pd.CategoricalDtype):
        labels = tuple(map(str, cells.cat.categories))
    if labels:
        constraints["enum"] = [guarded(label) for label in labels]
    return field | ({"constraints": constraints} if constraints else {})


def _type(cells: pd.Series) -> str:
    """The type of a column in Table Schema; the tables have no boolean columns."""
    if pd.api.types.is_integer_dtype(cells):
        return "integer"
    return "number" if pd.api.types.is_float_dtype(cells) else "string"
