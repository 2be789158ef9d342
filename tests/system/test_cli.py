"""The command line itself: no command, the version, and names that are not known but near to one that is."""

from pathlib import Path

import pytest
from support.reporting import grantsdata

from grantsdata.cli.main import main

EXAMPLE = str(Path(__file__).parents[2] / "docs" / "example" / "paper-2018-19.docx")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, and what stands on standard output and on standard error."""
    try:
        code = main(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, *capsys.readouterr()


def test_without_a_command_the_help_is_shown_and_a_line_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys)
    _, asked_for, _ = run(capsys, "--help")
    assert (code, out) == (2, asked_for)
    assert err == "grantsdata: no command is named. Name one of those listed, such as: grantsdata report --all\n"


def test_a_project_alone_is_no_command(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--project", str(project))[0] == 2


def test_the_version_is_told(project: Path) -> None:
    done = grantsdata(project, "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, "grantsdata 0.1.0\n", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reprot", "2017-18"], 'there is no "reprot"; did you mean "report"'),
        (["zzz"], 'there is no "zzz"; expected one of init, demo, doctor, years, new-year, import, '),
        (["report", "2017-18", "--notbook", "x"], 'unrecognized arguments: --notbook x; did you mean "--notebook"?'),
        (["report", "2017-18", "--strct=1"], 'unrecognized arguments: --strct=1; did you mean "--strict"?'),
        (["report", "2017-18", "--zzz"], "unrecognized arguments: --zzz\n"),
        (["report", "2017-18", "--notebook", "anual-report"],
         'There is no notebook "anual-report" in the notebooks folder; did you mean "annual-report"'),
        (["report", "2017-18", "--notebook", "Annual-Report"], 'did you mean "annual-report"'),
        (["report", "2017-18", "--notebook", "zzz"], "expected one of agreements, annual-report, award-history, "),
        (["report", "2017-18", "-p", "include_implid", "true"],
         'Unknown parameter "include_implid"; did you mean "include_implied"? Nothing was published.'),
        (["report", "2017-18", "-p", "zzz", "true"], 'Unknown parameter "zzz"; expected one of '),
        (["report", "2018"], '"2018" is not a financial year; expected a form like "2017-18"; did you mean "2018-19"?'),
        (["check", "2018/2019"], 'did you mean "2018-19"?'),
        (["check", "last"], '"last" is not a financial year; expected a form like "2017-18".'),
        (["report", "2017-19"], 'after 2017 comes "2017-18".'),
        (["report", "2018-19"], "Years on file: 2017-18"),
        (["export", "2017-18", "--to", "sqlit"], 'argument --to: there is no "sqlit"; did you mean "sqlite"?\n'),
        (["export", "2017-18", "--to", "360Givng"], 'did you mean "360giving"?\n'),
        (["export", "2017-18", "--to", "zzz"], "one of 360giving, workbook, ods, datapackage, sqlite, ocds.\n"),
        (["import", EXAMPLE, "--year", "2018-19", "--tables", "al"], '--tables is "al"; did you mean "all"?\n'),
        (["import", EXAMPLE, "--year", "2018-19", "--tables", "x"], "expected numbers such as 1,2 or the word all."),
        (["import", EXAMPLE, "--year", "2018-19", "--tables", "9"], "There is no table 9 in the file; expected 1 to "),
    ],
    ids=lambda value: " ".join(value).replace(EXAMPLE, "FILE") if isinstance(value, list) else "",
)  # fmt: skip
def test_a_name_that_is_not_known_gets_the_nearest_and_code_2(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code, _, err = run(capsys, "--project", str(project), *arguments)
    assert code == 2
    assert said in err
    assert not err.strip().endswith(("?.", ".."))
    assert "?. " not in err
    assert list((project / "outputs").glob("*")) == []
