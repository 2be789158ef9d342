"""Compare a page with its notebook: everything that the notebook shows is on the page, unchanged."""

import re
from html import unescape
from typing import Any

from grantsdata.model.phrases import single_spaced
from grantsdata.runs.notebooks.executed import cells_not_run, missing_outputs
from grantsdata.runs.qa.page import Page, facts_of, html_of, shown_by, spaced

NUMBER = re.compile(r'<span class="number"[^>]*>.*?</span>\s*')


def every_cell_was_run(page: Page) -> list[str]:
    """Each code cell has an execution count, and none raised an error."""
    return cells_not_run(page.cells)


def every_call_left_output(page: Page) -> list[str]:
    """Each call for a table, a chart or figures left an output, or a note that there is nothing to show."""
    return missing_outputs(page.cells)


def tables_and_charts_are_as_declared(page: Page) -> list[str]:
    """The page has the tables and charts of the notebook's outputs, with the same captions in the same order."""
    if page.notebook is None:
        return []
    faults = []
    for kind, tag in (("table", "caption"), ("chart", "figcaption")):
        found = [_unnumbered(spaced(one)) for one in page.named(tag)]
        declared = [single_spaced(facts["caption"]) for facts in page.facts_of_kind(kind)]
        faults += [f"the {kind} “{name}” is not on the page" for name in declared if name not in found]
        faults += [f"the {kind} “{name}” is on the page, but not in the notebook" for name in _less(found, declared)]
        if not faults and found != declared:
            faults.append(f"the {kind}s stand in another order than in the notebook")
    return faults


def outputs_are_unchanged(page: Page) -> list[str]:
    """Each text, picture and saved table is on the page to the letter and in order.

    Only the page adds the running numbers.
    """
    text, place, faults = _bare(page.html), 0, []
    for number, cell in enumerate(page.cells, start=1):
        for output in shown_by(cell):
            piece, facts = _bare(html_of(output)), facts_of(output)
            if "not-in-page" in cell.get("metadata", {}).get("tags", []) or not piece:
                continue
            found = text.find(piece, 0 if facts.get("part") else place)
            if found < 0:
                name = facts.get("caption") or _begin(piece)
                faults.append(f"what cell {number} shows, “{name}”, is not on the page as it left it")
            elif not facts.get("part"):
                place = found + len(piece)
            if not all(address in page.html for address in _data_addresses(html_of(output))):
                faults.append(f"a picture or a saved table of cell {number} is not on the page as it left it")
    return faults


def facts_are_on_the_page(page: Page) -> list[str]:
    """The facts of the notebook, which the index repeats, are on the page."""
    if page.notebook is None:
        return []
    facts: dict[str, Any] = {}
    for one in page.facts:
        facts |= one
    places = {
        "title": page.named("title"),
        "heading": page.named("h1"),
        "about": page.classed("lead"),
        "body": [tag for head in page.classed("head") for tag in head.select(".body")],
        "headline": page.classed("headline"),
        "verdict": page.classed("verdict"),
    }
    faults = []
    for fact, tags in places.items():
        expected = single_spaced(str(facts.get(fact, "")))
        texts = [spaced(tag) for tag in tags]
        if expected and expected not in texts:
            faults.append(f"the {fact} is “{'”, “'.join(texts)[:120]}”; the index gets “{expected[:120]}”")
    on_page = [spaced(tag) for tag in page.soup.select(".points li")]
    missed = [point for point in facts.get("points", []) if single_spaced(str(point)) not in on_page]
    faults += [f"the index gets the point “{point[:120]}”, which is not on the page" for point in missed]
    shown = [spaced(tag) for tag in page.soup.select(".figures div")]
    for name, amount, about in facts.get("figures", []):
        parts = [name, amount, *about.partition(";")[0].split(", ")]
        if not any(all(part in text for part in parts) for text in shown):
            faults.append(f"the index gets “{name}: {amount}, {about}”, which is in no headline figure")
    return faults


def _less(some: list[str], others: list[str]) -> list[str]:
    return [one for one in some if one not in others]


def _unnumbered(caption: str) -> str:
    return re.sub(r"^(Table|Figure) [0-9]+\. ", "", caption)


def _bare(html: str) -> str:
    """Return HTML without running numbers and without attributes, which nbconvert writes differently."""
    return unescape(re.sub(r"<(/?\w+)[^>]*>", r"<\1>", NUMBER.sub("", html)))


def _data_addresses(html: str) -> list[str]:
    """Return the pictures and saved tables in a piece of HTML, as data addresses."""
    return re.findall(r'"(data:[^"]*)"', html)


def _begin(piece: str) -> str:
    return single_spaced(re.sub("<[^>]*>", " ", piece))[:60]
