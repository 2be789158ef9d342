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
KILLED = {1: "a test failed", 3: "a test broke", 37: "the type check failed"}
HUNG = {-24, 24, 36, 152, 255}


def main() -> int:
    names = dict(mutants())
    living = {name for name, code in names.items() if code not in KILLED and code not in HUNG}
    explained = {
        name for group in tomllib.loads(EXPLAINED.read_text("utf-8"))["equivalent"] for name in group["mutants"]
    }
    faults = [f"lives, and nothing explains it: {name}" for name in sorted(living - explained)]
    faults += [f"explained, but killed: {name}" for name in sorted(explained & (names.keys() - living))]
    faults += [f"explained, but there is no such mutant: {name}" for name in sorted(explained - names.keys())]
    print(*faults, sep="\n", end="\n" if faults else "")
    counts = Counter(code if code in KILLED else "hung" for name, code in names.items() if name not in living)
    ways = ", ".join(f"{counts[code]} as {why}" for code, why in {**KILLED, "hung": "it never ended"}.items())
    print(
        f"{len(names)} mutants: {len(names) - len(living)} killed ({ways}), "
        f"{len(living & explained)} explained, {len(living - explained)} unexplained."
    )
    return 1 if faults or not names else 0


def mutants() -> Iterator[tuple[str, int | None]]:
    """Each mutant's name, and mutmut's code for what became of it."""
    for meta in sorted(Path("mutants/grantsdata").rglob("*.meta")):
        path = meta.relative_to("mutants").with_suffix("")
        codes: dict[str, int | None] = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        spans = MutantLineSpans.load(path)
        module = ".".join(path.with_suffix("").parts[1:])
        seen: Counter[str] = Counter()
        for key, code in codes.items():
            mangled, _, number = key.rpartition(".")[2].partition("__mutmut_")
            assert spans is not None
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
