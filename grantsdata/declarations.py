"""A TOML file → the model that it must fit, or all that is wrong with it, told by its keys."""

import codecs
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from grantsdata.errors import Fault, GrantsDataError

M = TypeVar("M", bound=BaseModel)


def read_declaration(path: Path, file: str, model: type[M], error: type[GrantsDataError], help_at: str) -> M:
    """The declaration in a file that messages call `file`; `error` with all that is wrong.

    `help_at` is the document that explains the keys.
    """
    step = f"Correct it; {help_at} shows each key."
    try:
        return model.model_validate(parsed_toml(path))
    except ValidationError as wrong:
        raise error(_fault(file, detail, help_at) for detail in wrong.errors()) from None
    except UnicodeDecodeError as wrong:
        row = wrong.object[: wrong.start].count(b"\n") + 1
        save = 'Save it again in the encoding "UTF-8".'
        raise error([Fault(file, "a character that is not UTF-8", "UTF-8", save, row)]) from None
    except tomllib.TOMLDecodeError as wrong:
        raise error([Fault(file, f"not readable as TOML ({wrong})", "TOML in UTF-8", step)]) from None
    except OSError as wrong:
        ask = "Ask its owner for permission to read it."
        raise error([Fault(file, f"cannot be opened ({wrong.strerror})", "a readable file", ask)]) from None


def parsed_toml(path: Path) -> dict[str, Any]:
    """All that a TOML file holds; OSError, UnicodeDecodeError or tomllib.TOMLDecodeError if it cannot be read."""
    content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    return tomllib.loads(content.decode("utf-8").replace("\r\n", "\n"))


_EXPECTED = {
    "missing": "a value for this key",
    "extra_forbidden": "only keys that {help_at} lists",
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


def _fault(file: str, detail: Any, help_at: str) -> Fault:
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
        expected = _EXPECTED.get(detail["type"], told.lower()).replace("{help_at}", help_at)
        found = None if problem != "is" or isinstance(detail["input"], dict | list) else str(detail["input"])
    where = f"{key}: " if key and detail["type"] == "value_error" else f"{key} "
    step = f"Correct it; {help_at} shows each key."
    return Fault(file, f"{where if key else ''}{problem}", expected.rstrip("."), step, text=found)
