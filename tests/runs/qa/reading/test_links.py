"""Names of awards and providers lead to their rows."""

from pathlib import Path

from bs4 import BeautifulSoup

from grantsdata.runs.qa.reading.links import links_between_pages


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
