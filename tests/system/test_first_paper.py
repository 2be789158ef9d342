"""The tutorial of the first paper, word by word: five commands from a paper in Word to its published set."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.council import YEAR, council_paper
from support.reading import soup_of
from support.reporting import REPOSITORY, environment

TUTORIAL = (REPOSITORY / "docs" / "tutorial" / "first-paper.md").read_text(encoding="utf-8")
INSTALL, *STEPS = re.findall(r"```\n(.*?)```", TUTORIAL, re.DOTALL)
EXAMPLE = REPOSITORY / "docs" / "example" / "fairshire-2024-25.docx"


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder after all commands, and what each of them printed on standard output."""
    folder = tmp_path_factory.mktemp("first-paper")
    shutil.copyfile(EXAMPLE, folder / EXAMPLE.name)
    told = []
    for step in STEPS:
        command = re.sub("^grantsdata", f"{shlex.quote(sys.executable)} -m grantsdata", step)
        done = subprocess.run(
            ["bash", "-euc", command], cwd=folder, env=environment(), capture_output=True, encoding="utf-8",
            timeout=400, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        told.append(done.stdout)
    return folder, told


def test_five_commands_are_typed_and_nothing_else() -> None:
    commands = [line.split()[1] for step in STEPS for line in step.splitlines()]
    assert commands == ["init", "confirm", "check", "providers", "report"]
    assert sum(len(step) for step in STEPS) == 214, "keys to press, each line's end among them"
    assert INSTALL == 'pip install "grantsdata[report,import]"\n'


@pytest.mark.proof
def test_each_step_prints_what_the_tutorial_says(walked: tuple[Path, list[str]]) -> None:
    _, (init, confirm, check, providers, report) = walked
    assert "sum: row 6, Total: 4 of 4 amounts can be read and add up to £104,750, as printed" in init
    assert "sum: row 4, Total: 2 of 2 amounts can be read and add up to £25,250, as printed" in init
    assert "18 guesses confirmed by A. Person" in confirm
    assert "no faults; findings: 0 errors" in check
    assert "guess:" not in check
    assert "All awards come to £130,000, which is the budget of “£130,000”." in check
    assert "6 names, 6 awards, £130,000" in providers
    assert "6 lines added to data/raw/providers.csv." in providers
    assert report.startswith(f"6 awards for {YEAR}: £130,000 of a budget of £130,000. They go to 6 providers.")


@pytest.mark.proof
def test_the_index_leads_to_five_pages(walked: tuple[Path, list[str]]) -> None:
    folder, _ = walked
    links = {link["href"] for link in soup_of(folder / "outputs" / "index.html").select("a[href$='.html']")}
    assert len(links) == 5
    assert all((folder / "outputs" / link).is_file() for link in links)


def test_the_paper_is_the_one_that_the_tests_make(tmp_path: Path) -> None:
    import docx

    kept, made = docx.Document(str(EXAMPLE)), docx.Document(str(council_paper(tmp_path / "made.docx")))
    assert [one.text for one in kept.paragraphs] == [one.text for one in made.paragraphs]
    tables = [[[cell.text for cell in row.cells] for table in one.tables for row in table.rows] for one in (kept, made)]
    assert tables[0] == tables[1]
