"""A page as it is served: its faults as text, one script that its policy names, and nothing else that runs."""

import base64
import hashlib
import re

from grantsdata.model.years import FinancialYear
from grantsdata.runs.preview.page import list_of_pages, not_made_yet, with_preview

PAGE = (
    b'<html><head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:">'
    b'</head><body class="x"><p>\xc2\xa31 &lt;/body&gt;</p></body></html>'
)


def scripts(page: bytes) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", page.decode(), re.DOTALL)


def test_the_policy_allows_the_one_script_by_its_hash() -> None:
    served = with_preview(PAGE, "annual-report.html", "7-2", ())
    (script,) = scripts(served)
    assert "/-/changes?page=annual-report.html&version=7-2" in script
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; script-src 'sha256-{digest}'; connect-src 'self'; img-src data:"
    assert f'content="{policy}"' in served.decode()
    assert "preview-faults" not in served.decode()


def test_without_what_is_added_it_is_the_page_as_made() -> None:
    served = with_preview(PAGE, "a.html", "1-0", ["x"]).decode()
    for added in (r"<script>.*?</script>", r'<div role="alert".*?</div>', r" script-src \S+ connect-src 'self';"):
        served = re.sub(added, "", served, flags=re.DOTALL)
    assert served.encode() == PAGE


def test_faults_are_text_below_the_opening_of_the_body() -> None:
    served = with_preview(PAGE, "a.html", "1-0", ['gr.csv row 2: "<script>alert(1)</script>"', "two"]).decode()
    assert '<body class="x"><div role="alert"' in served
    assert "<li>gr.csv row 2: &quot;&lt;script&gt;alert(1)&lt;/script&gt;&quot;</li><li>two</li>" in served
    assert len(scripts(served.encode())) == 1


def test_an_address_that_carries_code_becomes_no_code() -> None:
    served = with_preview(not_made_yet("</script><script>alert(1)//.html"), "</script><script>alert(1)//", "0-0", ())
    (script,) = scripts(served)
    assert "alert(1)" not in script and "%3Cscript%3E" in script


def test_the_list_has_a_link_to_each_page() -> None:
    year = FinancialYear.parse("2018-19")
    text = list_of_pages(year, ["annual-report.html", "a&b.html"]).decode()
    assert '<a href="/2018-19/annual-report.html">annual-report</a>' in text
    assert '<a href="/2018-19/a&amp;b.html">a&amp;b</a>' in text
    assert "being made" in list_of_pages(year, []).decode()
