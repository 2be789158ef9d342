"""A list of awards that can be narrowed without a script: the sum of each combination, and the rules that show it."""

import re
from itertools import product

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from support.reporting import awards_of_2017
from support.shown import NASTY, Shown, parsed

from grantsdata.errors import ParameterError
from grantsdata.report import page
from grantsdata.report.page.award_list import MOST, award_list_html

COLUMNS = ["service", "award_gbp", "award_status", "provider", "provider_type", "stream", "arrangement", "theme"]


def of_2017() -> BeautifulSoup:
    html, _ = award_list_html(page_frame(), "Every award")
    return parsed(html)


def page_frame() -> pd.DataFrame:
    """The awards of 2017-18 as the list shows them, with arrangement and theme in one column."""
    awards = awards_of_2017()[COLUMNS]
    group = awards["arrangement"].astype("object").fillna(awards["theme"].astype("object"))
    return awards.assign(group=group).drop(columns=["arrangement", "theme"])


def sums(soup: BeautifulSoup) -> dict[str, str]:
    """The sentence of each combination, by its classes; that of all awards is the only one in sight."""
    lines = soup.select(".sums p:not(.no-award)")
    assert [line["class"] for line in lines if not line.has_attr("hidden")] == [lines[0]["class"]]
    return {" ".join(line["class"]): line.get_text() for line in lines}


def labels(soup: BeautifulSoup) -> dict[str, str]:
    """The class of each button, with what it says."""
    return {str(label.input["class"][0]): label.get_text() for label in soup.select("label") if label.input}


def test_each_combination_has_its_count_and_sum() -> None:
    """Worked out by hand from the paper."""
    soup = of_2017()
    named, of = labels(soup), sums(soup)
    place = {text: name for name, text in named.items() if text != "All"}
    victims, crime = place["Victims' services"], place["Crime and disorder reduction"]
    assert of["a0 b0 c0"] == "35 awards: £2,283,508, of which £10,000 is implied"
    assert of[f"{victims} b0 c0"] == "10 awards: £961,260"
    assert of[f"{crime} b0 c0"] == "25 awards: £1,322,248, of which £10,000 is implied"
    assert of[f"a0 {place['Police']} c0"] == "5 awards: £587,195"
    assert of[f"{victims} {place['Police']} {place['Grant agreement']}"] == "3 awards: £532,195"
    assert of[f"a0 b0 {place['Offenders']}"] == "7 awards: £617,791"
    assert f"{victims} b0 {place['Offenders']}" not in of, "no award of that stream has a theme"


def test_each_row_has_the_labels_that_its_cells_show() -> None:
    soup = of_2017()
    named = labels(soup)
    rows = soup.select("tbody tr")
    assert len(rows) == 35
    for row in rows:
        shown = [named[name] for name in row["class"]]
        cells = {str(cell["data-label"]): cell.get_text() for cell in row.select("td")}
        kind = re.sub("judged.*", "", cells["Provider type"]).strip()
        assert shown == [cells["Stream"], kind[:1].upper() + kind[1:], cells["Arrangement or theme"]]


def test_the_rules_hold_no_text_of_the_data_and_apply_only_on_a_screen_that_knows_them() -> None:
    awards = page_frame().assign(stream=[f"{NASTY}{n % 2}" for n in range(35)])
    html, rules = award_list_html(awards, "Every award")
    assert re.fullmatch(r"@media screen\{@supports selector\(:has\(a\)\)\{[-#.,:(){}a-z0-9 ]+\}\}", rules)
    assert not parsed(html).find_all(["script", "b"])
    assert NASTY in parsed(html).get_text()


def test_what_cannot_be_chosen_between_has_no_buttons() -> None:
    html, _ = award_list_html(page_frame().query("stream == 'Victims\\' services'"), "Awards")
    assert [legend.get_text() for legend in parsed(html).select("legend")] == ["Provider type", "Arrangement or theme"]
    html, rules = award_list_html(page_frame().iloc[:1], "Awards")
    assert not parsed(html).select("input, .sums") and not rules


@pytest.mark.proof
def test_a_list_of_very_many_combinations_adds_no_more_than_it_may() -> None:
    many = pd.DataFrame(
        [(f"S{n}", n, f"Stream {n % 40}", f"Type {n % 39}", f"Theme {n % 7}") for n in range(2000)],
        columns=["service", "award_gbp", "stream", "provider_type", "group"],
    )
    html, rules = award_list_html(many, "Awards")
    plain, _ = award_list_html(many[["service", "award_gbp"]], "Awards")
    assert parsed(html).select("legend")[-1].get_text() == "Arrangement or theme"
    added = parsed(html).select(".narrow, .sums")
    assert 0 < sum(len(str(one)) for one in added) + len(rules) <= MOST
    assert not parsed(plain).select("input")


def test_the_list_is_a_table_of_the_page_and_brings_its_rules(shown: Shown) -> None:
    output = shown(lambda: page.award_list(awards_of_2017()[COLUMNS], "Every award", of={}))
    facts = output.metadata["grantsdata"]
    assert (facts["kind"], facts["caption"], facts["of"]) == ("table", "Every award", {})
    assert facts["style"].startswith("@media screen")
    heads = [head.get_text() for head in parsed(output.data["text/html"]).select("thead th")]
    assert heads == ["Service", "Amount", "Provider", "Provider type", "Stream", "Arrangement or theme"]


def test_an_empty_list_shows_nothing_but_says_that_it_was_asked_for(shown: Shown) -> None:
    output = shown(lambda: page.award_list(awards_of_2017()[COLUMNS].iloc[:0], "Every award"))
    assert output.data["text/html"] == "" and output.metadata["grantsdata"]["empty"]


def test_a_table_without_amounts_is_no_list_of_awards() -> None:
    with pytest.raises(ParameterError, match="award_gbp"):
        page.award_list(pd.DataFrame({"service": ["x"]}), "Every award")


Drawn = tuple[str, str, str | None, int | None, bool]

AWARDS = st.lists(
    st.tuples(
        st.sampled_from(["North", "South", "£1 & <b>"]),
        st.sampled_from(["police", "health", "local government"]),
        st.sampled_from(["Victims", "Offenders", "Single tender", None]),
        st.none() | st.integers(-(10**6), 10**12),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


def told(pence: list[int | None], implied: int) -> str:
    """What the line of these amounts has to say, written without the library."""
    pounds = sum(one or 0 for one in pence)

    def written(amount: int) -> str:
        whole, rest = divmod(abs(amount), 100)
        return f"{'−' if amount < 0 else ''}£{whole:,}{f'.{rest:02d}' if rest else ''}"

    text = f"{len(pence)} award{'' if len(pence) == 1 else 's'}: "
    if set(pence) == {None}:
        return f"{text}not stated"
    text += written(pounds)
    text += f", of which {written(implied)} is implied" if implied else ""
    return text + (f"; {pence.count(None)} without a stated amount" if None in pence else "")


@given(AWARDS)
def test_every_combination_of_any_awards_is_a_plain_sum(
    rows: list[Drawn],
) -> None:
    frame = pd.DataFrame(
        {
            "service": [f"Service {n}" for n in range(len(rows))],
            "award_gbp": pd.array([None if row[3] is None else row[3] / 100 for row in rows], "Float64"),
            "award_status": ["implied" if row[4] else "printed" for row in rows],
            "stream": [row[0] for row in rows],
            "provider_type": [row[1] for row in rows],
            "group": [row[2] or "no arrangement or theme" for row in rows],
        }
    )
    soup = parsed(award_list_html(frame, "Every award")[0])
    found = sums(soup) if soup.select(".sums") else {}
    ways = [(0, name) for name in ("stream", "provider_type", "group") if frame[name].nunique() > 1]
    options = [["", *dict.fromkeys(frame[name])] for _, name in ways]
    expected: dict[str, str] = {}
    for chosen in product(*map(enumerate, options)):
        meant = [
            row
            for row, labels in zip(rows, frame[[name for _, name in ways]].to_numpy(), strict=True)
            if all(label in ("", own) for (_, label), own in zip(chosen, labels, strict=True))
        ]
        if meant and ways:
            classes = " ".join(f"{letter}{n}" for letter, (n, _) in zip("abc", chosen, strict=False))
            implied = sum(row[3] or 0 for row in meant if row[4])
            expected[classes] = told([row[3] for row in meant], implied)
    assert found == expected
