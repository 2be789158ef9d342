"""What a notebook shows, in JupyterLab as on the page: charts with alternative text, tables that a screen reader
can follow, headline figures, prose. Nothing is computed here; every text is escaped.
"""

import base64
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import matplotlib
import pandas as pd
from IPython.display import display
from matplotlib.axes import Axes

from grantsdata.captions import Words
from grantsdata.drawing import STYLE
from grantsdata.findings import counted
from grantsdata.money import format_pounds
from grantsdata.paper_model import Paper
from grantsdata.vocabulary import EMPTY, HEADINGS, IMPLIED, NOT_STATED

_HIDDEN = ("award_status", "amount_status", "implied_gbp", "judged_implied_gbp", "award_pence")
_TYPE_MARKS = ("provider_basis", "provider_confidence")
_IMPLIED_PART = dict.fromkeys(
    ("ours_gbp", "difference_gbp", "award_gbp", "awarded_gbp", "total_gbp", "not_itemised_gbp"), "implied_gbp"
) | {"judged_gbp": "judged_implied_gbp"}
"""For each column of amounts, the one that tells how much of it is implied."""


@dataclass(frozen=True)
class Fragment:
    """A piece of the page: HTML for people, plain text for a terminal, facts for the page template."""

    html: str
    text: str
    facts: dict[str, str] = field(default_factory=dict)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        return {"text/html": self.html, "text/plain": self.text}, {"grantsdata": self.facts}


def header(paper: Paper, title: str) -> None:
    """The head of the page: the body, the title with its year, and the paper it rests on."""
    about = paper.paper
    heading = f"{title} {paper.financial_year}"
    source = f"From the {about.source[0].lower()}{about.source[1:]}."
    html = (
        f'<header class="head"><p class="body">{escape(about.body)}</p><h1>{escape(heading)}</h1>'
        f'<p class="lead">{escape(source)}</p></header>'
    )
    display(Fragment(html, f"{about.body}\n{heading}\n{source}", {"title": f"{heading} – {about.body}"}))


def key_figures(figures: pd.DataFrame) -> None:
    """Headline figures as a list; `figures` as `summaries.key_figures` gives them."""
    items, lines = [], []
    for row in figures.to_dict("records"):
        amount, share = format_pounds(row["award_gbp"]), f"{row['share']:.1%} of all awards"
        count = counted(row["awards"], "award")
        implied = _implied_mark(row["implied_gbp"], row["award_gbp"])
        about = count if row["share"] == 1 else f"{count}, {share}"
        items.append(f"<div><dt>{escape(row['figure'])}</dt><dd>{amount}{implied}<span>{about}</span></dd></div>")
        lines.append(f"{row['figure']}: {amount}, {about}")
    display(Fragment(f'<dl class="figures">{"".join(items)}</dl>', "\n".join(lines)))


def say(*paragraphs: str) -> None:
    """Prose whose figures come from the data: a paragraph each, as plain text; an empty text is none."""
    texts = [text for text in paragraphs if text]
    display(Fragment("".join(f"<p>{escape(text)}</p>" for text in texts), "\n\n".join(texts)))


def show(chart: Axes | Sequence[Axes], words: Words, source: str) -> None:
    """A chart with its title, alternative text, key and source line; only the title, if there is nothing to see."""
    if not words.alt:
        say(f"{words.title}.")
        return
    display(Fragment(chart_html(chart, words, source), f"{words.title}\n{words.alt}\n{source}"))


def table(frame: pd.DataFrame, caption: str, **options: Any) -> None:
    """A DataFrame as an accessible table; options as in `table_html`. The DataFrame itself stays as it is.

    An empty one shows nothing: the prose beside it says that there is none.
    """
    if frame.empty:
        return
    display(Fragment(table_html(frame, caption, **options), f"{caption}\n{frame.to_string(index=False)}"))


def chart_html(chart: Axes | Sequence[Axes], words: Words, source: str) -> str:
    """The chart as SVG in an `img`, so that its alternative text stays with it and no script can run in it."""
    axes = chart if isinstance(chart, Axes) else chart[0]
    picture = io.BytesIO()
    with matplotlib.rc_context(fname=STYLE):
        axes.get_figure(root=True).savefig(picture, format="svg", metadata={"Date": None, "Creator": None})  # type: ignore[union-attr]
    data = base64.b64encode(picture.getvalue()).decode("ascii")
    key = f'<p class="key">{escape(words.key)}</p>' if words.key else ""
    name = _identifier("chart", words.title)
    return (
        f'<figure><figcaption id="{name}">{escape(words.title)}</figcaption>{key}'
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{name}">'
        f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(words.alt)}"></div>'
        f'<p class="source">Source: {escape(source)}</p></figure>'
    )


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
    """A table with a caption, scoped headers and its own scroll box.

    The first column heads its rows. `totals` names the rows that are sums. `group` is a column whose labels
    become headings between the rows, each with its sum from `subtotals`. Amounts carry a mark where `award_status`
    or `implied_gbp`, or the table `implied` of the same shape, tells that they are implied or rest on one.
    """
    hidden = {*_HIDDEN, group, *(_TYPE_MARKS if "provider_type" in frame else ())}
    columns = [name for name in frame.columns if name not in hidden]
    head = "".join(f'<th scope="col"{_class(frame, name)}>{escape(heading(name))}</th>' for name in columns)
    marks = implied.set_index(implied.columns[0]) if implied is not None else None
    bodies = []
    for label, rows in _groups(frame, group):
        top = "" if label is None else _group_row(label, len(columns), group or "", subtotals)
        lines = [_row(frame, row, columns, set(totals), marks) for row in rows.to_dict("records")]
        bodies.append(f"<tbody>{top}{''.join(lines)}</tbody>")
    name = _identifier("table", caption)
    below = f'<p class="source">{escape(note)}</p>' if note else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{name}"><table>'
        f'<caption id="{name}">{escape(caption)}</caption><thead><tr>{head}</tr></thead>{"".join(bodies)}'
        f"</table></div>{below}"
    )


def heading(column: str) -> str:
    """What a reader sees for a column; a column named by the data (a stream) stands for itself."""
    return HEADINGS.get(column, column)


def _groups(frame: pd.DataFrame, group: str | None) -> list[tuple[str | None, pd.DataFrame]]:
    if group is None:
        return [(None, frame)]
    parts = frame.groupby(group, observed=True, sort=True, dropna=False)
    return [(EMPTY.get(group, "none") if _is_empty(label) else str(label), rows) for label, rows in parts]


def _group_row(label: str, width: int, group: str, subtotals: pd.DataFrame | None) -> str:
    text = escape(label)
    if subtotals is not None:
        of_it: dict[Any, Any] = subtotals[
            subtotals[group].astype("object").fillna(EMPTY.get(group, "none")) == label
        ].to_dict("records")[0]
        count = counted(of_it["awards"], "award")
        aim = f" – {escape(of_it['aim'])}" if of_it.get("aim") else ""
        mark = _implied_mark(of_it["implied_gbp"], of_it["award_gbp"])
        text += f"{aim}: {format_pounds(of_it['award_gbp'])}, {count}{mark}"
    return f'<tr class="group"><th scope="rowgroup" colspan="{width}">{text}</th></tr>'


def _row(
    frame: pd.DataFrame, row: dict[Any, Any], columns: list[str], totals: set[str], marks: pd.DataFrame | None
) -> str:
    first = columns[0]
    kind = ' class="total"' if str(row[first]) in totals else ""
    cells = [f'<th scope="row"{_class(frame, first)}>{_cell(first, row)}</th>']
    for name in columns[1:]:
        mark = _implied_mark(marks[name][row[first]], row[name]) if marks is not None and name in marks else ""
        text = "" if kind and _is_empty(row[name]) else _cell(name, row) + mark
        cells.append(f"<td{_class(frame, name)}>{text}</td>")
    return f"<tr{kind}>{''.join(cells)}</tr>"


def _cell(name: str, row: dict[Any, Any]) -> str:
    value = row[name]
    if _is_empty(value):
        empty = EMPTY.get(name, "")
        return f'<span class="none">{empty}</span>' if empty else ""
    text = escape(_text(name, value))
    if name == "award_gbp" and row.get("award_status") == IMPLIED:
        return text + _implied_mark(value, value)
    if name in _IMPLIED_PART:
        return text + _implied_mark(row.get(_IMPLIED_PART[name], 0), value)
    if name == "provider_type" and row.get("provider_basis") == "judgement":
        return f'{text} <span class="judged">judged, confidence {escape(str(row["provider_confidence"]))}</span>'
    return text


def _is_empty(value: Any) -> bool:
    return value is None or value is pd.NA or value == "" or value != value


def _text(name: str, value: Any) -> str:
    if name.endswith("_gbp") or (isinstance(value, float) and not name.endswith("share")):
        return format_pounds(value)
    if name.endswith("share"):
        return f"{value:.1%}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _implied_mark(implied: float, whole: float) -> str:
    """A mark that says how much of a sum is implied, or that the whole of it is."""
    if pd.isna(implied) or not implied:
        return ""
    part = "" if implied == whole else f"{format_pounds(implied)} "
    return f' <span class="implied">{part}{IMPLIED}</span>'


def _class(frame: pd.DataFrame, name: str) -> str:
    if name == "sha256":
        return ' class="hash"'
    if name in ("sentence", "reason"):
        return ' class="wide"'
    if name == "purpose":
        return ' class="text"'
    is_number = pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])
    return ' class="n"' if is_number or name.endswith(("_gbp", "share")) else ""


def _identifier(kind: str, text: str) -> str:
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


LEGEND = {
    "implied": (IMPLIED, "worked out from a printed total; the paper does not print it"),
    "none": (NOT_STATED, "the paper gives no amount, and none is made up"),
    "judged": ("judged", "the kind of body is our judgement, with how sure we are"),
}


def legend(awards: pd.DataFrame) -> None:
    """What the marks in the tables mean, of those that these awards bear; "not stated" is for other tables too."""
    borne = {
        "implied": (awards["award_status"] == IMPLIED).any(),
        "none": True,
        "judged": (awards["provider_basis"] == "judgement").any(),
    }
    marks = [(kind, *told) for kind, told in LEGEND.items() if borne[kind]]
    items = "".join(f'<li><span class="{kind}">{text}</span> {escape(meaning)}</li>' for kind, text, meaning in marks)
    plain = "\n".join(f"{text}: {meaning}" for _, text, meaning in marks)
    display(Fragment(f'<ul class="legend">{items}</ul>', plain))
