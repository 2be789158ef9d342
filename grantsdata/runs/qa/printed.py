"""Figures that the paper prints, set beside ours on a page: ours are the sums of the awards that they speak of."""

from collections.abc import Iterator

from grantsdata.model.declared_table import PrintedTotal
from grantsdata.model.dictionary import HEADINGS
from grantsdata.model.money import format_gbp
from grantsdata.model.paper import Paper
from grantsdata.model.schema import PRINTED
from grantsdata.runs.qa.expected import Award, Behind, chosen, implied_pence, pence
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import Row, number, tables_of

Expected = dict[str, int | None]
"""Column → what it should hold, in pence or as a count."""


def its_printed_figures_agree(page: Page, behind: Behind) -> list[str]:
    """In the tables of budgets, of printed totals, and of both beside ours."""
    faults = []
    for table in tables_of(page):
        for row in table.rows:
            # Two totals may be printed under one name: the row is one of them.
            wrong = [list(_wrong(row, expected)) for expected in _expected(row, behind)]
            if all(wrong):
                faults += [f"table “{table.caption}”, row “{row.head[:80]}”, {one}" for one in min(wrong, default=[])]
    return faults


def _expected(row: Row, behind: Behind) -> Iterator[Expected]:
    names, saved = set(row.saved), row.saved
    if {"name", "awarded_gbp", "budget_gbp"} <= names:
        awards = _against_budget(saved["name"], behind)
        budget = _budget(saved["name"], behind.paper)
        yield {"awarded_gbp": pence(awards), "implied_gbp": implied_pence(awards), "budget_gbp": budget}
    elif {"scope", "compared", "ours_gbp"} <= names:
        yield from _beside_ours(saved["scope"], saved["compared"], behind)
    elif {"label", "place", "ours_gbp"} <= names:
        for total in behind.paper.printed_totals:
            if (total.label, total.place) == (saved["label"], saved["place"]):
                awards = _under(total, behind)
                yield {
                    "awards": len(awards),
                    "ours_gbp": pence(awards),
                    "implied_gbp": implied_pence(awards),
                    "printed_gbp": total.amount.pence,
                }
    elif saved.get("provider_type") == "Budget":
        overall = behind.paper.overall_budget.amount.pence
        yield {"total_gbp": overall} | {one.name: one.budget.pence for one in behind.paper.streams if one.name in names}


def _beside_ours(scope: str, compared: str, behind: Behind) -> Iterator[Expected]:
    if compared == "awards":
        awards = _against_budget(scope, behind)
        if scope not in behind.streams:  # a stream without a stated budget is no part of the reconciliation
            awards = [award for award in awards if _budget(award["stream"], behind.paper) is not None]
        yield {"ours_gbp": pence(awards), "printed_gbp": _budget(scope, behind.paper)}
    elif compared == "budgets of the streams":
        parts = [stream.budget.pence or 0 for stream in behind.paper.streams if stream.in_overall_budget]
        yield {"ours_gbp": sum(parts), "printed_gbp": behind.paper.overall_budget.amount.pence}
    for total in behind.paper.printed_totals:
        if scope == f"{total.label}, {total.place or total.file}" and compared.startswith("printed"):
            printed = chosen(_under(total, behind), {"award_status": PRINTED})
            yield {"ours_gbp": pence(printed), "printed_gbp": total.amount.pence}


def _against_budget(name: str, behind: Behind) -> list[Award]:
    """The awards of a stream, or of all streams inside the overall budget."""
    if name == behind.paper.overall_budget.label and name not in behind.streams:
        return chosen(behind.awards, {"in_overall_budget": True})
    return chosen(behind.awards, {"stream": name})


def _budget(name: str, paper: Paper) -> int | None:
    if name == paper.overall_budget.label:
        return paper.overall_budget.amount.pence
    return next((stream.budget.pence for stream in paper.streams if stream.name == name), None)


def _under(total: PrintedTotal, behind: Behind) -> list[Award]:
    """The awards that a printed total speaks of."""
    of = {"theme": total.theme, "arrangement": total.arrangement, "source_file": behind.paper.source_file(total.file)}
    of["stream"] = None if total.stream is None else behind.paper.stream(total.stream).name
    return chosen(behind.awards, {name: label for name, label in of.items() if label is not None})


def _wrong(row: Row, expected: Expected) -> Iterator[str]:
    for name, value in expected.items():
        text = row.saved.get(name, "")
        shown = number(text)
        shown = shown * 100 if shown is not None and name != "awards" else shown
        if shown != value and not (shown is None and not value):
            told = "nothing" if value is None else str(value) if name == "awards" else format_gbp(value)
            found = row.texts.get(name) or text or "nothing"
            yield f"column “{HEADINGS.get(name, name)}”: shows {found}; by the data it is {told}"
