"""Every word that a document shows is in one place of what was read, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantsdata.importers.documents.found import Cell, Document, FoundTable
from grantsdata.importers.documents.witness import Shown, unaccounted


def document_of(*rows: tuple[str, ...], texts: tuple[str, ...] = (), notes: tuple[str, ...] = ()) -> Document:
    cells = tuple(tuple(Cell(text, f"cell {n}") for n, text in enumerate(row, start=1)) for row in rows)
    return Document((FoundTable("table 1", "", cells),), texts, notes)


def shown(*texts: str) -> list[Shown]:
    return [Shown(text, f"line {number}") for number, text in enumerate(texts, start=1)]


def listed(document: Document, *texts: str) -> list[tuple[str, str, bool]]:
    return [(word.word, word.at, word.is_shown) for word in unaccounted(document, shown(*texts))]


def test_what_is_read_as_it_is_shown_is_accounted_for():
    document = document_of(("Hub", "£2,000"), ("Van", "£500.00"), texts=("Grants 2018/19",), notes=('foot: "Page 3"',))
    assert listed(document, "Grants 2018/19", "Hub £2,000", "Van £500", "Page 3") == []


def test_a_number_that_no_table_or_text_has_is_reported_with_its_place_and_neighbours():
    (lost,) = unaccounted(document_of(("Hub", "£2,000")), shown("Hub £2,000", "£3,000"))
    assert (lost.word, lost.at, lost.beside, lost.is_shown) == ("3,000", "line 2", "Hub £2,000 £3,000", True)


def test_a_number_is_missing_even_if_the_same_number_is_elsewhere():
    found = unaccounted(document_of(("Hub", "£2,000")), shown("Hub £2,000", "£2,000"))
    assert [(word.word, word.at) for word in found] == [("2,000", "line 1 or line 2 (1 of 2 times)")]


def test_a_number_in_a_table_that_is_not_shown_is_reported_with_its_cell():
    assert listed(document_of(("Hub", "£23,000")), "Hub", "£3,000") == [
        ("3,000", "line 2", True),
        ("23,000", "table 1, row 1, cell 2", False),
    ]


def test_a_number_in_a_text_that_is_not_shown_is_nothing_to_stop_for():
    assert listed(document_of(("Hub",), texts=("Page 4",)), "Hub") == []


def test_words_that_are_divided_in_another_way_are_the_same():
    assert listed(document_of(("organisation",)), "organi-", "sation") == []
    assert listed(document_of(("the fund",)), "thefund") == []


def test_a_number_that_is_divided_in_another_way_is_not_the_same():
    assert [word for word, _, _ in listed(document_of(("£446", "000")), "£446,000")] == ["446,000", "446", "000"]


def test_letters_of_every_kind_are_compared():
    document = document_of(("office", "Llŷn"))
    assert listed(document, "o\ufb03ce", "Ll\u0177n") == []
    assert [word for word, _, _ in listed(document, "office", "Llŷn", "Ely")] == ["Ely"]


@pytest.mark.parametrize(("word", "is_number"), [("£2,000", True), ("Hub", False)])
def test_what_holds_a_digit_is_a_number(word, is_number):
    (lost,) = unaccounted(document_of(("x",)), shown(f"x {word}"))
    assert lost.is_number is is_number


@given(st.lists(st.integers(0, 10**7).map(lambda n: f"£{n:,}"), min_size=2, max_size=12), st.data())
def test_one_number_that_is_left_out_is_always_found(amounts, data):
    without = data.draw(st.integers(0, len(amounts) - 1))
    rows = [(amount,) for number, amount in enumerate(amounts) if number != without]
    (lost,) = unaccounted(document_of(*rows), shown(*amounts))
    assert f"£{lost.word}" == amounts[without] and lost.is_shown
