"""Show the paper's list of sources, with links whose addresses are printed too."""

from collections.abc import Sequence
from html import escape

from grantsdata.model.paper import SourceDocument
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
    for number, address in enumerate(document.addresses, start=1):
        name = f"{document.title}, file {number} of {len(document.addresses)}" if several else document.title
        is_link = address.startswith(("http://", "https://"))
        links.append(f'<a href="{escape(address)}">{escape(name)}</a>' if is_link else escape(address))
    return "<br>".join([escape(", ".join(_described(document))), *links])
