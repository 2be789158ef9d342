"""Read a TOML file into a pydantic model, and report every fault by its key."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from grantsdata.errors import Fault, GrantsDataError
from grantsdata.sources.files.plain_file import Kind
from grantsdata.sources.files.project import label
from grantsdata.sources.files.text import CONTROL, raw_text

M = TypeVar("M", bound=BaseModel)


def read_declaration(
    path: Path, project: Path, model: type[M], error: type[GrantsDataError], help_at: str, if_missing: str
) -> M:
    """Read a TOML file into `model`. Raises `error` with all faults of the file.

    `help_at` is the document that explains the keys; `if_missing` says what to do if the file does not exist.
    """
    try:
        return model.model_validate(parsed_toml(path, project, error, help_at, if_missing))
    except ValidationError as wrong:
        file = label(path, project)
        raise error(_fault(file, detail, help_at) for detail in wrong.errors()) from None


def parsed_toml(
    path: Path, project: Path, error: type[GrantsDataError], help_at: str, if_missing: str
) -> dict[str, Any]:
    """Read a TOML file without checking it against a model. Raises `error` if it cannot be read."""
    file = label(path, project)
    kind = Kind("a TOML file", error, if_missing, 'Save it again as plain text in the encoding "UTF-8".')
    declared = _parsed(raw_text(path, project, kind).replace("\r\n", "\n"), file, error, help_at)
    if faults := list(_control_characters(declared, file, "", help_at)):
        raise error(faults)
    return declared


def _parsed(text: str, file: str, error: type[GrantsDataError], help_at: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        problem = "brackets are nested too deeply"
    except ValueError as wrong:  # tomllib's error is a ValueError, and so is the error for a number too long for Python
        problem = f"not readable as TOML ({wrong})"
    row = re.search(r"\(at line (\d+), ", problem)
    step = f"Correct it; {help_at} shows each key."
    raise error([Fault(file, problem, "TOML in UTF-8", step, int(row[1]) if row else None)])


def _control_characters(value: Any, file: str, key: str, help_at: str) -> Iterator[Fault]:
    """Yield a fault for each text or key with a control character, such as `\\u001b`, which some terminals obey."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _control_characters(name, file, f"{key}.{name}".strip("."), help_at)
            yield from _control_characters(one, file, f"{key}.{name}".strip("."), help_at)
    elif isinstance(value, list):
        for number, one in enumerate(value, start=1):
            yield from _control_characters(one, file, f"{key}[{number}]", help_at)
    elif isinstance(value, str) and CONTROL.search(value.replace("\n", "")):
        step = f"Correct it; {help_at} shows each key."
        yield Fault(file, f"{key} holds a control character:", "characters that can be seen", step, text=value)


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
    """Turn an error of pydantic into a fault that names the key, such as `award_tables[2].columns.award`."""
    key = re.sub(r"\.\[", "[", ".".join(f"[{part + 1}]" if isinstance(part, int) else part for part in detail["loc"]))
    problem = _PROBLEMS.get(detail["type"], "is")
    message = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "value_error":
        stated_problem, _, expected = message.partition("expected ")
        found = None if isinstance(detail["input"], dict) else str(detail["input"])
        problem = stated_problem.strip(" ;.") or problem
        if found and f'"{found}"' in problem:
            found = None
        expected = expected or "a declaration that agrees with itself and with its tables"
    else:
        expected = _EXPECTED.get(detail["type"], message.lower()).replace("{help_at}", help_at)
        found = None if problem != "is" or isinstance(detail["input"], dict | list) else str(detail["input"])
    where = f"{key}: " if key and detail["type"] == "value_error" else f"{key} "
    step = f"Correct it; {help_at} shows each key."
    return Fault(file, f"{where if key else ''}{problem}", expected.rstrip("."), step, text=found)
