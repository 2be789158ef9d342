"""Files of payments that funders publish, and a small project that declares them."""

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.reporting import add_year

from grantsdata.errors import SourceError
from grantsdata.reconcile.load import load_findings
from grantsdata.reconcile.upstream import load_upstream

YEAR = "2020-21"


FOLDER = f"data/raw/{YEAR}"


AWARDS = (("GR", "Hub", "Charity One", "£600"), ("OUT", "Fete", "Charity One", "£4"))


TITLES = ("Identifier", "Title", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Name",
          "Recipient Org:Identifier", "Grant Programme:Title", "Funding Org:Name")  # fmt: skip


MINISTRY, COUNCIL, US = "Ministry of Things", "County Council", "Elsewhere PCC"


REGISTER = (
    ("p1", "Main grant", "GBP", "900.50", "2020-04-01", US, "GB-X-1", "Victims", MINISTRY),
    ("p2", "Uplift", "GBP", "£90", "2021-03-31", US, "GB-X-1", "Victims  more", MINISTRY),
    ("p3", "Main grant", "GBP", "55", "2020-03-31", US, "GB-X-1", "Victims", MINISTRY),
    ("p4", "Main grant", "GBP", "70", "2020-04-01", "Nowhere PCC", "GB-X-2", "Victims", MINISTRY),
    ("p5", "Fete", "GBP", "5", "2020-06-01", US, "GB-X-1", "", COUNCIL),
    ("p6", "Broken", "EUR", "£5 each", "1/2/2020", "Somebody", "", "", "Another"),
)


def written(path: Path, rows: Any = REGISTER, titles: Any = TITLES) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([titles, *rows])
    return path


def declare(project: Path, *entries: str, file: str = "register.csv") -> None:
    """Name a file of payments once for each entry, which tells the stream and what is chosen."""
    paper = project / FOLDER / "paper.toml"
    lines = "".join(f'\n[[upstream]]\nfile = "{file}"\n{entry}\n' for entry in entries)
    paper.write_text(paper.read_text(encoding="utf-8").split("\n[[upstream]]")[0] + lines, encoding="utf-8")


OURS = f'stream = "GR"\nfunder = "{MINISTRY}"\nrecipients = ["{US}"]'


def put_year(project: Path, budget: str = "£1k") -> Path:
    add_year(project, AWARDS, year=YEAR, budget=budget)
    written(project / FOLDER / "register.csv")
    return project


def findings_of(project: Path) -> pd.DataFrame:
    findings = load_findings(YEAR, project=project)
    return findings[findings["code"].str.startswith("upstream-")]


def faults_of(project: Path) -> list[tuple[str, int | None, str | None, str | None]]:
    with pytest.raises(SourceError) as error:
        load_upstream(YEAR, project=project)
    return [(fault.file, fault.row, fault.column, fault.text) for fault in error.value.faults]


def package(titles: Any = TITLES) -> dict[str, Any]:
    grants = []
    for row in REGISTER[:5]:
        name, title, currency, amount, day, recipient, code, programme, funder = row
        grants.append(
            {
                "id": name, "title": title, "currency": currency, "amountAwarded": float(amount.lstrip("£")),
                "awardDate": day, "recipientOrganization": [{"name": recipient, "id": code}],
                "grantProgramme": [{"title": programme}], "fundingOrganization": [{"name": funder}],
            }
        )  # fmt: skip
    return {"grants": grants}


def small_project(project: Path) -> Path:
    """A project with one small year, which has a file of payments and does not name it yet."""
    (project / "data" / "raw").mkdir(parents=True)
    (project / "data" / "raw" / "providers.csv").write_text(
        "provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason\n"
        "Charity One,Charity One,voluntary and community,,paper,high,,Its name.\n",
        encoding="utf-8",
    )
    return put_year(project)
