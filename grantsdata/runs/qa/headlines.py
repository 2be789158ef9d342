"""Check the headline figures of a page, and its sentences with a sum, against the awards."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag

from grantsdata.model.money import format_gbp
from grantsdata.model.phrases import counted
from grantsdata.model.schema import IMPLIED
from grantsdata.runs.qa.expected import Award, PageData, chosen, implied_pence, pence
from grantsdata.runs.qa.page import Page, facts_of, html_of, shown_by, spaced

COUNTS: dict[str, Mapping[str, Any]] = {
    "All awards": {},
    "All awards here": {},
    "By single tender": {"arrangement": "Single tender"},
    "With other contributors": {"contribution": True},
    "Provider type judged by us": {"provider_basis": "judgement"},
    "Amount implied, not printed": {"award_status": IMPLIED},
}
"""Which of the page's awards a headline figure counts; `To …` counts those to that provider."""


def headline_figures_agree_with_awards(page: Page, data: PageData) -> list[str]:
    """Each headline figure has the right number of awards, sum, share of the year's money and implied part."""
    of_page = next((facts["of"] for facts in page.facts_of_kind("head") if "of" in facts), None)
    each = {name: of for facts in page.facts_of_kind("figures") for name, of in facts["each"].items()}
    faults = []
    for name, figure in headline_figures(page).items():
        of = figure_of(name, each)
        if of is None or (of_page is None and name not in each):
            continue
        awards = chosen(data.awards if name in each else chosen(data.awards, of_page or {}), of)
        expected = _figure(awards, data, "of the money" if of_page == {} else "of all the money")
        if figure != expected:
            faults.append(f"headline figure “{name}”: shows “{figure}”; by the data it is “{expected}”")
    return faults


def headline_figures(page: Page) -> dict[str, str]:
    """Return the text of each headline figure, by name."""
    parts = page.soup.select(".figures div")
    return {spaced(part.dt): spaced(part.dd) for part in parts if part.dt and part.dd}


def figure_of(name: str, each: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the conditions on the awards that a figure counts; None if none are known."""
    if name in each or name in COUNTS:
        return each.get(name, COUNTS.get(name))
    return {"provider": name.removeprefix("To ")} if name.startswith("To ") else None


def _figure(awards: list[Award], data: PageData, of: str) -> str:
    ours, total, implied = pence(awards), pence(data.awards), implied_pence(awards)
    mark = "" if not implied else f" {IMPLIED}" if implied == ours else f" {format_gbp(implied)} {IMPLIED}"
    share = ours / total if total else 0.0
    part = "" if share == 1 else f", {share:.1%} {of}"
    return f"{format_gbp(ours)}{mark} {counted(len(awards), 'award')}{part}"


def sentences_agree_with_awards(page: Page, data: PageData) -> list[str]:
    """A headline, or a paragraph that says which awards it is about, gives their number and their sum."""
    faults = []
    for text, of in sentences_with_sums(page):
        awards = chosen(data.awards, of)
        faults += [f"the sentence “{text[:100]}…” lacks {one}" for one in _expected(awards) if not _contains(text, one)]
    return faults


def sentences_with_sums(page: Page) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each text that says which awards it is about, with the conditions on them.

    The text of a standfirst is its headline.
    """
    for cell in page.cells:
        for output in shown_by(cell):
            facts = facts_of(output)
            if facts.get("kind") in ("standfirst", "sum") and "of" in facts:
                piece = BeautifulSoup(html_of(output), "html.parser")
                text = piece.p if facts["kind"] == "standfirst" else piece
                yield spaced(text) if isinstance(text, Tag) else "", facts["of"]


def _expected(awards: list[Award]) -> list[str]:
    """Return the texts that a sentence must hold: none without awards, and no sum if no amount is stated."""
    if not awards:
        return []
    implied = implied_pence(awards)
    is_stated = any(award["award_pence"] is not None for award in awards)
    texts = [counted(len(awards), "award")] + ([format_gbp(pence(awards))] if is_stated else [])
    return texts + ([format_gbp(implied)] if implied else [])


def _contains(text: str, expected: str) -> bool:
    return re.search(rf"(?<![\w.,−-]){re.escape(expected)}(?![\w]|[.,][0-9])", text) is not None
