"""A text is unseen in the colour of its background or in letters of two points; what is not known counts as seen."""

import pytest

from grantsdata.importers.documents.unseen import COVERED, HIDDEN, is_unseen, unseen_note, withheld


@pytest.mark.parametrize(
    ("colour", "background", "points"),
    [
        ("ffffff", "ffffff", None),
        ("#FFFFFF", "ffffff", 12),
        ("efefef", "ffffff", None),  # 16 less in each colour
        ("000000", "ffffff", 2),
        (None, None, 0.5),
    ],
)
def test_what_no_reader_sees(colour: str | None, background: str | None, points: float | None) -> None:
    assert is_unseen(colour, background, points)


@pytest.mark.parametrize(
    ("colour", "background", "points"),
    [
        ("000000", "ffffff", 2.5),
        ("eeffff", "ffffff", None),  # 17 less in red
        ("ffffff", "003366", 12),
        (None, "ffffff", None),
        ("ffffff", "", None),
        ("auto", "ffffff", None),
        ("window", "ffffff", None),
        ("fff", "fff", None),
    ],
)
def test_what_is_seen_or_not_known(colour: str | None, background: str | None, points: float | None) -> None:
    assert not is_unseen(colour, background, points)


def test_what_may_have_been_blacked_out_is_quoted_for_the_witness_only() -> None:
    note = unseen_note("Ann Lee", "#000000")
    assert note == f'{COVERED}: "Ann Lee"'
    assert withheld(f"outside tables, {note}") == (
        f"outside tables, {COVERED}, and not repeated here: it may have been blacked out"
    )
    assert unseen_note("9", "ffffff") == withheld(unseen_note("9", "ffffff")) == f'{HIDDEN}: "9"'
    assert unseen_note("9", "") == f'{HIDDEN}: "9"'
