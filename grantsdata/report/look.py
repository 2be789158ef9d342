"""The look of an output in a notebook, where the style sheet of the pages is not there.

Each output brings the style itself, since JupyterLab takes outputs that are out of sight from the page. Texts have the
colour of the editor's theme, so that they can be read in light and dark ones.
"""

from collections.abc import Sequence

from grantsdata.report.drawing.palette import DARK, LIGHT

_OUTPUT = "div.grantsdata.grantsdata"  # named twice, to count for more than JupyterLab's own rules for tables
_DARK = ("[data-jp-theme-light=false]", ".vscode-dark", ".vscode-high-contrast")
"""What JupyterLab and VS Code put around a notebook while their theme is dark."""


def _variables(colours: Sequence[str]) -> str:
    return "".join(f"--chart-{number}:{colour};" for number, colour in enumerate(colours))


_STYLE = "".join(
    f"{_OUTPUT} {rule}"
    for rule in (
        "{max-width:62rem}",
        "*{color:inherit}",
        "a[href]{text-decoration:underline}",
        ".figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.75rem;margin:.75rem 0}",
        ".figures div{padding:.6rem .8rem;border:1px solid #80868b;border-top-width:4px}",
        f".figures dt,{_OUTPUT} .details dt{{float:none;width:auto;margin:0}}",
        ".figures dd{margin:.2rem 0 0;font-size:1.5em;line-height:1.3;font-weight:bold}",
        ".figures dd span{display:block;width:fit-content;font-size:.65em;font-weight:normal}",
        ".details div{display:grid;grid-template-columns:11rem 1fr;gap:1rem;padding:.2rem 0}",
        ".details dt{font-weight:bold}",
        ".details dd{margin:0}",
        ".scroll{overflow-x:auto}",
        "table{margin:.5rem 0;border-collapse:collapse}",
        f"caption,{_OUTPUT} figcaption{{text-align:left;font-weight:bold;padding:.3rem 0}}",
        f"th,{_OUTPUT} td{{text-align:left;vertical-align:top;white-space:normal;max-width:26rem;"
        "padding:.3rem 1rem .3rem .4rem}",
        "thead th{vertical-align:bottom}",
        "tbody th{font-weight:normal}",
        ".n{text-align:right;white-space:nowrap}",
        f"tr.group th,{_OUTPUT} tr.total th,{_OUTPUT} tr.total td{{font-weight:bold;border-top:2px solid}}",
        "figure{margin:.5rem 0}",
        ".bars{display:block;width:100%;height:auto;max-width:52rem;margin:.5rem 0;overflow:visible}",
        f".bars{{{_variables(LIGHT)}}}",
        *(f".bars:is({dark} *){{{_variables(DARK)}}}" for dark in _DARK),
        ".bars text{fill:currentColor}",
        ".bars .solid{fill:var(--mark)}",
        f".bars .hatched,{_OUTPUT} .bars .pale,{_OUTPUT} .bars .empty,{_OUTPUT} pattern path{{stroke:var(--mark)}}",
        f".bars .axis,{_OUTPUT} .bars .span{{stroke:currentColor}}",
        ".bars-narrow{display:none}",
        ".own{display:block;width:100%;max-width:60rem;height:auto;color:#000;background:#fff}",
        *(f".c{number}{{--mark:var(--chart-{number})}}" for number in range(len(LIGHT))),
        f".implied,{_OUTPUT} .judged,{_OUTPUT} .none{{font-size:.9em;font-weight:normal}}",
        ".implied{border:1px dashed;padding:0 .3em;white-space:nowrap}",
        ".n .implied{display:block;width:fit-content;margin-left:auto}",
        ".judged{border-bottom:2px dotted}",
        ".none{font-style:italic}",
        ".legend{list-style:none;padding:0}",
        ".headline{font-size:1.2em}",
        ".verdict{border-left:4px solid;padding-left:.8rem}",
    )
)
_BEGIN, _END = f'<div class="grantsdata"><style>{_STYLE}</style>', "</div>"


def in_notebook(html: str) -> str:
    """A piece of a page, with the style that it needs in a notebook; empty if the piece is empty."""
    return f"{_BEGIN}{html}{_END}" if html else ""


def on_page(html: str) -> str:
    """The piece without the style of `in_notebook`, since pages have their own style sheet; other HTML is unchanged."""
    return html.removeprefix(_BEGIN).removesuffix(_END) if html.startswith(_BEGIN) else html
