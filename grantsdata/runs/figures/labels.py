"""Check that a label in a sentence belongs to the figure beside it: who gets what, from which fund, what is implied.

The expressions of a sentence's figures name the labels that they are about. The sentence must name the same labels in
the same order, so that two names or two amounts that have changed places are noticed.
"""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from grantsdata.runs.figures.sentences import Figure, Sentence
from grantsdata.runs.figures.written import forms_of
from grantsdata.runs.verifier.evaluate import Unknown, Verifier

COLUMNS = ("stream", "provider_type", "arrangement", "theme", "provider")


class Call(NamedTuple):
    """A call within an expression: its kind, its plain arguments and its conditions."""

    kind: str
    arguments: tuple[Any, ...]
    of: dict[str, Any]


class Mention(NamedTuple):
    """Where a sentence names a label, and the label by column: a theme may be called like a type of provider."""

    place: int
    labels: dict[str, str]


@lru_cache(maxsize=4096)
def calls_in(expression: str) -> list[Call]:
    """Return the calls of an expression, the outer one first; an empty list for what is none."""
    try:
        tree = ast.parse(expression, mode="eval")
    except SyntaxError:
        return []
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            plain = tuple(one.value for one in node.args if isinstance(one, ast.Constant))
            of: dict[str, Any] = {}
            for word in node.keywords:
                if word.arg != "among":
                    of |= {word.arg: ast.literal_eval(word.value)} if word.arg else ast.literal_eval(word.value)
            found.append(Call(node.func.id, plain, of))
    return found


def outer(figure: Figure) -> Call:
    """The outer call of an expression; that within `in_year`, for another year."""
    calls = [call for call in calls_in(figure.expression) if call.kind != "in_year"]
    return next(iter(calls), Call("", (), {}))


def label_faults(sentence: Sentence, verifier: Verifier) -> Iterator[str]:
    """Yield what is wrong with the labels of a sentence: one that no figure is about, or two in another order."""
    mentions = _mentions(sentence, verifier)
    for column in COLUMNS:
        named = [one.labels[column] for one in mentions if column in one.labels]
        about = [label for figure in sentence.figures for label in _about(figure, column, verifier, named)]
        if not about:
            continue
        named, about = list(dict.fromkeys(named)), list(dict.fromkeys(about))
        for label in named:
            if label not in about:
                yield f"it names {label}, but none of its figures is about {label}"
        known = {
            label for of_form in _labels(verifier)[0].values() for label in of_form.values()
        }  # others: another year
        says_some = named and set(named) <= set(about) and column in ("stream", "provider_type")
        for label in about if says_some else ():
            if label in known and label not in named:
                yield f"a figure is about {label}, which it does not name; it names {', '.join(named)}"
        in_both = [label for label in named if label in about]
        if in_both != [label for label in about if label in in_both]:
            yield f"it names {', '.join(in_both)}; its figures are about {', '.join(about)}"


def unmarked(sentence: Sentence, verifier: Verifier) -> Iterator[str]:
    """Yield each sum that counts an implied amount without saying so, before the next sum begins or just before it."""
    sums = [one for one in sentence.figures if one.expression.startswith(("sum(", "rank_sum(", "largest_sum("))]
    wholes = [one for one in sums if "award_status" not in one.expression]
    ends = [*(one.place for one in wholes[1:]), len(sentence.text)]
    for figure, end in zip(wholes, ends, strict=False):  # without any sum there is still an end
        before = sentence.text[max(0, figure.place - 40) : figure.place].rpartition(")")[2]
        if "impli" in before + sentence.text[figure.place : end]:
            continue
        try:
            of = verifier.value(figure.expression).of
        except Unknown:
            continue
        if any(one["award_status"] == "implied" for one in of):
            yield f"{figure.text} counts an implied amount, and it does not say so"


_OF_ALL = re.compile(r"^ of (?:all )?the money\b(?! (?:inside|from|awarded|of)\b)")
_OF_PART = re.compile(
    r"^ of (?:(?:this|these|that|those|its|their)\b[\w' ]*money|the money (?:inside|from|awarded|of)\b)"
)
_OF_OTHERS = re.compile(r"^ of (?:[\w']+ ){0,2}?((?:awards?|budgets?|providers?|contracts?))(?!\w|')")


def printed_faults(sentence: Sentence) -> Iterator[str]:
    """Yield each sum of ours that is said to be a printed one."""
    begin = 0
    for figure in sentence.figures:
        before, begin = sentence.text[begin : figure.place], figure.place + len(figure.text)
        call = next(iter(calls_in(figure.expression)), Call("", (), {}))
        is_ours = call.kind == "finding" and call.arguments[-1:] == ("ours_gbp",)
        if is_ours and re.search(r"\bprints a (?:total|budget)|\bprinted (?:total|budget)", before):
            yield f"{figure.text} is our sum, and is said to be printed"


def share_faults(sentence: Sentence) -> Iterator[str]:
    """Yield each share of money that is said to be of other money than it is, or of no money at all."""
    for figure in sentence.figures:
        calls = [call for call in calls_in(figure.expression) if call.kind not in ("in_year", "at")]
        kind, after = calls[0].kind if calls else "", sentence.text[figure.place + len(figure.text) :]
        if kind == "part" and {call.kind for call in calls[1:]} <= {"sum", "largest_sum", "most"}:
            is_of_all = bool(re.search(r", sum\(\)\)+$", figure.expression))
        elif kind == "share":
            is_of_all = "among=" not in figure.expression
        else:
            continue
        if others := _OF_OTHERS.match(after):
            yield f"{figure.text} is a share of money, and is said of the {others[1]}"
        elif (_OF_PART if is_of_all else _OF_ALL).match(after):
            whole = "all the money" if is_of_all else "some of the money"
            yield f"{figure.text} is a share of {whole}, and is said to be of other money"


def _mentions(sentence: Sentence, verifier: Verifier) -> list[Mention]:
    """The labels that a sentence names, in its order; within a longer label a shorter one is not looked for."""
    labels, pattern = _labels(verifier)
    found = []
    for figure in sentence.figures:
        own, of_form = _own_column(figure), labels.get(figure.text, {})
        found += [Mention(figure.place, {own: of_form[own]})] if own in of_form else []
    found += [Mention(match.start(), labels[match[0]]) for match in pattern.finditer(sentence.without_figures)]
    return sorted(found, key=lambda one: one.place)


@lru_cache(maxsize=16)
def _labels(verifier: Verifier) -> tuple[dict[str, dict[str, str]], re.Pattern[str]]:
    """Each form of each label of a year's awards, with the label by column; and a pattern that finds the forms."""
    found: dict[str, dict[str, str]] = {}
    for column in COLUMNS:
        for label in {str(award[column]) for award in verifier.raw.awards if award[column]}:
            for form in forms_of(label):
                found.setdefault(form, {})[column] = label
    longest_first = sorted(found, key=lambda form: (-len(form), form))
    forms = "|".join(map(re.escape, longest_first))
    return found, re.compile(rf"(?<!\w)(?:{forms})(?!\w)" if forms else r"(?!)")


def _own_column(figure: Figure) -> str:
    """The column whose label a figure is; "" for an amount or a number."""
    call = next(iter(calls_in(figure.expression)), Call("", (), {}))
    if call.kind in ("value", "rank", "of_most"):
        return str(call.arguments[0])
    return {"stream": "stream", "paper": "provider"}.get(call.kind, "")


def _about(figure: Figure, column: str, verifier: Verifier, named: list[str]) -> Iterator[str]:
    """The labels of a column that a figure is about, unless it is such a label itself."""
    if _own_column(figure) == column:
        return
    for call in calls_in(figure.expression):
        given = call.of.get(column)
        if call.kind in ("rank_sum", "rank_count") and call.arguments[:1] == (column,):
            try:
                texts = verifier.named(column, call.arguments[1], call.of).texts
            except (Unknown, LookupError):
                continue
            yield from [label for label in dict.fromkeys(named) if label in texts] or texts[:1]
        elif isinstance(given, str):
            yield given
        elif isinstance(given, list) and len(given) == 1:
            yield str(given[0])
