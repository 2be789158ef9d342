"""The pairs of awards that a person has to decide, and the file in which the decision is kept.

Lines are added to it only where somebody asks for it, and every byte that is there stays.
"""

from pathlib import Path

import pandas as pd

from grantsdata.awards.decisions import COLUMNS, decisions_path
from grantsdata.awards.earlier import load_earlier
from grantsdata.awards.load import Year, load_awards, load_paper
from grantsdata.cli.output import tell
from grantsdata.errors import ParameterError, reading
from grantsdata.model.dictionary import EMPTY
from grantsdata.model.money import format_pounds
from grantsdata.model.schema import DOUBTFUL
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.project import label, project_folder, year_before
from grantsdata.sources.files.write import with_lines, write_files
from grantsdata.summaries import award_movements


def doubtful_pairs(year: Year, compare_with: str = "", *, project: str | Path | None = None) -> pd.DataFrame:
    """The doubtful pairs of a year's awards and an earlier year's: a row per pair, the most similar first.

    Columns: former_id, award_id, former_service, service, former_provider, provider, former_gbp, award_gbp (pounds),
    similarity_share (of the services, 0 to 1), is_on_file (whether `matches.csv` has a line for it).

    ParameterError if there is no earlier year; errors as `year_before`, `load_awards` and `load_decisions`.
    """
    root = project_folder(project)
    if year_before(load_paper(year, project=root).financial_year, compare_with, project=root) is None:
        raise ParameterError(f"There is no year on file before {year}, so that no pair is doubtful yet.")
    earlier = load_earlier(year, compare_with, project=root)
    movements = award_movements(load_awards(year, project=root), earlier.awards, earlier.decisions)
    columns = ["former_id", "award_id", "former_service", "service", "former_provider", "provider", "former_gbp"]
    table = movements.loc[movements["movement"] == DOUBTFUL, [*columns, "award_gbp", "similarity_share"]]
    on_file = set(zip(earlier.decisions["former_id"], earlier.decisions["award_id"], strict=True))
    pairs = zip(table["former_id"], table["award_id"], strict=True)
    return table.assign(is_on_file=pd.array([pair in on_file for pair in pairs], dtype="bool")).reset_index(drop=True)


def add_undecided(year: Year, pairs: pd.DataFrame, *, project: str | Path | None = None) -> int:
    """Add a line, not yet decided, to the year's `matches.csv` for each pair that has none there; how many were added.

    `pairs` as `doubtful_pairs` gives them. The file is put in place whole or not at all, and what is in it stays as it
    is to the byte. InputError or OutputError where it cannot be read or written.
    """
    root = project_folder(project)
    path = decisions_path(load_paper(year, project=root).financial_year, root)
    rows = pairs.loc[~pairs["is_on_file"], ["former_id", "award_id"]].to_numpy().tolist()
    if not rows:
        return 0
    with reading(path):
        before = path.read_bytes() if path.exists() else b""
    lines = [{"former_id": former_id, "award_id": award_id} for former_id, award_id in rows]
    write_files({path: with_lines(before, lines, COLUMNS)})
    return len(rows)


def run_matches(asked: str, compare_with: str, *, write: bool, project: str | Path | None = None) -> int:
    """List the doubtful pairs of a year, and add them to its `matches.csv` if asked to; the exit code."""
    root = project_folder(project)
    year = FinancialYear.parse(asked)
    before = year_before(year, compare_with, project=root)
    pairs = doubtful_pairs(year, compare_with, project=root)
    for number, pair in enumerate(pairs.to_dict("records"), start=1):
        tell(f"{number}. {pair['similarity_share']:.1%} alike{', on file and not decided' * pair['is_on_file']}")
        for when, side in ((before, "former_"), (year, "")):
            amount = pair["former_gbp" if side else "award_gbp"]
            told = EMPTY["award_gbp"] if pd.isna(amount) else format_pounds(amount)
            provider = pair[f"{side}provider"]
            tell(f"   {when}: {pair[f'{side}service']}; {EMPTY['provider'] if pd.isna(provider) else provider}; {told}")
            tell(f"            {pair['former_id' if side else 'award_id']}")
    place = label(decisions_path(year, root), root)
    counted = f"{len(pairs)} doubtful {'pair' if len(pairs) == 1 else 'pairs'} of {before} and {year}"
    if not write:
        step = f". Add them to {place} with --write, and write yes or no there." if len(pairs) else "."
        tell(f"{counted}{step}")
        return 0
    added = add_undecided(year, pairs, project=root)
    tell(f"{counted}; {added or 'none'} added to {place}.")
    return 0
