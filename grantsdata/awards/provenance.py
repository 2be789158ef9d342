"""Record the inputs and versions that a report was made from, so that the same page can be made again."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from grantsdata.awards.decisions import decisions_path
from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.awards.notes import notes_path
from grantsdata.errors import reading
from grantsdata.sources.deflators import deflators_path
from grantsdata.sources.files.hashes import fingerprint
from grantsdata.sources.files.plain_file import is_there, seen_bytes
from grantsdata.sources.files.project import label
from grantsdata.sources.paper import table_path
from grantsdata.sources.successors import FILE as SUCCESSORS

_PACKAGES = ("grantsdata", "pandas", "matplotlib", "papermill", "nbconvert")
_SHOWN = 12
"""The number of characters shown of a fingerprint's 64, enough to compare two runs by eye."""


def load_inputs(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """List every raw file that a year's figures come from: a row each, with the columns file and sha256."""
    opened = open_year(year, project)
    return pd.DataFrame(list(_hashed(_raw_files(opened), opened.root).items()), columns=["file", "sha256"])


def made_from(year: YearLike, *, project: str | Path | None = None) -> str:
    """Describe a year's raw data and this package in a short text, which changes only if they do.

    >>> import grantsdata as gd
    >>> gd.made_from("2017-18").startswith("raw data ")
    True
    """
    inputs = load_inputs(year, project=project)
    data = fingerprint(dict(zip(inputs["file"], inputs["sha256"], strict=True)))
    return f"raw data {data[:_SHOWN]}, grantsdata {version('grantsdata')}"


def versions() -> pd.DataFrame:
    """List the packages that affect how a report looks: a row each, with the columns name and version.

    The lock file fixes these versions. Python is not listed, since every version that the lock file supports gives the
    same page; the run record names the version in use.
    """
    return pd.DataFrame([(name, version(name)) for name in _PACKAGES], columns=["name", "version"])


def _raw_files(of: Year) -> list[Path]:
    paper, year, root = of.paper, of.year, of.root
    raw = root / "data" / "raw"
    paths = [raw / str(year) / "paper.toml", raw / "providers.csv"]
    paths += [table_path(year, name, root) for name in paper.files]
    optional = [notes_path(year, root), decisions_path(year, root), deflators_path(root), root / SUCCESSORS]
    paths += [path for path in optional if is_there(path, root)]
    return list(dict.fromkeys(paths))


def _hashed(paths: Iterable[Path], root: Path) -> dict[str, str]:
    found = {}
    for path in paths:
        with reading(path):
            found[label(path, root)] = hashlib.sha256(seen_bytes(path, root)).hexdigest()
    return found
