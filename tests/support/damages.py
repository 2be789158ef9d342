"""Import a file that is damaged in many ways: `python -m support.damages FILE PROJECT NUMBER` in a process of its
own, because a reader may hang, fill the memory or crash. Prints what no user should see, a line each.
"""

import io
import random
import resource
import signal
import sys
import zipfile
from contextlib import redirect_stdout
from pathlib import Path

from grantsdata.cli.data.import_paper import COMMAND as IMPORT
from grantsdata.cli.parser import parsers_of
from grantsdata.errors import GrantsDataError
from grantsdata.importers import import_paper
from grantsdata.importers.documents.reading import read_document

SECONDS, MEMORY = 10, 1_000_000_000


class TooLate(BaseException):
    """No reader catches it."""


def flipped(content: bytes, choose: random.Random) -> bytes:
    """The content with one to eight bits changed."""
    changed = bytearray(content)
    for _ in range(choose.randint(1, 8)):
        changed[choose.randrange(len(changed))] ^= 1 << choose.randrange(8)
    return bytes(changed)


def damaged(content: bytes, number: int) -> bytes:
    """The same damage each time for the same number: a cut, changed bits, or bits changed inside one part of a zipped
    file, whose check sums are right then."""
    choose = random.Random(number)
    if number % 3 == 0:
        return content[: choose.randrange(len(content))]
    if number % 3 == 1 or not content.startswith(b"PK"):
        return flipped(content, choose)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {info.filename: packed.read(info) for info in packed.infolist()}
    chosen = choose.choice([name for name, part in parts.items() if part])
    parts[chosen] = flipped(parts[chosen], choose)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return out.getvalue()


def look_at(path: Path, project: Path) -> int:
    """Have the command show what a file holds; nothing is written. Raises its errors."""
    parser, _ = parsers_of([IMPORT])
    options = parser.parse_args(["--project", str(project), "import", str(path), "--year", "2018-19"])
    return IMPORT.run(options)


def unfit(path: Path, project: Path) -> str:
    """What is wrong with how the command takes a file; "" if it shows its tables or refuses it."""
    signal.alarm(SECONDS)
    try:
        with redirect_stdout(io.StringIO()):
            look_at(path, project)
    except GrantsDataError as error:
        return "" if path.name in str(error) and str(error).endswith(".") else f"no plain refusal: {error}"
    except BaseException as error:  # also one of pyo3, which derives from BaseException
        return f"{type(error).__name__}: {error}"
    finally:
        signal.alarm(0)
    return ""


def main(file: str, project: str, number: str) -> None:
    """Try so many damages."""

    def too_late(*_: object) -> None:
        raise TooLate(f"not done after {SECONDS} seconds")

    signal.signal(signal.SIGALRM, too_late)
    import_paper.read_isolated = read_document  # this process is the one with the limits
    path = Path(file)
    content = path.read_bytes()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for one in range(int(number)):
        path.write_bytes(damaged(content, one))
        if said := unfit(path, Path(project)):
            print(f"{one}: {said}", flush=True)
    print("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
