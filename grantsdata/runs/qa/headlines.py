"""What a page says first, against the awards: its headline figures, and the sentences that tell a sum."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag

from grantsdata.model.money import format_gbp
from grantsdata.model.phrases import counted
from grantsdata.model.schema import IMPLIED
from grantsdata.runs.qa.expected import Award, Behind, chosen, implied_pence, pence
from grantsdata.runs.qa.page import Page, facts_of, html_of, shown_by, spaced

COUNTS: dict[str, Mapping[str, Any]] = {
    "All awards": {},
    "All awards here": {},
    "By single tender": {"arrangement": "Single tender"},
    "With other contributors": {"contribution": True},
    "Provider type judged by us": {"provider_basis": "judgement"},
    "Amount implied, not printed": {"award_status": IMPLIED},
}
"""Which awards a headline figure counts, of those that the page is about; `To …` counts those to that provider."""


def its_headline_figures_agree_with_the_awards(page: Page, behind: Behind) -> list[str]:
    """Each with the number, the sum, the share of all the money of the year and how much is implied."""
    of_page = next((facts["of"] for facts in page.told("head") if "of" in facts), None)
    each = {name: of for facts in page.told("figures") for name, of in facts["each"].items()}
    faults = []
    for name, figure in headline_figures(page).items():
        of = figure_of(name, each)
        if of is None or (of_page is None and name not in each):
            continue
        awards = chosen(behind.awards if name in each else chosen(behind.awards, of_page or {}), of)
        expected = _figure(awards, behind, "of the money" if of_page == {} else "of all the money")
        if figure != expected:
            faults.append(f"headline figure “{name}”: shows “{figure}”; by the data it is “{expected}”")
    return faults


def headline_figures(page: Page) -> dict[str, str]:
    """The text of each headline figure, by its name."""
    parts = page.soup.select(".figures div")
    return {spaced(part.dt): spaced(part.dd) for part in parts if part.dt and part.dd}


def figure_of(name: str, each: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Which awards a figure counts; None, if neither the notebook nor this module says so."""
    if name in each or name in COUNTS:
        return each.get(name, COUNTS.get(name))
    return {"provider": name.removeprefix("To ")} if name.startswith("To ") else None


def _figure(awards: list[Award], behind: Behind, of: str) -> str:
    ours, whole, implied = pence(awards), pence(behind.awards), implied_pence(awards)
    mark = "" if not implied else f" {IMPLIED}" if implied == ours else f" {format_gbp(implied)} {IMPLIED}"
    share = ours / whole if whole else 0.0
    part = "" if share == 1 else f", {share:.1%} {of}"
    return f"{format_gbp(ours)}{mark} {counted(len(awards), 'award')}{part}"


def its_sentences_agree_with_the_awards(page: Page, behind: Behind) -> list[str]:
    """A headline, or a paragraph that says which awards it is about, tells how many these are and what they come to."""
    faults = []
    for text, of in told_sums(page):
        awards = chosen(behind.awards, of)
        faults += [f"the sentence “{text[:100]}…” lacks {one}" for one in _expected(awards) if not _tells(text, one)]
    return faults


def told_sums(page: Page) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each text that says which awards it is about, with the conditions on them: of a standfirst the headline."""
    for cell in page.cells:
        for output in shown_by(cell):
            facts = facts_of(output)
            if facts.get("kind") in ("standfirst", "sum") and "of" in facts:
                piece = BeautifulSoup(html_of(output), "html.parser")
                text = piece.p if facts["kind"] == "standfirst" else piece
                yield spaced(text) if isinstance(text, Tag) else "", facts["of"]


def _expected(awards: list[Award]) -> list[str]:
    """Nothing, where there are no awards; no sum, where no amount is stated."""
    if not awards:
        return []
    implied = implied_pence(awards)
    is_stated = any(award["award_pence"] is not None for award in awards)
    told = [counted(len(awards), "award")] + ([format_gbp(pence(awards))] if is_stated else [])
    return told + ([format_gbp(implied)] if implied else [])


def _tells(text: str, expected: str) -> bool:
    return re.search(rf"(?<![\w.,−-]){re.escape(expected)}(?![\w]|[.,][0-9])", text) is not None
