"""The public's workbook: its sheets, and the files that hold them."""
