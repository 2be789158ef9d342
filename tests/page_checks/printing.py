"""The page on paper: a tagged PDF that holds every text and description, and nothing wider than the sheet."""

import io
import re
import unicodedata
from functools import cache
from typing import Any

from bs4 import Tag
from pypdf import PdfReader

from grantsdata.runs.qa.charts.described import pictures_of, text_of
from page_checks.subject import Page, spaced

TEXT_WIDTH = 680
"""Pixels of 1/96 inch: A4 is 210 mm wide, and the page's margins take 15 mm on each side."""

NOT_PRINTED = "nav, .skip, .download, .of-page, [hidden]"
"""What only a screen can use."""


@cache
def pdf_of(page: Page) -> PdfReader:
    """The page as the browser prints it to a file."""
    tab = page.seen(media="print")
    data = tab.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    return PdfReader(io.BytesIO(data))


def its_pdf_is_tagged(page: Page) -> list[str]:
    """With its structure, language, title and bookmarks, on sheets of A4."""
    pdf = pdf_of(page)
    root: Any = pdf.trailer["/Root"]
    faults = [] if root.get("/MarkInfo", {}).get("/Marked") and "/StructTreeRoot" in root else ["not tagged"]
    faults += [] if root.get("/Lang") == "en-GB" else [f"the language {root.get('/Lang')}"]
    title = pdf.metadata.title if pdf.metadata else None
    faults += [] if page.soup.title and title == spaced(page.soup.title) else [f"the title {title}"]
    faults += [] if pdf.outline else ["no bookmarks"]
    sizes = {(round(float(one.mediabox.width)), round(float(one.mediabox.height))) for one in pdf.pages}
    return faults + ([] if sizes == {(595, 842)} else [f"sheets of {sizes} points"])


def its_pdf_has_the_descriptions(page: Page) -> list[str]:
    """The alternative text of each chart."""
    found = [" ".join(text.split()) for text in _alternatives(pdf_of(page))]
    texts = [" ".join(text_of(picture).split()) for picture in pictures_of(page)]
    return [f"without “{text[:60]}”" for text in texts if not text or text not in found]


def _alternatives(pdf: PdfReader) -> list[str]:
    root: Any = pdf.trailer["/Root"]
    waiting, found = [root.get("/StructTreeRoot", {})], []
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            found += [str(node["/Alt"])] if "/Alt" in node else []
            waiting += [node["/K"]] if "/K" in node else []
    return found


def its_pdf_has_every_text(page: Page) -> list[str]:
    """Each cell, heading, caption and paragraph, whole."""
    printed = _printed(pdf_of(page))
    left_out = set(page.soup.select(f"{NOT_PRINTED}, {NOT_PRINTED.replace(',', ' *,')} *"))
    tags = page.soup.find_all(["h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "caption", "figcaption", "th", "td"])
    texts = [_as_printed(tag) for tag in tags if tag not in left_out]
    return [f"without “{text[:80]}”" for text in texts if _bare(text) not in printed]


def _as_printed(tag: Tag) -> str:
    """Its text, with the address of each link to somewhere else, which cannot be followed on paper."""
    texts = []
    for text in tag.find_all(string=True):
        link = text.find_parent("a")
        is_end = link is not None and [*link.strings][-1] is text
        address = str(link.get("href", "")) if link is not None and is_end else ""
        texts += [text, f"({address})" if address.startswith("http") else ""]
    return " ".join(" ".join(texts).split())


def _printed(pdf: PdfReader) -> str:
    """The text of all sheets, without the number in each sheet's margin, which may stand within a paragraph."""
    count = len(pdf.pages)
    sheets = [_bare(sheet.extract_text()).replace(f"{n}/{count}", "", 1) for n, sheet in enumerate(pdf.pages, start=1)]
    return "".join(sheets)


def _bare(text: str) -> str:
    """Without spaces, capitals and what no reader sees; a font may set "fi" as one letter, then told as one."""
    letters = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s|\u00ad|[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", letters)


BEYOND = """width => [...document.body.querySelectorAll('*')].filter(one => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const seen = box.width && style.display !== 'inline' && style.clipPath === 'none';
    return seen && (box.right > width + 1 || box.left < -1
        || (style.overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1));
}).map(one => one.tagName.toLowerCase() + ' “' + one.textContent.trim().slice(0, 50) + '” reaches to '
    + Math.round(one.getBoundingClientRect().right) + ' px of ' + width)"""


def no_sheet_holds_only_the_foot(page: Page) -> list[str]:
    """The last sheet has a part of the text above the foot too, unless there is only one sheet."""
    *others, last = [_bare(sheet.extract_text()) for sheet in pdf_of(page).pages]
    left = last.replace(f"{len(others) + 1}/{len(others) + 1}", "", 1)
    for part in page.soup.select("footer p"):
        left = left.replace(_bare(_as_printed(part)), "", 1)
    is_foot = bool(others) and not left
    return [f"the last of {len(others) + 1} sheets holds only the foot"] if is_foot else []


def nothing_is_cut_on_paper(page: Page) -> list[str]:
    """Paper does not scroll: all is within the width of the text, and no box hides a part of what it holds."""
    return list(page.seen(TEXT_WIDTH, media="print").evaluate(BEYOND, TEXT_WIDTH))
