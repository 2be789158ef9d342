"""Tables → charts, sentences and parts of a page. Pure: reads no file. ExtraError if what it needs is missing."""

from grantsdata.errors import check_installed

check_installed("Charts and pages", "report", "matplotlib", "IPython", "mistune")
