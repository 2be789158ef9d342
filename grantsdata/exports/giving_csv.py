"""A JSON file of the 360Giving standard → the same as CSV, by the standard's own converter (extra `export`)."""

import csv
import io
import json
import logging
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from grantsdata.csv_text import guarded
from grantsdata.exports.giving_fields import GRANT_FIELDS, MONEY, grant_schema
from grantsdata.vocabulary import GIVING_TABLE

_log = logging.getLogger(__name__)

MISSING = (
    f"{GIVING_TABLE} is not made, since it takes flattentool. Install it (in a checkout: "
    f"pip install -c constraints.txt -e '.[export]') and export again."
)


def write_giving_csv(grants: Path, folder: Path) -> list[Path]:
    """Write `360giving.csv` from a file of grants, a row per grant, with the standard's titles; returns the file.

    Where flattentool is not installed there is none, and a warning is logged that says how to get it. A text that a
    spreadsheet would run as a formula is preceded by an apostrophe, as in all CSV files of this package.
    """
    if find_spec("flattentool") is None:
        _log.warning(MISSING)
        return []
    import flattentool

    with TemporaryDirectory(dir=folder, prefix=".flat-") as place:
        schema, flat = Path(place) / "schema.json", Path(place) / "flat"
        schema.write_text(json.dumps(grant_schema()), encoding="utf-8")
        flattentool.flatten(
            str(grants), schema=str(schema), output_name=str(flat), output_format="csv", main_sheet_name="grants",
            root_list_path="grants", root_id="", rollup=True, use_titles=True, line_terminator="LF",
        )  # fmt: skip
        with (flat / "grants.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    (folder / GIVING_TABLE).write_text(_text(rows), encoding="utf-8", newline="\n")
    return [folder / GIVING_TABLE]


def _text(rows: list[list[str]]) -> str:
    """Without columns that no grant has anything in."""
    money = {field.title for field in GRANT_FIELDS if field.form == MONEY}
    kept = [at for at in range(len(rows[0])) if any(row[at] for row in rows[1:])]
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\n")
    for row in rows:
        out.writerow([row[at] if rows[0][at] in money else guarded(row[at]) for at in kept])
    return written.getvalue()
