"""A footnote mark beside a text is no part of it, and what only looks like a mark is."""

import pytest

from grantsdata.importers.documents.found import Cell
from grantsdata.importers.documents.marks import (
    is_linked_mark,
    is_mark,
    undivided,
    without_leader,
    without_marks,
    without_struck,
)


@pytest.mark.parametrize("raised", ["1", "12", "a", "(ii)", "1,2", "*", "†", "[note 1]", "footnote 3"])
def test_raised_digits_signs_and_letters_are_marks(raised: str) -> None:
    assert is_mark(raised, "£500")


@pytest.mark.parametrize(
    ("raised", "before"),
    [("st", "1"), ("TH", "4"), ("2", "40 m"), ("3", "5 km"), ("new", "£500"), ("00", "£500"), ("", "£500")],
)
def test_ordinals_units_and_words_are_no_marks(raised: str, before: str) -> None:
    assert not is_mark(raised, before)


def test_a_number_raised_after_a_word_that_is_no_unit_is_a_mark() -> None:
    assert is_mark("2", "scheme")


@pytest.mark.parametrize(
    ("link", "before", "is_one"),
    [
        ("[1]", "£500", True),
        ("note 2", "£500", True),
        ("1234", "£500", False),
        ("0", "£500", False),
        ("000", "£446", False),
        ("Hub", "£500", False),
        ("1", " ", False),
    ],
)
def test_a_short_link_after_a_text_is_a_mark(link: str, before: str, is_one: bool) -> None:
    assert is_linked_mark(link, before) is is_one


def test_marks_typed_after_an_amount_are_taken_off_in_their_order() -> None:
    assert without_marks(Cell("£500¹ [note 2]", "B2", notes=("hidden row",))) == Cell(
        "£500",
        "B2",
        "",
        ("hidden row", 'footnote mark "¹" after the amount', 'footnote mark "[note 2]" after the amount'),
    )


@pytest.mark.parametrize("text", ["Hub*", "£500", "[1]", "", "5,000m²", "12 m³"])
def test_what_is_no_amount_with_a_mark_stays(text: str) -> None:
    assert without_marks(Cell(text)) == Cell(text)


def test_millions_of_pounds_may_have_a_mark() -> None:
    assert without_marks(Cell("£5m²")).text == "£5m"


def test_what_is_struck_out_beside_another_text_is_left_out_and_a_whole_cell_stays() -> None:
    both = Cell("£7,000£500", notes=("struck out: “£7,000”",))
    assert without_struck(both) == Cell("£500", notes=("struck out and left out: “£7,000”",))
    whole = Cell("£7,000", notes=("struck out: “£7,000”",))
    assert without_struck(whole) == whole
    part = Cell("£50£500", notes=("struck out: “£5”",))
    assert without_struck(part) == part


def test_figures_that_are_printed_apart_are_one_amount() -> None:
    assert undivided(Cell("£ 9 , 2 5 0")) == Cell("£9,250", notes=("its figures stand apart, as “£ 9 , 2 5 0”",))


@pytest.mark.parametrize("text", ["£ 9,250", "1 2 3", "A B C D", "£9,250", "5 0 0 0 pa"])
def test_other_texts_with_spaces_stay(text: str) -> None:
    assert undivided(Cell(text)) == Cell(text)


def test_dots_that_lead_to_the_next_column_are_no_part_of_a_cell() -> None:
    note = ("dots that lead to the next column are left out",)
    assert [without_leader(Cell(text)) for text in ("Ouse Club .....", ". . . . £500", "……… …")] == [
        Cell(text, notes=note) for text in ("Ouse Club", "£500", "")
    ]
    assert [without_leader(Cell(text)) for text in ("etc...", "a.b.c.d.")] == [Cell("etc..."), Cell("a.b.c.d.")]
