"""What becomes of the awards of an invented year: agreements, conditions, payments, variations, single tenders.

An invented office awards £4,000 for a night bus, £3,000 for a refuge and £2,500 for cameras. The bus has an agreement
for two years, £4,000 in each; the refuge's award is raised to £3,500, of which £3,400 is paid and £400 comes back.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from support.reporting import add_year

from grantsdata.model.declared.other_tables import AGREEMENT_TABLES

YEAR = "2018-19"

AWARDS = (
    ("GR", "Night bus", "Family Action", "£4,000"),
    ("GR", "Refuge", "Shrievalty Trust", "£3,000"),
    ("GR", "Cameras", "Lens Ltd", "£2,500"),
)

Row = Mapping[str, str]

BUS = {"stream": "GR", "service": "Night bus"}
REFUGE = {"stream": "GR", "service": "Refuge"}
CAMERAS = {"stream": "GR", "service": "Cameras"}

SOUND: Mapping[str, Sequence[Row]] = {
    "agreements": [
        REFUGE | {"reference": "A2", "start": "2018-04-01", "end": "2020-06-30", "said_in": "contract A2"},
        BUS
        | {
            "reference": "A1",
            "signed": "2018-03-20",
            "start": "2018-04-01",
            "end": "2020-03-31",
            "term": "two years",
            "amount": "£8,000",
            "by_year": "2018-19: £4,000; 2019-20: £4,000",
            "break_clause": "six months' notice",
            "said_in": "contract A1",
        },
    ],
    "conditions": [
        BUS | {"condition": "A timetable is agreed.", "due": "2018-05-31", "met_on": "2018-05-15", "said_in": "p. 2"},
        REFUGE | {"condition": "A safeguarding policy is sent.", "due": "2018-06-30", "said_in": "p. 3"},
        BUS | {"condition": "Drivers are checked.", "met_on": "2018-05-20", "evidence": "letter", "said_in": "p. 2"},
    ],
    "payments": [
        BUS | {"date": "2018-06-01", "kind": "paid", "amount": "£2,000", "instalment": "1 of 2", "said_in": "ledger"},
        CAMERAS | {"date": "2018-07-02", "kind": "paid", "amount": "2,400.50", "said_in": "ledger"},
        BUS | {"kind": "held back", "amount": "£2,000", "held_back_because": "the report is late", "said_in": "ledger"},
        CAMERAS | {"date": "2018-12-03", "kind": "returned", "amount": "£400", "said_in": "ledger"},
    ],
    "variations": [
        REFUGE
        | {
            "date": "2018-09-03",
            "what_changed": "a second worker",
            "amount_before": "£3,000",
            "amount_after": "£3,500",
            "said_in": "decision notice of 3 September 2018",
        }
    ],
}
"""Records that fit the awards and each other."""


def year_with(project: Path, records: Mapping[str, Sequence[Row]] = SOUND, **awards: object) -> Path:
    """Put the invented year on file with these records, by the key of their table; return its folder."""
    folder = add_year(project, AWARDS, budget="£9,500", **awards)  # type: ignore[arg-type]
    declared = ""
    for key, rows in records.items():
        with (folder / f"{key}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, AGREEMENT_TABLES[key], restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        declared += f'[{key}]\nfile = "{key}.csv"\n'
    toml = folder / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + declared, encoding="utf-8")
    return folder
