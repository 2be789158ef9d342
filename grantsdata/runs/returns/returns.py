"""`returns`: make the forms of a half-year, or read those that came back into the year's `returns.csv`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.awards.agreements.load import load_returns
from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.errors import Fault, GrantsDataError, ParameterError, SourceError, check_installed, of_system, reading
from grantsdata.model.declared.other_tables import AGREEMENT_TABLES
from grantsdata.model.schema import HALVES
from grantsdata.model.years import day_given
from grantsdata.runs.returns.filled import Filled, Line, NotAForm, lines_of
from grantsdata.runs.returns.form import FACTS, Form, forms_of
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.project import label, project_to_write
from grantsdata.sources.files.write import csv_of, write_files
from grantsdata.sources.paper import table_path
from grantsdata.sources.safety.archives import unsafe_because

KEY, TABLE = "returns", "returns.csv"
_A_FORM = Kind(
    "a form of grantsdata returns, as XLSX or DOCX",
    SourceError,
    "Look where the file lies.",
    "Save it as XLSX or DOCX.",
    20_000_000,
)
_REMOVE = "Take the file out of the folder."
_SAME_LINE = ("stream", "service", "provider", "period", "measure")


@dataclass(frozen=True)
class ChangedCell:
    """A cell of `returns.csv` that had another text before."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A line of `returns.csv` that a form changed although it had come back before."""

    service: str
    measure: str
    cells: tuple[ChangedCell, ...]


@dataclass(frozen=True)
class Late:
    """A form that came back after the day by which it was due; both are ISO dates."""

    service: str
    returned_on: str
    due: str


@dataclass(frozen=True)
class Reading:
    """What was read: how many lines are new, and as before; those that changed; late forms; the services without a
    form; and the files that were written."""

    new: int
    same: int
    changed: tuple[Change, ...]
    late: tuple[Late, ...]
    missing: tuple[str, ...]
    written: tuple[Path, ...]


def returns(
    year: YearLike,
    half: int,
    *,
    to: str | Path | None = None,
    read: str | Path | None = None,
    due: date | str | None = None,
    project: str | Path | None = None,
) -> list[Path] | Reading:
    """Make the forms of a half-year (1 or 2), one for each award as XLSX and DOCX, and return the files; or, with
    `read`, read the forms in that folder into `data/raw/YEAR/returns.csv`.

    Forms go to the folder `to`, by default `data/exports/YEAR/returns-half-1`. `due` is the day by which they are due;
    when they are read it decides which are late, in place of the day on each form. Nothing is written if a cell of any
    form cannot be right.

    Raises ParameterError for another half or a wrong day; SourceError with all faults of the forms; ExtraError if
    openpyxl or python-docx is not installed; OutputError; and the errors of the raw data.
    """
    if half not in (1, 2):
        raise ParameterError(f"The half-year is {half}; expected 1 (April to September) or 2 (October to March).")
    if to is not None and read is not None:
        raise ParameterError("Forms are either made or read: leave out one of the two folders.")
    day = "" if due is None else day_given(due).isoformat()
    check_installed("Forms", "report", "openpyxl", "docx")
    opened = open_year(year, project)
    forms = forms_of(opened, HALVES[half - 1], day)
    if read is None:
        folder = Path(to) if to else opened.root / "data" / "exports" / str(opened.year) / f"returns-half-{half}"
        return _make(forms, folder)
    return _read(forms, Path(read), opened, day)


def _make(forms: Iterable[Form], folder: Path) -> list[Path]:
    """Write the forms. A file that is there already stays if it is the same, and is otherwise a fault."""
    from grantsdata.runs.returns.document import document_of
    from grantsdata.runs.returns.workbook import workbook_of

    contents = {
        folder / f"{form.name}{ending}": make(form)
        for form in forms
        if form.is_expected
        for ending, make in ((".xlsx", workbook_of), (".docx", document_of))
    }
    check_free(contents)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise of_system(folder, error) from error
    return write_files(contents)


def check_free(contents: Mapping[Path, bytes]) -> None:
    """Raise SourceError for each file that is there already with another content: it may be a form that came back."""
    step = "Move it away, or name another folder with --to."
    faults = [
        Fault(path.name, "a file of this name is there already, and differs", "no such file", step)
        for path, content in contents.items()
        if path.is_file() and path.read_bytes() != content
    ]
    if faults:
        raise SourceError(faults)


def _read(forms: list[Form], folder: Path, year: Year, due: str) -> Reading:
    from grantsdata.runs.returns.document import read_document
    from grantsdata.runs.returns.workbook import read_workbook

    readers: dict[str, Callable[[bytes], Filled]] = {".xlsx": read_workbook, ".docx": read_document}
    by_award = {form.facts["award_id"]: form for form in forms}
    lines: dict[str, list[Line]] = {}
    faults: list[Fault] = []
    came: dict[str, str] = {}
    late = []
    for path in _files(folder):
        try:
            filled = _filled(path, readers)
            form = _form_of(filled, by_award, path.name)
        except GrantsDataError as error:
            faults += error.faults
            continue
        if filled.is_blank:
            continue
        award = form.facts["award_id"]
        if award in came:
            problem = f"another form that is filled in is for the same award: {came[award]};"
            faults.append(Fault(path.name, problem, "one form for each award", "Take one of them out of the folder."))
            continue
        came[award] = path.name
        of_form, wrong = lines_of(filled, form, path.name, due)
        lines[award] = of_form
        faults += wrong
        if of_form and of_form[0]["due"] and of_form[0]["returned_on"] > of_form[0]["due"]:
            late.append(Late(form.facts["service"], of_form[0]["returned_on"], of_form[0]["due"]))
    if faults:
        raise SourceError(faults)
    missing = tuple(form.facts["service"] for form in forms if form.is_expected and form.facts["award_id"] not in came)
    new, same, changed, written = _recorded([line for award in by_award for line in lines.get(award, ())], year)
    return Reading(new, same, changed, tuple(late), missing, written)


def _files(folder: Path) -> list[Path]:
    """The files of the folder, without those that editors leave while a form is open."""
    if not folder.is_dir():
        raise ParameterError(f"{folder} is not a folder; expected the folder with the forms that came back.")
    with reading(folder):
        return sorted(one for one in folder.iterdir() if one.is_file() and not one.name.startswith((".", "~$")))


def _filled(path: Path, readers: dict[str, Callable[[bytes], Filled]]) -> Filled:
    """Read a form. Raises SourceError if the file is none, or cannot be read safely."""
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise SourceError([Fault(path.name, "the file is no form:", _A_FORM.what, _REMOVE)])
    content = raw_bytes(path, path.parent, _A_FORM)
    try:
        if danger := unsafe_because(content):
            raise NotAForm(danger)
        return reader(content)
    except NotAForm as error:
        problem = f"the file is no form: {error};"
    except Exception as error:  # a damaged file can raise any error in a reader
        problem = f"the file is damaged ({type(error).__name__});"
    raise SourceError([Fault(path.name, problem, _A_FORM.what, "Save it again from the form, or take it out.")])


def _form_of(filled: Filled, by_award: dict[str, Form], file: str) -> Form:
    """The form that this one was made as. Raises SourceError if it is for another award, year or half-year."""
    one = next(iter(by_award.values()))
    expected = {"financial_year": {one.facts["financial_year"]}, "period": {one.facts["period"]}, "award_id": by_award}
    for name, known in expected.items():
        found = filled.facts[name]
        if found.text not in known:
            text = "an award of this year" if name == "award_id" else f"“{one.facts[name]}”"
            fault = Fault(f"{file} {found.place}", "a form for something else:", text, _REMOVE, None, FACTS[name],
                          found.text)  # fmt: skip
            raise SourceError([fault])
    return by_award[filled.facts["award_id"].text]


def _recorded(lines: list[Line], year: Year) -> tuple[int, int, tuple[Change, ...], tuple[Path, ...]]:
    """Put the lines into the year's `returns.csv`, which is declared in `paper.toml` if it is not yet.

    A line takes the place of one of the same award, half-year and measure.
    """
    project_to_write(year.root)
    declared = year.paper.returns
    load_returns(year)  # refuses a table that is faulty
    folder = year.root / "data" / "raw" / str(year.year)
    names = declared.columns if declared else {meaning: meaning for meaning in AGREEMENT_TABLES[KEY]}
    path = table_path(year.year, declared.file, year.root) if declared else folder / TABLE
    if declared:
        cells = read_printed_table(path, year.root, may_be_empty=True).cells
    elif path.exists():
        step = f'Declare it in paper.toml, as [returns] with file = "{TABLE}", or move it away.'
        raise SourceError([Fault(label(path, year.root), "the file is there but not declared;", "no such file", step)])
    else:
        cells = pd.DataFrame(columns=list(names.values()), dtype="str")
    rows: list[dict[Any, Any]] = cells.to_dict("records")
    places = {tuple(row[names[meaning]] for meaning in _SAME_LINE): place for place, row in enumerate(rows)}
    new, same, changed = 0, 0, []
    for line in lines:
        typed = {names[meaning]: text for meaning, text in line.items()}
        place = places.get(tuple(line[meaning] for meaning in _SAME_LINE))
        if place is None:
            new += 1
            rows.append(dict.fromkeys(cells.columns, "") | typed)
            continue
        before = rows[place]
        differences = tuple(
            ChangedCell(name, before[name], text) for name, text in typed.items() if before[name] != text
        )
        if differences and before[names["returned_on"]]:
            changed.append(Change(line["service"], line["measure"], differences))
        new += bool(differences) and not before[names["returned_on"]]
        same += not differences
        rows[place] = before | typed
    contents: dict[Path, str | bytes] = {path: csv_of([list(cells.columns), *(list(row.values()) for row in rows)])}
    if declared is None:
        toml = folder / "paper.toml"
        text = toml.read_text(encoding="utf-8")
        contents[toml] = f'{text.rstrip()}\n\n[{KEY}]\nfile = "{TABLE}"\n'
    if not lines or not (new or changed):
        return new, same, tuple(changed), ()
    return new, same, tuple(changed), tuple(write_files(contents))
