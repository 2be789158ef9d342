"""Which award of a file is which on file."""

from grantsdata.runs.edits.listed import ListedAward, Listing
from grantsdata.runs.edits.on_file import AwardOnFile
from grantsdata.runs.edits.pairs import paired, plain, provider_of, same_text
from grantsdata.sources.register import Provider, Register

REGISTER = Register({"The Trust": Provider("Trust Ltd", "private company")})


def listing(*awards: tuple[str, str, int], place: str = "table 1") -> Listing:
    rows = [
        ListedAward(f"row {row}", "", service, provider, "", pence, {})
        for row, (service, provider, pence) in enumerate(awards, start=2)
    ]
    return Listing(place, "", True, rows)


def on_file(*awards: tuple[str, str, int]) -> list[AwardOnFile]:
    return [
        AwardOnFile(f"id-{row}", service, provider, provider, pence, "printed", ("", "", ""), {}, "a.csv", row)
        for row, (service, provider, pence) in enumerate(awards, start=2)
    ]


def found(listings: list[Listing], awards: list[AwardOnFile]) -> tuple[list[tuple[str, int]], list[str], list[int]]:
    """The service in the file and the raw row of each pair; the services added; the raw rows deleted."""
    pairs = paired(listings, awards, REGISTER)
    return (
        [(award.service, known.row) for _, award, known in pairs.pairs],
        [award.service for _, award in pairs.added],
        [award.row for award in pairs.deleted],
    )


def test_equal_awards_are_paired_in_order_and_none_twice() -> None:
    awards = on_file(("Hub", "A", 1), ("Hub", "A", 1))
    assert found([listing(("Hub", "A", 1))], awards) == ([("Hub", 2)], [], [3])
    three = listing(("Hub", "A", 1), ("Hub", "A", 1), ("Hub", "A", 1))
    assert found([three], awards) == ([("Hub", 2), ("Hub", 3)], ["Hub"], [])


def test_an_award_keeps_its_partner_when_one_thing_changes() -> None:
    awards = on_file(("Hub", "A", 1), ("Van", "B", 2))
    for edited in (("Hub", "A", 9), ("Hub", "C", 1), ("Hub", "C", 9), ("Shed", "A", 1)):
        assert found([listing(edited, ("Van", "B", 2))], awards) == ([(edited[0], 2), ("Van", 3)], [], [])


def test_the_same_service_of_two_providers_stays_apart() -> None:
    awards = on_file(("Hub", "A", 1), ("Hub", "B", 1))
    assert found([listing(("Hub", "B", 7), ("Hub", "A", 1))], awards) == ([("Hub", 3), ("Hub", 2)], [], [])


def test_what_has_only_the_amount_in_common_is_another_award() -> None:
    assert found([listing(("Bus", "C", 1))], on_file(("Hub", "A", 1))) == ([], ["Bus"], [2])


def test_a_provider_is_the_same_by_any_of_its_names() -> None:
    assert provider_of("The Trust", REGISTER) == "Trust Ltd"
    assert provider_of("Another", REGISTER) == "Another"
    awards = on_file(("Hub", "Trust Ltd", 1), ("Hub", "B", 1))
    assert found([listing(("Hub", "The Trust", 5), ("Hub", "B", 1))], awards)[0] == [("Hub", 2), ("Hub", 3)]


def test_a_second_list_of_the_same_awards_is_paired_on_its_own() -> None:
    awards = on_file(("Hub", "A", 1), ("Van", "B", 2), ("Bus", "C", 3))
    first = listing(("Hub", "A", 1), ("Van", "B", 2), ("Bus", "C", 3))
    again = listing(("Hub", "A", 1), ("Van", "B", 8), place="table 2")
    pairs, added, deleted = found([first, again], awards)
    assert pairs == [("Hub", 2), ("Van", 3), ("Bus", 4), ("Hub", 2), ("Van", 3)]
    assert (added, deleted) == ([], [])


def test_spaces_and_the_form_of_quotation_marks_make_no_difference() -> None:
    assert same_text("the  county’s\u00a0“own”", 'the county\'s "own"')
    assert not same_text("the county's", "The county's")
    assert plain(" a\n b ") == "a b"
