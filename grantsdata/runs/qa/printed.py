"""Check the printed figures on a page, and ours beside them, which are sums of the awards that they refer to."""

from collections.abc import Iterator

from grantsdata.model.declared_table import PrintedTotal
from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.model.money import format_gbp
from grantsdata.model.paper import Paper
from grantsdata.model.schema import PRINTED
from grantsdata.runs.qa.expected import Award, PageData, chosen, implied_pence, pence
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import Row, number, tables_of

Expected = dict[str, int | None]
"""Column → the value that it should have, in pence or as a count."""


def printed_figures_agree(page: Page, data: PageData) -> list[str]:
    """Printed figures and ours agree in the tables of budgets and of printed totals, and in those with both."""
    faults = []
    for table in tables_of(page):
        for row in table.rows:
            # Two totals may be printed under one name; the row must agree with one of them.
            wrong = [list(_row_faults(row, expected)) for expected in _expected(row, data)]
            if all(wrong):
                faults += [f"table “{table.caption}”, row “{row.head[:80]}”, {one}" for one in min(wrong, default=[])]
    return faults


def _expected(row: Row, data: PageData) -> Iterator[Expected]:
    names, saved = set(row.saved), row.saved
    if {"name", "awarded_gbp"} <= names:
        awards = _against_budget(saved["name"], data)
        known: Expected = {"awarded_gbp": pence(awards), "implied_gbp": implied_pence(awards)}
        known |= _budget_range(saved["name"], data.paper)
        yield {name: value for name, value in known.items() if name in names}
    elif {"scope", "compared", "ours_gbp"} <= names:
        yield from _expected_comparison(saved["scope"], saved["compared"], data)
    elif {"label", "place", "ours_gbp"} <= names:
        for total in data.paper.printed_totals:
            if (total.label, total.place) == (saved["label"], saved["place"]):
                awards = _awards_of_total(total, data)
                yield {
                    "awards": len(awards),
                    "ours_gbp": pence(chosen(awards, {"award_status": PRINTED})),
                    "printed_gbp": total.amount.pence,
                    "implied_under_total_gbp": implied_pence(awards),
                }
    elif saved.get("provider_type") == "Budget":
        overall = data.paper.budget_of(data.paper.overall_budget).pence
        yield {"total_gbp": overall} | {
            one.name: data.paper.budget_of(one).pence for one in data.paper.streams if one.name in names
        }


def _expected_comparison(scope: str, compared: str, data: PageData) -> Iterator[Expected]:
    if compared == "awards":
        yield {"ours_gbp": pence(_against_budget(scope, data)), "printed_gbp": _budget(scope, data.paper)}
    elif compared == "budgets of the streams":
        parts = [data.paper.budget_of(stream).pence or 0 for stream in data.paper.streams if stream.in_overall_budget]
        yield {"ours_gbp": sum(parts), "printed_gbp": data.paper.budget_of(data.paper.overall_budget).pence}
    for total in data.paper.printed_totals:
        if scope == f"{total.label}, {total.place or total.file}" and compared.startswith("printed"):
            printed = chosen(_awards_of_total(total, data), {"award_status": PRINTED})
            yield {"ours_gbp": pence(printed), "printed_gbp": total.amount.pence}


def _against_budget(name: str, data: PageData) -> list[Award]:
    """Return the awards of a stream, or of all streams in the overall budget."""
    if name == data.paper.overall_budget.label and name not in data.streams:
        return chosen(data.awards, {"in_overall_budget": True})
    return chosen(data.awards, {"stream": name})


def _budget_range(name: str, paper: Paper) -> Expected:
    """Return a budget, and the least and the most that it can stand for as it is printed."""
    stream = next((stream for stream in paper.streams if stream.name == name), None)
    printed = paper.budget_of(stream or paper.overall_budget)
    return {"budget_gbp": printed.pence, "budget_low_gbp": printed.lowest, "budget_high_gbp": printed.highest}


def _budget(name: str, paper: Paper) -> int | None:
    if name == paper.overall_budget.label:
        return paper.budget_of(paper.overall_budget).pence
    return next((paper.budget_of(stream).pence for stream in paper.streams if stream.name == name), None)


def _awards_of_total(total: PrintedTotal, data: PageData) -> list[Award]:
    """Return the awards that a printed total refers to."""
    of = {"theme": total.theme, "arrangement": total.arrangement, "source_file": data.paper.source_file(total.file)}
    of["stream"] = None if total.stream is None else data.paper.stream(total.stream).name
    return chosen(data.in_tables, {name: label for name, label in of.items() if label is not None})


def _row_faults(row: Row, expected: Expected) -> Iterator[str]:
    for name, value in expected.items():
        text = row.saved.get(name, "")
        shown = number(text)
        shown = shown * 100 if shown is not None and name != "awards" else shown
        if shown != value and not (shown is None and not value):
            expected_text = "nothing" if value is None else str(value) if name == "awards" else format_gbp(value)
            found = row.texts.get(name) or text or "nothing"
            yield f"column “{HEADINGS.get(name, name)}”: shows {found}; by the data it is {expected_text}"
