"""An executed notebook: what in it did not run, left nothing to see, or is not of the notebook that was to be run."""

from typing import Any

import pytest

from grantsdata.runs.notebooks.executed import cells_not_run, cells_unlike_source, missing_outputs


def code(source: str, *outputs: dict[str, Any], count: int | None = 1) -> dict[str, Any]:
    return {"cell_type": "code", "source": [source], "execution_count": count, "outputs": [*outputs], "metadata": {}}


def kind(name: str) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {"grantsdata": {"kind": name}}}


def test_an_empty_cell_need_not_run_and_prose_cannot() -> None:
    assert cells_not_run([code("  ", count=None), {"cell_type": "markdown", "source": "x"}]) == []
    assert cells_not_run([code("x = 1", count=None)]) == ["cell 1 was never run: “x = 1”"]


@pytest.mark.parametrize(
    ("source", "kinds", "lacks"),
    [
        ("table(a, 'A')\ntable(b, 'B')", ["table"], "2 of the kind “table” and has 1"),
        ("page.table(a, 'A')", [], "1 of the kind “table” and has 0"),
        ("show(a, b, c)\ntable(a, 'A')", ["table"], "1 of the kind “chart” and has 0"),
        ("page.key_figures(summaries.key_figures(awards))", ["figures"], None),
        ("x = table", [], None),
        ("page.sections(a, b)", ["table", "table"], None),
    ],
)
def test_each_call_leaves_what_it_is_called_for(source: str, kinds: list[str], lacks: str | None) -> None:
    faults = missing_outputs([code(source, *map(kind, kinds))])
    assert (lacks in faults[0]) if lacks else faults == []


def test_cells_have_to_be_run_in_their_order() -> None:
    one, two = code("one"), code("two")
    assert cells_unlike_source([one, two], [one, two]) == []
    assert cells_unlike_source([two, one], [one, two]) == ["cell 2 of the notebook is not in what was run: “two”"]


@pytest.mark.parametrize("source", ["%matplotlib inline", "!ls", "table(a,"])
def test_what_is_for_ipython_alone_calls_for_nothing(source: str) -> None:
    assert missing_outputs([code(source), {"cell_type": "markdown", "source": "table(a, 'A')"}]) == []


def test_a_cell_that_raised_is_told_with_what_it_raised() -> None:
    error = {"output_type": "error", "ename": "ZeroDivisionError", "evalue": "division by zero"}
    assert cells_not_run([code("1"), code("1 / 0", kind("table"), error)]) == [
        "cell 2 raised ZeroDivisionError: division by zero"
    ]


def test_a_cell_is_told_by_its_first_line_however_its_text_is_held() -> None:
    long = "x = " + "1 + " * 20 + "1"
    as_text = {**code("", count=None), "source": f"\n{long}\ny = 2"}
    as_lines = {**code("", count=None), "source": ["\n", f"{long}\n", "y = 2"]}
    assert cells_not_run([as_text]) == cells_not_run([as_lines]) == [f"cell 1 was never run: “{long[:60]}”"]


def test_papermill_may_add_its_parameters_and_nobody_else_a_cell() -> None:
    one, two = code("one"), code("two")
    injected = {**code("# Parameters"), "metadata": {"tags": ["injected-parameters"]}}
    assert cells_unlike_source([one, injected, two], [one, two]) == []
    assert cells_unlike_source([one, injected, two, code("three")], [one, two]) == [
        "1 cells were run that are not in the notebook"
    ]
    assert cells_unlike_source([one, injected], [one, two]) == ["cell 2 of the notebook is not in what was run: “two”"]
