"""Tables of national size: how long, and in how much memory, from a CSV file to its breakdown."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.grants import write
from benchmarks.row import Row, Run, in_turn, run, yes

USUAL, TUNED = "pandas, usual idiom", "pandas, tuned by hand"


def rows(size: int = 10_000_000) -> Iterator[Row]:
    """The lines of the table for a file of `size` grants and one of a tenth of it."""
    with tempfile.TemporaryDirectory(prefix="grants-") as folder:
        large, small = Path(folder) / "large.csv", Path(folder) / "small.csv"
        write(size, large)
        write(size // 10, small)
        yield from _of(large, small, size, str(Path(folder) / "cache"))


def _of(large: Path, small: Path, size: int, cache: str) -> Iterator[Row]:
    def way(name: str, path: Path, *more: str) -> tuple[str, ...]:
        return "contender.py", name, str(path), *more

    ours_small, usual_small = in_turn(5, way("ours", small), way("usual", small))
    ours, tuned, usual, floats = in_turn(2, *(way(name, large) for name in ("ours", "tuned", "usual", "floats")))
    first = run(*way("ours", large, cache))
    (again,) = in_turn(3, way("ours", large, cache))
    exact = run(*way("exact", large))
    is_exact = all(one.said == exact.said for one in (ours, first, again, usual, tuned))
    whole, tenth = f"{size:,} rows, CSV, to breakdown", f"{size // 10:,} rows, CSV, to breakdown"

    yield _against(whole, USUAL, 14, 500, ours, usual)
    yield _against(whole, TUNED, 4, None, ours, tuned)
    yield _against(tenth, USUAL, 5, 300, ours_small, usual_small)
    share = again.seconds / first.seconds
    yield Row(
        f"{size:,} rows again, from the typed copy",
        "first time, which writes it",
        "at most a quarter",
        f"{share:.0%} ({again.seconds:.2f} s, {first.seconds:.2f} s)",
        _memory(again, first),
        yes(share <= 0.25),
    )
    growth = ours.seconds / ours_small.seconds
    yield Row(
        f"from {size // 10:,} to {size:,} rows",
        "the rows, ten times as many",
        "grows no faster",
        f"{growth:.1f} times the time",
        _memory(ours, ours_small),
        yes(growth <= 10),
    )
    yield Row("exactness", "Decimal arithmetic", "equal to the penny", _differing(ours, exact), "", yes(is_exact))
    yield Row(
        whole,
        "pandas in three lines, binary fractions",
        "",
        f"{floats.seconds / ours.seconds:.1f} times faster ({ours.seconds:.2f} s, {floats.seconds:.2f} s)",
        f"{_memory(ours, floats)}; {_differing(floats, exact)} there",
        "",
    )


def _against(goal: str, against: str, times: int, most: int | None, ours: Run, theirs: Run) -> Row:
    faster = theirs.seconds / ours.seconds
    reach = f"at least {times} times faster" + (f", under {most} MiB" if most else "")
    measured = f"{faster:.1f} times faster ({ours.seconds:.2f} s, {theirs.seconds:.2f} s)"
    is_met = faster >= times and (most is None or ours.mebibytes < most)
    return Row(goal, against, reach, measured, _memory(ours, theirs), yes(is_met))


def _memory(ours: Run, theirs: Run) -> str:
    return f"{ours.mebibytes:,.0f} MiB, {theirs.mebibytes:,.0f} MiB"


def _differing(ours: Run, exact: Run) -> str:
    """How many groups have other figures."""
    assert isinstance(ours.said, list) and isinstance(exact.said, list)
    differ = sum(line not in exact.said for line in ours.said) + abs(len(ours.said) - len(exact.said))
    return f"{differ:,} of {len(exact.said):,} groups differ"
