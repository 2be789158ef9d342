"""Kinds of expression about what a page shows beside its sentences (tables, findings), and figures of the method."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from grantsdata.runs.figures.records import RECORD_KINDS
from grantsdata.runs.verifier.evaluate import Unknown, Value, Verifier, chosen, number, pounds, printed, together
from grantsdata.runs.verifier.printed import total_of

Known = Sequence[tuple[str, str, str]]
"""The code, scope and severity of each finding, which are not worked out again."""

CONSTANTS = {
    "ALIKE": ("share", Fraction(7, 10)), "SAME_PROVIDER": ("share", Fraction(1, 10)),
    "LARGEST_TOGETHER": ("number", Fraction(5)), "SMALL": ("number", Fraction(5)),
    "NEAR_PROFILE_SHARE": ("share", Fraction(1, 10)),
}  # fmt: skip
"""How alike the names of two awards are that may be one; how many of the largest providers are taken together; counts
below which are not published; by what part of its profile a figure may miss it and be near it."""


def page_kinds(tables: Mapping[str, list[Any]], findings: Known) -> dict[str, Callable[..., Value]]:
    """Return the kinds about a page with these tables, each the rows by its caption, and these findings of its year."""
    return {
        "finding": lambda v, code, scope, column: _finding(v, findings, code, scope, column),
        "findings": lambda v, severity: number(sum(one == severity for _, _, one in findings)),
        "listed": lambda v, caption, **of: number(len(chosen(tables[caption], _as_shown(of)))),
        "column": lambda v, caption, column: _added(tables[caption], column),
        "entry": lambda v, caption, row, column: _entry(tables[caption], row, column),
        "constant": lambda v, name: Value(*CONSTANTS[name]),
        **RECORD_KINDS,
    }


def _finding(v: Verifier, known: Known, code: str, scope: str, column: str) -> Value:
    """Our figure and the printed one, of a printed total, a budget or a service, or their difference."""
    if (code, scope) not in [finding[:2] for finding in known]:
        raise Unknown(f"there is no finding {code} about “{scope}”")
    names, label = [one["name"] for one in v.raw.paper["streams"]], v.raw.paper["overall_budget"]["label"]
    totals = v.raw.paper.get("printed_totals", ())
    total = next((one for one in totals if scope == f"{one['label']}, {one.get('place') or one['file']}"), None)
    if total is not None:
        ours, theirs = chosen(v.raw.under(total), {"award_status": "printed"}), printed(total["printed"], total)
    elif scope == label or scope in names:
        ours = v.all({"stream": scope} if scope in names else _inside(v))
        theirs = v.budget("" if scope == label else scope)
    else:
        ours, theirs = v.all({"service": scope}), Value()
    figures = {"ours_gbp": pounds(ours), "implied_gbp": pounds(chosen(ours, {"award_status": "implied"}))}
    gap = together(figures["ours_gbp"], theirs, -1) if theirs.unit == "pounds" else Value()
    return {**figures, "printed_gbp": theirs, "difference_gbp": gap._replace(amount=abs(gap.amount))}[column]


def _inside(v: Verifier) -> dict[str, Any]:
    """The streams inside the overall budget that have a budget of their own, or all inside it if none has."""
    streams = [one for one in v.raw.paper["streams"] if one["in_overall_budget"]]
    stated = [one["name"] for one in streams if total_of(one["budget_printed"]) is not None]
    return {"stream": stated} if stated else {"in_overall_budget": True}


def _as_shown(of: Mapping[str, Any]) -> dict[str, Any]:
    """Conditions on the rows of a table on the page, which shows yes and no."""
    return {name: {"True": "yes", "False": "no"}.get(str(value), value) for name, value in of.items()}


def _added(rows: list[Any], column: str) -> Value:
    """The sum of a column of a table on the page."""
    whole = sum((Fraction(row[column] or 0) for row in rows), Fraction(0))
    return Value("pounds", whole * 100) if column.endswith("_gbp") else number(whole)


def _entry(rows: list[Any], head: str, column: str) -> Value:
    """The size of a figure in the row of a table on the page that begins with a text."""
    (row,) = (row for row in rows if next(iter(row.values())) == head)
    size = abs(Fraction(row[column]))
    if column.endswith("_gbp"):
        return Value("pounds", size * 100)
    return Value("share", size) if column.endswith("share") else number(size)
