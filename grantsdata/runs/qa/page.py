"""A page as its proofs see it: its text, its elements, and the executed notebook that it was made from."""

import base64
import json
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from bs4 import BeautifulSoup, Tag


class Page:
    """An HTML file and the notebook beside it, each read once.

    `private` are texts that neither may hold, `promised` files that its links may lead to though they are not there
    yet, as the page writes them.
    """

    def __init__(self, path: Path, private: Sequence[str] = (), promised: Collection[str] = ()) -> None:
        self.path = path
        self.private = tuple(private)
        self.promised = frozenset(promised)

    @property
    def name(self) -> str:
        """As in `2017-18/annual-report`."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @cached_property
    def html(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def soup(self) -> BeautifulSoup:
        """Its elements; a place to break a line in is no part of the text."""
        soup = BeautifulSoup(self.html, "html.parser", on_duplicate_attribute=_said_twice)
        for place in soup.find_all("wbr"):
            place.unwrap()
        soup.smooth()
        return soup

    @cached_property
    def tags(self) -> list[Tag]:
        """All of its elements, in their order."""
        return list(self.soup.find_all(True))

    def named(self, *names: str) -> list[Tag]:
        """Its elements of these names."""
        return [tag for tag in self.tags if tag.name in names]

    def classed(self, name: str) -> list[Tag]:
        """Its elements of this class."""
        return [tag for tag in self.tags if name in (tag.get("class") or [])]

    @property
    def tables(self) -> list[Tag]:
        return self.named("table")

    @cached_property
    def notebook_text(self) -> str | None:
        """The text of the executed notebook beside it; None if there is none, as for the index."""
        notebook = self.path.with_suffix(".ipynb")
        return notebook.read_text(encoding="utf-8") if notebook.is_file() else None

    @cached_property
    def notebook(self) -> dict[str, Any] | None:
        """That notebook, read; None if there is none."""
        return None if self.notebook_text is None else dict(json.loads(self.notebook_text))

    @cached_property
    def cells(self) -> list[dict[str, Any]]:
        """The cells of that notebook; none without one."""
        return [] if self.notebook is None else list(self.notebook["cells"])

    @cached_property
    def of_notebook(self) -> list[str] | None:
        """What the cells of that notebook show, in HTML; None if there is none."""
        return None if self.notebook is None else [html_of(output) for cell in self.cells for output in shown_by(cell)]

    @cached_property
    def facts(self) -> list[dict[str, Any]]:
        """What each output of that notebook tells of itself, in their order."""
        return [facts_of(output) for cell in self.cells for output in shown_by(cell)]

    def told(self, kind: str) -> list[dict[str, Any]]:
        """The facts of the outputs of one kind, as `table` or `chart`; of those that show something."""
        return [facts for facts in self.facts if facts.get("kind") == kind and not facts.get("empty")]


def _said_twice(attributes: dict[str, Any], name: str, value: str) -> None:
    """A browser goes by the first of two attributes of one name; the second is kept under a name that none has."""
    attributes[f"{name}, a second time"] = value


def shown_by(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """A cell's outputs; a cell of prose has none."""
    return list(cell.get("outputs", []))


def html_of(output: dict[str, Any]) -> str:
    """An output in HTML; "" if it has none."""
    return "".join(output.get("data", {}).get("text/html", ""))


def facts_of(output: dict[str, Any]) -> dict[str, Any]:
    """What an output of this package's tells of itself; nothing, for any other."""
    return dict(output.get("metadata", {}).get("grantsdata", {}))


def spaced(tag: Tag) -> str:
    """The text of an element, with single spaces."""
    return " ".join(tag.get_text(" ").split())


def held(address: str) -> str:
    """The text that a `data:` address holds."""
    head, _, body = address.partition(",")
    data = base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
    return data.decode("utf-8-sig")


class PageFault(NamedTuple):
    """One thing that is wrong with a file of the set: `page` is its name, `text` is for a person to read."""

    page: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}: {self.text}"
