"""Check each figure in the sentences of a page: it is what its expression gives, worked out from the raw files alone.

Captions, headings, notes, alternative texts and the title of the page count as sentences. A numeral without an
expression is a fault, unless it is a name that the raw files print, or one of the few forms in `ALLOWED`. The cells of
tables are not looked at here: `totals`, `printed` and `arithmetic` check them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from grantsdata.runs.figures.labels import label_faults, printed_faults, share_faults, unmarked
from grantsdata.runs.figures.sentences import NUMERAL, Sentence, sentences
from grantsdata.runs.figures.shown import page_kinds
from grantsdata.runs.figures.words import ranks_out_of_order, word_faults
from grantsdata.runs.figures.written import as_text, is_written
from grantsdata.runs.notebooks.parameters import parameters_in
from grantsdata.runs.qa.page import Page, spaced
from grantsdata.runs.qa.saved_table import Row, tables_of
from grantsdata.runs.verifier.evaluate import Unknown, Verifier
from grantsdata.runs.verifier.raw import Raw

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData  # which needs pandas; the index is checked without

TRACED: tuple[str, ...] = (
    "agreements", "annual-report", "award-history", "board-paper", "changes", "disclosure", "outcomes",
    "provider-report", "reconciliation", "returns", "stream-report", "year-on-year",
)  # fmt: skip
"""The notebooks of this package whose pages may have no numeral without an expression.

On a page of any other notebook such numerals are left alone, since its author may write what a person knows; a figure
that has an expression must be right on every page.
"""

_NUMBERED = r"[0-9]+(?:\([0-9a-z]+\))*"

ALLOWED = {
    r"\bSI [0-9]{4}/[0-9]+": "a statutory instrument",
    r"\bhalf-years?\b": "the period of a return",
    rf"\b(?:paragraphs?|sections?|article) {_NUMBERED}(?:(?:,| and| or) {_NUMBERED})*": "a place in a law or a paper",
    r"\b(?:Act|Order|Regulations|Code) [0-9]{4}\b": "the name of a law",
    r"\b(?:Table|Figure) [0-9]+\b": "the number of a table or figure",
    r"\bfile [0-9]+ of [0-9]+\b": "one of several files of a source",
    r"\b360Giving\b": "the name of a standard",
    r"\bUTF-8\b": "the name of an encoding",
    r"\b(?:WCAG|EN|PDF/UA-|ISO) ?[0-9.]*[0-9]": "the name of a standard",
    r"\braw data [0-9a-f]{12}\b|\bgrantsdata [0-9.]*[0-9]": "what a page was made from",
}
"""Numerals that are no figures: each form, and what it is."""


def figures_agree_with_raw_files(page: Page, data: "PageData") -> list[str]:
    """Each figure in a sentence is what its expression gives, and belongs to the label beside it."""
    verifier = verifier_of(page, data)
    return [fault for one in sentences_of(page) for fault in figure_faults(one, verifier)]


def words_agree_with_figures(page: Page, data: "PageData") -> list[str]:
    """The words of comparison in a sentence fit its figures: most, over, from … to, without, the noun of a count."""
    verifier = verifier_of(page, data)
    of: dict[str, Any] = next((facts.get("of", {}) for facts in page.facts_of_kind("head")), {})
    return [
        f"“{_short(one)}”: {fault}"
        for one in sentences_of(page)
        if one.within not in ("td", "th", "note")
        for fault in word_faults(one, verifier, data.findings, of)
    ] + list(ranks_out_of_order(sentences_of(page)))


def numerals_are_traced(page: Page, data: "PageData") -> list[str]:
    """Each numeral in a sentence has an expression, on the pages of the notebooks in `TRACED`."""
    return untraced(page, data) if notebook_of(page) in TRACED else []


def untraced(page: Page, data: "PageData") -> list[str]:
    """A fault for each sentence with numerals that have no expression."""
    known = known_texts(page, data)
    found = [(one, one.numerals(known)) for one in sentences_of(page) if one.within not in ("td", "th")]
    found = [(one, [text for text in all_ if one.within != "note" or text[-1].isdigit()]) for one, all_ in found]
    return [
        f"“{_short(one)}”: no expression for {', '.join(dict.fromkeys(numerals))}"
        for one, numerals in found
        if numerals
    ]


def _typed_title(page: Page) -> list[str]:
    """What a person has typed as the title of the page, without the places of names: `Grants, part 2 of {year}`."""
    cells = [cell for cell in page.cells if "injected-parameters" in cell.get("metadata", {}).get("tags", ())]
    titles = [str(parameters_in("".join(cell["source"])).get("title", "")) for cell in cells]
    return [text.strip() for title in titles for text in re.split(r"\{\w+\}", title) if text.strip()]


@lru_cache(maxsize=64)
def sentences_of(page: Page) -> list[Sentence]:
    """Every sentence of a page, which is read once."""
    return list(sentences(page.soup))


def about_of(page: Page) -> dict[str, Any]:
    """Which awards a page is about, by its head or its standfirst; empty for all awards of the year."""
    facts = [*page.facts_of_kind("head"), *page.facts_of_kind("standfirst")]
    return dict(next((one["of"] for one in facts if one.get("of")), {}))


def notebook_of(page: Page) -> str:
    """The name of the notebook that the page was made by; "" if it does not say so."""
    path = str((page.notebook or {}).get("metadata", {}).get("papermill", {}).get("input_path", ""))
    return path.rpartition("/")[2].removesuffix(".ipynb")


@lru_cache(maxsize=64)
def verifier_of(page: Page, data: "PageData") -> Verifier:
    """What works out the expressions of a page, each once."""
    tables = {table.caption: [_row(row) for row in table.rows] for table in tables_of(page)}
    return Verifier(data.raw, page_kinds(tables, data.findings))


def _row(row: Row) -> dict[str, str]:
    """A row of a table as it is saved, with yes and no as they are shown."""
    return {name: row.texts.get(name, text) if text in ("True", "False") else text for name, text in row.saved.items()}


def known_texts(page: Page, data: "PageData") -> "re.Pattern[str]":
    """What a sentence may say as it is: names with digits that the raw files print, the year, the paper's date, and
    the title of the page and the names of the reports, which a person may have typed.

    On a page that compares two years these are the names, dates and years of both.
    """
    years = {str(award["financial_year"]) for award in data.former}
    names = [name for year in sorted(years) for name in names_of(Raw(data.raw.root, year))]
    reports = filter(None, (spaced(one) for one in page.soup.select("nav.reports li")))
    return known_names([*names, *names_of(data.raw), *_typed_title(page), *reports])


def known_names(names: Iterable[str]) -> "re.Pattern[str]":
    """A pattern of these names as whole words (“Grants” is no part of “grantsdata”), and of the forms in `ALLOWED`."""
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    whole = [rf"(?<!\w)(?:{longest_first})(?!\w)"] if longest_first else []
    return re.compile("|".join([*whole, *ALLOWED]), re.IGNORECASE)


_NAMED = ("service", "provider", "provider_printed", "payee", "stream", "theme", "arrangement")
"""What an award has names in, which may be as short as they like."""


def names_of(raw: Raw) -> list[str]:
    """The names with digits that the raw files print, the year, the paper's date, and the day as at which they are."""
    names = [text for text in raw.texts() if NUMERAL.search(text) and re.search(r"[A-Za-z]{4}", text)]
    named = {str(award[key] or "") for award in raw.every for key in _NAMED}  # such as G4S and 24/7
    names += sorted(text for text in named if NUMERAL.search(text) and re.search(r"[^\W\d_]|[#/&]", text))
    verifier = Verifier(raw)
    year, dates = raw.year, verifier.paper("paper", "date").texts
    dates += verifier.value("as_at()").texts if raw.as_at else ()
    names = [name for name in names if not re.match(r"[-−(]*£", name)]
    return [*names, *dates, year, year.replace("-", "–"), year.replace("-", "/")]


def figure_faults(sentence: Sentence, verifier: Verifier) -> Iterator[str]:
    """Yield what is wrong with the figures of a sentence, and with the labels beside them."""
    for figure in sentence.figures:
        try:
            value = verifier.value(figure.expression)
        except Unknown as reason:
            yield f"“{_short(sentence)}”: {figure.text}: {figure.expression} cannot be worked out: {reason}"
            continue
        if not is_written(value, figure.text):
            yield f"“{_short(sentence)}”: it says {figure.text}; {figure.expression} gives {as_text(value)}"
    faults = [*label_faults(sentence, verifier), *unmarked(sentence, verifier)]
    for fault in [*faults, *share_faults(sentence), *printed_faults(sentence)]:
        yield f"“{_short(sentence)}”: {fault}"


def _short(sentence: Sentence) -> str:
    return sentence.text if len(sentence.text) <= 200 else f"{sentence.text[:197]}…"
