"""The page by keyboard alone: Tab reaches all that can be reached, in order and in sight, and then leaves the page."""

from functools import cache
from typing import Any

from page_checks.subject import NARROW, WIDE, Page

CONTROLS = "a[href], area[href], button, input, select, textarea, summary"
FOCUSABLE = f"{CONTROLS}, iframe, [tabindex], [contenteditable]"

# Notes each element that gets the focus, with what shows it.
LISTEN = """([focusable, controls]) => {
    const light = colour => {
        const [r, g, b, a = 1] = colour.match(/[0-9.]+/g).map(Number);
        const part = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        return a < 1 ? null : 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    };
    const contrast = (one, other) => one === null || other === null ? 0
        : (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const ground = one => {
        for (let at = one; at; at = at.parentElement) {
            const mine = light(getComputedStyle(at).backgroundColor);
            if (mine !== null) return mine;
        }
        return light(getComputedStyle(document.documentElement).colorScheme.includes('dark')
            && matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)');
    };
    const all = [...document.querySelectorAll(focusable)].filter(one => one.checkVisibility());
    // Of radio buttons of one name, Tab reaches the chosen one; the arrow keys lead to the others.
    const unchosen = one => one.matches('input[type=radio]:not(:checked)');
    window.reachable = all.filter(one => one.tabIndex >= 0 && !unchosen(one));
    window.positive = all.filter(one => one.tabIndex > 0).length;
    window.withheld = all.filter(one => one.tabIndex < 0 && one.matches(controls));
    window.stops = [];
    const tell = one => one.tagName.toLowerCase() + (one.className ? '.' + one.className : '') + ' “'
        + (one.getAttribute('aria-label') || one.textContent).trim().replace(/\\s+/g, ' ').slice(0, 50) + '”';
    window.tellAll = list => list.map(tell);
    document.addEventListener('focusin', event => {
        const one = event.target, style = getComputedStyle(one), box = one.getBoundingClientRect();
        const behind = ground(one.parentElement);
        const outline = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
        window.stops.push({
            place: window.reachable.indexOf(one), told: tell(one), outline,
            contrast: Math.max(contrast(light(style.outlineColor), behind), contrast(ground(one), behind)),
            sight: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight && box.width > 1,
        });
    });
}"""


@cache
def _walk(page: Page, width: int, scheme: str) -> dict[str, Any]:
    """Where Tab leads, from the top of the page until it leaves it."""
    tab = page.seen(width, scheme)
    tab.reload()
    tab.evaluate(LISTEN, [FOCUSABLE, CONTROLS])
    count = tab.evaluate("window.reachable.length")
    for _ in range(count + 1):
        tab.keyboard.press("Tab")
    found = tab.evaluate(
        "() => ({stops: window.stops, reachable: window.tellAll(window.reachable), positive: window.positive,"
        " withheld: window.tellAll(window.withheld),"
        " left: document.activeElement === document.body})"
    )
    return dict(found)


def tab_goes_through_it_in_order(page: Page) -> list[str]:
    """Each stop in the order of the text, none twice, none left out, and out again at the end."""
    found = _walk(page, WIDE, "light")
    order = [stop["place"] for stop in found["stops"]]
    faults = [f"{found['positive']} elements jump the queue"] if found["positive"] else []
    faults += [f"{told} is withheld from the keyboard" for told in found["withheld"]]
    faults += [f"{stop['told']} is reached, but is nothing to use" for stop in found["stops"] if stop["place"] < 0]
    never = [told for place, told in enumerate(found["reachable"]) if place not in order]
    faults += [f"{told} is never reached" for told in never]
    faults += ["the order is another than the text's"] if order != sorted(order) else []
    faults += ["a stop comes twice"] if len(set(order)) < len(order) else []
    return faults + ([] if found["left"] else ["Tab does not leave the page"])


def _focus_shows(page: Page, scheme: str) -> list[str]:
    faults = []
    for stop in _walk(page, WIDE, scheme)["stops"]:
        wrong = [] if stop["outline"] >= 2 else [f"an outline of {stop['outline']} px"]
        wrong += [] if stop["contrast"] >= 3 else [f"a contrast of {stop['contrast']:.1f}"]
        wrong += [] if stop["sight"] else ["out of sight"]
        faults += [f"{stop['told']} has the focus with {fault}" for fault in wrong]
    return faults


def the_focus_shows_in_light(page: Page) -> list[str]:
    """An outline of two pixels or more that stands out from what is behind it, on what is in sight (WCAG 2.4.7)."""
    return _focus_shows(page, "light")


def the_focus_shows_in_the_dark(page: Page) -> list[str]:
    """The same in dark colours."""
    return _focus_shows(page, "dark")


def the_skip_link_works(page: Page) -> list[str]:
    """The first stop says that it skips; it leads to the main part, and the next stop is in there."""
    tab = page.seen(WIDE)
    tab.goto(page.path.as_uri())
    tab.keyboard.press("Tab")
    first, told = tab.evaluate(
        "[document.activeElement.getAttribute('href'), document.activeElement.textContent.trim()]"
    )
    if not told.startswith("Skip to "):
        return [f"the first stop is “{told}”"]
    tab.keyboard.press("Enter")
    if tab.evaluate("document.activeElement.tagName") != "MAIN":
        return [
            f"the first stop leads to {first}, and the focus is on {tab.evaluate('document.activeElement.tagName')}"
        ]
    tab.keyboard.press("Tab")
    is_inside = tab.evaluate("!!document.activeElement.closest('main') || document.activeElement === document.body")
    return [] if is_inside else ["the stop after the main part's beginning is outside of it"]


SCROLLING = """() => [...document.querySelectorAll('body *')].filter(one => {
    const style = getComputedStyle(one);
    const scrolls = one.scrollWidth > one.clientWidth + 1 && style.overflowX !== 'visible'
        && style.overflowX !== 'clip' && one.clientWidth > 1;
    return scrolls || (one.matches('[tabindex="0"]') && !one.matches('a, input, summary'));
}).map(one => [one.tabIndex, one.scrollWidth > one.clientWidth + 1, one.getAttribute('role'),
    (one.getAttribute('aria-labelledby') || '').split(' ').map(
        id => (document.getElementById(id) || {textContent: ''}).textContent).join(' ').trim(),
    one.className + ' ' + one.textContent.trim().slice(0, 40), !!one.closest('figure')])"""


def its_scroll_boxes_can_be_reached(page: Page) -> list[str]:
    """No table scrolls; any other box that does is a stop of Tab, a region, and has a name of its own."""
    boxes = page.seen(NARROW).evaluate(SCROLLING)
    names = [name for _, _, _, name, _, _ in boxes]
    faults = []
    for index, scrolls, role, name, told, is_figure in boxes:
        wrong = [] if is_figure else ["hides a part of a table" if scrolls else "is a stop of Tab for nothing"]
        wrong += [] if index == 0 else ["cannot be reached"]
        wrong += [] if role == "region" else [f"has the role {role}"]
        wrong += [] if name and names.count(name) == 1 else [f"is called “{name}”"]
        faults += [f"box “{told}” {fault}" for fault in wrong]
    return faults
