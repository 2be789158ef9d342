"""Check every page, without a browser, before it is published. Each rule is stated only here.

A check is a function of a page, and for some checks of the awards that the page reports. It returns a list of faults,
which is empty if all is well.
"""

from grantsdata.runs.qa.checks import faults_of_page, faults_of_set
from grantsdata.runs.qa.expected import Source
from grantsdata.runs.qa.files import faults_of_handed_on
from grantsdata.runs.qa.page import Page, PageFault

__all__ = ["Page", "PageFault", "Source", "faults_of_handed_on", "faults_of_page", "faults_of_set"]
