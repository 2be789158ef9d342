"""Papers as they come, in Word, PDF, a spreadsheet or a web page → the tables that are printed in them.

Each kind of file has a module of its own, and none knows another. Nothing is interpreted, run or fetched.
"""

from grantsdata.importers.documents.found import Cell, Document, FoundTable
from grantsdata.importers.documents.reading import read_apart, read_document

__all__ = ["Cell", "Document", "FoundTable", "read_apart", "read_document"]
