"""What every page has to be, proved without a browser before it is published: each rule is stated here and only here.

A proof is a function of a page, some of the page and the awards behind it, that tells what is wrong, or nothing.
"""

from grantsdata.proofs.behind import Source
from grantsdata.proofs.handed_on import faults_of_handed_on
from grantsdata.proofs.page import Page
from grantsdata.proofs.whole import PageFault, faults_of_page, faults_of_set

__all__ = ["Page", "PageFault", "Source", "faults_of_handed_on", "faults_of_page", "faults_of_set"]
