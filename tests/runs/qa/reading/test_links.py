"""Names of awards and providers lead to their rows."""

from pathlib import Path

from bs4 import BeautifulSoup

from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.reading.links import frame_links_lead_where_they_say, links_between_pages, reports_are_linked


def test_each_name_of_an_award_leads_to_its_row(published: Path) -> None:
    folder = published / "outputs" / "2017-18"
    assert links_between_pages(folder) == []
    text = (folder / "annual-report.html").read_text(encoding="utf-8")
    assert text.count('<a data-to="provider" href="#provider-') == 34
    victims = (folder / "stream-report-vs.html").read_text(encoding="utf-8")
    assert victims.count('<a data-to="provider" href="annual-report.html#provider-') == 10
    assert text.count('<a data-to="award" href="stream-report-vs.html#award-vs-') == 10
    assert text.count('<a data-to="award" href="stream-report-cdr.html#award-cdr-') == 25
    soup = BeautifulSoup(text, "html.parser")
    for tag in [*soup.select(".narrow"), *soup.select(".sums")]:
        tag.decompose()
    for link in soup.select("a[data-to=award], tbody a[data-to=provider]"):
        link.unwrap()
    style = text.partition("@media screen{@supports")[2].partition("</style>")[0]
    assert len(text) - len(str(soup)) + len(style) < 60_000, "what narrowing the list and its links add"


def test_a_name_that_leads_to_no_row_or_to_another_one_is_a_fault(tmp_path: Path) -> None:
    row = '<tr id="award-a"><th>A</th></tr><tr id="award-b"><th>B</th></tr>'
    (tmp_path / "stream.html").write_text(row, encoding="utf-8")
    link = '<a data-to="award" href="{}">A</a>'
    for address, expected in {
        "stream.html#award-a": [],
        "stream.html#award-b": ["annual.html: “A” leads to the row “B”"],
        "stream.html#award-c": ["annual.html: “A” leads to stream.html#award-c, which is not there"],
        "gone.html#award-a": ["annual.html: “A” leads to gone.html#award-a, which is not there"],
    }.items():
        (tmp_path / "annual.html").write_text(link.format(address), encoding="utf-8")
        assert links_between_pages(tmp_path) == expected


def test_links_around_a_page_lead_where_their_words_say(tmp_path: Path) -> None:
    licence = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    body = (
        '<a href="#contents">Back to contents</a><a href="run.json">the full record</a>'
        f'<a href="{licence}" rel="license">Open Government Licence v3.0</a>'
    )
    for old, new, says in (
        ("", "", ""),
        ("#contents", "#main", "“Back to contents” leads to #main; expected #contents"),
        ("run.json", "data/awards.csv", "“the full record” leads to data/awards.csv"),
        (licence, "https://www.gov.uk/", "“Open Government Licence v3.0” leads to https://www.gov.uk/"),
    ):
        (tmp_path / "page.html").write_text(body.replace(old, new), encoding="utf-8")
        faults = frame_links_lead_where_they_say(Page(tmp_path / "page.html"))
        assert [says in fault for fault in faults] == ([True] if says else [])


def test_head_and_foot_link_to_all_reports_of_the_year(tmp_path: Path) -> None:
    links = [("a.html", "First"), ("b.html", "Second")]
    nav = '<nav class="reports"><a href="#reports">All</a><ul><li>{}</li><li>{}</li></ul></nav>'
    own, other = '<a href="#main" aria-current="page">First</a>', '<a href="b.html">Second</a>'
    for head, foot, expected in (
        (nav.format(own, other), nav.format(own, other), 0),
        (nav.format(own, other), "", 1),
        (nav.format(other, own), nav.format(own, other), 1),
        (nav.format(own.replace("First", "Second"), other), nav.format(own, other), 1),
        (nav.format('<a href="a.html">First</a>', other), nav.format(own, other), 1),
    ):
        (tmp_path / "a.html").write_text(f"{head}<main></main>{foot}", encoding="utf-8")
        assert len(reports_are_linked(tmp_path, links)) == expected
    assert reports_are_linked(tmp_path, links[:1]) == []


def test_a_link_of_the_frame_has_its_own_words(tmp_path: Path) -> None:
    for words, faults in (("Skip to the report", 0), ("Skip to the contents", 1)):
        (tmp_path / "a.html").write_text(f'<a href="#main">{words}</a>', encoding="utf-8")
        assert len(frame_links_lead_where_they_say(Page(tmp_path / "a.html"))) == faults
