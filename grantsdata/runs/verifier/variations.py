"""What variations had made of the awards by a day."""

from typing import Any, TypeAlias

from grantsdata.runs.verifier.documents import PAPER
from grantsdata.runs.verifier.printed import amount, spaced

Raw: TypeAlias = Any  # of `raw`, which imports this module
Award: TypeAlias = dict[str, Any]
Cells: TypeAlias = dict[str, Any]


def lines_of(raw: Raw) -> list[dict[str, Any]]:
    """The variations that state an amount after, in the order in which they count, each with what it makes of an award;
    none if the paper is the only document."""
    declared = raw.paper.get("variations")
    if raw.documents.is_one or not declared:
        return []
    lines = []
    for row, line in raw.numbered("variations"):
        pence, _, words = amount(line["amount_after"], {})
        amounts = {"award_printed": line["amount_after"], "award_pence": pence, "award_status": "printed",
                   "remark": words, "stated_in": raw.documents.names[line["document"]], "is_varied": True,
                   "amount_source": f"{raw.source(declared['file'])} row {row}"}  # fmt: skip
        lines += [] if pence is None else [line | {"counts": raw.documents.counts_from(line), "amounts": amounts}]
    return sorted(lines, key=lambda line: str(line["counts"]))


def varied(raw: Raw) -> list[Award]:
    """The awards with the amounts that variations had given them by the day; one that was varied to £0 is out."""
    awards = {award["award_id"]: dict(award) for award in raw.printed}
    for line in raw.variations:
        if line["counts"] <= (raw.as_at or "9"):
            for award in [one for one in raw.printed if is_about(line, one)]:
                awards[award["award_id"]] |= line["amounts"]
    return [one for one in awards.values() if one["award_pence"] != 0 or "is_varied" not in one]


def is_about(line: Cells, award: Award) -> bool:
    """Whether a line of a table beside the awards names this award."""
    is_it = (award["code"], award["service"]) == (line["stream"], line["service"])
    return is_it and spaced(line["provider"]) in ("", award["provider_printed"])


def stated_by(raw: Raw, award: Award, day: str) -> str:
    """The document that last set the amount of an award by a day."""
    lines = [line for line in raw.variations if is_about(line, award) and line["counts"] <= day]
    return str(lines[-1]["document"]) if lines else str(award.get("document", PAPER))
