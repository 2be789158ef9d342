"""What a shell gets that asks for completions, as it asks: through environment variables, from a process."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.cases import first
from support.reporting import REPOSITORY, copied_project, environment

from grantsdata.cli import completion
from grantsdata.cli import main as entry
from grantsdata.cli.main import COMMANDS
from grantsdata.cli.parser import parsers_of


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the notebooks and one year."""
    return copied_project(tmp_path_factory.mktemp("completion") / "project")


def completed(folder: Path, line: str) -> list[str]:
    """The words that bash would show for a line that is typed in a folder."""
    answer = folder.parent / "answer"
    answer.unlink(missing_ok=True)
    asked = {
        "_ARGCOMPLETE": "1", "_ARGCOMPLETE_SHELL": "bash", "_ARGCOMPLETE_IFS": "\n", "COMP_LINE": line,
        "COMP_POINT": str(len(line)), "COMP_TYPE": "9", "_ARGCOMPLETE_COMP_WORDBREAKS": " \t\n\"'><=;|&(:",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "grantsdata"], cwd=folder, env=environment() | asked, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return [word.strip() for word in answer.read_text(encoding="utf-8").split("\n") if word.strip()]


@pytest.mark.parametrize(
    ("line", "words"),
    first(
        [
            ("grantsdata rep", ["report"]),
            ("grantsdata report ", ["2017-18"]),
            ("grantsdata matches 2018-19 --with ", ["2017-18"]),
            ("grantsdata report 2017-18 --notebook b", ["board-paper"]),
            ("grantsdata export 2017-18 --to ", ["360giving", "workbook", "ods", "datapackage", "sqlite", "ocds"]),
            ("grantsdata import p.docx --year 2018-19 --stream 2=", ["VS", "CDR", "CRS", "YF"]),
            ("grantsdata report 2017-18 -p stream C", ["CDR", "CRS"]),
            ("grantsdata report 2017-18 -p include_", ["include_implied"]),
            ("grantsdata report 2017-18 -p include_implied ", ["true", "false"]),
            ("grantsdata init new --kind c", ["council"]),
            ("grantsdata new-year 20", []),
        ],
        5,
    ),
)
def test_what_may_come_next(example: Path, line: str, words: list[str]) -> None:
    found = [word for word in completed(example, line) if not word.startswith("-")]
    assert sorted(found) == sorted(words)


def test_options_are_completed_too(example: Path) -> None:
    assert completed(example, "grantsdata report --not") == ["--notebook"]


def test_another_project_and_none_at_all(example: Path, tmp_path: Path) -> None:
    line = f"grantsdata --project {example} report 2"
    assert completed(tmp_path, line) == ["2017-18"]
    assert completed(tmp_path, "grantsdata --project /not/there report 2") == []
    assert completed(tmp_path, "grantsdata --project /not/there init new --kind c") == ["council"]


def test_nothing_is_loaded_or_changed_unless_a_shell_asks_or_where_argcomplete_is_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "argcomplete", None)  # as if it were not installed
    parser, parsers = parsers_of(COMMANDS)
    completion.complete(parser, parsers.choices.values())
    monkeypatch.setenv("_ARGCOMPLETE", "1")
    completion.complete(parser, parsers.choices.values())
    assert not any(hasattr(action, "completer") for one in parsers.choices.values() for action in one._actions)


@pytest.mark.parametrize("path", [Path(entry.__file__), REPOSITORY / "grantsdata" / "__main__.py"], ids=["main", "-m"])
def test_the_mark_that_the_global_completion_looks_for_is_near_the_beginning(path: Path) -> None:
    assert b"PYTHON_ARGCOMPLETE_OK" in path.read_bytes()[:1024]
