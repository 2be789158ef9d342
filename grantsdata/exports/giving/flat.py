"""Write the grants of a 360Giving JSON file as a flat CSV file, with a row for each grant."""

import json
from pathlib import Path
from typing import Any

from grantsdata.exports.files import GIVING_TABLE
from grantsdata.sources.files.write import csv_of
from grantsdata.sources.threesixty.fields import GRANT_FIELDS, MONEY, Field
from grantsdata.summaries.csv_text import guarded


def write_giving_csv(grants: Path, folder: Path) -> list[Path]:
    """Write `360giving.csv` from a JSON file of grants, with the standard's titles as header, and return the file.

    Fields that no grant has are left out, and so are payments and the dates of a grant with several agreements. An
    apostrophe precedes a text that a spreadsheet would run as a formula, as in all CSV files of this package.
    """
    # Amounts are read as texts, since a binary fraction cannot hold every penny.
    package = json.loads(grants.read_text(encoding="utf-8"), parse_float=str, parse_int=str)
    rows = [{field: _cell(grant, field) for field in GRANT_FIELDS} for grant in package["grants"]]
    fields = [field for field in GRANT_FIELDS if any(row[field] for row in rows)]
    lines = [[field.title for field in fields], *([row[field] for field in fields] for row in rows)]
    (folder / GIVING_TABLE).write_text(csv_of(lines), encoding="utf-8", newline="\n")
    return [folder / GIVING_TABLE]


def _cell(grant: dict[str, Any], field: Field) -> str:
    """The text of a field, "" if the grant has none, or dates of several agreements; all other lists have one entry."""
    found: Any = grant
    for name in field.path.split("."):
        if isinstance(found, list) and len(found) > 1 and field.path.startswith("actualDates."):
            return ""
        (found,) = found if isinstance(found, list) else [found]
        found = found.get(name, {})
    text = str(found or "")
    return text if field.form == MONEY else guarded(text)
