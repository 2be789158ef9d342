"""Work out an expression, and say whether a figure is written as it comes out."""

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any, NamedTuple

from grantsdata.runs.verifier.raw import Award, Raw, amount, rows_of

LAW = {"ITEM_OVER_GBP": 50_000, "CONTRACT_OVER_GBP": 1_000_000}
"""Pence: SI 2011/3050, Schedule, paragraphs 3(g) and 4."""
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip


class Unknown(Exception):
    """An expression that cannot be worked out: of no known kind, or about something that is not there."""


class Value(NamedTuple):
    """What an expression gives: an amount with its unit, or a text, or both; and the awards that it is made of.

    Several `texts` are as good as each other: how a budget is printed, or who share a rank.
    """

    unit: str = "text"
    amount: Fraction = Fraction(0)
    texts: tuple[str, ...] = ()
    of: tuple[Award, ...] = ()


def chosen(rows: Iterable[Award], of: Mapping[str, Any]) -> list[Award]:
    """The awards that meet the conditions. Raises KeyError for a column that they do not have."""
    return [row for row in rows if all(_holds(row[name], condition) for name, condition in of.items())]


def _holds(value: Any, condition: Any) -> bool:
    if isinstance(condition, bool):
        return (value not in (None, False, "")) == condition
    if isinstance(condition, Mapping):
        return not _holds(value, condition["not"])
    return bool(value in condition) if isinstance(condition, list | tuple) else bool(value == condition)


def pence(awards: Iterable[Award]) -> int:
    """Their sum; an amount that is not stated adds nothing."""
    return sum(award["award_pence"] or 0 for award in awards)


def stated(awards: Iterable[Award]) -> list[int]:
    """Their amounts, of those that have one."""
    return [award["award_pence"] for award in awards if award["award_pence"] is not None]


OF_AWARDS: dict[str, tuple[str, Callable[[list[Award]], Any]]] = {
    "sum": ("pounds", pence),
    "count": ("number", len),
    "least": ("pounds", lambda awards: min(stated(awards))),
    "middle": ("pounds", lambda awards: median(stated(awards))),
    "most": ("pounds", lambda awards: max(stated(awards))),
}
OF_RANKED = {"rank": "text", "rank_sum": "pounds", "rank_count": "number", "largest_sum": "pounds"}


class Verifier:
    """The expressions of one page: `raw` are its year's files, `rows_on_page` counts the rows of a table by caption.

    `findings` are the codes, scopes and severities of the findings, which are not worked out again here.
    """

    def __init__(
        self,
        raw: Raw,
        rows_on_page: Mapping[str, int] | None = None,
        findings: Iterable[tuple[str, str, str]] = (),
    ) -> None:
        self.raw, self.rows_on_page, self.known = raw, rows_on_page or {}, list(findings)

    def value(self, expression: str) -> Value:
        """Raises Unknown if the expression cannot be worked out."""
        try:
            return self._value(ast.parse(expression, mode="eval").body)
        except (SyntaxError, ValueError, TypeError, LookupError, AttributeError, OSError, ZeroDivisionError) as error:
            raise Unknown(f"{type(error).__name__}: {error}") from error

    def _value(self, node: ast.AST) -> Value:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            raise Unknown("it is not a call such as sum(stream='…')")
        kind, of = node.func.id, dict[str, Any]()
        for word in node.keywords:
            given = ast.literal_eval(word.value)
            of |= given if word.arg is None else {word.arg: given}
        if kind == "in_year":
            other = Raw(self.raw.root, ast.literal_eval(node.args[0]), self.raw.include_implied)
            return Verifier(other)._value(node.args[1])
        given = [self._value(one) if isinstance(one, ast.Call) else ast.literal_eval(one) for one in node.args]
        if kind in OF_AWARDS and not given:
            (unit, work_out), awards = OF_AWARDS[kind], chosen(self.raw.awards, of)
            return Value(unit, Fraction(work_out(awards)), of=tuple(awards))
        if kind in OF_RANKED:
            return self._ranked(kind, *given, **of)
        method: Callable[..., Value] | None = getattr(self, f"of_{kind}", None)
        if method is None:
            raise Unknown(f"there is no kind “{kind}”")
        return method(*given, **of)

    def _ranked(self, kind: str, column: str, n: int, **of: Any) -> Value:
        groups: dict[str, list[Award]] = {}
        for award in chosen(self.raw.awards, {**of, column: of.get(column, True)}):
            groups.setdefault(award[column], []).append(award)
        ranked = sorted(groups.values(), key=pence, reverse=True)
        awards = [one for group in ranked[:n] for one in group] if kind == "largest_sum" else ranked[n - 1]
        names = [name for name, group in groups.items() if pence(group) == pence(awards)] if kind == "rank" else []
        whole = len(awards) if kind == "rank_count" else pence(awards)
        return Value(OF_RANKED[kind], Fraction(whole), tuple(names), tuple(awards))

    def of_share(self, among: Mapping[str, Any] | None = None, **of: Any) -> Value:
        whole = chosen(self.raw.awards, among or {})
        awards = chosen(whole, of)
        return Value("share", Fraction(pence(awards), pence(whole)), of=tuple(awards))

    def of_distinct(self, column: str, **of: Any) -> Value:
        awards = [award for award in chosen(self.raw.awards, of) if award[column]]
        return Value("number", Fraction(len({award[column] for award in awards})), of=tuple(awards))

    def of_value(self, column: str, **of: Any) -> Value:
        awards = chosen(self.raw.awards, of)
        (only,) = {award[column.replace("award_gbp", "award_pence")] for award in awards}
        is_money = isinstance(only, int) and column in ("award_gbp", "award_pence")
        return Value("pounds", Fraction(only), of=tuple(awards)) if is_money else Value(texts=(only,), of=tuple(awards))

    def of_budget(self, stream: str) -> Value:
        printed = {one[key]: one["budget_printed"] for one in self.raw.paper["streams"] for key in ("code", "name")}
        return _printed((printed | {"": self.raw.paper["overall_budget"]["printed"]})[stream])

    def of_paper(self, key: str) -> Value:
        found: Any = self.raw.paper if key.partition(".")[0] in self.raw.paper else self.raw.paper["paper"]
        for part in key.split("."):
            found = found[int(part)] if isinstance(found, list) else found[part]
        if isinstance(found, date):
            return Value(texts=(f"{found.day} {MONTHS[found.month - 1]} {found.year}", found.isoformat()))
        return Value("number", Fraction(len(found))) if isinstance(found, list) else Value(texts=(str(found),))

    def of_cell(self, file: str, row: int, column: str) -> Value:
        return _printed(rows_of(self.raw.folder / file)[row][column])

    def of_rows(self, file: str, **of: Any) -> Value:
        return Value("number", Fraction(len(chosen(rows_of(self.raw.folder / file).values(), of))))

    def of_finding(self, code: str, scope: str, column: str) -> Value:
        if (code, scope) not in [finding[:2] for finding in self.known]:
            raise Unknown(f"there is no finding {code} about “{scope}”")
        ours, printed = self._compared(scope)
        return Value(
            "pounds", Fraction({"ours_gbp": ours, "printed_gbp": printed, "difference_gbp": ours - printed}[column])
        )

    def _compared(self, scope: str) -> tuple[int, int]:
        """Our figure and the printed one, of a printed total, a budget, or one award."""
        for one in self.raw.paper.get("printed_totals", ()):
            if scope == f"{one['label']}, {one.get('place') or one['file']}":
                return pence(chosen(self.raw.under(one), {"award_status": "printed"})), amount(one["printed"], one)[
                    0
                ] or 0
        if scope == self.raw.paper["overall_budget"]["label"]:
            return pence(chosen(self.raw.awards, {"in_overall_budget": True})), int(self.of_budget("").amount)
        if scope in [one["name"] for one in self.raw.paper["streams"]]:
            return pence(chosen(self.raw.awards, {"stream": scope})), int(self.of_budget(scope).amount)
        return pence(chosen(self.raw.awards, {"service": scope})), 0

    def of_findings(self, severity: str) -> Value:
        return Value("number", Fraction(sum(one == severity for _, _, one in self.known)))

    def of_listed(self, caption: str) -> Value:
        return Value("number", Fraction(self.rows_on_page[caption]))

    def of_constant(self, name: str) -> Value:
        return Value("pounds", Fraction(LAW[name]))

    def of_minus(self, a: Value, b: Value) -> Value:
        return self.of_plus(a, b._replace(amount=-b.amount))

    def of_plus(self, a: Value, b: Value) -> Value:
        if a.unit != b.unit or a.unit == "text":
            raise Unknown(f"a {a.unit} and a {b.unit} cannot be put together")
        return Value(a.unit, a.amount + b.amount, of=a.of + b.of)

    def of_part(self, a: Value, b: Value) -> Value:
        return Value("share", a.amount / b.amount, of=a.of)


def _printed(text: str) -> Value:
    """A printed text, and its amount if it is one, or a sum of several."""
    parts = [amount(part, {}) for part in re.split(r" (?:\+|and|plus) ", text)]
    if any(whole is None for whole, _, _ in parts):
        return Value(texts=(text,))
    return Value("pounds", Fraction(sum(whole or 0 for whole, _, _ in parts)), (text,))
