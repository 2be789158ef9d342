"""The files that a report is made from, each with its sha256: while they are the same, so is the report."""

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from grantsdata.errors import ReportError, reading
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.hashes import fingerprint, sha256_of
from grantsdata.sources.files.project import ABSENT, label, year_before

LIST_OF_REPORTS = "notebooks/reports.toml"

_LIBRARY = Path(__file__).parents[2]


class Inputs:
    """What the reports of a project are made from. Each file is read once: make another to see what has changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[Path, str | None] = {}

    def of_report(self, notebook: str, year: FinancialYear, compare_with: str | None) -> dict[str, str]:
        """File → sha256 of all that one page depends on, in a fixed order.

        The raw data of its year and, if its notebook has the parameter `compare_with`, of the year that it is compared
        with; the notebook, and the modules beside it, which it may import; the library with its template and style; the
        lock. A file that is not there has no entry. Errors as of `year_before`; InputError for a file or folder that
        cannot be read.
        """
        years = [year]
        if compare_with is not None and (before := year_before(year, compare_with, project=self.root)):
            years.append(before)
        raw = [path for one in years for path in _raw_files(one, self.root)]
        beside = [path for path in _files_below(self.root / "notebooks") if path.suffix == ".py"]
        its = [self.root / "notebooks" / f"{notebook}.ipynb", *beside, self.root / "constraints.txt"]
        return dict(sorted({**self._hashed([*raw, *its]), **self.library()}.items()))

    def of_run(self, of_reports: Iterable[Mapping[str, str]]) -> dict[str, str]:
        """The same of a year's whole set: all that its pages depend on, and the list of reports."""
        whole = {name: digest for one in of_reports for name, digest in one.items()}
        whole |= self._hashed([self.root / LIST_OF_REPORTS])
        return dict(sorted(whole.items()))

    def library(self) -> dict[str, str]:
        """File → sha256 of this package, its template and style."""
        if not hasattr(self, "_code"):
            code = self._hashed(_files_below(_LIBRARY), _LIBRARY)
            self._code = {f"grantsdata/{name}": digest for name, digest in code.items()}
        return self._code

    def _hashed(self, paths: Iterable[Path], below: Path | None = None) -> dict[str, str]:
        found = {label(path, below or self.root): self._sha256(path) for path in paths}
        return {name: digest for name, digest in found.items() if digest is not None}

    def _sha256(self, path: Path) -> str | None:
        if path not in self._known:
            self._known[path] = _sha256_if_there(path)
        return self._known[path]


class Code(NamedTuple):
    """The code of this package that a process has imported: its folder, and one sha256 for all files in it."""

    folder: str
    sha256: str


@cache
def loaded_code() -> Code:
    """The code that this process runs; call it right after the import, since the files may change later."""
    return Code(str(_LIBRARY), code_sha256(Inputs(Path()).library()))


def code_sha256(inputs: Mapping[str, str]) -> str:
    """One sha256 for the files of this package among the inputs of a run."""
    return fingerprint({name: digest for name, digest in inputs.items() if name.startswith("grantsdata/")})


def check_as_recorded(recorded: Mapping[str, str], seen: Iterable[tuple[str, str]]) -> None:
    """ReportError if a file that was read, or looked for and not found, is another than the one on record."""
    changed = sorted({file for file, digest in seen if recorded.get(file, ABSENT) != digest})
    if changed:
        raise ReportError(
            f"{', '.join(changed[:3])}{' and more' if len(changed) > 3 else ''} changed while the reports were being "
            f"made, so that they may not agree with each other. Run again when nobody is editing."
        )


def _sha256_if_there(path: Path) -> str | None:
    with reading(path):
        return sha256_of(path) if path.is_file() else None


def _raw_files(year: FinancialYear, root: Path) -> Iterator[Path]:
    """All files in the year's folder, the register of providers, the index of prices, and the files elsewhere that the
    year's paper names.

    Some may have no part in a figure, and a report is then made again for nothing; the other way round, one would be
    out of date.
    """
    raw = root / "data" / "raw"
    yield raw / "providers.csv"
    yield raw / "deflators.csv"
    yield from _files_below(raw / str(year))
    for name in sorted(_named_tables(raw / str(year) / "paper.toml")):
        yield Path(os.path.normpath(raw / str(year) / name))


def _files_below(folder: Path) -> Iterator[Path]:
    """Without what editors and Python leave beside the files."""
    with reading(folder):
        if folder.is_dir():
            next(folder.iterdir(), None)  # a folder that may not be listed would pass for an empty one
        for path in sorted(folder.rglob("*")):
            if not path.name.startswith((".", "~$")) and "__pycache__" not in path.parts and path.is_file():
                yield path


def _named_tables(paper: Path) -> set[str]:
    """What is wrong with the paper is told when it is read."""
    try:
        declared = tomllib.loads(paper.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return set()
    lists = [declared.get(key) for key in ("award_tables", "upstream")]
    tables: list[Any] = [one for listed in lists if isinstance(listed, list) for one in listed]
    tables += [declared.get(key) for key in ("contributions", "separate_funds", "measures")]
    return {table["file"] for table in tables if isinstance(table, dict) and isinstance(table.get("file"), str)}
