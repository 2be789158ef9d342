"""The same body in another spelling is offered with its likeness, and another body never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.reporting import REPOSITORY

from grantsdata.sources.names.spellings import likely_same
from grantsdata.sources.register import read_register

WORDS = st.sampled_from(
    ["Kent", "Council", "Trust", "Ltd", "CIC", "&", "/", "-", "of", "St", "Mary's", "£5,000", "c/o"]
)
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join))


SPELLINGS = read_register(REPOSITORY).spellings()


@pytest.mark.parametrize(
    ("printed", "body", "per_cent"),
    [
        ("Cambs County Council", "Cambridgeshire County Council", 100),
        ("Cambridgeshire CC", "Cambridgeshire County Council", 100),
        ("Cambridge CC", "Cambridge City Council", 100),
        ("P’boro City Council", "Peterborough City Council", 100),
        ("Fenland DC", "Fenland District Council", 100),
        ("District Council of Fenland", "Fenland District Council", 100),
        ("East Cambs DC", "East Cambridgeshire District Council", 100),
        ("The Cambridgeshire Constabulary", "Cambridgeshire Constabulary", 100),
        ("Cambridgeshire\u200bConstabulary", "Cambridgeshire Constabulary", 99),
        ("CAMBRIGESHIRE CONSTABULARY", "Cambridgeshire Constabulary", 98),
        ("Crime Stoppers", "Crimestoppers", 99),
        ("Shrievalty Trust Ltd", "Shrievalty Trust", 100),
        ("National Probation Svc", "National Probation Service", 100),
        ("Family Acton", "Family Action", 96),
        ("Embrace - Child Victims of Crime", "Embrace – Child Victims of Crime", 100),
        ("Countryside Watch, Cambridgeshire", "Cambridgeshire Countryside Watch", 100),
        ("Cambs & Peterborough NHS Foundation Trust", "Cambridgeshire and Peterborough NHS Foundation Trust", 100),
    ],
)
def test_another_spelling_is_offered_with_its_likeness(printed: str, body: str, per_cent: int) -> None:
    (same,) = likely_same(printed, SPELLINGS)
    assert (same.provider, round(same.similarity * 100)) == (body, per_cent)


SAME = [
    ("St. Neots Town Council", "Saint Neots Town Council"),
    ("Women’s Aid Fenby", "Fenby Womens Aid"),
    ("Herts & Beds Youth Assoc", "Hertfordshire and Bedfordshire Youth Association"),
    ("Catch 22", "Catch22"),
    ("Lens Co. Ltd", "Lens Limited"),
    ("Mind in Croydon", "Croydon Mind"),
    ("Safegaurding Adults Board Kent", "Kent Safeguarding Adults Board"),
    ("Notts Hist. Soc", "Nottinghamshire Hist Society"),
    ("Victims Support", "Victim Support"),
    ("C&A", "C+A"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_are_offered_whichever_is_on_file(one: str, other: str) -> None:
    assert [same.provider for same in likely_same(one, [(other, other)])] == [other]
    assert [same.provider for same in likely_same(other, [(one, one)])] == [one]


OTHERS = [
    ("Cambridge City Council", "Cambridgeshire County Council"),
    ("Peterborough Safeguarding Adults Board", "Cambridgeshire Safeguarding Adults Board"),
    ("East Cambs District Council", "South Cambs District Council"),
    ("Age UK Suffolk", "Age UK Norfolk"),
    ("Mind in Croydon", "Mind in Camden"),
    ("St Peter's School", "St Paul's School"),
    ("St Mary's School", "St Martin's School"),
    ("Northampton Council", "Southampton Council"),
    ("Leicester City Council", "Leicestershire County Council"),
    ("Age UK Bedford", "Age UK Bedfordshire"),
    ("1st Marling Scouts", "2nd Marling Scouts"),
    ("Ward 1 Group", "Ward 2 Group"),
    ("Ward 1 Group", "Ward One Group"),
    ("Barton Trust", "Burton Trust"),
    ("Lens Ltd", "Lens CIC"),
    ("Lens Ltd", "Lens Trading Ltd"),
    ("Hampstead Heath Trust", "Hampstead Health Trust"),
    ("Kent Police", "Kent Police Cadets"),
    ("The", "Of"),
    ("The Ltd", "Lens Ltd"),
    ("Arrow Help Line", "Barge Help Lion"),
    ("Ant Bee Cat Dog", "Ark Bar Cow Dig"),
]


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_place_number_or_word_is_another_body(one: str, other: str) -> None:
    assert likely_same(one, [(other, other)]) == ()
    assert likely_same(other, [(one, one)]) == ()


def test_the_likest_body_comes_first_and_each_once() -> None:
    near, far = "Shrievalty Trust", "Shrievalti Trust"
    same = likely_same("Shrievallty Trust", [(far, "B"), (near, "D"), (far, "A"), (near, "A"), (near, "C")])
    assert [(one.provider, one.spelling) for one in same] == [("A", near), ("C", near), ("D", near), ("B", far)]


@given(TEXTS)
def test_any_text_can_be_compared_and_is_its_own_spelling(text: str) -> None:
    assert likely_same(text, SPELLINGS) == likely_same(text, SPELLINGS)
    assert [one.similarity for one in likely_same(text, [(text, text)])] == [1.0]
