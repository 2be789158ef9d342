"""Where a figure of a page comes from: the sentence or cell, the expression, the awards with file and row."""

import json
from pathlib import Path

import pytest
from support.reporting import FORCE, VICTIMS, called, copied_project

from grantsdata.awards.load import load_awards
from grantsdata.commands import trace
from grantsdata.errors import ParameterError
from grantsdata.report.page.tables import table_html
from grantsdata.report.traced import figure, html, write
from grantsdata.summaries import breakdown

PARTNERSHIP = "Cambridge and Peterborough Rape Crisis Partnership"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one page: a right figure, a wrong one, one without an expression, and a table."""
    root = copied_project(tmp_path_factory.mktemp("trace") / "project")
    path = root / "outputs" / "2017-18" / "small.html"
    path.parent.mkdir()
    text = write(
        "Of the contracts {a} is for {b}, {c} in all, and there are 7.",
        a=figure("£213,000", "sum", provider=PARTNERSHIP),
        b=figure(PARTNERSHIP, "rank", "provider", 2, stream=VICTIMS),
        c=figure("10%", "share", provider=PARTNERSHIP),
    )
    types = breakdown(load_awards("2017-18", project=root), "stream")
    path.write_text(f"<p>{html(text)}</p>{table_html(types, 'By stream')}", encoding="utf-8")
    facts = [{"kind": "head", "of": {}}, {"kind": "table", "caption": "By stream"}]
    outputs = [{"data": {}, "metadata": {"grantsdata": one}} for one in facts]
    notebook = {"cells": [{"cell_type": "code", "source": "", "outputs": outputs}], "metadata": {}}
    path.with_suffix(".ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return root


def test_a_figure_is_found_with_its_expression_and_awards(project: Path) -> None:
    (found,) = trace("£213,000", project=project)
    assert (found.page, found.figure, found.fault) == ("2017-18/small", "£213,000", "")
    assert found.place.startswith("Of the contracts £213,000 is for")
    assert found.expression == f"sum(provider='{PARTNERSHIP}')"
    (source,) = found.sources
    assert (source.file, source.row) == ("data/raw/2017-18/victims-services.csv", 7)
    assert (source.provider, source.award_pence) == (PARTNERSHIP, 213_000_00)


def test_a_cell_of_a_table_is_found_with_its_awards(project: Path) -> None:
    (found,) = trace("£961,260", project=project)
    assert found.place == f"table “By stream”, row “{VICTIMS}”, column “award_gbp”"
    assert [one.row for one in found.sources] == list(range(2, 12))


def test_a_page_lists_every_figure_of_its_sentences(project: Path) -> None:
    for name in ("small", str(project / "outputs" / "2017-18" / "small.html")):
        found = trace(name, project=project)
        assert [(one.figure, one.fault) for one in found] == [
            ("£213,000", ""),
            (PARTNERSHIP, ""),
            ("10%", "the raw files give 9.3%"),
            ("7", "no expression says where it comes from"),
        ]


@pytest.mark.parametrize("what", ["£1", FORCE, "no-such-page"])
def test_what_is_nowhere_is_said_to_be(what: str, project: Path) -> None:
    with pytest.raises(ParameterError, match="neither a page nor a figure"):
        trace(what, project=project)


def test_a_project_without_pages_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="grantsdata report"):
        trace("£213,000", project=copied_project(tmp_path / "project"))


def test_the_command_prints_lines(project: Path) -> None:
    done = called(project, "trace", "£213,000")
    assert done.returncode == 0
    first, second, third, last = done.stdout.splitlines()
    assert first.startswith("2017-18/small: Of the contracts")
    assert second == f"  £213,000 = sum(provider='{PARTNERSHIP}')"
    assert third.startswith("    data/raw/2017-18/victims-services.csv row 7: £213,000, Countywide Sexual Violence")
    assert last == "1 figure, 0 faults"


def test_a_fault_is_told_by_the_exit_code_and_in_the_object(project: Path) -> None:
    done = called(project, "trace", "small", "--json")
    assert done.returncode == 1
    made = json.loads(done.stdout)
    assert (made["faults"], len(made["figures"])) == (2, 4)
    assert made["figures"][0]["sources"][0]["row"] == 7
