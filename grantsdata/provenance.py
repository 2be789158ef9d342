"""Which inputs and which versions a report was made from: enough to make the same page again."""

import hashlib
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from grantsdata.awards import Year, load_paper
from grantsdata.board_notes import notes_path
from grantsdata.folders import label, project_folder
from grantsdata.paper import table_path

_PACKAGES = ("grantsdata", "pandas", "matplotlib", "papermill", "nbconvert")


def load_inputs(year: Year, *, project: str | Path | None = None) -> pd.DataFrame:
    """Every raw file that a year's figures come from: a row each; file, sha256."""
    root = project_folder(project)
    paper = load_paper(year, project=root)
    raw = root / "data" / "raw"
    paths = [raw / str(paper.financial_year) / "paper.toml", raw / "providers.csv"]
    paths += [table_path(paper.financial_year, name, root) for name in paper.files]
    paths += [path for path in [notes_path(paper.financial_year, root)] if path.exists()]
    return pd.DataFrame(
        [(label(path, root), hashlib.sha256(path.read_bytes()).hexdigest()) for path in dict.fromkeys(paths)],
        columns=["file", "sha256"],
    )


def versions() -> pd.DataFrame:
    """The packages that decide how a report looks, which the lock fixes: a row each; name, version.

    Python is not among them: the same page comes out of every version that the lock serves, and the executed
    notebook names the one in use.
    """
    return pd.DataFrame([(name, version(name)) for name in _PACKAGES], columns=["name", "version"])
