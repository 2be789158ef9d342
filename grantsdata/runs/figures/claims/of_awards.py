"""Claims about awards: “no award is a single tender”, “the paper names no provider”; what each means."""

import re

from grantsdata.runs.figures.claims.about import About, Holds, none_with
from grantsdata.runs.verifier.evaluate import chosen, stated
from grantsdata.runs.verifier.variations import is_about


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


def _that_lead(about: About) -> int:
    """How many providers get as much as no other does."""
    sums = [*_by_provider(about).values()]
    return sums.count(max(sums, default=0))


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


OF_AWARDS: dict[str, Holds] = {
    r"No award is marked as a single tender|None of these awards is by single tender": _no_tender,
    r"does not say of any award that others also pay": none_with("contribution"),
    r"names no other funds": lambda about, text: not about.raw.other_funds(),
    r"for awards that were withdrawn since": _paid_for_withdrawn,
    r"reports no measures|gives no measure|no measure to show": lambda about, text: not about.measures,
    r"Every award has a measure": lambda about, text: all(award["has_measure"] for award in about.inside),
    r"names no provider|No award has a named provider": none_with("provider"),
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
    r"None of these awards is a crime and disorder reduction grant": none_with("3(f) grant"),
    r"No other award is over": none_with("3(g) item over £500"),
    r"No award by contract is over": none_with("contract over £10,000"),
    r"No recipient is named for": lambda about, text: (
        about.services_named(text)
        == {award["service"] for award in about.awards if award["3(f) grant"] and not award["provider"]}
    ),
    r"[Nn]o amount can be read for|^The amount for .* cannot be read": lambda about, text: (
        all(
            award["award_status"] != "printed"
            for award in about.awards
            if award["service"] in about.services_named(text)
        )
        and bool(about.services_named(text))
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
    r"\bget most\b.* each\b": lambda about, text: _that_lead(about) > 1,
    r"(?<![\w£.,])0 (?:awards?|providers?)\b": lambda about, text: False,  # a sentence has words for none
    r"^An implied amount is what": lambda about, text: _implied(about) > 0,
    r"gets most: not stated": lambda about, text: not stated(about.awards),
    r"reports these measures, with": lambda about, text: (
        not any(about.raw.part(one["period"]) == "another period" for one in about.measures)
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
"""A form of claim about awards, amounts, providers, measures → whether it is true."""
