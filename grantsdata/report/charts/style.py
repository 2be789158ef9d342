"""The house style for figures of one's own."""

import matplotlib

from grantsdata.report.picture import STYLE


def use_style() -> None:
    """Draw all further figures of this session in the house style, with an axis of values below.

    The charts of this package have that style anyway. A dollar sign in a text stays a dollar sign.

    >>> import grantsdata as gd
    >>> gd.style()
    """
    matplotlib.rcParams.update(matplotlib.rc_params_from_file(STYLE, use_default_template=False))
    matplotlib.rcParams.update({"axes.spines.bottom": True, "xtick.bottom": True, "xtick.labelbottom": True})
