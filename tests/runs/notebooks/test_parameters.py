"""A notebook's parameters: read from its cell, checked by name and type, and every slip told at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from grantsdata.errors import ParameterError, ReportError
from grantsdata.runs.notebooks.notebook import notebook_parameters
from grantsdata.runs.notebooks.parameters import check_injected, check_parameters, check_title, parameters_in, typed

DEFAULTS: dict[str, Any] = {"financial_year": "2017-18", "include_implied": True, "rows": 10}


# ---- Reading a cell --------------------------------------------------------------------------------


def test_a_cell_of_plain_values_is_read() -> None:
    source = '# Which year\nfinancial_year = "2017-18"  # as printed\n\ninclude_implied = True\nrows = 10\nx = -1.5'
    assert parameters_in(source) == {**DEFAULTS, "x": -1.5}


@pytest.mark.parametrize("source", ["", "\n", "# nothing yet"])
def test_a_cell_may_hold_no_parameter(source: str) -> None:
    assert parameters_in(source) == {}


@pytest.mark.parametrize(
    "source",
    [
        "year = today()",
        "year = 2000 + offset",
        "import os\nyear = os.environ['YEAR']",
        "year = f'{2017}-18'",
        "year = [y for y in (1, 2)]",
        "year = __import__('os').getcwd()",
        "year = lambda: 1",
        "year = ",
        "year = '2017-18",
        "print('hello')",
        "import os",
        "year = 1; os.remove('x')",
        "if True:\n    year = 1",
        "year += 1",
        "year.name = 1",
        "year['a'] = 1",
        "first, second = 1, 2",
    ],
)
def test_a_cell_with_more_than_plain_values_is_refused(source: str) -> None:
    with pytest.raises(ParameterError, match=r"^The parameters cell holds more than plain values"):
        parameters_in(source)


# ---- Checking --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"financial_year": "2018-19"},
        {"include_implied": False},
        {"financial_year": "2018-19", "include_implied": False, "rows": 0},
    ],
)
def test_parameters_of_known_names_and_types_pass(given: dict[str, Any]) -> None:
    check_parameters(given, DEFAULTS)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("include_implied", "false", "'false'; expected True or False"),
        ("include_implied", 0, "0; expected True or False"),
        ("include_implied", None, "None; expected True or False"),
        ("financial_year", 2017, "2017; expected a text, such as '2017-18'"),
        ("financial_year", ["2017-18"], "['2017-18']; expected a text, such as '2017-18'"),
        ("rows", True, "True; expected a whole number, such as 10"),
        ("rows", 10.0, "10.0; expected a whole number, such as 10"),
        ("rows", "10", "'10'; expected a whole number, such as 10"),
    ],
)
def test_a_value_of_another_type_is_refused(name: str, value: Any, told: str) -> None:
    with pytest.raises(ParameterError) as refusal:
        check_parameters({name: value}, DEFAULTS)
    assert str(refusal.value) == f"Parameter {name} is {told}."


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("finacial_year", 'did you mean "financial_year"?'),
        ("Financial_Year", 'did you mean "financial_year"?'),
        ("year", "expected one of financial_year, include_implied, rows."),
        ("", "expected one of financial_year, include_implied, rows."),
        ("x = 1; import os", "expected one of financial_year, include_implied, rows."),
    ],
)
def test_an_unknown_name_is_refused_with_a_hint(name: str, hint: str) -> None:
    with pytest.raises(ParameterError) as refusal:
        check_parameters({name: "2017-18"}, DEFAULTS)
    assert str(refusal.value) == f'Unknown parameter "{name}"; {hint}'


def test_all_slips_come_together() -> None:
    with pytest.raises(ParameterError) as refusal:
        check_parameters({"yaer": 1, "rows": "ten", "include_implied": 1, "financial_year": "2018-19"}, DEFAULTS)
    assert [line.split()[1] for line in str(refusal.value).splitlines()] == ["parameter", "rows", "include_implied"]


# ---- From a command line ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("include_implied", "true", True),
        ("include_implied", "False", False),
        ("include_implied", "FALSE", False),
        ("rows", "25", 25),
        ("rows", "0", 0),
        ("financial_year", "2018-19", "2018-19"),
        ("financial_year", "2018", "2018"),
        ("financial_year", "true", "true"),
    ],
)
def test_a_text_becomes_the_default_s_type(name: str, text: str, value: object) -> None:
    converted = typed({name: text}, DEFAULTS)
    assert converted == {name: value}
    assert type(converted[name]) is type(value)
    check_parameters(converted, DEFAULTS)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("include_implied", "yes"),
        ("include_implied", "1"),
        ("include_implied", ""),
        ("include_implied", "falsch"),
        ("rows", "ten"),
        ("rows", "1.5"),
        ("rows", "１０"),
        ("rows", "٣"),
        ("rows", "²"),
        ("rows", ""),
        ("rows", " 7"),
        ("rows", "1_000"),
        ("unknown", "true"),
    ],
)
def test_a_text_that_does_not_fit_is_left_for_the_check(name: str, text: str) -> None:
    converted = typed({name: text}, DEFAULTS)
    assert converted == {name: text}
    with pytest.raises(ParameterError):
        check_parameters(converted, DEFAULTS)


# ---- In a running notebook -------------------------------------------------------------------------

CELL = 'financial_year = "2017-18"\ninclude_implied = True\n'


def test_a_notebook_run_by_hand_has_nothing_to_check() -> None:
    check_injected([])
    check_injected(["", CELL, "import grantsdata"])


@pytest.mark.parametrize("injected", ['financial_year = "2018-19"\n', "include_implied = False\n", ""])
def test_an_injected_cell_that_fits_passes(injected: str) -> None:
    check_injected(["", CELL, f"# Parameters\n{injected}", "check_injected(In)"])


@pytest.mark.parametrize(
    ("injected", "told"),
    [
        ('financial_yaer = "2018-19"\n', 'Unknown parameter "financial_yaer"; did you mean "financial_year"?'),
        ("financial_year = 2018\n", "Parameter financial_year is 2018;"),
        ('include_implied = "false"\n', "Parameter include_implied is 'false';"),
        ("include_implied = print(1)\n", "The parameters cell holds more than plain values"),
        ('print("x")\n', "The parameters cell holds more than plain values"),
    ],
)
def test_an_injected_cell_that_does_not_fit_is_refused(injected: str, told: str) -> None:
    with pytest.raises(ParameterError) as refusal:
        check_injected(["", CELL, f"# Parameters\n{injected}", "check_injected(In)"])
    assert str(refusal.value).startswith(told)


# ---- Names in a title ------------------------------------------------------------------------------

CELLS = ("%matplotlib inline\n", 'table(awards, note="mine")', "page.header(title, paper, stream=name, **more)")


@pytest.mark.parametrize("title", ["Grants awarded", "Grants of {year}", "{stream}, {year}"])
def test_a_title_may_hold_the_names_that_the_notebook_gives_it(title: str) -> None:
    check_title(title, CELLS)


@pytest.mark.parametrize("name", ["yaer", "note", "more", "year!r", ""])
def test_another_name_in_a_title_is_refused_with_those_that_are_known(name: str) -> None:
    with pytest.raises(ParameterError) as refusal:
        check_title(f"Grants of {{{name}}}", CELLS)
    assert str(refusal.value) == (
        f'The title "Grants of {{{name}}}" holds {{{name}}}; expected only {{stream}}, {{year}}.'
    )


def test_a_notebook_with_half_a_character_is_refused(tmp_path: Path) -> None:
    """JSON can write it as an escape, Python cannot compile it, and no page can show it."""
    path = tmp_path / "notebooks" / "ours.ipynb"
    path.parent.mkdir()
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": 'title = "\ud800"'}
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    with pytest.raises(ReportError) as refused:
        notebook_parameters(path)
    assert str(refused.value) == "ours.ipynb is not a notebook (ValueError: half a character, \\ud800)."
