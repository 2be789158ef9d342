"""Check what a sentence claims without a figure: “no award is a single tender”, “the paper names no provider”.

Each form of such a claim is listed with what it means, worked out from the raw files. On the pages of the notebooks in
`REFUSED_ON`, a sentence that says all, every, no or none of awards, amounts or providers must be of a known form or
have a figure; any other is refused, since it cannot be checked.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from grantsdata.runs.figures.check import notebook_of, sentences_of
from grantsdata.runs.figures.sentences import Sentence, sentences
from grantsdata.runs.qa.page import Page, spaced
from grantsdata.runs.verifier.evaluate import chosen, stated
from grantsdata.runs.verifier.raw import Award, Raw
from grantsdata.runs.verifier.variations import is_about

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData  # which needs pandas; the index is checked without

REFUSED_ON = ("annual-report", "outcomes", "stream-report")
"""The others repeat findings, which have sentences of their own, or texts of the law."""

NOUNS = "award|amount|provider|money|grant|contract|measure|budget|stream|fund|total|cell|payment|tender"
CLAIM = re.compile(
    rf"\b(?:all|any|each|every|most of|neither|no|none)\b(?: [\w']+){{0,3}} (?:{NOUNS})s?\b", re.IGNORECASE
)


class About(NamedTuple):
    """What a claim is about: the raw files, the awards of the page, and the codes of the findings."""

    raw: Raw
    awards: Sequence[Award]
    stream: str
    codes: Collection[str]

    @property
    def inside(self) -> list[Award]:
        """The awards inside the overall budget."""
        return [award for award in self.awards if award["in_overall_budget"]]

    @property
    def measures(self) -> list[Mapping[str, str]]:
        """The measures of the page's stream, or all."""
        code = next((one["code"] for one in self.raw.paper["streams"] if one["name"] == self.stream), "")
        return [one for one in self.raw.listed("measures") if not self.stream or one["stream"] == code]

    def lists_none_from(self, text: str) -> bool:
        """Whether no award is from any of the streams that a text names."""
        named = [one["name"] for one in self.raw.paper["streams"] if one["name"] in text]
        return not any(award["stream"] in named for award in self.raw.awards)


def _none(name: str, *, inside: bool = False) -> Callable[[About, str], bool]:
    """No award of the page has a value in this column."""
    return lambda about, text: not chosen(about.inside if inside else about.awards, {name: True})


def _no_tender(about: About, text: str) -> bool:
    return not chosen(about.awards, {"arrangement": "Single tender"})


def _no_amount(about: About, text: str) -> bool:
    awards = about.inside if "budget" in text or "these awards" in text else about.awards
    named = [award for award in awards if award["provider"]]
    return not stated(named if re.search(r"any provider\b(?! type)", text) else awards)


def _no_type_gets_money(about: About, text: str) -> bool:
    return not sum(
        stated(chosen(about.awards, {"provider_type": {"not": ["not yet allocated", "not in the register"]}}))
    )


def _no_provider_gets_money(about: About, text: str) -> bool:
    return not any(pence > 0 for pence in _by_provider(about).values())


def _by_provider(about: About) -> dict[str, int]:
    """The pence of each provider with a stated amount."""
    sums: dict[str, int] = {}
    for award in chosen(about.awards, {"provider": True, "award_pence": True}):
        sums[award["provider"]] = sums.get(award["provider"], 0) + award["award_pence"]
    return sums


def _none_judged(about: About, text: str) -> bool:
    return not chosen(about.awards, {"provider_basis": "judgement"})


def _no_total(about: About, text: str) -> bool:
    """No printed total is of this stream, which the sentence or the page names."""
    names = {one["code"]: one["name"] for one in about.raw.paper["streams"]}
    totals = about.raw.paper.get("printed_totals", ())
    of = {award["stream"] for total in totals for award in about.raw.under(total)}
    return not any(name in of for name in names.values() if name in text or name == about.stream)


def _some_total(about: About, text: str) -> bool:
    """Some awards of the page are under a printed total, and some are not."""
    totals = about.raw.paper.get("printed_totals", ())
    under = {award["award_id"] for total in totals for award in about.raw.under(total)}  # perhaps varied since
    return 0 < sum(award["award_id"] in under for award in about.awards) < len(about.awards)


def _from_one_stream(about: About, text: str) -> bool:
    """Whether all money of charities and community groups is from the same stream."""
    theirs = chosen(about.awards, {"provider_type": "voluntary and community"})
    return len({award["stream"] for award in theirs if award["award_pence"]}) == 1


_IN_DOUBT = {
    "total-misprinted", "budgets-differ", "upstream-differs", "duplicate-award", "perhaps-a-total", "negative-award",
}  # fmt: skip


def _late_or_missing(about: About, text: str) -> bool:
    """Whether any award has no return for a half-year that the sentence names, or one that came late."""
    lines = [line for line in about.raw.listed("returns") if line["period"] in text and line["returned_on"]]
    came = {(line["stream"], line["service"]) for line in lines}
    halves = [half for half in ("first half", "second half") if half in text]
    return any(line["due"] and line["returned_on"] > line["due"] for line in lines) or any(
        (award["code"], award["service"]) not in came
        for award in about.raw.awards
        if any(about.raw.documents.is_made_by(award, half) for half in halves)
    )


def _of_period(about: About, text: str) -> int:
    """How many measures are for the part of the year that a sentence names."""
    part = next((one for one in ("first half", "second half", "year") if one in text), "another period")
    return sum(about.raw.part(one["period"]) == part for one in about.measures)


def _for_others(about: About, text: str) -> bool:
    """Whether all or only some of the measures are for another period than the year, as the sentence says."""
    others = [about.raw.part(one["period"]) == "another period" for one in about.measures]
    return any(others) and all(others) != ("some of these" in text)


def _named(about: About, text: str) -> set[str]:
    """The services that a sentence names; one within the name of another is not looked for."""
    longest_first = sorted({award["service"] for award in about.raw.awards}, key=len, reverse=True)
    return set(re.findall("|".join(map(re.escape, longest_first)), text))


def _implied(about: About) -> int:
    return len(chosen(about.awards, {"award_status": "implied"}))


def _as_its_budget(about: About, text: str) -> bool:
    """Whether the stream is inside or outside the overall budget, as the sentence says of it."""
    stream = next((one for one in about.raw.paper["streams"] if one["name"] == about.stream), None)
    return stream is None or bool(stream["in_overall_budget"]) == ("part of the overall budget" in text)


def _paid_for_withdrawn(about: About, text: str) -> bool:
    """Money was paid for an award that no longer stands; for nothing else, unless the sentence says in part."""
    paid = [line for line in about.raw.listed("payments") if line["kind"] == "paid"]
    stands = [any(is_about(line, award) for award in about.raw.awards) for line in paid]
    return not all(stands) and any(stands) == ("in part" in text)


CLAIMS: dict[str, Callable[[About, str], bool]] = {
    r"No award is marked as a single tender|None of these awards is by single tender": _no_tender,
    r"does not say of any award that others also pay": _none("contribution"),
    r"names no other funds": lambda about, text: not about.raw.other_funds(),
    r"for awards that were withdrawn since": _paid_for_withdrawn,
    r"reports no measures|gives no measure|no measure to show": lambda about, text: not about.measures,
    r"Every award has a measure": lambda about, text: all(award["has_measure"] for award in about.inside),
    r"names no provider|No award has a named provider": _none("provider"),
    r"[Nn]o amount is stated\b": _no_amount,
    r"[Nn]o amount above zero is stated": lambda about, text: not any(stated(about.awards)),
    r"No award names both a provider and an amount": lambda about, text: (
        not any(award["provider"] and (award["award_pence"] or 0) > 0 for award in about.awards)
    ),
    r"No known type of provider gets any money": _no_type_gets_money,
    r"No provider gets any money": _no_provider_gets_money,
    r"kind of each provider follows|Here they follow its own words": _none_judged,
    r"No money rests on our judgement": lambda about, text: (
        sum(stated(chosen(about.awards, {"provider_basis": "judgement"}))) == 0
    ),
    r"lists? no award from|lists no award from": lambda about, text: about.lists_none_from(text),
    r"There are no awards to add up|lists no award from this stream": lambda about, text: not about.awards,
    r"prints no total for(?! some)": _no_total,
    r"prints no total for some|the rest has no printed total": _some_total,
    r"prints no total and no budget|prints neither a total nor a budget": lambda about, text: (
        not (
            about.codes & {"total-agrees", "total-differs", "total-misprinted", "budget-agrees", "budget-exceeded"}  # type: ignore[operator]
        )
    ),
    r"doubts about some": lambda about, text: bool({*about.codes} & _IN_DOUBT),
    r"% of the money, all from": _from_one_stream,
    r"no return is late or missing": lambda about, text: not _late_or_missing(about, text),
    r"states no overall budget": lambda about, text: not about.raw.paper["overall_budget"].get("printed"),
    r"No award is made from a stream inside the overall budget": lambda about, text: not about.inside,
    r"Every stream has awards": lambda about, text: (
        {one["name"] for one in about.raw.paper["streams"]} == {award["stream"] for award in about.raw.awards}
    ),
    r"None of these awards is a crime and disorder reduction grant": _none("3(f) grant"),
    r"No other award is over": _none("3(g) item over £500"),
    r"No award by contract is over": _none("contract over £10,000"),
    r"No recipient is named for": lambda about, text: (
        _named(about, text)
        == {award["service"] for award in about.awards if award["3(f) grant"] and not award["provider"]}
    ),
    r"[Nn]o amount can be read for|^The amount for .* cannot be read": lambda about, text: (
        all(award["award_status"] != "printed" for award in about.awards if award["service"] in _named(about, text))
        and bool(_named(about, text))
    ),
    r"^(?:Figure [0-9]+\. )?Awards (?:do not )?fit": lambda about, text: (
        bool({*about.codes} & {"budget-partly-allocated", "budget-over-allocated", "budget-exceeded"})
        == ("do not" in text)
    ),
    r"if the one unprinted amount": lambda about, text: _implied(about) == 1,
    r"if the unprinted amounts": lambda about, text: _implied(about) > 1,
    r"[Tt]he implied amount makes up the difference": lambda about, text: _implied(about) > 0,
    r"[Tt]he only provider with a stated amount": lambda about, text: len(_by_provider(about)) == 1,
    r"[Tt]he only provider with an amount above zero": lambda about, text: (
        sum(pence > 0 for pence in _by_provider(about).values()) == 1
    ),
    r"^None of them is for": lambda about, text: not _of_period(about, text),
    r"^One of them is for": lambda about, text: _of_period(about, text) == 1,
    r"^All of them are for": lambda about, text: _of_period(about, text) == len(about.measures),
    r"these measures for other periods": _for_others,
    r"(?:part of|outside) the overall budget\.$": _as_its_budget,
    r"The appendix lists them": lambda about, text: any(
        award["theme"] for award in about.raw.awards if award["stream"] == about.stream
    ),
    r"Every cell of the printed tables is read as it stands": lambda about, text: (
        not any(table.get("corrections") or table.get("left_out") for table in about.raw.paper["award_tables"])
    ),
}
"""A form of claim → whether it is true of the awards of a page; it is given the sentence too."""

GENERAL = (
    r"^Every award$",  # in the contents
    r"^Every award of this stream by group",  # the caption of a list
    r"^No award fits this choice",
    r"^not stated: the paper gives no amount",
    r"^The paper prints no provider types",
    r"^The year's reconciliation report lists each repair",
    r"^The amounts are those that (the paper prints|these documents print)",
    r"^An implied amount is what a printed total leaves for the one award",
    r"^Under a printed total, only the printed amounts",
    r"in no sum|not added up here",
    r"^An award without a measure may still do good",
    r"^No cost per person",
    r"^No cost per person can be worked out",
    r"^Words such as",
    r"^No amount can be read for",
    r"^No payments that funders publish",
    r"^The awards use only part of (a|the) budget",
)
"""Sentences that claim nothing of the awards: on method, or on what a table shows."""


def claims_are_true(page: Page, data: "PageData") -> list[str]:
    """Each claim without a figure that is of a known form is true, and there is no other where none may be."""
    stated_for = [*page.facts_of_kind("head"), *page.facts_of_kind("standfirst")]
    of: Mapping[str, Any] = next((facts["of"] for facts in stated_for if facts.get("of")), {})
    codes = {code for code, _, _ in data.findings}
    about = About(data.raw, chosen(data.raw.awards, of), str(of.get("stream", "")), codes)
    told = [one for one in sentences_of(page) if one.within in _TOLD]
    under = [(one, about._replace(stream=name or about.stream)) for name, one in _under_streams(page, data.raw)]
    faults = [f"“{one.text}”: by the raw files that is not so" for one, of_it in under if not _is_true(one, of_it)]
    refused = list(_unknown(told, data.raw)) if notebook_of(page) in REFUSED_ON else []
    return faults + [f"“{text}”: a claim without a figure, in a form that cannot be checked" for text in refused]


_TOLD = ("p", "li", "dd", "figcaption")


def _under_streams(page: Page, raw: Raw) -> Iterator[tuple[str, Sentence]]:
    """The sentences of a page, each with the stream whose name is the heading above it, or ""."""
    names, heading = [stream["name"] for stream in raw.paper["streams"]], ""
    for tag in page.tags:
        if tag.name in ("h2", "h3"):
            heading = next((name for name in names if name == spaced(tag)), "")
        elif tag.name in _TOLD:
            yield from ((heading, one) for one in sentences(tag) if one.within in _TOLD)


def _is_true(sentence: Sentence, about: About) -> bool:
    return all(holds(about, sentence.text) for form, holds in CLAIMS.items() if re.search(form, sentence.text))


def _unknown(told: Sequence[Sentence], raw: Raw) -> Iterator[str]:
    """The sentences with a claim in no known form, without a figure; texts of the raw files are not looked at."""
    own = sorted((text for text in raw.texts() if len(text) > 10), key=len, reverse=True)
    for sentence in told:
        text = re.sub(r"“[^”]*”|\bno stated amount\b", "·", sentence.text)  # the latter in the place of an amount
        if sentence.figures or not CLAIM.search(text) or any(re.search(form, text) for form in (*CLAIMS, *GENERAL)):
            continue
        for one in own:
            text = text.replace(one, "·")
        if CLAIM.search(text):
            yield sentence.text
