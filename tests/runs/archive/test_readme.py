"""README.txt of an archive: plain lines that fit a page, and a description for each kind of file."""

from typing import Any

import pytest

from grantsdata.awards.load import open_year
from grantsdata.exports.origin import origin_of
from grantsdata.runs.archive.readme import readme

NAMES = [
    "index.html", "2017-18/annual-report.html", "2017-18/annual-report.docx", "2017-18/annual-report.ipynb",
    "2017-18/data/awards.csv", "sources/data/raw/2017-18/paper.toml", "sources/data/raw/2017-18/scan.pdf",
    "sources/data/raw/2017-18/letter.txt", "sources/notebooks/annual-report.ipynb",
]  # fmt: skip
RECORD = {
    "headline": "Two awards.",
    "links": [["annual-report.html", "Annual report"]],
    "findings": {"agrees": 1, "error": 0, "warning": 1, "note": 2},
    "python": "3.12.1",
}


@pytest.fixture
def text() -> str:
    return readme(origin_of(open_year("2017-18")), RECORD, NAMES)


def test_no_line_is_longer_than_a_page_is_wide(text: str) -> None:
    assert max(map(len, text.splitlines())) <= 78
    assert text.endswith("\n") and "\n\n\n" not in text


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("2017-18/annual-report.html", "the page “Annual report”"),
        ("2017-18/annual-report.docx", "the page “Annual report”, as a Word document"),
        ("2017-18/data/awards.csv", "one row for each award"),
        ("sources/data/raw/2017-18/paper.toml", "what the paper's tables mean"),
        ("sources/data/raw/2017-18/scan.pdf", "a file that lay beside these tables"),
        ("sources/data/raw/2017-18/letter.txt", "a file that lay beside these tables"),
        ("sources/notebooks/*.ipynb", "the notebooks as they were before the run"),
    ],
)
def test_each_file_is_described(text: str, name: str, holds: str) -> None:
    assert f"\n  {name}\n      {holds}\n" in text


def test_it_counts_what_the_check_found(text: str) -> None:
    assert "1 check passed. There are 0 errors, 1 warning and 2 notes." in " ".join(text.split())


@pytest.mark.parametrize("names", [NAMES, [*NAMES, "pdf/annual-report.pdf"]])
def test_it_says_so_if_there_are_no_pdfs(names: list[str]) -> None:
    record: dict[str, Any] = RECORD
    text = " ".join(readme(origin_of(open_year("2017-18")), record, names).split())
    assert ("There are no PDFs here" in text) == (names == NAMES)
    assert ("pdf/*.pdf each page as a PDF" in text) == (names != NAMES)


def test_it_says_which_raw_file_is_withheld() -> None:
    withheld = ["data/raw/2017-18/returns.csv"]
    text = " ".join(readme(origin_of(open_year("2017-18")), RECORD, NAMES, withheld).split())
    assert "returns.csv is not in this folder. Half-yearly returns have counts so small" in text
