"""Names in the form in which they are compared, and places and short forms that stand in this form already."""

import pytest

from grantsdata.sources.names.words import AMBIGUOUS_FORMS, PLACES, SHORT_FORMS, plain


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("  Kent   POLICE ", "kent police"),
        ("St. Mary’s School", "st marys school"),
        ("Herts & Beds", "herts and beds"),
        ("Café Larkspur C.I.C.", "cafe larkspur cic"),
        ("Hub/Van; Bus+Car|Kit", "hub / van / bus / car / kit"),
        ("Countryside Watch, Kent", "countryside watch , kent"),
        ("Embrace – Child", "embrace - child"),
        ("Embrace - Child", "embrace - child"),
        ("Embrace: Child", "embrace - child"),
        ("Co-op (registered)", "co op registered"),
        ("Kent\u200b Police", "kent police"),
        ("£5,000", "£5 , 000"),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_name_is_compared_without_what_spellings_differ_in(name: str, words: str) -> None:
    assert plain(name) == words
    assert plain(words) == words


def test_each_place_stands_once_and_as_names_are_compared() -> None:
    assert [place for place in PLACES if plain(place) != place] == []
    assert len(set(PLACES)) == len(PLACES)
    assert {"kent", "city of york", "east riding"} <= set(PLACES)


def test_short_forms_and_their_meanings_stand_as_names_are_compared() -> None:
    texts = [*SHORT_FORMS, *SHORT_FORMS.values(), *AMBIGUOUS_FORMS, *sum(AMBIGUOUS_FORMS.values(), ())]
    assert [text for text in texts if plain(text) != text] == []
    assert AMBIGUOUS_FORMS.keys() & SHORT_FORMS.keys() == set()
