"""A page as its checks see it: as its proofs do, and what it does in a browser."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab

from grantsdata.runs.qa import page
from grantsdata.runs.qa.page import decoded_data, spaced

__all__ = ["HEIGHT", "NARROW", "WIDE", "Page", "decoded_data", "spaced"]

WIDE, NARROW = 1280, 320
"""Widths of a window in pixels: a desk's, and that of a wide window enlarged four times (WCAG 1.4.10)."""

HEIGHT = 900


class Page(page.Page):
    """An HTML file, opened in the browser when a check asks for it; `private` are texts that it must not hold."""

    def __init__(self, path: Path, context: BrowserContext, private: Sequence[str] = ()) -> None:
        super().__init__(path, private)
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        self._context = context

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
