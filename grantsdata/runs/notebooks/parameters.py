"""Read a notebook's parameters, and check the given values before the notebook runs.

papermill only warns of an unknown name and accepts any type. So a run with a misspelt name would report the default
year.
"""

import ast
import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from grantsdata.errors import ParameterError, meant

TAG = "parameters"
_INJECTED = "# Parameters"


def parameters_in(source: str) -> dict[str, Any]:
    """Return name → value for each assignment in a cell's source; raise ParameterError for any other code."""
    try:
        statements = ast.parse(source).body
        return {_name(statement): ast.literal_eval(statement.value) for statement in statements}  # type: ignore[attr-defined]
    except (SyntaxError, ValueError) as error:
        raise ParameterError(f"The parameters cell holds more than plain values ({error}).") from None


def _name(statement: ast.stmt) -> str:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
    raise ValueError(f"line {statement.lineno} does not give one name a value")


def check_parameters(given: Mapping[str, Any], defaults: Mapping[str, Any]) -> None:
    """Raise ParameterError, listing all faults, unless each given name is known and has the type of its default."""
    faults = []
    for name, value in given.items():
        if name not in defaults:
            hint = meant(name, defaults) or f"expected one of {', '.join(defaults)}."
            faults.append(f'Unknown parameter "{name}"; {hint}')
        elif type(value) is not type(defaults[name]):
            faults.append(f"Parameter {name} is {value!r}; expected {_form(defaults[name])}.")
    if faults:
        raise ParameterError("\n".join(faults))


def _form(default: Any) -> str:
    kind = {bool: "True or False", str: "a text", int: "a whole number", float: "a number"}.get(type(default))
    return kind if isinstance(default, bool) and kind else f"{kind or type(default).__name__}, such as {default!r}"


def typed(given: Mapping[str, str], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Convert texts from a command line to the types of the defaults.

    A text that does not fit stays a text, and `check_parameters` refuses it.
    """
    return {name: _as(text, defaults.get(name)) for name, text in given.items()}


def _as(text: str, default: Any) -> Any:
    if isinstance(default, bool):
        return {"true": True, "false": False}.get(text.lower(), text)
    if isinstance(default, int) and text.isascii() and text.isdigit():
        return int(text)
    return text


def check_injected(history: list[str]) -> None:
    """Check the parameters that papermill has set in a running notebook; `history` is IPython's `In`.

    papermill adds a cell after the parameters cell. In JupyterLab there is no such cell, and nothing to check. Raises
    ParameterError.
    """
    for before, cell in itertools.pairwise(history):
        if cell.startswith(_INJECTED):
            check_parameters(parameters_in(cell), parameters_in(before))


def check_title(title: str, cells: Iterable[str]) -> None:
    """Raise ParameterError for a name in braces that the notebook's call of `page.header` does not supply."""
    known = {"year", *(name for cell in cells for name in _names_for_the_title(cell))}
    used = [piece.partition("}")[0] for piece in title.split("{")[1:]]
    unknown = [name for name in used if name not in known]
    if unknown:
        expected = ", ".join(f"{{{name}}}" for name in sorted(known))
        raise ParameterError(f'The title "{title}" holds {{{unknown[0]}}}; expected only {expected}.')


def _names_for_the_title(source: str) -> Iterable[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return  # a cell with IPython commands
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "header":
            yield from (keyword.arg for keyword in node.keywords if keyword.arg)
