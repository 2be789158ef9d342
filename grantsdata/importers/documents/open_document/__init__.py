"""Read spreadsheets and texts in the OpenDocument format (ODS, ODT), as LibreOffice writes them."""
