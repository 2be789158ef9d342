"""A page holds only what is known to do nothing by itself; all else keeps the year from being published."""

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.browsing import READER
from support.browsing import YEAR as PUBLISHED_YEAR
from support.drafts import Draft, Wrong, faults_found, faults_of_defect, on_the_page, one_of_each, told_by_the_notebook
from support.unattended import YEAR, Run, hashes, write_notebook
from system.test_browser_controls import DEFECTS

from grantsdata.runs.notebooks.execute import TEMPLATES
from grantsdata.runs.qa import document
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page

POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
)


def picture(drawn: str) -> str:
    """A picture on a page, of what is drawn in it."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{drawn}</svg>'
    return f'<img alt="" src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}">'


PICTURES = {
    "a script": "<script>1</script>",
    "a file of another place": '<use xlink:href="https://outside.invalid/x.svg#a"/>',
    "a file of another place, without a prefix": '<use href=" https://outside.invalid/x.svg#a"/>',
    "a page": "<foreignObject><p>x</p></foreignObject>",
    "a link": '<a xlink:href="https://outside.invalid/"><text>x</text></a>',
    "a photograph": '<image xlink:href="https://outside.invalid/x.png"/>',
    "a change of an attribute": '<set attributeName="href" to="javascript:alert(1)"/>',
    "a handler": '<g onload="alert(1)"/>',
    "a handler between lines": '<text\nonclick\n=\n"alert(1)">x</text>',
    "a style that loads": "<style>*{fill: url(https://outside.invalid/x.svg#a)}</style>",
    "a style of a style": "<style>@import 'x.css';</style>",
    "a style that hides what it loads": r'<g style="fill: \75rl(x.svg#a)"/>',
    "a pattern of another place": '<path d="M 0 0" fill="url( \'//outside.invalid/x.svg#a\')"/>',
    "an element of another vocabulary": '<script xmlns="http://www.w3.org/1999/xhtml">1</script>',
    "a script in its description": "<metadata><script>1</script></metadata>",
    "an element of no vocabulary": '<script xmlns="">1</script>',
    "no end": "<g>",
}
ADDED = {
    "a refresh": '<meta http-equiv="refresh" content="0;url=https://outside.invalid/">',
    "a refresh that passes for the policy": POLICY.replace("<meta ", '<meta http-equiv="refresh" '),
    "a second policy": POLICY.replace("'none'", "*"),
    "the same policy twice": POLICY,
    "a base": '<base href="https://outside.invalid/">',
    "a preload": '<link rel="preload" href="https://outside.invalid/x.css" as="style">',
    "a name that is looked up": '<link rel="dns-prefetch" href="https://outside.invalid/">',
    "a frame": '<iframe srcdoc="x"></iframe>',
    "an object": '<object data="x.svg"></object>',
    "an embedded file": '<embed src="x.svg">',
    "a form": '<form action="https://outside.invalid/"></form>',
    "a button that sends": '<button formaction="https://outside.invalid/">x</button>',
    "a drawing with a link": '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "a drawing that changes a link": '<svg><animate attributeName="href" values="javascript:alert(1)"/></svg>',
    "mathematics": '<math href="javascript:alert(1)">x</math>',
    "a map": '<map name="m"><area href="https://outside.invalid/"></map>',
    "a video": '<video poster="x.png"></video>',
    "a template": "<template><p>x</p></template>",
    "what is there without scripts": '<noscript><p title="x">x</p></noscript>',
    "an element of one's own": "<x-y>x</x-y>",
    "a script with odd letters": "<ScRiPt>1</sCrIpT>",
    "a handler": '<p onpointerover="alert(1)">x</p>',
    "a ping": '<a href="#main" ping="https://outside.invalid/">x</a>',
    "a window": '<a href="#main" target="_blank">x</a>',
    "an attribute twice": '<a href="javascript:alert(1)" href="#main">x</a>',
    "a script in a link": '<a href=" java\tscript:alert(1)">x</a>',
    "a page in a link": '<a href="data:text/html,x" download>x</a>',
    "another machine": '<a href="//outside.invalid/etc/hostname">x</a>',
    "a file of this machine": '<a href="/etc/hostname">x</a>',
    "pictures to choose from": '<img alt="" srcset="https://outside.invalid/x.png 2x">',
    "a style that loads": '<p style="background: URL(https://outside.invalid/x.png)">x</p>',
    "a style that hides what it loads": r'<p style="background: \75rl(https://outside.invalid/x.png)">x</p>',
    "a style that chooses pictures": "<style>p { background: image-set('x.png' 1x) }</style>",
    "a style of a style": "<style>@IMPORT 'x.css';</style>",
    "a comment that ends early": '<!--><meta http-equiv="refresh" content="0"> -->',
    "a comment that ends oddly": '<!-- x --!><meta http-equiv="refresh" content="0"> -->',
    "a part that is text to some": '<![CDATA[><meta http-equiv="refresh" content="0">]]>',
    "an instruction": "<?php x ?>",
}


def faults(page: Path) -> list[str]:
    checks: tuple[Callable[[Page], list[str]], ...] = (
        document.nothing_can_run,
        document.nothing_is_loaded_from_outside,
        document.links_lead_somewhere,
    )
    return [fault for check in checks for fault in check(Page(page, (), ("../index.html", "run.json")))]


def page_of(good: Path, folder: Path, old: str, new: str) -> Path:
    """The small page with one text for another."""
    text = (good / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")
    text = re.sub(
        r"<meta content=[^>]*Security-Policy[^>]*>", POLICY, text
    )  # with its attributes as the frame has them
    assert text.count(old) == 1
    (folder / "first.html").write_text(text.replace(old, new), encoding="utf-8")
    return folder / "first.html"


@pytest.mark.parametrize("name", PICTURES)
def test_so_is_what_could_run_or_load_in_a_picture(name: str, good: Path, tmp_path: Path) -> None:
    [fault] = faults(page_of(good, tmp_path, "</main>", f"{picture(PICTURES[name])}</main>"))
    assert fault.startswith("a picture ")


@pytest.mark.parametrize("name", ADDED)
def test_what_could_run_load_send_or_lead_away_is_a_fault(name: str, good: Path, tmp_path: Path) -> None:
    assert faults(page_of(good, tmp_path, "</main>", f"{ADDED[name]}</main>"))


@pytest.mark.parametrize(
    "text",
    [
        '<ol start="3"><li><em>x</em> <strong>y</strong> <code>z</code></li></ol><hr><blockquote><p>x</p></blockquote>',
        '<p><a href="https://www.gov.uk/" title="x">x</a> <del>y</del> x<sup>2</sup></p><pre><code>x</code></pre>',
        '<!-- 0123 --><details><summary>x</summary><p style="text-align:right">y</p></details>',
        picture('<defs><path id="a"/></defs><use xlink:href="#a" clip-path="url(#b)"/><text>on = 1</text>'),
        picture("<text>&lt;img src=x onerror=alert(1)>&lt;script>url(x) @import href=x</text>"),
    ],
)
def test_prose_and_charts_are_none(text: str, good: Path, tmp_path: Path) -> None:
    assert faults(page_of(good, tmp_path, "</main>", f"{text}</main>")) == []


@pytest.mark.parametrize(
    "policy", ["", POLICY.replace("'none'", "*"), POLICY.replace("img-src", "script-src 'unsafe-inline'; img-src")]
)
def test_a_page_without_its_policy_is_a_fault(policy: str, good: Path, tmp_path: Path) -> None:
    assert faults(page_of(good, tmp_path, POLICY, POLICY)) == []
    assert any("the security policy is" in fault for fault in faults(page_of(good, tmp_path, POLICY, policy)))


def test_every_page_is_made_with_the_policy() -> None:
    """The frame is that of the reports and of the index."""
    frame = (TEMPLATES / "grantsdata" / "frame.html.j2").read_text(encoding="utf-8")
    assert frame.count(POLICY) == 1
    for name in ("index.html.j2", "site.html.j2"):
        text = (TEMPLATES / "grantsdata" / name).read_text(encoding="utf-8")
        assert "{%- extends 'frame.html.j2' -%}" in text and "Security" not in text


def test_a_notebook_that_leads_its_readers_away_is_not_published(quick: Path, run: Run) -> None:
    refresh = '<meta http-equiv="refresh" content="0;url=https://outside.invalid/">'
    before = hashes(quick)
    write_notebook(quick, "first", f"from IPython.display import HTML\nHTML({refresh!r})")
    ended = run()
    assert ended.code == 1
    assert "what was made has faults: 2018-19/first: <meta>" in ended.err and "refresh" in ended.err
    assert hashes(quick) == before


# ---- Of the published set ------------------------------------------------------------------------------

WRONG = {
    "a path in a warning": Wrong(
        "stream-report-vs",
        told_by_the_notebook("/tmp/ipykernel_17/1.py:1: UserWarning: x"),
        document.notebook_holds_nothing_private,
        "/tmp/ipykernel_17",
    ),
    "who ran the notebook": Wrong(
        "stream-report-vs", told_by_the_notebook(f"by {READER}"), document.notebook_holds_nothing_private, READER
    ),
    "the folder of another system": Wrong(
        "stream-report-vs",
        told_by_the_notebook("in C:\\Users\\Anna\\grants"),
        document.notebook_holds_nothing_private,
        "C:\\Users\\Anna",
    ),
}

OWN_DEFECTS = {name: defect for name, defect in DEFECTS.items() if defect.check.__module__ == document.__name__}


@pytest.mark.parametrize("name", one_of_each(WRONG))
def test_what_is_wrong_is_caught(name: str, outputs: Path, behind: PageData, tmp_path: Path) -> None:
    faults = faults_found(WRONG[name], outputs, behind, tmp_path)
    assert any(WRONG[name].says in fault for fault in faults), faults


@pytest.mark.parametrize("name", one_of_each(OWN_DEFECTS))
def test_the_defect_is_caught_without_a_browser(name: str, outputs: Path, tmp_path: Path) -> None:
    faults = faults_of_defect(OWN_DEFECTS[name], outputs, tmp_path)
    assert any(OWN_DEFECTS[name].says in fault for fault in faults), faults


def test_a_name_that_is_also_a_word_gives_nobody_away(
    monkeypatch: pytest.MonkeyPatch, outputs: Path, tmp_path: Path
) -> None:
    """A service may run as "grants" on a host called "police"; a name with a figure or a hyphen is no word."""
    monkeypatch.setattr("getpass.getuser", lambda: "grants")
    monkeypatch.setattr("socket.gethostname", lambda: "police")
    draft = Draft(outputs / "stream-report-vs.html")
    on_the_page("</main>", "<p>grants for police</p></main>")(draft)
    assert document.page_holds_nothing_private(draft.write(tmp_path, "a")) == []
    monkeypatch.setattr("socket.gethostname", lambda: "vm-grants-01")
    on_the_page("</main>", "<p>made on vm-grants-01 by grants@host</p></main>")(draft)
    (tmp_path / PUBLISHED_YEAR).rename(tmp_path / "before")
    faults = document.page_holds_nothing_private(draft.write(tmp_path, "a"))
    assert faults == ["the user “grants”", "the host “vm-grants-01”"]


def test_the_pages_of_this_paper_are_small(outputs: Path) -> None:
    """Far below what a page may have at most."""
    assert {path.stem: path.stat().st_size for path in outputs.glob("*.html") if path.stat().st_size > 400_000} == {}
