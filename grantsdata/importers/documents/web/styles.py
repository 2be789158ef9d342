"""Bring a web page into the form that `page` reads: what its styles, roles and fields say becomes plain elements.

Text that a style or class hides, or that has the colour of its background, gets the attribute `hidden`, raised text
becomes `sup`, struck-out text `s`. Elements with the role or the display of a table become one. A field becomes the
value that it shows.
"""

import re
from collections.abc import Iterator, Sequence

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from grantsdata.importers.documents.web.added import add, place_of
from grantsdata.importers.documents.web.colours import COLOURS, hide_unseen
from grantsdata.importers.documents.web.controls import (
    FORMULA,
    conceal,
    divide,
    is_control,
    is_reversed,
    reverse,
    show_value,
)

HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:opacity|font-size)\s*:\s*0(?:\.0*)?(?:px|em|%)?\s*(?:[;!}]|$)"
    r"|font-size\s*:\s*[12](?:px|pt)|(?:^|[;{\s])color\s*:\s*transparent"
    r"|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|scale\(\s*0\s*[,)]",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px|em|rem|%)?\s*(?:;|$)", re.IGNORECASE)
_CUT = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_SHOWS = re.compile(r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible", re.IGNORECASE)
_RAISES = re.compile(
    r"vertical-align\s*:\s*(?:super|text-top|top|0?\.?[1-9])|(?:^|[;\s])top\s*:\s*-|(?:^|[;\s])bottom\s*:\s*0?\.?[1-9]",
    re.IGNORECASE,
)
_LOWERS = re.compile(r"vertical-align\s*:\s*(?:sub|-)", re.IGNORECASE)
_STRIKES = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_SMALL = re.compile(
    r"font-size\s*:\s*(?:0?\.[0-7]\d*r?em|[0-7]?\d%|(?:[3-9]|10)(?:\.\d+)?px|[3-7](?:\.\d+)?pt|(?:x-|xx-)?small)"
)
_BESIDE = re.compile(r"display\s*:\s*(?:inline-)?(?:grid|flex)", re.IGNORECASE)
_DISPLAYS = re.compile(r"display\s*:\s*(table(?:-row|-cell|-row-group|-header-group)?)(?![\w-])", re.IGNORECASE)
_MEDIA = re.compile(r"@media([^{]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ADDS = re.compile(r"(?:^|[;{\s])content\s*:\s*([^;}]+)", re.IGNORECASE)
_OVERRIDES = re.compile(r"bidi-override|direction\s*:\s*rtl", re.IGNORECASE)
_FORMS = (HIDES, _SHOWS, _RAISES, _LOWERS, _STRIKES, _ADDS, _CUT, _OVERRIDES)
_COMMA = re.compile(r",(?![^(]*\))")
_IMPORTANT = re.compile(r"!\s*important", re.IGNORECASE)
_FOR_LISTENERS = re.compile(r"(?:^|-)(?:sr-only|visually-hidden|screen-reader-text)$")

_INLINE = frozenset(("span", "a", "b", "i", "em", "strong", "small", "font", "u", "abbr", "mark", "cite"))
_ROLES = {
    **dict.fromkeys(("table", "grid", "treegrid"), "table"),
    **{"row": "tr", "cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th", "rowgroup": "tbody"},
}
_PARTS = {"table": "table", "table-row": "tr", "table-cell": "td"} | dict.fromkeys(
    ("table-row-group", "table-header-group"), "tbody"
)
_OF_TABLES = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))
_MOST_COMPARED = 5_000_000


def normalise(soup: BeautifulSoup) -> list[str]:
    """Change the page, and return notes on the styles that cannot be followed."""
    notes: list[str] = []
    elements = soup.find_all(True)
    declared: dict[int, list[tuple[tuple[int, ...], str]]] = {}
    additions: dict[tuple[int, str], tuple[Tag, list[tuple[tuple[int, ...], str]]]] = {}
    rules = list(_rules(" ".join(style.get_text() for style in soup.find_all("style"))))
    if len(rules) * len(elements) > _MOST_COMPARED:
        rules = [(selector, said) for selector, said in rules if _is_of_form(said)]
        notes.append("the page's style sheet is too long for its colours to be followed")
    if len(rules) * len(elements) > _MOST_COMPARED:
        rules = []
        notes.append("the page's style sheet is too long to be followed; compare with the page as it is shown")
    for order, (selector, declarations) in enumerate(rules):
        named, where = place_of(selector)
        try:
            for tag in soup.select(named):
                if where:
                    held = additions.setdefault((id(tag), where), (tag, []))
                    held[1].append(((*_specificity(named), order), declarations))
                    continue
                declared.setdefault(id(tag), []).append(((*_specificity(selector), order), declarations))
        except (SelectorSyntaxError, NotImplementedError, ValueError):
            if HIDES.search(declarations):
                notes.append("the page's style sheet hides something; compare with the page as it is shown")
            elif added := _ADDS.search(declarations):
                notes.append(f"the page's style sheet adds a text that is not read: {added[1].strip()}")
    if soup.find("link", rel="stylesheet"):
        notes.append("style sheets in other files are not read; compare with the page as it is shown")
    styles = {
        id(tag): _cascaded([*(said for _, said in sorted(declared.get(id(tag), []))), str(tag.get("style") or "")])
        for tag in elements
    }
    hide_unseen(soup, lambda tag: styles[id(tag)])
    for tag in elements:
        _change(tag, styles[id(tag)], id(tag) in declared)
        notes += [FORMULA] * divide(tag)
    for (_, where), (tag, said) in additions.items():
        style = _cascaded([one for _, one in sorted(said)])
        text, note = add(tag, where, style)
        notes += [note] * bool(note)
        if text is not None:
            _change(text, style, True)
    return list(dict.fromkeys(notes))


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selector and the declarations of each rule that may hide, raise, strike out or colour a text, for a wide
    screen."""
    sheet = re.sub(r"/\*.*?\*/|<!--|-->", " ", sheet, flags=re.DOTALL)
    sheet = _MEDIA.sub(lambda media: "" if re.search("print|max-width", media[1]) else media[2], sheet)
    for rule in _RULE.finditer(sheet):
        selector, declarations = rule[1].rpartition(";")[2].strip(), rule[2]
        if _is_of_form(declarations) or COLOURS.search(declarations):
            yield from ((one.strip(), declarations) for one in _COMMA.split(selector))


def _is_of_form(declarations: str) -> bool:
    return any(form.search(declarations) for form in _FORMS)


def _specificity(selector: str) -> tuple[int, int, int]:
    """How exactly a selector names its elements: by identifiers, by classes and attributes, by names of elements."""
    plain, attributes = re.subn(r"\[[^\]]*\]", "", selector)
    classes = len(re.findall(r"\.[\w-]+|(?<!:):(?!not\b|is\b|where\b|has\b)[\w-]+", plain))
    elements = len(re.findall(r"(?:^|[\s>+~(])[a-z][\w-]*", plain, re.IGNORECASE))
    return plain.count("#"), attributes + classes, elements


def _cascaded(blocks: Sequence[str]) -> str:
    """The declarations that hold of those in the blocks, in which later ones go before: one for each property."""
    found: dict[str, str] = {}
    important: dict[str, str] = {}
    for declaration in ";".join(blocks).split(";"):
        name, _, value = declaration.partition(":")
        into = important if _IMPORTANT.search(value) else found
        into[name.strip().casefold()] = _IMPORTANT.sub("", value).strip()
    return ";".join(f"{name}:{value}" for name, value in {**found, **important}.items() if name)


def _change(tag: Tag, style: str, is_declared: bool) -> None:
    is_cut = bool(_CUT.search(style) and _NO_SIZE.search(style)) and tag.name not in _OF_TABLES
    if is_cut or HIDES.search(style) or (not is_declared and _is_for_listeners(tag)):
        tag["hidden"] = ""
    conceal(tag)
    if is_reversed(tag, style):
        reverse(tag)
    if _BESIDE.search(style):
        for child in tag.find_all(_INLINE, recursive=False):
            child.name = "div"
    role = str(tag.get("role") or "").casefold()
    displayed = _DISPLAYS.findall(style)
    if tag.name in _INLINE and (_RAISES.search(style) or role == "doc-noteref"):
        tag.name = "sup"
    elif tag.name in _INLINE and _STRIKES.search(style):
        tag.name = "s"
    elif _STRIKES.search(style):
        for cell in tag.find_all(("td", "th")) or [tag]:
            _wrap(cell)
    elif tag.name in _INLINE and (
        _SMALL.search(style) or _LOWERS.search(style) or str(tag.get("size") or "") in ("1", "2", "-1", "-2")
    ):
        tag.name = "small"
    elif is_control(tag):
        show_value(tag)
    elif tag.name not in _OF_TABLES and (role in _ROLES or displayed):
        tag.name = _ROLES.get(role) or _PARTS[displayed[-1].casefold()]
        for name in ("colspan", "rowspan"):
            if span := tag.get(f"aria-{name}"):
                tag[name] = span


def _wrap(cell: Tag) -> None:
    """Put all that is in an element into one that is struck out."""
    struck = Tag(name="s")
    for child in list(cell.children):
        struck.append(child.extract())
    cell.append(struck)


def _is_for_listeners(tag: Tag) -> bool:
    """Whether a class says that the text is for screen readers only; its style may be in another file."""
    return any(_FOR_LISTENERS.search(name.casefold()) for name in tag.get_attribute_list("class") if name)
