"""Judge a run of mutmut: every mutant is killed, or is explained in mutants.toml and lives. Run from the project.

A mutant is known by its function and by what changed, `reconcile._pence: is → is not`, so that an explanation holds
as long as the code that it is about; a number tells equal changes of one function apart.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mutmut.mutation.data import MutantLineSpans

EXPLAINED = Path("tests/mutants.toml")

# What mutmut writes down: pytest's exit codes, and signals or codes of its own for a mutant that never ends.
FAILED = {1, 3}
HUNG = {-24, 24, 36, 152, 255}


def main() -> int:
    """Print what is wrong and the counts; 0 if every mutant is killed or explained, else 1."""
    codes = dict(mutants())
    living = {name for name, code in codes.items() if code not in FAILED | HUNG}
    groups = tomllib.loads(EXPLAINED.read_text("utf-8")).get("equivalent", [])
    explained = {name for group in groups for name in group["mutants"]}
    faults = [f"no test notices {name}" for name in sorted(living - explained)]
    faults += [
        f"explained in {EXPLAINED}, but a test notices {name}" for name in sorted(explained & codes.keys() - living)
    ]
    faults += [f"explained in {EXPLAINED}, but there is no {name}" for name in sorted(explained - codes.keys())]
    hung = sum(code in HUNG for code in codes.values())
    counts = f"{len(codes)} mutants: {len(codes) - len(living)} killed ({hung} of them because they never ended), "
    print(*faults, f"{counts}{len(living & explained)} explained, {len(living - explained)} neither.", sep="\n")
    return 1 if faults or not codes else 0


def mutants() -> Iterator[tuple[str, int | None]]:
    """Each mutant's name, and mutmut's code for what became of it."""
    for meta in sorted(Path("mutants/grantsdata").rglob("*.meta")):
        path = meta.relative_to("mutants").with_suffix("")
        codes: dict[str, int | None] = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        spans = MutantLineSpans.load(path)
        assert spans is not None, f"mutmut kept no index of {path}"
        module = ".".join(path.with_suffix("").parts[1:])
        seen: Counter[str] = Counter()
        for key, code in codes.items():
            mangled, _, number = key.rpartition(".")[2].partition("__mutmut_")
            original, mutated = spans.read_function_sources([f"{mangled}__mutmut_orig", f"{mangled}__mutmut_{number}"])
            name = f"{module}.{mangled.removeprefix('x_').strip('xǁ').replace('ǁ', '.')}: {change(original, mutated)}"
            seen[name] += 1
            yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), code


def change(original: str, mutated: str) -> str:
    """What differs, with the words around it whole: `< → <=`."""
    one, other = (re.sub(r"__mutmut_(orig|\d+)", "", text) for text in (original, mutated))
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest = 0
    while rest < min(len(one), len(other)) - start and one[len(one) - 1 - rest] == other[len(other) - 1 - rest]:
        rest += 1
    while start and re.match(r"[^\s,]", one[start - 1]):
        start -= 1
    while rest and re.match(r"[^\s,]", one[len(one) - rest]):
        rest -= 1
    told = (" ".join(text[start : len(text) - rest].split()) for text in (one, other))
    return " → ".join(told)


if __name__ == "__main__":
    sys.exit(main())
