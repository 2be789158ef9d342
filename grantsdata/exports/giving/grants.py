"""Write awards in the 360Giving data standard, and beside them a list of all that was assumed or left out.

Source: https://standard.threesixtygiving.org/en/latest/technical/reference/; `sources.threesixty.fields` lists its
fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.errors import PaperError
from grantsdata.exports.files import ASSUMED, GIVING
from grantsdata.exports.giving.assumed import (
    NEUTRAL_NAME,
    Value,
    award_date_of,
    description_of,
    funder_of,
    is_to_a_person,
    prefix_of,
    recipient_of,
)
from grantsdata.exports.giving.paid import Records, paid_fields, without_field
from grantsdata.exports.json_text import json_text
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
"""The value in the list of assumptions if a complete grant is left out."""

_WHY_LEFT_OUT = {
    IMPLIED: "The amount is not printed; it is implied by a printed total.",
    NOT_STATED: "The paper states no amount.",
}
_NO_PROVIDER = "The paper names no provider."
_CONTRACT = "{}: a service that is bought, no grant."
_SUPPLY_AMOUNT = "Once the office has confirmed the amount, type it into the award table, or declare a correction."
_SUPPLY_PROVIDER = "Once it is known who gets the money, type the name into the award table."
_SUPPLY_GRANT = "Nothing, if it is a contract; if it is a grant after all, declare its arrangement as Grant agreement."
_PAID_FOR_A_PERSON = "Another than the person is paid; the standard has no field for that."
_SUPPLY_PAYEE = "Nothing can be supplied: the awards table tells the two bodies apart in the column payee."


@dataclass(frozen=True)
class Assumption:
    """A value that was assumed or left out. `grant_id` is the file's identifier if it concerns several awards."""

    grant_id: str
    field: str
    value: Value


def write_giving(
    awards: pd.DataFrame, paper: Paper, origin: Origin, folder: Path, on_file: Records | None = None
) -> list[Path]:
    """Write `360giving.json` and `360giving-assumed.csv` for these awards into a folder and return the files.

    `on_file` are the agreements, payments and variations of the year.

    A grant is an award that is not a contract (`model.schema.CONTRACTS`), with a printed amount and a named provider.
    Amounts are pounds, exact to the penny. If no award is a grant, `360giving.json` is not written, since the standard
    has no empty file. Raises PaperError if `publishing.recipients` names a body that is not a provider without an
    identifier.
    """
    if faults := list(recipient_faults(paper, awards)):
        raise PaperError(faults)
    records = awards.astype("object").where(awards.notna(), "").to_dict("records")
    assumptions = [*_contracts_assumption(records, paper, origin)]
    assumptions += [assumption for award in records for assumption in _assumptions(award, paper, on_file)]
    grants = [_grant(award, paper, origin, on_file) for award in records if not _left_out(award)]
    written = []
    if grants:
        package = {**_package(records, paper, origin), "grants": grants}
        (folder / GIVING).write_text(
            json_text(package, "amountAwarded", "amountDisbursed", "value"), encoding="utf-8", newline="\n"
        )
        written.append(folder / GIVING)
    (folder / ASSUMED).write_text(csv_text(_table(assumptions)), encoding="utf-8", newline="\n")
    return [*written, folder / ASSUMED]


def _left_out(award: dict[Any, Any]) -> str:
    """Why an award cannot be published as a grant, "" if it can."""
    reasons = [
        _CONTRACT.format(_arrangement_and_amount(award)) if _is_contract(award) else "",
        _WHY_LEFT_OUT.get(award["award_status"], ""),
        "" if award["provider"] else _NO_PROVIDER,
    ]
    return " ".join(filter(None, reasons))


def _arrangement_and_amount(award: dict[Any, Any]) -> str:
    amount = f", {format_gbp(award['award_pence'])}" if award["award_status"] == PRINTED else ""
    return f"{award['arrangement']}{amount}"


def _is_contract(award: dict[Any, Any]) -> bool:
    return award["arrangement"] in CONTRACTS


def _grant(award: dict[Any, Any], paper: Paper, origin: Origin, on_file: Records | None) -> dict[str, Any]:
    stream = next(stream for stream in paper.streams if stream.name == award["stream"])
    year = origin.year
    grant = {
        "id": _grant_id(award, paper),
        "title": award["service"],
        "description": description_of(award).text,
        "currency": "GBP",
        "amountAwarded": award["award_pence"],
        "awardDate": award_date_of(paper, award).text,
        "plannedDates": [
            {
                "title": f"Financial year {year}",
                "startDate": year.start.isoformat(),
                "endDate": year.end.isoformat(),
            }
        ],
        **_recipient(award, paper),
        "fundingOrganization": [{"id": funder_of(paper).text, "name": paper.paper.body}],
        "grantProgramme": [{"code": stream.code, "title": stream.name, "description": stream.origin}],
    }
    for name, label in (("fundingType", "arrangement"), ("classifications", "theme")):
        if award[label]:
            grant[name] = [{"vocabulary": label, "title": award[label]}]
    paid = paid_fields(award["award_id"], _grant_id(award, paper), on_file) if on_file else {}
    return grant | paid | {"relatedDocument": [{"title": paper.cited(award)}]}


def _recipient(award: dict[Any, Any], paper: Paper) -> dict[str, Any]:
    """The recipient as the part of a grant that it is, a body or a person."""
    identifier = recipient_of(paper, award).text
    if is_to_a_person(award):
        return {"recipientIndividual": {"id": identifier, "name": NEUTRAL_NAME.text}}
    note = {"description": _payee_note(award)} if _payee_note(award) else {}
    body = {"id": identifier, "name": award["provider"], **_registered(identifier), **note}
    return {"recipientOrganization": [body]}


def _grant_id(award: dict[Any, Any], paper: Paper) -> str:
    return f"{prefix_of(paper).text}-{award['award_id']}"


def _package_id(paper: Paper, origin: Origin) -> str:
    return f"{prefix_of(paper).text}-{origin.year}"


def _registered(identifier: str) -> dict[str, str]:
    """The number without its code, for the two registers whose numbers the standard asks for as well."""
    for code, name in (("GB-CHC-", "charityNumber"), ("GB-COH-", "companyNumber")):
        if identifier.startswith(code):
            return {name: identifier.removeprefix(code)}
    return {}


def _payee_note(award: dict[Any, Any]) -> str:
    """A sentence on who is paid if that is not the provider, else ""."""
    if award["payee"] == award["provider"]:
        return ""
    paid = f"{award['payee']} is paid" if award["payee"] else "the body that is paid is not named"
    return f"Delivers the service; {paid}."


def _contracts_assumption(records: list[dict[Any, Any]], paper: Paper, origin: Origin) -> Iterator[Assumption]:
    """The number and sum of the contracts that are left out, if there are any."""
    if sentence := _contracts_sentence(records):
        yield Assumption(_package_id(paper, origin), "fundingType.title", Value(LEFT_OUT, sentence, _SUPPLY_GRANT))


def _contracts_sentence(records: list[dict[Any, Any]]) -> str:
    """A sentence on the contracts among these awards, "" if there are none."""
    contracts = [award for award in records if _is_contract(award)]
    if not contracts:
        return ""
    pence = sum(award["award_pence"] or 0 for award in contracts)
    return (
        f"{counted(len(contracts), 'award')} of {format_gbp(pence)} in all, by contract or single tender: "
        f"services that are bought, no grants."
    )


def _assumptions(award: dict[Any, Any], paper: Paper, on_file: Records | None) -> Iterator[Assumption]:
    """All that is assumed about an award or has no field, or why it is left out."""
    grant_id = _grant_id(award, paper)
    if why := _left_out(award):
        field, supply = "amountAwarded", _SUPPLY_AMOUNT
        if _is_contract(award):
            field, supply = "fundingType.title", _SUPPLY_GRANT
        elif award["award_status"] == PRINTED:
            field, supply = "recipientOrganization.name", _SUPPLY_PROVIDER
        yield Assumption(grant_id, field, Value(LEFT_OUT, why, supply))
        return
    values = {
        "id": prefix_of(paper),
        "description": description_of(award),
        "awardDate": award_date_of(paper, award),
        **(
            {"recipientIndividual.id": recipient_of(paper, award), "recipientIndividual.name": NEUTRAL_NAME}
            if is_to_a_person(award)
            else {"recipientOrganization.id": recipient_of(paper, award)}
        ),
        "fundingOrganization.id": funder_of(paper),
    }
    yield from (Assumption(grant_id, field, value) for field, value in values.items() if value.why)
    if paid := _payee_note(award):
        field, name = "recipientOrganization.name", award["provider"]
        if is_to_a_person(award):
            field, name, paid = "recipientIndividual.name", NEUTRAL_NAME.text, _PAID_FOR_A_PERSON
        yield Assumption(grant_id, field, Value(name, paid, _SUPPLY_PAYEE))
    for field, value in without_field(award["award_id"], on_file, bool(paper.documents)) if on_file else ():
        yield Assumption(grant_id, field, value)


def _table(assumptions: list[Assumption]) -> pd.DataFrame:
    """The list of assumptions (COLUMNS): first what is left out, then field by field, each in the awards' order."""
    fields = list(dict.fromkeys(a.field for a in assumptions))
    ordered = sorted(assumptions, key=lambda a: (a.value.text != LEFT_OUT, fields.index(a.field)))
    rows = [(a.grant_id, a.field, a.value.text, a.value.why, a.value.supply) for a in ordered]
    return pd.DataFrame(rows, columns=COLUMNS, dtype="str")


def _package(records: list[dict[Any, Any]], paper: Paper, origin: Origin) -> dict[str, Any]:
    pence = sum(award["award_pence"] for award in records if not _left_out(award))
    left_out = [f"{award['service']}: {_left_out(award)}" for award in records if _left_out(award)]
    count = f"{len(records) - len(left_out)} of the {len(records)} awards of {origin.year}, {format_gbp(pence)}."
    sentences = [count, *(["Left out are:", *left_out] if left_out else [])]
    sentences += [f"Contracts: {contracts}"] if (contracts := _contracts_sentence(records)) else []
    sentences += [f"{ASSUMED} lists what had to be assumed."]
    sentences += [f"Source: {paper.paper.source}, {paper.paper.date.isoformat()}."]
    sentences += [f"Also from: {text}." for text in origin.further]
    sentences += [f"Licence of the facts and figures: {paper.paper.licence}.", f"Made from {origin.made_from}."]
    package = {
        "version": VERSION,
        "title": f"{origin.title}: {paper.paper.body}",
        "description": " ".join(sentences),
        "identifier": _package_id(paper, origin),
        "publisher": {"identifier": funder_of(paper).text, "name": paper.paper.body},
    }
    return package | ({"license": origin.licence_address} if origin.licence_address else {})
