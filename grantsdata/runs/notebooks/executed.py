"""An executed notebook → what in it did not run, or not as it was meant to.

papermill may call a cell completed that never ran: only the execution count tells the truth. A cell that was run and
left nothing is told from its source: each call that shows something leaves an output that says what it is.
"""

import ast
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SHOWS = {
    "header": "head",
    "footer": "foot",
    "standfirst": "standfirst",
    "table": "table",
    "show": "chart",
    "key_figures": "figures",
}
"""Each function of `page` that always leaves an output, and what that output says that it is."""

Cells = Sequence[Mapping[str, Any]]


def not_run(cells: Cells) -> list[str]:
    """A fault for each cell of code that was never run or raised an error; `cells` are those of the notebook's JSON."""
    faults = []
    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] != "code" or not source_of(cell).strip():
            continue
        if cell["execution_count"] is None:
            faults.append(f"cell {number} was never run: {_first_line(cell)}")
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                faults.append(f"cell {number} raised {output['ename']}: {output['evalue']}")
    return faults


def not_shown(cells: Cells) -> list[str]:
    """A fault for each cell with fewer outputs of a kind than it has calls that leave one."""
    faults = []
    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] != "code":
            continue
        left = Counter(output.get("metadata", {}).get("grantsdata", {}).get("kind") for output in cell["outputs"])
        for kind, calls in _calls(source_of(cell)).items():
            if left[kind] < calls:
                faults.append(
                    f"cell {number} calls for {calls} of the kind “{kind}” and has {left[kind]}: {_first_line(cell)}"
                )
    return faults


def not_of(cells: Cells, sources: Cells) -> list[str]:
    """A fault for each cell of the notebook that was to be run, `sources`, that is not among those that were.

    papermill adds a cell with the parameters; nothing else may stand between, and none may be left out.
    """
    faults, place = [], 0
    texts = [source_of(cell) for cell in cells]
    for number, cell in enumerate(sources, start=1):
        if source_of(cell) in texts[place:]:
            place = texts.index(source_of(cell), place) + 1
        else:
            faults.append(f"cell {number} of the notebook is not in what was run: {_first_line(cell)}")
    added = len(cells) - len(sources) - sum("injected-parameters" in _tags(cell) for cell in cells)
    return faults or ([f"{added} cells were run that are not in the notebook"] if added > 0 else [])


def reached(executed: Path) -> int:
    """The number of the last cell that was begun; papermill's own marks call it, and all after it, completed."""
    try:
        cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError):
        return 1
    begun = [number for number, cell in enumerate(cells, start=1) if _times(cell).get("start_time")]
    return begun[-1] if begun else 1


def _times(cell: Mapping[str, Any]) -> dict[str, Any]:
    return dict(cell["metadata"].get("papermill", {}))


def source_of(cell: Mapping[str, Any]) -> str:
    """A cell's text, which JSON may hold as lines."""
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def _calls(source: str) -> Counter[str]:
    """How often a source calls for each kind of output; a function is known by its name, as `table` or `page.table`."""
    called: Counter[str] = Counter()
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return called  # a command for IPython alone
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(value=ast.Name(id="page"), attr=name)):
                called.update([SHOWS[name]] if name in SHOWS else [])
    return called


def _tags(cell: Mapping[str, Any]) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def _first_line(cell: Mapping[str, Any]) -> str:
    return f"“{source_of(cell).strip().partition(chr(10))[0][:60]}”"
