"""A page as the checks read it: its text, its elements, and the executed notebook that it was made from."""

import base64
import json
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from grantsdata.runs.notebooks.parameters import TAG, parameters_in


class Page:
    """An HTML file and the notebook beside it, each read once.

    `private` are texts that neither may hold. `promised` are files that the page may link to before they exist, as the
    page writes them.
    """

    def __init__(self, path: Path, private: Sequence[str] = (), promised: Collection[str] = ()) -> None:
        self.path = path
        self.private = tuple(private)
        self.promised = frozenset(promised)

    @property
    def name(self) -> str:
        """The name, such as `2017-18/annual-report`."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @cached_property
    def html(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The parsed page; `<wbr>` is removed, since it is not part of the text."""
        soup = BeautifulSoup(self.html, "html.parser", on_duplicate_attribute=_keep_duplicate)
        for place in soup.find_all("wbr"):
            place.unwrap()
        soup.smooth()
        return soup

    @cached_property
    def tags(self) -> list[Tag]:
        """All elements, in order."""
        return list(self.soup.find_all(True))

    def named(self, *names: str) -> list[Tag]:
        """Return the elements with these tag names."""
        return [tag for tag in self.tags if tag.name in names]

    def classed(self, name: str) -> list[Tag]:
        """Return the elements of a CSS class."""
        return [tag for tag in self.tags if name in (tag.get("class") or [])]

    @property
    def tables(self) -> list[Tag]:
        return self.named("table")

    @cached_property
    def notebook_text(self) -> str | None:
        """The text of the executed notebook beside the page; None if there is none, as for the index."""
        notebook = self.path.with_suffix(".ipynb")
        return notebook.read_text(encoding="utf-8") if notebook.is_file() else None

    @cached_property
    def notebook(self) -> dict[str, Any] | None:
        """The executed notebook as parsed JSON; None if there is none."""
        return None if self.notebook_text is None else dict(json.loads(self.notebook_text))

    @cached_property
    def cells(self) -> list[dict[str, Any]]:
        """The cells of the executed notebook; an empty list without one."""
        return [] if self.notebook is None else list(self.notebook["cells"])

    @cached_property
    def of_notebook(self) -> list[str] | None:
        """The outputs of the executed notebook in HTML; None without one."""
        return None if self.notebook is None else [html_of(output) for cell in self.cells for output in shown_by(cell)]

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of the page's notebook that select its data; papermill's cell comes after the defaults."""
        values: dict[str, Any] = {}
        for cell in self.cells:
            if {TAG, "injected-parameters"} & set(cell.get("metadata", {}).get("tags", [])):
                values |= parameters_in("".join(cell["source"]))
        known = {name: values[name] for name in ("include_implied", "period", "compare_with") if name in values}
        is_the_papers = any(facts.get("laid_before_the_board") for facts in self.facts_of_kind("head"))
        return known | ({"laid_before_the_board": True} if is_the_papers else {})

    @cached_property
    def facts(self) -> list[dict[str, Any]]:
        """The facts that each output of the executed notebook carries, in order."""
        return [facts_of(output) for cell in self.cells for output in shown_by(cell)]

    def facts_of_kind(self, kind: str) -> list[dict[str, Any]]:
        """Return the facts of all outputs of one kind, such as `table` or `chart`, that show something."""
        return [facts for facts in self.facts if facts.get("kind") == kind and not facts.get("empty")]


def _keep_duplicate(attributes: dict[str, Any], name: str, value: str) -> None:
    """Keep the second of two attributes with one name under another name. A browser uses the first."""
    attributes[f"{name}, a second time"] = value


def shown_by(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the outputs of a cell; a cell of prose has none."""
    return list(cell.get("outputs", []))


def html_of(output: dict[str, Any]) -> str:
    """Return an output as HTML; "" if it has none."""
    return "".join(output.get("data", {}).get("text/html", ""))


def facts_of(output: dict[str, Any]) -> dict[str, Any]:
    """Return the facts that an output of this package carries; an empty dict for any other output."""
    return dict(output.get("metadata", {}).get("grantsdata", {}))


def spaced(tag: Tag) -> str:
    """Return the text of an element, with single spaces; a figure in a sentence is not parted from its neighbours."""
    pieces = [text if _continues(text) else f" {text}" for text in tag.strings]
    return " ".join("".join(pieces).split())


def _continues(text: NavigableString) -> bool:
    """Return whether a text goes on in the line of the one before, since one of the two is a figure in a sentence."""
    parent, before = text.parent, text.previous_sibling
    if parent is not None and parent.name == "data":
        return parent.previous_sibling is not None
    return isinstance(before, Tag) and before.name == "data"


def decoded_data(address: str) -> str:
    """Return the text in a `data:` address."""
    head, _, body = address.partition(",")
    data = base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
    return data.decode("utf-8-sig")


class PageFault(NamedTuple):
    """A fault in a file of the set: `page` is the name of the file, `text` is a message for people."""

    page: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}: {self.text}"
