"""Find what did not run, or did not run as intended, in an executed notebook.

papermill may mark a cell as completed that never ran; only the execution count is reliable. A cell that ran without
leaving its output is found from its source: each call that shows something leaves an output with its kind.
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
    "award_list": "table",
    "show": "chart",
    "key_figures": "figures",
}
"""Each function of `page` that always leaves an output, and the kind that this output carries."""

Cells = Sequence[Mapping[str, Any]]


def cells_not_run(cells: Cells) -> list[str]:
    """Return a fault for each code cell that never ran or raised an error; `cells` come from the notebook's JSON."""
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


def missing_outputs(cells: Cells) -> list[str]:
    """Return a fault for each cell that has fewer outputs of a kind than calls that leave one."""
    faults = []
    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] != "code":
            continue
        found = Counter(output.get("metadata", {}).get("grantsdata", {}).get("kind") for output in cell["outputs"])
        for kind, calls in _calls(source_of(cell)).items():
            if found[kind] < calls:
                faults.append(
                    f"cell {number} calls for {calls} of the kind “{kind}” and has {found[kind]}: {_first_line(cell)}"
                )
    return faults


def cells_unlike_source(cells: Cells, sources: Cells) -> list[str]:
    """Compare the executed `cells` with the cells of the notebook on disk, `sources`; return the differences as faults.

    papermill adds one cell with the parameters. No other cell may be added, and none may be missing.
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


def last_cell_begun(executed: Path) -> int:
    """Return the number of the last cell that began. papermill marks this cell and all later ones as completed."""
    try:
        cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError):
        return 1
    begun = [number for number, cell in enumerate(cells, start=1) if _times(cell).get("start_time")]
    return begun[-1] if begun else 1


def _times(cell: Mapping[str, Any]) -> dict[str, Any]:
    return dict(cell["metadata"].get("papermill", {}))


def source_of(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell, which JSON may hold as a list of lines."""
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def _calls(source: str) -> Counter[str]:
    """Count the calls that leave each kind of output; functions are recognised by name, as `table` or `page.table`."""
    called: Counter[str] = Counter()
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return called  # a cell with IPython commands
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(value=ast.Name(id="page"), attr=name)):
                called.update([SHOWS[name]] if name in SHOWS else [])
    return called


def _tags(cell: Mapping[str, Any]) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def _first_line(cell: Mapping[str, Any]) -> str:
    return f"“{source_of(cell).strip().partition(chr(10))[0][:60]}”"
