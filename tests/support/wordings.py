"""Every wording that the program's sentences are made of, without the figures, names and quoted texts in them.

Those of `runs/qa/reading/wordings.txt` a person has read. After a sentence was changed, `python -m support.wordings`
in tests/ writes the file again; read what `git diff` shows.
"""

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import TypeVar

from grantsdata.model.dictionary.headings import EMPTY, HEADINGS
from grantsdata.runs.figures.sentences import BREAK
from grantsdata.runs.qa.reading.made_of import FILE, GAP

LIBRARY, NOTEBOOKS = Path(__file__).parents[2] / "grantsdata", Path(__file__).parents[2] / "notebooks"

_INLINE = re.compile(r"</?(?:a|span|data|cite|strong|em)(?: (?:[^<>]|<[^>]*>)*)?>")
"""Tags within a sentence; others end it."""

_SENTENCE_ENDS = re.compile(rf"{BREAK.pattern}|(?<=[.!?])\s+(?=\{{)")
MODULES = (
    "report/narrative", "report/charts", "report/drawing/rows.py", "report/page", "report/fragment.py", "reconcile",
    "summaries", "exports/files.py", "runs/statement.py", "awards/provenance.py", "model/schema.py", "model/phrases.py",
    "model/paper.py", "model/declared", "model/law/bodies.py", "model/years.py", "awards/selection.py",
)  # fmt: skip
"""Where the texts of sentences are written."""

TEMPLATES, DUTIES = LIBRARY / "templates" / "grantsdata", LIBRARY / "model" / "law" / "duties.toml"
_NO_TEXT = re.compile(r"[_<>=\\\[\]|#@$*]|^[a-z]+\.[a-z]|^\W*$|^[a-z]+-[a-z-]+$|[a-z]/[a-z]|^[a-z]{0,3}\d+$|^s$|//")


def wordings() -> list[str]:
    """The texts between the places of figures, in small letters, each once."""
    written = (part for text in _texts() for part in re.split(r"<[^>]*>?|\{%.*?%\}", _INLINE.sub("", text)))
    found = {part for text in written for part in wordings_in(text)}
    return sorted(text for text in found if text.count(" ") > 2 or not _NO_TEXT.search(text))


def read_wordings() -> list[str]:
    """The wordings that a person has read."""
    return FILE.read_text(encoding="utf-8").splitlines()


def wordings_in(text: str) -> Iterator[str]:
    """The wordings of a text of the program, sentence by sentence: small letters, without punctuation at the ends."""
    text = re.sub(r"\{\{.*?\}\}", GAP, text)
    text = f"{GAP if text[:1] == ' ' else ''}{text}{GAP if text[-1:] == ' ' else ''}"  # put beside another text
    for sentence in _SENTENCE_ENDS.split(" ".join(text.split())):
        parts = re.split(r"\{[^{}]*\}|“[^”]*”", sentence.lower())
        letters = [re.sub(r"^[^a-z]+|[^a-z0-9]+$", "", part) for part in parts]
        if any(letters):
            yield re.sub(rf"(?:{re.escape(GAP)})+", GAP, GAP.join(letters))


def _texts() -> Iterator[str]:
    yield from (*EMPTY.values(), *HEADINGS.values())
    for place in MODULES:
        path = LIBRARY / place
        for module in [path] if path.suffix else sorted(path.rglob("*.py")):
            yield from strings(module.read_text(encoding="utf-8"))
    for duty in tomllib.loads(DUTIES.read_text(encoding="utf-8"))["duties"]:
        yield from (value for value in duty.values() if isinstance(value, str))
    for notebook in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            yield from strings("".join(cell["source"])) if cell["cell_type"] == "code" else ()
    for template in sorted(TEMPLATES.glob("*.j2")):
        text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        yield from (text, *re.findall(r'aria-label="([^"]*)"', text))


_NAMED_BY = {
    "figure", "expression", "pounds", "cell", "Figure", "isin", "getattr", "check_columns", "groupby", "sort_values",
    "Literal", "startswith", "endswith", "drop", "drop_duplicates", "rename", "removesuffix", "removeprefix", "filled",
    "get", "select_dtypes", "astype", "join", "replace", "TypeVar", "sub", "compile", "search", "fullmatch", "match",
}  # fmt: skip
"""Functions whose arguments are names of columns, kinds of expressions, patterns."""


def _names(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that name a column, a kind of expression, a condition."""
    if isinstance(node, ast.Subscript):
        yield node.slice
    elif isinstance(node, ast.Compare):
        yield node
    elif isinstance(node, ast.Call):
        function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if function in _NAMED_BY:
            yield from (*node.args, *(keyword.value for keyword in node.keywords))


def strings(program: str) -> Iterator[str]:
    """The strings of a module that explain nothing and name no column, put together as the program does."""
    tree = ast.parse(program)
    nodes = list(ast.walk(tree))
    texts = _Texts(tree)
    left_out = {id(node.value) for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    left_out |= texts.used | {id(part) for node in nodes for name in _names(node) for part in ast.walk(name)}
    for node in nodes:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "dict":
            yield from (keyword.arg for keyword in node.keywords if keyword.arg)  # nouns of counts
        if id(node) not in left_out:
            yield from texts.of(node)


T = TypeVar("T")


class _Texts:
    """The texts that an expression may give; what cannot be known is a gap. `used` are parts of longer texts."""

    def __init__(self, tree: ast.AST) -> None:
        self.used: set[int] = set()
        # By function and name: the texts that a name was given, if they are known in full, and its values.
        self.given: dict[tuple[int, str], list[str]] = {}
        self.values: dict[tuple[int, str], list[ast.AST]] = {}
        self.scopes = {id(tree): 0}
        for node in ast.walk(tree):  # outer functions come before those within them
            own = id(node) if isinstance(node, ast.FunctionDef) else self.scopes[id(node)]
            self.scopes |= {id(part): own for part in ast.iter_child_nodes(node)}
        for node in ast.walk(tree):
            for target, value in _assigned(node):
                name = self.scopes[id(value)], target
                self.given[name] = [*self.given.get(name, []), *(self._known(value) or [GAP])]
                self.values[name] = [*self.values.get(name, []), value]
        self.used.clear()
        for node in ast.walk(tree):
            self.of(node)

    def of(self, node: ast.AST) -> list[str]:
        """The texts that a string, or an expression that puts strings together, may give; none for any other."""
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        if isinstance(node, ast.JoinedStr):
            parts = [one.value if isinstance(one, ast.FormattedValue) else one for one in node.values]
            self.used |= {id(one) for one in node.values}
            return self._product(map(self._part, parts))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._product([self._part(node.left), self._part(node.right)])
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "write" and node.args:
            found = self._templates(node.args[0])
            for keyword in node.keywords:
                inner = self._known(keyword.value) or [f"{{{keyword.arg}}}"]
                found = [text.replace(f"{{{keyword.arg}}}", one) for text in found for one in inner]
            return list(dict.fromkeys(found))
        return []

    def _templates(self, node: ast.AST) -> list[str]:
        """The texts with which `write` is called: those that a name was given, if it is called with a name."""
        values = self._of(self.values, node) if isinstance(node, ast.Name) else []
        return [text for value in values or [node] for text in self._part(value)]

    def _of(self, given: Mapping[tuple[int, str], list[T]], name: ast.Name) -> list[T]:
        """What a name was given in its function, or else in the module."""
        return given.get((self.scopes[id(name)], name.id)) or given.get((0, name.id), [])

    def _known(self, node: ast.AST) -> list[str]:
        """The texts of a part, if each is known to the letter."""
        before = set(self.used)
        found = self._part(node)
        if any("{" in text for text in found):
            self.used = before
            return []
        return found

    def _part(self, node: ast.AST) -> list[str]:
        """The texts of a part of a longer text."""
        if isinstance(node, ast.Name):
            return self._of(self.given, node) or [GAP]
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            listed = [one for one in self._of(self.values, node.value) if isinstance(one, ast.Dict)]
            return [text for one in listed for value in one.values for text in self._part(value)] or [GAP]
        if isinstance(node, ast.IfExp):
            return [*self._part(node.body), *self._part(node.orelse)]
        found = self.of(node)
        self.used |= {id(node)} if found else set()
        return found or [GAP]

    def _product(self, parts: Iterable[list[str]]) -> list[str]:
        return list(dict.fromkeys("".join(texts) for texts in product(*parts)))


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The names that a statement gives a value, with it; a loop or `with` gives values that are not known."""
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value is not None:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Name):
                yield target.id, node.value
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                yield from ((one.id, value) for one, value in zip(target.elts, node.value.elts, strict=False)
                            if isinstance(one, ast.Name))  # fmt: skip
    if isinstance(node, ast.arg):
        yield node.arg, node
    for target in [node.target] if isinstance(node, ast.For | ast.comprehension) else []:
        yield from ((one.id, one) for one in ast.walk(target) if isinstance(one, ast.Name))


if __name__ == "__main__":
    FILE.write_text("\n".join([*wordings(), ""]), encoding="utf-8")
