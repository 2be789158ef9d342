"""Write `csv-metadata.json`, which describes the CSV files beside it in the W3C's standard CSVW.

It says what the data package says, in other words. Programs look for a file of this name beside a CSV file.
Source: https://www.w3.org/TR/tabular-metadata/.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from grantsdata.exports.files import CSV_METADATA

_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}]
_BASES = {"integer": "integer", "number": "decimal", "string": "string", "date": "date"}
"""Type in Table Schema → datatype in CSVW; decimal, since a binary fraction cannot hold every penny."""

_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}]")


def write_csvw(package: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write `csv-metadata.json` for the package that `datapackage` returns into a folder and return the file."""
    described = {
        "@context": _CONTEXT,
        "@type": "TableGroup",
        "dc:title": package["title"],
        "dc:description": package["description"],
        "dc:source": [source["title"] for source in package["sources"]],
        "dc:provenance": package["madeFrom"]["program"],
        "dc:license": [{"@id": licence["path"]} for licence in package.get("licenses", [])],
        "tables": [_table(resource) for resource in package["resources"]],
    }
    path = folder / CSV_METADATA
    path.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return [path]


def _table(resource: Mapping[str, Any]) -> dict[str, Any]:
    schema, dialect = resource["schema"], resource["dialect"]
    described: dict[str, Any] = {"columns": [_column(field) for field in schema["fields"]]}
    if "primaryKey" in schema:
        described["primaryKey"] = [_name(column) for column in schema["primaryKey"]]
    if "foreignKeys" in schema:
        described["foreignKeys"] = [_link(key) for key in schema["foreignKeys"]]
    return {
        "@type": "Table",
        "url": resource["path"],
        "dc:title": resource["title"],
        "dialect": {
            "encoding": resource["encoding"],
            "delimiter": dialect["delimiter"],
            "lineTerminators": [dialect["lineTerminator"]],
            "quoteChar": dialect["quoteChar"],
            "doubleQuote": dialect["doubleQuote"],
            "header": True,
        },
        "tableSchema": described,
    }


def _column(field: Mapping[str, Any]) -> dict[str, Any]:
    constraints = field.get("constraints", {})
    column = {
        "name": _name(field["name"]),
        "titles": field["name"],  # what stands in the first line of the file
        "dc:title": field["title"],
        "dc:description": field["description"],
        "datatype": _datatype(field["type"], constraints.get("enum", [])),
    }
    if "unit" in field:
        column["schema:unitText"] = field["unit"]
    return column | ({"required": True} if constraints.get("required") else {})


def _datatype(kind: str, labels: list[str]) -> Any:
    """The datatype; CSVW has no closed lists, so that a list of labels becomes a pattern."""
    if not labels:
        return _BASES[kind]
    return {"base": _BASES[kind], "format": f"^({'|'.join(_SPECIAL.sub(_escaped, label) for label in labels)})$"}


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _link(key: Mapping[str, Any]) -> dict[str, Any]:
    reference = key["reference"]
    return {
        "columnReference": [_name(column) for column in key["fields"]],
        "reference": {
            "resource": f"{reference['resource']}.csv",
            "columnReference": [_name(column) for column in reference["fields"]],
        },
    }


def _name(column: str) -> str:
    """A column's name with each sign other than letters, digits and underscores percent-encoded, as CSVW asks."""
    encoded = quote(column, safe="").replace("-", "%2D").replace("~", "%7E").replace(".", "%2E")
    return re.sub("^_", "%5F", encoded)
