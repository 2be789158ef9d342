"""Errors: the place, what was found, what was expected and what to do, each on one line."""

import errno
import pickle
from pathlib import Path

import pytest

from grantsdata.errors import (
    ExtraError,
    Fault,
    InputError,
    OutputError,
    SourceError,
    check_installed,
    meant,
    of_system,
    printable,
    reading,
    sentence,
    visible,
)


def test_the_nearest_names_are_asked_for_in_any_capitals() -> None:
    known = ["annual-report", "Outcomes"]
    assert meant("OUTCOME", known) == 'did you mean "Outcomes"?'
    assert meant("xyz", known) == ""


@pytest.mark.parametrize(("text", "ended"), [("a", "a."), ("a.", "a."), ("a?", "a?"), ("a!", "a!"), ('"a"', '"a".')])
def test_a_sentence_has_one_mark_at_its_end(text: str, ended: str) -> None:
    assert sentence(text) == ended


@pytest.mark.parametrize(("length", "told"), [(80, "x" * 80), (81, "x" * 79 + "…")])
def test_a_text_of_more_than_80_characters_is_cut(length: int, told: str) -> None:
    assert visible("x" * length) == told


def test_a_fault_names_its_place_and_quotes_what_stands_there_on_one_line() -> None:
    fault = Fault("a.csv", "cannot read", "an amount", "Correct it.", 3, "Award", "£1\n\x1b[2J")
    assert str(fault) == 'a.csv row 3, column Award: cannot read "£1\\n\\x1b[2J"; expected an amount. Correct it.'
    assert str(Fault("a.csv", "no rows", "one row", "Add one.")) == "a.csv: no rows; expected one row. Add one."


def test_a_character_that_could_deceive_is_printed_as_its_code() -> None:
    assert printable("a\u202eb\r\nc\x07") == "a\\u202eb\\r\nc\\x07"


def test_an_error_has_a_line_for_each_fault_and_keeps_them_between_processes() -> None:
    faults = [Fault("a.csv", "no rows", "one row", "Add one."), Fault("b.csv", "no rows", "one row", "Add one.")]
    error = SourceError(iter(faults))
    error.log = Path("a.log")
    assert str(error).splitlines() == [str(fault) for fault in faults]
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.faults, copy.log) == (SourceError, tuple(faults), Path("a.log"))
    plain = pickle.loads(pickle.dumps(SourceError("all is\x07 lost")))
    assert (str(plain), plain.faults) == ("all is\\x07 lost", ())


def test_near_names_come_nearest_first_and_at_most_three() -> None:
    assert meant("award", ["awards", "Award", "award s", "awardss", "payments"]).count('"') == 6
    assert meant("award", ["payments", "awards"]) == 'did you mean "awards"?'


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            errno.ENOENT,
            "cannot read a.csv: No such file or directory. See that it is there, under this name, and run again.",
        ),
        (errno.EMFILE, "Let this user open more files at once (ulimit -n), and run again."),
        (errno.EXDEV, "See that it is one that this user may read, and run again."),
    ],
)
def test_a_failed_reading_says_what_and_why_and_what_to_do(code: int, said: str) -> None:
    with pytest.raises(InputError) as refused, reading(Path("a.csv")):
        raise OSError(code, "in any language")
    assert str(refused.value).endswith(said)


def test_a_file_that_is_missing_was_read_and_one_in_a_missing_folder_was_to_be_written(tmp_path: Path) -> None:
    def error(path: Path) -> OSError:
        return OSError(errno.ENOENT, "gone", str(path))

    assert type(of_system(tmp_path, error(tmp_path / "a.csv"))) is InputError
    assert type(of_system(tmp_path, error(tmp_path / "b" / "a.csv"))) is OutputError
    full = of_system(tmp_path, OSError(errno.ENOSPC, "full"))
    assert str(full) == f"cannot write {tmp_path}: No space left on device. Free some space on its disk, and run again."


def test_a_missing_package_comes_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = {"pip", "csv"}
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object() if name in installed else None)
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    check_installed("Charts", "report", "csv")

    def told() -> str:
        with pytest.raises(ExtraError) as refused:
            check_installed("Charts", "report", "csv", "matplotlib", otherwise=", or leave them out")
        return str(refused.value)

    begins = "Charts need matplotlib, which is not installed; install it:"
    assert told() == f'{begins} pip install "grantsdata[report]", or leave them out.'
    installed.remove("pip")
    assert told() == f'{begins} uv pip install "grantsdata[report]", or leave them out.'
    (tmp_path / ".reports-stamp").touch()
    assert told() == f"{begins} make setup, or leave them out."
