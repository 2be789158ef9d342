"""Every award once on the page, under its stream and its arrangement or theme."""

from support.reporting import THE_35_AWARDS, awards_of_2017
from support.shown import Shown, parsed

from grantsdata import summaries
from grantsdata.report import page


def shown_list(shown: Shown) -> list[list[str]]:
    listed = summaries.award_list(awards_of_2017())
    soup = parsed(shown(lambda: page.award_list(listed, "Every award", of={})).data["text/html"])
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])] for row in soup.select("tbody tr")
    ]


def test_each_award_has_one_row_with_its_amount_and_provider(shown: Shown) -> None:
    rows = [row for row in shown_list(shown) if len(row) > 1]
    assert [row[0] for row in rows] == [award.service for award in THE_35_AWARDS]
    amounts = [row[1].removesuffix(" implied") for row in rows]
    assert amounts == [f"£{award.pounds:,}" for award in THE_35_AWARDS]
    assert [row[0] for row in rows if "implied" in row[1]] == ["Appropriate Adults Out of Hours Custody Provision"]


def test_each_group_has_its_sum_and_its_number(shown: Shown) -> None:
    assert [row[0] for row in shown_list(shown) if len(row) == 1] == [
        "Victims' services, grant agreement: £574,195, 5 awards",
        "Victims' services, commissioned contract: £233,000, 2 awards",
        "Victims' services, single tender: £154,065, 3 awards",
        "Crime and disorder reduction, Victims: £353,857, 7 awards £10,000 implied",
        "Crime and disorder reduction, Offenders: £617,791, 7 awards",
        "Crime and disorder reduction, Communities: £350,600, 11 awards",
    ]


def test_without_awards_nothing_is_shown(shown: Shown) -> None:
    nothing = summaries.award_list(awards_of_2017().iloc[:0])
    assert shown(lambda: page.award_list(nothing, "Every award")).data["text/html"] == ""
