"""Write a year's contracts in the Open Contracting Data Standard, and beside them a list of all that is left out.

Source: https://standard.open-contracting.org/1.1/en/schema/. A value that no paper states is left out of the file.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.exports.contracting.left_out import (
    COLUMNS,
    Line,
    address_of,
    lines_of_award,
    lines_of_file,
    moment,
    prefix_of,
)
from grantsdata.exports.files import OCDS, OCDS_LEFT_OUT
from grantsdata.exports.json_text import json_text
from grantsdata.exports.origin import Origin
from grantsdata.model.documents.document import THE_PAPER
from grantsdata.model.paper import Paper
from grantsdata.model.schema import CONTRACTS, PRINTED, SINGLE_TENDER
from grantsdata.model.slugs import file_part
from grantsdata.summaries.csv_text import csv_text

VERSION = "1.1"
DIRECT = "direct"
"""The standard's word for a contract that one supplier gets without competition, which is what a single tender is."""

_REGISTERED = re.compile(r"([A-Z]{2}-[A-Z0-9]+)-(.+)")
"""An org-id code: the register, and the number in it."""


def write_releases(
    awards: pd.DataFrame,
    paper: Paper,
    origin: Origin,
    folder: Path,
    agreements: pd.DataFrame | None = None,
    tenders: pd.DataFrame | None = None,
) -> list[Path]:
    """Write `ocds.json` and `ocds-left-out.csv` for these awards into a folder and return the files.

    `agreements` and `tenders` are those of `load_agreements` and `load_single_tenders`.

    The file is a package with a release for each contract and single tender (`model.schema.CONTRACTS`). Amounts are
    pounds, exact to the penny, and only those that are printed. If no award is a contract, `ocds.json` is not written,
    since the standard has no empty package.
    """
    records = awards.astype("object").where(awards.notna(), "").to_dict("records")
    periods, circumstances = _periods(agreements), _circumstances(tenders)
    contracts = [
        award
        | {"period": periods.get(award["award_id"], {})}
        | {"tender_circumstance": award["tender_circumstance"] or circumstances.get(award["award_id"], "")}
        for award in records
        if award["arrangement"] in CONTRACTS
    ]
    written = []
    if contracts:
        package = _package(paper, origin) | {"releases": [_release(award, paper) for award in contracts]}
        (folder / OCDS).write_text(json_text(package, "amount"), encoding="utf-8", newline="\n")
        written.append(folder / OCDS)
    lines = [*lines_of_file(paper, len(records) - len(contracts))]
    lines += [line for award in contracts for line in lines_of_award(_ocid(award, paper), award, paper)]
    (folder / OCDS_LEFT_OUT).write_text(csv_text(_table(lines)), encoding="utf-8", newline="\n")
    return [*written, folder / OCDS_LEFT_OUT]


def _periods(agreements: pd.DataFrame | None) -> dict[str, dict[str, str]]:
    """Identifier of an award → from when to when its only agreement with dates runs."""
    found: dict[str, list[dict[str, str]]] = {}
    for line in [] if agreements is None else agreements.to_dict("records"):
        dates = {key: line[name] for key, name in (("startDate", "start"), ("endDate", "end")) if line[name]}
        found.setdefault(line["award_id"], []).extend(
            [{key: moment(date.fromisoformat(day)) for key, day in dates.items()}] if dates else []
        )
    return {award_id: dates[0] for award_id, dates in found.items() if len(dates) == 1}


def _circumstances(tenders: pd.DataFrame | None) -> dict[str, str]:
    """Identifier of an award → what permits its single tender, by the register."""
    return {} if tenders is None else dict(zip(tenders["award_id"], tenders["circumstance"], strict=True))


def _table(lines: list[Line]) -> pd.DataFrame:
    """The list, field by field, each in the awards' order."""
    fields = list(dict.fromkeys(line.field for line in lines))
    ordered = sorted(lines, key=lambda line: fields.index(line.field))
    return pd.DataFrame([[getattr(line, name) for name in COLUMNS] for line in ordered], columns=COLUMNS, dtype="str")


def _package(paper: Paper, origin: Origin) -> dict[str, Any]:
    package = {
        "uri": address_of(paper),
        "version": VERSION,
        "publishedDate": moment(paper.paper.date),
        "publisher": {"name": paper.paper.body},
    }
    return package | ({"license": origin.licence_address} if origin.licence_address else {})


def _ocid(award: Mapping[Any, Any], paper: Paper) -> str:
    return f"{prefix_of(paper)}-{award['award_id']}"


def _release(award: Mapping[Any, Any], paper: Paper) -> dict[str, Any]:
    ocid, stream = _ocid(award, paper), next(one for one in paper.streams if one.name == award["stream"])
    parties = [*_parties(award, paper)]
    buyer = parties[0]
    release: dict[str, Any] = {
        "ocid": ocid,
        "id": f"{ocid}-{paper.paper.date.isoformat()}",
        "date": moment(paper.paper.date),
        "tag": ["award"],
        "initiationType": "tender",  # the standard has no other
        "language": "en",
        "parties": parties,
        "buyer": {"id": buyer["id"], "name": buyer["name"]},
        "planning": {"budget": {"description": ": ".join(filter(None, (stream.name, stream.origin)))}},
    }
    if award["arrangement"] == SINGLE_TENDER:
        release["tender"] = {"id": award["award_id"], "procurementMethod": DIRECT}
        if award["tender_circumstance"]:
            release["tender"]["procurementMethodRationale"] = award["tender_circumstance"]
    return release | {"awards": [_award(award, paper)]}


def _award(award: Mapping[Any, Any], paper: Paper) -> dict[str, Any]:
    """The award, with what is stated of it."""
    found: dict[str, Any] = {"id": award["award_id"], "title": award["service"]}
    if award["purpose"]:
        found["description"] = award["purpose"]
    if day := paper.stated_award_date(award):
        found["date"] = moment(day)
    if award["award_status"] == PRINTED:
        found["value"] = {"amount": award["award_pence"], "currency": "GBP"}
    if award["provider"]:
        found["suppliers"] = [{"id": _local_id(_code_of(award, paper), award["provider"]), "name": award["provider"]}]
    if award["period"]:
        found["contractPeriod"] = award["period"]
    return found | {"documents": [{"id": award.get("document", THE_PAPER), "title": paper.cited(award)}]}


def _parties(award: Mapping[Any, Any], paper: Paper) -> Iterator[dict[str, Any]]:
    """The buyer, then the supplier if one is named, then who is paid if that is another body."""
    yield _party(paper.paper.body, paper.publishing.identifier or "", "buyer")
    if award["provider"]:
        yield _party(award["provider"], _code_of(award, paper), "supplier")
    if award["payee"] and award["payee"] not in (award["provider"], paper.paper.body):
        yield _party(award["payee"], "", "payee")


def _party(name: str, code: str, role: str) -> dict[str, Any]:
    registered = _REGISTERED.fullmatch(code)
    identifier = {"identifier": {"scheme": registered[1], "id": registered[2]}} if registered else {}
    return {"id": _local_id(code, name), "name": name, **identifier, "roles": [role]}


def _code_of(award: Mapping[Any, Any], paper: Paper) -> str:
    """The provider's code in the register, or else the office's own; "" if it has neither."""
    return award["provider_identifier"] or paper.publishing.recipients.get(award["provider"], "")


def _local_id(code: str, name: str) -> str:
    """The identifier of a party within its release."""
    return code or file_part(name)
