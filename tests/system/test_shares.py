"""Each share on a page says of which money it is, and is that share: figures worked out by hand from the paper."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.reading import soup_of

# All awards £2,283,508; victims' services £961,260; crime and disorder reduction £1,322,248.
TITLES = {
    "annual-report": {
        "Largest share: police in Victims' services and councils in Crime and disorder reduction",
        "Cambridgeshire Constabulary gets most: £587,195, 25.7% of the money",
    },
    "stream-report-vs": {"Police get most: £532,195, 55.4% of this stream's money"},
    "stream-report-cdr": {"Councils get most: £538,000 (£10,000 implied), 40.7% of this stream's money"},
    "outcomes-year": {
        "£1,687,508 (£10,000 implied), 73.9% of the money inside the overall budget, has no measure for any period"
    },
    "reconciliation": {
        "£562,665 (£10,000 implied), 24.6% of the money, rests on our judgement of what kind of body gets it"
    },
}

SENTENCES = {
    "annual-report": {
        "The five largest providers get 61.2% of the money.",
        "gets most: £587,195 in 5 awards, 25.7% of the money.",
        "For £562,665 (including £10,000 implied), 24.6% of the money, the kind of provider is our judgement",
    },
    "stream-report-vs": {
        "gets most: £532,195, 55.4% of this stream's money.",
        "£961,260, against a budget of £1m. That is 42.1% of all the money.",
        "Share: of this stream's money.",
    },
    "stream-report-cdr": {
        "Cambridgeshire County Council gets most: £167,000 (including £10,000 implied), 12.6% of this stream's money."
    },
    "outcomes-year": {"Share: of the money awarded inside the overall budget."},
}

WITHOUT_ITS_MONEY = re.compile(
    r"[0-9.]+%(?! of (?:the money|all the money|this stream's money|these awards' money)\b)"
    r"(?! alike|, or [0-9.]+% with| with the same provider)"
)
"""A share of no money that is named; besides shares, pages tell how much two names are alike."""


@pytest.fixture(scope="module")
def pages(published: Path) -> dict[str, BeautifulSoup]:
    return {path.stem: soup_of(path) for path in (published / "outputs" / "2017-18").glob("*.html")}


def spaced(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", TITLES)
def test_the_titles_of_charts_say_of_which_money(name: str, pages: dict[str, BeautifulSoup]) -> None:
    shown = {spaced(one.get_text()).split(". ", 1)[1] for one in pages[name].find_all("figcaption")}
    assert TITLES[name] <= shown


@pytest.mark.parametrize("name", SENTENCES)
def test_the_sentences_say_of_which_money(name: str, pages: dict[str, BeautifulSoup]) -> None:
    text = spaced(pages[name].get_text(" "))
    assert {one for one in SENTENCES[name] if one not in text} == set()


def test_no_share_on_any_page_of_the_set_is_without_its_money(pages: dict[str, BeautifulSoup]) -> None:
    texts = [
        (name, spaced(part.get_text(" ")))
        for name, page in pages.items()
        for part in page.find_all(["p", "li", "dd", "figcaption", "caption"])
    ]
    assert len([text for _, text in texts if "%" in text]) > 10, "there are shares to look at"
    assert [(name, text) for name, text in texts if WITHOUT_ITS_MONEY.search(text)] == []


def test_a_column_of_shares_says_so_in_its_heading(pages: dict[str, BeautifulSoup]) -> None:
    heads = {spaced(head.get_text()) for page in pages.values() for head in page.select("thead th")}
    assert {head for head in heads if "hare" in head} == {"Share of the money"}
