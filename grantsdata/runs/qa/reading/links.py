"""Check that links lead somewhere, and the name of an award or a provider to its own row."""

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from grantsdata.model.declared.about import LICENCES
from grantsdata.model.phrases import single_spaced
from grantsdata.runs.qa.page import Page, spaced


def links_lead_somewhere(page: Page) -> list[str]:
    """Each link leads to a place on the page, to a file of the set, or by http(s) to a page of someone else."""
    ids = {str(tag["id"]) for tag in page.tags if tag.has_attr("id")}
    faults = []
    for link in page.named("a"):
        if not link.has_attr("href") and link.has_attr("data-to"):
            continue  # a name that has no page in this set
        address = str(link.get("href", ""))
        parts = urlsplit(address)
        if parts.scheme in ("https", "http") or (address.startswith("data:text/csv;") and link.has_attr("download")):
            continue
        if address.startswith("#"):
            is_there = unquote(address[1:]) in ids
        else:
            is_beside = bool(parts.path) and not parts.scheme and not parts.netloc and not parts.path.startswith("/")
            is_there = is_beside and (page.path.parent / unquote(parts.path)).is_file()
            is_there = is_there or parts.path in page.promised
        faults += [] if is_there else [f"“{spaced(link)}” leads to {address[:60] or 'nothing'}"]
    return faults


FRAME = {
    "Back to contents": "#contents",
    "Contents": "#contents",
    "Skip to the report": "#main",
    "Skip to the reports": "#main",
    "All reports of this year": "#reports",
    "the full record": "run.json",
    "all years and reports": "../index.html",
    "accessibility statement": "../index.html#accessibility",
}
"""The links that stand around every page: their words, and where they lead."""


def frame_links_lead_where_they_say(page: Page) -> list[str]:
    """The links around the page, and that to the licence of its facts, lead where their words say."""
    licence = {spaced(link): LICENCES.get(spaced(link), "") for link in page.soup.select("a[rel~=license]")}
    faults = []
    for link in page.named("a"):
        expected, address = (FRAME | licence).get(spaced(link)), str(link.get("href", ""))
        words = [name for name, place in FRAME.items() if place == address]
        if expected is None and words and not link.has_attr("aria-current"):
            faults.append(f"“{spaced(link)}” leads to {address}, which is called “{words[0]}”")
        if expected is not None and address != expected:
            faults.append(f"“{spaced(link)}” leads to {address or 'nothing'}; expected {expected}")
    return faults


def reports_are_linked(folder: Path, links: Sequence[Sequence[str]]) -> list[str]:
    """Head and foot of each page of a set link to all its reports, by their names and in their order, itself marked."""
    faults = []
    for path in sorted(folder.glob("*.html")) if len(links) > 1 else ():
        lists = [list(nav.find_all("a")) for nav in Page(path).soup.select("nav.reports")]
        lists += [[]] * (2 - len(lists))
        expected = [("#main" if file == path.name else file, name, file == path.name) for file, name in links]
        for place, shown in zip(("head", "foot"), lists, strict=False):
            found = [(str(a["href"]), spaced(a), a.has_attr("aria-current")) for a in shown if a.find_parent("li")]
            if found != expected:
                odd = next(
                    (one for one in found if one not in expected), ("", "another order or number of links", False)
                )
                faults.append(f"{path.name}, {place}: the links to the reports of the year are not right: {odd[1]}")
    return faults


_TO_A_PLACE = re.compile(r'<a data-to="(?:award|provider)" href="((?:[^"#:]+\.html)?)#([^"]+)">(.*?)</a>')


def links_between_pages(folder: Path) -> list[str]:
    """Each link from a name to a place on a page of the set leads to a place that is there, and has this name."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))}
    faults = []
    for name, text in texts.items():
        for file, place, link in _TO_A_PLACE.findall(text):
            _, found, rest = texts.get(unquote(file) or name, "").partition(f'id="{place}"')
            if not found:
                faults.append(f"{name}: “{_plain(link)}” leads to {file}#{place}, which is not there")
            elif _plain(link) not in _plain(rest.partition("</tr>")[0]):
                faults.append(f"{name}: “{_plain(link)}” leads to the row “{_plain(rest.partition('</th>')[0])}”")
    return faults


def _plain(html: str) -> str:
    return single_spaced(re.sub("<[^>]*>|^>", "", html))
