"""The commands as Python functions: each name leads to the function, and only these names are there."""

import pytest

from grantsdata import commands
from grantsdata.cli.main import COMMANDS
from grantsdata.importers.import_paper import import_paper
from grantsdata.reconcile.check import check
from grantsdata.sources.files.project import years_on_file


def test_a_name_leads_to_the_function() -> None:
    assert commands.import_ is import_paper
    assert commands.check is check
    assert commands.years is years_on_file


def test_each_command_of_the_command_line_has_its_function() -> None:
    names = {command.name.replace("-", "_").replace("import", "import_") for command in COMMANDS}
    assert names == set(dir(commands))
    assert all(callable(getattr(commands, name)) for name in names)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'reprot'"):
        _ = commands.reprot
