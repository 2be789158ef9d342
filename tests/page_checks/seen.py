"""What the browser sees: axe's rules at two widths and in two schemes of colours, the width, and what is asked for."""

from collections.abc import Callable
from pathlib import Path

import axe_playwright_python

from page_checks.subject import NARROW, WIDE, Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async tags => {
    const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
    const why = node => (node.any.concat(node.all, node.none)[0] || {}).message;
    const told = kind => found[kind].flatMap(
        rule => rule.nodes.map(node => [rule.id, node.target.join(' '), why(node) || rule.help]));
    return [told('violations'), told('incomplete')];
}"""


def _axe(width: int, scheme: str) -> Callable[[Page], list[str]]:
    def check(page: Page) -> list[str]:
        tab = page.seen(width, scheme)
        if not tab.evaluate("'axe' in window"):
            tab.evaluate(AXE)
        violations, undecided = tab.evaluate(RUN_AXE, TAGS)
        # In a narrow window, axe cannot tell the colours of what a scroll box hides; in a wide one, nothing is hidden.
        # Nor can it in a drawing, whose colours `charts_stand_out` compares with the page.
        unclear = [
            one for one in undecided if one[0] == "color-contrast" and width == WIDE and "text" not in one[1][:4]
        ]
        return [f"{rule} at {target}: {message}" for rule, target, message in violations + unclear]

    check.__name__ = f"axe_finds_nothing_at_{width}_in_{scheme}"
    return check


axe_wide_light, axe_wide_dark = _axe(WIDE, "light"), _axe(WIDE, "dark")
axe_narrow_light, axe_narrow_dark = _axe(NARROW, "light"), _axe(NARROW, "dark")

OVERFLOWING = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter(
        one => one.getBoundingClientRect().right > width + 1 && !one.closest('.scroll'));
    const told = wide.slice(0, 5).map(
        one => one.tagName.toLowerCase() + ' ' + one.className + ' ' + one.textContent.trim().slice(0, 40));
    return ['the page is ' + document.documentElement.scrollWidth + ' px wide: ' + told.join('; ')];
}"""


def it_fits_a_narrow_window(page: Page) -> list[str]:
    """Nobody has to scroll sideways to read a line; boxes of wide tables scroll by themselves."""
    return list(page.seen(NARROW).evaluate(OVERFLOWING))


def it_fits_a_wide_window(page: Page) -> list[str]:
    """Nothing hangs over there either."""
    return list(page.seen(WIDE).evaluate(OVERFLOWING))


LET_IT_LOAD = """() => new Promise(loaded => {
    window.scrollTo(0, document.body.scrollHeight);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(loaded, 50)));
})"""
"""Pictures and fonts are asked for once they are laid out."""


def it_asks_for_nothing(page: Page) -> list[str]:
    """Not on screen, not in the dark, not for print; nothing but the file itself is ever read."""
    page.requests.clear()
    page.tab.bring_to_front()  # a tab that is out of sight is drawn but once a second
    page.tab.reload()
    for scheme, media in (("light", "screen"), ("dark", "screen"), ("light", "print")):
        tab = page.seen(WIDE, scheme, media)
        tab.evaluate(LET_IT_LOAD)
    own = page.path.as_uri()
    return [f"asks for {url}" for url in page.requests if url != own and not url.startswith("data:")] + [
        f"says “{message}”" for message in page.dialogs
    ]
