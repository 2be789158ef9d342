"""Which column of a file of grants means what: the titles of the 360Giving standard, and our own column names.

The standard (1.4) titles a nested field by its parents, such as `Recipient Org:Name`; some programs put the number of
the entry between, as in `Recipient Org:0:Name`. The government's register of grants uses the same titles.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from grantsdata.errors import Fault, SourceError

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
    "provider_type": ("Provider type", "provider_type"),
}
"""Meaning → the titles that tell it, that of the standard first. Capitals and spaces make no difference."""

_DIVIDED = 'Save it again as "CSV UTF-8 (comma delimited)".'


def columns_of(header: Sequence[str], needed: Mapping[str, tuple[str, ...]], file: str) -> dict[str, str]:
    """Meaning → the title as the file has it; titles without a meaning for us are passed over.

    `needed` names meanings, any one of a row's being enough: `{"a year": ("financial_year", "award_date")}`.
    SourceError with every needed column that is missing, and every meaning that several columns have.
    """
    faults = list(_header_faults(header, needed, file))
    if faults:
        raise SourceError(faults)
    return {meaning: found[0] for meaning, found in _found(header).items()}


FUNDER_TITLE = "Funding Org:Name"
"""The standard's title for who pays. Of no use in the awards table, so that it is no meaning of a column there."""


def titled(title: str, header: Iterable[str]) -> str | None:
    """The first column of that title, as the file has it; None if there is none."""
    return next((one for one in header if _folded(one) == _folded(title)), None)


def known(titles: Iterable[str]) -> list[str]:
    """The meanings that these titles have for us."""
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
        yield Fault(file, "the file is empty", "a header and rows", "Export it again.")
        return
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(header) == 1 and sign in header[0]:
            yield Fault(file, f"the cells are divided by {name}", "commas", _DIVIDED, 1, text=header[0])
            return
    found = _found(header)
    there = ", ".join(f'"{title}"' for title in header)
    for what, meanings in needed.items():
        if not any(meaning in found for meaning in meanings):
            named = " or ".join(f'"{TITLES[meaning][0]}"' for meaning in meanings)
            step = f"Name the column so; the columns there are {there}."
            yield Fault(file, f"no column tells {what}", named, step, 1)
    for title in sorted({title for alike in found.values() for title in alike if alike.count(title) > 1}):
        yield Fault(
            file, "two columns of one name:", "each name once", "Rename or take out one of them.", 1, text=title
        )
    for meaning, alike in found.items():
        if len(set(alike)) > 1:
            both = ", ".join(dict.fromkeys(alike))
            step = "Rename or take out all but one of them."
            yield Fault(file, f"several columns tell {meaning}:", "one of them", step, 1, text=both)
