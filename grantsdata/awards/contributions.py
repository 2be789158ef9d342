"""Read the contributions: who else pays for which award, in which role, and by which words of the paper.

The year's table of contributions declares them, with a line for each contributor of an award. Nothing is inferred from
the words of an award: `suggested_roles` only helps `check` to find awards without an entry.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from grantsdata.awards.other_tables import linked_to_awards, read_other_table
from grantsdata.errors import Fault, SourceError
from grantsdata.model.declared.other_tables import CONTRIBUTION_MEANINGS, OtherTable
from grantsdata.model.paper import Paper
from grantsdata.model.schema import HOLDS_MAIN_CONTRACT, LARGER_SUM, MATCHES, NOT_NAMED, POOLS, ROLES

COLUMNS = (
    "award_id", "stream", "service", "contributor", "role", "words", "paragraph", "source_file", "source_row",
)  # fmt: skip
"""The columns of the contributions after each has been linked to its award."""

_SIGNS = {
    POOLS: r"\bpool(ed|ing)\b",
    MATCHES: r"\bmatch(ed|es)?[ -]?fund(ed|ing|s)?\b|\bmatched by\b|\bmatch(es)? the (money|funding|award|grant)\b",
    HOLDS_MAIN_CONTRACT: r"\b(main|wider) contract\b|\bon top of\b",
    LARGER_SUM: r"\bcontributions?\b|\bfrom (the )?o?pf?cc\b|\b(a|our) share of\b|\b(part|jointly|co)[ -]funded\b",
}


def suggested_roles(text: str) -> list[str]:
    """Return the roles of other contributors that a text may mention, in the order of `schema.ROLES`; often empty."""
    return [role for role, sign in _SIGNS.items() if re.search(sign, text, re.IGNORECASE)]


def printed_contributions(paper: Paper, project: Path) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the lines of the table of contributions as typed, and a fault for each wrong cell.

    Columns: those of `CONTRIBUTION_MEANINGS`, source_file and source_row; no rows if the paper declares no such table.
    Raises SourceError if the file is not a table.
    """
    lines, faults = read_other_table(paper, paper.contributions, CONTRIBUTION_MEANINGS, project)
    if paper.contributions is not None:
        faults += _cell_faults(lines, paper.contributions, {fault.row for fault in faults}, paper)
    return lines, faults


def linked_contributions(
    lines: pd.DataFrame, awards: pd.DataFrame, paper: Paper, faults: list[Fault]
) -> tuple[pd.DataFrame, list[Fault]]:
    """Add the identifiers of their awards to the contributions: a row per line, the columns `COLUMNS`.

    If several awards have the same service and provider, a line gets a row for each. Also returns a fault for each line
    that names no award, or awards of several providers. Lines with one of the earlier `faults` are left out.
    """
    linked, link_faults = linked_to_awards(lines, awards, paper.contributions, faults)
    table = linked[list(COLUMNS)]
    table["role"] = pd.Categorical(table["role"], ROLES, ordered=True)
    return table, link_faults


def contributions_of(paper: Paper, awards: pd.DataFrame, project: Path) -> pd.DataFrame:
    """Return a paper's contributions to `awards`: a row per line and award, the columns `COLUMNS`.

    Raises SourceError with all faults of the table.
    """
    lines, faults = printed_contributions(paper, project)
    table, link_faults = linked_contributions(lines, awards, paper, faults)
    if faults or link_faults:
        raise SourceError([*faults, *link_faults])
    return table


def with_contributions(awards: pd.DataFrame, contributions: pd.DataFrame) -> pd.DataFrame:
    """Return the awards with their other contributors and roles, each named once and joined by "; "; empty if none."""
    contributors: dict[str, dict[str, None]] = {}
    roles: dict[str, set[str]] = {}
    for award_id, contributor, role in contributions[["award_id", "contributor", "role"]].to_numpy():
        contributors.setdefault(award_id, {})[contributor] = None
        roles.setdefault(award_id, set()).add(role)
    who = ["; ".join(contributors.get(award_id, ())) or None for award_id in awards["award_id"]]
    how = ["; ".join(filter(roles.get(award_id, ()).__contains__, ROLES)) or None for award_id in awards["award_id"]]
    return awards.assign(other_contributors=pd.array(who, dtype="str"), contribution=pd.array(how, dtype="str"))


_EXPECTED = {
    "stream": "the code of the stream that the award is made from",
    "service": "the award's service, as its table has it",
    "contributor": f"who else pays, in the paper's words, or {NOT_NAMED}",
    "role": f"one of {', '.join(ROLES)}",
    "words": "the words of the paper that say so",
    "paragraph": "where the paper says so, such as 4.2",
}


def _cell_faults(lines: pd.DataFrame, table: OtherTable, faulty_rows: set[int | None], paper: Paper) -> Iterator[Fault]:
    """Yield a fault for empty cells, unknown roles, the awarding body as a contributor, and repeated lines.

    `faulty_rows` are rows whose stream has already been reported.
    """
    first: dict[tuple[str, ...], int] = {}
    for line in lines.to_dict("records"):
        file, row = line["source_file"], line["source_row"]
        cells = {meaning: "" if pd.isna(line[meaning]) else line[meaning] for meaning in CONTRIBUTION_MEANINGS}
        for meaning, expected in _EXPECTED.items():
            if not cells[meaning] and not (meaning == "stream" and row in faulty_rows):
                yield Fault(file, "an empty cell", expected, "Fill in the cell.", row, table.columns[meaning])
        role, contributor = cells["role"], cells["contributor"]
        if role and role not in ROLES:
            yield Fault(file, "unknown role", _EXPECTED["role"], "Correct the cell.", row, table.columns["role"], role)
        if contributor and contributor.casefold() == paper.paper.body.casefold():
            problem = "the body that makes the award is listed as another contributor:"
            step = "Correct the cell, or remove the line."
            yield Fault(file, problem, "who else pays", step, row, table.columns["contributor"], contributor)
        key = tuple(cells[meaning] for meaning in ("stream", "service", "provider", "contributor", "role"))
        if first.setdefault(key, row) != row:
            expected = f"each contributor of an award once in each role; row {first[key]} is another"
            step = "Keep one of the lines, with all the words."
            yield Fault(file, "the line appears twice:", expected, step, row, table.columns["service"], key[1])
