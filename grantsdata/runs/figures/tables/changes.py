"""Compare tables of documents and their changes with the raw files, read a second time as at each day."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from grantsdata.model.money import format_gbp
from grantsdata.runs.figures.records import in_words
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import number, tables_of
from grantsdata.runs.verifier.changes import history_of
from grantsdata.runs.verifier.raw import Raw
from grantsdata.runs.verifier.variations import stated_by

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData  # which needs pandas; the index is checked without

Line = tuple[str | int | None, ...]

_ATOM = "{http://www.w3.org/2005/Atom}"


def changes_agree(page: Page, data: "PageData") -> list[str]:
    """Each table of changes has those of the raw files, and each table of documents the awards after each of them."""
    faults = []
    for table in tables_of(page):
        names = {*table.columns}
        if {"change", "before_gbp", "after_gbp"} <= names:
            shown = [_changed(row.printed) for row in table.rows]
            found = _unlike(shown, list(_history(data.raw)))
        elif {"stated_in", "standing_awards", "standing_gbp"} <= names:
            shown = [_document(row.printed) for row in table.rows]
            found = _unlike(shown, list(_documents(data.raw)))
        else:
            continue
        faults += [f"table “{table.caption}”, {fault}" for fault in found]
    return faults


def feed_faults(path: Path, raw: Raw) -> Iterator[str]:
    """Where the feed of a year differs from the raw files: its documents, their dates, and what each changed."""
    if not path.is_file():
        return
    made: dict[str, list[str]] = {}
    for one in history_of(raw):
        award = one.award
        ends = [_told(pence, implied) for pence, implied in zip((one.before, one.after), one.implied, strict=True)]
        both = {"added": ends[1], "withdrawn": f"{ends[0]} before"}
        what = ", ".join(filter(None, (award["service"], award["provider"])))
        line = f"{one.change.capitalize()}: {what}: {both.get(one.change, f'{ends[0]} before, {ends[1]} after')}"
        made.setdefault(stated_by(raw, award, one.day), []).append(line)
    entries = {}
    for entry in ElementTree.parse(path).getroot().iter(f"{_ATOM}entry"):
        since, title, content = (entry.findtext(f"{_ATOM}{name}", "") for name in ("published", "title", "content"))
        told = [line for line in content.split("\n")[1:] if line != "No amount changed."]
        entries[since[:10], title.partition(": ")[0].lower()] = told
    first = raw.documents.names[min(raw.documents.dates, key=lambda one: raw.documents.dates[one])]
    for name, day in raw.documents.dates.items():
        if raw.as_at and day.isoformat() > raw.as_at:
            continue
        lines = entries.get((day.isoformat(), raw.documents.names[name].lower()))
        if lines is None:
            yield f"it has no entry of {day} for the {raw.documents.names[name]}"
        elif raw.documents.names[name] != first and sorted(lines) != sorted(made.get(name, [])):
            yield f"the entry for the {raw.documents.names[name]} says “{'; '.join(lines)}”, not so by the raw files"


def _told(pence: int | None, implied: int) -> str:
    return "not stated" if pence is None else f"{format_gbp(pence)}{' (implied)' if implied else ''}"


def _changed(saved: dict[str, str]) -> Line:
    texts = (saved[name] for name in ("service", "change", "provider", "change_date", "stated_in"))
    implied = (_pence(saved[f"{end}_implied_gbp"]) or 0 for end in ("before", "after"))
    return (*texts, *(_pence(saved[name]) for name in ("before_gbp", "after_gbp", "changed_gbp")), *implied)


def _history(raw: Raw) -> Iterator[Line]:
    for one in history_of(raw):
        name = stated_by(raw, one.award, one.day)
        more = (one.after or 0) - (one.before or 0)
        award = one.award
        texts = award["service"], one.change, award["provider"] or "", in_words(one.day), raw.documents.names[name]
        yield (*texts, one.before, one.after, more, *one.implied)


def _document(saved: dict[str, str]) -> Line:
    texts = (saved.get(name, "") for name in ("stated_in", "reference", "title", "source"))
    sums = _pence(saved["standing_gbp"]), _pence(saved["implied_gbp"])
    return (*texts, int(saved["standing_awards"]), *sums)


def _documents(raw: Raw) -> Iterator[Line]:
    about = {one["id"]: one for one in raw.paper.get("documents", ())}
    about["paper"] = {key: raw.paper["paper"][key] for key in ("title", "source")}
    for name in sorted(about, key=lambda one: raw.documents.dates[one]):
        texts = (about[name].get(key, "") for key in ("reference", "title", "source"))
        awards = raw.at(raw.documents.dates[name].isoformat()).awards
        implied = [one for one in awards if one["award_status"] == "implied"]
        sums = (sum(one["award_pence"] or 0 for one in of) for of in (awards, implied))
        yield (raw.documents.names[name], *texts, len(awards), *sums)


def _unlike(shown: list[Line], expected: list[Line]) -> list[str]:
    """What is shown and not expected, or expected and not shown; the same line may stand there twice."""
    left = list(expected)
    faults = []
    for line in shown:
        if line in left:
            left.remove(line)
        else:
            faults.append(f"row “{line[0]}”: not so by the raw files")
    faults += [f"no row for “{line[0]}”, which is in the raw files" for line in left]
    if not faults and shown != expected:
        faults.append("its rows are not in the order of the dates")
    return faults


def _pence(text: str) -> int | None:
    value = number(text)
    return None if value is None else int(value * Decimal(100))
