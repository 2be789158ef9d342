"""Work out a second time which promises a board paper shows, and what had become of each by the paper's date."""

import posixpath
import tomllib
from pathlib import Path
from typing import Any

from grantsdata.runs.verifier.raw import Raw
from grantsdata.runs.verifier.rows import Cells, rows_of

Key = tuple[str, str]


def promises_of(raw: Raw) -> list[Cells]:
    """The promises of a paper and of earlier ones: the cells by column, with `state`, which is "" for its own.

    The cells about an outcome are empty unless it was known by the paper's date.
    """
    if "promises" not in raw.paper:
        return []
    day, rows = raw.paper["paper"]["date"].isoformat(), _rows(raw.root, raw.paper)
    earlier = {_key(row): row for row in (*_of_the_year_before(raw), *rows) if row["first_made_in"]}
    own = [row | {"state": ""} for row in rows if not row["first_made_in"]]
    return [*own, *(_known_by(day, row) for row in earlier.values())]


def _of_the_year_before(raw: Raw) -> list[Cells]:
    """The rows of the latest earlier table, without those whose outcome its own paper could report."""
    folders = sorted(path.parent for path in raw.folder.parent.glob("[0-9]*/paper.toml") if path.parent < raw.folder)
    paper = tomllib.loads((folders[-1] / "paper.toml").read_text(encoding="utf-8")) if folders else {}
    if "promises" not in paper:
        return []
    about = paper["paper"]
    rows = [row | {"first_made_in": row["first_made_in"] or about["source"]} for row in _rows(raw.root, paper)]
    return [row for row in rows if not "" < row["outcome_date"] <= about["date"].isoformat()]


def _rows(root: Path, paper: dict[str, Any]) -> list[Cells]:
    table = paper["promises"]
    rows = rows_of(root / posixpath.normpath(f"data/raw/{paper['paper']['financial_year']}/{table['file']}"))
    named = table.get("columns")
    return [{meaning: cells[name] for meaning, name in named.items()} if named else cells for cells in rows.values()]


def _key(row: Cells) -> Key:
    return row["first_made_in"], row["promise"]


def _known_by(day: str, row: Cells) -> Cells:
    """What was known of a promise by a day; ISO dates stand in the order of their texts."""
    if "" < row["outcome_date"] <= day:
        return row | {"state": row["outcome"]}
    nothing = dict.fromkeys(("outcome", "outcome_date", "what_happened", "outcome_source"), "")
    return row | nothing | {"state": "overdue" if "" < row["due"] < day else "open"}
