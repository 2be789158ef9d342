"""Whether the values asked for are there, such as a stream's code or a provider's name, before any kernel starts.

A parameter's name means the same in every notebook of this package, so that one check serves them all. A notebook
checks its values itself too, for whoever opens it in JupyterLab.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.choices import chosen_bodies, chosen_stream
from grantsdata.errors import ParameterError
from grantsdata.model.years import FinancialYear, check_period
from grantsdata.sources.files.project import year_before
from grantsdata.tables import load_providers, load_streams


def check_values(values: Mapping[str, Any], year: FinancialYear, awards: pd.DataFrame, root: Path) -> None:
    """Check a notebook's parameters, its defaults included, against the raw data of a year.

    ParameterError or YearError, with what there is, for a stream, body, kind of body, period or year to compare with
    that there is not, and for a number that is less than one.
    """
    if "stream" in values:
        chosen_stream(load_streams(year, project=root), values["stream"])
    if "provider" in values and "provider_type" in values:
        chosen_bodies(awards, load_providers(project=root), values["provider"], values["provider_type"])
    if "period" in values:
        check_period(values["period"])
    if "compare_with" in values:
        year_before(year, values["compare_with"], project=root)
    small = [name for name, value in values.items() if type(value) is int and value < 1]
    if small:
        raise ParameterError(f"Parameter {small[0]} is {values[small[0]]}; expected a whole number of at least 1.")
