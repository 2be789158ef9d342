"""Read the tables that are printed in a paper: Word, PDF, a spreadsheet, CSV or a web page.

One module reads each kind of file, and no reader imports another. Nothing in a file is interpreted, run or fetched.
"""

from grantsdata.importers.documents.found import Cell, Document, FoundTable, Unaccounted
from grantsdata.importers.documents.reading import read_document, read_isolated

__all__ = ["Cell", "Document", "FoundTable", "Unaccounted", "read_document", "read_isolated"]
