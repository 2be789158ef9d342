"""Show notes written in Markdown: paragraphs, lists, emphasis and small headings.

HTML, links and images in a note are shown as text: no request may leave the page, and sources have their own list.
Placeholders are filled after the Markdown is parsed, so that their values are always text.
"""

import re
from html import escape
from typing import Any

import mistune

from grantsdata.model.notes import PLACEHOLDER, Note
from grantsdata.report.fragment import Fragment
from grantsdata.report.page.prose import say
from grantsdata.report.traced import Figure, Sentence, joined
from grantsdata.report.traced import html as traced

_TOKEN = 0xF0000
"""The first of the private-use characters that stand for placeholders while Markdown is parsed."""
_FOREIGN = re.compile("[\U000f0000-\U000fffff]")

_LINKS = {"link", "link_close", "auto_link", "auto_email", "ref_link"}


def notes(note: Note, otherwise: str = "", *, under: int = 3) -> None:
    """Show a note, or the text `otherwise` if the note is empty; its headings are below the level `under`."""
    if not note.markdown.strip():
        if otherwise:
            say(otherwise)
        return
    plain = PLACEHOLDER.sub(lambda match: _value(note, match) or match[0], note.markdown)
    Fragment(notes_html(note, under=under), f"{note.heading}\n{plain}".strip()).show()


def notes_html(note: Note, *, under: int = 3) -> str:
    """The note as HTML: its heading first, and the headings within its text one level below that."""
    inner = under + 1 if note.heading else under
    values: dict[int, str] = {}

    def token(match: re.Match[str]) -> str:
        value = _value(note, match)
        if value is None:
            return match[0]
        character = _TOKEN + len(values)
        values[character] = traced(_figures(note, match[1].strip()) or value)
        return chr(character)

    markdown = PLACEHOLDER.sub(token, _FOREIGN.sub("\ufffd", note.markdown))
    title = f"<h{under + 1}>{escape(note.heading)}</h{under + 1}>" if note.heading else ""
    return f'<div class="prose">{title}{_parser(inner)(markdown)}</div>'.translate(values)


def _value(note: Note, match: re.Match[str]) -> str | None:
    return note.values.get(match[1].strip())


def _figures(note: Note, name: str) -> Sentence:
    """The printed texts that replace a placeholder, each with the expression for where it is printed."""
    return joined(Figure(piece.text, piece.expression) for piece in note.pieces.get(name, ()))


class _Renderer(mistune.HTMLRenderer):
    def __init__(self, under: int) -> None:
        super().__init__(escape=True)
        self._under = under

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """A heading; the file marks its sections with `##`, so `###` is the first level within a section."""
        return super().heading(text, min(6, self._under + max(1, level - 2)))

    def block_code(self, code: str, info: str | None = None) -> str:
        """A block of code without its language, which would be written into an attribute."""
        return super().block_code(code)


def _parser(under: int) -> mistune.Markdown:
    blocks = [rule for rule in mistune.BlockParser.DEFAULT_RULES if rule not in _LINKS]
    block = mistune.BlockParser(block_quote_rules=blocks, list_rules=blocks)
    inline = mistune.InlineParser()
    block.rules = blocks
    inline.rules = [rule for rule in inline.rules if rule not in _LINKS]
    return mistune.Markdown(_Renderer(under), block, inline)
