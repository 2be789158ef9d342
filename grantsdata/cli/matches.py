"""`grantsdata matches`: the pairs of awards that a person has to decide, and the file that holds the decisions.

The command adds lines only with `--write`, and changes no byte that is already in the file.
"""

from pathlib import Path

import pandas as pd

from grantsdata.awards.decisions import COLUMNS, decisions_path
from grantsdata.awards.earlier import load_earlier
from grantsdata.awards.load import Year, YearLike, open_year
from grantsdata.cli.output import print_line, project_read, project_written
from grantsdata.errors import ParameterError, reading
from grantsdata.model.dictionary import EMPTY
from grantsdata.model.money import format_pounds
from grantsdata.model.schema import DOUBTFUL
from grantsdata.sources.files.project import label, year_before
from grantsdata.sources.files.write import with_lines, write_files
from grantsdata.summaries import award_movements


def undecided_pairs(year: YearLike, compare_with: str = "", *, project: str | Path | None = None) -> pd.DataFrame:
    """Return the undecided pairs of a year's awards and an earlier year's: a row per pair, the most similar first.

    Columns: former_id, award_id, former_service, service, former_provider, provider, former_gbp, award_gbp (pounds),
    similarity_share (of the services, 0 to 1), is_on_file (whether `matches.csv` has a line for it).

    Raises ParameterError if there is no earlier year, and the errors of `year_before`, `load_awards` and
    `load_decisions`.
    """
    opened = open_year(year, project)
    earlier = load_earlier(opened, compare_with)
    if earlier.year is None:
        raise ParameterError(f"There is no year on file before {opened.year}, so there are no pairs to decide yet.")
    movements = award_movements(opened.awards(), earlier.awards, earlier.decisions)
    columns = ["former_id", "award_id", "former_service", "service", "former_provider", "provider", "former_gbp"]
    table = movements.loc[movements["movement"] == DOUBTFUL, [*columns, "award_gbp", "similarity_share"]]
    on_file = set(zip(earlier.decisions["former_id"], earlier.decisions["award_id"], strict=True))
    pairs = zip(table["former_id"], table["award_id"], strict=True)
    return table.assign(is_on_file=pd.array([pair in on_file for pair in pairs], dtype="bool")).reset_index(drop=True)


def add_undecided(year: Year, pairs: pd.DataFrame) -> int:
    """Add a line without a decision to the year's `matches.csv` for each pair that has none there.

    `pairs` is what `undecided_pairs` returns. Returns how many lines were added. The file is replaced in one step, and
    what it held before stays as it is to the byte. Raises InputError or OutputError if it cannot be read or written.
    """
    path = decisions_path(year.year, year.root)
    rows = pairs.loc[~pairs["is_on_file"], ["former_id", "award_id"]].to_numpy().tolist()
    if not rows:
        return 0
    with reading(path):
        before = path.read_bytes() if path.exists() else b""
    lines = [{"former_id": former_id, "award_id": award_id} for former_id, award_id in rows]
    write_files({path: with_lines(before, lines, COLUMNS)})
    return len(rows)


def run_matches(asked: str, compare_with: str, *, write: bool, project: str | Path | None = None) -> int:
    """Print the undecided pairs of a year; with `write`, add them to the year's `matches.csv`. Returns 0."""
    opened = open_year(asked, project_written(project) if write else project_read(project))
    year, root = opened.year, opened.root
    before = year_before(year, compare_with, project=root)
    pairs = undecided_pairs(opened, compare_with)
    for number, pair in enumerate(pairs.to_dict("records"), start=1):
        print_line(f"{number}. {pair['similarity_share']:.1%} alike{', on file and not decided' * pair['is_on_file']}")
        for when, side in ((before, "former_"), (year, "")):
            amount = pair["former_gbp" if side else "award_gbp"]
            pounds = EMPTY["award_gbp"] if pd.isna(amount) else format_pounds(amount)
            provider = EMPTY["provider"] if pd.isna(pair[f"{side}provider"]) else pair[f"{side}provider"]
            print_line(f"   {when}: {pair[f'{side}service']}; {provider}; {pounds}")
            print_line(f"            {pair['former_id' if side else 'award_id']}")
    place = label(decisions_path(year, root), root)
    counted = f"{len(pairs)} doubtful {'pair' if len(pairs) == 1 else 'pairs'} of {before} and {year}"
    if not write:
        step = f". Add them to {place} with --write, and write yes or no there." if len(pairs) else "."
        print_line(f"{counted}{step}")
        return 0
    added = add_undecided(opened, pairs)
    print_line(f"{counted}; {added or 'none'} added to {place}.")
    return 0
