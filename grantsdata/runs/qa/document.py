"""Check the page as a document: language, title, headings; no code runs, and nothing is loaded from outside.

Nothing about the machine that made a page is published: no path, person, host or kernel.
"""

import getpass
import re
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bs4.element import Comment, Doctype, PreformattedString

from grantsdata.model.phrases import single_spaced
from grantsdata.runs.qa.charts.harmless import charts_run_nothing, faults_of_picture, inside
from grantsdata.runs.qa.page import Page, decoded_data, spaced
from grantsdata.runs.qa.reading.links import links_lead_somewhere

SMALLEST, LARGEST = 3_000, 2_000_000
"""Bytes; a page is sent by e-mail too, even one with several hundred awards."""

_EVERYWHERE = frozenset({"class", "dir", "hidden", "id", "lang", "role", "style", "tabindex", "title"})
_PREFIXES = ("aria-", "data-")
_PLAIN = (
    "html head title style body header footer main nav section article aside div span p br hr wbr h1 h2 h3 h4 h5 h6 "
    "ul li dl dt dd table caption colgroup thead tbody tfoot tr figure figcaption blockquote pre code kbd samp var "
    "em strong b i u s del ins sub sup small abbr dfn cite q mark details summary fieldset legend"
)
_ELEMENTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(_PLAIN.split(), frozenset()),
    "a": frozenset({"download", "href", "rel"}),
    "data": frozenset({"value"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "input": frozenset({"checked", "name", "type"}),
    "label": frozenset({"for"}),
    "meta": frozenset({"charset", "content", "http-equiv", "name", "property"}),
    "col": frozenset({"span"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"align", "colspan", "headers", "rowspan"}),
    "th": frozenset({"abbr", "align", "colspan", "headers", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
"""All elements that a page may have, each with its special attributes. None of them runs, loads, sends or redirects by
itself. All others are refused, so that new features of browsers need not be known here."""

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_METAS = (
    {"charset": "utf-8"},
    {"name": "viewport", "content": "width=device-width, initial-scale=1"},
    {"name": "color-scheme", "content": "light dark"},
    {"http-equiv": "Content-Security-Policy", "content": POLICY},
)
_DESCRIBING = {
    "name": ("description", "author", "dcterms.date"),
    "property": (
        "og:type", "og:locale", "og:site_name", "og:title", "og:description", "article:published_time",
    ),
}  # fmt: skip
"""A page has each of these once and no others, since another could redirect or loosen the policy. What only describes
the page may have any content."""

_LOADS_IN_STYLE = re.compile(
    r"@import[^;]{0,40}|(?:url|src|image-set|expression)\([^)]{0,60}|-moz-binding|behavior\s*:|\\.{0,20}", re.IGNORECASE
)
"""Text in a style that loads or runs something; a backslash could hide such text."""


def language_is_british_english(page: Page) -> list[str]:
    """The page declares British English, so that a screen reader uses the right voice."""
    language = page.soup.html.get("lang") if page.soup.html else None
    return [] if language == "en-GB" else [f"the language is {language}"]


def title_has_the_year(page: Page) -> list[str]:
    """The title names the year: a browser's tab shows nothing else of the page."""
    title = spaced(page.soup.title) if page.soup.title else ""
    from_facts = [str(facts["year"]) for facts in page.facts_of_kind("head")]
    from_folder = [page.path.parent.name] if re.fullmatch(r"\d{4}-\d\d", page.path.parent.name) else []
    year = next(iter([*from_facts, *from_folder]), r"\d{4}-\d\d")
    if re.search(rf"\b{year}\b.* – \w", title):
        return []
    return [
        f"the title is “{title}”; expected the year (write {{year}} in the notebook's title), then a dash and the body"
    ]


def headings_are_in_order(page: Page) -> list[str]:
    """There is one heading of the first level, and no heading skips a level."""
    headings = page.named("h1", "h2", "h3", "h4", "h5", "h6")
    tops = [heading for heading in headings if heading.name == "h1"]
    faults = [] if len(tops) == 1 else [f"{len(tops)} headings h1"]
    level = 0
    for heading in headings:
        own_level = int(heading.name[1])
        faults += [f"{heading.name} “{spaced(heading)}” below h{level}"] if own_level > level + 1 else []
        faults += [] if spaced(heading) else [f"an empty {heading.name}"]
        level = own_level
    return faults


def nothing_can_run(page: Page) -> list[str]:
    """The page has only elements and attributes that do nothing by themselves, and a security policy that blocks
    others.
    """
    faults = []
    drawn = {id(part) for svg in page.named("svg") for part in inside(svg)}
    for tag in page.tags:
        if id(tag) in drawn:
            continue  # `charts_run_nothing` has a list of its own for them
        if tag.name not in _ELEMENTS:
            faults.append(f"<{tag.name}> is not an element that a page may have: {str(tag)[:80]}")
            continue
        if tag.name == "input" and tag.get("type") != "radio":
            faults.append(f"<input> of the type {tag.get('type')}; expected a radio button, which sends nothing")
        for name, value in tag.attrs.items():
            if not (name in _EVERYWHERE or name in _ELEMENTS[tag.name] or name.startswith(_PREFIXES)):
                faults.append(f"{name} on <{tag.name}> is not an attribute that a page may have")
            if re.match(r"[\s\x00-\x1f]*(javascript|vbscript)\s*:", str(value), re.IGNORECASE):
                faults.append(f"{name}={str(value)[:40]} on <{tag.name}>")
    # Text that one HTML parser reads as a comment may be an element for another.
    for hidden in page.soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        if not isinstance(hidden, Doctype) and ("<" in hidden or ">" in hidden or not isinstance(hidden, Comment)):
            faults.append(f"a browser may read more than a comment in this: {str(hidden)[:80]}")
    metas = [dict(tag.attrs) for tag in page.named("meta")]
    wrong = [meta for place, meta in enumerate(metas) if not _may_be(meta) or _kind(meta) in map(_kind, metas[:place])]
    faults += [f"<meta> {meta} is not one that a page may have, or is there twice" for meta in wrong]
    if _METAS[-1] not in metas:
        faults.append(f"the security policy is {[meta.get('content') for meta in metas if 'http-equiv' in meta]}")
    return faults + charts_run_nothing(page)


def _may_be(meta: dict[str, Any]) -> bool:
    return meta in _METAS or any(
        meta.keys() == {key, "content"} and meta[key] in names for key, names in _DESCRIBING.items()
    )


def _kind(meta: dict[str, Any]) -> str:
    return str(next((meta[key] for key in ("name", "property", "http-equiv") if key in meta), "charset"))


def the_description_is_on_the_page(page: Page) -> list[str]:
    """What search engines and messages show of the page stands on it too, where its figures are checked; both alike."""
    texts = {spaced(tag) for tag in page.named("p", "h1")}
    shown = [tag for tag in page.named("meta") if "description" in _kind(tag.attrs)]
    body = next(map(spaced, page.classed("body")), "")
    said = {"author": body, "og:site_name": body, "og:locale": "en_GB", "og:type": "article"}
    return [
        f"the description “{tag['content']}” is not on the page"
        for tag in shown
        if single_spaced(str(tag["content"])) not in texts or tag["content"] != shown[0]["content"]
    ] + [
        f"{kind} is “{tag['content']}”; expected “{said[kind]}”"
        for tag in page.named("meta")
        if (kind := _kind(tag.attrs)) in said and tag["content"] != said[kind]
    ]


def ids_are_unique(page: Page) -> list[str]:
    """No two elements have the same id, since a link could lead only to the first."""
    ids = [str(tag["id"]) for tag in page.tags if tag.has_attr("id")]
    return [f"two places are called #{name}; give them different headings or titles" for name in _repeated(ids)]


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def nothing_is_loaded_from_outside(page: Page) -> list[str]:
    """Pictures and styles are embedded in the page, and load nothing themselves."""
    faults = [f"{found[0]} in a style" for found in _LOADS_IN_STYLE.finditer(_styles(page))]
    for tag in page.tags:
        for name in ("src", "srcset", "poster", "background", "data", "xlink:href"):
            if tag.has_attr(name) and not str(tag[name]).startswith("data:image/svg+xml;base64,"):
                faults.append(f"{name}={str(tag[name])[:60]} on <{tag.name}>")
    for picture in page.named("img"):
        address = str(picture.get("src", ""))
        if address.startswith("data:image/svg+xml;base64,"):
            faults += faults_of_picture(decoded_data(address))
    return faults


def _styles(page: Page) -> str:
    own = [str(tag["style"]) for tag in page.tags if tag.has_attr("style")]
    return "\n".join([*(style.get_text() for style in page.named("style")), *own])


def size_is_within_limits(page: Page) -> list[str]:
    """The page is small, but not empty."""
    size = page.path.stat().st_size
    return [] if SMALLEST < size < LARGEST else [f"{size:,} bytes; expected between {SMALLEST:,} and {LARGEST:,}"]


_PATHS = re.compile(
    r"(?<![\w.])/(home|root|tmp|Users|private|var|usr|opt|srv)/[^\s<>\"]{0,40}|\b[A-Z]:\\[^\s<>\"]{0,40}"
)
# An identifier in a web address is not private.
_IDENTIFIERS = re.compile(r"(?<![/=\w])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")


def page_holds_nothing_private(page: Page) -> list[str]:
    """No private text is in the page, or in the pictures and tables embedded in it."""
    inside = [str(tag[name]) for name in ("src", "href") for tag in page.tags if tag.has_attr(name)]
    text = "\n".join(
        [_without_data(page.html), *(decoded_data(address) for address in inside if address.startswith("data:"))]
    )
    return list(_private_texts(text.replace("&amp;", "&"), page.private))


def notebook_holds_nothing_private(page: Page) -> list[str]:
    """No private text is in the executed notebook, which is published beside the page.

    Pictures and tables that both share are checked in the page.
    """
    text = "\n".join(_texts(page.notebook))
    return [f"its notebook holds {one}" for one in _private_texts(text, page.private)]


def _private_texts(text: str, private: Iterable[str]) -> Iterator[str]:
    places = {_home(), str(Path(__file__).parents[3]), *private} - {"/", ""}
    for place in sorted(places):
        if place in text and re.search(rf"(?<![\w./-]){re.escape(place)}(?![\w-])", text):
            yield f"“{place}”"
    for what, name in (("user", _user()), ("host", socket.gethostname())):
        # A short name, or one that is a plain word such as "grants", is not private by itself.
        word = rf"(?<![\w.-]){re.escape(name)}(?![\w-])" if re.search(r"[^a-zA-Z]", name) and len(name) > 4 else None
        if name and (f"{name}@" in text or f"@{name}" in text or (word and re.search(word, text))):
            yield f"the {what} “{name}”"
    for path in _PATHS.finditer(text):
        yield f"the path “{path[0]}”"
    for identifier in _IDENTIFIERS.finditer(text):
        yield f"the identifier “{identifier[0]}”"


def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:
        return ""  # a process may have no home


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""  # the user of a process may have no name


def _texts(part: Any) -> Iterator[str]:
    """Yield every text in a notebook, without pictures and saved tables."""
    if isinstance(part, str):
        yield _without_data(part)
    elif isinstance(part, dict):
        for name, value in part.items():
            yield name
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def _without_data(text: str) -> str:
    """Return the text without encoded pictures and tables, whose decoded content is checked."""
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)


OF_EVERY_PAGE = (
    language_is_british_english,
    headings_are_in_order,
    nothing_can_run,
    nothing_is_loaded_from_outside,
    links_lead_somewhere,
    ids_are_unique,
    the_description_is_on_the_page,
    page_holds_nothing_private,
)
"""The checks that hold for each report, and for the index too."""
