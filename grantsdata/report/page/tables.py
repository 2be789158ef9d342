"""Show a DataFrame as a table that a screen reader can follow, with a link that saves it as a CSV file."""

import base64
from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd

from grantsdata.model.dictionary import EMPTY, HEADINGS
from grantsdata.model.money import format_pounds
from grantsdata.model.phrases import counted
from grantsdata.model.schema import IMPLIED
from grantsdata.model.slugs import page_id, slug
from grantsdata.report.page.fragment import Awards, Fragment, awards_fact, breakable, implied_mark, number_of
from grantsdata.summaries.csv_text import csv_text

_HIDDEN = ("award_status", "amount_status", "implied_gbp", "judged_implied_gbp", "award_pence")
_TYPE_MARKS = ("provider_basis", "provider_confidence")
_IMPLIED_PART = dict.fromkeys(
    ("ours_gbp", "difference_gbp", "award_gbp", "awarded_gbp", "total_gbp", "not_itemised_gbp"), "implied_gbp"
) | {"judged_gbp": "judged_implied_gbp"}
"""Column of amounts → the column that holds their implied part."""


def table(frame: pd.DataFrame, caption: str, *, of: Awards | None = None, **options: Any) -> None:
    """Show a DataFrame as an accessible table; options as in `table_html`. The DataFrame is not changed.

    `of` says which awards the table is about, so that the page checks can compare it with the data; by default those
    of the page's header. An empty table shows nothing: the prose beside it says so.
    """
    facts: dict[str, Any] = {"kind": "table", "caption": caption} | awards_fact(of)
    if frame.empty:
        Fragment("", "", facts | {"empty": True}).show()
    else:
        Fragment(table_html(frame, caption, **options), f"{caption}\n{frame.to_string(index=False)}", facts).show()


def table_html(
    frame: pd.DataFrame,
    caption: str,
    *,
    totals: Iterable[str] = (),
    group: str | None = None,
    subtotals: pd.DataFrame | None = None,
    implied: pd.DataFrame | None = None,
    note: str = "",
) -> str:
    """The table as HTML, with a caption, scoped headers and a scroll box.

    The first column holds the row headers. `totals` names the rows that are sums. `group` is a column whose labels
    become headings between the rows, each with its sum from `subtotals`. Amounts are marked if `award_status`,
    `implied_gbp` or the table `implied` of the same shape says that they are implied, completely or in part. `note` is
    shown below. A link saves all columns of the table as a CSV file, which the page itself contains.
    """
    hidden = {*_HIDDEN, group, *(_TYPE_MARKS if "provider_type" in frame else ())}
    columns = [name for name in frame.columns if name not in hidden]
    classes = {name: _class(frame, name) for name in columns}
    head = "".join(f'<th scope="col"{classes[name]}>{breakable(heading(name))}</th>' for name in columns)
    marks = implied.set_index(implied.columns[0]) if implied is not None else None
    bodies = []
    for label, rows in _groups(frame, group):
        top = "" if label is None else _group_row(label, len(columns), group or "", subtotals)
        lines = [_row(row, classes, set(totals), marks) for row in rows.to_dict("records")]
        bodies.append(f"<tbody>{top}{''.join(lines)}</tbody>")
    name = page_id("table", caption)
    below = f'<p class="source">{escape(note)}</p>' if note else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{name}"><table>'
        f'<caption id="{name}">{number_of("Table")}{breakable(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"{''.join(bodies)}</table></div>{below}{_download(frame, caption, implied)}"
    )


def heading(column: str) -> str:
    """The heading that a reader sees for a column; a column named by the data (a stream) is its own heading."""
    return HEADINGS.get(column, column)


def _groups(frame: pd.DataFrame, group: str | None) -> list[tuple[str | None, pd.DataFrame]]:
    if group is None:
        return [(None, frame)]
    parts = frame.groupby(group, observed=True, sort=True, dropna=False)
    return [(EMPTY.get(group, "none") if _is_empty(label) else str(label), rows) for label, rows in parts]


def _group_row(label: str, width: int, group: str, subtotals: pd.DataFrame | None) -> str:
    text = breakable(label)
    if subtotals is not None:
        subtotal: dict[Any, Any] = subtotals[
            subtotals[group].astype("object").fillna(EMPTY.get(group, "none")) == label
        ].to_dict("records")[0]
        count = counted(subtotal["awards"], "award")
        aim = "" if _is_empty(subtotal.get("aim")) else f" – {breakable(subtotal['aim'])}"
        mark = implied_mark(subtotal["implied_gbp"], subtotal["award_gbp"])
        text += f"{aim}: {format_pounds(subtotal['award_gbp'])}, {count}{mark}"
    return f'<tr class="group"><th scope="rowgroup" colspan="{width}">{text}</th></tr>'


def _row(row: dict[Any, Any], classes: dict[str, str], totals: set[str], marks: pd.DataFrame | None) -> str:
    first, *others = classes
    kind = ' class="total"' if str(row[first]) in totals else ""
    cells = [f'<th scope="row"{classes[first]}>{_cell(first, row)}</th>']
    for name in others:
        mark = implied_mark(marks[name][row[first]], row[name]) if marks is not None and name in marks else ""
        text = "" if kind and _is_empty(row[name]) else _cell(name, row) + mark
        cells.append(f"<td{classes[name]}>{text}</td>")
    return f"<tr{kind}>{''.join(cells)}</tr>"


def _cell(name: str, row: dict[Any, Any]) -> str:
    value = row[name]
    if _is_empty(value):
        empty = EMPTY.get(name, "")
        return f'<span class="none">{empty}</span>' if empty else ""
    text = breakable(_text(name, value))
    if name == "award_gbp" and row.get("award_status") == IMPLIED:
        return text + implied_mark(value, value)
    if name in _IMPLIED_PART:
        return text + implied_mark(row.get(_IMPLIED_PART[name], 0), value)
    if name == "provider_type" and row.get("provider_basis") == "judgement":
        return f'{text} <span class="judged">judged, confidence {escape(str(row["provider_confidence"]))}</span>'
    return text


def _is_empty(value: Any) -> bool:
    return value is None or value is pd.NA or value == "" or value != value


def _text(name: str, value: Any) -> str:
    if name.endswith("_gbp") or (isinstance(value, float) and not name.endswith("share")):
        return format_pounds(value)
    if name.endswith("share"):
        return f"{value:.1%}".replace("-", "−")  # as in amounts
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _class(frame: pd.DataFrame, name: str) -> str:
    if name == "sha256":
        return ' class="hash"'
    if name in ("sentence", "reason"):
        return ' class="wide"'
    if name == "purpose":
        return ' class="text"'
    is_number = pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])
    return ' class="n"' if is_number or name.endswith(("_gbp", "share")) else ""


def _download(frame: pd.DataFrame, caption: str, implied: pd.DataFrame | None) -> str:
    """A link that saves the table as CSV; the page itself contains the file."""
    data = base64.b64encode(csv_text(_with_implied_columns(frame, implied)).encode("utf-8-sig")).decode("ascii")
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
