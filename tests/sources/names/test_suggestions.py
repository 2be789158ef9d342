"""What a name suggests: right or nothing, on lists typed by a careful person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.provider_names import BOARD, HELD_OUT, NOBODY_CAN_SAY, POLICE, TUNED_ON, VOLUNTARY
from support.reporting import REPOSITORY

from grantsdata.model.schema import BASES, CONFIDENCES, PROVIDER_TYPES
from grantsdata.sources.names.suggestions import Suggestion
from grantsdata.sources.names.words import plain
from grantsdata.sources.register import read_register, suggest

COMMISSIONER, PARISH = "Police and Crime Commissioner for Kent", "Great Marling Parish Council"
COMPANY = "private company"
NUMBER = "GB-COH-01234567"

# ---- The lists -------------------------------------------------------------------------------------


def test_the_lists_are_as_long_as_they_say() -> None:
    assert len({name for name, _ in TUNED_ON}) == len(TUNED_ON) >= 120
    assert len({name for name, _ in HELD_OUT}) == len(HELD_OUT) == 60
    assert {name for name, _ in TUNED_ON} & {name for name, _ in HELD_OUT} == set()


@pytest.mark.parametrize(("name", "kind"), [*TUNED_ON, *HELD_OUT])
def test_a_name_gets_the_type_that_a_careful_person_gives_it(name: str, kind: str) -> None:
    """No wrong type, and no abstention but those that the lists name."""
    said = suggest(name, identifier=NUMBER if kind == COMPANY else "")
    assert said.provider_type == kind, said.rule
    assert said.rule.endswith(".")
    if kind == NOBODY_CAN_SAY:
        assert (said.basis, said.confidence) == ("", "")
    else:
        assert said.basis in BASES
        assert said.confidence in CONFIDENCES


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kent Police", Suggestion(POLICE, "The name says that it is a police force.", "paper", "high")),
        ("Victim Support", Suggestion(VOLUNTARY, "Known as a national charity, or one of its local charities.",
                                      "judgement", "high")),
        ("The Larkspur Association", Suggestion(VOLUNTARY, "Associations are charities or clubs as a rule.",
                                                "judgement", "medium")),
        ("Individual 12", Suggestion("individual", "A person, not a body. Awards of one name count as one provider's; "
                                     "number the people.", "paper", "high")),
        ("Victim Support Ltd", Suggestion("", "Two rules disagree: voluntary and community (Known as a national "
                                          "charity, or one of its local charities); private company (A limited "
                                          "company by its name; so are some charities).")),
        ("Larkspur", Suggestion("", "No word of the name says what kind of body it is.")),
        ("TBC", Suggestion("", "A remark or an amount: this names no body.")),
        ("£5,000", Suggestion("", "No letters: this names no body.")),
        ("£5k", Suggestion("", "A remark or an amount: this names no body.")),
        ("=Kent Police", Suggestion("", "The name begins like a spreadsheet formula.")),
        ("Kent\u200b Police", Suggestion("", "The name holds characters that cannot be seen.")),
        ("Kent Police " * 26, Suggestion("", "Too long for a name: a remark.")),
        ("Victim Support c/o Kent Police",
         Suggestion("", "The name mentions two parties: say who delivers and who is paid.")),
        ("Victim Support and Kent Police",
         Suggestion("", "The name covers two bodies, but a line of the register is for one.")),
        ("Lark Society (registered charity)", Suggestion(VOLUNTARY, "The name says that it is a charity.", "paper",
                                                          "high")),
    ],
)  # fmt: skip
def test_a_suggestion_tells_its_rule_and_an_abstention_its_reason(name: str, said: Suggestion) -> None:
    assert suggest(name) == said


@pytest.mark.parametrize("name", [name for name, kind in [*TUNED_ON, *HELD_OUT] if kind == COMPANY])
def test_a_company_is_suggested_only_if_its_number_says_so_too(name: str) -> None:
    said = Suggestion("", "A company by its name; without a company number it may still be a charity or a club.")
    assert suggest(name) == suggest(name, identifier="XX-ZZZ-1") == said


@pytest.mark.parametrize(
    ("name", "table_of", "kind"),
    [
        ("PCC", PARISH, VOLUNTARY),
        ("St Mary's PCC", "Diocese of Ely", VOLUNTARY),
        ("PCC", COMMISSIONER, POLICE),
        ("Office of the PCC", "Kent PCC", POLICE),
        ("St Mary's PCC", COMMISSIONER, ""),
        ("PCC", "Hope Foundation", ""),
        ("Fenby CSP", COMMISSIONER, BOARD),
        ("Fenby CSP", PARISH, ""),
    ],
)
def test_initials_mean_what_they_mean_in_the_table_of_that_body(name: str, table_of: str, kind: str) -> None:
    assert suggest(name, table_of=table_of).provider_type == kind


@pytest.mark.parametrize(
    ("name", "identifier", "said"),
    [
        ("Larkspur", "GB-CHC-1108687", (VOLUNTARY, "register", "high")),
        ("Larkspur Trust Ltd", "GB-CHC-1108687", (VOLUNTARY, "register", "high")),
        ("Larkspur", "GB-SC-SC003558", (VOLUNTARY, "register", "high")),
        ("Larkspur", "GB-NIC-100012", (VOLUNTARY, "register", "high")),
        ("Marling", "GB-LAE-CAM", ("local government", "register", "high")),
        ("Marling", "GB-LAS-ABE", ("local government", "register", "high")),
        ("Marling", "GB-PLA-W06000001", ("local government", "register", "high")),
        ("Marling", "GB-NHS-RT1", ("health", "register", "high")),
        ("Marling", "GB-GOR-OT1211", ("probation and central government", "register", "high")),
        ("Kent Police", "GB-CHC-1108687", ("", "", "")),
        ("Marling School", "GB-CHC-1108687", ("", "", "")),
        ("Marling Council", "GB-CHC-1108687", (VOLUNTARY, "register", "high")),
        ("Lens Ltd", "GB-NHS-RT1", ("", "", "")),
        ("Larkspur", "GB-UKPRN-10000001", ("", "", "")),
        ("Larkspur", "GB-EDU-100000", ("", "", "")),
        ("Larkspur Association", "GB-EDU-100000", ("", "", "")),
        ("Larkspur", "GB-COH-01234567", ("", "", "")),
        ("Lens Ltd", "GB-COH-01234567", (COMPANY, "paper", "low")),
        ("Larkspur CIC", "GB-COH-01234567", (VOLUNTARY, "paper", "medium")),
        ("Larkspur Trust", "GB-COH-01234567", (VOLUNTARY, "judgement", "medium")),
        ("Larkspur", "XX-ZZZ-1", ("", "", "")),
        ("Larkspur", "1108687", ("", "", "")),
    ],
)
def test_a_number_tells_where_the_name_does_not_and_is_set_against_it_where_it_does(
    name: str, identifier: str, said: tuple[str, str, str]
) -> None:
    found = suggest(name, identifier=identifier)
    assert (found.provider_type, found.basis, found.confidence) == said


# ---- For any text ----------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["Kent", "Police", "Council", "School", "Trust", "NHS", "Ltd", "CIC", "PCC", "and", "&", "/", "-", "of", "in",
     "Mind", "Club", "St", "Mary's", "Foundation", "£5,000", "c/o", "Hub", "Church", "Lane", "Safer", "Partnership"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join))


@given(TEXTS, st.sampled_from(["", COMMISSIONER, PARISH]), st.sampled_from(["", "GB-COH-1", "GB-CHC-1", "GB-NHS-X"]))
def test_any_text_gets_a_type_with_its_rule_or_a_reason_and_always_the_same(
    text: str, table_of: str, identifier: str
) -> None:
    said = suggest(text, table_of=table_of, identifier=identifier)
    assert said == suggest(text, table_of=table_of, identifier=identifier)
    assert said.rule
    assert said.provider_type in ("", *PROVIDER_TYPES[:-2])
    assert bool(said.provider_type) == (said.basis in BASES) == (said.confidence in CONFIDENCES)


@given(st.text(st.characters(exclude_categories=["L"]), max_size=40))
def test_a_text_without_letters_is_no_body(text: str) -> None:
    if not any(c.isalpha() for c in plain(text)):  # a sign such as ℡ is read as the letters that it is made of
        assert suggest(text, identifier="GB-CHC-1").provider_type == ""


REGISTER = read_register(REPOSITORY)


@given(st.sampled_from(sorted(REGISTER.entries())), st.sampled_from(["", COMMISSIONER, PARISH]))
def test_a_name_in_the_register_is_never_suggested_otherwise(name: str, table_of: str) -> None:
    known = REGISTER.lookup(name)
    for printed in (name, known.provider):
        said = suggest(printed, table_of=table_of, identifier="GB-CHC-1", register=REGISTER)
        assert said.provider_type == known.provider_type


def test_the_rules_agree_with_the_register_wherever_they_speak() -> None:
    """What a person decided of the names of 2017-18, with the paper at hand. Empty names the abstentions."""
    entries = {one.provider: one.provider_type for one in REGISTER.entries().values()}
    said = {name: suggest(name).provider_type for name in entries}
    assert {name: kind for name, kind in said.items() if kind and kind != entries[name]} == {}
    assert sorted(name for name, kind in said.items() if not kind) == [
        "Aspire",
        "Cambridge and Peterborough Rape Crisis Partnership",
        "Empowering Communities",
        "Peterborough Enforcement Service",
    ]
