"""The words around the figures are those that a person has read: a figure can be right, and its sentence wrong."""

import pytest
from support.wordings import read_wordings, wordings, wordings_in


def test_the_list_has_the_wordings_of_the_program() -> None:
    """After a sentence was changed, `tests/support/wordings.py` says how the list is renewed."""
    assert wordings() == read_wordings()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The largest award is {amount}, to {provider}.", ["the largest award is{}to"]),
        ("No award is marked. {count} are.", ["no award is marked", "are"]),
        ("gives “{printed}” for it", ["gives{}for it"]),
        ("{count}: £", []),
    ],
)
def test_a_wording_has_gaps_for_what_differs_from_year_to_year(text: str, expected: list[str]) -> None:
    assert list(wordings_in(text)) == expected
