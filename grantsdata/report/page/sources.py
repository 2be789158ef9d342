"""Show the paper's list of sources, with links whose addresses are printed too."""

import string
from collections.abc import Iterator, Sequence
from html import escape

from grantsdata.model.declared.about import SourceDocument
from grantsdata.report.fragment import Fragment


def source_documents(documents: Sequence[SourceDocument]) -> None:
    """Show each source with its reference, its date as printed and its addresses; nothing if there are no sources."""
    if not documents:
        return
    lines = [", ".join([*_described(document), *document.addresses]) for document in documents]
    Fragment(source_documents_html(documents), "\n".join(f"- {line}" for line in lines)).show()


def source_documents_html(documents: Sequence[SourceDocument]) -> str:
    """The list as HTML; only web addresses become links."""
    return f"<ul>{''.join(f'<li>{_item(document)}</li>' for document in documents)}</ul>"


def _described(document: SourceDocument) -> list[str]:
    parts = [f"“{document.title}”", document.reference, document.date_printed]
    return [part for part in parts if part]


def _item(document: SourceDocument) -> str:
    """One source as HTML. Each link repeats the title, to make sense when read alone; print adds the address."""
    several = len(document.addresses) > 1
    links = []
    for letter, address in zip(_letters(len(document.addresses)), document.addresses, strict=True):
        name = f"{document.title}, file {letter}" if several else document.title
        is_link = address.startswith(("http://", "https://"))
        links.append(f'<a href="{escape(address)}">{escape(name)}</a>' if is_link else escape(address))
    return "<br>".join([escape(", ".join(_described(document))), *links])


def _letters(number: int) -> Iterator[str]:
    """a, b, … z, aa, bb, …: a number in a link would read like a figure of the paper."""
    for place in range(number):
        yield string.ascii_lowercase[place % 26] * (place // 26 + 1)
