"""The files that a report is made from, each with its sha256. While these are the same, so is the report."""

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from grantsdata.errors import ReportError, reading
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.hashes import fingerprint, sha256_of
from grantsdata.sources.files.project import ABSENT, label, years_before, years_on_file
from grantsdata.sources.files.starter import PACKAGED

LIST_OF_REPORTS = "notebooks/reports.toml"

_LIBRARY = Path(__file__).parents[2]


class Inputs:
    """The input files of a project's reports. Each file is hashed once; make a new object to see later changes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._hashes: dict[Path, str | None] = {}

    def of_report(self, notebook: str, year: FinancialYear, compare_with: str | None) -> dict[str, str]:
        """Return file → sha256 for everything that one page depends on, in a fixed order.

        That is the raw data of its year and, if the notebook has the parameter `compare_with`, of the years that it is
        compared with; the promises of the year before; the notebook, the modules beside it, which it may import, and
        Word templates; the library with its template and style; and the lock. A missing file has no entry. Raises the
        errors of `year_before`, and InputError for a file or folder that cannot be read.
        """
        year = year.plain
        years = [year]
        if compare_with is not None:
            years += years_before(year, compare_with, project=self.root)
        raw = [path for one in years for path in _raw_files(one, self.root)]
        raw += _earlier_promises(year, self.root)
        beside = [path for path in _files_below(self.root / "notebooks") if path.suffix in (".py", ".docx", ".dotx")]
        notebook_files = [self.root / "notebooks" / f"{notebook}.ipynb", *beside, self.root / "constraints.txt"]
        return dict(sorted({**self._hashed([*raw, *notebook_files]), **self.library()}.items()))

    def of_run(self, of_reports: Iterable[Mapping[str, str]], year: FinancialYear) -> dict[str, str]:
        """Return file → sha256 for a year's set: everything that its pages depend on, and the list of reports.

        The paper of the latest earlier year belongs to it: some reports are made only if there is one.
        """
        all_files = {name: digest for one in of_reports for name, digest in one.items()}
        earlier = [one for one in years_on_file(self.root) if one < year.plain]
        papers = [self.root / "data" / "raw" / str(one) / "paper.toml" for one in sorted(earlier)[-1:]]
        all_files |= self._hashed([self.root / LIST_OF_REPORTS, *papers])
        return dict(sorted(all_files.items()))

    def library(self) -> dict[str, str]:
        """Return file → sha256 for this package, its template and style, without what new projects are made from."""
        if not hasattr(self, "_code"):
            files = [path for path in _files_below(_LIBRARY) if not path.is_relative_to(PACKAGED)]
            code = self._hashed(files, _LIBRARY)
            self._code = {f"grantsdata/{name}": digest for name, digest in code.items()}
        return self._code

    def _hashed(self, paths: Iterable[Path], below: Path | None = None) -> dict[str, str]:
        found = {label(path, below or self.root): self._sha256(path) for path in paths}
        return {name: digest for name, digest in found.items() if digest is not None}

    def _sha256(self, path: Path) -> str | None:
        if path not in self._hashes:
            self._hashes[path] = _sha256_if_there(path)
        return self._hashes[path]


class Code(NamedTuple):
    """The code of this package that a process has imported: its folder, and one sha256 for all its files."""

    folder: str
    sha256: str


@cache
def loaded_code() -> Code:
    """Return the code that this process runs. Call it right after the import, since the files may change later."""
    return Code(str(_LIBRARY), code_sha256(Inputs(Path()).library()))


def code_sha256(inputs: Mapping[str, str]) -> str:
    """Return one sha256 for the files of this package among the inputs of a run."""
    return fingerprint({name: digest for name, digest in inputs.items() if name.startswith("grantsdata/")})


def check_as_recorded(recorded: Mapping[str, str], seen: Iterable[tuple[str, str]]) -> None:
    """Raise ReportError if a file that was read, or not found, differs from the recorded one.

    `seen` has each file with its sha256, or ABSENT for a file that was not found.
    """
    changed = sorted({file for file, digest in seen if recorded.get(file, ABSENT) != digest})
    if changed:
        raise ReportError(
            f"{', '.join(changed[:3])}{' and more' if len(changed) > 3 else ''} changed while the reports were being "
            f"made, so they may not agree with each other. Run again when no one is editing."
        )


def _sha256_if_there(path: Path) -> str | None:
    with reading(path):
        return sha256_of(path) if path.is_file() else None


def _raw_files(year: FinancialYear, root: Path) -> Iterator[Path]:
    """Yield all files in the year's folder, the register of providers, the price index, the successors of bodies, and
    files elsewhere that the year's `paper.toml` names.

    Some of them may affect no figure, so that a report is made again without need. To leave one out would be worse: a
    report could be out of date.
    """
    raw = root / "data" / "raw"
    yield raw / "providers.csv"
    yield raw / "deflators.csv"
    yield raw / "successors.csv"
    yield from _files_below(raw / str(year))
    for name in sorted(_named_tables(raw / str(year) / "paper.toml")):
        yield Path(os.path.normpath(raw / str(year) / name))


def _earlier_promises(year: FinancialYear, root: Path) -> Iterator[Path]:
    """Yield the `paper.toml` of the latest earlier year and the table of promises that it names, for a year whose paper
    has such a table too: a board paper says what became of earlier promises."""
    earlier = [one for one in years_on_file(root) if one < year]
    if earlier and _promises(_declared(root / "data" / "raw" / str(year) / "paper.toml")):
        paper = root / "data" / "raw" / str(max(earlier)) / "paper.toml"
        yield paper
        for name in _promises(_declared(paper)):
            yield Path(os.path.normpath(paper.parent / name))


def _promises(declared: Mapping[str, Any]) -> set[str]:
    return _files_of([declared.get("promises")])


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, without those that editors and Python leave there."""
    with reading(folder):
        if folder.is_dir():
            next(folder.iterdir(), None)  # rglob treats an unreadable folder as empty; this raises an error
        for path in sorted(folder.rglob("*")):
            if not path.name.startswith((".", "~$")) and "__pycache__" not in path.parts and path.is_file():
                yield path


def _named_tables(paper: Path) -> set[str]:
    """Return the files that `paper.toml` names; an empty set if it is faulty, which is reported when it is read."""
    declared = _declared(paper)
    lists = [declared.get(key) for key in ("award_tables", "upstream")]
    listed = [one for tables in lists if isinstance(tables, list) for one in tables]
    return _files_of([*listed, *declared.values()])  # each other table is a key of its own, such as measures


def _declared(paper: Path) -> dict[str, Any]:
    try:
        return _parsed(paper.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}


@lru_cache(maxsize=64)
def _parsed(content: bytes) -> dict[str, Any]:
    return tomllib.loads(content.decode("utf-8"))


def _files_of(tables: Iterable[object]) -> set[str]:
    return {table["file"] for table in tables if isinstance(table, dict) and isinstance(table.get("file"), str)}
