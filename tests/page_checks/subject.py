"""A page as its checks see it: its text, its elements, and what it does in a browser."""

import base64
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote_to_bytes

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab

WIDE, NARROW = 1280, 320
"""Widths of a window in pixels: a desk's, and that of a wide window enlarged four times (WCAG 1.4.10)."""

HEIGHT = 900


class Page:
    """An HTML file, opened in the browser when a check asks for it; `private` are texts that it must not hold."""

    def __init__(self, path: Path, context: BrowserContext, private: Sequence[str] = ()) -> None:
        self.path = path
        self.private = tuple(private)
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        self._context = context

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
        soup = BeautifulSoup(self.html, "html.parser")
        for place in soup.find_all("wbr"):
            place.unwrap()
        soup.smooth()
        return soup

    @cached_property
    def of_notebook(self) -> list[str] | None:
        """What the cells of the executed notebook beside it show, in HTML; None if there is none, as for the index."""
        notebook = self.path.with_suffix(".ipynb")
        if not notebook.is_file():
            return None
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", [])]
        return ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]

    @cached_property
    def tab(self) -> Tab:
        """The page in a tab of its own, which notes what it asks for."""
        tab = self._context.new_page()
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        tab.goto(self.path.as_uri())
        return tab

    def seen(self, width: int = WIDE, scheme: str = "light", media: str = "screen") -> Tab:
        """The tab as it is at a width, in light or dark colours, on screen or in print."""
        self.tab.set_viewport_size({"width": width, "height": HEIGHT})
        self.tab.emulate_media(color_scheme=scheme, media=media)  # type: ignore[arg-type]
        return self.tab

    def close(self) -> None:
        """Close its tab, if it has one."""
        if "tab" in vars(self):
            self.tab.close()


def spaced(tag: Tag) -> str:
    """The text of an element, with single spaces."""
    return " ".join(tag.get_text(" ").split())


def held(address: str) -> str:
    """The text that a `data:` address holds."""
    head, _, body = address.partition(",")
    data = base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
    return data.decode("utf-8-sig")
