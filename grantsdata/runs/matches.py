"""The pairs of awards of two years that a person has to decide, and their lines in the file of decisions."""

from pathlib import Path

import pandas as pd

from grantsdata.awards.decisions import COLUMNS, decisions_path
from grantsdata.awards.documents.year import Year
from grantsdata.awards.earlier import load_earlier
from grantsdata.awards.load import YearLike, open_year
from grantsdata.errors import ParameterError, reading
from grantsdata.model.schema import DOUBTFUL
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
