"""A page as a tagged PDF (PDF/UA-1) with its text, headings, tables and alternative texts; the same bytes each time.

It is made without a browser and without a network.
"""

import logging
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from bs4 import BeautifulSoup, Tag

from grantsdata.errors import ExtraError, check_installed
from grantsdata.runs.documents.blocks import is_about_the_site

_STYLE = Path(__file__).with_name("pdf.css")
_DATA_ONLY = ["data"]
"""The protocols of addresses that may be read: a page holds its pictures itself."""

_ONLY_ON_A_PAGE = ".skip, .download, .of-page, script, button, input"


def check_pdf() -> None:
    """Raise ExtraError, with what to install, if PDFs cannot be made here."""
    check_installed("PDFs", "pdf", "weasyprint")
    _weasyprint()


def tagged_pdf(html: str) -> bytes:
    """Return a page of this package as a PDF. Raises ExtraError as `check_pdf`."""
    weasyprint = _weasyprint()
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it reports each style that it does not know
    page = weasyprint.HTML(
        string=_for_paper(html), url_fetcher=weasyprint.URLFetcher(allowed_protocols=_DATA_ONLY), media_type="print"
    )
    style = weasyprint.CSS(_STYLE)
    return bytes(page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1", finisher=_scope_headings))


def _scope_headings(document: Any, pdf: Any) -> None:
    """Say of each heading of a table whether it heads a column or a row, also where one spans several."""
    tags = {one.reference: one for one in pdf.objects if hasattr(one, "get") and one.get("Type") == "/StructElem"}
    for tag in tags.values():
        if tag["S"] == "/TH":
            row = tags[tag["P"]]
            is_head = tags[row["P"]]["S"] == "/THead"
            tag["A"]["Scope"] = "/Column" if is_head else "/Row"


def _weasyprint() -> ModuleType:
    """Import WeasyPrint, which needs libraries that no Python package brings."""
    try:
        with redirect_stdout(StringIO()):  # it prints advice of its own
            import weasyprint
    except OSError:
        raise ExtraError(
            "PDFs need Pango, a library that no Python package brings. Install it: on Debian or Ubuntu "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, on macOS brew install pango."
        ) from None
    return cast("ModuleType", weasyprint)


def _for_paper(html: str) -> str:
    """The page without what only works on a page, and with the alternative text of a drawing where a PDF takes it."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.select(_ONLY_ON_A_PAGE):
        tag.decompose()
    for tag in soup.select("footer p"):
        if is_about_the_site(tag):
            tag.decompose()
    for inner in soup.select("data, a *"):
        inner.unwrap()  # WeasyPrint would make a link of each part of a link, and tag it as none
    soup.smooth()
    for drawing in soup.find_all("svg"):
        if isinstance(drawing, Tag) and drawing.get("aria-label"):
            title = soup.new_tag("title")
            title.string = str(drawing["aria-label"])
            drawing.insert(0, title)
    return str(soup)
