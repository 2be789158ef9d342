"""Claims about what is beside the awards: records, documents, duties, sources; what each means."""

from grantsdata.runs.figures.claims.about import About, Holds, none_of, none_with
from grantsdata.runs.figures.records import by_year
from grantsdata.runs.verifier.changes import history_of
from grantsdata.runs.verifier.evaluate import stated
from grantsdata.runs.verifier.law import duties


def _none_listed(name: str, column: str = "", value: str = "") -> Holds:
    """No line of a table of records is on file, or none that has a value, or this one, in the column."""

    def holds(about: About, text: str) -> bool:
        lines = about.raw.listed(name)
        return not any((line[column] == value) if value else line[column] if column else True for line in lines)

    return holds


def _none_on_file(about: About, text: str) -> bool:
    """Nothing of what the sentence names is on file: `no agreement, condition or payment`."""
    named = text.partition(" on file")[0]
    return not any(
        about.raw.listed(f"{noun}s") for noun in ("agreement", "condition", "payment", "return") if noun in named
    )


def _nothing_later(about: About, text: str) -> bool:
    """No agreement has a part for a later year."""
    parts = (year for line in about.raw.listed("agreements") for year in by_year(line["by_year"]))
    return not any(year > about.raw.year for year in parts)


def _no_budget(about: About, text: str) -> bool:
    """The stream under whose heading the sentence stands has no printed budget."""
    return not any(one["budget_printed"] for one in about.raw.paper["streams"] if one["name"] == about.stream)


def _themed(about: About) -> set[str]:
    return {award["stream"] for award in about.raw.awards if award["theme"]}


def _lists_themed(about: About, text: str) -> bool:
    """The streams whose awards have themes are those that the sentence names."""
    return {one["name"] for one in about.raw.paper["streams"] if one["name"] in text} == _themed(about)


def _under_a_duty(about: About) -> list[str]:
    """The duties with details to publish that an award of the page is under."""
    names = [one["name"] for one in duties() if one.get("details")]
    return [name for name in names if any(award[name] for award in about.awards)]


OF_RECORDS: dict[str, Holds] = {
    r"states no amount of its awards": lambda about, text: not stated(about.inside),
    r"states no budget for it;": _no_budget,
    r"states no amount for (?:any of )?its": lambda about, text: not stated(about.of_stream),
    r"mentions no other money": lambda about, text: not any(not line["stream"] for line in about.raw.other_funds()),
    r"No award of this year has a printed theme": none_of(_themed),
    r"under its theme, with the aim": _lists_themed,
    r"The paper lists no sources": lambda about, text: not about.raw.paper.get("source_documents"),
    r"The paper names no contact": lambda about, text: not about.raw.paper["paper"].get("contact"),
    r"^No (?:agreement|condition|payment|return)\b.* on file": _none_on_file,
    r"No amounts by year are on file": _none_listed("agreements", "by_year"),
    r"commit nothing for later years": _nothing_later,
    r"^The agreement for .* ends first, on": lambda about, text: (
        sum(line["end"] != "" for line in about.raw.listed("agreements")) > 1
    ),
    r"^No end date is on file": _none_listed("agreements", "end"),
    r"^No register of single tenders is on file": _none_listed("tenders"),
    r"^Nothing was paid": _none_listed("payments", "kind", "paid"),
    r"do not say whether (?:any of the .* conditions|the condition) was met": _none_listed("conditions", "met_on"),
    r"^(?:The condition was|[\w,]+ conditions were) met\.$": lambda about, text: all(
        line["met_on"] for line in about.raw.listed("conditions")
    ),
    r"and further documents of the year": lambda about, text: not about.raw.documents.is_one,
    r"does not say which permitted circumstance": _none_listed("tenders", "circumstance"),
    r"The register says which permitted circumstance applies to (?:each of )?the": lambda about, text: all(
        line["circumstance"] for line in about.raw.listed("tenders")
    ),
    r"no amount has changed": none_of(lambda about: list(history_of(about.raw))),
    r"asks for none of the details": none_of(_under_a_duty),
    r"under the duty for crime and disorder": none_with("3(f) grant"),
    r"under the duty for other spending": none_with("3(g) item over £500"),
    r"under the duties for contracts": lambda about, text: not any("contract" in name for name in _under_a_duty(about)),
    r"names no award that is paid to them": lambda about, text: (
        not any(award["payee"] in about.bodies for award in about.raw.awards)
    ),
    r"Each of these awards is paid to its provider": lambda about, text: all(
        award["payee"] == award["provider"] for award in about.awards
    ),
    r"names no service that they deliver|No award shows what kind of body": none_of(lambda about: about.awards),
    r"prints each of these amounts": lambda about, text: all(
        award["award_status"] == "printed" for award in about.awards
    ),
}
"""A form of claim about records, documents, duties and sources → whether it is true."""
