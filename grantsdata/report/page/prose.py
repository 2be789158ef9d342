"""Show a page's prose: head and foot, paragraphs, lists of details, headline figures, the legend. All is escaped."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from grantsdata.errors import ParameterError
from grantsdata.model.documents.document import THE_PAPER
from grantsdata.model.money import format_pounds
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import counted
from grantsdata.model.schema import IMPLIED, NOT_STATED, is_implied
from grantsdata.model.years import in_words
from grantsdata.report.fragment import Awards, Fragment, awards_fact, implied_mark
from grantsdata.report.traced import Figure, Sentence, figure, listed, pairs, write
from grantsdata.report.traced import html as traced


def header(paper: Paper, title: str, about: str = "", *, of: Awards | None = None, **names: str) -> None:
    """Show the head of the page: the body, the title, what the page is about, and the paper with its date.

    `title` may contain `{year}` and any of `names` in braces; ParameterError for other names. Title, `about`, year and
    the paper's date become facts, for the browser's tab, the index, and how to cite the page. `of` says which awards
    the page's tables and figures are about unless they have their own `of`; `{}` means all awards of the year.
    """
    of_paper = paper.paper
    year = figure(str(paper.financial_year), "paper", "financial_year")
    day = figure(in_words(of_paper.date), "paper", "paper.date")
    heading = _filled(title, {"year": year, **names})
    if paper.as_at:
        heading += write(" (as at {day})", day=figure(in_words(paper.as_at), "as_at"))
    lead = f'<p class="lead">{traced(about)}</p>' if about else ""
    source = _source(of_paper.source, day) + _further(paper)
    html = f'<p class="body">{escape(of_paper.body)}</p><h1>{traced(heading)}</h1>{lead}'
    html += f'<p class="from">{traced(source)}</p>'
    facts = {
        "kind": "head",
        "part": "head",
        "title": f"{heading} – {of_paper.body}",
        "heading": str(heading),
        "about": str(about),
        "about_parts": pairs(about),
        "body": of_paper.body,
        "year": str(paper.financial_year),
        "date": of_paper.date.isoformat(),
        "the_body": paper.the_body,
        "source": str(source),
        "source_parts": pairs(source),
        "contact": of_paper.contact,
        "citation": f"{escape(of_paper.body)}, <cite>{traced(heading)}</cite>, {traced(_cited(paper, day))}",
        **({"laid_before_the_board": True} if paper.only else {}),
        **awards_fact(of),
    }
    Fragment(html, "\n".join(text for text in (of_paper.body, heading, about, source) if text), facts).show()


def _source(source: str, day: str) -> Sentence:
    """Which paper the page is from; its date is added where the source as typed does not name it."""
    printed = figure(source, "paper", "paper.source")
    return write("Source: {source}.", source=printed) + ("" if day in source else write(" Dated {day}.", day=day))


def _cited(paper: Paper, day: Figure) -> Sentence:
    """What a figure or table is cited from: the paper, and other documents of the year if the page is also of them."""
    others = " and further documents of the year" if _further(paper) else ""
    return write(f"from its paper of {{day}}{others}", day=day)


FEW = 6
"""How many documents the head of a page names; of more it gives the number."""


def _further(paper: Paper) -> Sentence:
    """The documents of the year beside the paper."""
    names = [figure(paper.document_names[name], "document", name) for name in paper.document_dates if name != THE_PAPER]
    if not names:
        return Sentence([])
    if len(names) > FEW:
        return write(" Also from {count} later or earlier documents.", count=figure(str(len(names)), "documents"))
    return write(" Also from {names}.", names=listed([write("the {name}", name=name) for name in names]))


def _filled(title: str, names: Mapping[str, str]) -> Sentence:
    """The title with the names in braces replaced by their texts; braces within these texts stay as they are."""
    parts = [part.partition("}") for part in title.split("{")]
    unknown = [name for name, _, _ in parts[1:] if name not in names]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in names)
        raise ParameterError(f'The title "{title}" holds {{{unknown[0]}}}; expected only {known}.')
    return Sentence([parts[0][0], *(piece for name, _, rest in parts[1:] for piece in (names[name], rest))])


_SAVES = "The link below each table saves its numbers as a CSV file. It also works in a copy sent by e-mail."
_OF_PAGE = ' class="of-page"'
"""The class of a sentence that is true only of the page; a Word document made from it leaves it out."""


def footer(paper: Paper, made_from: str = "") -> None:
    """Show the foot of the page: the source of its facts, their licence, and where the other pages are.

    `made_from` is the text of `awards.provenance.made_from`, a short form of the run record beside the page.
    """
    about = paper.paper
    title, source, licence, contact = (
        figure(getattr(about, name), "paper", f"paper.{name}") for name in ("title", "source", "licence", "contact")
    )
    lines = [
        write("Source: {title}, {body}. {source}.", title=title, body=about.body, source=source),
        write("Facts and figures are used under the {licence}.", licence=licence),
        _SAVES,
    ]
    if licence == NOT_STATED:
        lines[1] = "The paper states no licence for its facts and figures."
    if contact:
        lines.append(write("Questions about the paper: {contact}, {body}.", contact=contact, body=about.body))
    html = "".join(f"<p{_OF_PAGE if line == _SAVES else ''}>{traced(line)}</p>" for line in lines)
    if about.licence_address:
        link = f'<a href="{about.licence_address}" rel="license">{traced(licence)}</a>'
        html = html.replace(f"under the {traced(licence)}", f"under the {link}")
    if made_from:
        lines.append(f"Made from {made_from}.")
        html += f'<p>Made from {escape(made_from)}; <a href="run.json">the full record</a> is beside this page.</p>'
    places = (
        '<a href="../index.html">all years and reports</a> and the '
        '<a href="../index.html#accessibility">accessibility statement</a>'
    )
    html += f"<p{_OF_PAGE}>Online, this page links to {places}. A copy sent by e-mail does not include them.</p>"
    Fragment(html, "\n".join(lines), {"kind": "foot", "part": "foot"}).show()


def standfirst(
    headline: str,
    verdict: str,
    points: Sequence[str] = (),
    *,
    of: Awards | None = None,
    of_the_year: bool = False,
) -> None:
    """Show what the page finds, in a paragraph, whether its figures add up, and its main points as a list.

    With `of`, the headline must state the number and the sum of these awards, and the page checks verify both. If the
    page is `of_the_year`, the index repeats all three.
    """
    html = f'<p class="headline">{traced(headline)}</p><p class="verdict">{traced(verdict)}</p>'
    if points:
        html += f'<ul class="points">{"".join(f"<li>{traced(point)}</li>" for point in points)}</ul>'
    facts: dict[str, Any] = {}
    if of_the_year:
        facts = {"headline": headline, "verdict": verdict, "points": list(points)}
        facts |= {"headline_parts": pairs(headline), "verdict_parts": pairs(verdict)}
        facts |= {"points_parts": [pairs(point) for point in points]}
    text = "\n\n".join([headline, verdict, "\n".join(f"- {point}" for point in points)]).rstrip()
    Fragment(html, text, {"kind": "standfirst", **facts, **awards_fact(of)}).show()


def say(*paragraphs: str, of: Awards | None = None) -> None:
    """Show paragraphs of plain text whose figures come from the data; empty texts are left out.

    With `of`, the text must state the number and the sum of these awards, and the page checks verify both.
    """
    texts = [text for text in paragraphs if text]
    facts = {"kind": "sum", **awards_fact(of)} if of is not None else {}
    Fragment("".join(f"<p>{traced(text)}</p>" for text in texts), "\n\n".join(texts), facts).show()


def bullets(*points: str) -> None:
    """Show a list of plain texts; nothing if all are empty."""
    texts = [point for point in points if point]
    if texts:
        items = "".join(f"<li>{traced(text)}</li>" for text in texts)
        Fragment(f"<ul>{items}</ul>", "\n".join(f"- {text}" for text in texts)).show()


def details(facts: Mapping[str, str]) -> None:
    """Show a list of names and their texts; names with an empty text are left out."""
    stated = {name: text for name, text in facts.items() if text}
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{traced(text)}</dd></div>" for name, text in stated.items())
    if items:
        lines = [f"{name}: {text}" for name, text in stated.items()]
        Fragment(f'<dl class="details">{items}</dl>', "\n".join(lines)).show()


def key_figures(figures: pd.DataFrame, *, each: Mapping[str, Awards] | None = None, of_the_year: bool = False) -> None:
    """Show headline figures as a list; `figures` is the table of `summaries.key_figures` or `summaries.figures_of`.

    `each` maps the name of a figure to the awards that it counts; the figures of `summaries.key_figures` need no entry.
    If the page is `of_the_year`, the index repeats the figures; on any other page their shares are of all the money,
    not only of the page's. Nothing is shown if there are no figures.
    """
    page_facts: dict[str, Any] = {"kind": "figures", "each": {name: dict(of) for name, of in (each or {}).items()}}
    if figures.empty:
        Fragment("", "", page_facts | {"empty": True}).show()
        return
    of = "of the money" if of_the_year else "of all the money"
    items, lines, facts = [], [], []
    for row in figures.to_dict("records"):
        amount, share = format_pounds(row["award_gbp"]), f"{row['share']:.1%} {of}"
        count = counted(row["awards"], "award")
        implied = implied_mark(row["implied_gbp"], row["award_gbp"])
        about = count if row["share"] == 1 else f"{count}, {share}"
        items.append(f"<div><dt>{escape(row['figure'])}</dt><dd>{amount}{implied}<span>{about}</span></dd></div>")
        lines.append(f"{row['figure']}: {amount}, {about}")
        implied_part = f"; {format_pounds(row['implied_gbp'])} {IMPLIED}" if implied else ""
        facts.append([row["figure"], amount, f"{about}{implied_part}"])
    page_facts |= {"figures": facts} if of_the_year else {}
    Fragment(f'<dl class="figures">{"".join(items)}</dl>', "\n".join(lines), page_facts).show()


LEGEND = {
    "implied": (IMPLIED, "worked out from a printed total; the paper does not print it"),
    "none": (NOT_STATED, "the paper gives no amount"),
    "judged": ("judged", "the kind of body is our judgement, with how sure we are"),
}


def legend(*tables: pd.DataFrame, judged: bool = True) -> None:
    """Show what the marks in tables mean: those that these awards have.

    `judged` is False for a page that shows no provider types.
    """
    is_used = {
        "implied": any(is_implied(awards).any() for awards in tables),
        "none": any((awards["award_status"] == NOT_STATED).any() for awards in tables),
        "judged": judged and any((awards["provider_basis"] == "judgement").any() for awards in tables),
    }
    marks = [(kind, *texts) for kind, texts in LEGEND.items() if is_used[kind]]
    if not marks:
        return
    items = "".join(f'<li><span class="{kind}">{text}</span>: {escape(meaning)}</li>' for kind, text, meaning in marks)
    plain = "\n".join(f"{text}: {meaning}" for _, text, meaning in marks)
    Fragment(f'<ul class="legend">{items}</ul>', plain).show()
