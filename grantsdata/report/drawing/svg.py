"""Read the SVG that matplotlib writes: paths and texts by the names of their artists, as short as they can be said."""

import re
from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from matplotlib.figure import Figure
from matplotlib.text import Text

from grantsdata.report.drawing.measure import width_of
from grantsdata.report.picture import svg

SVG = "{http://www.w3.org/2000/svg}"


def number(value: float, decimals: int = 2) -> str:
    """The number as short text, with at most so many decimals."""
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:.0f}"


def short_path(d: str) -> str:
    """The data of a path with two decimals, without spaces that are not needed."""
    short = re.sub(r"-?[0-9]*\.[0-9]+(?:e-?[0-9]+)?", lambda found: number(float(found[0])), d)
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", " ".join(short.split()))


class Drawn:
    """A figure as SVG, read once."""

    def __init__(self, figure: Figure, root: Element) -> None:
        self._texts = {str(text.get_gid()): text for text in figure.findobj(Text) if text.get_gid()}
        self._groups: dict[str, list[Element]] = {}
        for group in root.iter(f"{SVG}g"):
            self._groups.setdefault(group.get("id", ""), []).append(group)
        self._width, self._height = (float(size) for size in str(root.get("viewBox")).split()[2:])
        self._size = max((_size_of(text) for text in root.iter(f"{SVG}text")), default=10.0)

    @classmethod
    def of(cls, figure: Figure) -> "Drawn":
        """Draw the figure and read what was drawn."""
        return cls(figure, ElementTree.fromstring(svg(figure)))

    @property
    def frame(self) -> str:
        """The attributes that say how large the drawing and its texts are."""
        return f'viewBox="0 0 {number(self._width)} {number(self._height)}" font-size="{number(self._size)}"'

    def paths(self, gid: str) -> Iterator[str]:
        """The data of each path of this name."""
        for group in self._groups.get(gid, []):
            for path in group.iter(f"{SVG}path"):
                yield short_path(path.get("d", ""))

    def path(self, gid: str) -> str:
        """The data of the one path of this name."""
        return next(self.paths(gid), "")

    def text(self, gid: str) -> str:
        """The text of this name as an element, its lines as `tspan`; empty if it was not drawn."""
        lines = [line for group in self._groups.get(gid, []) for line in group.iter(f"{SVG}text")]
        if not lines:
            return ""
        artist = self._texts[gid]
        is_right = artist.get_horizontalalignment() == "right"
        x = number(_anchor(lines, is_right), 1)
        places = [number(_height_of(line), 1) for line in lines]
        bold = ' font-weight="bold"' if artist.get_fontweight() == "bold" else ""
        anchor = ' text-anchor="end"' if is_right else ""
        first, *others = [escape(line.text or "", quote=False) for line in lines]
        # The space between two lines stands where it moves neither: outside of the text, seen from its anchor.
        before, after = (" ", "") if is_right else ("", " ")
        said = f"{first}{after if others else ''}" + "".join(
            f'<tspan x="{x}" y="{y}">{before}{other}{after if place < len(others) else ""}</tspan>'
            for place, (other, y) in enumerate(zip(others, places[1:], strict=True), start=1)
        )
        return f'<text x="{x}" y="{places[0]}"{anchor}{bold}>{said}</text>'


def own_svg(figure: Figure, name: str, attributes: str) -> str:
    """Any figure as an element `svg` with these attributes, as it was drawn. `name` begins its identifiers."""
    root = ElementTree.fromstring(svg(figure))
    box, text = root.get("viewBox", ""), ElementTree.tostring(root, encoding="unicode")
    kept = set(re.findall(r"[\"(]#([^\")]+)[\")]", text))
    _tidied(root, kept, f"{name}-")
    inner = "".join(ElementTree.tostring(child, encoding="unicode", short_empty_elements=False) for child in root)
    return f'<svg {attributes} viewBox="{box}" stroke-linejoin="round">{inner}</svg>'


def _tidied(element: Element, kept: set[str], prefix: str) -> None:
    """Shorten an element and what is in it; of the identifiers, keep those that something refers to."""
    for child in list(element):
        if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in ("metadata", "style"):
            element.remove(child)
            continue
        child.tag = child.tag.rpartition("}")[2]
        child.tail = None
        if child.tag != "text":
            child.text = (child.text or "").strip() or None
        for key, value in list(child.attrib.items()):
            del child.attrib[key]
            if key == "id" and value not in kept:
                continue
            plain = key.rpartition("}")[2]
            if plain == "id":
                value = f"{prefix}{value}"
            elif plain == "href" and value.startswith("#"):
                value = f"#{prefix}{value[1:]}"
            elif plain == "d":
                value = short_path(value)
            child.set(plain, value.replace("url(#", f"url(#{prefix}"))
        _tidied(child, kept, prefix)


def _anchor(lines: list[Element], is_right: bool) -> float:
    """Where the lines of a text begin, or end if they are aligned to the right."""
    if len(lines) == 1 and lines[0].get("x"):
        return float(lines[0].get("x", "0"))
    begins = [float(_MOVED.search(line.get("transform", ""))[1]) for line in lines]  # type: ignore[index]
    if not is_right:
        return min(begins)
    widths = [72 * width_of(line.text or "", _size_of(line)) for line in lines]
    return max(begin + width for begin, width in zip(begins, widths, strict=True))


_MOVED = re.compile(r"translate\((\S+) (\S+)\)")


def _height_of(text: Element) -> float:
    moved = _MOVED.search(text.get("transform", ""))
    return float(moved[2] if moved else text.get("y", "0"))


def _size_of(text: Element) -> float:
    found = re.search(r"font(?:-size)?:[^;]*?([0-9.]+)px", text.get("style", ""))
    return float(found[1]) if found else 0.0
