"""Check what leads a reader through a page: its contents, what is hidden from a screen reader, and its dates."""

import re

from bs4 import Tag

from grantsdata.model.years import MONTHS
from grantsdata.runs.figures.check import TRACED, notebook_of
from grantsdata.runs.qa.page import Page, spaced


def contents_are_the_headings(page: Page) -> list[str]:
    """The contents list every section once and in order, by the words of its heading, and each entry leads to it."""
    faults = []
    for nav in [tag for tag in page.named("nav") if "Contents" in (tag.get("aria-label"), *_headings(tag))]:
        links = [link for link in nav.find_all("a") if str(link.get("href", "")).startswith("#")]
        sections = [tag for tag in page.named("h2") if tag.find_parent("nav") is None]
        for link in links:
            heading = _heading_at(page, str(link["href"])[1:])
            if heading is None or _words(heading) != _words(link):
                leads = f"“{_words(heading)}”" if heading else "no heading"
                faults.append(f"contents: “{_words(link)}” leads to {leads}")
        missed = [_words(tag) for tag in sections if _words(tag) not in map(_words, links)]
        faults += [f"contents: the section “{name}” is not listed" for name in missed]
        order = [_words(tag) for tag in sections]
        listed = [_words(link) for link in links if link.find_parent("li") and _words(link) in order]
        if not faults and listed != order:
            faults.append("contents: the entries stand in another order than the sections")
    return faults


def _headings(nav: Tag) -> list[str]:
    return [spaced(heading) for heading in nav.find_all("h2")]


def _heading_at(page: Page, name: str) -> Tag | None:
    """The heading that a link leads to: the element of this id, or the first heading within it."""
    found = next((tag for tag in page.tags if tag.get("id") == name), None)
    headings = ("h1", "h2", "h3", "h4")
    if found is None or found.name in headings:
        return found
    return next((tag for tag in found.find_all(headings)), None)


def _words(tag: Tag) -> str:
    """The text of a heading or of an entry, without its number and without the sign of a link to itself."""
    parts = [part for part in tag.find_all(["span", "a"]) if {"number", "anchor-link"} & {*(part.get("class") or [])}]
    text, numbers = spaced(tag), [spaced(part) for part in parts]
    for one in numbers:
        text = text.replace(one, "", 1).strip()
    return text


def headings_are_over_something(page: Page) -> list[str]:
    """Each heading has something below it before the next one of its level."""
    faults = []
    for tag in [tag for tag in page.named(*_LEVELS) if not tag.find_parent("nav")]:
        following = tag.find_all_next(["p", "ul", "ol", "dl", "table", "figure", *_LEVELS])
        below = next((one for one in following if not {"back", "key"} & {*(one.get("class") or ())}), None)
        is_other = below is None or below.find_parent("footer") or (below.name in _LEVELS and below.name <= tag.name)
        faults += [f"nothing stands below the heading “{_words(tag)}”"] * bool(is_other)
    return faults


def lists_are_called_by_their_headings(page: Page) -> list[str]:
    """A list of links with a heading is called by it for a screen reader too."""
    named = [(spaced(nav.h2), str(nav["aria-label"])) for nav in page.soup.select("nav[aria-label]:has(h2)") if nav.h2]
    return [f"the list “{heading}” is called “{name}”" for heading, name in named if heading != name]


_LEVELS = ("h2", "h3", "h4")

SECTIONS = {
    "By stream and provider type": ("Awards by provider type and stream",),
    "Who gets the money": ("Providers, largest first",),
    "Every award": (
        "Every award by group, in the paper's order", "Every award, by what is reported",
        "Every award of this stream by group, in the paper's order",
    ),
    "Separate funds and other money": ("Other funds and bids that the paper names",),
    "By provider type": ("Awards by provider type", "Sums by provider type"),
    "By stream": ("Sums by stream",),
    "Award by award": ("What became of the awards",),
    "What was measured": ("Measures for this period", "Measures for other periods"),
    "How much of the money has a measure": ("Awards with and without a measure, by stream",),
    "What this paper states": ("What the law asks for, and what this paper states",),
    "Crime and disorder reduction grants": ("What this paper states about each grant",),
    "Other spending": ("What this paper states about other spending",),
    "Contracts": ("Where each contract can be read", "What this paper states about each smaller contract"),
    "Single tenders": ("Awards by single tender, and what permits them", "Register of single tenders"),
    "Agreements": ("Agreements and their terms", "What is committed for later years"),
    "Conditions": ("Conditions of awards", "Money released beside the conditions"),
    "Money": ("Planned, awarded, paid and returned, side by side", "Each payment, by date"),
    "Printed figures beside our sums": ("Every total and budget that the paper prints, beside our sum",),
    "Budgets as printed": ("What each budget can stand for, and the awards from it",),
    "What the funders paid": ("What the funders say they paid, beside the budgets",),
    "Findings": ("All findings, the most serious first",),
    "Repairs to the printed tables": ("Repairs, by kind", "Every repair"),
    "What rests on judgement": ("Money by the basis of the provider type", "Why each provider has its type"),
    "Files and software": ("The files that these figures come from", "The software that made this page"),
    "Where the money comes from": ("The streams and their budgets",),
    "Printed totals": ("Printed totals beside ours",),
}  # fmt: skip
"""A heading in the notebooks of this package → the captions of the tables that stand below it."""


def tables_stand_in_their_sections(page: Page) -> list[str]:
    """On a page of this package's notebooks, a table of theirs stands under the heading that it has there."""
    under = {caption: heading for heading, captions in SECTIONS.items() for caption in captions}
    faults = []
    for table in page.tables if notebook_of(page) in TRACED else ():
        caption = re.sub(r"^Table [0-9]+\. ?", "", spaced(table.caption)) if table.caption else ""
        heading = table.find_previous(["h2", "h3"])
        if caption in under and isinstance(heading, Tag) and _words(heading) != under[caption]:
            faults.append(
                f"table “{caption}” stands under “{_words(heading)}”; expected “{under[caption]}”; "
                "a notebook that calls it otherwise needs another name"
            )
    return faults


def numbers_run_from_one(page: Page) -> list[str]:
    """Sections, figures and tables are each numbered from 1, in their order."""
    faults = []
    for kind, tags in (("Section", ("h2",)), ("Figure", ("figcaption",)), ("Table", ("caption",))):
        numbers = [tag.find(class_="number") for tag in page.named(*tags)]
        found = [re.sub(r"\D", "", spaced(one)) for one in numbers if isinstance(one, Tag)]
        if found != [str(number) for number in range(1, len(found) + 1)]:
            faults.append(f"{kind}s are numbered {', '.join(found)}")
    return faults


def nothing_that_is_read_is_hidden(page: Page) -> list[str]:
    """Nothing with a text or a link is hidden from a screen reader, apart from a second drawing of the same chart."""
    faults = []
    for tag in page.tags:
        if tag.get("aria-hidden") == "true" and not _is_second_drawing(tag):
            text = spaced(tag)
            if text or tag.find(["a", "input", "button", "img"]):
                faults.append(f"<{tag.name}> is hidden from a screen reader, but shows “{text[:60]}”")
    return faults


def _is_second_drawing(tag: Tag) -> bool:
    figure = tag.find_parent("figure")
    drawings = figure.find_all(["svg", "img"]) if figure else []
    is_drawing = tag.name in ("svg", "img") or any(tag in one.parents for one in drawings)
    return is_drawing and any(_is_told(one) for one in drawings)


def _is_told(drawing: Tag) -> bool:
    hidden = [one for one in (drawing, *drawing.parents) if isinstance(one, Tag) and one.get("aria-hidden") == "true"]
    return not hidden and drawing.get("role", "img") == "img"


def dates_are_as_they_say(page: Page) -> list[str]:
    """The text of each `time` element says the date that the element has for machines."""
    faults = []
    for tag in page.named("time"):
        year, month, day = [*str(tag.get("datetime", "")).split("-"), "", ""][:3]
        name = MONTHS[int(month) - 1] if month.isdigit() and 1 <= int(month) <= len(MONTHS) else ""
        if spaced(tag) not in (f"{int(day or 0)} {name} {year}", tag.get("datetime")):
            faults.append(f"the date “{spaced(tag)}” is {tag.get('datetime')} for machines")
    return faults
