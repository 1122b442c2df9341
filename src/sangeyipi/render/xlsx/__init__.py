"""A document as an Excel workbook, ready to print."""
