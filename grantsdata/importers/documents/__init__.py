"""Read the tables that are printed in a paper: Word, PDF, a spreadsheet, CSV or a web page.

One module or folder reads each kind of file, and no reader imports another.
Nothing in a file is interpreted, run or fetched.
"""
