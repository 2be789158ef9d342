"""Check the index of all years, and its accessibility statement, before they are put in place, as each page is checked.

The process that publishes does this, so it is done without pandas and matplotlib.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bs4 import Tag

from grantsdata.exports.files import DOCUMENT_FILES, SHARED_FILES
from grantsdata.runs import statement
from grantsdata.runs.figures.check import TRACED, figure_faults, known_names, names_of, notebook_of
from grantsdata.runs.figures.sentences import BREAK, Figure, Sentence, sentences
from grantsdata.runs.figures.shown import page_kinds
from grantsdata.runs.figures.words import ranks_out_of_order, word_faults
from grantsdata.runs.publish.run_record import files_of, read_record
from grantsdata.runs.qa import document
from grantsdata.runs.qa.page import Page, spaced
from grantsdata.runs.qa.reading.made_of import FIGURE, is_made_of, names_in, read
from grantsdata.runs.verifier.evaluate import Verifier
from grantsdata.runs.verifier.raw import Raw
from grantsdata.sources.files.environment import installed

REPEATED = {"p.from": "source", "p.headline": "headline", "p.verdict": "verdict", ".points li": "points"}
"""What the index repeats of a year's page: where it stands, and the fact of the page's notebook."""

ADVICE = "https://www.equalityadvisoryservice.com/"
"""Where the accessibility statement leads."""

FINDINGS = "data/findings.csv"

_IN_YEAR = re.compile(r"in_year\('([^']*)', (.*)\)", re.DOTALL)
_OF_A_TABLE = re.compile(r"\b(?:listed|column|entry)\(")
"""Kinds about a table, which is only on the page; the page's own checks work them out."""


class _Year:
    """A year's section of the index, and the pages in its folder that it is about."""

    def __init__(self, section: Tag, year: str, folder: Path) -> None:
        self.section, self.year, self.folder = section, year, folder

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {path.stem: Page(path) for path in _pages(self.folder)}

    @cached_property
    def facts(self) -> dict[str, dict[str, Any]]:
        return {name: _facts(page) for name, page in self.pages.items()}

    @property
    def linked(self) -> list[str]:
        """The names of the pages in the order of their links."""
        return [unquote(str(link["href"])).rpartition("/")[2].removesuffix(".html") for link in self._links]

    @property
    def _links(self) -> list[Tag]:
        return self.section.select(".pages a")

    def texts(self) -> Iterator[tuple[Tag, str, Any, str]]:
        """Each text that repeats a page: its element, the page's name, what it should be, and the name of the fact."""
        for link, name in zip(self._links, self.linked, strict=True):
            facts, about = self.facts.get(name, {}), link.find_next_sibling("span")
            yield link, name, facts.get("heading", name), "heading"
            if about is not None or facts.get("about"):
                yield about or link, name, facts.get("about", ""), "about"
        for where, fact in REPEATED.items():
            owner = next((name for name in self.linked if self.facts.get(name, {}).get(fact)), "")
            told = self.facts[owner][fact] if owner else []
            expected, shown = [told] if isinstance(told, str) else told, self.section.select(where)
            for tag, text in zip([*shown, *[self.section] * len(expected)], expected, strict=False):
                yield tag, owner, text, fact
            for tag in shown[len(expected) :]:
                yield tag, owner, "", fact


def faults_of_index(index: Path, folders: Mapping[str, Path], root: Path, new: Collection[str] = ()) -> list[str]:
    """Return the faults of a written index: in its links, in what it repeats of pages, in what its statement claims.

    `folders` has the folder of each year. The figures of the years `new`, which are about to be published, are worked
    out again from the raw files in `root`; those of other years were when they were new, and somebody may be at work on
    their raw files.
    """
    files = [f"{year}/{path.relative_to(of).as_posix()}" for year, of in folders.items() for path in of.rglob("*.*")]
    page = Page(index, [str(root)], files)
    faults = [fault for check in document.OF_EVERY_PAGE for fault in check(page)]
    sections = {spaced(tag.h2): tag for tag in page.soup.select("section.year") if tag.h2}
    years = [_Year(section, year, folders[year]) for year, section in sections.items() if year in folders]
    missed = {year for year, folder in folders.items() if _pages(folder)} ^ sections.keys()
    faults += [f"the years of the index and those published differ by {year}" for year in sorted(missed)]
    for one in years:
        faults += [*_repeated(one), *_sizes(one), *_years_of_figures(one)]
        faults += _wrong_figures(one, root) if one.year in new else []
    facts = [of_page for one in years for of_page in one.facts.values()]
    said = [str(of_page.get(name, "")) for of_page in facts for name in ("body", "the_body", "contact")]
    named = [
        *said,
        *(str(of_page.get("heading", "")) for of_page in facts),
        *(path.name for of in folders.values() for path in of.rglob("*.*")),
    ]
    faults += [*_numerals_around(page, sorted(sections), said), *statement_faults(page, said)]
    return [*faults, *_unread(page, named)]


_ELSEWHERE = ".from, .headline, .verdict, .points li, .figures, .pages li"
"""What the index repeats of pages, where its words are looked at."""

_BREAK = re.compile(rf"{BREAK.pattern}|(?<=:) (?=[A-Z])")
_COUNTED = re.compile(r"\b[0-9]{4}-[0-9]{2}\b|\([0-9.]+ kB\)")


def _unread(page: Page, named: list[str]) -> Iterator[str]:
    """The sentences of the index with words that no one has read; `named` are bodies, titles and files."""
    elsewhere = {id(tag) for tag in page.soup.select(_ELSEWHERE)}
    names = names_in([installed().get("grantsdata", ""), *(_COUNTED.sub(FIGURE, name) for name in named)])
    for tag in page.soup.select("title, h1, h2, h3, p, li"):
        text = "" if id(tag) in elsewhere else spaced(tag)
        for name in sorted(filter(_BREAK.search, {*named}), key=len, reverse=True):
            text = text.replace(name, FIGURE)  # what looks like the end of a sentence is none in a name
        for sentence in _BREAK.split(_COUNTED.sub(FIGURE, text)):
            if not is_made_of(sentence, read(), names):
                yield f"“{sentence}”: no one has read these words"
    for tag in page.soup.select(".handed-on li"):
        name = spaced(tag.a) if tag.a else ""
        if not spaced(tag).endswith(f"kB): {(SHARED_FILES | DOCUMENT_FILES).get(name, '')}"):
            yield f"“{spaced(tag)}” does not say what {name} is"


def _pages(folder: Path) -> list[Path]:
    record = read_record(folder)
    listed = None if record is None else files_of(record)
    return [path for path in sorted(folder.glob("*.html")) if listed is None or path.name in listed]


def _facts(page: Page) -> dict[str, Any]:
    """All facts in a page's notebook; none of a notebook of another program."""
    try:
        return {name: value for facts in page.facts for name, value in facts.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _repeated(one: _Year) -> Iterator[str]:
    """What the index says of each page is what the page says, and no page is left out."""
    for name in sorted({*one.pages} - {*one.linked}):
        yield f"{one.year}: the report {name} is not linked"
    for tag, name, expected, fact in one.texts():
        if spaced(tag) != " ".join(str(expected).split()):
            yield f"{one.year}: “{spaced(tag)[:100]}”; the {fact} of {name or 'its pages'} is “{str(expected)[:100]}”"
    shown = [[spaced(part) for part in (tag.dt, tag.dd) if part] for tag in one.section.select(".figures div")]
    figures: list[list[str]] = next(
        (one.facts[name]["figures"] for name in one.linked if one.facts.get(name, {}).get("figures")), []
    )
    if shown != [[name, f"{amount} {about}"] for name, amount, about in figures]:
        yield f"{one.year}: the headline figures are not those of its pages"


def _sizes(one: _Year) -> Iterator[str]:
    """Each file to download is as large as the index says."""
    for item in one.section.select(".downloads li"):
        path = one.folder / unquote(str(item.a["href"]) if item.a else "").partition("/")[2]
        if path.is_file() and f"({path.stat().st_size / 1000:.1f} kB)" not in spaced(item):
            yield f"“{spaced(item)[:80]}”: {path.name} has {path.stat().st_size} bytes"


def _years_of_figures(one: _Year) -> Iterator[str]:
    for tag in one.section.select("h3, .source:not(.from)"):
        if {*re.findall(r"\b[0-9]{4}-[0-9]{2}\b", spaced(tag))} - {one.year}:
            yield f"“{spaced(tag)}” stands under {one.year}"
    for sentence in sentences(one.section):
        for figure in sentence.figures:
            found = _IN_YEAR.fullmatch(figure.expression)
            if found is None or found[1] != one.year:
                yield f"“{sentence.text}”: {figure.text} is of {found[1] if found else 'no year'}; expected {one.year}"


def _wrong_figures(one: _Year, root: Path) -> Iterator[str]:
    """The sentences beside the year's raw files: figures, labels, words, and numerals without an expression."""
    with (one.folder / FINDINGS).open(encoding="utf-8-sig", newline="") as file:
        findings = [(row["code"], row["scope"], row["severity"]) for row in csv.DictReader(file)]
    points: list[Sentence] = []
    for tag, name, _, fact in one.texts():
        if name not in one.pages or fact == "heading":
            continue  # a title, which a person may have typed
        given = one.pages[name].parameters
        raw = Raw(root, one.year, given.get("include_implied", True), given.get("period", "year"))
        verifier, known = Verifier(raw, page_kinds({}, findings)), known_names(names_of(raw))
        for sentence in sentences(tag):
            own = sentence._replace(figures=tuple(_of_its_year(figure) for figure in sentence.figures))
            worked_out = tuple(figure for figure in own.figures if not _OF_A_TABLE.search(figure.expression))
            yield from figure_faults(own._replace(figures=worked_out), verifier)
            yield from (f"“{own.text}”: {fault}" for fault in word_faults(own, verifier, findings))
            numerals = own.numerals(known) if notebook_of(one.pages[name]) in TRACED else []
            if numerals:
                yield f"“{own.text}”: no expression for {', '.join(numerals)}"
            points += [own] if fact == "points" else []
    yield from ranks_out_of_order(points)


def _of_its_year(figure: Figure) -> Figure:
    found = _IN_YEAR.fullmatch(figure.expression)
    return figure._replace(expression=found[2]) if found else figure


def _numerals_around(page: Page, years: list[str], said: list[str]) -> Iterator[str]:
    """Title, head and foot have no numerals but the first and the last year, and those in the name of the body."""
    known = known_names(filter(None, [*years[:1], *years[-1:], *said]))
    for tag in page.soup.select("title, .head, .foot"):
        for sentence in sentences(tag):
            if sentence.numerals(known):
                yield f"“{sentence.text}”: expected no numerals but the years {', '.join(years[:1] + years[-1:])}"


def statement_faults(page: Page, said: list[str]) -> Iterator[str]:
    """Yield what the accessibility statement claims without a check: a sentence or a number of its own.

    `said` are the names of bodies and of whom to ask, which may have digits.
    """
    checked = statement.BEFORE_PUBLISHING | statement.IN_A_BROWSER
    claims = [f"{text}." for text in (*checked, *statement.NOT_TESTED)]
    shown = [spaced(item) for item in page.soup.select(".statement li")]
    if shown and shown != claims:
        odd = next((text for text in [*shown, *claims] if shown.count(text) != claims.count(text)), "their order")
        yield f"the accessibility statement: “{odd}”; expected one sentence for each of the checks, in their order"
    of_checks = {part for checks in checked.values() for name in checks for part in name.split("_")}
    for text in checked:
        for number in set(re.findall(r"(?<![.\w])[0-9]+(?![.\w])", text)) - of_checks:
            yield f"the accessibility statement: “{text}”: no check of {number}"
    links = [str(link["href"]) for link in page.soup.select(".statement a")]
    if shown and links != [ADVICE]:
        yield f"the accessibility statement leads to {', '.join(links) or 'nothing'}; expected {ADVICE}"
    version = installed().get("grantsdata", "")
    known = known_names(filter(None, [statement.STANDARD, *claims, f"Version {version}" if version else "", *said]))
    for tag in page.soup.select(".statement"):
        for sentence in sentences(tag):
            if sentence.within != "li" and sentence.numerals(known):
                yield f"the accessibility statement: “{sentence.text}”: no check says {sentence.numerals(known)[0]}"
