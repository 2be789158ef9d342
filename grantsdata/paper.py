"""`paper.toml` → the paper, or all that is wrong with the declaration, told by its keys."""

import codecs
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from grantsdata.errors import Fault, PaperError
from grantsdata.folders import label, project_folder, year_folder
from grantsdata.paper_model import Paper
from grantsdata.years import FinancialYear


def read_paper(year: FinancialYear, project: str | Path | None = None) -> Paper:
    """The paper of one year. YearError if there is none, PaperError with all that is wrong in its description."""
    root = project_folder(project)
    path = year_folder(year, root) / "paper.toml"
    file = label(path, root)
    try:
        content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
        paper = Paper.model_validate(tomllib.loads(content.decode("utf-8").replace("\r\n", "\n")))
    except ValidationError as error:
        raise PaperError(_fault(file, detail) for detail in error.errors()) from None
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        step = 'Save it again in the encoding "UTF-8".'
        raise PaperError([Fault(file, "a character that is not UTF-8", "UTF-8", step, row)]) from None
    except tomllib.TOMLDecodeError as error:
        step = "Correct it; data/raw/README.md shows each key."
        raise PaperError([Fault(file, f"not readable as TOML ({error})", "TOML in UTF-8", step)]) from None
    except OSError as error:
        step = "Ask its owner for permission to read it."
        raise PaperError([Fault(file, f"cannot be opened ({error.strerror})", "a readable file", step)]) from None
    faults = [
        *_year_faults(file, paper, year),
        *_path_faults(file, paper, path.parent, root / "data" / "raw"),
    ]
    if faults:
        raise PaperError(faults)
    return paper


def table_path(year: FinancialYear, file: str, project: Path) -> Path:
    """Where a table that the year's `paper.toml` names is."""
    return (project / "data" / "raw" / str(year) / file).resolve()


def _year_faults(file: str, paper: Paper, year: FinancialYear) -> list[Fault]:
    if paper.financial_year == year:
        return []
    step = "Correct the year, or move the folder."
    return [
        Fault(
            file,
            "paper.financial_year is",
            f'"{year}", as the folder is called',
            step,
            text=str(paper.financial_year),
        )
    ]


def _path_faults(file: str, paper: Paper, folder: Path, raw: Path) -> list[Fault]:
    named = {f"award_tables[{number}].file": table.file for number, table in enumerate(paper.award_tables, start=1)}
    others = {"separate_funds.file": paper.separate_funds, "measures.file": paper.measures}
    named |= {key: table.file for key, table in others.items() if table}
    step = "Put the table into data/raw and name it from there."
    return [
        Fault(file, f"{key} is outside the data folder:", "a file within data/raw", step, text=name)
        for key, name in named.items()
        if not (folder / name).resolve().is_relative_to(raw.resolve())
    ]


_EXPECTED = {
    "missing": "a value for this key",
    "extra_forbidden": "only keys that data/raw/README.md lists",
    "string_type": 'text in quotation marks, such as "…"',
    "bool_type": "true or false",
    "date_type": "a date without quotation marks, such as 2017-05-11",
    "int_type": "a whole number",
    "list_type": "a list, [...]",
    "string_too_short": "a text that is not empty",
    "too_short": "at least one entry",
    "model_type": "a table of keys, written once with its name in single brackets",
    "dict_type": "a table of keys",
    "string_pattern_mismatch": "capital letters and digits (A-Z, 0-9), such as VS",
    "greater_than_equal": "2 or more, since the header is row 1",
}


_PROBLEMS = {
    "missing": "is missing",
    "extra_forbidden": "is not a known key",
    "too_short": "is empty",
    "model_type": "is not a table",
    "dict_type": "is not a table",
}


def _fault(file: str, detail: Any) -> Fault:
    """A fault of the declaration, told by its key: `award_tables[2].columns.award`."""
    key = re.sub(r"\.\[", "[", ".".join(f"[{part + 1}]" if isinstance(part, int) else part for part in detail["loc"]))
    problem = _PROBLEMS.get(detail["type"], "is")
    told = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "value_error":
        told_problem, _, expected = told.partition("expected ")
        found = None if isinstance(detail["input"], dict) else str(detail["input"])
        problem = told_problem.strip(" ;.") or problem
        if found and f'"{found}"' in problem:
            found = None
        expected = expected or "a declaration that agrees with itself and with its tables"
    else:
        expected = _EXPECTED.get(detail["type"], told.lower())
        found = None if problem != "is" or isinstance(detail["input"], dict | list) else str(detail["input"])
    where = f"{key}: " if key and detail["type"] == "value_error" else f"{key} "
    step = "Correct it; data/raw/README.md shows each key."
    return Fault(file, f"{where if key else ''}{problem}", expected.rstrip("."), step, text=found)
