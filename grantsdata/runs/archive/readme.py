"""Write README.txt of an archive: what it is, which file holds what, how it was checked, and how to verify it."""

import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from grantsdata.exports.files import DOCUMENT_FILES, SHARED_FILES
from grantsdata.exports.origin import Origin
from grantsdata.model.dictionary.tables import TABLES
from grantsdata.model.phrases import counted, listed
from grantsdata.model.years import in_words
from grantsdata.runs.archive.judged import KINDS
from grantsdata.runs.publish.run_record import Record
from grantsdata.sources.files.project import DOWNLOADS, RECORD

JUDGED, README, SUMS = "judged.csv", "README.txt", "SHA256SUMS"
PDFS, SOURCES = "pdf", "sources"

_WIDTH = 78
_ALIKE = {
    ".ipynb": "how each page was worked out, as a Jupyter notebook (a text file in JSON)",
    ".pdf": "each page as a PDF",
}
"""Ending of files that share an entry of the list → what each of them is."""
_BEGIN = (
    "Open index.html in a web browser; it leads to every page. The pages need no network and no other program. Files "
    "that end in .csv open in any spreadsheet program. They are plain text (UTF-8); the first line names the columns."
)
_NO_PDFS = (
    "There are no PDFs here, because the program that makes them was not installed. A browser can print each page."
)
_SOURCES = {
    "paper.toml": "what the paper's tables mean",
    "board-paper.md": "what the paper says in its text, in our own words",
    "providers.csv": "the register of providers: names, kinds of body, and the reasons",
    "deflators.csv": "the price index for comparisons of years",
    "successors.csv": "which body took over from which",
    "README.md": "what each file of this kind means",
    "constraints.txt": "the version of each package that the program uses",
    "reports.toml": "the list of pages",
    "*.csv": "one of the tables that the figures come from",
    "*.ipynb": "the notebooks as they were before the run",
}
_OTHER_SOURCE = "a file that lay beside these tables"


def readme(origin: Origin, record: Record, names: Collection[str], withheld: Sequence[str] = ()) -> str:
    """Return the text of README.txt. `names` are all other files of the archive, from its own folder; `withheld` are
    the raw files that are not among them, since they have small counts."""
    paper, year = origin.paper, origin.year
    title = f"{origin.title}: {paper.body}"
    return "\n".join(
        [
            *textwrap.wrap(title, _WIDTH),
            "=" * min(len(title), _WIDTH),
            *_section("What this is", *_about(origin, record)),
            *_section("Where to begin", _begin(names)),
            *_section("Which file holds what"),
            *_listed(_descriptions(record, names, str(year))),
            *_section("How the figures were checked", *_checked(record, str(year))),
            *_section("What was judged", f"{JUDGED} has a row for each judgement. Its kinds are:"),
            *_listed(KINDS),
            *_section("How to verify this folder", *_VERIFY),
            *_section("What made this folder", *_made(origin, record, withheld)),
            "",
        ]
    )


def _section(heading: str, *paragraphs: str) -> Iterator[str]:
    yield from ("", heading, "-" * len(heading))
    for number, paragraph in enumerate(paragraphs):
        yield from ([""] if number else [])
        yield from textwrap.wrap(paragraph, _WIDTH, break_on_hyphens=False)


def _listed(texts: Mapping[str, str]) -> Iterator[str]:
    """Each name on a line, with its text below."""
    yield ""
    for name, text in texts.items():
        yield f"  {name}"
        indent = " " * 6
        yield from textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _about(origin: Origin, record: Record) -> Iterator[str]:
    paper = origin.paper
    yield (
        f"This folder holds what the body named above awarded in the financial year {origin.year}: the pages that "
        f"were published, the data behind them, and the tables that they were made from. The tables are those of the "
        f"paper “{paper.title}” of {in_words(paper.date)}{' and of later or earlier documents' * bool(origin.further)}."
    )
    yield str(record["headline"])
    yield origin.amounts
    yield f"Source: {paper.source}."
    yield from (f"Also from: {text}." for text in origin.further)
    licence = f"Licence of the facts and figures: {paper.licence}."
    yield f"{licence} It can be read at {origin.licence_address}" if origin.licence_address else licence


def _begin(names: Collection[str]) -> str:
    if any(name.startswith(f"{PDFS}/") for name in names):
        return _BEGIN
    return f"{_BEGIN} {_NO_PDFS}"


def _descriptions(record: Record, names: Collection[str], year: str) -> dict[str, str]:
    """Each file of the archive with what it holds, in the order of the archive; files that are alike share an entry."""
    titles = {f"{year}/{page}": title for page, title in record["links"]}
    own = {
        "index.html": "the list of the pages",
        JUDGED: "what was judged, a row for each judgement",
        SUMS: "the SHA-256 of every other file, to see that none has changed",
        f"{year}/{RECORD}": "the record of the run: inputs, versions, the SHA-256 of each file, and what was found",
        f"{year}/{DOWNLOADS}/awards.parquet": "the table of awards once more, in the format Parquet",
    }
    own |= {name: f"the page “{title}”" for name, title in titles.items()}
    own |= {f"{year}/{DOWNLOADS}/{name}": text for name, text in (SHARED_FILES | DOCUMENT_FILES).items()}
    own |= {f"{year}/{DOWNLOADS}/{name}.csv": table.holds for name, table in TABLES.items()}
    described: dict[str, str] = {}
    for name in (*names, SUMS):
        path = PurePosixPath(name)
        is_source = name.startswith(f"{SOURCES}/")
        if path.suffix == ".ipynb" or (path.suffix == ".pdf" and not is_source):
            text = _SOURCES["*.ipynb"] if is_source else _ALIKE[path.suffix]
            described.setdefault(f"{path.parent}/*{path.suffix}", text)
        elif is_source:
            described[name] = _SOURCES.get(path.name) or _SOURCES.get(f"*{path.suffix}", _OTHER_SOURCE)
        else:
            described[name] = own.get(name) or f"{own[f'{year}/{path.stem}.html']}, as a Word document"
    return described


def _checked(record: Record, year: str) -> Iterator[str]:
    found = record["findings"]
    yield (
        "Before these pages were published, the program worked out each figure on them a second time from the files "
        f"in {SOURCES}/data/raw. A page on which the two differ is not published."
    )
    counts = [counted(found[name], name) for name in ("error", "warning", "note")]
    yield (
        f"The awards were also compared with the totals and budgets that the paper prints. "
        f"{counted(found['agrees'], 'check')} passed. There are {listed(counts)}. "
        f"{year}/{DOWNLOADS}/findings.csv has each in a sentence."
    )


_VERIFY = (
    "In a shell of Linux, in this folder:",
    "    sha256sum -c SHA256SUMS",
    "Each line of the answer has to end with OK. On macOS it is shasum -a 256 -c SHA256SUMS. On Windows, certutil "
    "-hashfile FILE SHA256 shows the SHA-256 of one file, to compare with its line in SHA256SUMS.",
    "This shows that no file has changed since SHA256SUMS was written. Keep a copy of SHA256SUMS in another place: "
    "whoever changes a file could write that list anew.",
)


def _made(origin: Origin, record: Record, withheld: Sequence[str]) -> Iterator[str]:
    yield (
        f"It was made from {origin.made_from}, with Python {record['python']}. {SOURCES} holds the files that the "
        f"pages were made from. For that version of the program, {SOURCES} is a project: report makes its pages again."
    )
    if withheld:
        yield (
            f"{listed([f'{SOURCES}/{name}' for name in withheld])} is not in this folder. Half-yearly returns have "
            f"counts so small that they could identify somebody; the pages and the table {DOWNLOADS}/returns.csv show "
            f"what may be published. Without that file, {SOURCES} does not make all pages again."
        )
