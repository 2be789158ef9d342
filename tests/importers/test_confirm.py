"""Guesses that a person confirms: listed with their places, and put on record with the name."""

from pathlib import Path

import pytest

from grantsdata.errors import PaperError, ParameterError
from grantsdata.importers.confirm import Guess, confirm, guesses
from grantsdata.sources.paper import to_fill_in

TOML = "data/raw/2017-18/paper.toml"
BODY = 'body = "Police and Crime Commissioner for Cambridgeshire"\n'


@pytest.fixture
def guessed(project: Path) -> Path:
    """A project whose paper has a guess and something to do."""
    path = project / TOML
    text = path.read_text(encoding="utf-8")
    text = text.replace(BODY, BODY.replace("\n", " # guess: found in the text of the file\r\n"))
    path.write_bytes(text.replace('licence = "Open', 'paragraph = "" # to do: fill it in\nlicence = "Open').encode())
    path.write_bytes(path.read_bytes().replace(b'paragraph = "" # to do: fill it in\n', b"# to do: fill it in\n"))
    return project


THE_GUESS = Guess(TOML, 6, BODY.strip(), "found in the text of the file")


def test_the_guesses_are_listed_with_their_places_and_nothing_is_written(guessed: Path) -> None:
    before = (guessed / TOML).read_bytes()
    assert guesses("2017-18", project=guessed) == [THE_GUESS]
    assert (guessed / TOML).read_bytes() == before


def test_a_confirmed_guess_has_the_name_in_place_of_the_mark_and_no_other_byte_changes(guessed: Path) -> None:
    before = (guessed / TOML).read_bytes()
    assert confirm("2017-18", " A.  Person ", project=guessed) == [THE_GUESS]
    after = (guessed / TOML).read_bytes()
    assert after == before.replace(b"# guess: found", b"# confirmed by A. Person: found")
    assert [kind for _, kind, _ in to_fill_in(after.decode())] == ["to do"]
    assert (guesses("2017-18", project=guessed), confirm("2017-18", "B", project=guessed)) == ([], [])
    assert (guessed / TOML).read_bytes() == after


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "A\x1bB", "A # guess: B"])
def test_a_name_that_is_none_is_refused(guessed: Path, name: str) -> None:
    before = (guessed / TOML).read_bytes()
    with pytest.raises(ParameterError, match="expected that of a person"):
        confirm("2017-18", name, project=guessed)
    assert (guessed / TOML).read_bytes() == before


def test_what_cannot_be_read_is_not_confirmed(guessed: Path) -> None:
    (guessed / TOML).write_bytes((guessed / TOML).read_bytes().replace(b"date = 2017", b"date = 20-17"))
    with pytest.raises(PaperError):
        confirm("2017-18", "A. Person", project=guessed)
