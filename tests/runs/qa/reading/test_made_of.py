"""A text is made of wordings that a person has read, with figures and names in their gaps."""

import pytest

from grantsdata.runs.qa.reading.made_of import Wordings, is_made_of, names_in, wording

READ = Wordings(
    wording(line)
    for line in (
        "the paper lists no award from{}and{}", "states no budget for it", "{}for{}", "award", "awards", "one",
        "{}gets most:{}in{}", "no award", "{}, the office's own police force,{}", "all of them are{}",
    )
)  # fmt: skip
NAMES = names_in(["Youth Fund", "Aspire"])


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("The paper lists no award from Youth Fund and states no budget for it.", True),
        ("The paper lists one award from Youth Fund and states no budget for it.", False),
        ("The paper lists no award from it and states no budget for it.", False),
        ("The paper only lists no award from ● and states no budget for it.", False),
        ("● awards for ●: ●.", True),
        ("Awards for one.", False),  # a word that joins needs a figure or a name beside it
        ("Aspire, the office's own police force, gets most: ● in ● awards.", True),
        ("Aspire gets most of it: ● in ● awards.", False),
        ("All of them are for ●.", True),
        ("One of them is for ●.", False),
        ("● no award", True),
        ("Award no award", False),  # nothing stands between the two
        ("Award: no award", True),
        ("Award and no award", True),
        ("●", True),
        ("", True),
    ],
)
def test_a_text_is_made_of_wordings_with_figures_and_names_in_their_gaps(text: str, is_read: bool) -> None:
    assert is_made_of(text, READ, NAMES) == is_read
