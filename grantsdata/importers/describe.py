"""Put what was found of a paper into its year's paper.toml, each guess with its mark."""

import re
from collections.abc import Sequence

import tomlkit
from tomlkit.items import Table

from grantsdata.importers.further_document import FurtherDocument
from grantsdata.importers.new_year import stream_entry
from grantsdata.importers.paper_toml import append, fill, put, toml_table
from grantsdata.importers.proposal.about import StatedFacts
from grantsdata.importers.proposal.proposal import Proposal
from grantsdata.model.declared.about import Stream
from grantsdata.model.years import in_words
from grantsdata.sources.paper import GUESS


def replace_streams(document: tomlkit.TOMLDocument, streams: Sequence[Stream]) -> None:
    """Put the proposed streams in the place of the example that a new year has."""
    entries = [toml_table(stream_entry(stream)) for stream in streams]
    for entry in entries:
        fill(entry, "name", entry["name"], _comment("the heading of its table, or a fund in it"))
    document["streams"] = tomlkit.aot()
    for entry in entries:
        append(document, "streams", entry)


def declare(document: tomlkit.TOMLDocument, proposed: Proposal, name: str, further: FurtherDocument | None) -> None:
    """Add the entries of a table, which is in the file `name`, and of the totals that it prints."""
    keys = [(key, name if key == "file" else value, _comment(reason)) for key, value, reason in proposed.keys]
    keys += [("document", further.id, "")] if further else []
    columns = toml_table((key, value, _comment(reason)) for key, value, reason in proposed.columns)
    put(document, "award_tables", "file", toml_table([*keys, ("columns", columns, "")]))
    for total in proposed.totals:
        reason = _comment("a row that looks like a total")
        entries = [(key, value, reason if key == "row" else "") for key, value in {**total, "file": name}.items()]
        append(document, "printed_totals", toml_table(entries))


def _comment(reason: str) -> str:
    return f"{GUESS}: {reason}" if reason else ""


def fill_in(document: tomlkit.TOMLDocument, about: StatedFacts) -> None:
    """Fill in the title, body, date, source and budgets that the paper's text states, for keys that are still empty."""
    cited = f"Paper “{about.title}”, {in_words(about.dated)}" if about.title and about.dated else ""
    streams = [stream for stream in document.get("streams", []) if isinstance(stream, Table)]
    names = [str(stream.get("name", "")) for stream in streams]
    found: list[tuple[object, str, object]] = [
        (document.get("paper"), "title", about.title),
        (document.get("paper"), "body", about.body),
        (document.get("paper"), "date", about.dated),
        (document.get("paper"), "source", cited),
        (document.get("overall_budget"), "printed", about.overall_budget(names)),
        *(
            (stream, "budget_printed", about.budget_of(name, {*names} - {name}))
            for stream, name in zip(streams, names, strict=True)
        ),
    ]
    for entries, key, value in found:
        if isinstance(entries, Table) and value and not entries.get(key):
            fill(entries, key, value, _comment("found in the text of the file"))


_OFFICE = re.compile(r"Police(?:, Fire)? and Crime Commissioner for (.+)|(.+) Police(?:, Fire)? and Crime Commissioner")


def fill_in_own_force(document: tomlkit.TOMLDocument, proposals: Sequence[Proposal]) -> None:
    """Fill in the police force of a commissioner's office, if one provider has the name of its area."""
    paper = document.get("paper")
    office = _OFFICE.search(str(paper.get("body", ""))) if isinstance(paper, Table) else None
    if not (isinstance(paper, Table) and office) or paper.get("own_force"):
        return
    force = re.compile(
        rf"{re.escape(office[1] or office[2])} (Police|Constabulary|Police (Service|Force))", re.IGNORECASE
    )
    named = {text for one in proposals for text in one.providers if force.fullmatch(text)}
    if len(named) == 1:
        fill(paper, "own_force", named.pop(), _comment("a provider with the name of the body's area"))
