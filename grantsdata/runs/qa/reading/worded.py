"""Find sentences whose words, those around the figures, no one has read.

`made_of` has the wordings that were read. A sentence that is not put together from these is refused, so that a word
which somebody has changed, added or left out is noticed until the list is renewed and read. The data of another office
may make a right sentence that no one has foreseen: who has read it puts it on a line of `data/raw/sentences.txt`.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from grantsdata.runs.figures.check import ALLOWED, TRACED, notebook_of, sentences_of
from grantsdata.runs.figures.sentences import sentences
from grantsdata.runs.figures.written import forms_of
from grantsdata.runs.qa.charts.drawing import drawings_of
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page, spaced
from grantsdata.runs.qa.reading.made_of import FIGURE, Wordings, blanked, is_made_of, names_in, read, words_of
from grantsdata.runs.verifier.law import duties
from grantsdata.runs.verifier.raw import Raw, texts_in

OWN_FILE = "data/raw/sentences.txt"
"""The sentences that somebody of the office has read, as they are quoted where they are refused."""

_LOOKED_AT = ("p", "li", "dt", "figcaption", "caption", "aria-label", "legend")
"""Elements and attributes whose words are the program's."""

_CELL = "the cell of a table, "
_QUOTED = re.compile("“[^”]*”")
_NO_WORDS = re.compile(
    rf"{_QUOTED.pattern}|(?<!\w)[−-]?£?[0-9][0-9,.]*(?:%|k|m|bn)?(?!\w)|\b[0-9a-f]{{64}}\b|(?<!\S)[\w./-]+\.(?:csv|md|toml|txt|ipynb)\b"
)
"""What is quoted, a number, a checksum, a file."""

_DIRECTIONS = (f"{sign}{verdict}" for sign in ("▲ higher", "▼ lower") for verdict in ("", ": better", ": worse"))
_LABELS = {"no", "none", "none in this paper", *_DIRECTIONS}
"""Cells of words that stand in a sentence only where a longer wording has them."""

_TITLE = "the title of a chart, "
_YEAR = re.compile(r"[0-9]{4}-[0-9]{2}")


def wordings_were_read(page: Page, data: PageData) -> list[str]:
    """Return each sentence of a page of this package's notebooks that is not made of wordings that were read."""
    if notebook_of(page) not in TRACED:
        return []
    typed = " ".join(words_of("".join(cell["source"])) for cell in page.cells if cell.get("cell_type") == "markdown")
    raws = _raws(page, data)
    names, read_here = names_in(_texts(data, raws)), _read_here(data.raw.root)
    faults, earlier = [], ""
    labels, printed = {*_LABELS, *(duty["name"] for duty in duties())}, _printed(raws)
    for text, of in dict.fromkeys(_told(page)):
        if words_of(text) in typed or words_of(text) in read_here:
            continue
        if of == _CELL and (text in labels or f" {words_of(text)} " in printed):
            continue
        forms = [text, re.sub("|".join(ALLOWED), FIGURE, text)]
        if of == _CELL:  # numbers may stand in names too
            forms += [_NO_WORDS.sub(FIGURE, text), _QUOTED.sub(FIGURE, text)]
        was_read = any(is_made_of(form, read(), names) for form in forms)
        if of == _CELL and not was_read:
            earlier = earlier or _printed(_earlier(data))
            was_read = f" {words_of(text)} " in earlier
        if not was_read or (of == _TITLE and is_made_of(text, Wordings([]), names)):  # a name says nothing
            faults.append(
                f"{of}“{text}”: no one has read these words; if they are right, put them on a line of {OWN_FILE}"
            )
    return faults


_HOLE = re.compile(r"“”|\(\)|(?<=[\w”)%,]) [,.;](?= |$)")
_BEFORE = 8


def nothing_is_missing(page: Page, data: PageData) -> list[str]:
    """Return each sentence with a hole in the place of a figure or a name; texts that somebody typed may have one."""
    faults, typed = [], {*data.raw.texts(), *map(str, page.parameters.values())}
    cited = {one.text for tag in page.soup.select(".cite p") for one in sentences(tag)}  # their last words are a link
    for one in sentences_of(page):
        for found in _HOLE.finditer(one.text) if one.within in _LOOKED_AT and one.text not in cited else ():
            around = one.text[max(0, found.start() - _BEFORE) : found.end()]
            if not any(around in text for text in typed):
                faults.append(f"“{one.text}”: something is missing before “{found[0].strip()}”")
    return faults


def _raws(page: Page, data: PageData) -> list[Raw]:
    """The raw files of the year, and those of the earlier years that the page shows."""
    columns = {spaced(head) for head in page.soup.select('thead th[scope="col"]')}
    former = {str(award["financial_year"]) for award in data.former} | {*filter(_YEAR.fullmatch, columns)}
    shown = [Raw(data.raw.root, year) for year in sorted(former) if (data.raw.root / "data" / "raw" / year).is_dir()]
    return [data.raw, *(raw for raw in shown if raw.year != data.raw.year)]


def _earlier(data: PageData) -> list[Raw]:
    """The raw files of all earlier years, whose promises a board paper reports on."""
    folders = sorted(
        path.name for path in (data.raw.root / "data" / "raw").iterdir() if (path / "paper.toml").is_file()
    )
    return [Raw(data.raw.root, year) for year in folders if year < data.raw.year]


def _printed(raws: Sequence[Raw]) -> str:
    """The words of the raw files and the register; a part of what one cell prints may be a cell of its own."""
    texts = {text for raw in raws for text in raw.texts()}
    texts |= {text for raw in raws[:1] for line in raw.register.values() for text in line.values()}
    return " \n ".join(["", *map(words_of, texts), ""])


def _read_here(root: Path) -> set[str]:
    """The words of the sentences that somebody of the office has read."""
    path = root / OWN_FILE
    return {words_of(line) for line in path.read_text(encoding="utf-8").splitlines()} if path.is_file() else set()


def _told(page: Page) -> Iterator[tuple[str, str]]:
    """The sentences with their figures and quoted texts replaced, the cells of tables as they are, the headings of
    columns, the legends of charts.

    Names of reports, in links and citations, may be typed by a person, and so may the title of the page; sources of
    charts are as in paper.toml.
    """
    title = re.sub(r"\{\w+\}", FIGURE, str(page.parameters.get("title", "")))
    looked_at = (*_LOOKED_AT, "h1") if is_made_of(title, read(), frozenset()) else _LOOKED_AT
    typed = {one.text for tag in page.soup.select("nav li, .cite p, figure .source") for one in sentences(tag)}
    for one in sentences_of(page):
        if one.within in looked_at and one.text not in typed:
            yield blanked(one), _TITLE if one.within == "figcaption" else ""
        elif one.within in ("td", "th"):
            yield one.text, _CELL
    for drawing in drawings_of(page):
        yield from ((text, "the legend of a chart, ") for text, _ in drawing.legend if not _YEAR.fullmatch(text))
    for head in page.soup.select('thead th[scope="col"]'):
        if not _YEAR.fullmatch(spaced(head)):  # a column for each year
            yield spaced(head), "the heading of a column, "


def _texts(data: PageData, raws: Sequence[Raw]) -> Iterator[str]:
    """What the raw files and the register print, in the forms that a sentence may have; files are numbered by letters.

    A name may stand without what is in brackets at its end.
    """
    known = {text for raw in raws for text in raw.texts()}
    known |= {value for line in data.raw.register.values() for value in line.values()}
    heads = {*texts_in([part.get("columns", {}) for part in _tables(data.raw.paper)])}
    for text in known - heads:
        yield from forms_of(text)
        yield re.sub(r"\([^()]*\)$", "", text)
    yield from (f"file {letter}" for letter in ascii_lowercase)
    yield from (data.paper.the_body, data.paper.the_deciding_body)


def _tables(part: Any) -> Iterator[dict[str, Any]]:
    """The tables within paper.toml, whose printed columns are no names."""
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from [one] if isinstance(one, dict) else ()
        yield from _tables(one)
