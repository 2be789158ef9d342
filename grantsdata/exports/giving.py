"""Awards → a file of the 360Giving data standard, and beside it a list of all that it had to assume or leave out.

Source: https://standard.threesixtygiving.org/en/latest/technical/reference/, as `giving_fields` states it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.errors import PaperError
from grantsdata.exports.files import ASSUMED, GIVING
from grantsdata.exports.giving_assumed import Value, award_date_of, description_of, funder_of, prefix_of, recipient_of
from grantsdata.exports.origin import Origin
from grantsdata.model.money import format_gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import counted
from grantsdata.model.schema import CONTRACTS, IMPLIED, NOT_STATED, PRINTED
from grantsdata.reconcile.unread import recipient_faults
from grantsdata.sources.threesixty.fields import VERSION
from grantsdata.summaries.csv_text import csv_text

COLUMNS = ("grant_id", "field", "value", "why", "how_to_supply_it")

LEFT_OUT = "left out"
"""Stands for the value where a whole grant is left out."""

_WHY_LEFT_OUT = {
    IMPLIED: "The amount is not printed; it is implied by a printed total.",
    NOT_STATED: "The paper states no amount.",
}
_NO_PROVIDER = "The paper names no provider."
_CONTRACT = "{}: a service that is bought, no grant."
_SUPPLY_AMOUNT = "Once the office has confirmed the amount, type it into the award table, or declare a correction."
_SUPPLY_PROVIDER = "Once it is known who gets the money, type the name into the award table."
_SUPPLY_GRANT = "Nothing, if it is a contract; if it is a grant after all, declare its arrangement as Grant agreement."
_SUPPLY_PAYEE = "Nothing can be supplied: the awards table tells the two bodies apart in the column payee."


@dataclass(frozen=True)
class Noted:
    """Something that was assumed, or left out; `grant_id` is the file's identifier where several awards are meant."""

    grant_id: str
    field: str
    value: Value


def write_giving(awards: pd.DataFrame, paper: Paper, origin: Origin, folder: Path) -> list[Path]:
    """Write `360giving.json` and `360giving-assumed.csv` for these awards into a folder; returns the files.

    A grant is an award that is no contract (`schema.CONTRACTS`), with a printed amount and a named provider. The
    amounts are pounds, exact to the penny. Where no award is a grant there is no `360giving.json`, since the standard
    knows no empty file. PaperError if `publishing.recipients` names a body that is no provider without an identifier.
    """
    if faults := list(recipient_faults(paper, awards)):
        raise PaperError(faults)
    records = awards.astype("object").where(awards.notna(), "").to_dict("records")
    noted = [*_contracts_noted(records, paper, origin), *(one for award in records for one in _noted(award, paper))]
    grants = [_grant(award, paper, origin) for award in records if not _left_out(award)]
    written = []
    if grants:
        package = {**_package(records, paper, origin), "grants": grants}
        (folder / GIVING).write_text(_json(package), encoding="utf-8", newline="\n")
        written.append(folder / GIVING)
    (folder / ASSUMED).write_text(csv_text(_table(noted)), encoding="utf-8", newline="\n")
    return [*written, folder / ASSUMED]


def _left_out(award: dict[Any, Any]) -> str:
    """Why an award is no grant that could be published, "" if it is one."""
    whys = [
        _CONTRACT.format(_arranged(award)) if _is_contract(award) else "",
        _WHY_LEFT_OUT.get(award["award_status"], ""),
        "" if award["provider"] else _NO_PROVIDER,
    ]
    return " ".join(filter(None, whys))


def _arranged(award: dict[Any, Any]) -> str:
    amount = f", {format_gbp(award['award_pence'])}" if award["award_status"] == PRINTED else ""
    return f"{award['arrangement']}{amount}"


def _is_contract(award: dict[Any, Any]) -> bool:
    return award["arrangement"] in CONTRACTS


def _grant(award: dict[Any, Any], paper: Paper, origin: Origin) -> dict[str, Any]:
    stream = next(stream for stream in paper.streams if stream.name == award["stream"])
    recipient = recipient_of(paper, award["provider"], award["provider_identifier"]).text
    year = origin.year
    grant = {
        "id": _grant_id(award, paper),
        "title": award["service"],
        "description": description_of(award).text,
        "currency": "GBP",
        "amountAwarded": award["award_pence"],
        "awardDate": award_date_of(paper, award["source_file"]).text,
        "plannedDates": [
            {
                "title": f"Financial year {year}",
                "startDate": year.start.isoformat(),
                "endDate": year.end.isoformat(),
            }
        ],
        "recipientOrganization": [
            {
                "id": recipient,
                "name": award["provider"],
                **_registered(recipient),
                **({"description": _paid_elsewhere(award)} if _paid_elsewhere(award) else {}),
            }
        ],
        "fundingOrganization": [{"id": funder_of(paper).text, "name": paper.paper.body}],
        "grantProgramme": [{"code": stream.code, "title": stream.name, "description": stream.origin}],
    }
    for name, label in (("fundingType", "arrangement"), ("classifications", "theme")):
        if award[label]:
            grant[name] = [{"vocabulary": label, "title": award[label]}]
    return grant | {"relatedDocument": [{"title": paper.paper.source}]}


def _grant_id(award: dict[Any, Any], paper: Paper) -> str:
    return f"{prefix_of(paper).text}-{award['award_id']}"


def _package_id(paper: Paper, origin: Origin) -> str:
    return f"{prefix_of(paper).text}-{origin.year}"


def _registered(identifier: str) -> dict[str, str]:
    """The number itself, beside the code, of the two registers for which the standard asks it."""
    for code, name in (("GB-CHC-", "charityNumber"), ("GB-COH-", "companyNumber")):
        if identifier.startswith(code):
            return {name: identifier.removeprefix(code)}
    return {}


def _paid_elsewhere(award: dict[Any, Any]) -> str:
    if award["payee"] == award["provider"]:
        return ""
    paid = f"{award['payee']} is paid" if award["payee"] else "the body that is paid is not named"
    return f"Delivers the service; {paid}."


def _contracts_noted(records: list[dict[Any, Any]], paper: Paper, origin: Origin) -> Iterator[Noted]:
    """How many contracts are left out, and what they come to."""
    if told := _contracts_told(records):
        yield Noted(_package_id(paper, origin), "fundingType.title", Value(LEFT_OUT, told, _SUPPLY_GRANT))


def _contracts_told(records: list[dict[Any, Any]]) -> str:
    """A sentence on the contracts among these awards, "" if there are none."""
    contracts = [award for award in records if _is_contract(award)]
    if not contracts:
        return ""
    pence = sum(award["award_pence"] or 0 for award in contracts)
    return (
        f"{counted(len(contracts), 'award')} of {format_gbp(pence)} in all, by contract or single tender: "
        f"services that are bought, no grants."
    )


def _noted(award: dict[Any, Any], paper: Paper) -> Iterator[Noted]:
    """All that is assumed of an award, or why it is left out."""
    grant_id = _grant_id(award, paper)
    if why := _left_out(award):
        field, supply = "amountAwarded", _SUPPLY_AMOUNT
        if _is_contract(award):
            field, supply = "fundingType.title", _SUPPLY_GRANT
        elif award["award_status"] == PRINTED:
            field, supply = "recipientOrganization.name", _SUPPLY_PROVIDER
        yield Noted(grant_id, field, Value(LEFT_OUT, why, supply))
        return
    values = {
        "id": prefix_of(paper),
        "description": description_of(award),
        "awardDate": award_date_of(paper, award["source_file"]),
        "recipientOrganization.id": recipient_of(paper, award["provider"], award["provider_identifier"]),
        "fundingOrganization.id": funder_of(paper),
    }
    yield from (Noted(grant_id, field, value) for field, value in values.items() if value.why)
    if paid := _paid_elsewhere(award):
        yield Noted(grant_id, "recipientOrganization.name", Value(award["provider"], paid, _SUPPLY_PAYEE))


def _table(noted: list[Noted]) -> pd.DataFrame:
    """What is of one kind stands together, what is left out first; within that in the awards' order."""
    fields = list(dict.fromkeys(one.field for one in noted))
    ordered = sorted(noted, key=lambda one: (one.value.text != LEFT_OUT, fields.index(one.field)))
    rows = [(one.grant_id, one.field, one.value.text, one.value.why, one.value.supply) for one in ordered]
    return pd.DataFrame(rows, columns=COLUMNS, dtype="str")


def _package(records: list[dict[Any, Any]], paper: Paper, origin: Origin) -> dict[str, Any]:
    pence = sum(award["award_pence"] for award in records if not _left_out(award))
    left_out = [f"{award['service']}: {_left_out(award)}" for award in records if _left_out(award)]
    count = f"{len(records) - len(left_out)} of the {len(records)} awards of {origin.year}, {format_gbp(pence)}."
    told = [count, *(["Left out are:", *left_out] if left_out else [])]
    told += [f"Contracts: {contracts}"] if (contracts := _contracts_told(records)) else []
    told += [f"{ASSUMED} lists what had to be assumed."]
    told += [f"Source: {paper.paper.source}, {paper.paper.date.isoformat()}."]
    told += [f"Licence of the facts and figures: {paper.paper.licence}.", f"Made from {origin.made_from}."]
    package = {
        "version": VERSION,
        "title": f"{origin.title}: {paper.paper.body}",
        "description": " ".join(told),
        "identifier": _package_id(paper, origin),
        "publisher": {"identifier": funder_of(paper).text, "name": paper.paper.body},
    }
    return package | ({"license": origin.licence_address} if origin.licence_address else {})


def _json(package: dict[str, Any]) -> str:
    """With each amount in pounds, digit by digit: a binary fraction would not hold every penny.

    Only a key begins a line, since a text's line ends and quotation marks are escaped.
    """
    text = json.dumps(package, ensure_ascii=False, indent=1)
    return re.sub(r'^( *"amountAwarded": )(-?\d+)', lambda m: m[1] + _pounds(int(m[2])), text, flags=re.M) + "\n"


def _pounds(pence: int) -> str:
    whole, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{whole}" + (f".{rest:02d}" if rest else "")
