"""The paper's list of sources: links of the web only, and the addresses printed too."""

import pytest
from bs4 import BeautifulSoup
from support.reading import spaced

from grantsdata.model.declared.about import SourceDocument
from grantsdata.report.page.sources import source_documents, source_documents_html


def test_only_addresses_of_the_web_become_links():
    nasty = SourceDocument(title="A <b>", addresses=["javascript:alert(1)", 'https://example.org/?a="1"&b=2'])
    plain = SourceDocument(title="Without an address", date_printed="1st May 2017")
    soup = BeautifulSoup(source_documents_html([nasty, plain]), "html.parser")
    assert [(link["href"], spaced(link)) for link in soup.find_all("a")] == [
        ('https://example.org/?a="1"&b=2', "A <b>, file b")
    ]
    first, second = [spaced(item) for item in soup.find_all("li")]
    assert first.startswith("“A <b>” javascript:alert(1)")
    assert second == "“Without an address”, 1st May 2017"
    assert not soup.find_all("b")


def test_a_terminal_gets_a_line_for_each_source(capsys: pytest.CaptureFixture[str]) -> None:
    source_documents([])
    assert capsys.readouterr().out == ""
    source_documents(
        [
            SourceDocument(title="Minutes", reference="Item 7", date_printed="May 2017", addresses=["https://a.org"]),
            SourceDocument(title="Plan"),
        ]
    )
    assert capsys.readouterr().out == "- “Minutes”, Item 7, May 2017, https://a.org\n- “Plan”\n"


def test_more_files_than_letters_have_double_letters():
    addresses = [f"https://example.org/{place}" for place in range(28)]
    html = source_documents_html([SourceDocument(title="A", addresses=addresses)])
    names = [link.get_text() for link in BeautifulSoup(html, "html.parser").find_all("a")]
    assert (names[0], names[25], names[26], names[27]) == ("A, file a", "A, file z", "A, file aa", "A, file bb")
