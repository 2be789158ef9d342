"""Describe a document beside a year's paper, such as a decision notice, that tables are imported from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from grantsdata.errors import ParameterError, YearError, meant
from grantsdata.importers.proposal.about import StatedFacts
from grantsdata.model.documents.document import THE_PAPER
from grantsdata.model.schema import DOCUMENT_KINDS
from grantsdata.model.years import FinancialYear, day_given
from grantsdata.sources.paper import GUESS

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class FurtherDocument:
    """A document by its `id` in `paper.toml`; its kind and date as given, "" and None if not."""

    id: str
    kind: str = ""
    dated: date | None = None


def further_document(name: str, kind: str = "", dated: date | str | None = None) -> FurtherDocument | None:
    """Return the document of these options; None if `name` is "". Raises ParameterError for a wrong one."""
    if not name:
        if kind or dated:
            raise ParameterError("--kind and --date describe a further document; name it too: --document ID")
        return None
    if not _ID.fullmatch(name) or name == THE_PAPER:
        raise ParameterError(f'--document is "{name}"; expected small letters, digits and hyphens, as in "notice-14".')
    if kind and kind not in DOCUMENT_KINDS:
        hint = meant(kind, DOCUMENT_KINDS) or f"expected one of {', '.join(DOCUMENT_KINDS)}."
        raise ParameterError(f'--kind is "{kind}"; {hint}')
    return FurtherDocument(name, kind, None if dated is None else day_given(dated))


def listed(document: FurtherDocument, declared: Mapping[str, Any]) -> bool:
    """Whether `paper.toml` lists the document already."""
    documents = declared.get("documents")
    return isinstance(documents, list) and any(
        isinstance(one, Mapping) and one.get("id") == document.id for one in documents
    )


def entry_of(document: FurtherDocument, about: StatedFacts, file: str) -> list[tuple[str, Any, str]]:
    """Return the entry of a document that is not listed yet; what the text of the file states is marked as a guess.

    Raises ParameterError if neither its date is given nor the text states one.
    """
    dated = document.dated or about.dated
    if dated is None:
        raise ParameterError(f"{file} states no date; add: --date 2017-08-03, the date of the document.")
    found = f"{GUESS}: found in the text of the file"
    return [
        ("id", document.id, ""),
        ("kind", document.kind or "decision notice", "" if document.kind else f"{GUESS}: most documents are"),
        ("date", dated, "" if document.dated else found),
        ("title", about.title or file, found if about.title else f"{GUESS}: the name of the file"),
        ("reference", "", ""),
        ("source", file, ""),
    ]


def check_year(year: FinancialYear, on_file: list[FinancialYear]) -> None:
    """Raise YearError unless the year, to which a further document belongs, is on file with its paper."""
    if year not in on_file:
        raise YearError(f"{year} is not on file; bring in its paper first: grantsdata import FILE --year {year}")
