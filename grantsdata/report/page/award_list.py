"""Show a list of awards that readers can narrow by stream, provider type and arrangement or theme.

It needs no script: radio buttons stand above the list, and a style rule for each hides the other rows. The number and
the sum of every combination are computed here, and the rules show the one that is chosen. Where they do not apply (on
paper, in a notebook, in an old browser) all awards are shown, with their number and sum.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import product
from typing import Any

import pandas as pd

from grantsdata.arguments import check_columns
from grantsdata.model.money import format_pounds
from grantsdata.model.phrases import counted
from grantsdata.model.schema import IMPLIED, NOT_STATED, UNGROUPED, is_implied, shown_as
from grantsdata.model.slugs import page_id
from grantsdata.report.fragment import Awards, Fragment, awards_fact
from grantsdata.report.page.frames import Formats, heading
from grantsdata.report.page.tables import table_html
from grantsdata.report.traced import Sentence, figure, write
from grantsdata.report.traced import html as traced

NARROWED_BY = ("stream", "provider_type", "group")
"""The columns by which a list can be narrowed, each by one group of radio buttons; `group` is arrangement or theme."""

MOST = 60_000
"""Bytes that buttons, sums and rules may add to a page. A list that would need more is narrowed by fewer columns."""

_LETTERS = "abc"
"""The CSS classes of the labels of each column: `b2` is the second label of the second column, `b0` is all of them."""


@dataclass(frozen=True)
class _Choice:
    """A column to choose by: its labels in order, and for each award the number of its label, from 1."""

    column: str
    labels: Sequence[str]
    places: Sequence[int]


def award_list(
    frame: pd.DataFrame,
    caption: str,
    *,
    of: Awards | None = None,
    note: str = "",
    formats: Formats = None,
    headings: Mapping[str, str] | None = None,
) -> Fragment:
    """Show awards at once as a table that can be narrowed, and return what is shown. The frame is not changed.

    `frame` has a row for each award, with `service` and `award_gbp`, and any other columns of `summaries.award_list` or
    `summaries.listing`. Readers choose by those of `stream`, `provider_type` and arrangement or theme that have several
    values. If there is a column `under`, its labels become headings between the rows, each with its sum; otherwise one
    column shows arrangement or theme. `of` says which awards these are, as in `table`; the other arguments are those of
    `table`. An empty list shows nothing.

    Raises ParameterError if a column is not there, and for a format that does not exist.
    """
    check_columns(("service", "award_gbp"), frame.columns)
    facts: dict[str, Any] = {"kind": "table", "caption": caption} | awards_fact(of)
    if frame.empty:
        shown = Fragment("", "", facts | {"empty": True})
    else:
        html, style = award_list_html(frame, caption, of=of, note=note, formats=formats, headings=headings)
        text = f"{caption}\n{frame.to_string(index=False)}"
        shown = Fragment(html, text, facts | ({"style": style} if style else {}))
    shown.show()
    return shown


def award_list_html(
    frame: pd.DataFrame,
    caption: str,
    *,
    of: Awards | None = None,
    note: str = "",
    formats: Formats = None,
    headings: Mapping[str, str] | None = None,
) -> tuple[str, str]:
    """The list as HTML, and the style rules that narrow it; no rules if there is nothing to choose."""
    awards = frame.reset_index(drop=True)
    name = page_id("list", caption)
    choices = [_choice(values) for values in _chosen_by(awards) if values.nunique() > 1]
    controls = rules = ""
    while choices and not rules:
        sums = dict(_sums(awards, choices, of or {}))
        controls = _controls(name, choices, sums, headings or {})
        rules = _rules(name, choices, sums, _mixed(awards, choices))
        if len(controls.encode()) + len(rules.encode()) > MOST:
            choices.remove(max(choices, key=lambda choice: len(choice.labels)))
            controls = rules = ""
    classes = [_class([choice.places[row] for choice in choices]) for row in awards.index] if choices else ()
    is_grouped = "under" in awards
    table = table_html(
        awards if is_grouped else _with_one_group(awards),
        caption,
        group="under" if is_grouped else None,
        subtotals=_of_groups(awards) if is_grouped else None,
        note=note,
        formats=formats,
        headings=headings,
        row_classes=classes,
    )
    return f'<div class="award-list" id="{name}">{controls}{table}</div>', rules


def _of_groups(awards: pd.DataFrame) -> pd.DataFrame:
    """The number, the sum and the implied part of the awards in each group: under, awards, award_gbp, implied_gbp."""
    pence = (awards["award_gbp"] * 100).round().astype("float64")  # whole pence, so that sums are exact
    parts = pd.DataFrame({"under": awards["under"], "all": pence, "implied": pence.where(is_implied(awards))})
    groups = parts.groupby("under", observed=True)
    sums = pd.DataFrame({"awards": groups.size(), "award_gbp": groups["all"].sum(min_count=1) / 100})
    return sums.assign(implied_gbp=groups["implied"].sum() / 100).reset_index()


def _chosen_by(awards: pd.DataFrame) -> list[pd.Series]:
    """The columns by which the awards can be narrowed; arrangement or theme as one column `group`."""
    return [awards[name] for name in NARROWED_BY[:2] if name in awards] + _group(awards)


def _group(awards: pd.DataFrame) -> list[pd.Series]:
    if "group" in awards:
        return [awards["group"]]
    parts = [awards[name].astype("object").where(awards[name].notna(), "") for name in _PARTS if name in awards]
    if not parts:
        return []
    either = parts[0].where(parts[0] != "", parts[-1])
    return [either.where(either != "", UNGROUPED).rename("group")]


_PARTS = ("arrangement", "theme")


def _with_one_group(awards: pd.DataFrame) -> pd.DataFrame:
    """The awards with arrangement and theme in one column `group`, in the place of the first of them."""
    parts = [name for name in _PARTS if name in awards]
    if not parts or "group" in awards:
        return awards
    place = min(list(awards.columns).index(name) for name in parts)
    (group,) = _group(awards)
    merged = awards.drop(columns=parts)
    merged.insert(place, "group", group)
    return merged


def _choice(values: pd.Series) -> _Choice:
    """The labels of a column, in their own order if it has one, otherwise as they come."""
    texts = values.astype("object").where(values.notna(), UNGROUPED).map(str)
    ordered = map(str, values.cat.categories) if isinstance(values.dtype, pd.CategoricalDtype) else ()
    there = set(texts)
    labels = list(dict.fromkeys([*(label for label in ordered if label in there), *texts]))
    return _Choice(str(values.name), labels, [labels.index(text) + 1 for text in texts])


def _sums(frame: pd.DataFrame, choices: Sequence[_Choice], of: Awards) -> Iterator[tuple[tuple[int, ...], Sentence]]:
    """For each combination that has awards, the sentence with their number and sum; 0 stands for all labels."""
    pence = [None if pd.isna(value) else round(value * 100) for value in frame["award_gbp"]]
    implied = is_implied(frame) if "award_status" in frame else [False] * len(frame)
    rows_of: dict[tuple[int, ...], list[int]] = {}
    for row in range(len(frame)):
        for chosen in product(*((0, choice.places[row]) for choice in choices)):
            rows_of.setdefault(chosen, []).append(row)
    for chosen, rows in sorted(rows_of.items()):
        where = {choice.column: choice.labels[n - 1] for choice, n in zip(choices, chosen, strict=True) if n}
        amounts = [pence[row] for row in rows]
        of_implied = sum(pence[row] or 0 for row in rows if implied[row])
        yield chosen, _sentence(amounts, of_implied, {**of, **where})


def _sentence(pence: Sequence[int | None], implied: int, where: Mapping[str, Any]) -> Sentence:
    count, stated = figure(counted(len(pence), "award"), "count", **where), [one for one in pence if one is not None]
    if not stated:
        return write(f"{{count}}: {NOT_STATED}", count=count)
    text = write("{count}: {amount}", count=count, amount=figure(format_pounds(sum(stated) / 100), "sum", **where))
    if implied:
        part = figure(format_pounds(implied / 100), "sum", **{**where, "award_status": IMPLIED})
        text += write(", of which {part} is implied", part=part)
    if without := len(pence) - len(stated):
        silent = figure(str(without), "count", **{**where, "award_pence": False})
        text += write("; {silent} without a stated amount", silent=silent)
    return text


def _controls(
    name: str, choices: Sequence[_Choice], sums: Mapping[tuple[int, ...], Sentence], headings: Mapping[str, str]
) -> str:
    """The radio buttons, and the sums of all combinations; without the rules only the sum of all awards is seen."""
    groups = []
    for number, choice in enumerate(choices):
        buttons = [_button(name, number, 0, "All")]
        shown = [shown_as(label) if choice.column == "provider_type" else label for label in choice.labels]
        buttons += [_button(name, number, n, label) for n, label in enumerate(shown, start=1)]
        legend = escape(headings.get(choice.column, heading(choice.column)))
        groups.append(f"<fieldset><legend>{legend}</legend>{''.join(buttons)}</fieldset>")
    lines = []
    for chosen, sentence in sums.items():
        hidden = " hidden" if any(chosen) else ""
        lines.append(f'<p class="{_class(chosen)}"{hidden}>{traced(sentence)}</p>')
    lines.append('<p class="no-award" hidden>No award fits this choice.</p>')
    return f'<div class="narrow" hidden>{"".join(groups)}</div><div class="sums" role="status">{"".join(lines)}</div>'


def _button(name: str, number: int, place: int, label: str) -> str:
    own, letter = f"{name}-{_LETTERS[number]}{place}", _LETTERS[number]
    checked = "" if place else " checked"
    return (
        f'<label for="{own}"><input type="radio" name="{name}-{letter}" id="{own}" class="{letter}{place}"{checked}>'
        f"{escape(label[:1].upper() + label[1:])}</label>"
    )


def _class(chosen: Sequence[int]) -> str:
    return " ".join(f"{letter}{n}" for letter, n in zip(_LETTERS, chosen, strict=False))


def _mixed(awards: pd.DataFrame, choices: Sequence[_Choice]) -> set[str]:
    """The letters of the columns that have several labels in one group of rows."""
    if "under" not in awards:
        return set()
    numbers = pd.DataFrame({letter: choice.places for letter, choice in zip(_LETTERS, choices, strict=False)})
    several = numbers.groupby(awards["under"].astype("object"), dropna=False).nunique().max() > 1
    return {str(letter) for letter in several[several].index}


def _rules(
    name: str, choices: Sequence[_Choice], sums: Mapping[tuple[int, ...], Sentence], mixed: Collection[str]
) -> str:
    """The style rules: the rows and the sums of other labels are hidden; "No award" wherever there are awards."""
    rules = ["{} .narrow,{} .sums p{{display:block}}".format(f"#{name}", f"#{name}")]
    for letter, choice in zip(_LETTERS, choices, strict=False):
        for n in range(len(choice.labels) + 1):
            chosen, other = f"#{name}:has(.{letter}{n}:checked)", f":not(.{letter}{n})"
            hidden = [f"{chosen} .sums p{other}:not(.no-award)"]
            hidden += [f"{chosen} tbody tr{other}"] if n else []
            rules.append(f"{','.join(hidden)}{{display:none}}")
        if letter in mixed:  # the sum of a group would be wrong beside some of its awards
            rules.append(f"#{name}:not(:has(.{letter}0:checked)) .group :is(.of-group,.implied){{display:none}}")
    for first, last in _last_by_first(sums).items():
        before = "".join(f":has(.{letter}{n}:checked)" for letter, n in zip(_LETTERS, first, strict=False))
        letter = _LETTERS[len(first)]
        after = ",".join(f".{letter}{n}:checked" for n in last)
        rules.append(f"#{name}{before}:has({after}) .no-award{{display:none}}")
    return f"@media screen{{@supports selector(:has(a)){{{''.join(rules)}}}}}"


def _last_by_first(sums: Mapping[tuple[int, ...], Sentence]) -> dict[tuple[int, ...], list[int]]:
    found: dict[tuple[int, ...], list[int]] = {}
    for *first, last in sums:
        found.setdefault(tuple(first), []).append(last)
    return found
