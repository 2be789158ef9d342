"""The page as a document: language, title, headings, links; nothing that runs, nothing from outside."""

import re
from urllib.parse import unquote, urlsplit

from grantsdata.proofs.page import Page, spaced

SMALLEST, LARGEST = 3_000, 2_000_000
"""Bytes; a page goes by e-mail too, and one of some hundred awards still has to."""

UNWANTED = ("script", "iframe", "frame", "object", "embed", "applet", "form", "input", "button", "base", "link", "svg")


def its_language_is_british_english(page: Page) -> list[str]:
    """For the voice that reads it out."""
    language = page.soup.html.get("lang") if page.soup.html else None
    return [] if language == "en-GB" else [f"the language is {language}"]


def its_title_has_the_year(page: Page) -> list[str]:
    """A browser's tab shows nothing else; the index names the year too."""
    title = spaced(page.soup.title) if page.soup.title else ""
    told = [str(facts["year"]) for facts in page.told("head")]
    of_folder = [page.path.parent.name] if re.fullmatch(r"\d{4}-\d\d", page.path.parent.name) else []
    year = next(iter([*told, *of_folder]), r"\d{4}-\d\d")
    if re.search(rf"\b{year}\b.* – \w", title):
        return []
    return [
        f"the title is “{title}”; expected the year in it, by {{year}} in the notebook's title, and the body after it"
    ]


def its_headings_are_in_order(page: Page) -> list[str]:
    """One heading of the first level, and none that skips a level."""
    headings = page.named("h1", "h2", "h3", "h4", "h5", "h6")
    tops = [heading for heading in headings if heading.name == "h1"]
    faults = [] if len(tops) == 1 else [f"{len(tops)} headings h1"]
    level = 0
    for heading in headings:
        mine = int(heading.name[1])
        faults += [f"{heading.name} “{spaced(heading)}” below h{level}"] if mine > level + 1 else []
        faults += [] if spaced(heading) else [f"an empty {heading.name}"]
        level = mine
    return faults


def nothing_runs_in_it(page: Page) -> list[str]:
    """No script in any form, nothing to send, and a policy that would stop one."""
    faults = [f"<{tag.name}> {str(tag)[:80]}" for tag in page.named(*UNWANTED)]
    for tag in page.tags:
        for name, value in tag.attrs.items():
            if name.lower().startswith("on"):
                faults.append(f"{name} on <{tag.name}>")
            if re.match(r"[\s\x00-\x1f]*(javascript|vbscript)\s*:", str(value), re.IGNORECASE):
                faults.append(f"{name}={str(value)[:40]} on <{tag.name}>")
    policies = page.soup.find_all("meta", attrs={"http-equiv": re.compile("^content-security-policy$", re.IGNORECASE)})
    rules = [str(policy.get("content", "")) for policy in policies]
    if not any("default-src 'none'" in rule and "script" not in rule for rule in rules):
        faults.append(f"the security policy is {rules}")
    return faults


def nothing_in_it_is_from_outside(page: Page) -> list[str]:
    """Pictures and styles are held in the file."""
    faults = [f"{found[0]} in a style" for found in re.finditer(r"@import[^;]{0,40}|url\([^)]{0,60}", _styles(page))]
    for tag in page.tags:
        for name in ("src", "srcset", "poster", "background", "data", "xlink:href"):
            if tag.has_attr(name) and not str(tag[name]).startswith("data:image/svg+xml;base64,"):
                faults.append(f"{name}={str(tag[name])[:60]} on <{tag.name}>")
    return faults


def _styles(page: Page) -> str:
    own = [str(tag["style"]) for tag in page.tags if tag.has_attr("style")]
    return "\n".join([*(style.get_text() for style in page.named("style")), *own])


def its_links_lead_somewhere(page: Page) -> list[str]:
    """Within the page, to a file of the set, or by https to somebody else's page."""
    ids = {str(tag["id"]) for tag in page.tags if tag.has_attr("id")}
    faults = []
    for link in page.named("a"):
        address = str(link.get("href", ""))
        parts = urlsplit(address)
        if parts.scheme in ("https", "http") or (parts.scheme == "data" and link.has_attr("download")):
            continue
        if address.startswith("#"):
            is_there = unquote(address[1:]) in ids
        else:
            is_there = bool(parts.path) and not parts.scheme and (page.path.parent / unquote(parts.path)).is_file()
            is_there = is_there or address in page.promised
        faults += [] if is_there else [f"“{spaced(link)}” leads to {address[:60] or 'nothing'}"]
    return faults


def it_is_small(page: Page) -> list[str]:
    """But not empty."""
    size = page.path.stat().st_size
    return [] if SMALLEST < size < LARGEST else [f"{size:,} bytes; expected between {SMALLEST:,} and {LARGEST:,}"]
