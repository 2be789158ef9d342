"""Sentences that keep, for each of their figures, the expression from which anyone can work it out again.

A sentence is a string like any other; besides, it knows which of its characters are figures, and where each comes from:

>>> to_police = figure("£587,195", "sum", provider_type="Police")
>>> text = write("The police receive {amount}.", amount=to_police)
>>> text
'The police receive £587,195.'
>>> html(text)
'The police receive <data value="sum(provider_type=&#x27;Police&#x27;)">£587,195</data>.'

An expression is a call, `kind(arguments, conditions)`. The conditions say which awards are meant, as in
`fragment.Awards`: `provider_type='Police'`, `theme=True` (has one), `stream=['A', 'B']`, `provider={'not': 'C'}`. The
page checks read the raw files, evaluate the expression and compare (`runs/qa`). `docs/architecture.md` lists the kinds.
"""

import json
from collections.abc import Iterable
from html import escape
from string import Formatter
from typing import Any


class Figure(str):
    """A number, name, date or printed text in a sentence, with the expression that gives it."""

    __slots__ = ("expression",)
    expression: str

    def __new__(cls, text: str, expression: str) -> "Figure":
        made = super().__new__(cls, text)
        made.expression = expression
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # for copy and pickle
        return str(self), self.expression


class Sentence(str):
    """A text, with its `parts` in order: plain strings and figures. Adding texts to it keeps its figures."""

    __slots__ = ("parts",)
    parts: tuple[str, ...]

    def __new__(cls, parts: Iterable[str]) -> "Sentence":
        flat = tuple(piece for part in parts for piece in parts_of(part) if piece)
        made = super().__new__(cls, "".join(flat))
        made.parts = flat
        return made

    def __getnewargs__(self) -> tuple[tuple[str, ...]]:  # type: ignore[override]  # for copy and pickle
        return (self.parts,)

    def __add__(self, other: str) -> "Sentence":
        return Sentence((self, other))

    def __radd__(self, other: str) -> "Sentence":
        return Sentence((other, self))


def figure(text: str, kind: str, /, *arguments: Any, **conditions: Any) -> Figure:
    """A figure with its expression: `figure("£587,195", "sum", provider_type="Police")`.

    An argument may be another expression, as `expression` makes it.
    """
    return Figure(text, expression(kind, *arguments, **conditions))


class Expression(str):
    """An expression as text; within another one it stands as it is, without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def expression(kind: str, /, *arguments: Any, **conditions: Any) -> Expression:
    """The expression as text: `sum(provider_type='police')`; a column that is no name in Python in a dict."""
    given = [repr(one) for one in arguments]
    given += [
        f"{name}={value!r}" if name.isidentifier() else f"**{{{name!r}: {value!r}}}"
        for name, value in conditions.items()
    ]
    return Expression(f"{kind}({', '.join(given)})")


def write(template: str, **parts: str) -> Sentence:
    """The template with `{name}` replaced by its part; figures and sentences among the parts stay traced.

    After a part that a person has ended with a full stop, that of the template is left out. Raises KeyError for a name
    without a part.
    """
    pieces: list[str] = []
    for text, name, _, _ in Formatter().parse(template):
        is_ended = text.startswith(".") and bool(pieces) and pieces[-1].endswith(".")
        pieces.append(text[is_ended:])
        if name is not None:
            pieces.append(parts[name])
    return Sentence(pieces)


def joined(texts: Iterable[str], between: str = " ") -> Sentence:
    """The texts in one, with `between` between them; empty ones are left out."""
    pieces: list[str] = []
    for text in texts:
        if text:
            pieces += [between, text] if pieces else [text]
    return Sentence(pieces)


def listed(texts: Iterable[str]) -> Sentence:
    """The texts as a list: `a`, `a and b`, `a, b and c`. Raises ValueError if there are none."""
    *first, last = texts
    return Sentence([joined(first, ", "), " and ", last]) if first else Sentence([last])


def capitalised(text: str) -> Sentence:
    """The text with a capital first letter."""
    first, *rest = parts_of(text) or ("",)
    raised = first[:1].upper() + first[1:]
    return Sentence([Figure(raised, first.expression) if isinstance(first, Figure) else raised, *rest])


def parts_of(text: str) -> tuple[str, ...]:
    """The plain strings and figures that a text consists of."""
    return text.parts if isinstance(text, Sentence) else (text,) if text else ()


def pairs(text: str) -> list[list[str]]:
    """Each piece of the text with its expression, "" for plain text: for those who show the text elsewhere."""
    return [[str(part), part.expression if isinstance(part, Figure) else ""] for part in parts_of(text)]


def html(text: str) -> str:
    """The text as escaped HTML, each figure in a `data` element with its expression."""
    return "".join(
        f'<data value="{escape(part.expression)}">{escape(part)}</data>' if isinstance(part, Figure) else escape(part)
        for part in parts_of(text)
    )


def attribute(*texts: str) -> str:
    """The attribute `data-figures` for an element whose texts stand in other attributes, such as `alt`.

    It holds JSON: a list of pairs, the figure as written and its expression. Without figures it is empty.
    """
    pairs = [[str(part), part.expression] for text in texts for part in parts_of(text) if isinstance(part, Figure)]
    return f' data-figures="{escape(json.dumps(pairs, ensure_ascii=False))}"' if pairs else ""
