"""What a page of each notebook of this package must say: a page that lacks a main point is held back.

A sentence that is left out is no wrong sentence, so the other checks of sentences cannot notice it. Each point here is
the expression of a figure, or words, that one of the page's sentences must have; captions, notes and tables do not
count. Whether a year has something to say on a point follows from its raw files.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from grantsdata.runs.figures.check import about_of, notebook_of
from grantsdata.runs.figures.labels import Call, calls_in
from grantsdata.runs.figures.sentences import sentences
from grantsdata.runs.qa.page import Page
from grantsdata.runs.verifier import law, on_file
from grantsdata.runs.verifier.evaluate import stated
from grantsdata.runs.verifier.raw import Award, Raw
from grantsdata.runs.verifier.variations import is_about

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData  # which needs pandas; the index is checked without

VOLUNTARY, TENDER, JUDGED = "voluntary and community", "Single tender", "judgement"
DUTIES = ("3(f) grant", "3(g) item over £500", "contract over £10,000")
RETURNS = "What came back from each award"
COMPARED = "Every total and budget that the paper prints, beside our sum"
OWN_FORCE = r"\bown police force\b"
NOT_IN = ".sums, details, figure, nav"
"""Where figures stand that make no point: the sums of a list that readers narrow, citations, charts."""


class Point(NamedTuple):
    """What a reader would miss; the calls of which one must be an outer expression of a figure; or words."""

    missed: str
    calls: Sequence[Call] = ()
    words: "re.Pattern[str] | None" = None


def main_points_are_made(page: Page, data: "PageData") -> list[str]:
    """Each main point that a page of this notebook has to make is made in a sentence."""
    points = POINTS.get(notebook_of(page))
    if points is None:
        return []
    of = about_of(page)
    elsewhere = {id(tag) for part in page.soup.select(NOT_IN) for tag in part.find_all(("p", "li", "dd"))}
    places = [tag for tag in page.named("p", "li", "dd") if id(tag) not in elsewhere]
    told = [one for tag in places for one in sentences(tag)]
    made = [call for one in told for figure in one.figures for call in calls_in(figure.expression)[:1]]
    said = " ".join(one.text for one in told)
    return [
        f"no sentence says {point.missed}, as every page of {notebook_of(page)} must; "
        "a notebook that leaves this out needs another name"
        for point in (*_standfirst(page), *points(data, of))
        if not any(call in made for call in point.calls) and not (point.words and point.words.search(said))
    ]


def _standfirst(page: Page) -> Iterator[Point]:
    if notebook_of(page) != "board-paper":
        parts = (
            ("lead", "what the page is about"), ("headline", "what the page finds"),
            ("verdict", "whether it adds up, or who gets most"),
        )  # fmt: skip
        for name, what in parts:
            if not any(tag.get_text(strip=True) for tag in page.classed(name)):
                yield Point(what)


def _call(missed: str, kind: str, *arguments: Any, **of: Any) -> Point:
    return Point(missed, [Call(kind, arguments, of)])


def _words(missed: str, pattern: str) -> Point:
    return Point(missed, words=re.compile(pattern))


def _sums(awards: Sequence[Award], of: dict[str, Any], what: str, implied: bool = True) -> Iterator[Point]:
    """How many awards these are, their sum, and its implied part, so far as they have any."""
    if awards:
        yield _call(f"how many {what} there are", "count", **of)
    if stated(awards):
        yield _call(f"the sum of the {what}", "sum", **of)
    if implied and any(award["award_status"] == "implied" for award in awards):
        yield _call(f"how much of the {what} is implied", "sum", **of, award_status="implied")


def _leader(awards: Sequence[Award], of: dict[str, Any]) -> Iterator[Point]:
    """Who gets most, if that is one of several providers."""
    sums: dict[str, int] = defaultdict(int)
    for award in awards:
        if award["provider"] and award["award_pence"] is not None:
            sums[award["provider"]] += award["award_pence"]
    top = [name for name, size in sums.items() if size == max(sums.values()) and size > 0]
    if len(top) == 1:
        yield _call("which provider gets most", "rank", "provider", 1, provider=True, **of)


def _chosen(raw: Raw, **of: Any) -> list[Award]:
    return [award for award in raw.awards if all(award[name] == value for name, value in of.items())]


def _annual_report(data: "PageData", of: dict[str, Any]) -> Iterator[Point]:
    raw = data.raw
    awards, amounts = raw.awards, stated(raw.awards)
    yield from _sums(awards, {}, "awards")
    yield from _leader(awards, {})
    yield from _overall_budget(raw) if amounts else ()
    if any(award["provider"] for award in awards):
        yield _call("how many providers there are", "distinct", "provider", provider=True)
    if len(amounts) > 1:
        yield _call("the least award", "least")
        yield _call("the middle award", "middle")
    if len(amounts) > 1 and amounts.count(max(amounts)) == 1:
        yield _call("for what the largest award is", "of_most", "service")
    force = raw.paper["paper"].get("own_force")
    if force and _chosen(raw, provider=force):
        yield _call("what the own police force gets", "count", provider=force)
        yield _words("that it is the office's own police force", OWN_FORCE)
    if sum(stated(_chosen(raw, provider_type=VOLUNTARY))) > 0:
        yield _call("what charities and community groups get", "sum", provider_type=VOLUNTARY)
    yield from _sums(_chosen(raw, arrangement=TENDER), {"arrangement": TENDER}, "single tenders", implied=False)
    yield from _judged(raw)
    shared = [award for award in awards if award["contribution"]]
    yield from _sums(shared, {"contribution": True}, "awards that others also pay for", implied=False)
    if raw.other_funds():
        yield _words("that other money of the paper is in no sum", "not part of any sum")
    if raw.listed("measures"):
        yield _words("for which periods the measures are", "measures(?: for other periods|, with its own words)")
    unnamed = [award for award in shared if award["other_contributors"] == "(not named)"]
    if unnamed:
        yield _call("for how many awards the others are not named", "count", other_contributors="(not named)")
    for stream in raw.paper["streams"]:
        if not _chosen(raw, stream=stream["name"]):
            yield _call(f"that no award is from {stream['name']}", "stream", stream["code"], "name")
    yield from _agreeing(data)
    yield _words("who is the provider of an award", "body that delivers")


def _overall_budget(raw: Raw) -> Iterator[Point]:
    if raw.paper["overall_budget"].get("printed"):
        yield _call("the overall budget", "budget", "")


def _judged(raw: Raw) -> Iterator[Point]:
    if stated(_chosen(raw, provider_basis=JUDGED)):
        yield _call("what rests on our judgement", "sum", provider_basis=JUDGED)


def _stream_report(data: "PageData", of: dict[str, Any]) -> Iterator[Point]:
    raw, awards = data.raw, _chosen(data.raw, **of)
    yield from _sums(awards, of, "awards", implied=False)
    yield from _leader(awards, of) if len({award["provider"] for award in awards if award["award_pence"]}) > 1 else ()
    budgets = {stream["name"]: stream["budget_printed"] for stream in raw.paper["streams"]}
    if awards and budgets.get(of["stream"]):
        yield _call("the budget of the stream", "budget", of["stream"])
    if awards and not budgets.get(of["stream"]):
        yield _words("that there is no stated budget", "no stated budget")
    if any(award["provider"] == raw.paper["paper"].get("own_force") for award in awards if award["provider"]):
        yield _words("what the own police force gets", OWN_FORCE)
    for name, what in (("arrangement", "single tenders"), ("contribution", "awards that others also pay for")):
        some = [award for award in awards if award[name] == TENDER or (name == "contribution" and award[name])]
        condition = {name: TENDER if name == "arrangement" else True}
        yield from _sums(some, {**of, **condition}, what, implied=False)
    for award in awards:
        if award["award_status"] != "printed" or not award["provider"]:
            missed = f"what is not printed of “{award['service']}”"
            yield _call(missed, "value", "service", award_id=award["award_id"])
    if stated([award for award in awards if award["provider_basis"] == JUDGED]):
        yield _call("what rests on our judgement", "sum", **of, provider_basis=JUDGED)
    code = next(stream["code"] for stream in raw.paper["streams"] if stream["name"] == of["stream"])
    if stated(awards):
        yield _words("what the shares of a table are of", "Share: of this stream's money")
    if any(line["stream"] == code for line in raw.listed("measures")):
        yield _words("for which periods the measures are", r"measures? (?:is|are) for")


def _board_paper(data: "PageData", of: dict[str, Any]) -> Iterator[Point]:
    raw = data.raw
    yield from _sums(raw.awards, {}, "awards")
    yield from _overall_budget(raw)
    for stream in raw.paper["streams"]:
        name = stream["name"]
        yield from _sums(_chosen(raw, stream=name), {"stream": name}, f"awards from {name}")
        if stream.get("budget_printed") and _chosen(raw, stream=name):
            yield _call(f"the budget of {name}", "budget", name)
    if any(award["theme"] for award in raw.awards):
        yield _words("where the awards with a theme are listed", "The appendix lists them")
    if any(str(award["provider"]).endswith("(one shared office)") for award in raw.awards):
        yield _words("that several bodies share one office", "share one office")
    yield _words("that the paper is set again", "set again in our own words")


def _agreeing(data: "PageData") -> Iterator[Point]:
    names = [stream["name"] for stream in data.raw.paper["streams"]]
    for code, scope, _ in data.findings:
        if code == "budget-agrees":
            yield _call(f"how the awards stand to the budget of {scope}", "budget", scope if scope in names else "")


def _outcomes(data: "PageData", of: dict[str, Any]) -> Iterator[Point]:
    raw = data.raw
    inside = _chosen(raw, in_overall_budget=True)
    without = [award for award in inside if not award["has_measure"]]
    yield _words("why no cost per person is given", "No cost per person")
    measures = raw.listed("measures")
    if measures:
        yield _call("how many measures there are", "rows", raw.source(raw.paper["measures"]["file"]))
    if any(not line["awarded_service"] for line in measures):
        yield _words("that some measures belong to no award", "count for none")
    if any(line["awarded_service"] for line in measures):
        yield _words("that we decided which award a measure belongs to", "our reading of the paper")
    if any(line["hedge"] for line in measures):
        yield _words("that hedges are the paper's", "are the paper's own")
    yield from (
        _sums(inside, {"in_overall_budget": True}, "awards", implied=False) if len(without) == len(inside) else ()
    )
    if 0 < len(without) < len(inside):
        yield _call("how many awards there are", "count", in_overall_budget=True)
        yield _call("how many awards have a measure", "count", in_overall_budget=True, has_measure=True)


def _agreements(data: "PageData", of: dict[str, Any]) -> Iterator[Point]:
    paid = [line for line in data.raw.listed("payments") if line["kind"] == "paid"]
    for_these = [award["award_id"] for award in data.raw.awards if any(is_about(line, award) for line in paid)]
    if for_these:
        yield _call("for how many awards money was paid", "count", award_id=for_these)
    yield from _undated(data, "agreements", "conditions", "payments", "tenders")


def _undated(data: "PageData", *names: str) -> Iterator[Point]:
    """What a page as at a day leaves out since it has no date."""
    raw = data.raw
    files = {name: raw.source(raw.paper[name]["file"]) for name in names if raw.as_at and name in raw.paper}
    for name, file in files.items():
        if on_file.undated(raw, file):
            yield _call(f"how many {name} have no date", "undated", file)


def _returns(data: "PageData", of: dict[str, Any]) -> Iterator[Point]:
    lines = data.raw.listed("returns")
    for column, half in (("in_first_half", "first half"), ("in_second_half", "second half")):
        if any(line["period"] == half for line in lines):
            came = {column: ["on time", "late", "returned, no due date"]}
            yield _call(f"how many awards have a return for the {half}", "listed", RETURNS, **came)
    yield from _undated(data, "returns")
    yield _words("why figures are not shown", r"numbers in them are not shown")
    yield _words("which people stand beside an award", "people helped in both half-years")


def _reconciliation(data: "PageData", of: dict[str, Any]) -> Iterator[Point]:
    raw = data.raw
    if any(award["award_status"] == "implied" for award in raw.awards):
        yield _call("how much is implied", "sum", award_status="implied")
    for code, scope, _ in data.findings:
        if code in ("total-differs", "total-misprinted"):
            yield _call(f"that the printed total “{scope}” differs", "finding", code, scope, "printed_gbp")
    yield from _agreeing(data)
    yield from _judged(raw)
    doubtful = {"provider_basis": JUDGED, "provider_confidence": "low"}
    if stated(_chosen(raw, **doubtful)):
        yield _call("for how much our confidence is low", "sum", **doubtful)


def _year_on_year(data: "PageData", of: dict[str, Any]) -> Iterator[Point]:
    yield from _sums(data.raw.awards, {}, "awards of the year", implied=False)
    former = {str(award["financial_year"]) for award in data.former}
    for year in sorted(former):
        yield Point(f"how many awards {year} had", [Call("in_year", (year,), {})])


def _disclosure(data: "PageData", of: dict[str, Any]) -> Iterator[Point]:
    for duty in DUTIES:
        if any(award[duty] for award in data.raw.awards):
            yield _call(f"how many awards are each a “{duty}”", "count", **{duty: True})
    first, last = date(int(data.raw.year[:4]), 4, 1), date(int(data.raw.year[:4]) + 1, 3, 31)
    for one in law.duties():
        is_bound = law.kind_of(data.raw.paper["paper"]) in one["binds"]
        if is_bound and one.get("place") and one["since"] <= last and one.get("until", last) >= first:
            yield _call(f"where the law asks for a “{one['name']}”", "duty", one["name"], "place")
    if any(award["3(f) grant"] and not award["provider"] for award in data.raw.awards):
        yield _words("for which grants no recipient is named", "No recipient is named for")
    yield _words("that this is no legal advice", "not legal advice")
    yield _words("that details may be published elsewhere", "published elsewhere")


def _changes(data: "PageData", of: dict[str, Any]) -> Iterator[Point]:
    first = min(data.raw.documents.dates.values()).isoformat()
    yield Point("what the awards came to at first", [Call("at", (first,), {})])
    yield _call("what the awards come to now", "sum")


POINTS: dict[str, Callable[["PageData", dict[str, Any]], Iterator[Point]]] = {
    "agreements": _agreements,
    "annual-report": _annual_report,
    "board-paper": _board_paper,
    "changes": _changes,
    "disclosure": _disclosure,
    "outcomes": _outcomes,
    "reconciliation": _reconciliation,
    "returns": _returns,
    "stream-report": _stream_report,
    "year-on-year": _year_on_year,
}
"""A notebook → the points that its page has to make. What a provider's report must say, `qa/headlines` checks."""
