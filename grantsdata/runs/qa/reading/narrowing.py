"""Check the lists that readers can narrow: each choice of buttons leaves the rows that it names, and their sum.

The style rules of a list are read as a browser would apply them, for each choice of buttons.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from bs4 import Tag

from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.model.money import format_gbp
from grantsdata.runs.figures.labels import calls_in
from grantsdata.runs.figures.written import forms_of
from grantsdata.runs.qa.page import Page, spaced
from grantsdata.runs.qa.saved_table import rows_in

_AMOUNT = re.compile(r"^([−-]?)£([0-9,]+)(?:\.([0-9]{2}))?")
_COMMA = re.compile(r",(?![^()]*\))")


class Rule(NamedTuple):
    """What hides: if each group of `needed` has a chosen class, and none of `barred` is chosen, then these elements."""

    needed: list[set[str]]
    barred: set[str]
    hidden: set[int]


def lists_are_narrowed_as_they_say(page: Page) -> list[str]:
    """Whatever is chosen, the number and the sum that are shown are those of the rows left, of the labels chosen."""
    faults = []
    for part in page.classed("award-list"):
        groups = [[box for box in field.find_all("input")] for field in part.find_all("fieldset")]
        if groups:
            faults += [f"list “{part.get('id')}”: {fault}" for fault in _faults(page, part, groups)]
    return list(dict.fromkeys(faults))


def _faults(page: Page, part: Tag, groups: Sequence[Sequence[Tag]]) -> Iterator[str]:
    table = part.find("table")
    rows = [row for row in rows_in(table) if "total" not in (row.get("class") or [])] if isinstance(table, Tag) else []
    sums = [tag for tag in part.find_all("p") if tag.find_parent("div", class_="sums")]
    seen = [tag for tag in sums if not tag.has_attr("hidden")]
    pence, said_pence = {id(row): _pence(row) for row in rows}, {id(tag): _said_pence(tag) for tag in sums}
    if [(len(rows), sum(pence.values()))] != [said_pence[id(tag)] for tag in seen]:
        yield "without a style sheet, something else is shown than the number and the sum of all rows"
    names = [{str(box.get("name")) for box in boxes} for boxes in groups]
    if any(len(own) != 1 for own in names) or len({name for own in names for name in own}) != len(groups):
        yield "its buttons are not one group for each thing to choose by"
    for boxes in groups:
        if [box.has_attr("checked") for box in boxes] != [place == 0 for place, _ in enumerate(boxes)]:
            yield "at first something is chosen"
    rules, labels = list(_rules(page, part, [*rows, *sums])), {}
    for box in part.find_all("input"):
        label = part.find("label", attrs={"for": str(box.get("id"))})
        labels[_own(box)] = spaced(label) if isinstance(label, Tag) else ""
    for boxes in product(*groups):
        chosen = [_own(box) for box in boxes]
        hidden = {one for rule in rules if _applies(rule, {*chosen}) for one in rule.hidden}
        left = [row for row in rows if id(row) not in hidden]
        shown = [tag for tag in sums if id(tag) not in hidden]
        said = ", ".join(labels[name] for name in chosen)
        number_and_sum = len(left), sum(pence[id(row)] for row in left)
        if len(shown) != 1 or said_pence[id(shown[0])] != number_and_sum:
            texts = "; ".join(map(spaced, shown)) or "nothing"
            yield f"{said}: shows {texts}; its rows are {len(left)}, {format_gbp(number_and_sum[1])}"
            continue
        yield from _other_labels(shown[0], [labels[name] for name in chosen], groups, said)


def _other_labels(tag: Tag, labels: list[str], groups: Sequence[Sequence[Tag]], said: str) -> Iterator[str]:
    """The sum is that of the labels chosen, and each group of buttons is headed by what its labels are."""
    figure = tag.find("data")
    calls = calls_in(str(figure["value"])) if isinstance(figure, Tag) else []
    for label, boxes in zip(labels, groups, strict=True):
        if label == "All" or not calls:
            continue
        columns = [name for name, value in calls[0].of.items() if label in forms_of(str(value))]
        field = boxes[0].find_parent("fieldset")
        legend = spaced(field.legend) if field and field.legend else ""
        named = [name for name, text in HEADINGS.items() if text == legend]
        if not columns:
            yield f"{said}: its sum is not that of “{label}”"
        elif named and not {*named} & {*columns}:
            yield f"“{label}” is no {legend.lower()}"


def _rules(page: Page, part: Tag, elements: Sequence[Tag]) -> Iterator[Rule]:
    """The rules that hide rows or sums of a list."""
    style = "\n".join(tag.get_text() for tag in page.named("style"))
    name = re.escape(f"#{part.get('id')}")
    for found in re.finditer(rf"({name}(?![\w-])[^{{}}]*)\{{display: ?none\}}", style):
        for selector in _COMMA.split(found[1]):
            when, _, target = selector.partition(" ")
            if re.search(r"\.group\b|:is", target):
                continue
            needed = [{*re.findall(r"\.(\w+):checked", one)} for one in re.findall(r"(?<!not\():has\(([^()]*)\)", when)]
            barred = {*re.findall(r":not\(:has\(\.(\w+):checked\)\)", when)}
            yield Rule(needed, barred, {id(one) for one in elements if _is_meant(one, target)})


def _is_meant(element: Tag, target: str) -> bool:
    """Whether the last part of a selector, such as `tr:not(.a1)` or `.no-award`, means this element."""
    classes = {*(element.get("class") or [])}
    last = target.split()[-1]
    without = {*re.findall(r":not\(\.([\w-]+)\)", last)}
    plain = re.sub(r":not\([^()]*\)", "", last)
    kind, *needed = plain.split(".")
    return kind in ("", element.name) and {*needed} <= classes and not without & classes


def _applies(rule: Rule, chosen: set[str]) -> bool:
    return all(some & chosen for some in rule.needed) and not rule.barred & chosen


def _own(box: Tag) -> str:
    return str(next(iter(box.get("class") or []), ""))


def _pence(row: Tag) -> int:
    """The amount of a row."""
    return sum(_read(spaced(cell)) for cell in row.find_all("td", class_="n")[:1])


def _said_pence(tag: Tag) -> tuple[int, int]:
    """The number and the sum that a line states; none for a line that no award fits."""
    count, amount = (
        ([*(spaced(one) for one in tag.find_all("data")), "0", "£0"])[:2] if tag.find("data") else ("0", "£0")
    )
    return int(re.sub(r"\D", "", count) or 0), _read(amount)


def _read(text: str) -> int:
    found = _AMOUNT.match(text)
    if not found:
        return 0
    return (int(found[2].replace(",", "")) * 100 + int(found[3] or 0)) * (-1 if found[1] else 1)
