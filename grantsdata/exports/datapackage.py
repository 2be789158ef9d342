"""A year's tables → `datapackage.json`, which tells programs what each CSV file beside it holds, and proves it whole.

Source: https://specs.frictionlessdata.io/data-package/ and https://specs.frictionlessdata.io/table-schema/. What
columns mean is in `vocabulary` and `dictionary`.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.exports.files import PACKAGE
from grantsdata.exports.origin import Origin
from grantsdata.model.dictionary import HEADINGS, TABLES, meaning
from grantsdata.model.schema import NOT_STATED, OTHER_PERIOD, PERIODS, PRINTED, SEVERITIES
from grantsdata.summaries.csv_text import csv_text, guarded

_LABELS: dict[str, tuple[str, ...]] = {
    "severity": SEVERITIES,
    "amount_status": (PRINTED, NOT_STATED),
    "part_of_year": (*PERIODS, OTHER_PERIOD),
    "level": ("overall", "stream"),
}
"""The closed lists of columns that are no categoricals."""

_LINKS = {
    "awards": (("stream",), ("provider_type",), ("stream", "provider_type")),
    "by-stream-and-provider-type": (("stream",), ("provider_type",)),
    "with-other-contributors": (("stream",),),
    "contributions": (("award_id",), ("stream",)),
}
"""Which columns of a table are found again, as its key, in a breakdown by just these, or among the awards."""

_UNITS = {"_gbp": "GBP", "_pence": "pence", "share": "share of 1"}


def write_datapackage(tables: Mapping[str, pd.DataFrame], origin: Origin, folder: Path) -> list[Path]:
    """Write `datapackage.json` for tables as `processed.year_tables` gives them, into a folder; returns the file.

    Their CSV files need not be there yet: what `write_processed` writes is known to the byte.
    """
    paper, address = origin.paper, origin.licence_address
    licence = {"name": "OGL-UK-3.0", "title": paper.licence, "path": address}
    package = {
        "name": f"grants-{origin.year}",
        "title": f"{origin.title}: {paper.body}",
        "description": f"{origin.amounts} Licence of the facts and figures: {paper.licence}.",
        "profile": "tabular-data-package",
        **({"licenses": [licence]} if address else {}),
        "sources": [{"title": paper.source}],
        "madeFrom": {
            "paper": {"title": paper.title, "body": paper.body, "date": paper.date.isoformat()},
            "program": origin.made_from,
            "includeImplied": origin.include_implied,
            "inputs": [{"path": file, "hash": f"sha256:{digest}"} for file, digest in origin.inputs],
        },
        "resources": [_resource(name, table) for name, table in tables.items()],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / PACKAGE).write_text(text, encoding="utf-8", newline="\n")
    return [folder / PACKAGE]


def _resource(name: str, table: pd.DataFrame) -> dict[str, Any]:
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
        "schema": _schema(name, table),
    }


def _schema(name: str, table: pd.DataFrame) -> dict[str, Any]:
    told = TABLES[name]
    filled = {*told.key, *told.filled}
    schema: dict[str, Any] = {
        "fields": [_field(name, str(column), table[column], column in filled) for column in table.columns],
        "missingValues": [""],
    }
    if told.key:
        schema["primaryKey"] = list(told.key)
    if name in _LINKS:
        schema["foreignKeys"] = [
            {"fields": list(key), "reference": {"resource": _resource_of(key), "fields": list(key)}}
            for key in _LINKS[name]
        ]  # fmt: skip
    return schema


def _resource_of(key: tuple[str, ...]) -> str:
    """The table that has just these columns as its key."""
    return "awards" if key == TABLES["awards"].key else f"by-{'-and-'.join(key).replace('_', '-')}"


def _field(table: str, column: str, cells: pd.Series, is_filled: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": guarded(column), "type": _type(cells)}
    field |= {"title": HEADINGS.get(column, column), "description": meaning(table, column)}
    unit = next((unit for end, unit in _UNITS.items() if column.endswith(end)), "")
    if not unit and pd.api.types.is_float_dtype(cells) and column != "value":
        unit = "GBP"  # a stream of the budget's breakdown
    if unit:
        field["unit"] = unit
    constraints: dict[str, Any] = {"required": True} if is_filled else {}
    if TABLES[table].key == (column,):
        constraints["unique"] = True
    labels = _LABELS.get(column, ())
    if isinstance(cells.dtype, pd.CategoricalDtype):
        labels = tuple(map(str, cells.cat.categories))
    if labels:
        constraints["enum"] = [guarded(label) for label in labels]
    return field | ({"constraints": constraints} if constraints else {})


def _type(cells: pd.Series) -> str:
    """None of these tables has truth values."""
    if pd.api.types.is_integer_dtype(cells):
        return "integer"
    return "number" if pd.api.types.is_float_dtype(cells) else "string"
