"""The words around the figures are those that a person has read: a figure can be right, and its sentence wrong."""

import pytest
from support.wordings import read_wordings, strings, wordings, wordings_in


def test_the_list_has_the_wordings_of_the_program() -> None:
    """After a sentence was changed, `tests/support/wordings.py` says how the list is renewed."""
    assert wordings() == read_wordings()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The largest award is {amount}, to {provider}.", ["the largest award is{}to{}"]),
        ("No award is marked. {count} are.", ["no award is marked", "{}are"]),
        ("gives “{printed}” for it", ["gives{}for it"]),
        ("{count}: £", []),
    ],
)
def test_a_wording_has_gaps_for_what_differs_from_year_to_year(text: str, expected: list[str]) -> None:
    assert list(wordings_in(text)) == expected


def test_strings_are_put_together_as_the_program_does() -> None:
    """What an expression may give is one wording each; what is not known to the letter is a gap."""
    program = """
def said(number, name):
    go = "goes" if number == 1 else "go"
    write("{awards} {go} to {name}.", awards=number, go=go, name=name)
    write("It is " + ("known" if number else "not known") + " why {name} asks.", name=name)
    f"{name} and {'one' if number == 1 else 'many'} others"
    table["a column"] == "a label"
"""
    assert sorted(strings(program)) == [
        "It is known why {name} asks.", "It is not known why {name} asks.", "go", "goes", "{awards} go to {name}.",
        "{awards} goes to {name}.", "{} and many others", "{} and one others",
    ]  # fmt: skip
