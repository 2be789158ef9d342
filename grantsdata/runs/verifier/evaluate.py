"""Work out an expression: its value, and the awards that it is made of."""

import ast
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any, NamedTuple

from grantsdata.runs.verifier import law, on_file
from grantsdata.runs.verifier.printed import amount, total_of
from grantsdata.runs.verifier.promises import promises_of
from grantsdata.runs.verifier.raw import Award, Raw, texts_in

MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
FAULTS = (SyntaxError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError)


class Unknown(Exception):
    """An expression that cannot be worked out: of no known kind, or about something that is not there."""


class Value(NamedTuple):
    """An amount (pence, a part of 1, or a number) with its unit, or a text, or both; and the awards behind it.

    Several `texts` are as good as each other: how a budget is printed, or who share a rank.
    """

    unit: str = "text"
    amount: Fraction = Fraction(0)
    texts: tuple[str, ...] = ()
    of: tuple[Award, ...] = ()


def chosen(rows: Iterable[Award], of: Mapping[str, Any]) -> list[Award]:
    """The rows that meet the conditions. Raises KeyError for a column that they do not have."""
    return [row for row in rows if all(_holds(row[name], condition) for name, condition in of.items())]


def _holds(value: Any, condition: Any) -> bool:
    if isinstance(condition, bool):
        return (value is not None and value is not False and value != "") == condition  # an amount of 0 is stated
    if isinstance(condition, Mapping):
        return not _holds(value, condition["not"])
    return bool(value in condition) if isinstance(condition, list | tuple) else bool(value == condition)


def stated(awards: Iterable[Award]) -> list[int]:
    """The amounts of the awards that have one, in pence."""
    return [award["award_pence"] for award in awards if award["award_pence"] is not None]


def _size(awards: Iterable[Award]) -> tuple[bool, int]:
    """What a ranking goes by: whether any amount is stated, and the sum."""
    amounts = stated(awards)
    return bool(amounts), sum(amounts)


def pounds(awards: Sequence[Award], choose: Callable[[list[int]], Any] = sum) -> Value:
    """The sum of the awards, or another figure of their amounts."""
    return Value("pounds", Fraction(choose(stated(awards))), of=tuple(awards))


def number(count: Any, awards: Iterable[Award] = ()) -> Value:
    """A count."""
    return Value("number", Fraction(count), of=tuple(awards))


class Verifier:
    """The expressions about a year: `raw` are its files, `more` further kinds of expression than those of `KINDS`."""

    def __init__(self, raw: Raw, more: Mapping[str, Callable[..., Value]] | None = None) -> None:
        self.raw, self.kinds = raw, {**KINDS, **(more or {})}
        self._values: dict[str, Value] = {}

    def value(self, expression: str) -> Value:
        """What the expression gives. Raises Unknown if it cannot be worked out."""
        try:
            if expression not in self._values:
                self._values[expression] = self._value(ast.parse(expression, mode="eval").body)
            return self._values[expression]
        except (*FAULTS, OSError, StopIteration) as error:
            raise Unknown(f"{type(error).__name__}: {error}") from error

    def _value(self, node: ast.AST) -> Value:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            raise Unknown("it is not a call such as sum(stream='…')")
        if node.func.id in ("in_year", "at"):
            name, raw = ast.literal_eval(node.args[0]), self.raw
            is_day = node.func.id == "at"
            other = raw.at(name) if is_day else Raw(raw.root, name, raw.include_implied)
            return Verifier(other)._value(node.args[1])
        if node.func.id not in self.kinds:
            raise Unknown(f"there is no kind “{node.func.id}”")
        of: dict[str, Any] = {}
        for word in node.keywords:
            given = ast.literal_eval(word.value)
            of |= given if word.arg is None else {word.arg: given}
        given = [self._value(one) if isinstance(one, ast.Call) else ast.literal_eval(one) for one in node.args]
        return self.kinds[node.func.id](self, *given, **of)

    def all(self, of: Mapping[str, Any]) -> list[Award]:
        """The awards of the year that meet the conditions."""
        return chosen(self.raw.awards, of)

    def only(self, column: str, awards: Sequence[Award]) -> Value:
        """The one value that the awards have in a column. Raises ValueError for several."""
        (value,) = {award[column.replace("award_gbp", "award_pence")] for award in awards}
        is_money = isinstance(value, int) and column in ("award_gbp", "award_pence")
        return pounds(awards, min) if is_money else Value(texts=(str(value or ""),), of=tuple(awards))

    def ranked(self, column: str, of: Mapping[str, Any]) -> list[list[Award]]:
        """The awards by the value that they have in a column, the largest sum first, those without any last."""
        groups: dict[str, list[Award]] = {}
        for award in self.all({column: True, **of}):
            groups.setdefault(award[column], []).append(award)
        return sorted(groups.values(), key=_size, reverse=True)

    def named(self, column: str, n: int, of: Mapping[str, Any]) -> Value:
        """The value with the n-th largest sum, or those that share this place."""
        groups = self.ranked(column, of)
        same = [group for group in groups if _size(group) == _size(groups[n - 1])]
        return Value(texts=tuple(group[0][column] for group in same), of=tuple(groups[n - 1]))

    def budget(self, stream: str) -> Value:
        """The budget of a stream, by its code or name; "" is the overall budget."""
        of = {one[key]: one["budget_printed"] for one in self.raw.paper["streams"] for key in ("code", "name")}
        return printed((of | {"": self.raw.paper["overall_budget"]["printed"]})[stream])

    def stream(self, code: str) -> dict[str, str]:
        """What paper.toml says of a stream, which is called by its code or its name."""
        return next(one for one in self.raw.paper["streams"] if code in (one["code"], one["name"]))

    def paper(self, *keys: str) -> Value:
        """An entry of paper.toml; the length of a list."""
        found: Any = self.raw.paper if keys[0] in self.raw.paper else self.raw.paper["paper"]
        for key in keys:
            found = found[int(key)] if isinstance(found, list) else found[key]
        return entry(found)


def entry(found: Any) -> Value:
    """An entry of a TOML file: a date in words or in its ISO form, the length of a list, or a text."""
    if isinstance(found, date):
        return Value(texts=(f"{found.day} {MONTHS[found.month]} {found.year}", found.isoformat()))
    return number(len(found)) if isinstance(found, list) else Value(texts=(str(found),))


def held(text: str, texts: Iterable[str]) -> Value:
    """The text, if one of the texts holds it. Raises Unknown if none does."""
    if not any(re.search(rf"(?<!\w){re.escape(text)}(?!\w)", one) for one in texts):
        raise Unknown(f"no raw file of the year prints “{text}”")
    return Value(texts=(text,))


def together(a: Value, b: Value, sign: int = 1) -> Value:
    """The sum of two values of one unit, or their difference. Raises Unknown for two units."""
    if a.unit != b.unit or a.unit == "text":
        raise Unknown(f"a {a.unit} and a {b.unit} cannot be put together")
    return Value(a.unit, a.amount + sign * b.amount, of=a.of + b.of)


def part(a: Value, b: Value) -> Value:
    """The first as a part of the second."""
    return Value("share", a.amount / b.amount, of=a.of)


def printed(text: str, of: dict[str, Any] | None = None) -> Value:
    """A printed text, and its amount if it is one, or a sum of several."""
    whole = total_of(text) if of is None else amount(text, of)[0]
    return Value(texts=(text,)) if whole is None else Value("pounds", Fraction(whole), (text,))


def in_cell(text: str) -> Value:
    """The same of a cell, which may hold a number of something else."""
    value = printed(text)
    return value if "£" in text or value.unit == "text" else number(value.amount / 100)._replace(texts=(text,))


KINDS: dict[str, Callable[..., Value]] = {
    "sum": lambda v, **of: pounds(v.all(of)),
    "count": lambda v, **of: number(len(v.all(of)), v.all(of)),
    "share": lambda v, among=None, **of: part(pounds(chosen(v.all(among or {}), of)), pounds(v.all(among or {}))),
    "distinct": lambda v, column, **of: number(len(v.ranked(column, of)), v.all({column: True, **of})),
    "value": lambda v, column, **of: v.only(column, v.all(of)),
    "rank": lambda v, column, n, **of: v.named(column, n, of),
    "rank_sum": lambda v, column, n, **of: pounds(v.ranked(column, of)[n - 1]),
    "rank_count": lambda v, column, n, **of: number(len(v.ranked(column, of)[n - 1]), v.ranked(column, of)[n - 1]),
    "largest_sum": lambda v, column, n, **of: pounds([one for group in v.ranked(column, of)[:n] for one in group]),
    "least": lambda v, **of: pounds(v.all(of), min),
    "middle": lambda v, **of: pounds(v.all(of), median),
    "most": lambda v, **of: pounds(v.all(of), max),
    "of_most": lambda v, column, **of: v.only(column, v.all({"award_pence": max(stated(v.all(of))), **of})),
    "budget": lambda v, stream: v.budget(stream),
    "paper": lambda v, key: v.paper(*key.split(".")),
    "stream": lambda v, code, key: Value(texts=(v.stream(code)[key],)),
    "first_day": lambda v: Value(texts=(f"1 April {v.raw.year[:4]}",)),
    "last_day": lambda v: Value(texts=(f"31 March {int(v.raw.year[:4]) + 1}",)),
    "cell": lambda v, file, row, column: in_cell(on_file.rows_of_file(v.raw, file)[row][column]),
    "rows": lambda v, file, **of: number(len(chosen(on_file.rows_of_file(v.raw, file).values(), of))),
    "promises": lambda v, state: number(sum(one["state"] == state for one in promises_of(v.raw))),
    "in_file": lambda v, file, text: held(text, texts_in([on_file.rows_of_file(v.raw, file)])),
    "as_at": lambda v: entry(date.fromisoformat(v.raw.as_at)),
    "document": lambda v, name: Value(texts=(v.raw.documents.names[name],)),
    "documents": lambda v: number(len(v.raw.paper["documents"])),
    "duty": lambda v, name, key: (printed if key.endswith("_gbp") else entry)(law.of_duty(name, key)),
    "days_to_publication": lambda v, which: number({"least": min, "most": max}[which](law.days_to_publication(v.raw))),
    "days_from_signing": lambda v, which: number({"least": min, "most": max}[which](law.days_from_signing(v.raw))),
    "printed": lambda v, text: held(text, v.raw.texts()),
    "minus": lambda v, a, b: together(a, b, -1),
    "plus": lambda v, a, b: together(a, b),
    "part": lambda v, a, b: part(a, b),
}  # fmt: skip
"""How the kinds of `docs/architecture.md` are worked out, but for those about the page itself."""
