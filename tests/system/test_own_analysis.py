"""What analysts read is true: the examples of `docs/own-analysis.md` and of the public docstrings run as written."""

import doctest
import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.reporting import REPOSITORY, add_year, copied_project

import grantsdata as gd

pytestmark = pytest.mark.usefixtures("style_undone")

GUIDE = REPOSITORY / "docs" / "own-analysis.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
WITH_EXAMPLES = {
    f"{where}{name}": getattr(module, name)
    for where, module in (("", gd), ("summaries.", gd.summaries))
    for name in module.__all__
    if ">>>" in (getattr(module, name).__doc__ or "")
}
"""The public functions whose docstrings have examples."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GRANTSDATA_PROJECT", str(REPOSITORY))
    monkeypatch.chdir(tmp_path)
    matplotlib = pytest.importorskip("matplotlib")
    with matplotlib.rc_context():
        yield tmp_path


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_each_example_of_the_guide_runs_alone(number: int, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(EXAMPLES[number], f"{GUIDE.name}, example {number + 1}", "exec"), {})
    shown = capsys.readouterr().out
    expected = {
        1: "by provider type and stream\n",
        2: "Offenders: £617,791",
        3: "Most awards are small",
        4: "Fenland Community Safety Partnership    35000.0      100000          0.35",
        5: "in the first and the last year on file",
    }
    assert expected.get(number, "") in shown
    if number == len(EXAMPLES) - 1:
        assert (folder / "provider-types.png").read_bytes().startswith(b"\x89PNG")
        text = (folder / "provider-types.png.txt").read_text(encoding="utf-8")
        assert [line.partition(":")[0] for line in text.splitlines()] == ["Title", "Source", "Alternative text"]


def test_two_years_on_file_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copied_project(tmp_path / "project")
    add_year(project, [("GR", "Lights", "Lens Ltd", "£5,000")])
    monkeypatch.setenv("GRANTSDATA_PROJECT", str(project))
    assert gd.years() == ["2017-18", "2018-19"]
    assert len(gd.load_awards()) == 36
    exec(EXAMPLES[5], {})
    assert "2018-19" in capsys.readouterr().out


FROM_FILES = {"national_breakdown", "read_360giving"}
"""They read a file of somebody else's, which `docs/national.md` shows."""


def test_the_functions_of_the_library_have_examples() -> None:
    functions = {name for name in dir(gd) if inspect.isfunction(getattr(gd, name))} - FROM_FILES
    assert functions | {"summaries.awards_by_stream", "summaries.awards_by_theme"} <= WITH_EXAMPLES.keys()


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_public_function_run(name: str, folder: Path) -> None:
    function = WITH_EXAMPLES[name]
    tests = doctest.DocTestFinder(recurse=False).find(getattr(function, "__wrapped__", function), name, globs={})
    assert tests and tests[0].examples
    runner = doctest.DocTestRunner(verbose=False)
    assert [runner.run(test).failed for test in tests] == [0] * len(tests)
    assert os.environ["GRANTSDATA_PROJECT"] == str(REPOSITORY)
