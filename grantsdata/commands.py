"""Each command as a Python function of the same name: `from grantsdata import commands`.

`import` is a reserved word in Python, so its function is called `import_`. The command line calls these functions and
prints what they return.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grantsdata.exports.changes import changes as changes
    from grantsdata.exports.export import export as export
    from grantsdata.importers.confirm import confirm as confirm
    from grantsdata.importers.import_paper import import_paper as import_
    from grantsdata.importers.new_project import demo as demo
    from grantsdata.importers.new_project import init as init
    from grantsdata.importers.new_year import new_year as new_year
    from grantsdata.reconcile.check import check as check
    from grantsdata.reconcile.unknown_providers import unknown_providers as providers
    from grantsdata.runs.archive.archive import archive as archive
    from grantsdata.runs.doctor import doctor as doctor
    from grantsdata.runs.documents.pages import pdf as pdf
    from grantsdata.runs.edits.compare import compare as compare
    from grantsdata.runs.figures.trace import trace as trace
    from grantsdata.runs.matches import undecided_pairs as matches
    from grantsdata.runs.preview.preview import preview as preview
    from grantsdata.runs.publish.verify import verify as verify
    from grantsdata.runs.report import report as report
    from grantsdata.runs.returns.returns import returns as returns
    from grantsdata.sources.files.project import years_on_file as years

__all__ = [
    "archive",
    "changes",
    "check",
    "compare",
    "confirm",
    "demo",
    "doctor",
    "export",
    "import_",
    "init",
    "matches",
    "new_year",
    "pdf",
    "preview",
    "providers",
    "report",
    "returns",
    "trace",
    "verify",
    "years",
]

_HOMES = {
    "archive": "runs.archive.archive.archive",
    "changes": "exports.changes.changes",
    "check": "reconcile.check.check",
    "compare": "runs.edits.compare.compare",
    "confirm": "importers.confirm.confirm",
    "demo": "importers.new_project.demo",
    "doctor": "runs.doctor.doctor",
    "export": "exports.export.export",
    "import_": "importers.import_paper.import_paper",
    "init": "importers.new_project.init",
    "matches": "runs.matches.undecided_pairs",
    "new_year": "importers.new_year.new_year",
    "pdf": "runs.documents.pages.pdf",
    "preview": "runs.preview.preview.preview",
    "providers": "reconcile.unknown_providers.unknown_providers",
    "report": "runs.report.report",
    "returns": "runs.returns.returns.returns",
    "trace": "runs.figures.trace.trace",
    "verify": "runs.publish.verify.verify",
    "years": "sources.files.project.years_on_file",
}
"""The function of each command. It is imported when it is first used: most commands need only a part of the library."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, function = _HOMES[name].rpartition(".")
    return getattr(import_module(f"grantsdata.{module}"), function)


def __dir__() -> list[str]:
    return __all__
