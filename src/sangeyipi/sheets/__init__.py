"""Spreadsheet files of any make as grids of cells: what stands where, as a person sees it."""
