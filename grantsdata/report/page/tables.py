"""Show a DataFrame as a table that a screen reader can follow, with a link that saves it as a CSV file."""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from grantsdata.arguments import check_columns
from grantsdata.errors import ParameterError, meant
from grantsdata.model.dictionary.headings import EMPTY, own_headings
from grantsdata.model.money import format_pounds
from grantsdata.model.phrases import counted
from grantsdata.model.schema import IMPLIED, shown_as
from grantsdata.model.slugs import page_id, provider_row, slug
from grantsdata.report.formats import POUNDS, is_number
from grantsdata.report.fragment import (
    NAMES,
    Awards,
    Fragment,
    award_name,
    awards_fact,
    breakable,
    implied_mark,
    name_of,
    number_of,
)
from grantsdata.report.page.cards import card_class, needed
from grantsdata.report.page.frames import Flat, Formats, column_labels, flat, head_rows, heading, writers_of
from grantsdata.report.traced import html as traced
from grantsdata.summaries.csv_text import csv_text

__all__ = ["heading", "table", "table_html"]

ROW_OF, LEADS_TO = "rows_of", "leads_to"
"""What `attrs` of a list has: the awards or providers whose rows have an address; awards that lead to such a row."""

Writers = Mapping[str, Callable[[Any], str]]

_LABELS = {
    "became", "change", "duty", "kind", "measured", "movement", "provider_basis", "provider_confidence",
    "provider_type", "requirement", "severity",
}  # fmt: skip
"""Columns with labels of this program, in small letters: a page shows each with a capital, as charts do."""
_TYPE_MARKS = ("provider_basis", "provider_confidence")
_IMPLIED_PART = dict.fromkeys(
    ("ours_gbp", "difference_gbp", "award_gbp", "awarded_gbp", "standing_gbp", "total_gbp", "not_itemised_gbp"),
    "implied_gbp",
) | {f"{name}_gbp": f"{name}_implied_gbp" for name in ("judged", "before", "after")}
"""Column of amounts → the column that holds their implied part."""
_SHOWN_BY = {
    "award_status": ("award_gbp",),
    "award_pence": ("award_gbp",),
    "amount_status": ("amount_gbp", "amount_printed"),
    **{part: tuple(name for name in _IMPLIED_PART if _IMPLIED_PART[name] == part) for part in _IMPLIED_PART.values()},
    **dict.fromkeys(_TYPE_MARKS, ("provider_type",)),
    **dict.fromkeys(("stream", "arrangement", "theme"), ("under",)),
    **dict.fromkeys(("payee", "other_contributors", "contribution"), ("notes",)),
}
"""Column without a place in the table → the columns whose cells show what it says, by a mark or in full."""


def table(
    frame: pd.DataFrame | pd.Series,
    caption: str,
    *,
    of: Awards | None = None,
    totals: str | Iterable[str] = (),
    group: str | None = None,
    subtotals: pd.DataFrame | None = None,
    implied: pd.DataFrame | None = None,
    note: str = "",
    formats: Formats = None,
    headings: Mapping[str, str] | None = None,
) -> Fragment:
    """Show a DataFrame or a Series at once as an accessible table, and return the table. The frame is not changed.

    The first column, or else an index that has a name or holds texts, heads the rows; columns may have several levels.
    `headings` replaces headings: `{"award_gbp": "Money"}`. `formats` says how the numbers of a column are written:
    `{"population": "number"}`, and for all columns of numbers just `"pounds"`. A format is "pounds", "percent",
    "number", "text", a text such as `"{:.2f} miles"`, or a function. Without one, the name decides: `_gbp` at its end
    means pounds and `share` per cent; other numbers are just numbers.

    `totals` names the rows that are sums. `group` is a column whose labels become headings between the rows, each with
    its sum from `subtotals`. `note` stands below. Amounts are marked as implied if `award_status`, `implied_gbp` or the
    table `implied` of the same shape says so. A link below saves all columns as a CSV file.

    `of` says which awards the table is about, so that the page checks can compare it with the data; by default those
    of the page's header. An empty table shows nothing: the prose beside it says so.

    Raises ParameterError for a column, a row or a format that does not exist, and for two columns of one name.

    >>> import grantsdata as gd
    >>> shown = gd.table(gd.breakdown(gd.load_awards("2017-18"), "stream")[["stream", "award_gbp"]], "Awards by stream")
    Awards by stream
                          stream  award_gbp
               Victims' services   961260.0
    Crime and disorder reduction  1322248.0
    """
    facts: dict[str, Any] = {"kind": "table", "caption": caption} | awards_fact(of)
    plain, html = flat(frame, caption).frame, ""
    if not plain.empty:
        html = table_html(
            frame,
            caption,
            totals=totals,
            group=group,
            subtotals=subtotals,
            implied=implied,
            note=note,
            formats=formats,
            headings=headings,
        )
    text = f"{caption}\n{plain.to_string(index=False)}" if html else ""
    shown = Fragment(html, text, facts if html else facts | {"empty": True})
    shown.show()
    return shown


def table_html(
    frame: pd.DataFrame | pd.Series,
    caption: str,
    *,
    totals: str | Iterable[str] = (),
    group: str | None = None,
    subtotals: pd.DataFrame | None = None,
    implied: pd.DataFrame | None = None,
    note: str = "",
    formats: Formats = None,
    headings: Mapping[str, str] | None = None,
    row_classes: Sequence[str] = (),
) -> str:
    """The table as HTML, with a caption and scoped headers; arguments as in `table`.

    `row_classes` has the CSS classes of each row of a table without groups. Where the table is wider than the window,
    a page shows each row as a card: each cell has the heading of its column, and roles that say that it is a table.
    """
    if headings is not None and not isinstance(headings, Mapping):
        example = '{"award_gbp": "Amount"}'
        raise ParameterError(f"headings is {headings!r}; expected a dict of columns and their headings: {example}.")
    whole = flat(frame, caption)
    frame = whole.frame
    headings = {**own_headings([one for levels in whole.levels.values() for one in levels]), **(headings or {})}
    sums = {totals} if isinstance(totals, str) else set(totals)
    check_columns([name for name in (group,) if name is not None], frame.columns)
    hidden = {name for name, by in _SHOWN_BY.items() if name in frame and {*by} & {*frame.columns}} | {group}
    columns = [name for name in frame.columns if name not in hidden]
    _check_rows(sums, frame[columns[0]])
    writers = writers_of(whole, formats)
    classes = {name: "" if name in whole.index else _class(frame, name) for name in columns}
    marks = implied.set_index(implied.columns[0]) if implied is not None else None
    heads = max(1, len(whole.index))
    labels = column_labels(whole, columns, headings)
    bodies = []
    for label, rows in _groups(frame.reset_index(drop=True), group):
        own = [row_classes[place] for place in rows.index] if row_classes else [""] * len(rows)
        of_group = dict.fromkeys(" ".join(own).split())
        top = "" if label is None else _group_row(label, len(columns), group or "", subtotals, of_group)
        lines = [
            _row(_with_award(row, frame.attrs), classes, sums, marks, writers, heads, labels, kind)
            for row, kind in zip(rows.to_dict("records"), own, strict=True)
        ]
        bodies.append(f"<tbody>{top}{''.join(lines)}</tbody>")
    also_marked = [] if marks is None else [*marks.columns]
    widths = [_width(frame, name, classes[name], labels[name], writers, also_marked) for name in columns]
    name = page_id("table", caption)
    cards = f' class="{found}"' if (found := card_class(widths)) else ""
    below = f'<p class="source">{traced(note)}</p>' if note else ""
    exact = [column for column in frame.columns if not _is_amount_or_share(column, whole)]
    return (
        f'<div class="scroll"><table{cards}>'
        f'<caption id="{name}">{number_of("Table")}{traced(caption)}</caption>'
        f"<thead>{head_rows(whole, columns, classes, headings)}</thead>"
        f"{''.join(bodies)}</table></div>{below}{_download(frame, caption, implied, exact)}"
    )


def _groups(frame: pd.DataFrame, group: str | None) -> list[tuple[str | None, pd.DataFrame]]:
    if group is None:
        return [(None, frame)]
    parts = frame.groupby(group, observed=True, sort=True, dropna=False)
    return [(EMPTY.get(group, "none") if _is_empty(label) else str(label), rows) for label, rows in parts]


def _group_row(label: str, width: int, group: str, subtotals: pd.DataFrame | None, classes: Iterable[str] = ()) -> str:
    text = breakable(label)
    if subtotals is not None:
        subtotal: dict[Any, Any] = subtotals[
            subtotals[group].astype("object").fillna(EMPTY.get(group, "none")) == label
        ].to_dict("records")[0]
        count = counted(subtotal["awards"], "award")
        aim = "" if _is_empty(subtotal.get("aim")) else f" ({breakable(subtotal['aim'])})"
        mark = implied_mark(subtotal["implied_gbp"], subtotal["award_gbp"])
        text += f'{aim}<span class="of-group">: {format_pounds(subtotal["award_gbp"])}, {count}</span>{mark}'
    own = " ".join(["group", *(["kind"] if group in _LABELS else []), *classes])
    return f'<tr class="{own}"><th scope="rowgroup" colspan="{width}">{text}</th></tr>'


def _row(
    row: dict[Any, Any],
    classes: dict[str, str],
    totals: set[str],
    marks: pd.DataFrame | None,
    writers: Writers,
    heads: int,
    labels: Mapping[str, str],
    own_class: str,
) -> str:
    first = next(iter(classes))
    kind = "total" if str(row[first]) in totals else own_class
    cells = []
    for place, name in enumerate(classes):
        if place < heads:
            cells.append(f'<th scope="row"{classes[name]}>{_cell(name, row, writers)}</th>')
            continue
        mark = implied_mark(marks[name][row[first]], row[name]) if marks is not None and name in marks else ""
        text = "" if kind == "total" and _is_empty(row[name]) else _cell(name, row, writers) + mark
        cells.append(f'<td{classes[name]} data-label="{escape(labels[name])}">{text}</td>')
    own = f' class="{kind}"' if kind else ""
    own += f' id="{row[ROW_OF][1]}"' if ROW_OF in row else ""
    return f"<tr{own}>{''.join(cells)}</tr>"


def _with_award(row: dict[Any, Any], attrs: Mapping[Any, Any]) -> dict[Any, Any]:
    """The row of an award or provider with its address on a page, if `attrs` of a summary's list has it."""
    service, provider = ("" if _is_empty(row.get(name)) else str(row.get(name)) for name in ("service", "provider"))
    found = {name: attrs[name] for name in (ROW_OF, LEADS_TO) if name in attrs}
    return row | {name: places[service, provider] for name, places in found.items() if (service, provider) in places}


def _cell(name: str, row: dict[Any, Any], writers: Writers) -> str:
    value = row[name]
    if _is_empty(value):
        empty = "" if name in own_headings(row) else EMPTY.get(name, "")
        return f'<span class="none">{empty}</span>' if empty else ""
    text = breakable(shown_as(value) if name == "provider_type" else writers[name](value))
    if name in NAMES:
        is_listed = name == "provider" and "service" in row and (ROW_OF in row or LEADS_TO in row)
        return name_of(name, text, provider_row(str(value)) if is_listed else "")
    if name == "service" and LEADS_TO in row:
        stream, anchor = row[LEADS_TO]
        return award_name(stream, anchor, text)
    if name == "award_gbp" and row.get("award_status") == IMPLIED:
        return text + implied_mark(value, value)
    if name in _IMPLIED_PART:
        return text + implied_mark(row.get(_IMPLIED_PART[name], 0), value)
    if name == "provider_type" and row.get("provider_basis") == "judgement":
        return f'{text} <span class="judged">judged, confidence {escape(str(row["provider_confidence"]))}</span>'
    return text


def _check_rows(totals: set[str], labels: pd.Series) -> None:
    known = list(dict.fromkeys(labels.astype("object").map(str)))
    for name in sorted(totals - {*known}):
        hint = meant(name, known) or f"its rows are: {'; '.join(known[:8])}."
        raise ParameterError(f'The table has no row "{name}" that could be its sum; {hint}')


def _is_empty(value: Any) -> bool:
    return value is None or value is pd.NA or value == "" or value != value


def _is_amount_or_share(name: str, whole: Flat) -> bool:
    """Whether the saved table rounds a column: pounds to the penny, shares to six decimals."""
    is_formatted = whole.frame.attrs.get("formats", {}).get(name) == POUNDS
    return is_formatted or any(level.endswith(("_gbp", "share")) for level in whole.levels[name]) or name == "value"


def _class(frame: pd.DataFrame, name: str) -> str:
    if name == "sha256":
        return ' class="hash"'
    if name in ("sentence", "reason"):
        return ' class="wide"'
    if name in _LABELS:
        return ' class="kind"'
    if name == "purpose":
        return ' class="text"'
    return ' class="n"' if is_number(frame[name]) or name.endswith(("_gbp", "share")) else ""


def _width(
    frame: pd.DataFrame, name: str, kind: str, label: str, writers: Writers, also_marked: Iterable[str]
) -> float:
    """The width in rem that a column needs, with its marks."""
    texts = [EMPTY.get(name, "") if _is_empty(value) else writers[name](value) for value in frame[name]]
    is_marked = name in also_marked or _IMPLIED_PART.get(name) in frame
    mark = [f"£10,000 {IMPLIED}"] if is_marked else []
    return needed([*texts, *mark], label, is_number='"n"' in kind, is_long='"wide"' in kind or '"text"' in kind)


def _download(frame: pd.DataFrame, caption: str, implied: pd.DataFrame | None, exact: Sequence[str]) -> str:
    """A link that saves the table as CSV, with all decimals of the columns `exact`; the page contains the file."""
    data = base64.b64encode(csv_text(_with_implied_columns(frame, implied), exact).encode("utf-8-sig")).decode("ascii")
    return (
        f'<p class="download"><a href="data:text/csv;charset=utf-8;base64,{data}" download="{slug(caption)}.csv" '
        f'aria-label="Save as CSV: {escape(caption)}">Save as CSV</a></p>'
    )


def _with_implied_columns(frame: pd.DataFrame, implied: pd.DataFrame | None) -> pd.DataFrame:
    """The table, with one more column for each column that `implied` says is implied in part."""
    saved = frame.copy()
    if implied is None:
        return saved
    for name in implied.columns[1:]:
        if name in saved and implied[name].fillna(0).any():
            saved[f"{name}, of it {IMPLIED}"] = implied[name].to_numpy()
    return saved
