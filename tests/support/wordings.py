"""Every wording that the program's sentences are made of, without the figures, names and quoted texts in them.

Those of `wordings.txt` a person has read. After a sentence was changed, `python -m support.wordings` in tests/ writes
the file again; read what `git diff` shows.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from grantsdata.model.dictionary.headings import EMPTY, HEADINGS
from grantsdata.runs.figures.sentences import BREAK

FILE = Path(__file__).with_name("wordings.txt")
LIBRARY = Path(__file__).parents[2] / "grantsdata"
GAP = "{}"
"""In a wording, the place of a figure, a name or a quoted text."""

_SENTENCE_ENDS = re.compile(rf"{BREAK.pattern}|(?<=[.!?])\s+(?=\{{)")
MODULES = (
    "report/narrative", "report/charts", "report/page", "reconcile", "summaries", "report/fragment.py",
    "awards/provenance.py", "model/schema.py", "model/phrases.py", "model/paper.py", "model/declared",
    "model/law/bodies.py", "model/years.py",
)  # fmt: skip
"""Where the texts of sentences are written."""

TEMPLATES, DUTIES = LIBRARY / "templates" / "grantsdata", LIBRARY / "model" / "law" / "duties.toml"
_NO_TEXT = re.compile(r"[_<>=\\\[\]|#@$*]|^[a-z]+\.[a-z]|^\W*$|^[a-z]+-[a-z-]+$|[a-z]/[a-z]|^[a-z]{0,3}\d+$|^s$|//")


def wordings() -> list[str]:
    """The texts between the places of figures, in small letters, each once."""
    written = (part for text in _texts() for part in re.split(r"<[^>]*>?|\{%.*?%\}|\{\{.*?\}\}", text))
    found = {part for text in written for part in wordings_in(text)}
    return sorted(text for text in found if text.count(" ") > 2 or not _NO_TEXT.search(text))


def read_wordings() -> list[str]:
    """The wordings that a person has read."""
    return FILE.read_text(encoding="utf-8").splitlines()


def wordings_in(text: str) -> Iterator[str]:
    """The wordings of a text of the program, sentence by sentence: small letters, without punctuation at the ends."""
    for sentence in _SENTENCE_ENDS.split(" ".join(text.split())):
        parts = re.split(r"\{[^{}]*\}|“[^”]*”", sentence.lower())
        letters = [re.sub(r"^[^a-z]+|[^a-z0-9]+$", "", part) for part in parts]
        if any(letters):
            yield GAP.join(part for part in letters if part)


def _texts() -> Iterator[str]:
    yield from (*EMPTY.values(), *HEADINGS.values())
    for place in MODULES:
        path = LIBRARY / place
        for module in [path] if path.suffix else sorted(path.rglob("*.py")):
            yield from _strings(ast.parse(module.read_text(encoding="utf-8")))
    for duty in tomllib.loads(DUTIES.read_text(encoding="utf-8"))["duties"]:
        yield from (value for value in duty.values() if isinstance(value, str))
    for template in sorted(TEMPLATES.glob("*.j2")):
        text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        yield from (text, *re.findall(r'aria-label="([^"]*)"', text))


def _strings(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that explain nothing; an f-string has gaps."""
    nodes = list(ast.walk(tree))
    within = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    explain = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else GAP for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in within | explain:
            yield node.value


if __name__ == "__main__":
    FILE.write_text("\n".join([*wordings(), ""]), encoding="utf-8")
