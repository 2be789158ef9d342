"""The texts of charts are large enough, and everything in them stands out from the page, in light and dark colours."""

import re
from collections.abc import Iterator

from grantsdata.runs.qa.charts.described import picture_name
from grantsdata.runs.qa.charts.drawing import drawings_of
from grantsdata.runs.qa.charts.harmless import inside
from grantsdata.runs.qa.page import Page

NARROW_PIXELS, SMALLEST_PIXELS = 280, 12
"""The width that a chart has in a window of 320 pixels, and how large its letters must be there."""

PAPER_POINTS, SMALLEST_POINTS = 510, 9
"""The width of a chart on A4, 180 mm, and how large its letters must be there."""

TEXTS, MARKS = 4.5, 3.0
"""The least contrast with the page that the accessibility guidelines ask for (WCAG 2.2, 1.4.3 and 1.4.11)."""

_OWN_SIZE = re.compile(r"\.bars[^{}]*\{[^}]*(font-size|font:|transform|opacity|filter)[^}]*\}")


def chart_texts_are_large_enough(page: Page) -> list[str]:
    """Letters are at least 12 pixels high in a narrow window and 9 points on paper; no text has its own size."""
    faults = [f"the style sheet sets {found[1]} in charts" for found in _OWN_SIZE.finditer(_style(page))]
    for drawing in drawings_of(page):
        name = picture_name(drawing.svg)
        width = float(str(drawing.svg.get("viewbox", drawing.svg.get("viewBox"))).split()[2])
        size = float(str(drawing.svg["font-size"]))
        if drawing.is_narrow and size * NARROW_PIXELS / width < SMALLEST_PIXELS - 0.01:
            faults.append(f"{name}: {size * NARROW_PIXELS / width:.1f} pixels in a window of 320 pixels")
        if not drawing.is_narrow and size * PAPER_POINTS / width < SMALLEST_POINTS - 0.01:
            faults.append(f"{name}: {size * PAPER_POINTS / width:.1f} points on paper")
        for tag in inside(drawing.svg)[1:]:
            for key in {"font-size", "transform", "opacity", "fill-opacity", "style"} & tag.attrs.keys():
                faults.append(f"{name}: a <{tag.name}> has {key}={tag[key]}")
            if tag.name in ("text", "tspan") and tag.has_attr("fill"):
                faults.append(f"{name}: a text has a colour of its own")
    return faults


def charts_fit_the_window(page: Page) -> list[str]:
    """The style sheet shows narrow drawings in narrow windows and wide ones elsewhere, in the page's colours."""
    drawings = drawings_of(page)
    style = re.sub(r"/\*.*?\*/", "", _style(page), flags=re.DOTALL)
    everywhere = [(head, body) for head, body in _rules(style) if not head.startswith("@")]
    narrow = [one for head, body in _rules(style) if re.search(r"screen and \(max-width", head) for one in _rules(body)]
    wanted = [(everywhere, ".bars-narrow", "none"), (narrow, ".bars-wide", "none"), (narrow, ".bars-narrow", "block")]
    faults = [
        f"the style sheet does not give {name} the display {display}"
        for rules, name, display in wanted
        if drawings and not any(head == name and re.search(rf"display: ?{display}\b", body) for head, body in rules)
    ]
    for bar_colour in sorted({bar.colour for drawing in drawings for bar in drawing.bars}):
        if not any(head == f".{bar_colour}" and f"var(--chart-{bar_colour[1:]})" in body for head, body in everywhere):
            faults.append(f"the style sheet gives {bar_colour} another colour than its own")
    fills = [body for head, body in everywhere if head == ".bars text"]
    if drawings and not any("currentColor" in body or "var(--ink)" in body for body in fills):
        faults.append("the style sheet does not give texts of charts the page's own colour")
    return faults


def charts_stand_out(page: Page) -> list[str]:
    """Texts have a contrast of 4.5 with the page and bars one of 3, in light and in dark colours."""
    colours = sorted({bar.colour for drawing in drawings_of(page) for bar in drawing.bars})
    if not colours:
        return []
    faults = []
    for scheme, variables in (("light", _variables(page, False)), ("dark", _variables(page, True))):
        wanted = {"--ink": TEXTS, **{f"--chart-{colour[1:]}": MARKS for colour in colours}}
        for name, least in wanted.items():
            found = _contrast(variables.get(name, ""), variables.get("--paper", ""))
            if found < least:
                faults.append(f"in {scheme} colours, {name} has a contrast of {found:.1f}; expected {least}")
    return faults


def _style(page: Page) -> str:
    return "\n".join(style.get_text() for style in page.named("style"))


def _variables(page: Page, is_dark: bool) -> dict[str, str]:
    """The variables of the style sheet outside of media rules, and those for a dark page over them."""
    rules = list(_rules(re.sub(r"/\*.*?\*/", "", _style(page), flags=re.DOTALL)))
    if is_dark:
        rules += [rule for head, body in rules if "prefers-color-scheme: dark" in head for rule in _rules(body)]
    found = [body for head, body in rules if head == ":root"]
    return {name: value.strip() for body in found for name, value in re.findall(r"(--[\w-]+):\s*([^;}]+)", body)}


def _rules(style: str) -> Iterator[tuple[str, str]]:
    """What stands before each pair of braces, and what stands between them, with the rules inside it."""
    depth, begin, head = 0, 0, ""
    for found in re.finditer(r"[{};]", style):
        if found[0] == "{":
            if not depth:
                head, begin = style[begin : found.start()].strip(), found.end()
            depth += 1
        elif found[0] == "}":
            depth -= 1
            if not depth:
                yield head, style[begin : found.start()]
                begin = found.end()
        elif not depth:
            begin = found.end()


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours as hexadecimal numbers; 0 if either is none."""
    shades = [_luminance(colour) for colour in (one, other)]
    if None in shades:
        return 0.0
    dark, light = sorted(shade for shade in shades if shade is not None)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float | None:
    if re.fullmatch(r"#[0-9a-fA-F]{3}", colour):
        colour = "#" + "".join(2 * digit for digit in colour[1:])
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return None
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
