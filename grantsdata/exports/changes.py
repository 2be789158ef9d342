"""Write what the documents of a year changed: `changes.csv` for spreadsheets, `changes.atom` for feed readers.

Source of the feed's format: RFC 4287. Its dates are those of the documents, and its identifiers follow from the body,
the year and the identifier of the document, so that a feed reader knows an entry again.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

import pandas as pd

from grantsdata.awards.documents.changes import load_changes, load_documents, load_history
from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.errors import ParameterError, of_system
from grantsdata.exports.files import CHANGES, FEED
from grantsdata.model.money import format_pounds
from grantsdata.model.phrases import counted
from grantsdata.model.schema import ADDED, IMPLIED, NOT_STATED, WITHDRAWN
from grantsdata.model.schema import CHANGES as KINDS
from grantsdata.model.years import day_given
from grantsdata.sources.files.project import check_no_links, project_to_write
from grantsdata.summaries.csv_text import csv_text

_ATOM = "http://www.w3.org/2005/Atom"


def changes(
    year: YearLike,
    since: date | str | None = None,
    until: date | str | None = None,
    *,
    include_implied: bool = True,
    project: str | Path | None = None,
    folder: str | Path | None = None,
) -> tuple[pd.DataFrame, list[Path]]:
    """Write what changed in a year, as a table and as a feed; return the table and the files.

    Without days the table is that of `load_history`; with both, that of `load_changes`. The feed has an entry for each
    document, or for each after `since` and until `until`. The files are written to `folder`, by default the project's
    `data/exports/<year>`.

    Raises ParameterError for a wrong day and for one day alone; LinkError if the default folder is a link; OutputError
    if the folder cannot be written; and the errors of `load_awards`.
    """
    if (since is None) != (until is None):
        raise ParameterError("One day alone is given; expected both, as in: --from 2017-06-30 --to 2017-09-30.")
    opened = open_year(year, project if folder or isinstance(year, Year) else project_to_write(project))
    first, last = (None if day is None else day_given(day) for day in (since, until))
    table = load_history(opened, include_implied=include_implied)
    if first is not None and last is not None:
        table = load_changes(opened, first, last, include_implied=include_implied)
    target = Path(folder) if folder else opened.root / "data" / "exports" / str(opened.year)
    if not folder:
        check_no_links(opened.root / "data", [target, target / CHANGES, target / FEED])
    try:
        target.mkdir(parents=True, exist_ok=True)
        return table, _write(table, feed(opened, first, last, include_implied=include_implied), target)
    except OSError as error:
        raise of_system(target, error) from error


def write_changes(year: Year, include_implied: bool, folder: Path) -> list[Path]:
    """Write the same into a published set; nothing for a year that has only its paper."""
    if not year.paper.documents:
        return []
    table = load_history(year, include_implied=include_implied)
    return _write(table, feed(year, include_implied=include_implied), folder)


def _write(table: pd.DataFrame, atom: str, folder: Path) -> list[Path]:
    for name, text in ((CHANGES, csv_text(table)), (FEED, atom)):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / CHANGES, folder / FEED]


def feed(year: Year, since: date | None = None, until: date | None = None, *, include_implied: bool = True) -> str:
    """Return the feed as text: an entry for each document, the latest first; those of a period if it is given."""
    documents = load_documents(year, include_implied=include_implied)
    days = documents["document_date"]
    shown = documents[(days > (since.isoformat() if since else "")) & (days <= (until.isoformat() if until else "9"))]
    history = load_history(year, include_implied=include_implied)
    paper = year.paper.paper
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    _texts(root, title=f"Changes to the grants of {year.year}: {paper.body}", id=_identifier(year, ""))
    _texts(root, updated=_moment((shown if len(shown) else documents)["document_date"].max()))
    _texts(ElementTree.SubElement(root, "author"), name=paper.body)
    if paper.licence != NOT_STATED:
        _texts(root, rights=paper.licence)
    for document in shown[::-1].to_dict("records"):
        entry, name = ElementTree.SubElement(root, "entry"), document["stated_in"]
        made = history[history["document"] == document["document"]]
        is_first = document["document"] == documents["document"].iloc[0]
        told = [_first(document)] if is_first else list(_lines(made))
        title = f"{name[:1].upper()}{name[1:]}: {told[0] if is_first else _summary(made)}"
        moment = _moment(document["document_date"])
        _texts(entry, title=title, id=_identifier(year, document["document"]), published=moment, updated=moment)
        if str(document["source"]).startswith(("http://", "https://")):
            ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": document["source"]})
        about = ", ".join(filter(None, (document["title"], document["reference"])))
        ElementTree.SubElement(entry, "content", {"type": "text"}).text = "\n".join([about, *told])
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _texts(parent: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(parent, name).text = text


def _identifier(year: Year, document: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{year.paper.paper.body} {year.year} changes {document}'.strip())}"


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _first(document: Mapping[Any, Any]) -> str:
    awards, pounds, implied = (document[name] for name in ("awards", "award_gbp", "implied_gbp"))
    of_it = f" (including {format_pounds(implied)} {IMPLIED})" if implied else ""
    return f"{counted(awards, 'award')}, {format_pounds(pounds)}{of_it}"


def _summary(changed: pd.DataFrame) -> str:
    counts = [(kind, int((changed["change"] == kind).sum())) for kind in KINDS]
    return ", ".join(f"{counted(count, 'award')} {kind}" for kind, count in counts if count) or "no amount changed"


def _lines(changed: pd.DataFrame) -> Iterator[str]:
    """Each change in a line: what, for whom, the pounds before and after."""
    for one in changed.to_dict("records"):
        yield f"{one['change'].capitalize()}: {in_words(one)}"
    if changed.empty:
        yield "No amount changed."


def in_words(change: Mapping[Any, Any]) -> str:
    """A row of `load_changes` as a text: Refuge, Shrievalty Trust: £3,000 (implied) before, £3,500.50 after."""

    def amount(end: str) -> str:
        pounds = change[f"{end}_gbp"]
        mark = f" ({IMPLIED})" if change[f"{end}_status"] == IMPLIED else ""
        return format_pounds(float("nan") if pd.isna(pounds) else pounds) + mark

    before, after = amount("before"), amount("after")
    amounts = {ADDED: after, WITHDRAWN: f"{before} before"}.get(change["change"], f"{before} before, {after} after")
    return f"{', '.join(filter(None, (change['service'], change['provider'])))}: {amounts}"
