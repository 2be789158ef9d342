"""Check every page, without a browser, before it is published. Each rule is stated only here.

A check is a function of a page, and for some checks of the awards that the page reports. It returns a list of faults,
which is empty if all is well.
"""
