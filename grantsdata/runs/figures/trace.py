"""Trace figures of published pages: where each stands, how it is worked out, and which awards it is made of."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from grantsdata.awards.load import YearLike, open_year
from grantsdata.errors import ParameterError
from grantsdata.runs.figures.check import known_texts, sentences_of, verifier_of
from grantsdata.runs.figures.written import as_text, is_written
from grantsdata.runs.qa.expected import Award, PageData, page_data
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import tables_of
from grantsdata.runs.qa.totals import awards_behind, declared_tables
from grantsdata.runs.verifier.evaluate import Unknown
from grantsdata.sources.files.project import project_folder, years_on_file


class Source(NamedTuple):
    """An award that a figure is made of, with its row in the raw files."""

    file: str
    row: int
    service: str
    provider: str
    award_pence: int | None


class Occurrence(NamedTuple):
    """A figure on a page. `place` is the sentence, or the table, row and column.

    `expression` is "" in a table and where there is none; `value` is what the raw files give, "" if that cannot be
    said. `fault` says what is wrong, if anything.
    """

    page: str
    place: str
    figure: str
    expression: str
    value: str
    fault: str
    sources: tuple[Source, ...]


def trace(what: str, *, year: YearLike | None = None, project: str | Path | None = None) -> list[Occurrence]:
    """Return where a figure stands on the published pages, or all figures in the sentences of one page.

    `what` is a figure as it is written, such as `£587,195`, or a page: its name or its file. Without `year` the pages
    of all years are searched, and a page of that name in the latest year is taken. Raises ParameterError if no page
    is published, or if the figure is on none, and errors like `load_awards`.
    """
    root = project_folder(project)
    years = [str(open_year(year, root).year)] if year is not None else [str(one) for one in years_on_file(root)]
    pages = [path for one in years for path in sorted((root / "outputs" / one).glob("*.html"))]
    if not pages:
        raise ParameterError(f"No page is published in {root / 'outputs'}; make them with grantsdata report.")
    named = [path for path in pages if path.stem == what or path == Path(what).resolve()]
    if named:
        return list(_of_page(Page(named[-1]), root))
    found = [one for path in pages for one in _of_page(Page(path), root, what)]
    if not found:
        raise ParameterError(f"“{what}” is neither a page nor a figure of one; write it as the page does: £587,195.")
    return found


def _of_page(page: Page, root: Path, what: str | None = None) -> Iterator[Occurrence]:
    data = page_data(open_year(page.path.parent.name, root), **page.parameters)
    verifier, known = verifier_of(page, data), known_texts(page, data)
    for sentence in sentences_of(page):
        for figure in sentence.figures:
            if what in (None, figure.text):
                try:
                    value = verifier.value(figure.expression)
                except Unknown as reason:
                    yield _occurrence(page, sentence.text, figure.text, figure.expression, fault=str(reason))
                    continue
                fault = "" if is_written(value, figure.text) else f"the raw files give {as_text(value)}"
                yield _occurrence(page, sentence.text, *figure[:2], as_text(value), fault, value.of)
        if sentence.within not in ("td", "th"):
            for numeral in sentence.numerals(known):
                if what in (None, numeral):
                    yield _occurrence(page, sentence.text, numeral, fault="no expression says where it comes from")
    if what is not None:
        yield from _in_tables(page, data, what)


def _in_tables(page: Page, data: PageData, what: str) -> Iterator[Occurrence]:
    of = {table.caption: conditions for table, conditions in declared_tables(page)}
    for table in tables_of(page):
        for row in table.rows:
            for column, text in row.texts.items():
                if text == what:
                    awards = awards_behind(row, column, of[table.caption], data) if table.caption in of else []
                    place = f"table “{table.caption}”, row “{row.head}”, column “{column}”"
                    yield _occurrence(page, place, text, awards=awards)


def _occurrence(
    page: Page, place: str, figure: str, expression: str = "", value: str = "", fault: str = "", awards: Any = ()
) -> Occurrence:
    return Occurrence(page.name, place, figure, expression, value, fault, tuple(map(_source, awards)))


def _source(award: Award) -> Source:
    file, row = award["source_file"], award["source_row"]
    if "amount_source" in award:  # a variation may state the amount
        file, _, row = award["amount_source"].rpartition(" row ")
    return Source(file, int(row), award["service"], award["provider"] or "", award["award_pence"])
