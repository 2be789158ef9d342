"""Make a project from nothing: `init` for a body of one's own, `demo` for an example to look at."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from string import Template

from grantsdata.errors import GrantsDataError, ParameterError, meant, of_system
from grantsdata.importers.import_paper import Imported, import_paper
from grantsdata.importers.paper_toml import item
from grantsdata.model.law.bodies import KINDS, POLICING, kind_of
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.project import check_no_links
from grantsdata.sources.files.starter import DICTIONARY, EXAMPLE, NOTEBOOKS, PAGES, project_template, starter_files
from grantsdata.sources.files.write import csv_header, write_files
from grantsdata.sources.paper import OFFICE
from grantsdata.sources.register import COLUMNS

_KEPT_FOLDERS = {"data/processed/.gitkeep": b"", "outputs/.gitkeep": b""}


@dataclass(frozen=True)
class NewProject:
    """A project that was made: its folder and files, what was imported, and whether the disclosure report is on.

    `why_disclosure` says why it is on or off.
    """

    folder: Path
    written: list[Path]
    imported: Imported | None
    has_disclosure: bool
    why_disclosure: str


def init(
    folder: str | Path,
    body: str,
    *,
    kind: str = "",
    paper: str | Path | None = None,
    year: str | FinancialYear | None = None,
    although: str = "",
) -> NewProject:
    """Make a project for a body in a folder, and bring the tables of its first paper in.

    `kind` is one of `KINDS`; if it is "", only a name that says so makes the body a policing body. `paper` is a file to
    import, `year` its financial year and `although` as in `import_paper`. The folder may exist, and keeps what it
    holds. Either all files are made or none.

    Raises ParameterError for an empty body, an unknown kind, a paper without a year, and a paper in which nothing looks
    like a table of awards; GrantsDataError, naming the files, if the folder holds any that would be changed; the errors
    of `import_paper`; and OutputError if the folder cannot be written.
    """
    name = " ".join(body.split())
    if not name:
        raise ParameterError('--body is empty; expected the name of the body, such as "Fairshire Borough Council".')
    if kind and kind not in KINDS:
        hint = meant(kind, KINDS) or f"expected one of {', '.join(KINDS)}."
        raise ParameterError(f'--kind is "{kind}"; {hint}')
    if (paper is None) != (year is None):
        raise ParameterError(
            "A paper needs its financial year, and a year its paper: give both --from and --year, or neither."
        )
    bound, why = _disclosure(name, kind)
    files = _files(name, kind, bound, why, str(year or "YEAR"))
    target = Path(folder)
    _check_free(target, files)
    imported = None
    if paper is not None and year is not None:
        imported, files = _with_paper(files, paper, year, although)
    return NewProject(target, _write(target, files), imported, bound, why)


def demo(folder: str | Path) -> list[Path]:
    """Make the project of the example: Cambridgeshire's awards of 2017-18, and invented papers in `docs/example`.

    Returns the files. Raises GrantsDataError, naming the files, if the folder holds any that would be changed, and
    OutputError if it cannot be written.
    """
    files = {**starter_files(NOTEBOOKS, *PAGES, *EXAMPLE), **_KEPT_FOLDERS, ".gitignore": _filled("gitignore")}
    return _write(Path(folder), files)


def _disclosure(body: str, kind: str) -> tuple[bool, str]:
    if kind:
        return kind == POLICING, f"it is said to be of the kind {kind}"
    if kind_of(body) == POLICING:
        return True, "its name says that it is a policing body"
    return False, "nothing says that it is a policing body"


def _files(body: str, kind: str, bound: bool, why: str, year: str) -> dict[str, bytes]:
    """Path → content of every file of a new project without a paper."""
    files = starter_files(NOTEBOOKS, DICTIONARY, *PAGES)
    if not bound:
        files["notebooks/reports.toml"] = _without_disclosure(files["notebooks/reports.toml"])
    state, change = ("on", "remove") if bound else ("off", "uncomment")
    disclosure = (
        f"The report on what the law asks policing bodies to publish is {state}, since {why}; to change that,\n"
        f"{change} its entry there."
    )
    return {
        **files,
        "data/raw/providers.csv": f"{csv_header(COLUMNS)}\n".encode(),
        f"data/raw/{OFFICE}": _filled(
            "office.toml", body=item(body).as_string(), kind=f'kind = "{kind}"\n' if kind else ""
        ),
        **_KEPT_FOLDERS,
        ".gitignore": _filled("gitignore"),
        "environment.yml": _filled("environment.yml", version=version("grantsdata")),
        "NEXT-STEPS.md": _filled("NEXT-STEPS.md", body_text=body, year=year, disclosure=disclosure),
    }


def _filled(template: str, **values: str) -> bytes:
    return Template(project_template(template)).substitute(values).encode()


def _without_disclosure(reports: bytes) -> bytes:
    """The list of reports with the entry of the disclosure report as comments."""
    blocks = reports.decode("utf-8").split("\n\n")
    for number, block in enumerate(blocks):
        if 'notebook = "disclosure"' in block:
            note = "# For a policing body only, which the law binds: uncomment it if this is one."
            blocks[number] = "\n".join([note, *(f"# {line}" for line in block.splitlines())])
    return "\n\n".join(blocks).encode()


def _check_free(folder: Path, files: Mapping[str, bytes]) -> None:
    """Raise GrantsDataError if a file is there with another content, or something else is in a file's way."""
    try:
        if os.path.lexists(folder) and not folder.is_dir():
            raise GrantsDataError(f"{folder} is there and is no folder. Nothing was written. Name another one.")
        check_no_links(folder, [folder / name for name in files])
        taken = [name for name, content in files.items() if not _is_free(folder, name, content)]
    except OSError as error:
        raise of_system(folder, error) from error
    if taken:
        listed = ", ".join(taken[:5]) + (f" and {len(taken) - 5} more" if len(taken) > 5 else "")
        raise GrantsDataError(
            f"{folder} already holds what would be changed: {listed}. Nothing was written. Name another folder, or "
            f"move them away."
        )


def _is_free(folder: Path, name: str, content: bytes) -> bool:
    path = folder / name
    if path.is_file():
        return path.read_bytes() == content
    above = [one for one in path.parents if one.is_relative_to(folder)]
    return not os.path.lexists(path) and all(one.is_dir() or not os.path.lexists(one) for one in above)


def _with_paper(
    files: Mapping[str, bytes], paper: str | Path, year: str | FinancialYear, although: str
) -> tuple[Imported, dict[str, bytes]]:
    """What a paper's import into a project of these files finds, and the files of the project after it."""
    with tempfile.TemporaryDirectory(prefix="grantsdata-") as staging:
        root = Path(staging).resolve()
        _write(root, files)
        looked = import_paper(paper, year, project=root)
        tables = [one.number for one in looked.found if one.proposed]
        if not tables:
            raise ParameterError(
                f"No table of {Path(paper).name} looks like one of awards. Nothing was written. See what it holds: "
                f"grantsdata import {paper} --year {year}"
            )
        imported = import_paper(paper, year, tables, although=although, project=root)
        return imported, {path.relative_to(root).as_posix(): path.read_bytes() for path in _all_files(root)}


def _all_files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def _write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    _check_free(folder, files)
    try:
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise of_system(folder, error) from error
    return write_files({folder / name: content for name, content in files.items()})
