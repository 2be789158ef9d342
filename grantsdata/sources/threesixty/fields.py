"""The fields of the 360Giving data standard that this package writes, and the column titles that it reads.

Source: 360Giving Data Standard 1.4 (schema 1.4.3), https://standard.threesixtygiving.org/en/latest/technical/reference/.
The names, titles and formats are the standard's, the descriptions are ours. Fields that no paper states are left out.

The standard's title of a nested field contains its parents, such as `Recipient Org:Name`. Some programs add the number
of the entry, as in `Recipient Org:0:Name`. The government's register of grants uses the same titles.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from grantsdata.errors import Fault, SourceError

VERSION = "1.4"

TEXT, MONEY, DATE, CURRENCY, ADDRESS = "text", "money", "date", "currency", "address"

_FORMS: dict[str, dict[str, Any]] = {
    TEXT: {"type": "string", "minLength": 1},
    MONEY: {"type": "number"},
    DATE: {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
    CURRENCY: {"const": "GBP"},
    ADDRESS: {"type": "string", "pattern": "^https?://[^ ]+$"},
}


@dataclass(frozen=True)
class Field:
    """A field: its path in a grant, the standard's title, its form, what it holds, and whether it is required."""

    path: str
    title: str
    form: str
    holds: str
    required: bool = False


GRANT_FIELDS = (
    Field("id", "Identifier", TEXT, "the publisher's prefix and the award's identifier", True),
    Field("title", "Title", TEXT, "the service, as printed", True),
    Field("description", "Description", TEXT, "the purpose in our words", True),
    Field("currency", "Currency", CURRENCY, "GBP", True),
    Field("amountAwarded", "Amount Awarded", MONEY, "the printed amount in pounds, to the penny", True),
    Field("amountDisbursed", "Amount Disbursed", MONEY, "what was paid so far, in pounds; money returned is not taken "
          "off"),
    Field("awardDate", "Award Date", DATE, "when the award was made", True),
    Field("plannedDates.title", "Planned Dates:Title", TEXT, "which financial year the award is for"),
    Field("plannedDates.startDate", "Planned Dates:Start Date", DATE, "the first day of that year"),
    Field("plannedDates.endDate", "Planned Dates:End Date", DATE, "its last day"),
    Field("actualDates.title", "Actual Dates:Title", TEXT, "the agreement, with its reference"),
    Field("actualDates.startDate", "Actual Dates:Start Date", DATE, "the day on which the agreement starts"),
    Field("actualDates.endDate", "Actual Dates:End Date", DATE, "the day on which it ends"),
    Field("recipientOrganization.id", "Recipient Org:Identifier", TEXT, "the provider's org-id code, or the "
          "publisher's prefix and the provider's name", True),
    Field("recipientOrganization.name", "Recipient Org:Name", TEXT, "the provider, by its canonical name", True),
    Field("recipientOrganization.charityNumber", "Recipient Org:Charity Number", TEXT, "its number with the Charity "
          "Commission for England and Wales, if its org-id code is of that register"),
    Field("recipientOrganization.companyNumber", "Recipient Org:Company Number", TEXT, "its number with Companies "
          "House, if its org-id code is of that register"),
    Field("recipientOrganization.description", "Recipient Org:Description", TEXT, "who is paid, if that is "
          "another body than the provider"),
    Field("recipientIndividual.id", "Recipient Ind:Identifier", TEXT, "for a grant to a person: the publisher's "
          "prefix, IND and the award's identifier", True),
    Field("recipientIndividual.name", "Recipient Ind:Name", TEXT, "“Individual Recipient”, never a person's name",
          True),
    Field("fundingOrganization.id", "Funding Org:Identifier", TEXT, "the identifier of the body that awards", True),
    Field("fundingOrganization.name", "Funding Org:Name", TEXT, "the body that awards", True),
    Field("grantProgramme.code", "Grant Programme:Code", TEXT, "the code of the stream"),
    Field("grantProgramme.title", "Grant Programme:Title", TEXT, "the stream"),
    Field("grantProgramme.description", "Grant Programme:Description", TEXT, "where the stream's money is from"),
    Field("fundingType.vocabulary", "Funding Type:Vocabulary", TEXT, "“arrangement”"),
    Field("fundingType.title", "Funding Type:Title", TEXT, "grant agreement, if the paper states the arrangement"),
    Field("classifications.vocabulary", "Classifications:Vocabulary", TEXT, "“theme”"),
    Field("classifications.title", "Classifications:Title", TEXT, "the paper's heading within the stream"),
    Field("relatedDocument.title", "Related Document:Title", TEXT, "the documents that make it and state its amount"),
)  # fmt: skip

PAYMENT_FIELDS = (
    Field("id", "Identifier", TEXT, "the grant's identifier and the row of the payment", True),
    Field("transactionDate", "Transaction date", DATE, "when it was paid", True),
    Field("currency", "Currency", CURRENCY, "GBP", True),
    Field("value", "Value", MONEY, "the amount of the payment, in pounds", True),
    Field("description", "Description", TEXT, "the instalment, and where it is said"),
)
"""The fields of a payment, in the list `disbursementTransaction` of a grant; a flat table has no place for them."""

PACKAGE_FIELDS = (
    Field("version", "Version", TEXT, "of the standard", True),
    Field("title", "Title", TEXT, "the year", True),
    Field("description", "Description", TEXT, "where the data comes from, and what is left out", True),
    Field("identifier", "Identifier", TEXT, "the publisher's prefix and the year", True),
    Field("publisher.identifier", "Publisher:Identifier", TEXT, "the identifier of the body", True),
    Field("publisher.name", "Publisher:Name", TEXT, "the body", True),
    Field("license", "License", ADDRESS, "where the licence can be read, if that is known"),
)

RECIPIENTS = ("recipientOrganization", "recipientIndividual")
"""The parts of a grant of which it has exactly one: its recipient is a body or a person."""

_LISTS = {path.partition(".")[0] for path in (field.path for field in GRANT_FIELDS) if "." in path} - {RECIPIENTS[1]}


def grant_schema() -> dict[str, Any]:
    """Return the fields of a grant as a JSON schema. Each list but payments and dates of agreements has one entry."""
    return {**_grant(), "$schema": "https://json-schema.org/draft/2020-12/schema"}


def package_schema() -> dict[str, Any]:
    """Return the JSON schema of a file of grants: at least one grant, and no grant twice."""
    package = _object(PACKAGE_FIELDS, set())
    package["properties"]["grants"] = {
        "type": "array", "minItems": 1, "uniqueItems": True, "items": _grant(),
    }  # fmt: skip
    package["required"].append("grants")
    return {**package, "$schema": "https://json-schema.org/draft/2020-12/schema"}


def _grant() -> dict[str, Any]:
    grant = _object(GRANT_FIELDS, _LISTS)
    payments = {"type": "array", "minItems": 1, "items": _object(PAYMENT_FIELDS, set())}
    grant["properties"]["disbursementTransaction"] = payments
    grant["required"] = [name for name in grant["required"] if name not in RECIPIENTS]
    grant["oneOf"] = [{"required": [name]} for name in RECIPIENTS]
    del grant["properties"]["actualDates"]["maxItems"]
    return grant


def _object(fields: Iterable[Field], lists: set[str]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    required: dict[str, None] = {}
    for field in fields:
        first, _, rest = field.path.partition(".")
        title, _, rest_title = field.title.partition(":")
        if field.required:
            required[first] = None
        if not rest:
            properties[first] = {**_FORMS[field.form], "title": field.title}
            continue
        inner = properties.setdefault(first, {"title": title, "parts": []})
        inner["parts"].append(Field(rest, rest_title, field.form, field.holds, field.required))
    for name, inner in properties.items():
        if "parts" in inner:
            parts = inner.pop("parts")
            part = _object(parts, set())
            as_list = {"type": "array", "minItems": 1, "maxItems": 1, "items": part}
            inner.update(as_list if name in lists else part)
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


TITLES: dict[str, tuple[str, ...]] = {
    "award_id": ("Identifier", "award_id", "Award identifier"),
    "service": ("Title", "service"),
    "purpose": ("Description", "purpose"),
    "currency": ("Currency",),
    "award_printed": ("Amount Awarded", "award_printed", "Award as printed", "Award"),
    "award_date": ("Award Date",),
    "start_date": ("Planned Dates:Start Date",),
    "financial_year": ("Financial year", "financial_year"),
    "stream": ("Grant Programme:Title", "stream"),
    "provider_printed": ("Recipient Org:Name", "provider_printed", "Provider as printed"),
    "provider_identifier": ("Recipient Org:Identifier", "provider_identifier"),
    "person": ("Recipient Ind:Name",),
    "person_identifier": ("Recipient Ind:Identifier",),
    "provider_type": ("Provider type", "provider_type"),
}
"""The accepted titles of each column, the standard's first, in any capitals and with or without spaces."""

_SAVE_AS = 'Save it again as "CSV UTF-8 (comma delimited)".'


def columns_of(header: Sequence[str], needed: Mapping[str, tuple[str, ...]], file: str) -> dict[str, str]:
    """Map each meaning to its title in the file; columns with other titles are ignored.

    `needed` maps a description to the meanings of which one is enough: `{"a year": ("financial_year", "award_date")}`.
    Raises SourceError with every needed column that is missing, and every meaning that several columns have.
    """
    faults = list(_header_faults(header, needed, file))
    if faults:
        raise SourceError(faults)
    return with_one_year({meaning: found[0] for meaning, found in _found(header).items()})


T = TypeVar("T")


def with_one_year(columns: Mapping[str, T]) -> dict[str, T]:
    """Return the columns with one column for the year: the stated year, or else the award date, or the start date.

    The start date then takes the place of the award date.
    """
    years = [columns[meaning] for meaning in ("financial_year", "award_date", "start_date") if meaning in columns]
    others = {meaning: one for meaning, one in columns.items() if meaning not in ("award_date", "start_date")}
    return others if "financial_year" in columns or not years else others | {"award_date": years[0]}


def with_recipient(columns: Mapping[str, str]) -> dict[str, str]:
    """Return the columns with one for the recipient: in a file that has people alone, the column of people."""
    return ({"provider_printed": columns["person"]} if "person" in columns else {}) | dict(columns)


FUNDER_TITLE = "Funding Org:Name"
"""The standard's title for who pays. It is not in TITLES, since the awards table does not use it."""


def column_titled(title: str, header: Iterable[str]) -> str | None:
    """Return the first column with this title, as written in the file; None if there is none."""
    return next((one for one in header if _folded(one) == _folded(title)), None)


def known_meanings(titles: Iterable[str]) -> list[str]:
    """Return the meanings of those titles that are in TITLES."""
    return list(_found(titles))


def _found(header: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for title in header:
        if (meaning := _MEANINGS.get(_folded(title))) is not None:
            found.setdefault(meaning, []).append(title)
    return found


def _folded(title: str) -> str:
    return re.sub(r"[\s_]", "", re.sub(r":0:", ":", title)).casefold()


_MEANINGS = {_folded(title): meaning for meaning, titles in TITLES.items() for title in titles}


def _header_faults(header: Sequence[str], needed: Mapping[str, tuple[str, ...]], file: str) -> Iterator[Fault]:
    if not any(title.strip() for title in header):
        yield Fault(file, "the first row is blank", "a header and rows", "Export it again, its titles first.")
        return
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(header) == 1 and sign in header[0]:
            yield Fault(file, f"the cells are separated by {name}", "commas", _SAVE_AS, 1, text=header[0])
            return
    found = _found(header)
    present = ", ".join(f'"{title}"' for title in header)
    for what, meanings in needed.items():
        if not any(meaning in found for meaning in meanings):
            named = " or ".join(f'"{TITLES[meaning][0]}"' for meaning in meanings)
            step = f"Give the column this title; the file has {present}."
            yield Fault(file, f"no column for {what}", named, step, 1)
    for title in sorted({title for alike in found.values() for title in alike if alike.count(title) > 1}):
        yield Fault(
            file, "two columns with the same name:", "each name once", "Rename or remove one of them.", 1, text=title
        )
    for meaning, alike in found.items():
        if len(set(alike)) > 1:
            both = ", ".join(dict.fromkeys(alike))
            step = "Rename or remove all but one of them."
            yield Fault(file, f"several columns for {meaning}:", "one of them", step, 1, text=both)
