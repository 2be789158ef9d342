"""The sentences of findings, each figure with the expression that gives it.

A finding holds its sentence as plain text, beside its figures. Here the figures are found again in the text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from grantsdata.model.money import format_pounds
from grantsdata.model.schema import IMPLIED, NOT_IN_REGISTER
from grantsdata.report.traced import Expression, Figure, Sentence, expression, figure

_FIGURES = ("ours_gbp", "printed_gbp", "difference_gbp", "implied_gbp")
_QUOTED = r"“[^”]*”"
_NUMERAL = r"(?<![\w£−,.])\d(?:[\w,.%/-]*[\w%])?"


def sentences(findings: pd.DataFrame, *codes: str) -> list[Sentence]:
    """The sentences of the findings with these codes, or of all without codes, in their order.

    `findings` is the table of `load_findings`. What findings about several tables or awards say alike is said once.
    """
    chosen = findings[findings["code"].isin(codes)] if codes else findings
    return list(dict.fromkeys(sentence_of(finding) for finding in chosen.to_dict("records")))


def sentence_of(finding: Mapping[Any, Any]) -> Sentence:
    """The sentence of one finding, a row of `load_findings`.

    The finding's own amounts are traced to the finding, two that are equal in their order; quoted texts with digits,
    such a name of what it is about, and other numerals to the raw files that print them. An amount that is not the
    finding's own is not traced.
    """
    amounts: dict[str, list[str]] = {}
    for name in _FIGURES:
        for text in _amount_texts(finding, name):
            amounts.setdefault(text, []).append(name)
    names = [name for name in (finding["scope"], finding["stream"]) if any(map(str.isdigit, name))]
    texts = sorted([*amounts, *names], key=len, reverse=True)
    pattern = "|".join([_QUOTED, *(rf"(?<![\d£−]){re.escape(text)}(?![\d]|[.,]\d)" for text in texts), _NUMERAL])
    return Sentence(_parts(finding, pattern, amounts))


def _amount_texts(finding: Mapping[Any, Any], name: str) -> Iterator[str]:
    """How the sentence may write one of the finding's amounts: a difference always without its sign."""
    pounds = finding[name]
    if not pd.isna(pounds) and (pounds or name != "implied_gbp"):
        yield format_pounds(abs(pounds) if name == "difference_gbp" else pounds)


def _parts(finding: Mapping[Any, Any], pattern: str, amounts: Mapping[str, list[str]]) -> Iterator[str]:
    text, end = str(finding["sentence"]), 0
    for found in re.finditer(pattern, text):
        yield text[end : found.start()]
        yield from _traced(found[0], finding, amounts, f" {IMPLIED}" in text[found.end() : found.end() + 9])
        end = found.end()
    yield text[end:]


def _traced(text: str, finding: Mapping[Any, Any], amounts: Mapping[str, list[str]], is_implied: bool) -> Iterator[str]:
    equal = ["implied_gbp"] if is_implied and finding["implied_gbp"] else amounts.get(text, [])
    name = equal.pop(0) if len(equal) > 1 else "".join(equal)
    if name == "difference_gbp" and finding[name] < 0:
        yield figure(text, "minus", _own(finding, "printed_gbp"), _own(finding, "ours_gbp"))
    elif name:
        yield Figure(text, _own(finding, name))
    elif not any(map(str.isdigit, text)):
        yield text
    elif text.startswith("“"):
        yield from ("“", _quoted(text[1:-1], finding), "”")
    else:
        yield _printed(text)


def _own(finding: Mapping[Any, Any], name: str) -> Expression:
    """The finding's figure; a sum of awards whose rows the finding names is traced to these."""
    rows = [int(row) for row in re.findall(r" row (\d+)", finding["rows"])]
    if finding["code"] == "provider-unknown":
        return expression("sum", provider=finding["scope"], provider_type=NOT_IN_REGISTER)
    if finding["code"] == "people-not-numbered":
        return expression("sum", provider=finding["scope"])
    if name == "ours_gbp" and rows and not finding["code"].startswith("total"):
        return expression("sum", stream=finding["stream"], source_row=rows)
    return expression("finding", finding["code"], finding["scope"], name)


def _quoted(text: str, finding: Mapping[Any, Any]) -> Figure:
    """A text between quotation marks; a finding about one budget quotes that."""
    if finding["code"].startswith(("budget", "upstream")):
        return figure(text, "budget", finding["stream"])
    return _printed(text)


def _printed(text: str) -> Figure:
    return figure(text, "printed", text)
