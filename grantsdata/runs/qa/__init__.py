"""What every page has to be, proved without a browser before it is published: each rule is stated here and only here.

A proof is a function of a page, some of the page and the awards behind it, that tells what is wrong, or nothing.
"""

from grantsdata.runs.qa.checks import faults_of_page, faults_of_set
from grantsdata.runs.qa.expected import Source
from grantsdata.runs.qa.files import faults_of_handed_on
from grantsdata.runs.qa.page import Page, PageFault

__all__ = ["Page", "PageFault", "Source", "faults_of_handed_on", "faults_of_page", "faults_of_set"]
