"""Compare a paper's file with the year's data: `compare`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.errors import Fault, ParameterError, SourceError
from grantsdata.importers.documents.found import Document, FoundTable
from grantsdata.importers.documents.reading import read_isolated
from grantsdata.model.dictionary.headings import EMPTY, HEADINGS
from grantsdata.model.money import format_gbp
from grantsdata.model.schema import IMPLIED, PRINTED
from grantsdata.runs.edits.listed import ListedAward, ListedTotal, Listing, listing_of
from grantsdata.runs.edits.on_file import AwardOnFile, Group, awards_on_file, in_words
from grantsdata.runs.edits.pairs import Pairs, paired, provider_of, same_text
from grantsdata.sources.files.project import project_folder, years_on_file

CHANGED, ADDED, DELETED, MOVED, TOTAL = "changed", "added", "deleted", "moved", "total"


@dataclass(frozen=True)
class Edit:
    """One thing that differs between a file and the year's data.

    `kind` is "changed", "added", "deleted", "moved" or "total". `column` is the heading of the changed column, "" for a
    complete row. `old` is what the data says, `new` what the file says; "" if there is none. `place` is the table and
    the row in the file, "" for a deleted row; `file` and `row` are the place in the raw data, "" and 0 for an added row
    or a total. `service` and `award_id` say which award it is.
    """

    kind: str
    service: str
    column: str
    old: str
    new: str
    place: str = ""
    file: str = ""
    row: int = 0
    award_id: str = ""


@dataclass(frozen=True)
class Compared:
    """The edits in the order of the file, then the deleted rows; what a person should know; tables not compared.

    `awards` is how many awards the file lists.
    """

    year: str
    awards: int
    edits: list[Edit]
    notes: list[str]
    not_compared: list[str]


def compare(
    file: str | Path,
    year: YearLike | None = None,
    *,
    include_implied: bool = True,
    project: str | Path | None = None,
) -> Compared:
    """Return how the awards that a file lists differ from those of the year's document that has most of them on file.

    Without `year` it is the only one on file, or the only one that the first lines of the file name. Texts outside the
    tables, the order of rows and how anything looks are not compared. Without `include_implied` an amount that a
    printed total implies counts as not stated, as in a set that was made so.

    Raises ParameterError if nothing says which year, SourceError or ExtraError if the file cannot be read or lists no
    award of the year, and the errors of `load_awards`.
    """
    path = Path(file)
    root = project_folder(project) if not isinstance(year, Year) else year.root
    document = read_isolated(path)
    opened = open_year(year if year is not None else _year_named(document, root, path.name), root)
    read = [listing_of(table, opened.year, opened.paper.award_tables) for table in document.tables]
    listed = {award.service for listing in read if listing for award in listing.awards}
    awards = max(
        (awards_on_file(opened, name, include_implied=include_implied) for name in opened.paper.citations),
        key=lambda of_document: len(listed & {award.service for award in of_document}),
    )
    services = {award.service for award in awards}
    listings, others = [], []
    for number, (table, listing) in enumerate(zip(document.tables, read, strict=True), start=1):
        if listing is not None and (table.lists_awards or _lists_some(listing, services)):
            listings.append(listing)
        else:
            others.append(f"table {number}{f': {table.heading}' if table.heading else ''}")
    if not listings:
        problem = f"no table of it lists an award of {opened.year}"
        step = "Name another year, or bring the paper in: grantsdata import."
        raise SourceError([Fault(path.name, problem, "a paper on this year's awards", step)])
    pairs = paired(listings, awards, opened.register)
    groups = _groups(pairs)
    edits = [
        *(edit for pair in pairs.pairs for edit in _of_pair(*pair, opened, groups)),
        *(_added(listing, award) for listing, award in pairs.added),
    ]
    notes = [*document.notes, *(str(fault) for table in document.tables for fault in table.faults)]
    notes += [note for table in document.tables for note in _notes_of(table)]
    for listing in listings:
        more, stale = _totals(listing, awards, groups)
        edits, notes = edits + more, notes + stale
    place = {listing.place: number for number, listing in enumerate(listings)}
    edits.sort(key=lambda edit: (place[edit.place.rpartition(",")[0]], _number(edit.place)))
    edits += [_deleted(award) for award in pairs.deleted]
    return Compared(
        str(opened.year),
        sum(len(one.awards) for one in listings),
        edits,
        list(dict.fromkeys(notes)),
        others,
    )


def _year_named(document: Document, root: Path, file: str) -> str:
    """The only year on file, or the only one that the first lines of a file name."""
    known = [str(year) for year in years_on_file(root)]
    top = " ".join(document.paragraphs[:_FIRST]).replace("/", "-").replace("–", "-")
    named = known if len(known) == 1 else [year for year in known if year in top]
    if len(named) != 1:
        raise ParameterError(
            f"{file} does not say which year it is of; name it: grantsdata compare FILE YEAR. On file: "
            f"{', '.join(known) or 'none'}."
        )
    return named[0]


_FIRST = 10


def _lists_some(listing: Listing, services: set[str]) -> bool:
    return any(same_text(award.service, service) for award in listing.awards for service in services)


def _notes_of(table: FoundTable) -> Iterator[str]:
    """What a reader of the file says of a table: rows that a tracked change adds or deletes, hidden text."""
    for note in table.notes:
        yield f"{table.place}: {note}"
    for row in table.rows:
        for cell in row:
            yield from (f"{table.place}, {cell.at}: {note}" for note in cell.notes if cell.text)


def _of_pair(
    listing: Listing, listed: ListedAward, award: AwardOnFile, year: Year, groups: dict[tuple[str, str], Group]
) -> Iterator[Edit]:
    """Every difference between an award as the file lists it and as it is on file."""
    edit = Edit(
        CHANGED, award.service, "", "", "", f"{listing.place}, {listed.at}", award.file, award.row, award.award_id
    )
    now = groups.get((listing.place, listed.section))
    if now is not None and now != award.group and award.group in groups.values():
        yield replace(edit, kind=MOVED, old=in_words(award.group), new=in_words(now))
    if listed.service and not same_text(listed.service, award.service):
        yield replace(edit, column=HEADINGS["service"], old=award.service, new=listed.service)
    if not _is_same_amount(listing, listed, award):
        yield replace(edit, column=HEADINGS["award_gbp"], old=award.amount, new=listed.amount)
    if not _is_same_provider(listed, award, year):
        yield replace(edit, column=HEADINGS["provider"], old=award.provider, new=listed.provider)
    for name, text in listed.others.items():
        if not same_text(text, award.others[name]) and not _is_blank(name, text, award):
            yield replace(edit, column=HEADINGS[name], old=award.others[name], new=text)


def _is_same_amount(listing: Listing, listed: ListedAward, award: AwardOnFile) -> bool:
    """Return whether the amounts agree. The office's own paper does not have an amount that its total implies."""
    if listed.pence is not None or (award.status == IMPLIED and listing.is_ours):
        return listed.pence == award.pence
    is_without = listed.amount in ("", EMPTY["award_gbp"]) or _is_provider_misplaced(listed, award)
    return award.status != PRINTED and is_without


def _is_provider_misplaced(listed: ListedAward, award: AwardOnFile) -> bool:
    """Whether the provider stands in the cell of the amount, as a correction in `paper.toml` says."""
    return not listed.provider and same_text(listed.amount, award.provider_printed)


def _is_same_provider(listed: ListedAward, award: AwardOnFile, year: Year) -> bool:
    text = listed.provider
    if text in ("", EMPTY["provider"]):
        return not award.provider or _is_provider_misplaced(listed, award)
    known = {award.provider, award.provider_printed}
    return any(same_text(text, one) for one in known) or provider_of(text, year.register) == award.provider


def _is_blank(name: str, text: str, award: AwardOnFile) -> bool:
    """Whether a cell may be as blank as it is: the mark of an implied amount, and a payee who is not named."""
    if name == "remark" and award.status == IMPLIED:
        return text == ""
    return name == "paid_to" and text in ("", EMPTY["payee"]) and not award.others[name]


def _added(listing: Listing, listed: ListedAward) -> Edit:
    new = "; ".join(text for text in (listed.service, listed.provider, listed.amount) if text)
    return Edit(ADDED, listed.service, "", "", new, f"{listing.place}, {listed.at}")


def _deleted(award: AwardOnFile) -> Edit:
    old = "; ".join(text for text in (award.service, award.provider, award.amount) if text)
    return Edit(DELETED, award.service, "", old, "", "", award.file, award.row, award.award_id)


def _groups(pairs: Pairs) -> dict[tuple[str, str], Group]:
    """Table and section of the file → the stream, arrangement and theme that most of their awards have on file.

    Where no group has the most, the one whose words the caption or the heading has; otherwise there is no entry.
    """
    found: dict[tuple[str, str], Counter[Group]] = {}
    captions: dict[tuple[str, str], str] = {}
    for listing, listed, award in pairs.pairs:
        key = listing.place, listed.section
        found.setdefault(key, Counter())[award.group] += 1
        captions[key] = f"{listing.caption} {listed.section}".casefold()
    groups = {}
    for key, counted in found.items():
        (group, most), *others = counted.most_common(2)
        if others and others[0][1] == most:
            said = [one for one in counted if all(part.casefold() in captions[key] for part in one if part)]
            if len(said) != 1:
                continue
            (group,) = said
        groups[key] = group
    return groups


def _totals(
    listing: Listing, awards: Sequence[AwardOnFile], groups: dict[tuple[str, str], Group]
) -> tuple[list[Edit], list[str]]:
    """The totals of a table that were edited, and a note on each that its rows no longer add up to."""
    edits, notes = [], []
    for total in listing.totals:
        under = [one for one in listing.awards if total.section in ("", one.section)]
        here = sum(one.pence or 0 for one in under)
        of_groups = {groups.get((listing.place, one.section)) for one in under}
        before = sum(award.pence or 0 for award in awards if award.group in of_groups)
        if total.pence not in (before, here):
            edits.append(_of_total(listing, total, before))
        if total.pence != here:
            notes.append(
                f"{listing.place}, {total.at}: {total.label} is {total.printed}, and the rows above it add up to "
                f"{format_gbp(here)}"
            )
    return edits, notes


def _of_total(listing: Listing, total: ListedTotal, before: int) -> Edit:
    place = f"{listing.place}, {total.at}"
    return Edit(TOTAL, total.label, HEADINGS["award_gbp"], format_gbp(before), total.printed, place)


def _number(place: str) -> int:
    """The number of the row at the end of a place."""
    digits = "".join(character for character in place.rpartition(",")[2] if character.isdigit())
    return int(digits or 0)
