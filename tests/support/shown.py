"""What a page is read back with: its HTML parsed, and what a notebook shows."""

from collections.abc import Callable

import pandas as pd
from bs4 import BeautifulSoup, Tag
from IPython.utils.capture import RichOutput

NASTY = "<script>alert('x')</script> & \"so\" on $a_1$ and **bold** [link](http://example.org) `code` &amp; <b>"


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def one(soup: BeautifulSoup | Tag, name: str, **attributes: str) -> Tag:
    found = soup.find_all(name, attrs=attributes)
    assert len(found) == 1, f"{len(found)} of {name}"
    assert isinstance(found[0], Tag)
    return found[0]


def cells(row: Tag) -> list[str]:
    return [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]


def row_called(soup: BeautifulSoup, name: str) -> Tag:
    (found,) = [row for row in soup.select("tbody tr") if cells(row)[0] == name]
    return found


def small() -> pd.DataFrame:
    return pd.DataFrame({"provider": ["One", "Two"], "award_gbp": [1234.5, -20.0], "share": [0.984, 0.016]})


# ---- What a notebook is given ----------------------------------------------------------------------------


Shown = Callable[[Callable[[], None]], RichOutput]
