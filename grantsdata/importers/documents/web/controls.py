"""What the elements of a page show beside their text: fields, closed and unused parts, formulas, reversed text."""

from bs4 import Tag
from bs4.element import NavigableString, TemplateString

_NO_VALUE = frozenset(("hidden", "checkbox", "radio", "password", "file", "image", "range", "color"))
_UNUSED = frozenset(("template", "noscript", "noframes", "datalist", "video", "audio", "canvas"))
"""Elements whose content a browser that can do everything does not show."""

_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_BETWEEN = {"mfrac": "/", "msup": "^"} | dict.fromkeys(
    ("msub", "msubsup", "mroot", "munder", "mover", "munderover", "mtd", "mtr", "mmultiscripts"), " "
)
FORMULA = "the page has formulas of mathematics, which are read in one line: a fraction as 1/2"


def conceal(tag: Tag) -> None:
    """Mark an element as hidden, with the rows and cells in it, if the page does not show its content."""
    if tag.name in _UNUSED:
        tag.name = "div"
    elif tag.name != "dialog" or tag.has_attr("open"):
        return
    for one in (tag, *tag.find_all(_PARTS)):
        one["hidden"] = ""
    for text in tag.find_all(string=lambda text: isinstance(text, TemplateString)):
        text.replace_with(NavigableString(text))


def is_control(tag: Tag) -> bool:
    """Whether an element is a field, whose content is not what it shows."""
    return tag.name in ("input", "textarea", "select")


def show_value(tag: Tag) -> None:
    """Put the text that a field shows in its place, or one that it holds and does not show, as hidden text."""
    if tag.parent is None or tag.has_attr("hidden"):
        return
    kind = str(tag.get("type") or "").casefold()
    value = str(tag.get("value") or "")
    if tag.name == "textarea":
        value = tag.get_text()
    elif tag.name == "select":
        value = _chosen(tag)
    elif kind in _NO_VALUE:
        _replace(tag, value if kind == "range" else "", is_hidden=True)
        return
    if not value.strip() and tag.get("placeholder"):
        _replace(tag, str(tag["placeholder"]), is_hidden=True)
    else:
        _replace(tag, value)


def _chosen(select: Tag) -> str:
    """The chosen entries of a list: the first if none is chosen, or all where the page shows a list of several."""
    options = select.find_all("option")
    chosen = [option for option in options if option.has_attr("selected")]
    is_open = select.has_attr("multiple") or str(select.get("size") or "1") not in ("", "0", "1")
    shown = chosen or (options if is_open else options[:1])
    return " ".join(str(option.get("label") or "") or option.get_text() for option in shown)


def _replace(tag: Tag, text: str, *, is_hidden: bool = False) -> None:
    new: Tag | NavigableString = NavigableString(text)
    if is_hidden and text:
        new = Tag(name="span", attrs={"hidden": ""})
        new.append(NavigableString(text))
    tag.replace_with(new)


def is_reversed(tag: Tag, style: str) -> bool:
    """Whether the letters of an element are printed from right to left, whatever they are."""
    is_override = tag.name == "bdo" or "bidi-override" in style.casefold()
    return is_override and ("rtl" in str(tag.get("dir") or "").casefold() or "direction:rtl" in style.replace(" ", ""))


def reverse(tag: Tag) -> None:
    """Put the text in the order in which it is read."""
    text = tag.get_text()
    tag.clear()
    tag.append(NavigableString(text[::-1]))


def divide(tag: Tag) -> bool:
    """Put a sign between the parts of a formula that stand above or below one another; whether there are any."""
    between = _BETWEEN.get(tag.name)
    if between is None:
        return False
    for child in tag.find_all(True, recursive=False)[1:]:
        child.insert_before(NavigableString(between))
    return True
