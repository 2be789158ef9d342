"""The kind of a file is seen in its content."""

import pytest

from grantsdata.importers.documents.kinds import CSV, HTML, PDF, Refusal, kind_of


@pytest.mark.parametrize(
    ("content", "suffix", "kind"),
    [
        (b"%PDF-1.7\n", ".docx", PDF),
        (b"<!DOCTYPE html><html>", ".txt", HTML),
        (b"\n  <table><tr><td>1</table>", ".csv", HTML),
        (b"<div class=x>Award</div>", ".html", HTML),
        (b"<h2>Awards</h2>", ".htm", HTML),
        (b"<!-- saved --><p>Award</p>", ".html", HTML),
        (b"Service,Award\n", ".csv", CSV),
        (b"Service\tAward\n", ".TXT", CSV),
    ],
)
def test_the_content_says_what_a_file_is(content: bytes, suffix: str, kind: str) -> None:
    assert kind_of(content, suffix) == kind


@pytest.mark.parametrize(
    ("content", "suffix", "problem"),
    [
        (b"", ".csv", "the file is empty"),
        (b"<?xml version='1.0'?><rss><title>Awards</title></rss>", ".html", "this is XML, but not a web page"),
        (b"<paper><p>Award</p></paper>", ".xml", "this is XML, but not a web page"),
        (b"<p:sld xmlns:p='x'/>", ".xml", "this is XML, but not a web page"),
        (b"{\\rtf1 Award}", ".doc", "this is a text with formatting (RTF)"),
        (b"Service,Award\n", ".dat", "this is not a kind of file that can be read"),
    ],
)
def test_what_is_none_of_them_is_refused_for_what_it_is(content: bytes, suffix: str, problem: str) -> None:
    refused = kind_of(content, suffix)
    assert isinstance(refused, Refusal)
    assert refused.problem == problem
