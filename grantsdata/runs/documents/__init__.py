"""A published page as a document: Word for those who edit it, PDF for those who print or archive it."""
