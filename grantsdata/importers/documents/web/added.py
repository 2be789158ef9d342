"""Put the texts that a style sheet adds to an element into the page: `.pounds::before { content: "£" }`."""

import re

from bs4 import Tag
from bs4.element import NavigableString

_PLACE = re.compile(r"::?(before|after)$", re.IGNORECASE)
_PART = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|attr\(\s*([\w-]+)[^)]*\)|([^\s\"']+)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))", re.DOTALL)
_SAYS_SOMETHING = re.compile(r"[^\W_]|[£€$¥−(),.-]")
_MADE_UP = re.compile(r"counters?\(|var\(|-quote|url\(", re.IGNORECASE)


def place_of(selector: str) -> tuple[str, str]:
    """The selector of the elements, and whether a text is added `before` or `after` them; "" if neither."""
    found = _PLACE.search(selector)
    return (selector[: found.start()] or "*", found[1].casefold()) if found else (selector, "")


def add(tag: Tag, where: str, style: str) -> tuple[Tag | None, str]:
    """Add the text that the declarations in `style` give an element, and return the element around it, None if there is
    none; and a note if the text cannot be known, else ""."""
    content = next((said.partition(":")[2] for said in _declarations(style) if said.startswith("content:")), "")
    text = ""
    for one, other, attribute, word in _PART.findall(content):
        if word.startswith("/"):  # what follows is read out only
            break
        if _MADE_UP.match(word) and not word.startswith("url("):
            note = (
                "the page's style sheet adds numbers or other texts that are not read; compare with the page as shown"
            )
            return None, note
        text += str(tag.get(attribute) or "") if attribute else _unescaped(one or other)
    if _SAYS_SOMETHING.search(text) and "display:none" not in style.replace(" ", ""):
        added = Tag(name="span")
        added.append(NavigableString(text))
        tag.insert(0 if where == "before" else len(tag.contents), added)
        return added, ""
    return None, ""


def _declarations(style: str) -> list[str]:
    """The declarations of a style; a semicolon between quotation marks ends none."""
    return [one.strip() for one in re.findall(r"(?:\"[^\"]*\"|'[^']*'|[^;\"'])+", style)]


def _unescaped(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        code = int(found[1], 16) if found[1] else 0
        return (chr(code) if code < 0x110000 else "") if found[1] else found[2]

    return _ESCAPE.sub(letter, text)
