"""What each column means, with the reason; which of several columns of amounts is this year's, or why none is."""

from collections.abc import Sequence

import pytest

from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.importers.proposal.columns import guess_columns, why_no_award
from grantsdata.importers.proposal.raw_table import PrintedRows, printed_rows
from grantsdata.model.years import FinancialYear

YEAR = FinancialYear(2018)


def printed(*rows: Sequence[str]) -> PrintedRows:
    found = printed_rows(FoundTable("table 1", "", tuple(tuple(map(Cell, row)) for row in rows)))
    assert found is not None
    return found


def test_the_words_of_a_header_and_the_amounts_below_it_decide() -> None:
    found = guess_columns(printed(["Project", "Run by", "Fund", "Grant"], ["Kit", "Scouts", "Safer", "£500"]), YEAR, {})
    assert found.meanings == {"award": "Grant", "provider": "Run by", "service": "Project", "stream": "Fund"}
    assert found.why["Grant"] == "holds amounts"
    assert found.why["Fund"] == "the words of its header"
    assert (found.amounts, found.scale) == (["Grant"], None)


def test_an_earlier_meaning_is_kept_without_a_reason() -> None:
    rows = printed(["Project", "Run by", "A", "B"], ["Kit", "Scouts", "£5", "£6"])
    found = guess_columns(rows, YEAR, {"provider": "Project", "service": "Run by", "award": "B"})
    assert found.meanings == {"provider": "Project", "service": "Run by", "award": "B"}
    assert found.why == {"Project": "", "Run by": "", "B": ""}


@pytest.mark.parametrize("header", ["Decision", "Term", "Ward", "Funder", "Number of years"])
def test_a_column_that_does_not_say_what_an_award_is_for_is_no_service(header: str) -> None:
    found = guess_columns(
        printed(["Applicant", header, "Grant"], ["Ely", "One", "£5"], ["March", "Two", "£6"]), YEAR, {}
    )
    assert found.meanings == {"award": "Grant", "provider": "Applicant"}


@pytest.mark.parametrize(
    ("provider", "service", "award"),
    [
        ("Ymgeisydd", "Diben", "Swm y grant"),
        ("Grŵp", "Gweithgaredd", "Cyllid"),
        ("Elusen", "Disgrifiad", "Taliad (£)"),
        ("Enw'r sefydliad", "Enw'r prosiect", "Swm (£)"),
        ("Mudiad", "Teitl", "Dyraniad 2018/19"),
    ],
)
def test_the_words_of_a_welsh_header(provider: str, service: str, award: str) -> None:
    rows = printed([provider, service, award], ["Clwb Ely", "Neuadd", "£5"], ["Clwb March", "Fan", "£6"])
    assert guess_columns(rows, YEAR, {}).meanings == {"award": award, "provider": provider, "service": service}


def test_what_was_asked_for_in_welsh_is_not_the_award() -> None:
    rows = printed(
        ["Sefydliad", "Swm y Gofynnwyd Amdano", "Swm a Ddyfarnwyd"], ["Ely", "£9", "£5"], ["March", "£8", "£6"]
    )
    assert guess_columns(rows, YEAR, {}).meanings["award"] == "Swm a Ddyfarnwyd"


def test_the_only_name_beside_the_amounts_is_the_recipient() -> None:
    assert guess_columns(printed(["Name", "Grant"], ["Ely", "£5"], ["March", "£6"]), YEAR, {}).meanings == {
        "award": "Grant",
        "provider": "Name",
    }


def test_the_scale_is_that_of_the_header_or_of_the_heading_above() -> None:
    rows = ["Kit", "Scouts", "5"]
    assert guess_columns(printed(["Project", "Group", "Award (£000s)"], rows), YEAR, {}).scale == 1000
    assert guess_columns(printed(["Project", "Group", "Award"], rows), YEAR, {}, ("Awards (£m)",)).scale == 1_000_000


def test_the_scale_that_the_text_states_is_that_of_columns_without_a_pound_sign() -> None:
    header = ["Project", "Group", "Award"]
    assert guess_columns(printed(header, ["Kit", "Scouts", "446"]), YEAR, {}, said=1000).scale == 1000
    assert guess_columns(printed(header, ["Kit", "Scouts", "£446,000"]), YEAR, {}, said=1000).scale is None


def test_the_scale_of_a_number_format_is_that_of_the_column_if_all_its_numbers_have_it() -> None:
    def table(*scales: int) -> PrintedRows:
        rows = [(Cell("Kit"), Cell("Scouts"), Cell("446", scale=scale)) for scale in scales]
        found = printed_rows(FoundTable("table 1", "", ((Cell("Project"), Cell("Group"), Cell("Award")), *rows)))
        assert found is not None
        return found

    assert guess_columns(table(1000, 1000), YEAR, {}).scale == 1000
    assert guess_columns(table(1000, 1), YEAR, {}).scale is None


@pytest.mark.parametrize(
    ("headers", "award", "reason"),
    [
        (["2017-18", "2018-19"], "2018-19", "holds amounts, and its header names the year"),
        (["Award 2018-19", "2018-19"], "Award 2018-19", "holds amounts, and its header names the year, as others do"),
        (["2017", "2018"], "2018", "holds amounts, and its header may mean the year"),
        (["Grant", "Value"], "Grant", "holds amounts, as others do"),
        (["Year 1"], "Year 1", "holds amounts; its header counts the years and names none"),
    ],
)  # fmt: skip
def test_the_column_of_amounts_that_names_the_year_is_the_award(headers: list[str], award: str, reason: str) -> None:
    rows = printed(["Project", "Group", *headers], ["Kit", "Scouts", *["£5"] * len(headers)])
    found = guess_columns(rows, YEAR, {})
    assert (found.meanings["award"], found.why[award]) == (award, reason)
    assert why_no_award(rows, YEAR) == ""


def test_without_a_column_of_the_year_no_award_is_guessed_and_it_is_said_why() -> None:
    other = printed(["Project", "Group", "2016-17", "2017-18"], ["Kit", "Scouts", "£5", "£6"])
    assert "award" not in guess_columns(other, YEAR, {"award": "2017-18"}).meanings
    assert why_no_award(other, YEAR) == 'nothing says which column of amounts is of 2018-19: "2016-17", "2017-18"'
    added = printed(["Project", "Group", "2018 Total", "2019 Total", "Total (£)"], ["Kit", "Scouts", "£5", "£6", "£11"])
    assert "award" not in guess_columns(added, YEAR, {}).meanings
    assert why_no_award(added, YEAR).startswith("nothing says which column of amounts is of 2018-19")
    counted = printed(["Project", "Group", "Year 1", "Year 2"], ["Kit", "Scouts", "£5", "£6"])
    assert why_no_award(counted, YEAR) == 'nothing says which column of amounts is of 2018-19: "Year 1", "Year 2"'
    assert why_no_award(printed(["Project", "Group"], ["Kit", "Scouts"]), YEAR) == ""


def test_pence_beside_the_amounts_are_no_amounts() -> None:
    found = guess_columns(printed(["Project", "Group", "£", "p"], ["Kit", "Scouts", "500", "50"]), YEAR, {})
    assert (found.meanings["award"], found.meanings["pence"], found.amounts) == ("£", "p", ["£"])


def test_columns_without_telling_headers_are_told_apart_by_their_texts() -> None:
    rows = printed(["A", "B", "£"], ["x", "Boxing", "£7"], ["x", "Locks", "£8"])
    found = guess_columns(rows, YEAR, {})
    assert (found.meanings["service"], found.meanings["provider"]) == ("B", "A")
    assert found.why["B"] == "no header says it; this column has the most different texts of those left"


@pytest.mark.parametrize("first", ["1.250,50", "1,250.00 CR", "five hundred"])
def test_a_column_of_awards_that_cannot_be_read_is_named(first: str) -> None:
    rows = printed(["Project", "Group", "Award"], ["Kit", "Scouts", first], ["Van", "Guides", first])
    assert why_no_award(rows, YEAR).startswith(
        f'most cells of "Award" cannot be read as amounts, the first “{first}” in'
    )


def test_a_table_without_a_column_of_awards_has_no_reason_to_give() -> None:
    assert why_no_award(printed(["Name", "Office"], ["Ann", "Chair"]), YEAR) == ""


@pytest.mark.parametrize(
    ("rows", "meanings"),
    [
        (["Grant|Organisation|Amount", "100231|Red|4000", "100232|Blue|6000"], {"award": "Amount"}),
        (["Group|Total cost of project|Our part", "Red|£9,000|£4,000", "Blue|£8,000|£6,000"], {"award": "Our part"}),
        (["Parish|Grant per head|Grant total", "Ely|0.50|9000.00", "Soham|0.50|5430.00"], {"award": "Grant total"}),
        (["Payer|Beneficiary|Amount", "PCC|Red|£4", "PCC|Blue|£6"], {"provider": "Beneficiary"}),
        (["Partnership|2018/19|2017/18", "Red|£4|£3", "Blue|£6|£5"], {"provider": "Partnership", "award": "2018/19"}),
        (["Project|Group|Award|Ccy", "Hub|Red|4|GBP", "Van|Blue|6|EUR"], {"currency": "Ccy"}),
        (["Group|Type of support|Award", "Red|Advice|£4", "Blue|Talks|£6"], {"service": "Type of support"}),
        (["Project|Group||Award", "Hub|Red|£|4,000", "Van|Blue|£|6,000"], {"award": "Award"}),
        (["Project|Group|Award (£ x 1,000)", "Hub|Red|4", "Van|Blue|6"], {"award": "Award (£ x 1,000)"}),
    ],
)
def test_the_cells_of_all_columns_decide_what_one_of_them_means(rows: list[str], meanings: dict[str, str]) -> None:
    found = guess_columns(printed(*(row.split("|") for row in rows)), YEAR, {})
    assert {name: found.meanings.get(name) for name in meanings} == meanings


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("Award (€)", 'the amounts of "Award (€)" are in “€”, and only amounts in pounds are awards'),
        ("Award (pence)", 'the amounts of "Award (pence)" are in pence: write them in pounds in the file'),
    ],
)
def test_amounts_in_euros_or_pence_are_never_read_as_pounds(header: str, why: str) -> None:
    rows = printed(["Project", "Group", header], ["Hub", "Red", "446"], ["Van", "Blue", "600"])
    assert "award" not in guess_columns(rows, YEAR, {}).meanings
    assert why_no_award(rows, YEAR) == why


def test_running_numbers_are_no_awards_where_the_amounts_cannot_all_be_read() -> None:
    rows = printed(["", "Recipient", "Amount"], ["0", "Ely", "446000.0"], ["1", "Soham", "90.0"], ["2", "March", "5.0"])
    assert guess_columns(rows, YEAR, {}).meanings == {"award": "Amount", "provider": "Recipient"}
    only_numbers = printed(["No.", "Recipient"], ["1", "Ely"], ["2", "Soham"], ["3", "March"])
    assert "award" not in guess_columns(only_numbers, YEAR, {}).meanings


def test_awards_that_rise_from_row_to_row_are_no_running_numbers() -> None:
    rows = printed(["Recipient", "Award"], ["Ely", "1000"], ["Soham", "1005"], ["March", "1010"])
    assert guess_columns(rows, YEAR, {}).meanings == {"award": "Award", "provider": "Recipient"}


def test_a_column_that_is_seen_is_the_award_rather_than_a_hidden_one() -> None:
    hidden = ("hidden column",)
    rows = printed_rows(FoundTable("table 1", "", (
        (Cell("Group"), Cell("Award 2018-19", notes=hidden), Cell("Award 2018-19 (revised)")),
        (Cell("Ely"), Cell("£446,000", notes=hidden), Cell("£440,000")),
        (Cell("Soham"), Cell("£1,250", notes=hidden), Cell("£1,200")),
    )))  # fmt: skip
    assert rows is not None
    assert guess_columns(rows, YEAR, {}).meanings["award"] == "Award 2018-19 (revised)"


@pytest.mark.parametrize("title", ["2017-18", "Grants 2017/18", "Awards made in the year 2016-17"])
def test_a_table_titled_with_another_year_has_no_awards_of_this_year(title: str) -> None:
    rows = printed([title, ""], ["Group", "Award"], ["Ely", "£9"], ["Soham", "£8"])
    assert "award" not in guess_columns(rows, YEAR, {}).meanings
    said = why_no_award(rows, YEAR)
    assert said.startswith(
        f"by its title or its sheet, “{title}”, it is of another year than 2018-19: import it with that year, or"
    )


@pytest.mark.parametrize(
    "title",
    ["2018-19", "Grants", "Minute 17/18", "Agreed in March 2018", "2017-18 and 2018-19", "Last year's awards go on"],
)
def test_a_title_that_names_this_year_or_a_day_leaves_the_table_in(title: str) -> None:
    rows = printed([title, ""], ["Group", "Award"], ["Ely", "£9"], ["Soham", "£8"])
    assert guess_columns(rows, YEAR, {}).meanings["award"] == "Award"


def test_a_column_of_awards_that_no_one_can_read_is_refused_by_its_row() -> None:
    rows = printed(["Group", "Award"], ["Ely", "446.000,00"], ["Soham", "1.250,50"])
    assert why_no_award(rows, YEAR) == (
        'most cells of "Award" cannot be read as amounts, the first “446.000,00” in row 2: write them in the file in '
        'a form like "£446,000" or "£446,000.50"'
    )


def test_running_numbers_below_a_header_of_awards_are_no_amounts_and_not_called_unreadable() -> None:
    rows = printed(["Project", "Group", "Award"], ["Kit", "Scouts", "2018"], ["Lights", "Parish", "2019"])
    assert guess_columns(rows, YEAR, {}).amounts == []
    assert why_no_award(rows, YEAR) == ""


@pytest.mark.parametrize(
    ("texts", "scale"),
    [
        (["90.0", "1250.0"], 1),
        (["12.5", "TBC", "1250.75"], 1),
        (["-12.5", "446000"], 1),
        (["90.0", "12.5"], None),  # perhaps thousands
        (["£1.5", "£446,000"], None),  # perhaps it has lost its "m"
        (["1.5", "446,000"], None),
        (["12.5", "446.000"], None),  # perhaps a point between thousands
        (["500", "1250"], None),  # in no doubt
    ],
)
def test_plain_numbers_are_pounds_if_their_column_settles_it(texts: list[str], scale: int | None) -> None:
    rows = printed(["Project", "Group", "Award"], *(["Kit", "Scouts", text] for text in texts))
    assert guess_columns(rows, YEAR, {}).scale == scale


def test_a_column_that_totals_are_named_after_is_the_theme() -> None:
    awards = [["North", "Scouts", "Kit", "£5"], ["North", "Guides", "Van", "£2"], ["North Total", "", "", "£7"]]
    header = ["Ward", "Group", "Project", "Grant"]
    assert guess_columns(printed(header, *awards, ["Total", "", "", "£7"]), YEAR, {}).meanings["theme"] == "Ward"
    assert "theme" not in guess_columns(printed(header, *awards, ["South", "Sea", "Boat", "£1"]), YEAR, {}).meanings
    awards[1][0] = ""  # a blank cell would be an award without a ward
    assert "theme" not in guess_columns(printed(header, *awards), YEAR, {}).meanings


@pytest.mark.parametrize(
    ("header", "texts"),
    [
        ("Address", ["1 High Street", "2 Low Road"]),
        ("Postcode", ["PE1 1AA", "CB2 3QZ"]),
        ("Body Name", ["Ely Council", "March Council"]),
        ("Approved", ["TRUE", "FALSE"]),
        ("Project duration", ["Two years", "Nine months"]),
    ],
)
def test_what_no_award_is_for_is_no_service(header: str, texts: list[str]) -> None:
    rows = printed([header, "Group", "Grant"], [texts[0], "Scouts", "£5"], [texts[1], "Guides", "£2"])
    assert guess_columns(rows, YEAR, {}).meanings == {"award": "Grant", "provider": "Group"}


@pytest.mark.parametrize(
    "other", ["Monthly", "First instalment", "Cumulative", "Running balance", "In kind", "To date"]
)
def test_a_part_or_a_running_sum_is_not_the_award(other: str) -> None:
    rows = printed(["Group", other, "Payment"], ["Scouts", "£5", "£15"], ["Guides", "£7", "£21"])
    assert guess_columns(rows, YEAR, {}).meanings["award"] == "Payment"


def test_a_list_of_applications_of_which_most_were_refused_has_awards() -> None:
    decided = ["£500", "Refused", "Deferred to June", "No award made"]
    rows = printed(["Group", "Award"], *([f"Club {text}", text] for text in decided))
    assert guess_columns(rows, YEAR, {}).meanings["award"] == "Award"


def test_long_headers_are_told_apart_by_their_first_telling_words() -> None:
    header = ["Name of organisation applying for the grant", "Description of the project to be supported", "Award"]
    rows = printed(header, ["Scouts", "Kit", "£5"], ["Guides", "Kit", "£2"])
    assert guess_columns(rows, YEAR, {}).meanings == {"award": "Award", "provider": header[0], "service": header[1]}


def test_a_table_without_recipients_says_so() -> None:
    rows = printed(["Programme", "Award"], ["Kit", "£5"], ["Van", "£2"])
    assert why_no_award(rows, YEAR) == (
        "nothing says which column has the recipients: give the header of that column a word such as Recipient in the "
        "file"
    )


def test_amounts_among_words_are_told_with_the_first() -> None:
    rows = printed(["Group", "Project", "Decision"], ["Ely", "Kit", "Approved £500"], ["March", "Van", "Refused"])
    assert why_no_award(rows, YEAR) == (
        "amounts stand among words, the first “Approved £500” in row 2: give them a column of their own in the file"
    )


def test_days_that_a_file_holds_as_numbers_are_no_amounts() -> None:
    rows = printed(["Group", "Date paid", "Grant"], ["Scouts", "43232", "500"], ["Guides", "43264", "250"])
    assert guess_columns(rows, YEAR, {}).amounts == ["Grant"]


def test_a_form_that_describes_one_award_is_no_list_of_awards() -> None:
    form = printed(
        ["Name of group:", "Ely Scouts"], ["Purpose:", "Hall"], ["Amount requested:", "£9"], ["Amount awarded:", "£5"]
    )
    turned = printed(["", "Ely Scouts", "March Guides"], ["Purpose", "Hall", "Van"], ["Grant", "£5", "£7"])
    for rows in (form, turned):
        assert guess_columns(rows, YEAR, {}).meanings == {}
        assert why_no_award(rows, YEAR).startswith("its headers stand in its first column: turn it in the file")


def test_a_column_called_name_is_the_provider_and_the_purpose_what_the_award_is_for() -> None:
    rows = printed(["Name", "Purpose", "Amount"], ["Scouts", "Kit", "£5"], ["Guides", "Van", "£2"])
    assert guess_columns(rows, YEAR, {}).meanings == {"award": "Amount", "provider": "Name", "service": "Purpose"}


def test_what_a_panel_decided_is_the_award_before_what_was_recommended() -> None:
    header = ["Group", "Other funding", "Requested", "Officer recommendation", "Panel decision"]
    rows = printed(header, ["Scouts", "£5", "£9", "£7", "£8"], ["Guides", "£2", "£6", "£4", "£3"])
    assert guess_columns(rows, YEAR, {}).meanings["award"] == "Panel decision"


def test_the_name_of_a_sheet_counts_as_its_title() -> None:
    rows = printed(["Group", "Award"], ["Ely", "446"], ["Soham", "12"])
    assert guess_columns(rows, YEAR, {}, ("", "sheet Awards £000s, A1 to B3")).scale == 1000
    assert "award" in guess_columns(rows, YEAR, {}, ("", "sheet 2018-19, A1 to B3")).meanings
    other = ("", "sheet 2017-18, A1 to B3")
    assert "award" not in guess_columns(rows, YEAR, {}, other).meanings
    assert "“sheet 2017-18, A1 to B3”, it is of another year than 2018-19" in why_no_award(rows, YEAR, other)


def test_a_table_on_its_side_may_have_a_total() -> None:
    rows = printed(["Group", "Ely", "Soham", "Total"], ["Project", "Hub", "Van", ""], ["Award", "£4", "£3", "£7"])
    assert guess_columns(rows, YEAR, {}).meanings == {}
    assert why_no_award(rows, YEAR).startswith("its headers stand in its first column")
