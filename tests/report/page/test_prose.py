"""Head and foot, prose, key figures, lists and the legend, every text escaped."""

import pytest
from IPython.utils.capture import capture_output
from support.reporting import APPROPRIATE_ADULTS, FORCE, awards_of_2017, paper_of_2017
from support.shown import NASTY, Shown, one, parsed

from grantsdata import summaries
from grantsdata.errors import ParameterError
from grantsdata.report import page

# ---- Marks -----------------------------------------------------------------------------------------------


def test_the_legend_explains_each_mark_that_the_tables_use(shown: "Shown") -> None:
    soup = parsed(shown(lambda: page.legend(awards_of_2017())).data["text/html"])
    assert [one(item, "span")["class"] for item in soup.find_all("li")] == [["implied"], ["judged"]]
    for item in soup.find_all("li"):
        assert len(item.get_text()) > 30


# ---- What a notebook is given ----------------------------------------------------------------------------


def test_the_header_has_the_one_title_with_its_year_and_hands_it_to_the_template(shown: Shown) -> None:
    output = shown(lambda: page.header(paper_of_2017(), "Grants awarded in {year}"))
    soup = parsed(output.data["text/html"])
    assert one(soup, "h1").get_text() == "Grants awarded in 2017-18"
    assert "Police and Crime Commissioner for Cambridgeshire" in soup.get_text()
    assert "11 May 2017" in soup.get_text()
    title = output.metadata["grantsdata"]["title"]
    assert title == "Grants awarded in 2017-18 – Police and Crime Commissioner for Cambridgeshire"


def test_the_header_is_escaped(shown: Shown) -> None:
    paper = paper_of_2017()
    nasty = paper.model_copy(update={"paper": paper.paper.model_copy(update={"body": NASTY, "source": NASTY})})
    soup = parsed(shown(lambda: page.header(nasty, NASTY)).data["text/html"])
    assert not soup.find_all(["script", "b", "a"])
    assert NASTY in one(soup, "h1").get_text()


def test_prose_is_a_paragraph_each_and_never_markup(shown: Shown) -> None:
    output = shown(lambda: page.say("First.", NASTY, ""))
    soup = parsed(output.data["text/html"])
    assert [text.get_text() for text in soup.find_all("p")] == ["First.", NASTY]
    assert not soup.find_all(["script", "b", "a", "strong"])
    assert output.data["text/plain"] == f"First.\n\n{NASTY}"


def test_the_standfirst_has_the_headline_the_verdict_and_the_points(shown: Shown) -> None:
    output = shown(lambda: page.standfirst("Ten.", "It adds up.", ["One.", NASTY], of={}, of_the_year=True))
    soup = parsed(output.data["text/html"])
    assert [text.get_text() for text in soup.find_all("p")] == ["Ten.", "It adds up."]
    assert [point.get_text() for point in soup.select("ul.points li")] == ["One.", NASTY]
    assert output.data["text/plain"] == f"Ten.\n\nIt adds up.\n\n- One.\n- {NASTY}"
    assert output.metadata["grantsdata"] == {
        "kind": "standfirst", "headline": "Ten.", "verdict": "It adds up.", "points": ["One.", NASTY], "of": {},
        "headline_parts": [["Ten.", ""]], "verdict_parts": [["It adds up.", ""]],
        "points_parts": [[["One.", ""]], [[NASTY, ""]]],
    }  # fmt: skip
    plain = shown(lambda: page.standfirst("Ten.", "It adds up."))
    assert "<ul" not in plain.data["text/html"] and plain.data["text/plain"] == "Ten.\n\nIt adds up."


def test_the_key_figures_are_a_list_with_their_shares(shown: Shown) -> None:
    output = shown(lambda: page.key_figures(summaries.key_figures(awards_of_2017(), FORCE)))
    soup = parsed(output.data["text/html"])
    figures = {
        one(group, "dt").get_text(): " ".join(one(group, "dd").get_text(" ").split()) for group in soup.select("dl div")
    }
    assert figures["All awards"] == "£2,283,508 £10,000 implied 35 awards"
    assert figures[f"To {FORCE}"] == "£587,195 5 awards, 25.7% of all the money"
    assert figures["By single tender"] == "£154,065 3 awards, 6.7% of all the money"
    assert figures["With other contributors"] == "£1,057,791 £10,000 implied 12 awards, 46.3% of all the money"


def test_the_implied_amount_is_not_told_twice_in_one_line(shown: Shown) -> None:
    """ "£10,000 £10,000 implied" reads like a slip."""
    output = shown(lambda: page.key_figures(summaries.key_figures(awards_of_2017(), FORCE)))
    assert "£10,000 £10,000" not in parsed(output.data["text/html"]).get_text()


def test_the_key_figures_are_escaped(shown: Shown) -> None:
    awards = awards_of_2017().assign(provider=NASTY)
    output = shown(lambda: page.key_figures(summaries.key_figures(awards, NASTY)))
    soup = parsed(output.data["text/html"])
    assert not soup.find_all(["script", "b", "a"])
    assert f"To {NASTY}" in [name.get_text() for name in soup.find_all("dt")]


def test_the_legend_is_silent_on_marks_that_no_award_bears(shown: Shown) -> None:
    plain, awards = awards_of_2017().iloc[:1], awards_of_2017(include_implied=False)
    silent = awards[awards["service"] == APPROPRIATE_ADULTS]  # whose type is our judgement
    for judged, marks in ((True, [["none"], ["judged"]]), (False, [["none"]])):
        soup = parsed(shown(lambda judged=judged: page.legend(plain, silent, judged=judged)).data["text/html"])
        assert [one(item, "span")["class"] for item in soup.find_all("li")] == marks
    with capture_output() as captured:
        page.legend(plain)
    assert captured.outputs == []


# ---- Head, foot, lists -----------------------------------------------------------------------------------


def test_names_in_braces_are_put_into_the_title_and_only_those(shown: Shown) -> None:
    output = shown(lambda: page.header(paper_of_2017(), "{stream}: {year}", stream="A {year} of <b>"))
    assert one(parsed(output.data["text/html"]), "h1").get_text() == "A {year} of <b>: 2017-18"
    with pytest.raises(ParameterError, match=r"holds \{who\}; expected only \{year\}, \{stream\}"):
        page.header(paper_of_2017(), "{who} {year}", stream="A")


def test_the_head_leaves_facts_for_the_index(shown: Shown) -> None:
    facts = shown(lambda: page.header(paper_of_2017(), "Grants {year}", "All of it.")).metadata["grantsdata"]
    assert facts["heading"] == "Grants 2017-18"
    assert (facts["about"], facts["year"], facts["date"]) == ("All of it.", "2017-18", "2017-05-11")
    assert facts["part"] == "head"


def test_only_the_page_of_the_year_speaks_for_it_in_the_index(shown: Shown) -> None:
    figures = summaries.key_figures(awards_of_2017(), FORCE)
    assert shown(lambda: page.standfirst("So much.", "It adds up.")).metadata["grantsdata"] == {"kind": "standfirst"}
    assert "figures" not in shown(lambda: page.key_figures(figures)).metadata["grantsdata"]
    told = shown(lambda: page.standfirst("So much.", "It adds up.", of_the_year=True)).metadata["grantsdata"]
    assert (told["headline"], told["verdict"], told["points"]) == ("So much.", "It adds up.", [])
    (first, *_) = shown(lambda: page.key_figures(figures, of_the_year=True)).metadata["grantsdata"]["figures"]
    assert first == ["All awards", "£2,283,508", "35 awards; £10,000 implied"]


def test_the_foot_names_source_licence_and_contact(shown: Shown) -> None:
    output = shown(lambda: page.footer(paper_of_2017()))
    text = parsed(output.data["text/html"]).get_text(" ")
    for words in ("11 May 2017", "Open Government Licence v3.0", "Head of Strategic Partnerships and Commissioning"):
        assert words in text
    assert output.metadata["grantsdata"]["part"] == "foot"


def test_a_list_of_details_leaves_out_what_is_empty(shown: Shown) -> None:
    output = shown(lambda: page.details({"To": "The Board", "Contact": "", NASTY: NASTY}))
    soup = parsed(output.data["text/html"])
    assert [name.get_text() for name in soup.find_all("dt")] == ["To", NASTY]
    assert [text.get_text() for text in soup.find_all("dd")] == ["The Board", NASTY]


def test_bullets_are_plain_texts(shown: Shown) -> None:
    soup = parsed(shown(lambda: page.bullets("One", "", NASTY)).data["text/html"])
    assert [point.get_text() for point in soup.find_all("li")] == ["One", NASTY]


def test_nothing_to_show_shows_nothing(shown: Shown) -> None:
    with capture_output() as captured:
        page.details({"Contact": ""})
        page.bullets("")
    assert captured.outputs == []
    none = summaries.key_figures(awards_of_2017().iloc[:0], FORCE, awards_of_2017())
    output = shown(lambda: page.key_figures(none))
    assert output.data["text/html"] == "" and output.metadata["grantsdata"]["empty"]
