"""Tables that a screen reader can follow, with their marks and the numbers that they bring along."""

import base64
import csv
import io

import pandas as pd
from bs4 import BeautifulSoup, Tag
from matplotlib.figure import Figure
from support.reporting import CRIME, VICTIMS, awards_of_2017, budgets_of_2017
from support.shown import NASTY, Shown, cells, one, parsed, row_called, small

from grantsdata import summaries
from grantsdata.awards.paper_tables import load_contributions
from grantsdata.report import page
from grantsdata.report.charts import Chart

# ---- Tables ----------------------------------------------------------------------------------------------


def test_a_table_has_a_caption_and_scoped_headers() -> None:
    soup = parsed(page.table_html(small(), "Who receives what"))
    assert one(soup, "caption").get_text() == "Who receives what"
    heads = soup.select("thead th")
    assert [head.get_text() for head in heads] == ["Provider", "Amount", "Share of the money"]
    assert {head["scope"] for head in heads} == {"col"}
    assert not soup.select("thead td")


def test_the_first_cell_heads_its_row() -> None:
    soup = parsed(page.table_html(small(), "Caption"))
    for row in soup.select("tbody tr"):
        first, *others = [cell for cell in row.children if isinstance(cell, Tag)]
        assert (first.name, first["scope"]) == ("th", "row")
        assert {other.name for other in others} == {"td"}


def test_amounts_and_shares_are_written_for_people() -> None:
    soup = parsed(page.table_html(small(), "Caption"))
    assert [cells(row) for row in soup.select("tbody tr")] == [
        ["One", "£1,234.50", "98.4%"],
        ["Two", "−£20", "1.6%"],
    ]


def test_numbers_stand_in_columns_of_their_own_alignment() -> None:
    soup = parsed(page.table_html(small().assign(hedge="more than", yes=True), "Caption"))
    classes = [cell.get("class") for cell in soup.select("thead th")]
    assert classes == [None, ["n"], ["n"], None, None]
    body = [cell.get("class") for cell in soup.select("tbody tr")[0].find_all(["th", "td"])]
    assert body == classes


def test_each_cell_names_its_column_for_the_card_that_a_row_becomes_in_a_narrow_window() -> None:
    soup = parsed(page.table_html(small(), "Caption"))
    assert [cell["data-label"] for cell in soup.select("tbody tr:first-child td")] == ["Amount", "Share of the money"]
    assert not soup.find_all(tabindex=True), "nothing scrolls, so nothing is a stop of Tab"


def test_yes_and_no_are_words() -> None:
    table = pd.DataFrame({"stream": ["A", "B"], "in_overall_budget": [True, False]})
    soup = parsed(page.table_html(table, "Caption"))
    assert [cells(row)[1] for row in soup.select("tbody tr")] == ["yes", "no"]


def test_rows_that_are_sums_are_marked_and_their_empty_cells_stay_empty() -> None:
    table = summaries.with_total(summaries.awards_by_basis(awards_of_2017()))
    soup = parsed(page.table_html(table, "Caption", totals=["Total"]))
    totals = soup.select("tr.total")
    assert [cells(row) for row in totals] == [["Total", "", "35", "£2,283,508 £10,000 implied", "100.0%"]]
    assert len(soup.select("tbody tr")) == 8


def test_every_column_that_readers_see_has_a_heading_of_words() -> None:
    awards, budgets = awards_of_2017(), budgets_of_2017()
    tables = [
        summaries.budget_bridge(awards, budgets),
        summaries.providers_ranked(awards),
        summaries.award_sizes(awards),
        summaries.awards_by_basis(awards),
        summaries.contributed_awards(awards, load_contributions("2017-18")),
        summaries.listing(awards, "theme"),
        budgets.drop(columns="level"),
    ]
    for table in tables:
        for head in parsed(page.table_html(table.drop(columns="level", errors="ignore"), "C")).select("thead th"):
            text = head.get_text()
            assert text[0].isupper() and "_" not in text, text


def test_a_group_is_a_heading_between_the_rows_with_its_sum() -> None:
    victims = awards_of_2017().query("stream == @VICTIMS")
    html = page.table_html(
        summaries.listing(victims, "arrangement"),
        "Every award",
        group="arrangement",
        subtotals=summaries.awards_by_arrangement(victims),
    )
    soup = parsed(html)
    heads = soup.select("tr.group th")
    assert [head.get_text() for head in heads] == [
        "Grant agreement: £574,195, 5 awards",
        "Commissioned contract: £233,000, 2 awards",
        "Single tender: £154,065, 3 awards",
    ]
    columns = len(soup.select("thead th"))
    assert {(head["scope"], head["colspan"]) for head in heads} == {("rowgroup", str(columns))}
    assert [len(body.find_all("tr")) - 1 for body in soup.find_all("tbody")] == [5, 2, 3]
    assert "Arrangement" not in [head.get_text() for head in soup.select("thead th")]


def test_a_group_that_rests_on_an_implied_amount_is_marked_and_has_its_aim() -> None:
    crime = awards_of_2017().query("stream == @CRIME")
    by_theme = summaries.awards_by_theme(crime)
    subtotals = by_theme.assign(aim=["Safeguarding", "", "Reassuring"])
    soup = parsed(page.table_html(summaries.listing(crime, "theme"), "C", group="theme", subtotals=subtotals))
    assert [head.get_text() for head in soup.select("tr.group th")] == [
        "Victims (Safeguarding): £353,857, 7 awards £10,000 implied",
        "Offenders: £617,791, 7 awards",
        "Communities (Reassuring): £350,600, 11 awards",
    ]
    assert [mark.get_text() for mark in soup.select("tr.group .implied")] == ["£10,000 implied"]


def test_a_group_of_one_award_is_one_award() -> None:
    awards = awards_of_2017().iloc[:1]
    soup = parsed(
        page.table_html(
            summaries.listing(awards, "arrangement"),
            "C",
            group="arrangement",
            subtotals=summaries.awards_by_arrangement(awards),
        )
    )
    assert one(soup, "tr", **{"class": "group"}).get_text() == "Grant agreement: £446,000, 1 award"


def test_no_row_is_lost_where_it_belongs_to_no_group() -> None:
    awards = awards_of_2017()
    soup = parsed(page.table_html(summaries.listing(awards, "theme"), "C", group="theme"))
    assert len(soup.select("tbody tr:not(.group)")) == 35


# ---- Marks -----------------------------------------------------------------------------------------------


def test_an_implied_award_is_marked_and_no_other_is() -> None:
    soup = parsed(page.table_html(summaries.listing(awards_of_2017(), "stream"), "C", group="stream"))
    marked = [row for row in soup.select("tbody tr") if row.select(".implied")]
    assert [cells(row)[0] for row in marked] == ["Appropriate Adults Out of Hours Custody Provision"]
    assert "£10,000 implied" in cells(marked[0])


def test_an_award_that_is_not_stated_says_so_and_is_never_nought() -> None:
    listed = summaries.listing(awards_of_2017(include_implied=False), "stream")
    soup = parsed(page.table_html(listed, "C", group="stream"))
    row = row_called(soup, "Appropriate Adults Out of Hours Custody Provision")
    assert "not stated" in cells(row)
    assert "£0" not in soup.get_text()
    assert not soup.select(".implied")


def test_a_sum_that_rests_on_an_implied_amount_is_marked() -> None:
    soup = parsed(page.table_html(summaries.providers_ranked(awards_of_2017()), "C"))
    assert "£207,000 £10,000 implied" in cells(row_called(soup, "Cambridgeshire County Council"))
    assert len(soup.select(".implied")) == 1


def test_what_is_not_itemised_is_marked_as_well() -> None:
    bridge = summaries.budget_bridge(awards_of_2017(), budgets_of_2017()).drop(columns="level")
    soup = parsed(page.table_html(bridge, "C"))
    assert cells(row_called(soup, CRIME)) == [
        CRIME,
        "£1.3m",
        "£1,300,000",
        "£1,322,248 £10,000 implied",
        "−£22,248 £10,000 implied",
    ]
    assert not row_called(soup, VICTIMS).select(".implied")


def test_a_judged_part_that_is_implied_is_marked() -> None:
    """Of the councils' £90,000 that we judged, £10,000 is the implied award."""
    soup = parsed(page.table_html(summaries.provider_types_by_basis(awards_of_2017()), "C"))
    row = cells(row_called(soup, "councils"))
    assert "£578,000 £10,000 implied" in row
    assert "£90,000 £10,000 implied" in row


def test_the_breakdown_is_marked_cell_by_cell() -> None:
    awards, budgets = awards_of_2017(), budgets_of_2017()
    breakdown, implied = summaries.budget_breakdown(awards, budgets), summaries.implied_breakdown(awards, budgets)
    soup = parsed(page.table_html(breakdown, "C", totals=["Awarded", "Budget"], implied=implied))
    mark = "£10,000 implied"
    assert cells(row_called(soup, "councils"))[:4] == [
        "councils", "£40,000", f"£538,000 {mark}", f"£578,000 {mark}",
    ]  # fmt: skip
    assert cells(row_called(soup, "Awarded"))[1:4] == ["£961,260", f"£1,322,248 {mark}", f"£2,283,508 {mark}"]
    assert cells(row_called(soup, "Not itemised"))[1:4] == ["£38,740", f"−£22,248 {mark}", f"£16,492 {mark}"]
    assert cells(row_called(soup, "Budget")) == ["Budget", "£1,000,000", "£1,300,000", "£2,300,000", ""]
    assert len(soup.select(".implied")) == 6


def test_a_judged_type_is_marked_with_its_confidence_and_no_other_is() -> None:
    soup = parsed(page.table_html(summaries.listing(awards_of_2017(), "stream"), "C", group="stream"))
    marks = {cells(row)[0]: row.select(".judged") for row in soup.select("tbody tr:not(.group)")}
    assert [mark.get_text() for mark in marks["ECINS - IT system"]] == ["judged, confidence low"]
    assert marks["Crimestoppers"] == []
    assert sum(len(found) for found in marks.values()) == 7


def test_what_is_empty_is_said_in_words_where_it_matters() -> None:
    soup = parsed(page.table_html(summaries.listing(awards_of_2017(), "stream"), "C", group="stream"))
    row = row_called(soup, "Emerging Initiatives")
    assert cells(row)[1:3] == ["£15,000", "none named"]
    text = soup.get_text()
    assert "nan" not in text and "<NA>" not in text and "None" not in text


# ---- Escaping --------------------------------------------------------------------------------------------


def test_no_text_of_a_table_becomes_markup() -> None:
    table = pd.DataFrame({"theme": [NASTY], "provider": [NASTY], "service": [NASTY], NASTY: [NASTY]})
    subtotals = pd.DataFrame(
        {"theme": [NASTY], "awards": [1], "award_gbp": [1.0], "implied_gbp": [0.0], "aim": [NASTY]}
    )
    html = page.table_html(table, NASTY, group="theme", subtotals=subtotals, note=NASTY)
    soup = parsed(html)
    (download,) = soup.select("p.download")
    assert download.extract().a["aria-label"] == f"Save as CSV: {NASTY}"
    assert not soup.find_all(["script", "b", "code", "strong", "em"]) and not soup.find_all("a", href=True)
    assert one(soup, "caption").get_text() == NASTY
    assert soup.select("thead th")[-1].get_text() == NASTY
    assert [cell.get_text() for cell in soup.select("tbody tr:not(.group)")[0].find_all(["th", "td"])] == [NASTY] * 3
    assert one(soup, "p").get_text() == NASTY
    assert one(soup, "tr", **{"class": "group"}).get_text() == f"{NASTY} ({NASTY}): £1, 1 award"


def test_a_confidence_or_an_empty_cell_never_becomes_markup() -> None:
    table = pd.DataFrame(
        {
            "service": ["x"],
            "provider_type": [NASTY],
            "provider_basis": ["judgement"],
            "provider_confidence": [NASTY],
            "award_gbp": pd.array([None], "Float64"),
        }
    )
    soup = parsed(page.table_html(table, "C"))
    assert not soup.find_all(["script", "b"])
    assert NASTY in soup.get_text()


# ---- Charts ----------------------------------------------------------------------------------------------


def test_the_ids_of_a_page_differ_by_what_they_name() -> None:
    chart = Figure().subplots()
    html = [
        page.table_html(small(), "One caption"),
        page.table_html(small(), "Another caption"),
        page.chart_html(Chart("One caption", "Alt", axes=chart)),
        page.chart_html(Chart("A title", "Alt", axes=chart)),
    ]
    ids = [str(tag["id"]) for tag in parsed("".join(html)).find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 4
    assert all(name[0].isalpha() and " " not in name for name in ids)


def test_the_same_caption_always_has_the_same_id() -> None:
    first, second = (page.table_html(small(), "One caption") for _ in range(2))
    assert first == second


# ---- What a notebook is given ----------------------------------------------------------------------------


def test_a_shown_table_is_also_plain_text_for_a_terminal(shown: Shown) -> None:
    output = shown(lambda: page.table(small(), "Who receives what"))
    assert output.data["text/html"] == page.table_html(small(), "Who receives what")
    assert output.data["text/plain"].startswith("Who receives what\n")
    assert "One" in output.data["text/plain"]


def test_an_empty_table_shows_nothing_but_leaves_word_that_it_was_asked_for(shown: Shown) -> None:
    output = shown(lambda: page.table(small().iloc[:0], "Who receives what"))
    assert output.data == {"text/html": "", "text/plain": ""}
    assert output.metadata["grantsdata"] == {"kind": "table", "caption": "Who receives what", "empty": True}


def test_what_is_shown_says_what_it_is_and_which_awards_it_is_about(shown: Shown) -> None:
    """Otherwise a table that is lost on its way to the page would not be missed, and none could be proved."""
    of = {"stream": "Victims' services"}
    table = shown(lambda: page.table(small(), "Who receives what", of=of)).metadata["grantsdata"]
    assert table == {"kind": "table", "caption": "Who receives what", "of": of}
    chart = shown(lambda: page.show(Chart("A title", "What it shows", axes=Figure().subplots()), "The paper"))
    assert chart.metadata["grantsdata"] == {"kind": "chart", "caption": "A title"}
    assert shown(lambda: page.say("So much.", of={})).metadata["grantsdata"] == {"kind": "sum", "of": {}}
    assert shown(lambda: page.say("So much.")).metadata["grantsdata"] == {}


def test_showing_a_table_leaves_it_as_it_was(shown: Shown) -> None:
    table = summaries.listing(awards_of_2017(), "theme")
    before = table.copy()
    shown(lambda: page.table(table, "C", group="theme", totals=["Crimestoppers"]))
    pd.testing.assert_frame_equal(table, before)


def test_a_word_that_is_longer_than_a_column_can_be_broken_and_stays_the_same_text() -> None:
    word = "Supercommissioning" * 3
    soup = parsed(page.table_html(pd.DataFrame({"provider": [f"{word} <b>", "Neighbourhood-watches"]}), "C"))
    first, second = soup.select("tbody th")
    assert first.get_text() == f"{word} <b>"
    assert len(first.find_all("wbr")) == 3 and not second.find_all("wbr")


# ---- A table's own numbers -------------------------------------------------------------------------------


def csv_rows(soup: BeautifulSoup) -> list[list[str]]:
    link = one(one(soup, "p", **{"class": "download"}), "a")
    kind, _, data = str(link["href"]).partition(",")
    assert kind == "data:text/csv;charset=utf-8;base64"
    content = base64.b64decode(data)
    assert content.startswith(b"\xef\xbb\xbf"), "a spreadsheet takes it for UTF-8 only with a mark"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_table_brings_its_numbers_with_it_as_a_file_with_a_name() -> None:
    soup = parsed(page.table_html(small(), "Who receives what?"))
    assert csv_rows(soup) == [
        ["provider", "award_gbp", "share"],
        ["One", "1234.50", "0.984000"],
        ["Two", "-20.00", "0.016000"],
    ]
    link = one(one(soup, "p", **{"class": "download"}), "a")
    assert link["download"] == "who-receives-what.csv"
    assert link["aria-label"] == "Save as CSV: Who receives what?"
    assert str(link["aria-label"]).startswith(link.get_text()), "a voice user says what stands there"


def test_the_file_tells_what_is_implied_though_the_page_has_no_column_for_it() -> None:
    listed = summaries.listing(awards_of_2017(), "stream")
    header, *rows = csv_rows(parsed(page.table_html(listed, "C", group="stream")))
    status = header.index("award_status")
    assert len(rows) == 35
    assert [row[status] for row in rows].count("implied") == 1


def test_the_file_of_a_breakdown_has_a_column_for_what_is_implied_in_another() -> None:
    awards, budgets = awards_of_2017(), budgets_of_2017()
    breakdown, implied = summaries.budget_breakdown(awards, budgets), summaries.implied_breakdown(awards, budgets)
    header, *rows = csv_rows(parsed(page.table_html(breakdown, "C", implied=implied)))
    assert header[-2:] == [f"{CRIME}, of it implied", "total_gbp, of it implied"]
    by_type = {row[0]: row for row in rows}
    assert by_type["local government"][-1] == "10000.00"
    assert by_type["police"][-1] == "0.00"


def test_no_text_of_a_file_runs_as_a_formula() -> None:
    table = pd.DataFrame({"provider": ['=HYPERLINK("x")', "plain"], "award_gbp": [1.0, 2.0]})
    assert csv_rows(parsed(page.table_html(table, "C")))[1][0] == '\'=HYPERLINK("x")'


def test_a_list_of_awards_leads_to_their_rows_and_the_list_of_a_stream_has_them() -> None:
    awards = awards_of_2017().iloc[:10]
    link = parsed(page.table_html(summaries.award_list(awards), "Awards", group="under")).select("a[data-to=award]")[2]
    assert (link["data-in"], link["data-at"], link.get_text()) == (
        VICTIMS, "award-vs-restorative-justice-hub", "Restorative Justice Hub",
    )  # fmt: skip
    rows = parsed(page.table_html(summaries.listing(awards, "arrangement"), "Awards", group="arrangement"))
    assert rows.select_one("tr#award-vs-restorative-justice-hub").th.get_text() == "Restorative Justice Hub"
    assert not rows.select("a[data-to=award]") and len(rows.select("tr[id]")) == 10


def test_a_table_of_an_analyst_has_neither() -> None:
    assert "award-" not in page.table_html(awards_of_2017()[["service", "provider", "award_gbp"]], "Awards")
