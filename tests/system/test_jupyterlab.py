"""A notebook in JupyterLab, in both themes: every text of ours can be read, and nothing lies on another."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from support.jupyterlab import THEMES, jupyterlab, lab_page, run_notebook, use_theme
from support.reporting import REPOSITORY

pytestmark = pytest.mark.proof

LOOK = """() => {
  const parts = colour => (colour.match(/[0-9.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = colour => {
    const [r, g, b] = parts(colour).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = one => {
    for (; one; one = one.parentElement) {
      const found = parts(getComputedStyle(one).backgroundColor);
      if (found.length === 3 || found[3] === 1) return getComputedStyle(one).backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = [];
  for (const output of document.querySelectorAll('div.grantsdata')) {
    const walker = document.createTreeWalker(output, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode, one = node.parentElement;
      if (one.tagName === 'STYLE' || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const [front, back] = [light(getComputedStyle(one).color), light(behind(one))];
      const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
      const boxes = [...range.getClientRects()].map(box => [box.left, box.top, box.right, box.bottom]);
      // The rest of a long word, and a figure with what follows it, run on in the line.
      const joined = one.tagName === 'DATA' || ['WBR', 'DATA'].includes((node.previousSibling || {}).tagName);
      found.push({text: node.data, contrast, boxes, joined});
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(REPOSITORY / "notebooks", folder / "notebooks")
    (folder / "home").mkdir()
    with jupyterlab(folder / "notebooks", folder / "home") as address:
        yield address


def overlaps(texts: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Neighbouring texts whose lines lie on one another, or stand side by side without a gap."""
    found = []
    for one, other in pairwise(texts):
        if other["joined"]:
            continue
        gap = 1 if one["text"][-1:].isspace() or not other["text"][:1].isalnum() else -1
        for left, top, right, bottom in one["boxes"]:
            for a, b, c, d in other["boxes"]:
                if min(right, c) - max(left, a) > gap and min(bottom, d) - max(top, b) > 2:
                    found.append((one["text"], other["text"]))
    return found


@pytest.mark.parametrize("name", ["start-here", "annual-report"])
def test_a_notebook_can_be_read_in_both_themes(name: str, lab: str, tmp_path: Path) -> None:
    with lab_page(lab) as page:
        run_notebook(page, f"{name}.ipynb")
        assert page.locator(".jp-RenderedText[data-mime-type*=error]").count() == 0
        for theme in THEMES:
            use_theme(page, theme)
            picture = tmp_path / f"{theme}.png"
            page.screenshot(path=str(picture))
            texts = page.evaluate(LOOK)
            assert len(texts) > 40
            assert [text for text in texts if text["contrast"] < 4.5] == [], theme
            assert overlaps(texts) == [], theme
            pictures_are_seen(page)


def pictures_are_seen(page: Page) -> None:
    """Each chart has been drawn, at a width at which its labels can be read."""
    seen = "s => s.getBoundingClientRect().width"
    widths = page.evaluate(f"[...document.querySelectorAll('div.grantsdata figure svg')].map({seen})")
    shown = [width for width in widths if width]  # of the wide and the narrow drawing one is shown
    assert shown and all(width >= 400 for width in shown)
