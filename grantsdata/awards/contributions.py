"""Contributions: who else pays for which award, in which role, and by which words of the paper.

The year's table of contributions declares them, an award in as many lines as it has contributors. Nothing is inferred
from the words of an award: `suggested_roles` only tells `check` where to ask.
"""

import difflib
import re
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.awards.other_tables import read_other_table
from grantsdata.errors import Fault, SourceError
from grantsdata.model.paper import CONTRIBUTION_MEANINGS, OtherTable, Paper
from grantsdata.model.schema import HOLDS_MAIN_CONTRACT, LARGER_SUM, MATCHES, NOT_NAMED, POOLS, ROLES

COLUMNS = (
    "award_id", "stream", "service", "contributor", "role", "words", "paragraph", "source_file", "source_row",
)  # fmt: skip
"""The columns of the contributions, once each is tied to its award."""

_SIGNS = {
    POOLS: r"\bpool(ed|ing)\b",
    MATCHES: r"\bmatch(ed|es)?[ -]?fund(ed|ing|s)?\b|\bmatched by\b|\bmatch(es)? the (money|funding|award|grant)\b",
    HOLDS_MAIN_CONTRACT: r"\b(main|wider) contract\b|\bon top of\b",
    LARGER_SUM: r"\bcontributions?\b|\bfrom (the )?o?pf?cc\b|\b(a|our) share of\b|\b(part|jointly|co)[ -]funded\b",
}


def suggested_roles(text: str) -> list[str]:
    """The roles of other contributors that a text may speak of, in the order of `schema.ROLES`; often none."""
    return [role for role, sign in _SIGNS.items() if re.search(sign, text, re.IGNORECASE)]


def printed_contributions(paper: Paper, project: Path) -> tuple[pd.DataFrame, list[Fault]]:
    """The lines of the table of contributions as typed, and a fault for each cell that cannot be right.

    The columns of `paper_model.CONTRIBUTION_MEANINGS`, source_file and source_row; no rows if the paper declares no
    such table. SourceError if the file is no table.
    """
    lines, faults = read_other_table(paper, paper.contributions, CONTRIBUTION_MEANINGS, project)
    if paper.contributions is not None:
        faults += _cell_faults(lines, paper.contributions, {fault.row for fault in faults}, paper)
    return lines, faults


def tied_contributions(
    lines: pd.DataFrame, awards: pd.DataFrame, paper: Paper, faults: list[Fault]
) -> tuple[pd.DataFrame, list[Fault]]:
    """The contributions with the identifiers of their awards: a row per line, the columns `COLUMNS`.

    Awards of one service and one provider, which no words of a paper could tell apart, have a row each. Also returns a
    fault for each line that names no award, or awards of several providers. The rows of `faults`, which were found in
    these lines before, are left out.
    """
    sound = lines[~lines["source_row"].isin([fault.row for fault in faults])]
    of_service: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for stream, service, *award in awards[["stream", "service", "provider_printed", "award_id"]].to_numpy():
        of_service.setdefault((stream, service), []).append((award[0], award[1]))
    tied: list[list[str]] = []
    untied: list[Fault] = []
    for line in sound.to_dict("records"):
        provider = " ".join(line["provider"].split())
        found = [one for one in of_service.get((line["stream"], line["service"]), []) if provider in ("", one[0])]
        if len({name for name, _ in found}) != 1 and paper.contributions is not None:
            untied.append(_untied(line, len(found), awards, paper.contributions))
        tied.append([award_id for _, award_id in found])
    table = sound.assign(award_id=pd.Series(tied, index=sound.index, dtype="object")).explode("award_id")
    table = table[list(COLUMNS)].astype({"award_id": "str"}).reset_index(drop=True)
    table["role"] = pd.Categorical(table["role"], ROLES, ordered=True)
    return table, untied


def contributions_of(paper: Paper, awards: pd.DataFrame, project: Path) -> pd.DataFrame:
    """The contributions of a paper to awards that are read already: a row per line, the columns `COLUMNS`.

    SourceError with every fault of the table at once.
    """
    lines, faults = printed_contributions(paper, project)
    table, untied = tied_contributions(lines, awards, paper, faults)
    if faults or untied:
        raise SourceError([*faults, *untied])
    return table


def with_contributions(awards: pd.DataFrame, contributions: pd.DataFrame) -> pd.DataFrame:
    """The awards with who else pays and in which roles, each once and with "; " between several; empty for no one."""
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


def _cell_faults(lines: pd.DataFrame, table: OtherTable, told: set[int | None], paper: Paper) -> Iterator[Fault]:
    """Empty cells, unknown roles, the body itself among the others, and lines that stand twice."""
    first: dict[tuple[str, ...], int] = {}
    for line in lines.to_dict("records"):
        file, row = line["source_file"], line["source_row"]
        cells = {meaning: "" if pd.isna(line[meaning]) else line[meaning] for meaning in CONTRIBUTION_MEANINGS}
        for meaning, expected in _EXPECTED.items():
            if not cells[meaning] and not (meaning == "stream" and row in told):
                yield Fault(file, "an empty cell", expected, "Fill in the cell.", row, table.columns[meaning])
        role, contributor = cells["role"], cells["contributor"]
        if role and role not in ROLES:
            yield Fault(file, "unknown role", _EXPECTED["role"], "Correct the cell.", row, table.columns["role"], role)
        if contributor and contributor.casefold() == paper.paper.body.casefold():
            problem = "the body whose awards these are stands among the others:"
            step = "Correct the cell, or take the line out."
            yield Fault(file, problem, "who else pays", step, row, table.columns["contributor"], contributor)
        key = tuple(cells[meaning] for meaning in ("stream", "service", "provider", "contributor", "role"))
        if first.setdefault(key, row) != row:
            expected = f"each contributor of an award once in each role; row {first[key]} is another"
            step = "Keep one of the lines, with all the words."
            yield Fault(file, "the line stands twice:", expected, step, row, table.columns["service"], key[1])


def _untied(line: Mapping[Hashable, Any], number: int, awards: pd.DataFrame, table: OtherTable) -> Fault:
    """A line that names no award of its stream, or awards of several providers."""
    stream, service, provider, file, row = (
        line[name] for name in ("stream", "service", "provider", "source_file", "source_row")
    )
    of_stream = awards[awards["stream"] == stream]
    if number:
        problem, text, meaning = f"the service of {number} awards to several providers:", service, "service"
        expected, step = "the provider of the award as well", "Copy it from the award table."
    elif (of_stream["service"] == service).any():
        problem, text, meaning = "no award for this service has the provider", provider, "provider"
        known = of_stream.loc[of_stream["service"] == service, "provider_printed"]
        expected, step = _nearest("the provider of one of its awards", provider, known), "Copy it from the award table."
    else:
        problem, text, meaning = "no award of this stream has the service", service, "service"
        expected = _nearest("the service of an award, as its table has it", service, of_stream["service"])
        step = "Copy it from the award table."
    return Fault(file, problem, expected, step, row, table.columns[meaning], text)


def _nearest(expected: str, text: str, known: pd.Series) -> str:
    near = difflib.get_close_matches(text, list(known), 1)
    return f'{expected}; the nearest is "{near[0]}"' if near else expected
